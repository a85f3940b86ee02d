use super::{
    AgeBand, LetterKind, ReplyHow, draft, draft_reply, facts_for, reply_field, reply_how_field, to_answer,
};
use crate::assessments::{ChildInView, DEPARTS, Material, Section};
use crate::fields::Fields;
use crate::language::Language;

/// A whole letter as first drafted: its sections from confirmed facts and, in a feedback letter, an answer to each thing that the child
/// said. What has to be assessed before disclosure is answered in a talk until it is assessed.
#[must_use]
pub fn first_draft(
    material: &Material,
    child: &ChildInView,
    (kind, band): (LetterKind, AgeBand),
    sender: (&str, &str, &str),
    l: Language,
) -> Fields {
    let facts = facts_for(material, child, sender, l);
    let mut fields = draft(kind, band, &facts, l);
    if kind != LetterKind::Feedback {
        return fields;
    }
    let weighing = material.section(Section::Weighing);
    // The reason is told once, where the decision first departs from what the child said.
    let mut departing = facts.departing.as_str();
    for said in to_answer(material, child.id) {
        let outcome = weighing.text(&format!("s.{}.outcome", said.key));
        let subject = in_a_sentence(&said.subject, material);
        fields.set(
            reply_field(&said.key),
            draft_reply(band, outcome, &subject, departing, l),
        );
        if DEPARTS.contains(&outcome) && !said.assess_first {
            departing = "";
        }
        if said.assess_first {
            fields.set(reply_how_field(&said.key), ReplyHow::Talk.code());
        }
    }
    fields
}

/// A subject as it stands within a sentence: "Flytten" was typed, "flytten" is said. Names of the case's people keep their capital, and
/// so do words that have another ("BUP").
fn in_a_sentence(subject: &str, material: &Material) -> String {
    let first = subject.split_whitespace().next().unwrap_or_default();
    let bare = first.trim_end_matches('s');
    let people = material
        .children
        .iter()
        .flat_map(|c| std::iter::once(&c.name).chain(c.guardians.iter().map(|g| &g.name)))
        .chain(std::iter::once(&material.subject));
    let is_name = people
        .flat_map(|name| name.split_whitespace())
        .any(|name| name == first || name == bare);
    let mut letters = subject.chars();
    match letters.next() {
        Some(capital) if !is_name && !first.chars().skip(1).any(char::is_uppercase) => {
            capital.to_lowercase().chain(letters).collect()
        }
        _ => subject.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use uuid::Uuid;

    use super::*;
    use crate::assessments::{Depth, NoteInView, NoteKind, Status};
    use crate::cases::CaseKind;
    use crate::content::content;
    use crate::ids::{AssessmentId, ChildId, NoteId};
    use crate::organisation::AreaOfOperation;

    /// A signed case of one child that said these things: subject, outcome, and whether it is assessed first.
    fn material(said: &[(&str, &str, bool)]) -> Material {
        let note = NoteId(Uuid::from_u128(1));
        let child = ChildInView {
            id: ChildId(Uuid::from_u128(2)),
            position: 1,
            name: "Elsa".into(),
            born: None,
            age: Some(9),
            protected: false,
            interpreter: String::new(),
            guardians: vec![],
        };
        let (mut talk, mut weighing) = (Fields::default(), Fields::default());
        for (n, (subject, outcome, first)) in (1..).zip(said) {
            talk.set(format!("statement.{n}.words"), "Jag vill.");
            talk.set(format!("statement.{n}.subject"), *subject);
            talk.set(
                format!("statement.{n}.assess_first"),
                if *first { "yes" } else { "" },
            );
            weighing.set(format!("s.{note}.{n}.outcome"), *outcome);
        }
        let why = (format!("plain_departs.{}", child.id), "Pengarna räcker inte.");
        Material {
            id: AssessmentId(Uuid::from_u128(3)),
            kind: CaseKind::Adult,
            subject: "Maja Ek".into(),
            revised: false,
            checklist: Arc::clone(content().checklist()),
            status: Status::Signed,
            depth: Depth::Standard,
            area: AreaOfOperation::IncomeSupport,
            notes: vec![NoteInView {
                id: note,
                child: child.id,
                kind: NoteKind::Heard,
                copied_from: None,
                letter: None,
            }],
            children: vec![child],
            sections: BTreeMap::from([
                (Section::Note(note), talk),
                (Section::Weighing, weighing),
                (Section::Decision, [why].into_iter().collect()),
            ]),
            measures: vec![],
            attachments: vec![],
        }
    }

    fn replies(material: &Material) -> Vec<String> {
        let letter = (LetterKind::Feedback, AgeBand::Ten);
        let fields = first_draft(
            material,
            &material.children[0],
            letter,
            ("K", "E", "1"),
            Language::Swedish,
        );
        let said = to_answer(material, material.children[0].id);
        said.iter()
            .map(|s| fields.text(&reply_field(&s.key)).to_owned())
            .collect()
    }

    #[test]
    fn the_reason_is_told_where_the_decision_first_departs_and_not_again() {
        let found = replies(&material(&[
            ("flytten", "departs", false),
            ("katten", "partly", false),
        ]));
        assert!(found[0].contains("Pengarna räcker inte."), "{found:?}");
        assert!(
            !found[1].is_empty() && !found[1].contains("Pengarna"),
            "{found:?}"
        );
        // What is said in a talk is not read in the letter, so the letter tells the reason where it departs itself.
        let found = replies(&material(&[
            ("natten", "departs", true),
            ("katten", "partly", false),
        ]));
        assert!(
            found.iter().all(|text| text.contains("Pengarna räcker inte.")),
            "{found:?}"
        );
    }

    #[test]
    fn a_subject_stands_in_its_sentence_as_one_says_it() {
        let material = material(&[]);
        for (typed, said) in [
            ("Flytten", "flytten"),
            ("Mammas nya jobb", "mammas nya jobb"),
            ("Elsas katt", "Elsas katt"),
            ("Maja", "Maja"),
            ("BUP", "BUP"),
            ("", ""),
        ] {
            assert_eq!(in_a_sentence(typed, &material), said);
        }
    }
}
