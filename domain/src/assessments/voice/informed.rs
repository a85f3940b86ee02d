//! An occasion at which the child was told something, without being heard.

use super::{ChildInView, Field, Group, Kind, Tone, assess_first};
use crate::assessments::parts::choice;
use crate::language::Language;

pub(super) fn informed(child: &ChildInView, l: Language) -> Vec<Group> {
    let name = &child.name;
    let forms = choice(
        &[
            ("told", "Berättade", "Told"),
            ("letter", "Brev", "Letter"),
            ("leaflet", "Broschyr", "Leaflet"),
            ("film", "Film", "Film"),
            ("pictures", "Bilder eller symboler", "Pictures or symbols"),
        ],
        l,
    );
    vec![
        Group::new(l.t("Tillfället", "The occasion")).fields(vec![
            Field::new(
                "held_on",
                Kind::Date,
                Tone::Fact,
                l.t("Vilken dag?", "Which day?"),
            )
            .required(),
            Field::new(
                "by",
                Kind::Line,
                Tone::Fact,
                l.t(
                    format!("Vem informerade {name}?"),
                    format!("Who informed {name}?"),
                ),
            )
            .required(),
            Field::new(
                "form",
                forms,
                Tone::Fact,
                l.t("Hur gick det till?", "How was it done?"),
            )
            .required(),
        ]),
        Group::new(l.t("Informationen", "The information")).fields(vec![
            Field::new(
                "informed",
                Kind::Text,
                Tone::Fact,
                l.t(
                    format!("Vad fick {name} veta?"),
                    format!("What was {name} told?"),
                ),
            )
            .required(),
            Field::new(
                "understanding",
                Kind::Text,
                Tone::Fact,
                l.t(
                    format!("Hur kontrollerade du att {name} förstod?"),
                    format!("How did you check that {name} understood?"),
                ),
            )
            .hint(l.t(
                "Till exempel: barnet fick berätta med egna ord vad som händer nu.",
                "For example: the child told in its own words what happens now.",
            ))
            .required(),
            Field::new(
                "reaction",
                Kind::Text,
                Tone::Fact,
                l.t(
                    format!("Vad undrade {name}, och vad svarade du?"),
                    format!("What did {name} wonder, and what did you answer?"),
                ),
            )
            .hint(l.t(
                "Sade barnet vad det tycker eller vill? Skriv det i en samtalsanteckning. Det som står här vägs inte som barnets ord.",
                "Did the child say what it thinks or wants? Write that in a note of a talk. What stands here is not weighed as the child's words.",
            )),
            assess_first(l),
        ]),
    ]
}
