use app::organisation::{DelegationLine, UnitSettingsPage, UnitSettingsPageData, unit_settings_title};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Subject, may};
use domain::fields::{FieldErrors, Fields};
use domain::ids::UnitId;
use leptos::prelude::*;
use store::delegations::{self, Candidate};
use store::organisation::{self, Unit};
use store::{Tx, Who};

use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// A unit whose settings the person answers for; otherwise there is none.
pub(super) async fn managed_unit(state: &AppState, signed: &Signed, id: &str) -> Result<Unit, AppError> {
    let id: UnitId = id.parse().map_err(|_| AppError::NotFound)?;
    let unit = organisation::unit(&mut state.read().await?, id).await?;
    // Districts and the municipality have no cases of their own, and so nothing to sign.
    if unit.area.is_none() || !may(&signed.actor, Action::ManageUnit, Subject::Unit(&unit.path)) {
        return Err(AppError::NotFound);
    }
    Ok(unit)
}

/// Who does something in a unit, for the trail.
pub(super) fn who_in(state: &AppState, signed: &Signed, unit: &Unit) -> Who {
    Who {
        unit: Some(unit.id),
        ..signed.who(state)
    }
}

/// The address of a unit's settings.
pub(super) fn address(unit: &Unit) -> String {
    format!("/enheter/{}/installningar", unit.id)
}

async fn lines(tx: &mut Tx, unit: UnitId) -> Result<Vec<DelegationLine>, AppError> {
    let found = delegations::of_unit(tx, unit).await?;
    Ok(found
        .into_iter()
        .map(|delegation| DelegationLine {
            revoked_on: delegation.revoked_at.map(stockholm_day),
            delegation,
        })
        .collect())
}

fn option(candidate: Candidate) -> (String, String) {
    let Candidate { id, name, title } = candidate;
    let words = if title.is_empty() {
        name
    } else {
        format!("{name}, {title}")
    };
    (id.to_string(), words)
}

/// Draws the settings as they stand, with what was typed into one of the forms.
pub(super) async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    unit: Unit,
    fields: Fields,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let people = delegations::candidates(&mut tx, unit.id, signed.account()).await?;
    let data = UnitSettingsPageData {
        delegations: lines(&mut tx, unit.id).await?,
        people: people.into_iter().map(option).collect(),
        today: stockholm_day(state.now()),
        fields,
        errors,
        unit,
    };
    // A form may have been posted to an address that cannot be opened; the language switch leads back to the page.
    let signed = Signed {
        path: address(&data.unit),
        ..signed.clone()
    };
    Ok(page(
        &signed,
        state,
        status,
        unit_settings_title(signed.language),
        false,
        move || view! { <UnitSettingsPage data=data/> },
    ))
}

/// A unit's settings.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let unit = managed_unit(&state, &signed, &id).await?;
    draw(
        &state,
        &signed,
        StatusCode::OK,
        unit,
        Fields::default(),
        FieldErrors::default(),
    )
    .await
}

/// Says whether two sign.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let unit = managed_unit(&state, &signed, &id).await?;
    let two = match fields.text("signing") {
        "one" => false,
        "two" => true,
        _ => {
            let mut errors = FieldErrors::default();
            let message = signed
                .language
                .t("Välj hur många som skriver under.", "Choose how many sign.");
            errors.add("signing", message);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return draw(&state, &signed, status, unit, fields, errors).await;
        }
    };
    let (id, who) = (unit.id, who_in(&state, &signed, &unit));
    state
        .write(move |tx| Box::pin(async move { Ok(organisation::set_countersigns(tx, who, id, two).await?) }))
        .await?;
    Ok(see_other(&address(&unit)))
}
