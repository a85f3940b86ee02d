//! A child that was not heard: the reason, and what is done nevertheless.

use super::{ChildInView, Field, Group, Kind, Tone};
use crate::content::{NotHeardReason, content};
use crate::language::Language;

pub(super) fn not_heard(child: &ChildInView, thorough: bool, l: Language) -> Vec<Group> {
    let name = &child.name;
    vec![Group::new("").fields(vec![
        reason(name, l),
        Field::new("reason_text", Kind::Text, Tone::Fact, l.t("Förklara", "Explain"))
            .hint(l.t(
                "Vad har du försökt, och vad skulle behövas för att det ska gå?",
                "What have you tried, and what would be needed to make it possible?",
            ))
            .required()
            .missing(l.t(
                format!("Förklara varför {name} inte har hörts."),
                format!("Explain why {name} has not been heard."),
            )),
        Field::new(
            "known_view",
            Kind::Text,
            Tone::Fact,
            l.t(
                format!("Vad är ändå känt om vad {name} tycker?"),
                format!("What is nevertheless known about what {name} thinks?"),
            ),
        )
        .hint(l.t(
            "Skriv vem som har berättat det. Det är inte barnets egna ord.",
            "Write who told it. These are not the child's own words.",
        ))
        .required_if(thorough),
        Field::new(
            "informed",
            Kind::Text,
            Tone::Fact,
            l.t(
                format!("Hur har {name} fått information?"),
                format!("How has {name} been informed?"),
            ),
        ),
    ])]
}

/// The reasons; what to write, and whether it counts as a shortcoming of ours, is said of the chosen one.
fn reason(name: &str, l: Language) -> Field {
    let reasons = content().not_heard_reasons();
    let says = |r: &NotHeardReason| {
        let counted = r.shortcoming.then(|| {
            l.t(
                "Räknas som en brist hos oss i enhetens siffror.",
                "Counts as a shortcoming of ours in the unit's figures.",
            )
            .to_owned()
        });
        (
            r.id.clone(),
            std::iter::once(r.hint.get(l).to_owned()).chain(counted).collect(),
        )
    };
    let options = reasons
        .iter()
        .map(|r| (r.id.clone(), r.text.get(l).to_owned()))
        .collect();
    Field::new(
        "reason",
        Kind::Choice(options),
        Tone::Fact,
        l.t(
            format!("Varför har {name} inte hörts?"),
            format!("Why has {name} not been heard?"),
        ),
    )
    .explaining(reasons.iter().map(says).collect())
    .required()
}
