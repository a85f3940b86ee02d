use app::letters::{LetterPage, LetterPageData, SaidLine, VersionLine};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use documents::letters::{LetterParts, Reply, letter as as_document};
use documents::{Document, Paper, html};
use domain::access::Action;
use domain::assessments::{Section, outcome_in_words};
use domain::cases::CaseKind;
use domain::content::content;
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::ids::LetterId;
use domain::language::Language;
use domain::letters::{
    AgeBand, LetterKind, LetterStatus, ReplyHow, SentenceOrigin, drafted, facts_for, first_draft,
    letter_gaps, origin_of, printed, readability, reply_field, reply_how, reply_how_field, to_answer, ways,
};
use domain::participation::{Disclosure, names, standing};
use leptos::prelude::*;
use serde::Deserialize;
use store::letters::{self, Letter, LetterVersion};
use store::sections::{self, Saved};

use crate::assessments::{Loaded, load, pdf as render_pdf, sender};
use crate::clock::{stockholm_day, stockholm_time};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::participation::disclosures_of;
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

/// The letter as a document.
pub(super) fn document(loaded: &Loaded, letter: &Letter, fields: &Fields, large: bool) -> Document {
    let l = letter.language;
    let protected = is_protected(loaded, letter);
    let state = match (letter.status, letter.spoken) {
        (LetterStatus::Draft, _) => l.t("Utkast", "Draft"),
        (_, true) => l.t(
            "Stöd för ett samtal, lämnas inte",
            "Support for a talk, not given",
        ),
        _ => "",
    };
    let said = to_answer(&loaded.material, letter.child);
    let replies: Vec<Reply<'_>> = said
        .iter()
        .filter(|_| letter.kind == LetterKind::Feedback)
        .filter(|said| reply_how(fields, &said.key) == ReplyHow::Letter)
        .map(|said| Reply {
            words: &said.words,
            text: fields.text(&reply_field(&said.key)),
        })
        .filter(|reply| !reply.text.is_empty())
        .collect();
    as_document(LetterParts {
        kind: letter.kind,
        band: letter.band,
        language: l,
        fields,
        replies: &replies,
        from: if protected { "" } else { &loaded.case.unit_name },
        state,
        date: letter
            .given_on
            .or(loaded.assessment.decided_on)
            .unwrap_or(loaded.today),
        large,
    })
}

pub(super) fn is_protected(loaded: &Loaded, letter: &Letter) -> bool {
    loaded.case.protected || loaded.material.child(letter.child).is_some_and(|c| c.protected)
}

/// What is shown besides what is stored.
#[derive(Default)]
pub(super) struct Typed {
    /// The text with the version that it would replace, where it could not be saved.
    pub text: Option<(Fields, i64)>,
    /// The forms for approving and giving.
    pub form: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// Draws a letter's page.
pub(super) async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    loaded: &Loaded,
    letter: Letter,
    typed: Typed,
) -> Result<Response, AppError> {
    let l = signed.language;
    let disclosures = disclosures_of(state, loaded).await?;
    let versions = {
        let mut tx = state.read().await?;
        letters::letter_versions(&mut tx, letter.id).await?
    };
    let (stored, stored_version, saved) = loaded.stored(Section::Letter(letter.id));
    let saved = saved
        .map(|s| {
            l.t(
                format!("Sparat {}", stockholm_time(s.saved_at)),
                format!("Saved {}", stockholm_time(s.saved_at)),
            )
        })
        .unwrap_or_default();
    let child = loaded.material.child(letter.child);
    let open = loaded.may_edit && letter.kind.open_in(loaded.assessment.status);
    let island = open && letter.status == LetterStatus::Draft;
    let gaps = letter_gaps(
        &loaded.material,
        &letter.in_view(stored.clone()),
        &disclosures,
        &loaded.case.unit_name,
        l,
    );
    let versions = versions
        .into_iter()
        .map(|v| VersionLine {
            number: v.number,
            when: approved_in_words(&v, l),
            preview: html::preview(&document(loaded, &letter, &v.fields, false)),
        })
        .collect();
    let preview = html::preview(&document(loaded, &letter, &stored, false));
    let readability = readability(&printed_text(&stored), letter.language);
    let named = named_in(loaded, &letter, &stored);
    let origins = origins(loaded, &letter, &stored, l);
    let protected = is_protected(loaded, &letter);
    let (fields, version) = typed.text.unwrap_or((stored, stored_version));
    let data = LetterPageData {
        frame: loaded.frame(l),
        child: child.map(|c| c.full_label(l)).unwrap_or_default(),
        protected,
        said: said(loaded, &letter, &disclosures, l),
        fields,
        version,
        saved,
        origins,
        readability,
        gaps,
        named,
        form: typed.form,
        errors: typed.errors,
        preview,
        versions,
        ways: ways(&letter.approval, protected, letter.spoken),
        today: loaded.today,
        letter,
    };
    Ok(page(
        signed,
        state,
        status,
        l.t("Brev till barnet", "Letter to the child"),
        island,
        move || view! { <LetterPage data=data/> },
    ))
}

fn approved_in_words(version: &LetterVersion, l: Language) -> String {
    let day = dates::long(stockholm_day(version.approved_at), l);
    let time = stockholm_time(version.approved_at);
    let by = version.approved_by.clone().unwrap_or_default();
    l.t(
        format!("godkänd {day} {time} av {by}"),
        format!("approved {day} {time} by {by}"),
    )
}

/// What the child said, with where it stands and what became of it.
fn said(loaded: &Loaded, letter: &Letter, disclosures: &[Disclosure], l: Language) -> Vec<SaidLine> {
    let weighing = loaded.material.section(Section::Weighing);
    to_answer(&loaded.material, letter.child)
        .into_iter()
        .map(|said| SaidLine {
            on: dates::parse(&said.on)
                .map(|d| dates::long(d, l))
                .unwrap_or_default(),
            standing: standing(&said, disclosures),
            outcome: outcome_in_words(weighing.text(&format!("s.{}.outcome", said.key)), l).to_owned(),
            words: said.words,
            key: said.key,
        })
        .collect()
}

/// The texts that are read in the letter, for counting.
fn printed_text(fields: &Fields) -> String {
    printed(fields)
        .map(|(_, text)| text)
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// The people of the case, other than the child, whom the letter names.
fn named_in(loaded: &Loaded, letter: &Letter, fields: &Fields) -> Vec<String> {
    let text = printed_text(fields);
    let material = &loaded.material;
    let mut people: Vec<&str> = material
        .children
        .iter()
        .filter(|c| c.id != letter.child)
        .map(|c| c.name.as_str())
        .collect();
    people.extend(
        material
            .children
            .iter()
            .flat_map(|c| &c.guardians)
            .map(|g| g.name.as_str()),
    );
    if material.kind == CaseKind::Adult {
        people.push(&material.subject);
    }
    let mut found: Vec<String> = Vec::new();
    for name in people {
        let first = name.split_whitespace().next().unwrap_or_default();
        if names(&text, first) && !found.iter().any(|f| f == name) {
            found.push(name.to_owned());
        }
    }
    found
}

/// Where each sentence of each section comes from, as the stored text stands.
fn origins(
    loaded: &Loaded,
    letter: &Letter,
    fields: &Fields,
    l: Language,
) -> Vec<(String, Vec<(String, String)>)> {
    let Some(child) = loaded.material.child(letter.child) else {
        return Vec::new();
    };
    let (name, unit, phone) = sender(loaded);
    let facts = facts_for(&loaded.material, child, (&name, &unit, &phone), letter.language);
    let drafted = drafted(letter.kind, letter.band, &facts, letter.language);
    let mut codes: Vec<String> = drafted.iter().map(|d| d.section.clone()).collect();
    codes.dedup();
    codes
        .into_iter()
        .map(|code| {
            let of_section: Vec<_> = drafted.iter().filter(|d| d.section == code).cloned().collect();
            let pieces = origin_of(fields.raw(&code), &of_section)
                .into_iter()
                .map(|(text, origin)| (text, origin_in_words(&origin, l)))
                .collect();
            (code, pieces)
        })
        .collect()
}

fn origin_in_words(origin: &SentenceOrigin, l: Language) -> String {
    match origin {
        SentenceOrigin::Writer => l
            .t(
                "Du har skrivit eller ändrat det här.",
                "You have written or changed this.",
            )
            .to_owned(),
        SentenceOrigin::Drafted(origins) => {
            let names: Vec<String> = origins.iter().map(|o| o.name(l).to_string()).collect();
            let names = names.join("; ");
            l.t(format!("Från {names}."), format!("From {names}."))
        }
    }
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
