use super::{Field, Group, Kind, Material, Section, articles, decision, early_steps, voice, weighing};
use crate::fields::Fields;
use crate::language::Language;

/// The most alternatives that can be compared.
pub const MAX_ALTERNATIVES: usize = 6;
/// The most facts of an assessment.
pub const MAX_FACTS: usize = 40;
/// The most statements of one note.
pub const MAX_STATEMENTS: usize = 20;

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

/// Rows to show of a repeated question: those in use, at least `least`, one more if asked for, never above `most`.
pub(super) fn rows(fields: &Fields, prefix: &str, least: usize, most: usize, one_more: bool) -> usize {
    (fields.highest(prefix, most) + usize::from(one_more)).clamp(least, most)
}

/// Options from code and words in both languages.
pub(super) fn choice(options: &[(&str, &str, &str)], language: Language) -> Kind {
    Kind::Choice(
        options
            .iter()
            .map(|(code, sv, en)| ((*code).to_owned(), language.t(*sv, *en).to_owned()))
            .collect(),
    )
}
