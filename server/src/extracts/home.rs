use app::extracts::{
    ExtractsPage, ExtractsPageData, HOME, WaitingLine, extract_address, extracts_title, part_address,
};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Role, Subject, may};
use domain::extracts::ExtractForm;
use domain::fields::{FieldErrors, Fields};
use domain::ids::UnitId;
use leptos::prelude::*;
use store::extracts;

use crate::access::ask_first;
use crate::clock::{stockholm_day, stockholm_moment};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    fields: Fields,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let may_ask = may(&signed.actor, Action::MakeExtracts, Subject::General);
    let assesses = may(&signed.actor, Action::AssessExtracts, Subject::General);
    if !may_ask && !assesses {
        return Err(AppError::NotFound);
    }
    let l = signed.language;
    let mut tx = state.read().await?;
    let mut data = ExtractsPageData {
        may_ask,
        assesses,
        fields,
        errors,
        ..ExtractsPageData::default()
    };
    if may_ask {
        data.extracts = extracts::extracts(&mut tx, signed.account()).await?;
    }
    if assesses {
        let waiting = extracts::waiting_for(&mut tx, signed.account()).await?;
        data.waiting = waiting
            .into_iter()
            .map(|(id, case, number, at)| WaitingLine {
                href: part_address(id, case),
                number,
                asked: stockholm_moment(at, l),
            })
            .collect();
    }
    let signed = Signed {
        path: HOME.to_owned(),
        ..signed.clone()
    };
    Ok(page(
        &signed,
        state,
        status,
        extracts_title(l),
        false,
        move || {
            view! { <ExtractsPage data=data/> }
        },
    ))
}

/// Requests, or what waits to be assessed.
pub async fn show(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    draw(
        &state,
        &signed,
        StatusCode::OK,
        Fields::default(),
        FieldErrors::default(),
    )
    .await
}

/// Asks for everything about a person. The number is posted and leads to an address that does not tell it.
pub async fn ask(
    State(state): State<AppState>,
    signed: Signed,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let Some(unit) = branch(&signed) else {
        return Err(AppError::NotFound);
    };
    let today = stockholm_day(state.now());
    let form = ExtractForm::from_fields(&fields);
    let errors = form.check(today, signed.language);
    let Some(number) = form.digits(today).filter(|_| errors.is_empty()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return draw(&state, &signed, status, fields, errors).await;
    };
    if let Some(page) = ask_first(&state, &signed, &fields) {
        return Ok(page);
    }
    let who = signed.who(&state);
    let id = state
        .write(move |tx| {
            Box::pin(async move { Ok(extracts::ask(tx, who, unit, &number, &form.purpose).await?) })
        })
        .await?;
    Ok(see_other(&extract_address(id)))
}

/// The officer's widest branch.
fn branch(signed: &Signed) -> Option<UnitId> {
    if !may(&signed.actor, Action::MakeExtracts, Subject::General) {
        return None;
    }
    signed
        .grants
        .iter()
        .filter(|grant| grant.role == Role::RecordsOfficer)
        .min_by_key(|grant| grant.path.0.len())
        .map(|grant| grant.unit)
}
