use app::assessments::address_of;
use app::letters::{AnswerPage, AnswerPageData, LetterLine};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Duration;
use domain::access::Action;
use domain::assessments::{Section, Status, Step};
use domain::ids::ChildId;
use domain::language::Language;
use domain::letters::{AgeBand, LetterKind, draft};
use leptos::prelude::*;
use store::assessments::{self, DAYS_TO_ANSWER};
use store::{letters, sections};

use super::letter::facts;
use crate::assessments::load;
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
    let label = |child: ChildId| {
        loaded
            .material
            .child(child)
            .map(|c| c.full_label(l))
            .unwrap_or_default()
    };
    let without = loaded
        .material
        .children
        .iter()
        .filter(|c| !loaded.letters.iter().any(|letter| letter.child == c.id))
        .map(|c| {
            (
                c.id.to_string(),
                c.full_label(l),
                c.age.and_then(AgeBand::for_age).is_none(),
            )
        })
        .collect();
    let lines = loaded
        .letters
        .iter()
        .map(|letter| LetterLine {
            letter: letter.clone(),
            child: label(letter.child),
        })
        .collect();
    let data = AnswerPageData {
        frame: loaded.frame(l),
        letters: lines,
        without,
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

/// Begins a letter to a child that has none.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "letters").await?;
    if loaded.assessment.status != Status::Signed {
        return Err(AppError::Conflict);
    }
    let child: ChildId = fields.text("child").parse().map_err(|_| AppError::NotFound)?;
    let child = loaded.material.child(child).ok_or(AppError::NotFound)?;
    let band = child.age.and_then(AgeBand::for_age).ok_or(AppError::Conflict)?;
    if loaded.letters.iter().any(|letter| letter.child == child.id) {
        return Err(AppError::Conflict);
    }
    let text = draft(
        LetterKind::Feedback,
        band,
        &facts(&loaded, child, Language::Swedish),
        Language::Swedish,
    );
    let due = loaded
        .assessment
        .decided_on
        .map(|day| day + Duration::days(DAYS_TO_ANSWER));
    let (ids, who, child) = (loaded.ids(), loaded.who, child.id);
    let letter = state
        .write(move |tx| {
            Box::pin(async move {
                assessments::hold(tx, ids.0, ids.1).await?;
                if letters::letters(tx, ids.1)
                    .await?
                    .iter()
                    .any(|letter| letter.child == child)
                {
                    return Err(AppError::Conflict);
                }
                let letter = letters::add_letter(tx, who, ids, child, (band, Language::Swedish), due).await?;
                sections::save_section(tx, who, ids, Section::Letter(letter), 0, &text).await?;
                Ok(letter)
            })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{}/brev/{letter}", ids.1)))
}
