use std::time::Duration;

use app::reports::{ExportPage, export_address};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::{Action, Subject, may};
use domain::fields::FieldErrors;
use domain::ids::JobId;
use domain::reports::{JobState, ReportFormat};
use leptos::prelude::*;
use store::jobs::{self, Job, MOST_OPEN};
use store::{StoreError, Tx};

use super::draft;
use super::find::find;
use crate::access::ask_first;
use crate::error::AppError;
use crate::http::{Posted, page, saved_as, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// How long the answer waits for a quick export, so that most people never see it wait.
const PATIENCE: Duration = Duration::from_millis(1500);
const BETWEEN: Duration = Duration::from_millis(50);

/// Asks for an export, which takes figures out of here: only soon after a proof of who asks.
pub async fn ask(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let stored = find(&mut state.read().await?, &signed, &id, Action::MakeReports).await?;
    if let Some(page) = ask_first(&state, &signed, &fields) {
        return Ok(page);
    }
    let l = signed.language;
    let mut errors = FieldErrors::default();
    let Some(format) = ReportFormat::from_code(fields.text("format")) else {
        errors.add("", l.t("Välj ett format.", "Choose a format."));
        return draft::draw(&state, &signed, StatusCode::UNPROCESSABLE_ENTITY, stored, errors).await;
    };
    let (who, report) = (signed.who(&state), stored.id);
    let asked = state
        .write(move |tx| {
            Box::pin(async move {
                match jobs::enqueue(tx, who, report, format).await {
                    Ok(id) => Ok(Some(id)),
                    Err(StoreError::State) => Ok(None),
                    Err(error) => Err(error.into()),
                }
            })
        })
        .await?;
    let Some(job) = asked else {
        errors.add(
            "",
            l.t(
                format!(
                    "Du har redan {MOST_OPEN} hämtningar på gång. Vänta tills någon är klar, eller avbryt en."
                ),
                format!(
                    "You already have {MOST_OPEN} exports under way. Wait until one is done, or cancel one."
                ),
            ),
        );
        return draft::draw(&state, &signed, StatusCode::UNPROCESSABLE_ENTITY, stored, errors).await;
    };
    state.work.notify_one();
    wait_a_little(&state, &signed, job).await?;
    Ok(see_other(&export_address(job)))
}

async fn wait_a_little(state: &AppState, signed: &Signed, id: JobId) -> Result<(), AppError> {
    let until = tokio::time::Instant::now() + PATIENCE;
    while tokio::time::Instant::now() < until {
        let job = jobs::job(&mut state.read().await?, signed.account(), id).await?;
        // Without anybody at work there is nothing to wait for.
        if !job.state.is_open() || !state.works() {
            break;
        }
        tokio::time::sleep(BETWEEN).await;
    }
    Ok(())
}

/// One's own export, while one may still report on the unit.
async fn own(tx: &mut Tx, signed: &Signed, id: &str) -> Result<Job, AppError> {
    let id: JobId = id.parse().map_err(|_| AppError::NotFound)?;
    let job = jobs::job(tx, signed.account(), id).await?;
    let report = store::reports::report(tx, job.report).await?;
    if may(&signed.actor, Action::MakeReports, Subject::Unit(&report.path)) {
        Ok(job)
    } else {
        Err(AppError::NotFound)
    }
}

/// How far an export is.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let job = own(&mut state.read().await?, &signed, &id).await?;
    let title = signed.language.t("Hämtning", "Export");
    Ok(page(&signed, &state, StatusCode::OK, title, false, move || {
        view! { <ExportPage job=job/> }
    }))
}

/// Cancels an export.
pub async fn cancel(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let job = own(&mut state.read().await?, &signed, &id).await?;
    let (who, id) = (signed.who(&state), job.id);
    if job.state.is_open() {
        state
            .write(move |tx| {
                Box::pin(async move {
                    match jobs::cancel(tx, who, id).await {
                        // It was done in the meantime; the page says so.
                        Ok(()) | Err(StoreError::State) => Ok(()),
                        Err(error) => Err(error.into()),
                    }
                })
            })
            .await?;
    }
    Ok(see_other(&export_address(id)))
}

/// The file.
pub async fn file(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let job = own(&mut tx, &signed, &id).await?;
    if job.state != JobState::Done {
        return Err(AppError::NotFound);
    }
    let bytes = jobs::result(&mut tx, signed.account(), job.id).await?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(job.format.media_type()),
        ),
        (header::CONTENT_DISPOSITION, saved_as(&job.file_name)),
    ];
    Ok((headers, bytes).into_response())
}
