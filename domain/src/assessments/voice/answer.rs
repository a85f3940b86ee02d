//! What the child answered when it had its letter. Written with the letter, read here; weighed in the next version.

use super::{ChildInView, Field, Group, Kind, Tone};
use crate::language::Language;

pub(super) fn answer(child: &ChildInView, l: Language) -> Vec<Group> {
    let name = &child.name;
    vec![Group::new("").fields(vec![
        Field::new(
            "held_on",
            Kind::Date,
            Tone::Fact,
            l.t("Vilken dag?", "Which day?"),
        ),
        Field::new(
            "by",
            Kind::Line,
            Tone::Fact,
            l.t("Vem tog emot svaret?", "Who received the answer?"),
        ),
        Field::new(
            "statement.1.words",
            Kind::Text,
            Tone::Words,
            l.t(format!("{name} svarade"), format!("{name} answered")),
        ),
    ])]
}
