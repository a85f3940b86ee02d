use std::collections::BTreeMap;

use app::figures::{ListPage, ListedNode, list_title};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Subject, may};
use domain::figures::{Indicator, Period, PeriodKind, Shown};
use domain::ids::UnitId;
use leptos::prelude::*;
use store::organisation::Unit;

use super::load::{FigureYears, begin, is_inside, named};
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// The most units on the page.
const MOST: usize = 500;

/// The units that a person follows.
pub async fn show(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    if !may(&signed.actor, Action::SeeUnitFigures, Subject::General) {
        return Err(AppError::NotFound);
    }
    let (today, mut tx) = begin(&state).await?;
    let period = Period::last_complete(PeriodKind::Third, today);
    let years = FigureYears::load(&mut tx, (period.year, period.year), None, today).await?;
    let units = named(&mut tx).await?;
    drop(tx);
    let sees = |unit: &Unit| may(&signed.actor, Action::SeeUnitFigures, Subject::Unit(&unit.path));
    // By path: each node follows the one that it lies under.
    let mut followed: Vec<&Unit> = units.values().filter(|unit| sees(unit)).collect();
    followed.sort_by_key(|unit| path_of_names(&years, &units, unit));
    followed.truncate(MOST);
    let outside = followed.iter().any(|unit| !is_inside(&signed, unit));
    let above = |unit: &Unit| {
        let above = years.outline.upwards(unit.id);
        above
            .iter()
            .skip(1)
            .filter(|id| units.get(id).is_some_and(sees))
            .count()
    };
    let nodes = followed
        .iter()
        .map(|unit| {
            let shown = |indicator| match years.year(period.year) {
                None => Shown::NotYet,
                Some(year) if is_inside(&signed, unit) => {
                    Shown::Counts(year.exact(unit.id, indicator, period))
                }
                Some(year) => year.published(unit.id, indicator, period),
            };
            let answers_for =
                unit.area.is_some() && may(&signed.actor, Action::ManageUnit, Subject::Unit(&unit.path));
            ListedNode {
                name: unit.name.clone(),
                href: format!("/enheter/{}/siffror", unit.id),
                depth: above(unit),
                heard: shown(Indicator::Heard),
                answered: shown(Indicator::Answered),
                settings: answers_for.then(|| format!("/enheter/{}/installningar", unit.id)),
            }
        })
        .collect::<Vec<_>>();
    let title = list_title(signed.language);
    Ok(page(&signed, &state, StatusCode::OK, title, false, move || {
        view! { <ListPage nodes=nodes period=period outside=outside/> }
    }))
}

/// The names from the top of the tree down, so that siblings come in alphabetical order under their parent.
fn path_of_names(years: &FigureYears, units: &BTreeMap<UnitId, Unit>, unit: &Unit) -> Vec<String> {
    let mut names: Vec<String> = years
        .outline
        .upwards(unit.id)
        .iter()
        .filter_map(|id| units.get(id))
        .map(|unit| unit.name.clone())
        .collect();
    names.reverse();
    names
}
