use serde::{Deserialize, Serialize};

use crate::ids::{ChildId, LetterId, NoteId};
use crate::language::Language;

/// What a participation note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// The child was, or is going to be, heard.
    Heard,
    /// The child was not heard; why.
    NotHeard,
    /// The child was told something, without being heard.
    Informed,
    /// What others say about the child's view, kept apart from the child's own words.
    Others,
    /// Another unit, better placed to talk with the child, was asked to.
    Request,
    /// What the child answered when it had its letter, after the decision.
    Answer,
}

impl NoteKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Heard,
        Self::NotHeard,
        Self::Informed,
        Self::Others,
        Self::Request,
        Self::Answer,
    ];

    /// The kinds that somebody begins by hand. An answer to a letter comes with the letter.
    pub const BEGUN: [Self; 5] = [
        Self::Heard,
        Self::NotHeard,
        Self::Informed,
        Self::Others,
        Self::Request,
    ];

    /// The code in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::NotHeard => "not_heard",
            Self::Informed => "informed",
            Self::Others => "others",
            Self::Request => "request",
            Self::Answer => "answer",
        }
    }

    /// The kind of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The kind of a code among those that somebody begins by hand, or none.
    #[must_use]
    pub fn begun(code: &str) -> Option<Self> {
        Self::BEGUN.into_iter().find(|k| k.code() == code)
    }

    /// The choice of somebody who begins a note, and a sentence that says when it is the right one.
    #[must_use]
    pub fn offer(self, l: Language) -> (&'static str, &'static str) {
        match self {
            Self::Heard => (
                l.t("Planera eller skriv ner ett samtal", "Plan or write down a talk"),
                l.t(
                    "Före samtalet: grund, samtycke och plan. Efter: vad barnet fick veta och vad det sade.",
                    "Before the talk: basis, consent and plan. After: what the child was told and what it said.",
                ),
            ),
            Self::NotHeard => (
                l.t(
                    "Skriv varför barnet inte har hörts",
                    "Write why the child has not been heard",
                ),
                l.t(
                    "Ett skäl och en förklaring. Barnet ska ändå få information.",
                    "A reason and an explanation. The child is to be informed all the same.",
                ),
            ),
            Self::Informed => (
                l.t(
                    "Skriv ner att barnet fick information",
                    "Write down that the child was informed",
                ),
                l.t(
                    "Ett tillfälle då barnet fick veta något, utan att höras.",
                    "An occasion at which the child was told something, without being heard.",
                ),
            ),
            Self::Others => (
                l.t(
                    "Skriv ner vad andra säger om barnets syn",
                    "Write down what others say about the child's view",
                ),
                l.t(
                    "Hålls isär från barnets egna ord, och ersätter dem inte.",
                    "Kept apart from the child's own words, and does not replace them.",
                ),
            ),
            Self::Request => (
                l.t(
                    "Be en annan enhet att prata med barnet",
                    "Ask another unit to talk with the child",
                ),
                l.t(
                    "När någon annan är bättre placerad: vad ni bad om, och vad svaret blev.",
                    "When somebody else is better placed: what you asked for, and what the answer was.",
                ),
            ),
            Self::Answer => (
                l.t("Barnets svar på brevet", "The child's answer to the letter"),
                l.t(
                    "Skrivs när brevet lämnas.",
                    "Written when the letter is handed over.",
                ),
            ),
        }
    }

    /// The heading of a note about a child of this name.
    #[must_use]
    pub fn title(self, name: &str, l: Language) -> String {
        match self {
            Self::Heard => l.t(format!("Samtal med {name}"), format!("Talk with {name}")),
            Self::NotHeard => l.t(
                format!("{name} har inte hörts"),
                format!("{name} has not been heard"),
            ),
            Self::Informed => l.t(
                format!("Information till {name}"),
                format!("Information to {name}"),
            ),
            Self::Others => l.t(
                format!("Vad andra säger att {name} tycker"),
                format!("What others say that {name} thinks"),
            ),
            Self::Request => l.t(
                format!("Fråga till en annan enhet om {name}"),
                format!("Request to another unit about {name}"),
            ),
            Self::Answer => l.t(
                format!("{name} svarade på brevet"),
                format!("{name} answered the letter"),
            ),
        }
    }

    /// The title of its page, without a name.
    #[must_use]
    pub fn page_title(self, l: Language) -> &'static str {
        match self {
            Self::Heard => l.t("Samtal med barnet", "Talk with the child"),
            Self::NotHeard => l.t("Barnet har inte hörts", "The child has not been heard"),
            Self::Informed => l.t("Information till barnet", "Information to the child"),
            Self::Others => l.t(
                "Vad andra säger om barnets syn",
                "What others say about the child's view",
            ),
            Self::Request => l.t("Fråga till en annan enhet", "Request to another unit"),
            Self::Answer => l.t("Barnets svar på brevet", "The child's answer to the letter"),
        }
    }

    /// The field that says on which day it was; none where there is no one day.
    #[must_use]
    pub const fn day_field(self) -> Option<&'static str> {
        match self {
            Self::Heard | Self::Informed | Self::Answer => Some("held_on"),
            Self::Others => Some("said_on"),
            Self::Request => Some("asked_on"),
            Self::NotHeard => None,
        }
    }
}

/// A participation note without its texts, which are a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteInView {
    /// The note.
    pub id: NoteId,
    /// Whom it is about.
    pub child: ChildId,
    /// What it is about.
    pub kind: NoteKind,
    /// The note of the version before, or of another assessment of the case, that it was taken over from.
    #[serde(default)]
    pub copied_from: Option<NoteId>,
    /// The letter that the child answered, where it is an answer.
    #[serde(default)]
    pub letter: Option<LetterId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_code_of_its_own_and_an_answer_is_begun_by_nobody() {
        for kind in NoteKind::ALL {
            assert_eq!(NoteKind::from_code(kind.code()), Some(kind));
            let by_hand = kind != NoteKind::Answer;
            assert_eq!(NoteKind::begun(kind.code()).is_some(), by_hand, "{kind:?}");
            assert_eq!(NoteKind::BEGUN.contains(&kind), by_hand);
        }
        assert_eq!(NoteKind::from_code("listened"), None);
    }
}
