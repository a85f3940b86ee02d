//! Another unit is better placed to talk with the child: what was asked of it, and what it answered.

use super::{ChildInView, Field, Group, Kind, Tone, assess_first};
use crate::assessments::parts::choice;
use crate::language::Language;

pub(super) fn request(child: &ChildInView, standard: bool, l: Language) -> Vec<Group> {
    vec![asked(child, standard, l), answered(child, l)]
}

fn asked(child: &ChildInView, standard: bool, l: Language) -> Group {
    let name = &child.name;
    Group::new(l.t("Frågan", "The request")).fields(vec![
        Field::new(
            "unit",
            Kind::Line,
            Tone::Fact,
            l.t(
                "Vilken enhet, och vem där?",
                "Which unit, and who there?",
            ),
        )
        .required(),
        Field::new(
            "why",
            Kind::Text,
            Tone::Fact,
            l.t(
                format!("Varför är den bättre placerad att prata med {name}?"),
                format!("Why is it better placed to talk with {name}?"),
            ),
        )
        .hint(l.t(
            "Till exempel: barnet känner redan någon där, eller är just nu i samtal där.",
            "For example: the child knows somebody there already, or is in talks there now.",
        ))
        .required(),
        Field::new(
            "asked_on",
            Kind::Date,
            Tone::Fact,
            l.t("Vilken dag frågade du?", "On which day did you ask?"),
        )
        .required(),
        Field::new(
            "asked",
            Kind::Text,
            Tone::Fact,
            l.t("Vad bad du om?", "What did you ask for?"),
        )
        .hint(l.t(
            "Ta bara med det som behövs för frågan. Uppgifter om den vuxna lämnas med den vuxnas samtycke, eller efter en prövning.",
            "Include only what the request needs. What concerns the adult is given with the adult's consent, or after an assessment.",
        ))
        .required(),
        Field::new(
            "child_knows",
            Kind::Text,
            Tone::Fact,
            l.t(
                format!("Vad vet {name} om att du frågar?"),
                format!("What does {name} know about your asking?"),
            ),
        )
        .required_if(standard),
    ])
}

fn answered(child: &ChildInView, l: Language) -> Group {
    let name = &child.name;
    let states = choice(
        &[
            ("asked", "Frågan är ställd, inget svar än", "Asked, no answer yet"),
            ("answered", "Har svarat", "Has answered"),
            ("declined", "Har sagt nej", "Has declined"),
        ],
        l,
    );
    Group::new(l.t("Svaret", "The answer")).fields(vec![
        Field::new(
            "state",
            states,
            Tone::Fact,
            l.t("Vad har hänt med frågan?", "What has become of the request?"),
        )
        .required(),
        Field::new(
            "answered_on",
            Kind::Date,
            Tone::Fact,
            l.t("Vilken dag kom svaret?", "On which day did the answer come?"),
        )
        .required_when("state", &["answered", "declined"]),
        Field::new(
            "answer",
            Kind::Text,
            Tone::Fact,
            l.t("Vad blev svaret?", "What was the answer?"),
        )
        .required_when("state", &["answered", "declined"]),
        Field::new(
            "talked_by",
            Kind::Line,
            Tone::Fact,
            l.t(
                format!("Vem har pratat med {name}?"),
                format!("Who has talked with {name}?"),
            ),
        )
        .hint(l.t(
            "Om någon har gjort det. Barnets ord skriver du i en samtalsanteckning, med formen ”Genom någon annan som barnet litar på”.",
            "If somebody has. Write the child's words in a note of a talk, in the form “Through somebody else whom the child trusts”.",
        )),
        assess_first(l),
    ])
}
