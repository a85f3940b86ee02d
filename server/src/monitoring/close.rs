use app::monitoring::{ClosePage, ClosePageData, round_address};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::fields::FieldErrors;
use leptos::prelude::*;
use store::Tx;
use store::monitoring::{self, Round};

use super::find::run;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// What closing means. A round that is closed has no such page.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let round = run(&mut tx, &signed, &id).await?;
    if round.closed.is_some() {
        return Ok(see_other(&round_address(round.id)));
    }
    draw(
        &state,
        &signed,
        &mut tx,
        StatusCode::OK,
        round,
        FieldErrors::default(),
    )
    .await
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    tx: &mut Tx,
    status: StatusCode,
    round: Round,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let data = ClosePageData {
        participants: monitoring::participants(tx, round.id).await?,
        unreplied: monitoring::unreplied(tx, round.id).await?,
        round,
        errors,
    };
    let title = signed.language.t("Stäng omgången", "Close the round");
    Ok(page(
        signed,
        state,
        status,
        title,
        false,
        move || view! { <ClosePage data=data/> },
    ))
}

/// Closes a round for good.
pub async fn close(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let round = run(&mut tx, &signed, &id).await?;
    if !fields.ticked("sure") {
        let mut errors = FieldErrors::default();
        let message = signed.language.t(
            "Kryssa i att du vet att omgången inte går att öppna igen.",
            "Tick that you know that the round cannot be opened again.",
        );
        errors.add("sure", message);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return draw(&state, &signed, &mut tx, status, round, errors).await;
    }
    drop(tx);
    let (id, who) = (round.id, signed.who(&state));
    state
        .write(move |tx| Box::pin(async move { Ok(monitoring::close(tx, who, id).await?) }))
        .await?;
    Ok(see_other(&round_address(id)))
}
