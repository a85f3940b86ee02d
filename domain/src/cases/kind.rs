use serde::{Deserialize, Serialize};

use crate::language::Language;

/// Whom a case is about. It decides what is asked, and of whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// An adult applies or is helped; children are touched through it.
    #[default]
    Adult,
    /// The decision is about a child itself.
    Child,
    /// The decision is about children as a group; no child is named.
    General,
}

impl CaseKind {
    /// All kinds, the commonest first.
    pub const ALL: [Self; 3] = [Self::Adult, Self::Child, Self::General];

    /// The code in forms, addresses and the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Adult => "adult",
            Self::Child => "child",
            Self::General => "general",
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
            Self::Adult => language.t("En vuxens ärende", "An adult's case"),
            Self::Child => language.t("Barnets eget ärende", "The child's own case"),
            Self::General => language.t("Ett generellt beslut", "A general decision"),
        }
    }

    /// Whether it has children with names, whose voices and letters are their own.
    #[must_use]
    pub const fn names_children(self) -> bool {
        !matches!(self, Self::General)
    }
}
