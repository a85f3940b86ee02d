use app::monitoring::{ComparePage, ComparePageData};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use store::monitoring;

use super::find::part;
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// A unit's areas through the rounds.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((round, unit)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let found = part(&mut tx, &signed, &round, &unit).await?;
    let data = ComparePageData {
        earlier: monitoring::earlier(
            &mut tx,
            &found.round,
            found.participant.unit,
            monitoring::MOST_EARLIER,
        )
        .await?,
        answers: found.answers(),
        round: found.round,
        participant: found.participant,
        instrument: found.instrument,
    };
    let title = signed.language.t("Jämför omgångar", "Compare rounds");
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <ComparePage data=data/> },
    ))
}
