use app::cases::{ProtectedPage, ProtectedPageData, protected_title};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, OpeningReason, may};
use domain::fields::FieldErrors;
use domain::ids::CaseId;
use leptos::prelude::*;
use serde::Deserialize;
use store::cases::{self, Case};
use store::{Who, access};

use crate::access::ask_first;
use crate::error::AppError;
use crate::http::{Posted, local_path, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// The address that asks whether to open a protected case, and comes back to `path`.
#[must_use]
pub(crate) fn choice_address(case: CaseId, path: &str) -> String {
    let ask = format!("/arenden/{case}/skyddat");
    local_path(path).map_or_else(|| ask.clone(), |path| format!("{ask}?till={path}"))
}

/// What the address may say: where to go on to.
#[derive(Debug, Default, Deserialize)]
pub struct Onward {
    #[serde(default)]
    till: String,
}

/// A case that the person may read. Nothing of it is shown but its number, so this is no reading yet.
async fn readable(state: &AppState, signed: &Signed, id: &str) -> Result<Case, AppError> {
    let id: CaseId = id.parse().map_err(|_| AppError::NotFound)?;
    let case = cases::case(&mut state.read().await?, id).await?;
    if !case.protected || !may(&signed.actor, Action::ReadRecord, case.subject()) {
        return Err(AppError::NotFound);
    }
    Ok(case)
}

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    case: Case,
    back: &str,
    errors: FieldErrors,
) -> Response {
    let data = ProtectedPageData {
        case: case.id,
        number: case.number,
        back: local_path(back).unwrap_or("").to_owned(),
        errors,
    };
    let title = protected_title(signed.language);
    page(signed, state, status, title, false, move || {
        view! { <ProtectedPage data=data/> }
    })
}

/// Asks whether to open a case with a protected identity.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    onward: Result<Query<Onward>, QueryRejection>,
) -> Result<Response, AppError> {
    let case = readable(&state, &signed, &id).await?;
    let Onward { till } = onward.map(|Query(o)| o).unwrap_or_default();
    Ok(draw(
        &state,
        &signed,
        StatusCode::OK,
        case,
        &till,
        FieldErrors::default(),
    ))
}

/// Opens it to this session and goes on.
pub async fn open(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let case = readable(&state, &signed, &id).await?;
    if let Some(asked) = ask_first(&state, &signed, &fields) {
        return Ok(asked);
    }
    let l = signed.language;
    let Some(reason) = OpeningReason::from_code(fields.text("reason")) else {
        let mut errors = FieldErrors::default();
        errors.add(
            "reason",
            l.t("Välj varför du öppnar ärendet.", "Choose why you open the case."),
        );
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&state, &signed, status, case, fields.raw("till"), errors));
    };
    let who = Who {
        unit: Some(case.unit),
        ..signed.who(&state)
    };
    let (session, id) = (signed.session, case.id);
    state
        .write(move |tx| {
            Box::pin(async move { Ok(access::note_opened(tx, who, &session, id, reason).await?) })
        })
        .await?;
    let own = format!("/arenden/{id}");
    Ok(see_other(local_path(fields.raw("till")).unwrap_or(&own)))
}
