use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, CaseId};
use crate::language::Language;
use crate::organisation::UnitPath;

/// What a person does in a branch of the unit tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Documents decisions.
    Worker,
    /// The colleague who keeps the question alive (*barnrättsombud*); also a worker.
    Representative,
    /// Reviews, assigns, answers for the unit.
    Manager,
    /// Follows units; never opens a case.
    Coordinator,
    /// Retention and extracts; opens no assessment.
    RecordsOfficer,
    /// Units and accounts; reads no child's record.
    Administrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 6] = [
        Self::Worker,
        Self::Representative,
        Self::Manager,
        Self::Coordinator,
        Self::RecordsOfficer,
        Self::Administrator,
    ];

    /// The code in the database and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Representative => "representative",
            Self::Manager => "manager",
            Self::Coordinator => "coordinator",
            Self::RecordsOfficer => "records_officer",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The role's name.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Worker => language.t("Handläggare", "Social worker"),
            Self::Representative => language.t("Barnrättsombud", "Child-rights representative"),
            Self::Manager => language.t("Enhetschef", "Unit manager"),
            Self::Coordinator => language.t("Barnrättssamordnare", "Child-rights coordinator"),
            Self::RecordsOfficer => language.t("Registrator", "Records officer"),
            Self::Administrator => language.t("Administratör", "Administrator"),
        }
    }
}

/// A role that holds for a unit and everything below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The top of the branch.
    pub branch: UnitPath,
}

/// The signed-in person, as far as permissions care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who it is.
    pub account: AccountId,
    /// Every role with its branch.
    pub grants: Vec<Grant>,
    /// The units in which the person reviews by delegation, as of today.
    pub reviews: Vec<UnitPath>,
    /// The cases that stand open to the person by emergency access, as of now.
    pub emergencies: Vec<CaseId>,
}

impl Actor {
    /// Whether the person has the role anywhere.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|g| g.role == role)
    }

    /// Whether the person does case work anywhere: worker, representative or manager.
    #[must_use]
    pub fn does_case_work(&self) -> bool {
        self.has(Role::Worker) || self.has(Role::Representative) || self.has(Role::Manager)
    }

    pub(super) fn has_for(&self, role: Role, unit: &UnitPath) -> bool {
        self.grants
            .iter()
            .any(|g| g.role == role && g.branch.covers(unit))
    }

    pub(super) fn has_any_role_for(&self, unit: &UnitPath) -> bool {
        self.grants.iter().any(|g| g.branch.covers(unit))
    }

    pub(super) fn reviews_in(&self, unit: &UnitPath) -> bool {
        self.has_for(Role::Manager, unit) || self.reviews.contains(unit)
    }

    pub(super) fn works_in(&self, unit: &UnitPath) -> bool {
        self.has_for(Role::Worker, unit) || self.has_for(Role::Representative, unit)
    }
}
