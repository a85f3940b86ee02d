//! The stories, compiled in.

use super::story::{Common, Story};

/// Everything that the history is told from.
#[derive(Debug)]
pub struct Library {
    /// The stories; the first is the showcase.
    pub stories: Vec<Story>,
    /// What they share.
    pub common: Common,
}

const STORIES: &[&str] = &[
    include_str!("stories/rent_arrears.toml"),
    include_str!("stories/electricity_debt.toml"),
    include_str!("stories/activity_costs.toml"),
    include_str!("stories/moving_for_work.toml"),
    include_str!("stories/emergency_grant.toml"),
    include_str!("stories/treatment_away.toml"),
    include_str!("stories/outpatient_care.toml"),
    include_str!("stories/relapse_plan.toml"),
    include_str!("stories/housing_support.toml"),
    include_str!("stories/assistance_changes.toml"),
    include_str!("stories/respite.toml"),
    include_str!("stories/sheltered_housing.toml"),
    include_str!("stories/support_after_violence.toml"),
    include_str!("stories/contact_family.toml"),
    include_str!("stories/family_treatment.toml"),
    include_str!("stories/supervised_contact.toml"),
];

impl Library {
    /// Reads the stories that are compiled in.
    ///
    /// # Errors
    /// What the TOML reader says; a test keeps it from happening.
    pub fn load() -> Result<Self, toml::de::Error> {
        Ok(Self {
            stories: STORIES
                .iter()
                .map(|text| toml::from_str(text))
                .collect::<Result<_, _>>()?,
            common: toml::from_str(include_str!("stories/common.toml"))?,
        })
    }
}
