use app::extracts::{PersonExtractPage, PersonExtractPageData, extract_address, extracts_title};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::{Action, Subject, may};
use domain::cases::IdentityNumber;
use domain::ids::{CaseId, ExtractId};
use leptos::prelude::*;
use store::extracts::{self, Extract};
use store::{Tx, Who, cases, organisation};

use crate::clock::{stockholm_day, stockholm_moment};
use crate::error::AppError;
use crate::http::{page, saved_as, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// A request of the officer's branch.
async fn find(tx: &mut Tx, signed: &Signed, id: &str) -> Result<Extract, AppError> {
    let id: ExtractId = id.parse().map_err(|_| AppError::NotFound)?;
    let found = extracts::extract(tx, id).await?;
    if may(&signed.actor, Action::MakeExtracts, Subject::Unit(&found.branch)) {
        Ok(found)
    } else {
        Err(AppError::NotFound)
    }
}

/// A request and how far it is. The person's number stands there, so it is shown only soon after a proof of who asks.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let extract = find(&mut tx, &signed, &id).await?;
    signed.require_recent(&state)?;
    let l = signed.language;
    let parts = extracts::parts(&mut tx, extract.id).await?;
    let branch = organisation::unit(&mut tx, extract.unit).await?.name;
    drop(tx);
    let (who, of) = (
        Who {
            unit: Some(extract.unit),
            ..signed.who(&state)
        },
        extract.id,
    );
    state
        .write(move |tx| {
            Box::pin(async move {
                let entry = store::audit::Entry::about("read", "extract", Some(of.0));
                Ok(store::audit::record(tx, who, entry).await?)
            })
        })
        .await?;
    let data = PersonExtractPageData {
        shown_number: IdentityNumber::parse(&extract.number, stockholm_day(state.now()))
            .map(|n| n.shown())
            .unwrap_or_default(),
        asked: stockholm_moment(extract.asked_at, l),
        closed: extract.closed_at.map(|at| stockholm_moment(at, l)),
        extract,
        branch,
        parts,
    };
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        extracts_title(l),
        false,
        move || view! { <PersonExtractPage data=data/> },
    ))
}

/// Closes a request.
pub async fn close(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let extract = find(&mut state.read().await?, &signed, &id).await?;
    let (who, id) = (signed.who(&state), extract.id);
    state
        .write(move |tx| Box::pin(async move { Ok(extracts::close(tx, who, id).await?) }))
        .await?;
    Ok(see_other(&extract_address(id)))
}

/// What of a case may leave, as its unit's manager has assessed it: to be handed out, so it is saved and not shown.
pub async fn file(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, case)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let extract = find(&mut tx, &signed, &id).await?;
    let case: CaseId = case.parse().map_err(|_| AppError::NotFound)?;
    extracts::part(&mut tx, extract.id, case).await?;
    let case = cases::case(&mut tx, case).await?;
    drop(tx);
    signed.require_recent(&state)?;
    let (who, id, of) = (
        Who {
            unit: Some(case.unit),
            ..signed.who(&state)
        },
        extract.id,
        case.id,
    );
    let bytes = state
        .write(move |tx| Box::pin(async move { Ok(extracts::file(tx, who, id, of).await?) }))
        .await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (
            header::CONTENT_DISPOSITION,
            saved_as(&format!("registerutdrag-{}.pdf", case.number)),
        ),
    ];
    Ok((StatusCode::OK, headers, bytes).into_response())
}
