use app::letters::{LetterPage, LetterPageData};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use documents::letters::{LetterParts, letter as as_document};
use documents::{Document, Paper, html};
use domain::access::Action;
use domain::assessments::{ChildInView, Section, Status};
use domain::content::content;
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::ids::LetterId;
use domain::language::Language;
use domain::letters::{AgeBand, LetterFacts, LetterStatus, draft, facts_for, readability};
use leptos::prelude::*;
use serde::Deserialize;
use store::letters::{self, Letter};
use store::sections::{self, Saved};

use crate::assessments::{Loaded, load, pdf as render_pdf};
use crate::clock::stockholm_time;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::{AUTOSAVE, Signed};
use crate::state::AppState;

/// The facts that a letter to this child may be drafted from. The case's worker is the sender.
pub(super) fn facts(loaded: &Loaded, child: &ChildInView, l: Language) -> LetterFacts {
    let case = &loaded.case;
    let phone = if case.owner_phone.is_empty() {
        &case.unit_phone
    } else {
        &case.owner_phone
    };
    facts_for(
        &loaded.material,
        child,
        (&case.owner_name, &case.unit_name, phone),
        l,
    )
}

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

fn document(loaded: &Loaded, letter: &Letter, fields: &Fields, large: bool) -> Document {
    let protected = loaded.case.protected || loaded.material.child(letter.child).is_some_and(|c| c.protected);
    let state = match letter.status {
        LetterStatus::Draft => letter.language.t("Utkast", "Draft"),
        _ => "",
    };
    as_document(LetterParts {
        band: letter.band,
        language: letter.language,
        fields,
        from: if protected { "" } else { &loaded.case.unit_name },
        state,
        date: letter
            .given_on
            .or(loaded.assessment.decided_on)
            .unwrap_or(loaded.today),
        large,
    })
}

/// Draws a letter's page.
#[expect(clippy::too_many_arguments, reason = "what is drawn, and in which state")]
pub(super) fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    loaded: &Loaded,
    letter: Letter,
    text: Option<(Fields, i64)>,
    form: Fields,
    errors: FieldErrors,
) -> Response {
    let l = signed.language;
    let (stored, stored_version, saved) = loaded.stored(Section::Letter(letter.id));
    let saved = saved
        .map(|s| {
            l.t(
                format!("Sparat {}", stockholm_time(s.saved_at)),
                format!("Saved {}", stockholm_time(s.saved_at)),
            )
        })
        .unwrap_or_default();
    let whole: String = stored.0.values().cloned().collect::<Vec<_>>().join("\n\n");
    let child = loaded.material.child(letter.child);
    let words = loaded
        .material
        .statements()
        .into_iter()
        .filter(|s| s.child == letter.child)
        .map(|s| {
            let day = dates::parse(&s.on).map(|d| dates::long(d, l)).unwrap_or_default();
            let mark = if s.assess_first {
                l.t(
                    ", prövas innan någon får läsa",
                    ", assess before anybody may read",
                )
            } else {
                ""
            };
            (format!("{day}{mark}"), s.words)
        })
        .collect();
    let island =
        loaded.may_edit && letter.status == LetterStatus::Draft && loaded.assessment.status == Status::Signed;
    let preview = html::preview(&document(loaded, &letter, &stored, false));
    let (fields, version) = text.unwrap_or((stored, stored_version));
    let data = LetterPageData {
        frame: loaded.frame(l),
        child: child.map(|c| c.full_label(l)).unwrap_or_default(),
        protected: child.is_some_and(|c| c.protected),
        words,
        fields,
        version,
        saved,
        readability: readability(&whole, letter.language),
        form,
        errors,
        preview,
        today: loaded.today,
        letter,
    };
    page(
        signed,
        state,
        status,
        l.t("Brev till barnet", "Letter to the child"),
        island,
        move || view! { <LetterPage data=data/> },
    )
}

/// A letter.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, letter)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let (loaded, letter) = find(&state, &signed, &id, &letter, Action::ReadRecord).await?;
    Ok(draw(
        &state,
        &signed,
        StatusCode::OK,
        &loaded,
        letter,
        None,
        Fields::default(),
        FieldErrors::default(),
    ))
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
    let codes = content()
        .letter_outline(letter.band.code())
        .map(|o| o.sections.iter().map(|s| s.code.clone()).collect::<Vec<_>>())
        .unwrap_or_default();
    let fields: Fields = codes
        .iter()
        .map(|code| (code.clone(), posted.raw(code).to_owned()))
        .collect();
    let errors = fields.too_long(|_| false, l);
    if !errors.is_empty() {
        if by_script {
            return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
        }
        return Ok(draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            &loaded,
            letter,
            Some((fields, version)),
            Fields::default(),
            errors,
        ));
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
            Ok(draw(
                &state,
                &signed,
                StatusCode::CONFLICT,
                &loaded,
                letter,
                Some((fields, theirs.version)),
                Fields::default(),
                errors,
            ))
        }
    }
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
        return Ok(draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            &loaded,
            letter,
            None,
            posted,
            errors,
        ));
    }
    let child = loaded.material.child(letter.child).ok_or(AppError::NotFound)?;
    let text = draft(band, &facts(&loaded, child, language), language);
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
