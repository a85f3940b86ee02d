use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use documents::Paper;
use documents::access_log::AccessLog;
use domain::audit::MOST_EXTRACTED;
use domain::language::Language;

use super::extract::{Read, facts, line, read};
use crate::assessments::pdf as render_pdf;
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::saved_as;
use crate::sessions::Signed;
use crate::state::AppState;

fn access_log(found: &Read, l: Language) -> AccessLog {
    let mut notes = vec![
        l.t(
            "En rad är en sida eller ett dokument som öppnades, eller en ändring. Tiderna är svenska.",
            "A row is a page or document that was opened, or a change. Times are Swedish.",
        )
        .to_owned(),
    ];
    if found.more {
        notes.push(l.t(
            format!("Uttaget har de {MOST_EXTRACTED} senaste händelserna i perioden. Det finns äldre."),
            format!(
                "The extract has the {MOST_EXTRACTED} latest events of the period. There are older ones."
            ),
        ));
    }
    let columns = [
        l.t("När", "When"),
        l.t("Vem", "Who"),
        l.t("Enhet", "Unit"),
        l.t("Vad", "What"),
        l.t("Vilken del", "Which part"),
        l.t("Ärende", "Case"),
    ];
    let rows = found.events.iter().map(|event| {
        let line = line(event, found.extract.shown, l);
        vec![line.at, line.who, line.unit, line.what, line.part, line.number]
    });
    AccessLog {
        language: l,
        date: stockholm_day(found.extract.made_at),
        facts: facts(&found.extract, l),
        notes,
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.collect(),
        several: found.extract.numbers.len() > 1,
    }
}

/// The extract as PDF.
pub async fn pdf(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let found = read(&state, &signed, &id, "pdf").await?;
    let log = access_log(&found, signed.language);
    let name = format!("logguttag-{}.pdf", log.date);
    render_pdf(&state, &signed, log.document(), Paper::Kept, &name).await
}

/// The extract as CSV, one line an event.
pub async fn csv(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let found = read(&state, &signed, &id, "csv").await?;
    let log = access_log(&found, signed.language);
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        ),
        (
            header::CONTENT_DISPOSITION,
            saved_as(&format!("logguttag-{}.csv", log.date)),
        ),
    ];
    Ok((headers, log.csv()).into_response())
}
