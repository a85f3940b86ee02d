use super::{
    Depth, Field, Group, Kind, Material, Section, Tone, articles, decision, depth, early_steps, general,
    voice, weighing,
};
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
        Section::Depth => depth::depth(material, fields, language),
        Section::Question => early_steps::question(material, fields, one_more, language),
        Section::Child(id) => material
            .child(id)
            .map(|child| early_steps::child(child, material, language))
            .unwrap_or_default(),
        Section::Groups => general::groups(material, fields, one_more, language),
        Section::Facts => early_steps::facts(material, fields, one_more, language),
        Section::Consultation => general::consultation(fields, one_more, language),
        Section::ArticleChoice => articles::choice_of_articles(material, language),
        Section::Announcement => general::announcement(language),
        Section::Note(id) => voice::note(id, material, fields, one_more, language),
        Section::Article(number) => articles::article(number, material, language),
        Section::Weighing => weighing::weighing(material, language),
        Section::Decision => decision::decision(material, language),
        Section::FollowUp => decision::follow_up(material, language),
        Section::Letter(_) => Vec::new(),
    }
}

/// Every section of an assessment that is written before it is signed, in the order of the steps.
#[must_use]
pub fn written_sections(material: &Material) -> Vec<Section> {
    let mut all = vec![Section::Question];
    if material.kind.names_children() {
        all.extend(material.children.iter().map(|c| Section::Child(c.id)));
        all.push(Section::Facts);
        all.extend(material.notes.iter().map(|n| Section::Note(n.id)));
    } else {
        all.extend([Section::Groups, Section::Facts, Section::Consultation]);
    }
    if material.depth >= Depth::Standard {
        all.push(Section::ArticleChoice);
    }
    all.extend(material.articles().iter().map(|a| Section::Article(a.number)));
    all.extend([Section::Weighing, Section::Decision, Section::FollowUp]);
    all
}

/// What was written in the version before, put beside the questions that ask for a judgement. It is there to be read; nothing is
/// filled in.
pub fn remember(groups: &mut [Group], former: &Fields) {
    for field in groups.iter_mut().flat_map(|g| &mut g.fields) {
        if field.tone == Tone::Judgement {
            field.former = field.in_words(former.text(&field.name));
        }
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
