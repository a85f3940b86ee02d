use app::reports::{ReportsPage, ReportsPageData, reports_title};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Subject, may};
use leptos::prelude::*;
use store::reports;

use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// The most lines of the list.
const MOST: i64 = 100;

/// The reports in a person's reach.
pub async fn show(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    if !may(&signed.actor, Action::SeeUnitFigures, Subject::General) {
        return Err(AppError::NotFound);
    }
    let (lines, total) = reports::reports(&mut state.read().await?, signed.account(), MOST).await?;
    let data = ReportsPageData {
        lines: lines
            .into_iter()
            .map(|line| {
                let day = stockholm_day(line.saved_at);
                (line, day)
            })
            .collect(),
        total,
        may_make: may(&signed.actor, Action::MakeReports, Subject::General),
    };
    let title = reports_title(signed.language);
    Ok(page(&signed, &state, StatusCode::OK, title, false, move || {
        view! { <ReportsPage data=data/> }
    }))
}
