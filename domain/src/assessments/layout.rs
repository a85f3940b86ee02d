use super::{Field, Group, Kind, Material, Section, articles, decision, early_steps, voice, weighing};
use crate::fields::Fields;
use crate::language::Language;

/// What a section asks, given what the rest of the assessment holds and how many rows its own texts already fill.
/// `one_more` adds an empty row to the section's repeated question. Empty for sections that do not exist in this material.
#[must_use]
pub fn groups(
    section: Section,
    material: &Material,
    fields: &Fields,
    one_more: bool,
    language: Language,
) -> Vec<Group> {
    match section {
        Section::Question => early_steps::question(fields, one_more, language),
        Section::Child(id) => material
            .child(id)
            .map(|child| early_steps::child(child, language))
            .unwrap_or_default(),
        Section::Facts => early_steps::facts(fields, one_more, language),
        Section::Note(id) => voice::note(id, material, fields, one_more, language),
        Section::Article(number) => articles::article(number, material, language),
        Section::Weighing => weighing::weighing(material, language),
        Section::Decision => decision::decision(material, language),
        Section::FollowUp => decision::follow_up(language),
        Section::Letter(_) => Vec::new(),
    }
}

/// The names of the one-line fields among these groups, for the shorter limit.
#[must_use]
pub fn line_fields(groups: &[Group]) -> Vec<&str> {
    let is_line = |f: &&Field| matches!(f.kind, Kind::Line | Kind::Date | Kind::Choice(_) | Kind::Tick);
    groups
        .iter()
        .flat_map(|g| &g.fields)
        .filter(is_line)
        .map(|f| f.name.as_str())
        .collect()
}
