use app::retention::{ClassAsked, WorkerClassPage, WorkerClassPageData, retention_title};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use leptos::prelude::*;
use store::cases::Case;
use store::retention;

use super::class::{Put, put, stored};
use super::find::{sample, saved_words};
use crate::cases::reachable_case;
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

fn address(case: &Case) -> String {
    format!("/arenden/{}/gallring", case.id)
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    case: Case,
    asked: Option<ClassAsked>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let how = sample(&mut tx).await?;
    let found = retention::standing(&mut tx, case.id, &how, stockholm_day(state.now())).await?;
    let chosen = retention::chosen(&mut tx, case.id).await?;
    let data = WorkerClassPageData {
        case: case.id,
        number: case.number.clone(),
        kind: case.kind,
        verdict: found.verdict,
        saved: saved_words(chosen.as_ref(), signed),
        asked: asked.unwrap_or_else(|| stored(state, address(&case), chosen.as_ref())),
    };
    let title = retention_title(signed.language);
    Ok(page(
        signed,
        state,
        status,
        title,
        false,
        move || view! { <WorkerClassPage data=data/> },
    ))
}

/// How long one's own case is kept.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::EditRecord).await?;
    draw(&state, &signed, StatusCode::OK, case, None).await
}

/// Says what kind of file one's own case belongs to.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::EditRecord).await?;
    match put(&state, &signed, &case, address(&case), fields).await? {
        Put::Stored => Ok(see_other(&address(&case))),
        Put::Again(status, asked) => draw(&state, &signed, status, case, Some(*asked)).await,
    }
}
