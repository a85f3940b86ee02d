use serde::{Deserialize, Serialize};

use crate::language::Language;

/// What a goal, or a training, is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FocusArea {
    /// Children are informed, heard and answered.
    Participation,
    /// The child's best interests are examined and weigh.
    BestInterests,
    /// Units and others see the same child.
    Collaboration,
}

impl FocusArea {
    /// The three, in the order of a plan.
    pub const ALL: [Self; 3] = [Self::Participation, Self::BestInterests, Self::Collaboration];

    /// The code in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Participation => "participation",
            Self::BestInterests => "best_interests",
            Self::Collaboration => "collaboration",
        }
    }

    /// The area of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }

    /// The area's name.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::Participation => l.t("Delaktighet", "Participation"),
            Self::BestInterests => l.t("Barnets bästa", "Best interests"),
            Self::Collaboration => l.t("Samverkan", "Collaboration"),
        }
    }

    /// The question behind it.
    #[must_use]
    pub fn question(self, l: Language) -> &'static str {
        match self {
            Self::Participation => l.t(
                "Hur får barn veta, bli hörda och få svar hos er?",
                "How are children told, heard and answered with you?",
            ),
            Self::BestInterests => l.t(
                "Hur prövar ni vad som är bäst för barnet, och hur syns det i besluten?",
                "How do you examine what is best for the child, and how does it show in the decisions?",
            ),
            Self::Collaboration => l.t(
                "Hur ser ni samma barn som de andra enheterna och skolan ser?",
                "How do you see the same child that the other units and the school see?",
            ),
        }
    }
}
