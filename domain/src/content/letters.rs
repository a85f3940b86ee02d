use serde::Deserialize;

use super::Localised;
use crate::language::Language;

/// The sections that every letter outline has, in this order.
pub const SECTION_CODES: [&str; 10] = [
    "sender",
    "met",
    "told",
    "decided",
    "why",
    "what_we_did",
    "next",
    "if_wrong",
    "questions",
    "thanks",
];

/// What a sentence may take from the confirmed facts of the case, written `{child}` in the template.
///
/// `child`, `worker`, `unit`, `phone` and `date_met` are words; `date_met` (such as "14 november 2026") only if the letter's
/// writer met the child. `statements` (the child's own words), `decision_plain`,
/// `reasons_plain`, `next_step` and `departing` (why the decision is not what the child wished) are whole sentences with
/// their full stops. Leave `unit` out for a child whose whereabouts are protected: there is a sentence without it.
pub const SLOT_CODES: [&str; 10] = [
    "child",
    "worker",
    "unit",
    "phone",
    "date_met",
    "statements",
    "decision_plain",
    "reasons_plain",
    "next_step",
    "departing",
];

/// The outline of the letter for one age band.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterOutline {
    /// Code: `4-6`, `7-9`, `10-12` or `13-17`.
    pub band: String,
    /// Youngest age in whole years.
    pub age_from: u8,
    /// Oldest age in whole years.
    pub age_to: u8,
    /// LIX that the letter should not exceed. An indication, not a limit.
    pub lix_goal: u8,
    /// Words that a sentence should not exceed.
    pub longest_sentence: u8,
    /// How to use this letter, for the writer.
    pub advice: Localised,
    /// The sections, in order; see [`SECTION_CODES`].
    #[serde(rename = "section")]
    pub sections: Vec<LetterSection>,
}

/// One part of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterSection {
    /// One of [`SECTION_CODES`].
    pub code: String,
    /// Heading; none where the letter has no headings.
    #[serde(default)]
    pub heading: Option<Localised>,
    /// Whether its sentences go on in the paragraph of the section before; only in letters that are read aloud.
    #[serde(default)]
    pub joins_previous: bool,
    /// Sentence templates, in order.
    #[serde(rename = "sentence")]
    pub sentences: Vec<LetterSentence>,
}

/// A sentence template: one or a few sentences that stand or fall together.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterSentence {
    /// The template, with slots in braces.
    pub text: Localised,
    /// Slots that must have a value. Contains at least those in the text.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Slots that must have no value.
    #[serde(default)]
    pub without: Vec<String>,
    /// `Some(true)`: only if the child was heard; `Some(false)`: only if not.
    #[serde(default)]
    pub heard: Option<bool>,
    /// Who reads it.
    #[serde(default)]
    pub audience: Audience,
}

/// Which children a sentence is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Every child, `everyone`.
    #[default]
    Everyone,
    /// A child that is party to the case and 15 or older, `party_15`: reads how to appeal.
    #[serde(rename = "party_15")]
    Party15,
    /// All the others, `others`: read how to say that something is wrong.
    Others,
}

/// What about the case decides which sentences are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterSituation {
    /// Whether the child was heard.
    pub heard: bool,
    /// Whether the child is party to the case and has turned 15.
    pub party_15: bool,
}

impl LetterSentence {
    /// The sentence with its slots filled from confirmed facts, or none if it does not fit the case: wrong situation, a
    /// needed slot without a value, or a value where there must be none. A blank value counts as none. Values are put in
    /// as they are; braces in them are not slots.
    #[must_use]
    pub fn fill<'a>(
        &self,
        language: Language,
        situation: LetterSituation,
        value: impl Fn(&str) -> Option<&'a str>,
    ) -> Option<String> {
        let value = |slot: &str| value(slot).map(str::trim).filter(|v| !v.is_empty());
        let fits = self.heard.is_none_or(|heard| heard == situation.heard)
            && match self.audience {
                Audience::Everyone => true,
                Audience::Party15 => situation.party_15,
                Audience::Others => !situation.party_15,
            }
            && self.needs.iter().all(|slot| value(slot).is_some())
            && self.without.iter().all(|slot| value(slot).is_none());
        if !fits {
            return None;
        }
        let mut filled = String::new();
        for piece in pieces(self.text.get(language)) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Slot(slot) => filled.push_str(value(slot)?),
            }
        }
        Some(filled)
    }
}

enum Piece<'a> {
    Text(&'a str),
    Slot(&'a str),
}

/// A template cut into text and slots; an unclosed brace is text.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((slot, tail)) = after.split_once('}') else {
            break;
        };
        found.push(Piece::Text(before));
        found.push(Piece::Slot(slot));
        rest = tail;
    }
    found.push(Piece::Text(rest));
    found
}

/// The slots of a template, each once, in order.
pub(super) fn slots(template: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in pieces(template) {
        if let Piece::Slot(slot) = piece
            && !found.iter().any(|f| f == slot)
        {
            found.push(slot.to_owned());
        }
    }
    found
}
