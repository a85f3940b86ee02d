//! What was already written in a case, offered so that nobody writes it twice: facts, never judgements.

use super::{MAX_FACTS, Material, Section, Tone, groups};
use crate::fields::Fields;
use crate::language::Language;

/// The fields with what an earlier assessment of the case says added: facts that are not there yet, and answers to questions that
/// are still empty. What is written stays as it is.
#[must_use]
pub fn with_earlier(earlier: &Material, now: &Material, section: Section, fields: &Fields) -> Fields {
    let before = earlier.section(section);
    let mut all = fields.clone();
    if section == Section::Facts {
        for n in 1..=before.highest("fact", MAX_FACTS) {
            let text = before.text(&format!("fact.{n}.text"));
            let source = before.text(&format!("fact.{n}.source"));
            add_fact(&mut all, text, source);
        }
    }
    for field in groups(section, now, fields, false, Language::Swedish)
        .iter()
        .flat_map(|g| &g.fields)
    {
        let is_row = field.name.starts_with("fact.");
        if field.tone == Tone::Fact && !is_row && !all.has(&field.name) && before.has(&field.name) {
            all.set(field.name.clone(), before.raw(&field.name));
        }
    }
    all
}

/// Adds a fact as a row of its own, unless it is there already or there is no room.
pub fn add_fact(fields: &mut Fields, text: &str, source: &str) {
    let last = fields.highest("fact", MAX_FACTS);
    let known = (1..=last).any(|n| fields.text(&format!("fact.{n}.text")) == text);
    if text.is_empty() || known || last >= MAX_FACTS {
        return;
    }
    fields.set(format!("fact.{}.text", last + 1), text);
    fields.set(format!("fact.{}.source", last + 1), source);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_added_once_below_those_that_are_there() {
        let mut fields: Fields = [("fact.1.text", "Skuld"), ("fact.1.source", "Brev")]
            .into_iter()
            .collect();
        add_fact(&mut fields, "Skuld", "Annat brev");
        add_fact(&mut fields, "Skolan ligger nära", "Karta");
        add_fact(&mut fields, "", "Ingenstans");
        assert_eq!(fields.highest("fact", MAX_FACTS), 2);
        assert_eq!(fields.text("fact.1.source"), "Brev");
        assert_eq!(fields.text("fact.2.text"), "Skolan ligger nära");
    }

    #[test]
    fn no_more_facts_than_there_is_room_for() {
        let mut fields = Fields::default();
        for n in 0..60 {
            add_fact(&mut fields, &format!("Uppgift {n}"), "Källa");
        }
        assert_eq!(fields.highest("fact", 100), MAX_FACTS);
    }
}
