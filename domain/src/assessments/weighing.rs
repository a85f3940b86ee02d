//! Step 6: what weighs how much, and why. Age and maturity are described, never scored.

use super::parts::choice;
use super::{Depth, Field, Group, Kind, Material, Quote, Tone, Touched};
use crate::dates;
use crate::language::Language;

/// Codes of a decision that does not follow what the child said.
pub(crate) const DEPARTS: [&str; 2] = ["partly", "departs"];

pub(super) fn weighing(material: &Material, l: Language) -> Vec<Group> {
    let statements = material.statements();
    let mut groups = Vec::new();
    for touched in material.touched(l) {
        groups.push(best(&touched, material, l));
        groups.extend(
            statements
                .iter()
                .filter(|s| s.child.to_string() == touched.key)
                .map(|s| {
                    let on = dates::parse(&s.on).map_or_else(String::new, |d| dates::long(d, l));
                    said(&s.key, &touched.name, &on, &s.words, false, l)
                }),
        );
    }
    let children = l.t("barn", "children");
    groups.extend(
        material
            .views()
            .iter()
            .map(|view| said(&view.key, children, &view.whose, &view.words, true, l)),
    );
    groups.push(whole(material.depth, l));
    groups
}

/// What is best for one child or group.
fn best(touched: &Touched, material: &Material, l: Language) -> Group {
    let (key, name, depth) = (&touched.key, &touched.name, material.depth);
    let judgement = |field: &str, label: String| {
        Field::new(format!("{field}.{key}"), Kind::Text, Tone::Judgement, label).required()
    };
    let mut asked = vec![
        judgement(
            "best",
            l.t(
                format!("Vad är bäst för {name}?"),
                format!("What is best for {name}?"),
            ),
        )
        .hint(if material.kind.names_children() {
            l.t(
                "Sett till alla artiklar och till det som barnet självt har sagt.",
                "Seen over all articles and what the child has said.",
            )
        } else {
            l.t(
                "Sett till alla artiklar och till det som barnen själva har sagt.",
                "Seen over all articles and what the children have said.",
            )
        }),
    ];
    if depth == Depth::Thorough {
        asked.push(judgement(
            "alone",
            l.t(
                format!("Vilket alternativ hade du valt om bara {name} räknades?"),
                format!("Which alternative would you choose if only {name} counted?"),
            ),
        ));
    }
    if depth >= Depth::Standard {
        asked.push(
            judgement(
                "weight",
                l.t(
                    "Hur tungt väger det mot annat?",
                    "How heavily does it weigh against other things?",
                )
                .to_owned(),
            )
            .missing(l.t(
                format!("Skriv hur tungt det som är bäst för {name} väger."),
                format!("Write how heavily what is best for {name} weighs."),
            )),
        );
    }
    Group::new(&touched.label).fields(asked)
}

/// Everybody's interests together.
fn whole(depth: Depth, l: Language) -> Group {
    let mut asked = Vec::new();
    if depth >= Depth::Standard {
        asked.push(
            Field::new(
                "other_interests",
                Kind::Text,
                Tone::Judgement,
                l.t(
                    "Vilka andra intressen finns, och hur väger de?",
                    "Which other interests are there, and how do they weigh?",
                ),
            )
            .required(),
        );
        asked.push(
            Field::new(
                "conflicts",
                Kind::Text,
                Tone::Judgement,
                l.t(
                    "Finns det konflikter mellan barnen, eller mellan rättigheter?",
                    "Are there conflicts between the children, or between rights?",
                ),
            )
            .hint(l.t(
                "Skriv ”nej” om det inte finns någon.",
                "Write “no” if there is none.",
            ))
            .required(),
        );
    }
    if depth == Depth::Thorough {
        asked.push(
            Field::new(
                "doubt",
                Kind::Text,
                Tone::Judgement,
                l.t(
                    "Vad talar emot din slutsats, och vad vet du inte?",
                    "What speaks against your conclusion, and what do you not know?",
                ),
            )
            .required(),
        );
    }
    asked.push(
        Field::new(
            "no_measures_why",
            Kind::Text,
            Tone::Judgement,
            l.t(
                "Om beslutet får negativa följder och inget görs åt dem: varför?",
                "If the decision has negative consequences and nothing is done about them: why?",
            ),
        )
        .hint(l.t(
            "Lämna tomt om du lägger till åtgärder.",
            "Leave empty if you add measures.",
        )),
    );
    Group::new(l.t("Helheten", "The whole")).fields(asked)
}

/// How much a statement weighs, and what the decision does with it. `several` is whether more than one child said it.
fn answers(several: bool, l: Language) -> (Kind, Kind) {
    let weight = choice(
        &[
            ("great", "Stor vikt", "Great weight"),
            ("some", "Viss vikt", "Some weight"),
            ("little", "Liten vikt", "Little weight"),
        ],
        l,
    );
    let follows = if several {
        (
            "follows",
            "Beslutet följer det barnen sade",
            "The decision follows what the children said",
        )
    } else {
        (
            "follows",
            "Beslutet följer det barnet sade",
            "The decision follows what the child said",
        )
    };
    let departs = if several {
        (
            "departs",
            "Beslutet går emot det barnen sade",
            "The decision goes against what the children said",
        )
    } else {
        (
            "departs",
            "Beslutet går emot det barnet sade",
            "The decision goes against what the child said",
        )
    };
    let outcome = choice(
        &[
            follows,
            (
                "partly",
                "Beslutet följer det delvis",
                "The decision follows it in part",
            ),
            departs,
            (
                "beside",
                "Beslutet rör inte det",
                "The decision does not concern it",
            ),
        ],
        l,
    );
    (weight, outcome)
}

/// What helps to describe maturity, and where the reason for departing from what was said stands.
fn hints(several: bool, l: Language) -> (&'static str, &'static str) {
    if several {
        (
            l.t(
                "Beskriv vad barnen förstår och hur de resonerar. Aldrig poäng.",
                "Describe what the children understand and how they reason. Never a score.",
            ),
            l.t(
                "Skälet står i beslutet och, med enklare ord, i svaret till barnen.",
                "The reason stands in the decision and, in plainer words, in the answer to the children.",
            ),
        )
    } else {
        (
            l.t(
                "Beskriv vad barnet förstår och hur det resonerar. Aldrig poäng.",
                "Describe what the child understands and how it reasons. Never a score.",
            ),
            l.t(
                "Skälet står i beslutet och, med enklare ord, i brevet till barnet.",
                "The reason stands in the decision and, in plainer words, in the letter to the child.",
            ),
        )
    }
}

/// One thing that was said: how much it weighs, and what the decision does with it. Where several children said it, `on` says which
/// and when.
fn said(key: &str, name: &str, on: &str, words: &str, several: bool, l: Language) -> Group {
    let (weight, outcome) = answers(several, l);
    let (maturity, told) = hints(several, l);
    let caption = if several && !on.is_empty() {
        on.to_owned()
    } else {
        format!("{name} {on}").trim().to_owned()
    };
    let short: String = words.chars().take(60).collect();
    let said = l.t(
        format!("det {name} sade (”{short}”)"),
        format!("what {name} said (“{short}”)"),
    );
    Group {
        heading: l.t(format!("Det {name} har sagt"), format!("What {name} said")),
        lead: String::new(),
        quotes: vec![Quote {
            caption,
            text: words.to_owned(),
        }],
        fields: vec![
            Field::new(
                format!("s.{key}.weight"),
                weight,
                Tone::Judgement,
                l.t("Vilken vikt får det?", "What weight is it given?"),
            )
            .required()
            .missing(l.t(
                format!("Välj vilken vikt {said} får."),
                format!("Choose what weight {said} is given."),
            )),
            Field::new(
                format!("s.{key}.why"),
                Kind::Text,
                Tone::Judgement,
                l.t(
                    "Varför, sett till ålder och mognad?",
                    "Why, in view of age and maturity?",
                ),
            )
            .hint(maturity)
            .required()
            .missing(l.t(
                format!("Skriv varför {said} får den vikten."),
                format!("Write why {said} is given that weight."),
            )),
            Field::new(
                format!("s.{key}.outcome"),
                outcome,
                Tone::Judgement,
                l.t(
                    "Hur blir beslutet i förhållande till det?",
                    "How does the decision relate to it?",
                ),
            )
            .required()
            .missing(l.t(
                format!("Välj hur beslutet förhåller sig till {said}."),
                format!("Choose how the decision relates to {said}."),
            )),
            Field::new(
                format!("s.{key}.departs_why"),
                Kind::Text,
                Tone::Judgement,
                l.t(
                    "Om beslutet avviker: varför?",
                    "If the decision departs from it: why?",
                ),
            )
            .hint(told)
            .required_when(format!("s.{key}.outcome"), &DEPARTS)
            .missing(l.t(
                format!("Beslutet avviker från {said}. Skriv skälet, annars kan det inte signeras."),
                format!(
                    "The decision departs from {said}. Write the reason; it cannot be signed without one."
                ),
            )),
        ],
        more: None,
        folded: false,
    }
}
