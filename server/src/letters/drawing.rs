//! A letter as it is shown: its page, and the document that it is.

use app::letters::{LetterPage, LetterPageData, SaidLine, VersionLine};
use axum::http::StatusCode;
use axum::response::Response;
use documents::letters::{LetterParts, Reply, letter as as_document};
use documents::{Document, html};
use domain::assessments::{Section, outcome_in_words};
use domain::cases::CaseKind;
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::letters::{
    LetterKind, LetterStatus, ReplyHow, SentenceOrigin, drafted, facts_for, letter_gaps, origin_of, printed,
    readability, reply_field, reply_how, to_answer, ways,
};
use domain::participation::{Disclosure, names, standing};
use leptos::prelude::*;
use store::disclosures;
use store::letters::{self, Letter, LetterVersion};

use crate::assessments::{Loaded, sender};
use crate::clock::{stockholm_day, stockholm_time};
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// The letter as a document of ordinary type size, with these texts.
pub(crate) fn letter_document(loaded: &Loaded, letter: &Letter, fields: &Fields) -> Document {
    document(loaded, letter, fields, false)
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
    let (disclosures, versions) = {
        let mut tx = state.read().await?;
        let disclosures = disclosures::disclosures(&mut tx, loaded.assessment.id).await?;
        (disclosures, letters::letter_versions(&mut tx, letter.id).await?)
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
