use app::leaflets::{ChoicePage, LeafletPage, LeafletPageData, UnitChoicePage, leaflets_title};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use documents::{Paper, html};
use domain::access::{Action, Subject, may};
use leptos::prelude::*;
use serde::Deserialize;
use store::organisation::Unit;
use store::{Tx, leaflets, organisation};

use super::find::{Address, find, unit};
use crate::assessments::pdf as render_pdf;
use crate::clock::moment;
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// The units whose leaflets the person may read.
async fn units(tx: &mut Tx, signed: &Signed) -> Result<Vec<Unit>, AppError> {
    let reached = organisation::units_reached(tx, signed.account()).await?;
    let readable = |unit: &Unit| {
        unit.area.is_some() && may(&signed.actor, Action::ReadLeaflets, Subject::Unit(&unit.path))
    };
    Ok(reached.into_iter().filter(readable).collect())
}

/// Which unit's leaflets? Whoever has a role in one unit sees that unit's.
pub async fn choice(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    if !may(&signed.actor, Action::ReadLeaflets, Subject::General) {
        return Err(AppError::NotFound);
    }
    let mut tx = state.read().await?;
    let mut units = units(&mut tx, &signed).await?;
    if units.len() == 1
        && let Some(unit) = units.pop()
    {
        return draw_unit(&state, &signed, &mut tx, unit, false).await;
    }
    let units = units.into_iter().map(|unit| (unit.id, unit.name)).collect();
    let title = leaflets_title(signed.language);
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <ChoicePage units=units/> },
    ))
}

/// A unit's leaflets.
pub async fn of_unit(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let unit = unit(&mut tx, &signed, &id, Action::ReadLeaflets).await?;
    let others = units(&mut tx, &signed).await?.len() > 1;
    draw_unit(&state, &signed, &mut tx, unit, others).await
}

async fn draw_unit(
    state: &AppState,
    signed: &Signed,
    tx: &mut Tx,
    unit: Unit,
    others: bool,
) -> Result<Response, AppError> {
    let written = leaflets::written(tx, unit.id).await?;
    let may_edit = may(&signed.actor, Action::EditLeaflets, Subject::Unit(&unit.path));
    let Unit { id, name, .. } = unit;
    let title = leaflets_title(signed.language);
    Ok(page(
        signed,
        state,
        StatusCode::OK,
        title,
        false,
        move || view! { <UnitChoicePage unit=id name=name written=written may_edit=may_edit others=others/> },
    ))
}

/// A leaflet as it is printed.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(address): Path<Address>,
) -> Result<Response, AppError> {
    let found = find(&state, &signed, &address, Action::ReadLeaflets).await?;
    let l = signed.language;
    let saved = found.stored.as_ref().filter(|s| !s.text.is_empty()).map(|s| {
        let (by, at) = (&s.saved_by, moment(s.saved_at, l));
        l.t(
            format!("Enhetens text sparades av {by} den {at}."),
            format!("The unit's text was saved by {by} on {at}."),
        )
    });
    let data = LeafletPageData {
        may_edit: may(
            &signed.actor,
            Action::EditLeaflets,
            Subject::Unit(&found.unit.path),
        ),
        preview: html::preview(&found.document(&state, false)),
        unit: found.unit.id,
        unit_name: found.unit.name,
        kind: found.kind,
        language: found.language,
        saved,
    };
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        l.t("Informationsblad", "Leaflet"),
        false,
        move || view! { <LeafletPage data=data/> },
    ))
}

/// What the address of the PDF may say.
#[derive(Debug, Default, Deserialize)]
pub struct Size {
    stor: Option<String>,
}

/// The leaflet as PDF.
pub async fn pdf(
    State(state): State<AppState>,
    signed: Signed,
    Path(address): Path<Address>,
    size: Result<Query<Size>, QueryRejection>,
) -> Result<Response, AppError> {
    let found = find(&state, &signed, &address, Action::ReadLeaflets).await?;
    let large = size.is_ok_and(|Query(s)| s.stor.is_some());
    let name = format!(
        "informationsblad-{}-{}.pdf",
        found.kind.slug(),
        found.language.code()
    );
    render_pdf(&state, &signed, found.document(&state, large), Paper::Kept, &name).await
}
