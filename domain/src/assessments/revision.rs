//! A new version of a signed assessment: what it takes over, and what is only shown beside.

use std::collections::BTreeMap;

use super::{Kind, Material, NoteKind, Section, Tone, groups, written_sections};
use crate::fields::Fields;
use crate::ids::NoteId;
use crate::language::Language;

/// The texts that a new version begins with: the question, facts and the children's words. Judgements are made again, the decision
/// and the follow-up belong to the version before. `notes` says which note was taken over as which; the others are left out.
#[must_use]
pub fn carried_over(before: &Material, notes: &BTreeMap<NoteId, NoteId>) -> Vec<(Section, Fields)> {
    let mut carried = Vec::new();
    for section in written_sections(before) {
        let to = match section {
            Section::Decision | Section::FollowUp | Section::Weighing => continue,
            Section::Note(old) => match notes.get(&old) {
                Some(new) => Section::Note(*new),
                None => continue,
            },
            other => other,
        };
        let is_answer = matches!(section, Section::Note(id) if before.note(id).is_some_and(|n| n.kind == NoteKind::Answer));
        let fields = before.section(section);
        let mut taken = Fields::default();
        for field in groups(section, before, &fields, false, Language::Swedish)
            .iter()
            .flat_map(|g| &g.fields)
        {
            // An answer to a letter becomes a talk: who received it is no question of a talk.
            if field.name == "by" && is_answer {
                continue;
            }
            // A new decision has a day of its own.
            if field.name == "planned_on" {
                continue;
            }
            // Which articles matter is a choice of what to look at, not a judgement of the child.
            let chosen = section == Section::ArticleChoice && field.kind == Kind::Tick;
            if (field.tone != Tone::Judgement || chosen) && field.name != "changed_since" {
                taken.set(field.name.clone(), fields.raw(&field.name));
            }
        }
        if !taken.0.is_empty() {
            carried.push((to, taken));
        }
    }
    carried
}

/// What the version before said in a section, under the names that the section has now: weighings name the notes that they answer.
#[must_use]
pub fn former(before: &Material, now: &Material, section: Section) -> Fields {
    let there = match section {
        Section::Note(id) => match now.note(id).and_then(|n| n.copied_from) {
            Some(old) => Section::Note(old),
            None => return Fields::default(),
        },
        other => other,
    };
    let fields = before.section(there);
    if section != Section::Weighing {
        return fields;
    }
    let renamed = |name: &str| {
        now.notes
            .iter()
            .filter_map(|n| Some((n.copied_from?.to_string(), n.id.to_string())))
            .find(|(old, _)| name.contains(old.as_str()))
            .map_or_else(|| name.to_owned(), |(old, new)| name.replace(&old, &new))
    };
    fields
        .0
        .iter()
        .map(|(name, text)| (renamed(name), text.clone()))
        .collect()
}
