use serde::{Deserialize, Serialize};

use crate::ids::{ChildId, LetterId, NoteId};
use crate::language::Language;

/// How deep the assessment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// The record that no child is touched, with its reason.
    Screening,
    /// All steps.
    Standard,
}

impl Depth {
    /// The code in the database and in the content files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Screening => "screening",
            Self::Standard => "standard",
        }
    }

    /// The depth of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Screening, Self::Standard]
            .into_iter()
            .find(|d| d.code() == code)
    }

    /// The depth in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Screening => language.t("Förprövning", "Screening"),
            Self::Standard => language.t("Barnkonsekvensanalys, normal", "Assessment, standard"),
        }
    }
}

/// Where an assessment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Signed and locked; letters and follow-up go on.
    Signed,
    /// Followed up; nothing is left to do.
    Closed,
    /// Ended without a decision, with a reason.
    Withdrawn,
}

impl Status {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Signed, Self::Closed, Self::Withdrawn];

    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Signed => "signed",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The state in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Draft => language.t("Utkast", "Draft"),
            Self::Signed => language.t("Signerad", "Signed"),
            Self::Closed => language.t("Avslutad", "Closed"),
            Self::Withdrawn => language.t("Avslutad utan beslut", "Ended without a decision"),
        }
    }
}

/// A part of an assessment that is edited and saved as one, with a version of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Step 1.
    Question,
    /// Step 2, one a child.
    Child(ChildId),
    /// Step 3.
    Facts,
    /// Step 4, one an occasion.
    Note(NoteId),
    /// Step 5, one an article.
    Article(u8),
    /// Step 6.
    Weighing,
    /// Step 7.
    Decision,
    /// Step 8, one a letter.
    Letter(LetterId),
    /// Step 9.
    FollowUp,
}

impl Section {
    /// The key under which it is stored: `question`, `child:<id>`, `article:3`.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Question => "question".into(),
            Self::Child(id) => format!("child:{id}"),
            Self::Facts => "facts".into(),
            Self::Note(id) => format!("note:{id}"),
            Self::Article(number) => format!("article:{number}"),
            Self::Weighing => "weighing".into(),
            Self::Decision => "decision".into(),
            Self::Letter(id) => format!("letter:{id}"),
            Self::FollowUp => "follow_up".into(),
        }
    }

    /// The section of a key, or none.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Some(match key.split_once(':') {
            None => match key {
                "question" => Self::Question,
                "facts" => Self::Facts,
                "weighing" => Self::Weighing,
                "decision" => Self::Decision,
                "follow_up" => Self::FollowUp,
                _ => return None,
            },
            Some(("child", id)) => Self::Child(id.parse().ok()?),
            Some(("note", id)) => Self::Note(id.parse().ok()?),
            Some(("letter", id)) => Self::Letter(id.parse().ok()?),
            Some(("article", number)) => Self::Article(number.parse().ok()?),
            Some(_) => return None,
        })
    }

    /// Whether the section may be written while the assessment is in this state: everything in a draft, only the answer to the
    /// child and the follow-up after signing.
    #[must_use]
    pub fn open_in(self, status: Status) -> bool {
        match status {
            Status::Draft => true,
            Status::Signed => matches!(self, Self::Letter(_) | Self::FollowUp),
            Status::Closed | Status::Withdrawn => false,
        }
    }

    /// The step that the section belongs to.
    #[must_use]
    pub fn step(self) -> Step {
        match self {
            Self::Question => Step::Question,
            Self::Child(_) => Step::Children,
            Self::Facts => Step::Facts,
            Self::Note(_) => Step::Voice,
            Self::Article(_) => Step::Articles,
            Self::Weighing => Step::Weighing,
            Self::Decision => Step::Decision,
            Self::Letter(_) => Step::Answer,
            Self::FollowUp => Step::FollowUp,
        }
    }
}

/// The steps of an assessment, 0 to 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// What is decided, and does it touch a child.
    Screening,
    /// The decision and its alternatives.
    Question,
    /// Each child on its own.
    Children,
    /// Facts with their sources.
    Facts,
    /// What the child said, or why it was not heard.
    Voice,
    /// The articles of the Convention.
    Articles,
    /// What weighs how much, and why.
    Weighing,
    /// The decision and its reasons.
    Decision,
    /// The answer to the child.
    Answer,
    /// What became of it.
    FollowUp,
}

impl Step {
    /// All steps in order.
    pub const ALL: [Self; 10] = [
        Self::Screening,
        Self::Question,
        Self::Children,
        Self::Facts,
        Self::Voice,
        Self::Articles,
        Self::Weighing,
        Self::Decision,
        Self::Answer,
        Self::FollowUp,
    ];

    /// The step's number, 0 to 9.
    #[must_use]
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|s| *s == self).unwrap_or_default()
    }

    /// The code in the content file.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Screening => "screening",
            Self::Question => "question",
            Self::Children => "children",
            Self::Facts => "facts",
            Self::Voice => "voice",
            Self::Articles => "articles",
            Self::Weighing => "weighing",
            Self::Decision => "decision",
            Self::Answer => "answer",
            Self::FollowUp => "follow_up",
        }
    }

    /// The last part of the step's address.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Screening => "forprovning",
            Self::Question => "fraga",
            Self::Children => "barn",
            Self::Facts => "fakta",
            Self::Voice => "rost",
            Self::Articles => "artiklar",
            Self::Weighing => "avvagning",
            Self::Decision => "beslut",
            Self::Answer => "svar",
            Self::FollowUp => "uppfoljning",
        }
    }

    /// The step's short name in the list of steps.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Screening => language.t("Förprövning", "Screening"),
            Self::Question => language.t("Frågan", "The question"),
            Self::Children => language.t("Barnen", "The children"),
            Self::Facts => language.t("Fakta", "Facts"),
            Self::Voice => language.t("Barnets röst", "The child's voice"),
            Self::Articles => language.t("Artiklar", "Articles"),
            Self::Weighing => language.t("Avvägning", "Weighing"),
            Self::Decision => language.t("Beslut", "Decision"),
            Self::Answer => language.t("Svar till barnet", "Answer to the child"),
            Self::FollowUp => language.t("Uppföljning", "Follow-up"),
        }
    }

    /// The step before, if any.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::ALL.get(self.number().checked_sub(1)?).copied()
    }

    /// The step after, if any.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number() + 1).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn every_section_is_found_again_by_its_key() {
        let id = Uuid::from_u128(7);
        for section in [
            Section::Question,
            Section::Child(ChildId(id)),
            Section::Facts,
            Section::Note(NoteId(id)),
            Section::Article(12),
            Section::Weighing,
            Section::Decision,
            Section::Letter(LetterId(id)),
            Section::FollowUp,
        ] {
            assert_eq!(Section::from_key(&section.key()), Some(section));
        }
        for key in ["", "article:", "article:999", "child:x", "note", "other:1"] {
            assert_eq!(Section::from_key(key), None, "{key}");
        }
    }

    #[test]
    fn a_signed_assessment_takes_only_letters_and_follow_up() {
        let id = Uuid::from_u128(7);
        assert!(!Section::Decision.open_in(Status::Signed));
        assert!(Section::Letter(LetterId(id)).open_in(Status::Signed));
        assert!(Section::FollowUp.open_in(Status::Signed));
        for status in [Status::Closed, Status::Withdrawn] {
            assert!(!Section::FollowUp.open_in(status));
        }
    }
}
