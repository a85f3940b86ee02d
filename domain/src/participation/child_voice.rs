use chrono::NaiveDate;

use super::{TalkState, talk_state};
use crate::assessments::{Material, NoteKind, Section};
use crate::ids::ChildId;
use crate::language::Language;

/// What a child's notes come to, the furthest that it got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChildVoice {
    /// Nothing is written.
    Nothing,
    /// It was informed, others were listened to, or a talk was called off; the child has still to be heard.
    Waiting,
    /// Another unit was asked to talk with it.
    Asked,
    /// A talk is planned.
    Planned,
    /// It was not heard, and it says why.
    NotHeard,
    /// It was heard.
    Heard,
}

impl ChildVoice {
    /// In a word or two.
    #[must_use]
    pub fn words(self, l: Language) -> &'static str {
        match self {
            Self::Nothing => l.t("inget skrivet", "nothing written"),
            Self::Waiting => l.t("inte hörd än", "not heard yet"),
            Self::Asked => l.t("annan enhet tillfrågad", "another unit asked"),
            Self::Planned => l.t("samtal planerat", "talk planned"),
            Self::NotHeard => l.t("inte hörd", "not heard"),
            Self::Heard => l.t("hörd", "heard"),
        }
    }

    /// Whether the child was heard, a talk is planned, or it says why not.
    #[must_use]
    pub fn is_begun(self) -> bool {
        self >= Self::Planned
    }

    /// Whether the child was heard, or it says why not.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Self::NotHeard | Self::Heard)
    }
}

/// Looks at everything that is written about a child's participation.
#[must_use]
pub fn child_voice(material: &Material, child: ChildId, today: NaiveDate) -> ChildVoice {
    material
        .notes
        .iter()
        .filter(|n| n.child == child)
        .map(|note| match note.kind {
            NoteKind::Heard => match talk_state(&material.section(Section::Note(note.id)), today) {
                TalkState::Held => ChildVoice::Heard,
                TalkState::Planned => ChildVoice::Planned,
                TalkState::CalledOff => ChildVoice::Waiting,
            },
            NoteKind::NotHeard => ChildVoice::NotHeard,
            NoteKind::Request => ChildVoice::Asked,
            NoteKind::Informed | NoteKind::Others | NoteKind::Answer => ChildVoice::Waiting,
        })
        .max()
        .unwrap_or(ChildVoice::Nothing)
}
