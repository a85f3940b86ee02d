use super::{
    AgeBand, LetterKind, ReplyHow, draft, draft_reply, facts_for, reply_field, reply_how_field, to_answer,
};
use crate::assessments::{ChildInView, Material, Section};
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
    for said in to_answer(material, child.id) {
        let outcome = weighing.text(&format!("s.{}.outcome", said.key));
        fields.set(
            reply_field(&said.key),
            draft_reply(band, outcome, &said.subject, &facts.departing, l),
        );
        if said.assess_first {
            fields.set(reply_how_field(&said.key), ReplyHow::Talk.code());
        }
    }
    fields
}
