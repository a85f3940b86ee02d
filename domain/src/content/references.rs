use chrono::NaiveDate;
use serde::Deserialize;

use super::Localised;

/// A paragraph of Swedish law that the product cites.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Id, such as `sol-3-1`.
    pub id: String,
    /// The citation, such as "FL 25 §".
    pub short: Localised,
    /// What the paragraph says, in our own words; one or two sentences.
    pub title: Localised,
    /// Number of the law in the Swedish code of statutes, such as "SFS 2025:400".
    pub law: String,
    /// Number of the law that gave the paragraph the wording we read, where the statute names one.
    #[serde(default)]
    pub wording: Option<String>,
    /// First day on which the law applied. A paragraph may have been reworded since; see `wording`.
    pub in_force_from: NaiveDate,
    /// Last day on which it applied; none while it is in force.
    #[serde(default)]
    pub in_force_to: Option<NaiveDate>,
}

impl Reference {
    /// Whether the law applied on this day, both ends included.
    #[must_use]
    pub fn applies_on(&self, day: NaiveDate) -> bool {
        self.in_force_from <= day && self.in_force_to.is_none_or(|last| day <= last)
    }
}

/// `references.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReferencesFile {
    pub read_as_of: NaiveDate,
    pub reference: Vec<Reference>,
}
