use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use documents::Paper;
use domain::access::Action;
use domain::assessments::Section;
use domain::content::content;
use domain::fields::{FieldErrors, Fields};
use domain::ids::LetterId;
use domain::language::Language;
use domain::letters::{
    AgeBand, LetterKind, LetterStatus, first_draft, reply_field, reply_how_field, to_answer,
};
use serde::Deserialize;
use store::letters::{self, Letter};
use store::sections::{self, Saved};

use super::drawing::{Typed, document, draw};
use crate::assessments::{Loaded, load, pdf as render_pdf, sender};
use crate::clock::stockholm_time;
use crate::error::AppError;
use crate::http::{Posted, see_other};
use crate::sessions::{AUTOSAVE, Signed};
use crate::state::AppState;

/// Loads an assessment and one of its letters.
pub(super) async fn find(
    state: &AppState,
    signed: &Signed,
    id: &str,
    letter: &str,
    action: Action,
) -> Result<(Loaded, Letter), AppError> {
    let letter: LetterId = letter.parse().map_err(|_| AppError::NotFound)?;
    let loaded = load(state, signed, id, action, "letter").await?;
    let letter = loaded
        .letters
        .iter()
        .find(|l| l.id == letter)
        .cloned()
        .ok_or(AppError::NotFound)?;
    Ok((loaded, letter))
}

/// A letter.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, letter)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let (loaded, letter) = find(&state, &signed, &id, &letter, Action::ReadRecord).await?;
    draw(&state, &signed, StatusCode::OK, &loaded, letter, Typed::default()).await
}

/// Saves a letter's text.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, letter)): Path<(String, String)>,
    headers: HeaderMap,
    Posted(posted): Posted,
) -> Result<Response, AppError> {
    let (loaded, letter) = find(&state, &signed, &id, &letter, Action::EditRecord).await?;
    if letter.status != LetterStatus::Draft {
        return Err(AppError::Conflict);
    }
    let l = signed.language;
    let by_script = headers.contains_key(AUTOSAVE);
    let version: i64 = posted.text("version").parse().unwrap_or(0);
    let fields: Fields = written_fields(&loaded, &letter)
        .into_iter()
        .map(|name| {
            let text = posted.raw(&name).to_owned();
            (name, text)
        })
        .collect();
    let errors = fields.too_long(|name| name.starts_with("reply_how."), l);
    if !errors.is_empty() {
        if by_script {
            return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
        }
        let typed = Typed {
            text: Some((fields, version)),
            errors,
            ..Typed::default()
        };
        return draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            &loaded,
            letter,
            typed,
        )
        .await;
    }
    let (ids, who, section, kept) = (
        loaded.ids(),
        loaded.who,
        Section::Letter(letter.id),
        fields.clone(),
    );
    let saved = state
        .write(move |tx| {
            Box::pin(async move { Ok(sections::save_section(tx, who, ids, section, version, &kept).await?) })
        })
        .await?;
    match saved {
        Saved::Stored(version) if by_script => {
            Ok(format!("{version} {}", stockholm_time(state.now())).into_response())
        }
        Saved::Stored(_) => Ok(see_other(&format!("/bedomning/{}/brev/{}", ids.1, letter.id))),
        Saved::Conflict(_) if by_script => Ok(StatusCode::CONFLICT.into_response()),
        Saved::Conflict(theirs) => {
            let mut errors = FieldErrors::default();
            let by = theirs.saved_by;
            errors.add(
                "",
                l.t(
                    format!("{by} har sparat brevet under tiden. Förhandsvisningen nedanför visar den texten. Din text står kvar i rutorna; spara igen om den ska gälla."),
                    format!("{by} has saved the letter in the meantime. The preview below shows that text. Yours is still in the boxes; save again if it is to stand."),
                ),
            );
            let typed = Typed {
                text: Some((fields, theirs.version)),
                errors,
                ..Typed::default()
            };
            draw(&state, &signed, StatusCode::CONFLICT, &loaded, letter, typed).await
        }
    }
}

/// The fields of a letter's form: its outline's sections, and an answer to each thing that the child said.
fn written_fields(loaded: &Loaded, letter: &Letter) -> Vec<String> {
    let mut names: Vec<String> = content()
        .letter_outline(letter.kind, letter.band.code())
        .map(|o| o.sections.iter().map(|s| s.code.clone()).collect())
        .unwrap_or_default();
    if letter.kind == LetterKind::Feedback {
        for said in to_answer(&loaded.material, letter.child) {
            names.push(reply_field(&said.key));
            names.push(reply_how_field(&said.key));
        }
    }
    names
}

/// Drafts a letter anew for another age or language, once the writer has said that the present text may go.
pub async fn redraft(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, letter)): Path<(String, String)>,
    Posted(posted): Posted,
) -> Result<Response, AppError> {
    let (loaded, letter) = find(&state, &signed, &id, &letter, Action::EditRecord).await?;
    let l = signed.language;
    let band = AgeBand::from_code(posted.text("band")).unwrap_or(letter.band);
    let language = Language::from_code(posted.text("language")).unwrap_or(letter.language);
    if !posted.ticked("sure") {
        let mut errors = FieldErrors::default();
        errors.add(
            "sure",
            l.t(
                "Kryssa i att brevet ska skrivas om.",
                "Tick that the letter is to be drafted anew.",
            ),
        );
        let typed = Typed {
            form: posted,
            errors,
            ..Typed::default()
        };
        return draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            &loaded,
            letter,
            typed,
        )
        .await;
    }
    let child = loaded.material.child(letter.child).ok_or(AppError::NotFound)?;
    let (name, unit, phone) = sender(&loaded);
    let sender = (name.as_str(), unit.as_str(), phone.as_str());
    let text = first_draft(&loaded.material, child, (letter.kind, band), sender, language);
    let version: i64 = posted.text("version").parse().unwrap_or(0);
    let (ids, who, section) = (loaded.ids(), loaded.who, Section::Letter(letter.id));
    let (_, text_version, _) = loaded.stored(section);
    let id = letter.id;
    state
        .write(move |tx| {
            Box::pin(async move {
                letters::change_letter(tx, who, ids.0, (id, version), band, language).await?;
                match sections::save_section(tx, who, ids, section, text_version, &text).await? {
                    Saved::Stored(_) => Ok(()),
                    Saved::Conflict(_) => Err(AppError::Conflict),
                }
            })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{}/brev/{id}", ids.1)))
}

/// What the address of the PDF may say.
#[derive(Debug, Default, Deserialize)]
pub struct Size {
    stor: Option<String>,
}

/// The letter as PDF.
pub async fn pdf(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, letter)): Path<(String, String)>,
    size: Result<Query<Size>, QueryRejection>,
) -> Result<Response, AppError> {
    let (loaded, letter) = find(&state, &signed, &id, &letter, Action::ReadRecord).await?;
    let large = size.is_ok_and(|Query(s)| s.stor.is_some());
    let (fields, ..) = loaded.stored(Section::Letter(letter.id));
    let document = document(&loaded, &letter, &fields, large);
    render_pdf(
        &state,
        &signed,
        document,
        Paper::Kept,
        &format!("{}-brev.pdf", loaded.case.number),
    )
    .await
}
