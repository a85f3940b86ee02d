use app::reports::{ReportPage, ReportPageData, report_address, reports_title};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use documents::{html, reports as rendered};
use domain::access::{Action, Subject, may};
use domain::dates;
use domain::fields::FieldErrors;
use domain::reports::{Report, ReportState};
use leptos::prelude::*;
use store::reports::StoredReport;
use store::{Tx, jobs, reports};

use super::assemble::assemble;
use super::find::{find, name};
use crate::clock::{stockholm_day, stockholm_moment};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// What a report says: what was kept of a final one, otherwise what it comes to now.
pub(super) async fn said(
    tx: &mut Tx,
    state: &AppState,
    stored: &StoredReport,
    made_by: &str,
) -> Result<Report, AppError> {
    if let Some(kept) = &stored.kept {
        return Ok(kept.clone());
    }
    let today = stockholm_day(state.now());
    assemble(tx, stored.clone(), made_by.to_owned(), today, ReportState::Draft).await
}

/// Draws a report with its exports.
pub(super) async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    stored: StoredReport,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let l = signed.language;
    let mut tx = state.read().await?;
    let report = said(&mut tx, state, &stored, &signed.name).await?;
    let may_make = may(&signed.actor, Action::MakeReports, Subject::Unit(&stored.path));
    let jobs = if may_make {
        jobs::jobs_of(&mut tx, signed.account(), stored.id).await?
    } else {
        Vec::new()
    };
    drop(tx);
    let data = ReportPageData {
        id: stored.id,
        name: name(&stored, l),
        state: stored.state,
        final_on: stored.final_at.map(|at| dates::long(stockholm_day(at), l)),
        preview: html::preview(&rendered::document(&report)),
        version: stored.version,
        may_make,
        jobs: jobs
            .into_iter()
            .map(|job| {
                let time = stockholm_moment(job.created_at, l);
                (job, time)
            })
            .collect(),
        errors,
    };
    // A form may have been posted to an address that cannot be opened; the language switch leads back to the page.
    let signed = Signed {
        path: report_address(data.id),
        ..signed.clone()
    };
    Ok(page(&signed, state, status, reports_title(l), false, move || {
        view! { <ReportPage data=data/> }
    }))
}

/// A report.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let stored = find(&mut state.read().await?, &signed, &id, Action::SeeUnitFigures).await?;
    draw(&state, &signed, StatusCode::OK, stored, FieldErrors::default()).await
}

/// Makes a draft final, with what it says in this very transaction.
pub async fn make_final(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let stored = find(&mut state.read().await?, &signed, &id, Action::MakeReports).await?;
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    if stored.state == ReportState::Final {
        return Err(AppError::Conflict);
    }
    if stored.version != version {
        let mut errors = FieldErrors::default();
        errors.add(
            "",
            signed.language.t(
                "Rapporten har ändrats under tiden. Läs igenom den och fastställ den sedan.",
                "The report has been changed in the meantime. Read through it, and then make it final.",
            ),
        );
        return draw(&state, &signed, StatusCode::CONFLICT, stored, errors).await;
    }
    let (who, made_by, report) = (signed.who(&state), signed.name.clone(), stored.id);
    let today = stockholm_day(state.now());
    state
        .write(move |tx| {
            Box::pin(async move {
                let kept = assemble(tx, stored, made_by, today, ReportState::Final).await?;
                Ok(reports::make_final(tx, who, (report, version), &kept).await?)
            })
        })
        .await?;
    Ok(see_other(&report_address(report)))
}

/// Removes a draft, once that is confirmed.
pub async fn remove(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let stored = find(&mut state.read().await?, &signed, &id, Action::MakeReports).await?;
    if stored.state == ReportState::Final {
        return Err(AppError::Conflict);
    }
    if !fields.ticked("sure") {
        let mut errors = FieldErrors::default();
        errors.add(
            "",
            signed.language.t(
                "Bekräfta att utkastet ska tas bort, längst ner på sidan.",
                "Confirm that the draft is to be removed, at the end of the page.",
            ),
        );
        return draw(&state, &signed, StatusCode::UNPROCESSABLE_ENTITY, stored, errors).await;
    }
    let who = signed.who(&state);
    state
        .write(move |tx| Box::pin(async move { Ok(reports::remove(tx, who, stored.id).await?) }))
        .await?;
    Ok(see_other("/rapporter"))
}
