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
    /// What it is for.
    pub kind: LetterKind,
    /// For which age.
    pub band: AgeBand,
    /// In which language.
    pub language: Spoken,
    /// The text by section code.
    pub fields: &'a Fields,
    /// Answers to what the child said, in order; only those that stand in the letter.
    pub replies: &'a [Reply<'a>],
    /// Who sends it; empty where the child's whereabouts are protected.
    pub from: &'a str,
    /// Its state, such as "Utkast".
    pub state: &'a str,
    /// The day that it is dated.
    pub date: NaiveDate,
    /// Larger letters.
    pub large: bool,
}

/// An answer to one thing that the child said.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    /// The child's words.
    pub words: &'a str,
    /// The answer.
    pub text: &'a str,
}

/// The letter: its sections with their headings, and a slip to answer on from 7 years.
#[must_use]
pub fn letter(parts: LetterParts<'_>) -> Document {
    let l = parts.language;
    let title = match parts.kind {
        LetterKind::Feedback => l.t("Brev till dig", "A letter to you"),
        LetterKind::Information => l.t("Information till dig", "Information for you"),
        LetterKind::Invitation => l.t("En inbjudan till dig", "An invitation to you"),
    };
    let mut document = Document::new(title, language(l), parts.date).with_headers(parts.from, parts.state);
    document.large_type = parts.large || parts.band == AgeBand::Four;
    let Some(outline) = content().letter_outline(parts.kind, parts.band.code()) else {
        return document;
    };
    let mut paragraph = String::new();
    for section in &outline.sections {
        let text = parts.fields.text(&section.code);
        let replies = if section.code == REPLIES_AFTER {
            parts.replies
        } else {
            &[]
        };
        if text.is_empty() && replies.is_empty() {
            continue;
        }
        if section.joins_previous && !paragraph.is_empty() {
            paragraph = format!("{paragraph} {text}");
        } else {
            flush(&mut document, &mut paragraph);
            if let Some(heading) = &section.heading {
                document.push(Block::heading(2, heading.get(l)));
            }
            text.clone_into(&mut paragraph);
        }
        write_replies(&mut document, &mut paragraph, replies, l);
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

/// The section that answers what the child said.
const REPLIES_AFTER: &str = "what_we_did";

/// The answers; each below the words that it answers, unless there is but one and no doubt which.
fn write_replies(document: &mut Document, paragraph: &mut String, replies: &[Reply<'_>], l: Spoken) {
    if replies.is_empty() {
        return;
    }
    flush(document, paragraph);
    for reply in replies {
        if replies.len() > 1 {
            document.push(Block::ChildsWords {
                text: reply.words.to_owned(),
                caption: l.t("Du sa", "You said").to_owned(),
            });
        }
        document.push(Block::paragraph(reply.text));
    }
}

fn flush(document: &mut Document, paragraph: &mut String) {
    if !paragraph.is_empty() {
        document.push(Block::paragraph(std::mem::take(paragraph)));
    }
}
