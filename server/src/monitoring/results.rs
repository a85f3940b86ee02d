use app::monitoring::{ResultsPage, ResultsPageData};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::monitoring::{Answers, furthest_behind, results};
use leptos::prelude::*;
use store::monitoring;

use super::find::run;
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// How many of the items that are furthest behind are shown.
const MOST_BEHIND: usize = 10;

/// What a round comes to, area by unit.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let round = run(&mut tx, &signed, &id).await?;
    let instrument = monitoring::instrument(&mut tx, round.instrument).await?;
    let answers = monitoring::round_answers(&mut tx, round.id).await?;
    let all: Vec<&Answers> = answers.iter().map(|one| &one.answers).collect();
    let data = ResultsPageData {
        behind: furthest_behind(&instrument, &all, MOST_BEHIND),
        results: answers
            .iter()
            .map(|one| (one.participant.clone(), results(&instrument, &one.answers)))
            .collect(),
        round,
        instrument,
    };
    let title = signed
        .language
        .t("Resultat av egenkontrollen", "Results of self-monitoring");
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <ResultsPage data=data/> },
    ))
}
