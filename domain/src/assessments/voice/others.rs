//! What others say about the child's view: a fact about them, never the child's own words.

use super::{ChildInView, Field, Group, Kind, Tone, assess_first};
use crate::language::Language;

pub(super) fn others(child: &ChildInView, l: Language) -> Vec<Group> {
    let name = &child.name;
    vec![
        Group::new(l.t("Inte barnets egna ord", "Not the child's own words"))
            .lead(l.t(
                format!("Här står vad en annan person har sagt. Det ersätter inte vad {name} själv säger. Skriv en anteckning för varje person."),
                format!("This is what another person has said. It does not replace what {name} says. Write one note for each person."),
            ))
            .fields(vec![
                Field::new(
                    "who",
                    Kind::Line,
                    Tone::Fact,
                    l.t("Vem har sagt det?", "Who said it?"),
                )
                .required(),
                Field::new(
                    "relation",
                    Kind::Line,
                    Tone::Fact,
                    l.t(
                        format!("Vad är personen för {name}?"),
                        format!("What is that person to {name}?"),
                    ),
                )
                .hint(l.t(
                    "Till exempel förälder, syskon, lärare, kontaktperson.",
                    "For example parent, sibling, teacher, contact person.",
                ))
                .required(),
                Field::new(
                    "said_on",
                    Kind::Date,
                    Tone::Fact,
                    l.t("Vilken dag?", "Which day?"),
                )
                .required(),
                Field::new(
                    "said",
                    Kind::Text,
                    Tone::Fact,
                    l.t(
                        format!("Vad säger personen att {name} tycker eller vill?"),
                        format!("What does that person say that {name} thinks or wants?"),
                    ),
                )
                .required(),
                Field::new(
                    "knows",
                    Kind::Text,
                    Tone::Fact,
                    l.t("Hur vet personen det?", "How does that person know?"),
                )
                .hint(l.t(
                    "Har barnet sagt det till personen, har personen sett det, eller är det en gissning? Har personen egna skäl?",
                    "Did the child tell that person, has the person seen it, or is it a guess? Has the person reasons of its own?",
                ))
                .required(),
                assess_first(l),
            ]),
    ]
}
