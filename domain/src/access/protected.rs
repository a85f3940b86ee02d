//! Why somebody opens a record with a protected identity: an active choice, which the trail keeps.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// Why a protected record is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpeningReason {
    /// The person answers for the case.
    Own,
    /// The person reviews it or leads the work.
    Lead,
    /// The person stands in for whoever answers for it, or acts in an emergency.
    StandIn,
}

impl OpeningReason {
    /// All reasons.
    pub const ALL: [Self; 3] = [Self::Own, Self::Lead, Self::StandIn];

    /// The code in the trail and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Lead => "lead",
            Self::StandIn => "stand_in",
        }
    }

    /// The reason of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The reason in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Own => language.t("Jag handlägger ärendet", "I answer for the case"),
            Self::Lead => language.t(
                "Jag granskar det eller leder arbetet",
                "I review it or lead the work",
            ),
            Self::StandIn => language.t(
                "Jag ersätter handläggaren eller har jour",
                "I stand in for the worker or am on call",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_what_they_stand_for() {
        for reason in OpeningReason::ALL {
            assert_eq!(OpeningReason::from_code(reason.code()), Some(reason));
        }
        assert_eq!(OpeningReason::from_code(""), None);
    }
}
