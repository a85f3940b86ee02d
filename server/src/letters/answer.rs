use app::assessments::address_of;
use app::letters::{AnswerPage, AnswerPageData, ChildAnswers};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Duration;
use domain::access::Action;
use domain::assessments::{ChildInView, Section, Step};
use domain::ids::ChildId;
use domain::language::Language;
use domain::letters::{AgeBand, LetterKind, first_draft};
use leptos::prelude::*;
use store::assessments::{self, DAYS_TO_ANSWER};
use store::letters::{self, Letter, NewLetter};
use store::sections;

use crate::assessments::{Loaded, load, sender};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// Step 8: who has had an answer.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let l = signed.language;
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "letters").await?;
    if !loaded.case.kind.names_children() {
        return Ok(see_other(&address_of(
            loaded.assessment.id,
            Section::Announcement,
        )));
    }
    let children = loaded
        .material
        .children
        .iter()
        .map(|child| ChildAnswers {
            child: child.id,
            label: child.full_label(l),
            letters: of_child(&loaded.letters, child.id).cloned().collect(),
            may_begin: LetterKind::ALL
                .into_iter()
                .filter(|kind| may_begin(&loaded, child, *kind, &loaded.letters))
                .collect(),
        })
        .collect();
    let data = AnswerPageData {
        frame: loaded.frame(l),
        children,
        today: loaded.today,
    };
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        Step::Answer.name(l),
        false,
        move || view! { <AnswerPage data=data/> },
    ))
}

fn of_child(letters: &[Letter], child: ChildId) -> impl Iterator<Item = &Letter> {
    letters.iter().filter(move |letter| letter.child == child)
}

/// For which age, and whether it is said in a talk. A child whose age is not known gets the letter for the middle years, and the writer
/// changes it.
fn band_for(child: &ChildInView) -> Option<(AgeBand, bool)> {
    child.age.map_or(Some((AgeBand::Ten, false)), AgeBand::for_answer)
}

/// Whether a letter of the kind can be begun to the child: one answer, one letter about a parent's support, and as many invitations as
/// there are talks; none to somebody who has come of age.
fn may_begin(loaded: &Loaded, child: &ChildInView, kind: LetterKind, letters: &[Letter]) -> bool {
    let has_one = of_child(letters, child.id).any(|letter| letter.kind == kind);
    loaded.may_edit
        && kind.open_in(loaded.assessment.status)
        && band_for(child).is_some_and(|(_, spoken)| !spoken || kind == LetterKind::Feedback)
        && (kind == LetterKind::Invitation || !has_one)
}

/// Begins a letter to a child.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "letters").await?;
    let child: ChildId = fields.text("child").parse().map_err(|_| AppError::NotFound)?;
    let kind = LetterKind::from_code(fields.text("kind")).ok_or(AppError::NotFound)?;
    let child = loaded.material.child(child).cloned().ok_or(AppError::NotFound)?;
    let (band, spoken) = band_for(&child).ok_or(AppError::Conflict)?;
    if !may_begin(&loaded, &child, kind, &loaded.letters) {
        return Err(AppError::Conflict);
    }
    let language = Language::Swedish;
    let new = NewLetter {
        child: child.id,
        kind,
        spoken,
        band,
        language,
        due_on: loaded
            .assessment
            .decided_on
            .filter(|_| kind == LetterKind::Feedback)
            .map(|day| day + Duration::days(DAYS_TO_ANSWER)),
    };
    let (name, unit, phone) = sender(&loaded);
    let text = first_draft(
        &loaded.material,
        &child,
        (kind, band),
        (&name, &unit, &phone),
        language,
    );
    let (ids, who) = (loaded.ids(), loaded.who);
    let letter = state
        .write(move |tx| {
            Box::pin(async move {
                assessments::hold(tx, ids.0, ids.1).await?;
                let now = letters::letters(tx, ids.1).await?;
                if !may_begin(&loaded, &child, kind, &now) {
                    return Err(AppError::Conflict);
                }
                let letter = letters::add_letter(tx, who, ids, new).await?;
                sections::save_section(tx, who, ids, Section::Letter(letter), 0, &text).await?;
                Ok(letter)
            })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{}/brev/{letter}", ids.1)))
}
