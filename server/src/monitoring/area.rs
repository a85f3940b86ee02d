use app::monitoring::{AreaPage, AreaPageData, RemarkLine, TheirAnswers, area_address, part_address};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::monitoring::{Area, gaps, too_long, typed};
use leptos::prelude::*;
use store::monitoring::{self, Remark, Saved, StoredAnswers};

use super::find::{Part, part};
use crate::clock::{saved_in_words, stockholm_day, stockholm_moment, stockholm_time};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::{AUTOSAVE, Signed};
use crate::state::AppState;

type Answer = Result<Response, AppError>;
/// The parts of an area's address: round, unit, area.
pub(super) type Address = (String, String, String);

/// An area of a unit's part in a round, with the remarks on it.
pub(super) struct FoundArea {
    pub part: Part,
    pub area: Area,
    pub remarks: Vec<Remark>,
}

/// The area of an address, for somebody who may read it.
pub(super) async fn find(
    state: &AppState,
    signed: &Signed,
    (round, unit, area): &Address,
) -> Result<FoundArea, AppError> {
    let mut tx = state.read().await?;
    let part = part(&mut tx, signed, round, unit).await?;
    let area = part.instrument.area(area).cloned().ok_or(AppError::NotFound)?;
    let (round, unit) = part.ids();
    let mut remarks = monitoring::remarks(&mut tx, round, unit).await?;
    remarks.retain(|remark| remark.area == area.code);
    Ok(FoundArea { part, area, remarks })
}

impl FoundArea {
    fn stored(&self) -> Option<&StoredAnswers> {
        self.part.stored.iter().find(|s| s.area == self.area.code)
    }

    /// The area's address.
    pub fn address(&self) -> String {
        let (round, unit) = self.part.ids();
        area_address(round, unit, &self.area.code)
    }
}

/// What stands in the forms besides what is stored.
#[derive(Default)]
pub(super) struct Shown {
    /// The answers as typed, with the version that they started from; what is stored where there are none.
    pub typed: Option<(Fields, i64)>,
    /// What somebody else has saved since.
    pub theirs: Option<StoredAnswers>,
    /// What is typed in the forms of the remarks.
    pub words: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// Draws an area.
pub(super) fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    found: FoundArea,
    shown: Shown,
) -> Response {
    let l = signed.language;
    let today = stockholm_day(state.now());
    let address = found.address();
    let (saved_at, stored) = match found.stored() {
        Some(stored) => (Some(stored.saved_at), (stored.fields.clone(), stored.version)),
        None => (None, (Fields::default(), 0)),
    };
    let (fields, version) = shown.typed.unwrap_or(stored);
    let missing = gaps(&found.part.instrument, &found.part.answers(), today, l);
    let code = &found.area.code;
    let data = AreaPageData {
        missing: missing.into_iter().filter(|gap| gap.area == *code).collect(),
        fields,
        version,
        saved: saved_in_words(saved_at, today, l),
        theirs: shown.theirs.map(|theirs| TheirAnswers {
            saved_at: stockholm_moment(theirs.saved_at, l),
            saved_by: theirs.saved_by,
            fields: theirs.fields,
        }),
        writable: found.part.writable(),
        runs: found.part.runs,
        may_remark: found.part.may_remark(signed),
        may_reply: found.part.may_reply(),
        remarks: found.remarks.into_iter().map(|remark| line(remark, l)).collect(),
        words: shown.words,
        errors: shown.errors,
        area: found.area,
        before: found.part.before,
        instrument: found.part.instrument,
        participant: found.part.participant,
        round: found.part.round,
    };
    // A form may have been posted to an address that cannot be opened; the language switch leads back to the page.
    let signed = Signed {
        path: address,
        ..signed.clone()
    };
    let (title, island) = (
        l.t("Ett område av egenkontrollen", "An area of self-monitoring"),
        data.writable,
    );
    page(
        &signed,
        state,
        status,
        title,
        island,
        move || view! { <AreaPage data=data/> },
    )
}

fn line(remark: Remark, l: Language) -> RemarkLine {
    RemarkLine {
        written: stockholm_moment(remark.written_at, l),
        replied: remark.reply.as_ref().map(|(_, _, at)| stockholm_moment(*at, l)),
        remark,
    }
}

/// An area, to write in or to read.
pub async fn show(State(state): State<AppState>, signed: Signed, Path(address): Path<Address>) -> Answer {
    let found = find(&state, &signed, &address).await?;
    Ok(draw(&state, &signed, StatusCode::OK, found, Shown::default()))
}

/// Saves an area, by button or by script.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path(address): Path<Address>,
    headers: HeaderMap,
    Posted(posted): Posted,
) -> Answer {
    let found = find(&state, &signed, &address).await?;
    if !found.part.may_answer {
        return Err(AppError::NotFound);
    }
    let by_script = headers.contains_key(AUTOSAVE);
    let version: i64 = posted.text("version").parse().unwrap_or(0);
    let fields = typed(&found.area, &posted);
    let errors = too_long(&found.area, &fields, signed.language);
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        if by_script {
            return Ok(status.into_response());
        }
        let shown = Shown {
            typed: Some((fields, version)),
            errors,
            ..Shown::default()
        };
        return Ok(draw(&state, &signed, status, found, shown));
    }
    let (who, ids, area, kept) = (
        signed.who(&state),
        found.part.ids(),
        found.area.clone(),
        fields.clone(),
    );
    let saved = state
        .write(move |tx| {
            Box::pin(async move { Ok(monitoring::save_answers(tx, who, ids, &area, version, &kept).await?) })
        })
        .await?;
    match saved {
        Saved::Stored(version) if by_script => {
            Ok(format!("{version} {}", stockholm_time(state.now())).into_response())
        }
        Saved::Stored(_) => Ok(see_other(&next(&found, posted.text("then")))),
        Saved::Conflict(_) if by_script => Ok(StatusCode::CONFLICT.into_response()),
        Saved::Conflict(theirs) => {
            let shown = Shown {
                typed: Some((fields, theirs.version)),
                theirs: Some(theirs),
                ..Shown::default()
            };
            Ok(draw(&state, &signed, StatusCode::CONFLICT, found, shown))
        }
    }
}

/// Where the pressed button leads: the same page, the next area, or after the last one the overview.
fn next(found: &FoundArea, then: &str) -> String {
    let (round, unit) = found.part.ids();
    if then == "stay" {
        return found.address();
    }
    match found.part.instrument.after(&found.area.code) {
        Some(area) => area_address(round, unit, &area.code),
        None => part_address(round, unit),
    }
}
