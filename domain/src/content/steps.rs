use serde::Deserialize;

use super::Localised;

/// The ten steps in order; a step's number is its place here.
pub const STEP_CODES: [&str; 10] = [
    "screening",
    "question",
    "children",
    "facts",
    "voice",
    "articles",
    "weighing",
    "decision",
    "answer",
    "follow_up",
];

/// One step of the assessment, one page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// 0 to 9.
    pub number: u8,
    /// One of [`STEP_CODES`].
    pub code: String,
    /// Heading and entry in the list of steps.
    pub title: Localised,
    /// One sentence: what this page asks.
    pub lead: Localised,
    /// Help paragraphs, in order.
    pub help: Vec<Localised>,
    /// Ids of [`super::Reference`]s.
    pub references: Vec<String>,
}

/// `steps.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepsFile {
    pub step: Vec<Step>,
}
