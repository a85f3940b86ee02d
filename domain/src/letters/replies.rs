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
