use chrono::NaiveDate;
use serde::Deserialize;

use super::Localised;

/// A legal basis for talking with a child.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// Id: `consent`, `investigation`, `custody_transfer`, `follow_up`, `family_law`, `other`.
    pub id: String,
    /// What the worker chooses.
    pub text: Localised,
    /// Id of a [`super::Reference`]; none where the content cannot cite one.
    #[serde(default)]
    pub reference: Option<String>,
    /// Whether the worker must enter the reference: true where the law is not among those that we have read.
    #[serde(default)]
    pub reference_entered_by_worker: bool,
    /// Whether consent must be recorded for each guardian before anybody is contacted.
    #[serde(default)]
    pub needs_consent: bool,
    /// What must hold for this basis to carry; the worker confirms each.
    pub conditions: Vec<Localised>,
    /// First day on which it can be chosen; none if it has always been possible.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it can be chosen; none while it is valid.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
}

impl LegalBasis {
    /// Whether the basis can be chosen for a talk on this day.
    #[must_use]
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|first| first <= day) && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// A reason why a child was not heard.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotHeardReason {
    /// Id; stored and counted.
    pub id: String,
    /// What the worker chooses.
    pub text: Localised,
    /// Whether an explanation must be written as well.
    pub needs_explanation: bool,
    /// Whether it counts as a shortcoming of ours in the unit's figures. Shown with the choice: nothing is counted in secret.
    pub shortcoming: bool,
    /// What to do or write.
    pub hint: Localised,
}

/// `bases.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BasesFile {
    pub basis: Vec<LegalBasis>,
}

/// `not_heard.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotHeardFile {
    pub reason: Vec<NotHeardReason>,
}
