use serde::{Deserialize, Serialize};

use crate::cases::CaseKind;
use crate::ids::{ChildId, LetterId, NoteId};
use crate::language::Language;

/// How deep the assessment goes: effort in proportion to what is at stake. Ordered from the lightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// The record that no child is touched, with its reason.
    Screening,
    /// One page for what is small and can be undone.
    Quick,
    /// All steps.
    Standard,
    /// All steps, more questions, and always a second person.
    Thorough,
}

impl Depth {
    /// All depths, lightest first.
    pub const ALL: [Self; 4] = [Self::Screening, Self::Quick, Self::Standard, Self::Thorough];

    /// The code in the database and in the content files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Screening => "screening",
            Self::Quick => "quick",
            Self::Standard => "standard",
            Self::Thorough => "thorough",
        }
    }

    /// The depth of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.code() == code)
    }

    /// The depths that it can be raised to.
    #[must_use]
    pub fn deeper(self) -> Vec<Self> {
        Self::ALL
            .into_iter()
            .filter(|d| *d > self && self != Self::Screening)
            .collect()
    }

    /// The depth in one word, for use in a sentence or a tag.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Self::Screening => language.t("förprövning", "screening"),
            Self::Quick => language.t("snabb", "quick"),
            Self::Standard => language.t("normal", "standard"),
            Self::Thorough => language.t("fördjupad", "thorough"),
        }
    }

    /// The depth in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Screening => language.t("Förprövning", "Screening"),
            Self::Quick => language.t("Barnkonsekvensanalys, snabb", "Assessment, quick"),
            Self::Standard => language.t("Barnkonsekvensanalys, normal", "Assessment, standard"),
            Self::Thorough => language.t("Barnkonsekvensanalys, fördjupad", "Assessment, thorough"),
        }
    }
}

/// Where an assessment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Handed to a second person for review; nobody writes in it.
    Submitted,
    /// Sent back by the reviewer with a reason; being written again.
    Returned,
    /// Signed and locked; letters and follow-up go on.
    Signed,
    /// Followed up; nothing is left to do.
    Closed,
    /// Ended without a decision, with a reason.
    Withdrawn,
}

impl Status {
    /// All states.
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::Submitted,
        Self::Returned,
        Self::Signed,
        Self::Closed,
        Self::Withdrawn,
    ];

    /// Whether its author is writing it: a draft, or one that was sent back.
    #[must_use]
    pub const fn is_written(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whether it is neither signed nor ended: being written or reviewed.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted | Self::Returned)
    }

    /// Whether it stands signed, followed up or not.
    #[must_use]
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::Signed | Self::Closed)
    }

    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
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
            Self::Submitted => language.t("Väntar på granskning", "Waits for review"),
            Self::Returned => language.t("Återlämnad", "Sent back"),
            Self::Signed => language.t("Signerad", "Signed"),
            Self::Closed => language.t("Avslutad", "Closed"),
            Self::Withdrawn => language.t("Avslutad utan beslut", "Ended without a decision"),
        }
    }
}

/// A part of an assessment that is edited and saved as one, with a version of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Section {
    /// Step 0: why it goes as deep as it does.
    Depth,
    /// Step 1.
    Question,
    /// Step 2, one a child.
    Child(ChildId),
    /// Step 2 of a general decision: the groups of children that it touches.
    Groups,
    /// Step 3.
    Facts,
    /// Step 4, one an occasion.
    Note(NoteId),
    /// Step 4 of a general decision: how children were asked, and what they said.
    Consultation,
    /// Step 5: which further articles matter.
    ArticleChoice,
    /// Step 5, one an article.
    Article(u8),
    /// Step 6.
    Weighing,
    /// Step 7.
    Decision,
    /// Step 8, one a letter.
    Letter(LetterId),
    /// Step 8 of a general decision: how the children are told.
    Announcement,
    /// Step 9.
    FollowUp,
}

impl From<Section> for String {
    fn from(section: Section) -> Self {
        section.key()
    }
}

impl TryFrom<String> for Section {
    type Error = String;
    fn try_from(key: String) -> Result<Self, String> {
        Self::from_key(&key).ok_or_else(|| "no such section".to_owned())
    }
}

impl Section {
    /// The key under which it is stored: `question`, `child:<id>`, `article:3`.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Depth => "depth".into(),
            Self::Question => "question".into(),
            Self::Groups => "groups".into(),
            Self::Consultation => "consultation".into(),
            Self::ArticleChoice => "article_choice".into(),
            Self::Announcement => "announcement".into(),
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
                "depth" => Self::Depth,
                "question" => Self::Question,
                "groups" => Self::Groups,
                "consultation" => Self::Consultation,
                "article_choice" => Self::ArticleChoice,
                "announcement" => Self::Announcement,
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
            Status::Draft | Status::Returned => true,
            Status::Signed => matches!(self, Self::Letter(_) | Self::Announcement | Self::FollowUp),
            Status::Submitted | Status::Closed | Status::Withdrawn => false,
        }
    }

    /// The step that the section belongs to.
    #[must_use]
    pub fn step(self) -> Step {
        match self {
            Self::Depth => Step::Screening,
            Self::Question => Step::Question,
            Self::Child(_) | Self::Groups => Step::Children,
            Self::Facts => Step::Facts,
            Self::Note(_) | Self::Consultation => Step::Voice,
            Self::ArticleChoice | Self::Article(_) => Step::Articles,
            Self::Weighing => Step::Weighing,
            Self::Decision => Step::Decision,
            Self::Letter(_) | Self::Announcement => Step::Answer,
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

    /// The step's short name where no child is named.
    #[must_use]
    pub fn name_for(self, kind: CaseKind, language: Language) -> &'static str {
        match (kind, self) {
            (CaseKind::General, Self::Children) => language.t("Barnen som berörs", "The children concerned"),
            (CaseKind::General, Self::Voice) => language.t("Barns röster", "Children's voices"),
            (CaseKind::General, Self::Answer) => language.t("Svar till barnen", "Answer to the children"),
            _ => self.name(language),
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
            Section::Depth,
            Section::Groups,
            Section::Consultation,
            Section::ArticleChoice,
            Section::Announcement,
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
        for status in [Status::Submitted, Status::Closed, Status::Withdrawn] {
            assert!(!Section::FollowUp.open_in(status));
        }
    }
}
