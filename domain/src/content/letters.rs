use serde::Deserialize;

use super::Localised;
use crate::language::Language;
use crate::letters::LetterKind;

/// The sections that every outline of a kind has, in this order.
#[must_use]
pub const fn section_codes(kind: LetterKind) -> &'static [&'static str] {
    match kind {
        LetterKind::Feedback => &[
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
        ],
        LetterKind::Information => &[
            "sender",
            "why_writing",
            "decided",
            "for_you",
            "not_your_fault",
            "next",
            "questions",
            "thanks",
        ],
        LetterKind::Invitation => &[
            "sender",
            "about",
            "when_where",
            "who",
            "how",
            "your_choice",
            "afterwards",
            "questions",
            "thanks",
        ],
    }
}

/// What a sentence may take from the confirmed facts of the case, written `{child}` in the template.
///
/// `child`, `worker`, `unit`, `phone`, `date_met` and `talk_on` are words; `date_met` (such as "14 november 2026") only if the
/// letter's writer met the child, `talk_on` the day that a talk is planned for. `statements` (the child's own words),
/// `decision_plain`, `reasons_plain`, `next_step`, `departing` (why the decision is not what the child wished), `talk_place`,
/// `talk_who` (who talks and who is there), `talk_about` (what the child should know first) and `talk_support` are whole sentences
/// with their full stops. Leave `unit` out for a child whose whereabouts are protected: there is a sentence without it.
pub const SLOT_CODES: [&str; 15] = [
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
    "talk_on",
    "talk_place",
    "talk_who",
    "talk_about",
    "talk_support",
];

/// What the decision does with one thing that the child said; every feedback outline answers each.
pub const REPLY_OUTCOMES: [&str; 4] = ["follows", "partly", "departs", "beside"];

/// What a reply may take: `subject`, what the child's words are about, and `departing`, why the decision is not as the child said.
pub const REPLY_SLOTS: [&str; 2] = ["subject", "departing"];

/// The outline of the letter for one age band.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterOutline {
    /// What the letter is for.
    pub kind: LetterKind,
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
    /// The sections, in order; see [`section_codes`].
    #[serde(rename = "section")]
    pub sections: Vec<LetterSection>,
    /// Answers to single statements of the child; only in feedback letters. Those of one outcome that fit are said one after the other.
    #[serde(default, rename = "reply")]
    pub replies: Vec<LetterReply>,
}

/// One part of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterSection {
    /// One of [`section_codes`].
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
    /// `Some(true)`: only if a reply to one of the child's statements gives the reason for departing; `Some(false)`: only if none
    /// does, so that the reason has to stand here.
    #[serde(default)]
    pub reason_in_reply: Option<bool>,
    /// Who reads it.
    #[serde(default)]
    pub audience: Audience,
}

/// A sentence template that answers one statement of the child, under the child's own words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterReply {
    /// One of [`REPLY_OUTCOMES`].
    pub outcome: String,
    /// The template, with slots of [`REPLY_SLOTS`] in braces; true whatever the child said.
    pub text: Localised,
    /// Slots that must have a value. Contains at least those in the text.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Slots that must have no value.
    #[serde(default)]
    pub without: Vec<String>,
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetterSituation {
    /// Whether the child was heard.
    pub heard: bool,
    /// Whether a reply to one of the child's statements gives the reason for departing.
    pub reason_in_reply: bool,
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
        // The outline's words and the values may live differently long; the closure lets both shrink to this call.
        Some(joined(
            &self.fill_pieces(language, situation, |slot| value(slot))?,
        ))
    }

    /// As [`LetterSentence::fill`], in pieces: each with the slot that it was taken from, or none for the outline's own words.
    #[must_use]
    pub fn fill_pieces<'a>(
        &'a self,
        language: Language,
        situation: LetterSituation,
        value: impl Fn(&str) -> Option<&'a str>,
    ) -> Option<Vec<(Option<&'a str>, &'a str)>> {
        let fits = self.heard.is_none_or(|heard| heard == situation.heard)
            && self
                .reason_in_reply
                .is_none_or(|there| there == situation.reason_in_reply)
            && match self.audience {
                Audience::Everyone => true,
                Audience::Party15 => situation.party_15,
                Audience::Others => !situation.party_15,
            };
        if !fits {
            return None;
        }
        filled(self.text.get(language), &self.needs, &self.without, value)
    }
}

impl LetterReply {
    /// The reply with its slots filled, or none if a needed slot has no value or one has that must have none. Values are put
    /// in as they are.
    #[must_use]
    pub fn fill<'a>(&self, language: Language, value: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
        let (needs, without) = (&self.needs, &self.without);
        Some(joined(&filled(
            self.text.get(language),
            needs,
            without,
            |slot| value(slot),
        )?))
    }
}

/// A template's text and its slots' values, in order; none unless all of `needs` and none of `without` have one.
fn filled<'a>(
    template: &'a str,
    needs: &[String],
    without: &[String],
    value: impl Fn(&str) -> Option<&'a str>,
) -> Option<Vec<(Option<&'a str>, &'a str)>> {
    let value = |slot: &str| value(slot).map(str::trim).filter(|v| !v.is_empty());
    let fits =
        needs.iter().all(|slot| value(slot).is_some()) && without.iter().all(|slot| value(slot).is_none());
    if !fits {
        return None;
    }
    pieces(template)
        .into_iter()
        .map(|piece| {
            Some(match piece {
                Piece::Text(text) => (None, text),
                Piece::Slot(slot) => (Some(slot), value(slot)?),
            })
        })
        .collect()
}

fn joined(pieces: &[(Option<&str>, &str)]) -> String {
    pieces.iter().map(|(_, text)| *text).collect()
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
