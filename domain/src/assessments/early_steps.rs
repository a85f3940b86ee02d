//! Steps 1 to 3: the question, the children, the facts.

use super::parts::{MAX_ALTERNATIVES, MAX_FACTS, choice, rows};
use super::{ChildInView, Field, Group, Kind, Tone};
use crate::fields::Fields;
use crate::language::Language;

pub(super) fn question(fields: &Fields, one_more: bool, l: Language) -> Vec<Group> {
    let count = rows(fields, "alternative", 2, MAX_ALTERNATIVES, one_more);
    let alternatives = (1..=count)
        .map(|n| {
            let label = l.t(format!("Alternativ {n}"), format!("Alternative {n}"));
            let field = Field::new(format!("alternative.{n}.text"), Kind::Line, Tone::Fact, label);
            match n {
                1 => field
                    .hint(l.t(
                        "Till exempel: bevilja ansökan",
                        "For example: grant the application",
                    ))
                    .required(),
                2 => field
                    .hint(l.t(
                        "Till exempel: avslå ansökan",
                        "For example: refuse the application",
                    ))
                    .required(),
                _ => field,
            }
        })
        .collect();
    let test = choice(
        &[
            (
                "primary",
                "Barnets bästa ska särskilt beaktas (beslut som rör barn)",
                "The child's best is given particular regard (decisions that touch children)",
            ),
            (
                "decisive",
                "Barnets bästa är avgörande (vård eller behandling för barnet)",
                "The child's best is decisive (care or treatment for the child)",
            ),
        ],
        l,
    );
    let mut compared = Group::new(l.t("Vilka alternativ finns?", "Which alternatives are there?"))
        .lead(l.t(
            "Minst två: att göra det som är föreslaget, och att låta bli.",
            "At least two: to do what is proposed, and not to.",
        ))
        .fields(alternatives);
    if count < MAX_ALTERNATIVES {
        compared.more = Some(l.t("Lägg till ett alternativ", "Add an alternative").to_owned());
    }
    vec![
        Group::new("").fields(vec![
            Field::new(
                "matter",
                Kind::Text,
                Tone::Fact,
                l.t("Vad ska beslutas?", "What is to be decided?"),
            )
            .hint(l.t(
                "Så att någon utanför enheten förstår.",
                "So that somebody outside the unit understands.",
            ))
            .required(),
        ]),
        compared,
        Group::new(l.t("Vem beslutar och när?", "Who decides, and when?")).fields(vec![
            Field::new(
                "decided_by",
                Kind::Line,
                Tone::Fact,
                l.t("Vem fattar beslutet?", "Who makes the decision?"),
            )
            .hint(l.t(
                "Funktion och enhet, eller nämnden.",
                "Function and unit, or the committee.",
            ))
            .required(),
            Field::new(
                "planned_on",
                Kind::Date,
                Tone::Fact,
                l.t("När ska beslutet fattas?", "When is the decision to be made?"),
            )
            .hint(l.t(
                "Till exempel 2026-12-01. Lämna tomt om dagen inte är bestämd.",
                "For example 2026-12-01. Leave empty if no day is set.",
            )),
            Field::new(
                "legal_test",
                test,
                Tone::Judgement,
                l.t(
                    "Hur väger barnets bästa i den här sortens beslut?",
                    "How does the child's best weigh in this kind of decision?",
                ),
            )
            .hint(l.t("SoL 3 kap. 1 §.", "Social Services Act, chapter 3, section 1."))
            .required(),
        ]),
    ]
}

pub(super) fn child(child: &ChildInView, l: Language) -> Vec<Group> {
    let name = &child.name;
    vec![Group::new("").fields(vec![
        Field::new("situation", Kind::Text, Tone::Fact, l.t(format!("Hur har {name} det i dag?"), format!("What is {name}'s life like today?")))
            .hint(l.t(
                "Boende, skola eller förskola, hälsa, nära relationer, fritid, ekonomi. Skriv det som är känt.",
                "Home, school or preschool, health, close relations, free time, economy. Write what is known.",
            ))
            .required(),
        Field::new("touched", Kind::Text, Tone::Fact, l.t(format!("Hur berörs {name} av beslutet?"), format!("How does the decision touch {name}?")))
            .hint(l.t("Direkt eller genom den vuxna. Syskon berörs ofta olika.", "Directly or through the adult. Siblings are often touched differently."))
            .required(),
        Field::new("vulnerable", Kind::Text, Tone::Judgement, l.t(format!("Vad gör just {name} sårbar eller stark?"), format!("What makes {name} in particular vulnerable or strong?")))
            .hint(l.t("Din bedömning. Fylls aldrig i åt dig.", "Your judgement. Never filled in for you."))
            .required(),
    ])]
}

pub(super) fn facts(fields: &Fields, one_more: bool, l: Language) -> Vec<Group> {
    let count = rows(fields, "fact", 1, MAX_FACTS, one_more);
    let mut groups: Vec<Group> = (1..=count).map(|n| fact(n, l)).collect();
    if let Some(last) = groups.last_mut().filter(|_| count < MAX_FACTS) {
        last.more = Some(l.t("Lägg till en uppgift", "Add a fact").to_owned());
    }
    groups.push(
        Group::new(l.t("Andra som är inblandade", "Others involved")).fields(vec![
            Field::new("others", Kind::Text, Tone::Fact, l.t("Vilka andra enheter och myndigheter är inblandade?", "Which other units and authorities are involved?"))
                .hint(l.t("Till exempel skola, region, familjehem. Finns det en plan, som en SIP?", "For example school, health care, foster home. Is there a plan, such as a coordinated individual plan (SIP)?")),
            Field::new("informs_child", Kind::Line, Tone::Fact, l.t("Vem håller ihop och informerar barnet?", "Who leads and informs the child?")),
            Field::new("first_concern", Kind::Text, Tone::Fact, l.t("Vad var den första oron, och vad blev det av den?", "What was the first concern, and what became of it?")),
            Field::new("research", Kind::Text, Tone::Fact, l.t("Forskning eller erfarenhet som du stöder dig på", "Research or experience that you rely on"))
                .hint(l.t("Ange källan så att någon annan hittar den.", "Name the source so that somebody else can find it.")),
        ]),
    );
    groups
}

fn fact(n: usize, l: Language) -> Group {
    let text = Field::new(
        format!("fact.{n}.text"),
        Kind::Text,
        Tone::Fact,
        l.t("Vad är känt?", "What is known?"),
    )
    .hint(l.t(
        "Ett faktum i taget. Det du tror eller bedömer skriver du senare.",
        "One fact at a time. What you think or judge comes later.",
    ));
    let source = Field::new(
        format!("fact.{n}.source"),
        Kind::Line,
        Tone::Fact,
        l.t("Varifrån vet du det?", "How do you know?"),
    )
    .hint(l.t(
        "Vem som sade det och när, eller vilken handling.",
        "Who said it and when, or which document.",
    ))
    .missing(l.t(
        format!("Uppgift {n} saknar källa."),
        format!("Fact {n} has no source."),
    ));
    let first = n == 1;
    Group::new(l.t(format!("Uppgift {n}"), format!("Fact {n}"))).fields(if first {
        vec![
            text.required().missing(l.t(
                "Skriv minst en uppgift med källa.",
                "Write at least one fact with its source.",
            )),
            source.required(),
        ]
    } else {
        vec![text, source]
    })
}
