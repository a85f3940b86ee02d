use serde::{Deserialize, Serialize};

use crate::language::Language;

/// Where a plan stands between the unit and its coordinator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// The unit writes.
    Draft,
    /// It lies with the coordinator.
    Submitted,
    /// The coordinator has sent it back with remarks; the unit writes.
    Returned,
    /// The coordinator has taken note of it; the year goes on.
    Noted,
}

impl PlanState {
    /// All states, in the order in which a plan meets them.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Submitted, Self::Returned, Self::Noted];

    /// The code in the database and in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Noted => "noted",
        }
    }

    /// The state of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The state in words.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::Draft => l.t("Utkast", "Draft"),
            Self::Submitted => l.t("Hos samordnaren", "With the coordinator"),
            Self::Returned => l.t("Återlämnad", "Returned"),
            Self::Noted => l.t("Samordnaren har tagit del", "The coordinator has taken note"),
        }
    }

    /// Whether goals and activities can be written. How activities go is said in every state.
    #[must_use]
    pub const fn is_written(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }
}

/// What is done to a plan as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanMove {
    /// The unit hands it in.
    Submit,
    /// The unit takes it back before the coordinator has answered.
    TakeBack,
    /// The coordinator sends it back with remarks.
    Return,
    /// The coordinator takes note of it.
    Note,
    /// The unit changes a plan that was taken note of.
    Reopen,
}

impl PlanMove {
    /// All moves.
    pub const ALL: [Self; 5] = [
        Self::Submit,
        Self::TakeBack,
        Self::Return,
        Self::Note,
        Self::Reopen,
    ];

    /// The verb in the trail.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submit => "submitted",
            Self::TakeBack => "taken_back",
            Self::Return => "returned",
            Self::Note => "noted",
            Self::Reopen => "reopened",
        }
    }
}

/// Where a move leads, or `None` where it cannot be made.
#[must_use]
pub const fn after(state: PlanState, step: PlanMove) -> Option<PlanState> {
    match (state, step) {
        (PlanState::Draft | PlanState::Returned, PlanMove::Submit) => Some(PlanState::Submitted),
        (PlanState::Submitted, PlanMove::TakeBack) | (PlanState::Noted, PlanMove::Reopen) => {
            Some(PlanState::Draft)
        }
        (PlanState::Submitted, PlanMove::Return) => Some(PlanState::Returned),
        (PlanState::Submitted, PlanMove::Note) => Some(PlanState::Noted),
        _ => None,
    }
}

/// How an activity goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityState {
    /// Nothing has been done.
    NotBegun,
    /// Something has.
    InProgress,
    /// It is done.
    Done,
    /// It is not going to be done, with a reason.
    Cancelled,
    /// It goes on in the next year's plan.
    CarriedOver,
}

impl ActivityState {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::NotBegun,
        Self::InProgress,
        Self::Done,
        Self::Cancelled,
        Self::CarriedOver,
    ];

    /// Those that a person chooses; the fifth comes from carrying over.
    pub const CHOSEN: [Self; 4] = [Self::NotBegun, Self::InProgress, Self::Done, Self::Cancelled];

    /// The code in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotBegun => "not_begun",
            Self::InProgress => "in_progress",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::CarriedOver => "carried_over",
        }
    }

    /// The state of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The state in words.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::NotBegun => l.t("Inte påbörjad", "Not begun"),
            Self::InProgress => l.t("Pågår", "In progress"),
            Self::Done => l.t("Genomförd", "Done"),
            Self::Cancelled => l.t("Inställd", "Cancelled"),
            Self::CarriedOver => l.t("Förd vidare", "Carried over"),
        }
    }

    /// Whether something remains to be done in this plan.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NotBegun | Self::InProgress)
    }
}
