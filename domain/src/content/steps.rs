use serde::Deserialize;

use super::Localised;
use crate::cases::CaseKind;
use crate::language::Language;

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
    /// The sentence where no child is named; none where the other one fits.
    #[serde(default)]
    pub general_lead: Option<Localised>,
    /// Help paragraphs, in order.
    pub help: Vec<Localised>,
    /// Help paragraphs where no child is named; none where the others fit.
    #[serde(default)]
    pub general_help: Vec<Localised>,
    /// Ids of [`super::Reference`]s.
    pub references: Vec<String>,
}

impl Step {
    /// What this page asks, in a case of this kind.
    #[must_use]
    pub fn lead_for(&self, kind: CaseKind, language: Language) -> &str {
        match &self.general_lead {
            Some(lead) if !kind.names_children() => lead.get(language),
            _ => self.lead.get(language),
        }
    }

    /// Help, in a case of this kind.
    #[must_use]
    pub fn help_for(&self, kind: CaseKind) -> &[Localised] {
        if kind.names_children() || self.general_help.is_empty() {
            &self.help
        } else {
            &self.general_help
        }
    }
}

/// `steps.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepsFile {
    pub step: Vec<Step>,
}
