use serde::Deserialize;

use super::Localised;
use crate::language::Language;
use crate::letters::readability;
use crate::organisation::{LeafletKind, LeafletText};

/// What a leaflet says in every unit. The unit's own words stand beside it, in [`LeafletText`].
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaflet {
    /// For whom it is.
    pub kind: LeafletKind,
    /// LIX that it should not exceed, in either language. An indication, not a limit.
    pub lix_goal: u32,
    /// Ids of [`super::Reference`]s that it rests on; none where the readers are children.
    #[serde(default)]
    pub references: Vec<String>,
    /// The title.
    pub title: Localised,
    /// What the reader has before them, and why.
    pub intro: Localised,
    /// The sections, 5 to 8.
    #[serde(rename = "section")]
    pub sections: Vec<LeafletSection>,
}

/// One part of a leaflet.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeafletSection {
    /// The heading.
    pub heading: Localised,
    /// Short paragraphs.
    #[serde(default, rename = "paragraph")]
    pub paragraphs: Vec<Localised>,
    /// Points of a list that stands after the paragraphs.
    #[serde(default, rename = "point")]
    pub points: Vec<Localised>,
}

impl Leaflet {
    /// Everything that a reader reads, in order: title, intro, then each section. References are left out.
    pub fn texts(&self) -> impl Iterator<Item = &Localised> {
        let of_sections = self.sections.iter().flat_map(|section| {
            std::iter::once(&section.heading)
                .chain(&section.paragraphs)
                .chain(&section.points)
        });
        [&self.title, &self.intro].into_iter().chain(of_sections)
    }

    /// How hard the leaflet is to read with a unit's own words in it, as LIX.
    #[must_use]
    pub fn lix(&self, local: &LeafletText, language: Language) -> u32 {
        let general = self.texts().map(|text| text.get(language));
        let lines: Vec<&str> = general.chain([local.who.as_str(), local.more.as_str()]).collect();
        readability(&lines.join("\n"), language).lix
    }
}

/// `leaflets.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeafletsFile {
    pub leaflet: Vec<Leaflet>,
}
