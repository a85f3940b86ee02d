use serde::{Deserialize, Serialize};

use crate::assessments::Status;
use crate::language::Language;

/// What a letter to a child is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// The answer to the child: what was decided, why, and what became of the child's words.
    #[default]
    Feedback,
    /// What a child is told of a parent's help, or of what was decided about the parent.
    Information,
    /// An invitation to a talk.
    Invitation,
}

impl LetterKind {
    /// All kinds, the answer first.
    pub const ALL: [Self; 3] = [Self::Feedback, Self::Information, Self::Invitation];

    /// The code in forms, in the database and in the content files.
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
            Self::Information => language.t(
                "Information om en förälders insats",
                "Information about a parent's support",
            ),
            Self::Invitation => language.t("Inbjudan till samtal", "Invitation to a talk"),
        }
    }

    /// Whether such a letter tells of a decision, so that there has to be a signed one; an invitation comes before.
    #[must_use]
    pub const fn needs_signed_decision(self) -> bool {
        match self {
            Self::Feedback | Self::Information => true,
            Self::Invitation => false,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_code_which_is_also_how_it_is_kept() {
        for kind in LetterKind::ALL {
            assert_eq!(LetterKind::from_code(kind.code()), Some(kind));
            assert_eq!(
                serde_json::to_string(&kind).unwrap(),
                format!("\"{}\"", kind.code())
            );
        }
        assert_eq!(LetterKind::from_code("Feedback"), None);
    }

    #[test]
    fn only_an_invitation_comes_before_the_decision() {
        let before: Vec<_> = LetterKind::ALL
            .into_iter()
            .filter(|k| !k.needs_signed_decision())
            .collect();
        assert_eq!(before, [LetterKind::Invitation]);
    }
}
