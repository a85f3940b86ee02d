use app::monitoring::{HomePage, HomePageData, monitoring_title};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Subject, may};
use leptos::prelude::*;
use store::monitoring;

use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// The rounds that the person runs, and those of their units.
pub async fn show(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    let allowed = |action| may(&signed.actor, action, Subject::General);
    if !allowed(Action::ReadMonitoring) {
        return Err(AppError::NotFound);
    }
    let mut tx = state.read().await?;
    let account = signed.account();
    let data = HomePageData {
        may_run: allowed(Action::RunRounds),
        in_units: signed.actor.does_case_work(),
        publishes: allowed(Action::PublishInstrument),
        run: monitoring::rounds_run(&mut tx, account).await?,
        mine: monitoring::rounds_of_units(&mut tx, account).await?,
        today: stockholm_day(state.now()),
    };
    let title = monitoring_title(signed.language);
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <HomePage data=data/> },
    ))
}
