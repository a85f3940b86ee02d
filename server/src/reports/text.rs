use app::reports::{ReportTextPage, ReportTextPageData, TheirTexts, report_address};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use documents::{glyph_names, unprintable};
use domain::access::Action;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::reports::ReportState;
use leptos::prelude::*;
use store::reports::{self, Saved, StoredReport};

use super::find::{find, name};
use crate::clock::{saved_in_words, stockholm_day, stockholm_moment, stockholm_time};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::{AUTOSAVE, Signed};
use crate::state::AppState;

/// The most characters of one section: a report that nobody reads is none.
const MOST: usize = 20_000;

/// What stands in the form instead of what is stored.
#[derive(Default)]
struct Typed {
    text: Option<(Fields, i64)>,
    theirs: Option<StoredReport>,
    errors: FieldErrors,
}

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    stored: StoredReport,
    typed: Typed,
) -> Response {
    let l = signed.language;
    let today = stockholm_day(state.now());
    let saved = if stored.version > 1 {
        saved_in_words(Some(stored.saved_at), today, l)
    } else {
        saved_in_words(None, today, l)
    };
    let name = name(&stored, l);
    let (fields, version) = typed.text.unwrap_or((stored.texts, stored.version));
    let data = ReportTextPageData {
        id: stored.id,
        name,
        kind: stored.kind,
        fields,
        version,
        saved,
        theirs: typed.theirs.map(|theirs| TheirTexts {
            saved_at: stockholm_moment(theirs.saved_at, l),
            saved_by: theirs.saved_by,
            texts: theirs.texts,
        }),
        errors: typed.errors,
    };
    let title = l.t("Skriv i rapporten", "Write in the report");
    page(
        signed,
        state,
        status,
        title,
        true,
        move || view! { <ReportTextPage data=data/> },
    )
}

async fn draft(state: &AppState, signed: &Signed, id: &str) -> Result<StoredReport, AppError> {
    let stored = find(&mut state.read().await?, signed, id, Action::MakeReports).await?;
    if stored.state == ReportState::Final {
        return Err(AppError::Conflict);
    }
    Ok(stored)
}

/// The form.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let stored = find(&mut state.read().await?, &signed, &id, Action::MakeReports).await?;
    if stored.state == ReportState::Final {
        return Ok(see_other(&report_address(stored.id)));
    }
    Ok(draw(&state, &signed, StatusCode::OK, stored, Typed::default()))
}

/// What has to be mended: too much, or what the fonts cannot print.
fn check(fields: &Fields, l: Language) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for (field, text) in &fields.0 {
        let length = text.chars().count();
        if length > MOST {
            errors.add(field, domain::fields::too_long_message(length, MOST, l));
            continue;
        }
        let missing = unprintable(text);
        if !missing.is_empty() {
            let names = glyph_names(&missing).join(", ");
            errors.add(
                field,
                l.t(
                    format!("Här står tecken som inte kan skrivas ut: {names}. Ta bort dem."),
                    format!("Some characters here cannot be printed: {names}. Remove them."),
                ),
            );
        }
    }
    errors
}

/// Saves what somebody wrote, by button or by script.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    headers: HeaderMap,
    Posted(posted): Posted,
) -> Result<Response, AppError> {
    let stored = draft(&state, &signed, &id).await?;
    let l = signed.language;
    let by_script = headers.contains_key(AUTOSAVE);
    let version: i64 = posted.text("version").parse().unwrap_or(0);
    let sections = stored.kind.sections(l);
    let fields: Fields = sections
        .into_iter()
        .map(|(field, ..)| (field, posted.raw(field).to_owned()))
        .collect();
    let errors = check(&fields, l);
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        if by_script {
            return Ok(status.into_response());
        }
        let typed = Typed {
            text: Some((fields, version)),
            errors,
            ..Typed::default()
        };
        return Ok(draw(&state, &signed, status, stored, typed));
    }
    let (who, report, kept) = (signed.who(&state), stored.id, fields.clone());
    let saved = state
        .write(move |tx| {
            Box::pin(async move { Ok(reports::save_texts(tx, who, report, version, &kept).await?) })
        })
        .await?;
    match saved {
        Saved::Stored(version) if by_script => {
            Ok(format!("{version} {}", stockholm_time(state.now())).into_response())
        }
        Saved::Stored(_) => Ok(see_other(&report_address(report))),
        Saved::Conflict(_) if by_script => Ok(StatusCode::CONFLICT.into_response()),
        Saved::Conflict(theirs) => {
            let typed = Typed {
                text: Some((fields, theirs.version)),
                theirs: Some(*theirs),
                ..Typed::default()
            };
            Ok(draw(&state, &signed, StatusCode::CONFLICT, stored, typed))
        }
    }
}
