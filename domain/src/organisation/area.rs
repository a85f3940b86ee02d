use serde::{Deserialize, Serialize};

use crate::language::Language;

/// What kind of work a unit does; decides which additional questions are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaOfOperation {
    /// Children and youth.
    ChildrenAndYouth,
    /// Income support.
    IncomeSupport,
    /// Adults and addiction.
    AdultsAddiction,
    /// Disability.
    Disability,
    /// Family law.
    FamilyLaw,
    /// Unaccompanied children.
    UnaccompaniedChildren,
    /// Violence in close relationships.
    RelationshipViolence,
    /// Elderly care.
    Elderly,
}

impl AreaOfOperation {
    /// All areas.
    pub const ALL: [Self; 8] = [
        Self::ChildrenAndYouth,
        Self::IncomeSupport,
        Self::AdultsAddiction,
        Self::Disability,
        Self::FamilyLaw,
        Self::UnaccompaniedChildren,
        Self::RelationshipViolence,
        Self::Elderly,
    ];

    /// The code in the database and in the content files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ChildrenAndYouth => "children_and_youth",
            Self::IncomeSupport => "income_support",
            Self::AdultsAddiction => "adults_addiction",
            Self::Disability => "disability",
            Self::FamilyLaw => "family_law",
            Self::UnaccompaniedChildren => "unaccompanied_children",
            Self::RelationshipViolence => "relationship_violence",
            Self::Elderly => "elderly",
        }
    }

    /// The area of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }

    /// The area's name.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::ChildrenAndYouth => language.t("Barn och unga", "Children and youth"),
            Self::IncomeSupport => language.t("Ekonomiskt bistånd", "Income support"),
            Self::AdultsAddiction => language.t("Vuxen och missbruk", "Adults and addiction"),
            Self::Disability => language.t("Funktionsnedsättning", "Disability"),
            Self::FamilyLaw => language.t("Familjerätt", "Family law"),
            Self::UnaccompaniedChildren => language.t("Ensamkommande barn", "Unaccompanied children"),
            Self::RelationshipViolence => {
                language.t("Våld i nära relationer", "Violence in close relationships")
            }
            Self::Elderly => language.t("Äldre", "Elderly"),
        }
    }
}

/// A unit's place in the tree: its ancestors' ids and its own, each followed by a slash, such as `/1a/2b/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPath(pub String);

impl UnitPath {
    /// Whether `other` is this unit or lies below it.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        !self.0.is_empty() && self.0.ends_with('/') && other.0.starts_with(&self.0)
    }

    /// The place of the unit above, or `None` for the municipality.
    #[must_use]
    pub fn above(&self) -> Option<Self> {
        let inner = self.0.strip_suffix('/')?;
        let end = inner.rfind('/')?;
        (end > 0).then(|| Self(inner.get(..=end).unwrap_or_default().to_owned()))
    }
}
