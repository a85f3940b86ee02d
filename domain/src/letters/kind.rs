use serde::{Deserialize, Serialize};

use crate::assessments::Status;
use crate::language::Language;

/// What a letter is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// The answer after a decision.
    #[default]
    Feedback,
    /// What a parent's support or treatment means for the child.
    Information,
    /// The invitation to a talk.
    Invitation,
}

impl LetterKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Feedback, Self::Information, Self::Invitation];

    /// The code in the database and in the content files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Feedback => "feedback",
            Self::Information => "information",
            Self::Invitation => "invitation",
        }
    }

    /// The kind of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The kind in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Feedback => language.t("Återkopplingsbrev", "Feedback letter"),
            Self::Information => language.t("Information om en förälders insats", "Information about a parent's support"),
            Self::Invitation => language.t("Inbjudan till samtal", "Invitation to a talk"),
        }
    }

    /// Whether it tells of a decision, and so cannot be begun before one is signed.
    #[must_use]
    pub const fn needs_signed_decision(self) -> bool {
        !matches!(self, Self::Invitation)
    }

    /// Whether a letter of this kind may be written while the assessment is in this state.
    #[must_use]
    pub const fn open_in(self, status: Status) -> bool {
        match status {
            Status::Signed => true,
            Status::Draft | Status::Returned => !self.needs_signed_decision(),
            Status::Submitted | Status::Closed | Status::Withdrawn => false,
        }
    }
}
