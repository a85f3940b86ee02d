//! Steps 1 to 3: the question, the children, the facts.

use super::parts::{MAX_ALTERNATIVES, MAX_FACTS, choice, rows};
use super::{ChildInView, Depth, Field, Group, Kind, Material, Tone};
use crate::cases::CaseKind;
use crate::fields::Fields;
use crate::language::Language;

pub(super) fn question(material: &Material, fields: &Fields, one_more: bool, l: Language) -> Vec<Group> {
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
        ]),
        legal_test(material.kind, l),
    ]
}

/// How heavily the law lets the child's best interests weigh; asked with more weight where the case is the child's own.
fn legal_test(kind: CaseKind, l: Language) -> Group {
    let mut options = vec![(
        "primary",
        "Barnets bästa ska i första hand beaktas (beslut som rör barn)",
        "The child's best interests are a primary consideration (decisions that touch children)",
    )];
    if kind.names_children() {
        options.push((
            "decisive",
            "Barnets bästa är avgörande (vård eller behandling för barnet)",
            "The child's best interests decide (care or treatment for the child)",
        ));
    }
    if kind == CaseKind::Child {
        options.push((
            "custody",
            "Barnets bästa är avgörande (vårdnad, boende eller umgänge)",
            "The child's best interests decide (custody, residence or contact)",
        ));
    }
    let test = Field::new(
        "legal_test",
        choice(&options, l),
        Tone::Judgement,
        l.t(
            "Hur väger barnets bästa i den här sortens beslut?",
            "How do the child's best interests weigh in this kind of decision?",
        ),
    )
    .hint(l.t("SoL 3 kap. 1 §.", "Social Services Act, chapter 3, section 1."))
    .required();
    let mut asked = vec![test];
    if kind == CaseKind::Child {
        asked.push(
            Field::new(
                "legal_test_why",
                Kind::Text,
                Tone::Judgement,
                l.t("Varför är det så här?", "Why is that so?"),
            )
            .hint(l.t(
                "Skriv vad beslutet gäller för barnet självt: vård, behandling, boende, umgänge eller en annan insats.",
                "Write what the decision is about for the child itself: care, treatment, residence, contact or another intervention.",
            ))
            .required(),
        );
    }
    Group::new(l.t("Vilken prövning gäller?", "Which legal test applies?")).fields(asked)
}

pub(super) fn child(child: &ChildInView, material: &Material, l: Language) -> Vec<Group> {
    let name = &child.name;
    let touched = Field::new(
        "touched",
        Kind::Text,
        Tone::Fact,
        l.t(
            format!("Hur berörs {name} av beslutet?"),
            format!("How does the decision touch {name}?"),
        ),
    )
    .hint(l.t(
        "Direkt eller genom den vuxna. Syskon berörs ofta olika.",
        "Directly or through the adult. Siblings are often touched differently.",
    ))
    .required();
    let mut asked = Vec::new();
    if material.revised {
        asked.push(
            Field::new(
                "changed_since",
                Kind::Text,
                Tone::Fact,
                l.t(
                    format!("Vad har ändrats för {name} sedan förra versionen?"),
                    format!("What has changed for {name} since the version before?"),
                ),
            )
            .hint(l.t(
                "Skriv ”inget” om inget har ändrats, och hur du vet det.",
                "Write “nothing” if nothing has changed, and how you know.",
            ))
            .required(),
        );
    }
    if material.depth == Depth::Quick {
        asked.push(touched);
        return vec![Group::new("").fields(asked)];
    }
    asked.push(
        Field::new(
            "situation",
            Kind::Text,
            Tone::Fact,
            l.t(
                format!("Hur har {name} det i dag?"),
                format!("What is {name}'s life like today?"),
            ),
        )
        .hint(l.t(
            "Boende, skola eller förskola, hälsa, nära relationer, fritid, ekonomi. Skriv det som är känt.",
            "Home, school or preschool, health, close relations, free time, economy. Write what is known.",
        ))
        .required(),
    );
    asked.push(touched);
    if material.depth == Depth::Thorough {
        asked.push(
            Field::new(
                "network",
                Kind::Text,
                Tone::Fact,
                l.t(
                    format!("Vilka vuxna är viktiga för {name}, och vilka finns kvar efter beslutet?"),
                    format!("Which adults matter to {name}, and which of them remain after the decision?"),
                ),
            )
            .required(),
        );
    }
    asked.push(
        Field::new(
            "vulnerable",
            Kind::Text,
            Tone::Judgement,
            l.t(
                format!("Vad gör just {name} sårbar eller stark?"),
                format!("What makes {name} in particular vulnerable or strong?"),
            ),
        )
        .hint(l.t(
            "Din bedömning. Fylls aldrig i åt dig.",
            "Your judgement. Never filled in for you.",
        ))
        .required(),
    );
    vec![Group::new("").fields(asked)]
}

pub(super) fn facts(material: &Material, fields: &Fields, one_more: bool, l: Language) -> Vec<Group> {
    let count = rows(fields, "fact", 1, MAX_FACTS, one_more);
    let mut groups: Vec<Group> = (1..=count).map(|n| fact(n, l)).collect();
    if let Some(last) = groups.last_mut().filter(|_| count < MAX_FACTS) {
        last.more = Some(l.t("Lägg till en uppgift", "Add a fact").to_owned());
    }
    if material.depth > Depth::Quick {
        groups.push(others(material.depth == Depth::Thorough, l));
    }
    groups
}

/// Who else is involved, and what became of the first concern.
fn others(thorough: bool, l: Language) -> Group {
    let line =
        |name: &str, label: &str, hint: &str| Field::new(name, Kind::Line, Tone::Fact, label).hint(hint);
    let text =
        |name: &str, label: &str, hint: &str| Field::new(name, Kind::Text, Tone::Fact, label).hint(hint);
    let plan = choice(
        &[
            ("none", "Ingen plan som jag känner till", "No plan that I know of"),
            (
                "sip",
                "En samordnad individuell plan (SIP)",
                "A coordinated individual plan (SIP)",
            ),
            ("other", "En annan plan", "Another plan"),
        ],
        l,
    );
    Group::new(l.t("Andra som är inblandade", "Others involved")).fields(vec![
        text(
            "others",
            l.t("Vilka andra enheter och myndigheter är inblandade?", "Which other units and authorities are involved?"),
            l.t("Till exempel skola, region, familjehem. Skriv ”inga” om du har frågat och det inte finns några.", "For example school, health care, foster home. Write “none” if you asked and there are none."),
        )
        .required_if(thorough),
        Field::new("plan", plan, Tone::Fact, l.t("Finns det en plan?", "Is there a plan?")),
        line(
            "plan_what",
            l.t("Vilken plan, och från när?", "Which plan, and from when?"),
            "",
        )
        .required_when("plan", &["sip", "other"]),
        line(
            "plan_leader",
            l.t("Vem leder arbetet med den?", "Who leads the work on it?"),
            "",
        )
        .required_when("plan", &["sip", "other"]),
        line(
            "informs_child",
            l.t("Vem håller ihop och informerar barnet?", "Who leads and informs the child?"),
            "",
        ),
        text(
            "first_concern",
            l.t("Vad var den första oron, och vad blev det av den?", "What was the first concern, and what became of it?"),
            "",
        ),
        text(
            "research",
            l.t("Forskning eller erfarenhet som du stöder dig på", "Research or experience that you rely on"),
            l.t("Ange källan så att någon annan hittar den.", "Name the source so that somebody else can find it."),
        )
        .required_if(thorough),
    ])
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
