//! A letter to a child as a document.

use chrono::NaiveDate;
use domain::content::content;
use domain::fields::Fields;
use domain::language::Language as Spoken;
use domain::letters::{AgeBand, LetterKind};

use crate::model::{Block, Document, Language};

/// The model's language for an interface language.
#[must_use]
pub fn language(spoken: Spoken) -> Language {
    match spoken {
        Spoken::Swedish => Language::Swedish,
        Spoken::English => Language::English,
    }
}

/// What a letter is made of.
#[derive(Clone, Copy, Debug)]
pub struct LetterParts<'a> {
    /// For which age.
    pub band: AgeBand,
    /// In which language.
    pub language: Spoken,
    /// The text by section code.
    pub fields: &'a Fields,
    /// Who sends it; empty where the child's whereabouts are protected.
    pub from: &'a str,
    /// Its state, such as "Utkast".
    pub state: &'a str,
    /// The day that it is dated.
    pub date: NaiveDate,
    /// Larger letters.
    pub large: bool,
}

/// The letter: its sections with their headings, and a slip to answer on from 7 years.
#[must_use]
pub fn letter(parts: LetterParts<'_>) -> Document {
    let l = parts.language;
    let title = l.t("Brev till dig", "A letter to you");
    let mut document = Document::new(title, language(l), parts.date).with_headers(parts.from, parts.state);
    document.large_type = parts.large || parts.band == AgeBand::Four;
    let Some(outline) = content().letter_outline(LetterKind::Feedback, parts.band.code()) else {
        return document;
    };
    let mut paragraph = String::new();
    for section in &outline.sections {
        let text = parts.fields.text(&section.code);
        if text.is_empty() {
            continue;
        }
        if section.joins_previous && !paragraph.is_empty() {
            paragraph = format!("{paragraph} {text}");
            continue;
        }
        flush(&mut document, &mut paragraph);
        if let Some(heading) = &section.heading {
            document.push(Block::heading(2, heading.get(l)));
        }
        text.clone_into(&mut paragraph);
    }
    flush(&mut document, &mut paragraph);
    if parts.band != AgeBand::Four {
        let prompt = l.t(
            "Skriv eller rita det du vill fråga eller säga:",
            "Write or draw what you want to ask or say:",
        );
        document.push(Block::ReplyStrip {
            prompt: prompt.to_owned(),
            lines: 5,
        });
    }
    document
}

fn flush(document: &mut Document, paragraph: &mut String) {
    if !paragraph.is_empty() {
        document.push(Block::paragraph(std::mem::take(paragraph)));
    }
}
