//! Makes exports, one after the other. Everything stands in the database: a restart goes on where it was, and what is cancelled stops
//! at the next step.

use std::time::Duration;

use documents::{Paper, reports as rendered};
use domain::ids::JobId;
use domain::reports::{Report, ReportFormat, ReportState};
use store::jobs::{self, Job};
use store::{Engine, access, reports};

use super::assemble::{Assembling, Step};
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::state::AppState;

/// How often it looks without being told: an instance beside this one may have been asked, or have died.
const LOOKS: Duration = Duration::from_secs(5);
/// After the steps of the report itself: the file is made, the file is kept.
const LAST_STEPS: usize = 2;

/// Works until the process ends.
pub async fn start(state: AppState) {
    // One instance alone on SQLite: what runs by the database runs no more.
    if state.db.engine() == Engine::Sqlite {
        let requeued = state
            .write(|tx| Box::pin(async move { Ok(jobs::requeue(tx).await?) }))
            .await;
        if let Ok(n) = requeued
            && n > 0
        {
            tracing::info!(jobs = n, "exports that were interrupted begin again");
        }
    }
    state.begin_work();
    loop {
        match run_next(&state).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::error!(?error, "an export could not be looked for"),
        }
        let _ = tokio::time::timeout(LOOKS, state.work.notified()).await;
    }
}

/// Makes the export that has waited longest. `false` where nothing waits.
///
/// # Errors
/// When the database cannot be asked; what goes wrong with one export ends that export.
pub async fn run_next(state: &AppState) -> Result<bool, AppError> {
    let now = state.now();
    let claimed = state
        .write(move |tx| {
            Box::pin(async move {
                jobs::sweep(tx, now).await?;
                Ok(jobs::claim(tx, now).await?)
            })
        })
        .await?;
    let Some(job) = claimed else { return Ok(false) };
    let id = job.id;
    if let Err(error) = make(state, job).await {
        tracing::error!(?error, "an export failed");
        let now = state.now();
        state
            .write(move |tx| Box::pin(async move { Ok(jobs::fail(tx, id, now).await?) }))
            .await?;
    }
    Ok(true)
}

/// Says how far it is. `false` when nobody wants it any more.
async fn at(state: &AppState, id: JobId, done: usize, of: usize) -> Result<bool, AppError> {
    let now = state.now();
    let steps = (i64::try_from(done).unwrap_or(0), i64::try_from(of).unwrap_or(1));
    state
        .write(move |tx| Box::pin(async move { Ok(jobs::progress(tx, id, steps, now).await?) }))
        .await
}

async fn make(state: &AppState, job: Job) -> Result<(), AppError> {
    let of = Step::ALL.len() + LAST_STEPS;
    if !at(state, job.id, 0, of).await? {
        return Ok(());
    }
    let Some(report) = gather(state, &job, of).await? else {
        return Ok(());
    };
    // What contradicts itself could come out differently in each format.
    if let Some(problem) = report.problems().first() {
        tracing::error!(?problem, "a report is not sound");
        return Err(AppError::Internal);
    }
    let bytes = render(state, job.format, report.clone()).await?;
    if !at(state, job.id, of - 1, of).await? {
        return Ok(());
    }
    let (id, now, name) = (job.id, state.now(), file_name(&report, job.format));
    state
        .write(move |tx| Box::pin(async move { Ok(jobs::finish(tx, id, &name, &bytes, now).await?) }))
        .await?;
    Ok(())
}

/// The report, or none when it was cancelled on the way.
async fn gather(state: &AppState, job: &Job, of: usize) -> Result<Option<Report>, AppError> {
    let mut tx = state.read().await?;
    let stored = reports::report(&mut tx, job.report).await?;
    if let Some(kept) = stored.kept {
        return Ok(Some(kept));
    }
    let made_by = access::account(&mut tx, job.account).await?.name;
    let today = stockholm_day(state.now());
    let mut assembling = Assembling::begin(&mut tx, stored, made_by, today).await?;
    for (n, step) in Step::ALL.into_iter().enumerate() {
        assembling.step(&mut tx, step).await?;
        if !at(state, job.id, n + 1, of).await? {
            return Ok(None);
        }
    }
    Ok(Some(assembling.finish(ReportState::Draft)))
}

async fn render(state: &AppState, format: ReportFormat, report: Report) -> Result<Vec<u8>, AppError> {
    let failed = |what: &str| {
        tracing::error!(what, "a report could not be rendered");
        AppError::Internal
    };
    match format {
        ReportFormat::Pdf => {
            let document = rendered::document(&report);
            let made = state.pdf.render(Paper::Kept, document).await;
            made.map_err(|_| failed("pdf"))
        }
        ReportFormat::Xlsx => {
            let made = tokio::task::spawn_blocking(move || rendered::xlsx(&report)).await;
            made.map_err(|_| failed("xlsx"))?.map_err(|_| failed("xlsx"))
        }
        ReportFormat::Csv => Ok(rendered::csv(&report)),
        ReportFormat::Json => Ok(rendered::json(&report)),
    }
}

/// `uppfoljning-norr-2025.pdf`: what it is, of what, when; without anything that a file system minds.
fn file_name(report: &Report, format: ReportFormat) -> String {
    let words = format!("{} {} {}", report.title, report.scope, report.period);
    let folded = domain::fold::fold(&words);
    let mut name: String = folded
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    while name.contains("--") {
        name = name.replace("--", "-");
    }
    let short: String = name.trim_matches('-').chars().take(80).collect();
    format!("{}.{}", short.trim_matches('-'), format.code())
}
