use app::plans::{Filter, OverviewPage, OverviewPageData, UnitPage, UnitPageData, plans_title};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Datelike;
use domain::access::{Action, Role, Subject, may};
use domain::plans::AppointmentKind;
use leptos::prelude::*;
use serde::Deserialize;
use store::organisation::{self, Unit};
use store::plans::PlanLine;
use store::{Tx, plans};

use super::find::unit;
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// What the address of the list may say.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    pub(super) ar: Option<String>,
    lage: Option<String>,
}

/// The year that an address asks for, within reason; this year otherwise.
pub(super) fn wanted_year(text: Option<&str>, this_year: i32) -> i32 {
    let year = text.and_then(|t| t.parse().ok());
    year.filter(|y| (2000..=2100).contains(y)).unwrap_or(this_year)
}

fn reads_meetings(signed: &Signed) -> bool {
    may(&signed.actor, Action::ReadMeetings, Subject::General)
}

/// Every unit whose plans the person reads. Whoever reads one unit's plans sees that unit's.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, AppError> {
    if !may(&signed.actor, Action::ReadPlan, Subject::General) {
        return Err(AppError::NotFound);
    }
    let Query(wanted) = wanted.unwrap_or_default();
    let today = stockholm_day(state.now());
    let year = wanted_year(wanted.ar.as_deref(), today.year());
    let mut tx = state.read().await?;
    let units = plans::overview(&mut tx, signed.account(), year, today).await?;
    if let [only] = units.as_slice()
        && !signed.actor.has(Role::Coordinator)
    {
        let unit = organisation::unit(&mut tx, only.unit).await?;
        return draw_unit(&state, &signed, &mut tx, unit, false).await;
    }
    let data = OverviewPageData {
        units,
        year,
        filter: Filter::from_code(wanted.lage.as_deref().unwrap_or_default()),
        meetings: reads_meetings(&signed),
    };
    let title = plans_title(signed.language);
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <OverviewPage data=data/> },
    ))
}

/// A unit's plans.
pub async fn of_unit(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let unit = unit(&mut tx, &signed, &id, Action::ReadPlan).await?;
    let today = stockholm_day(state.now());
    let others = plans::overview(&mut tx, signed.account(), today.year(), today)
        .await?
        .len();
    draw_unit(&state, &signed, &mut tx, unit, others > 1).await
}

async fn draw_unit(
    state: &AppState,
    signed: &Signed,
    tx: &mut Tx,
    unit: Unit,
    others: bool,
) -> Result<Response, AppError> {
    let today = stockholm_day(state.now());
    let lines: Vec<PlanLine> = plans::plans_of(tx, unit.id, today).await?;
    let writes = may(&signed.actor, Action::EditPlan, Subject::Unit(&unit.path));
    // The next year's plan is begun when the year draws to its end.
    let soon = i32::from(today.month() >= 9);
    let may_begin = (today.year()..=today.year() + soon)
        .filter(|year| writes && lines.iter().all(|line| line.year != *year))
        .collect();
    let mut rows = plans::appointments(tx, unit.id).await?;
    rows.sort_by_key(|a| a.text.kind != AppointmentKind::Representative);
    let names: Vec<String> = rows
        .into_iter()
        .filter(|a| a.text.holds_on(today))
        .map(|a| {
            format!(
                "{} ({})",
                a.person,
                a.text.kind.name(signed.language).to_lowercase()
            )
        })
        .collect();
    let data = UnitPageData {
        unit: unit.id,
        name: unit.name,
        plans: lines,
        may_begin,
        representative: (!names.is_empty()).then(|| format!("{}.", names.join(", "))),
        meetings: reads_meetings(signed),
        others,
    };
    let title = plans_title(signed.language);
    Ok(page(
        signed,
        state,
        StatusCode::OK,
        title,
        false,
        move || view! { <UnitPage data=data/> },
    ))
}
