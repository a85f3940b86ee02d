//! Steps 7 and 9: the decision with its reasons, and the follow-up.

use super::parts::choice;
use super::weighing::DEPARTS;
use super::{ChildInView, Depth, Field, Group, Kind, Material, Section, Tone, Touched};
use crate::cases::CaseKind;
use crate::ids::ChildId;
use crate::language::Language;

pub(super) fn decision(material: &Material, l: Language) -> Vec<Group> {
    let options = material
        .alternatives()
        .into_iter()
        .map(|a| (a.number.to_string(), a.text))
        .collect();
    let mut groups = vec![
        Group::new("").fields(vec![
            Field::new("chosen", Kind::Choice(options), Tone::Fact, l.t("Vilket alternativ blev beslutet?", "Which alternative was decided?")).required(),
            Field::new("content", Kind::Text, Tone::Fact, l.t("Beslutet", "The decision"))
                .hint(l.t("Vad som beslutas, för vem och för vilken tid.", "What is decided, for whom and for what time."))
                .required(),
            Field::new("reasons", Kind::Text, Tone::Judgement, l.t("Skälen", "The reasons"))
                .hint(l.t("Vilka omständigheter avgjorde, och hur vägde barnens bästa? FL 32 §.", "Which circumstances decided, and how did the children's best weigh? Administrative Procedure Act, section 32."))
                .required(),
        ]),
        Group::new(l.t("Vem och när", "Who and when"))
            .lead(l.t("Det som ska framgå enligt FL 31 §.", "What has to be shown under section 31 of the Administrative Procedure Act."))
            .fields(vec![
                Field::new("decided_on", Kind::Date, Tone::Fact, l.t("Beslutsdag", "Day of the decision")).required(),
                Field::new("decided_by", Kind::Line, Tone::Fact, l.t("Beslutsfattare", "Decided by")).required(),
                Field::new("presented_by", Kind::Line, Tone::Fact, l.t("Föredragande", "Presented by")),
                Field::new("took_part", Kind::Line, Tone::Fact, l.t("Andra som deltog i den slutliga handläggningen", "Others who took part in the final handling")),
            ]),
    ];
    let departed = departed_from(material);
    groups.extend(material.touched(l).iter().map(|touched| {
        let mut asked = against(touched, material.kind, l);
        if let Some(child) = material.children.iter().find(|c| c.id.to_string() == touched.key) {
            asked.extend(plain(child, departed.contains(&child.id), l));
        }
        Group::new(&touched.label).fields(asked)
    }));
    groups
}

/// Whether the decision goes against what is best for a child or a group, and why.
fn against(touched: &Touched, kind: CaseKind, l: Language) -> Vec<Field> {
    let (name, key) = (&touched.name, &touched.key);
    let no = if kind.names_children() {
        (
            "no",
            "Nej, beslutet är det bästa för barnet",
            "No, the decision is what is best for the child",
        )
    } else {
        (
            "no",
            "Nej, beslutet är det bästa för barnen",
            "No, the decision is what is best for the children",
        )
    };
    let answers = choice(&[no, ("partly", "Delvis", "In part"), ("yes", "Ja", "Yes")], l);
    vec![
        Field::new(
            format!("against.{key}"),
            answers,
            Tone::Judgement,
            l.t(
                format!("Går beslutet emot det som är bäst för {name}?"),
                format!("Does the decision go against what is best for {name}?"),
            ),
        )
        .required(),
        Field::new(
            format!("against_why.{key}"),
            Kind::Text,
            Tone::Judgement,
            l.t(
                "Om ja eller delvis: vad vägde tyngre?",
                "If yes or in part: what weighed more?",
            ),
        )
        .required_when(format!("against.{key}"), &["partly", "yes"])
        .missing(l.t(
            format!("Skriv vad som vägde tyngre än det som är bäst för {name}."),
            format!("Write what weighed more than what is best for {name}."),
        )),
    ]
}

/// The decision in words for one child; the letter is drafted from them.
fn plain(child: &ChildInView, departed: bool, l: Language) -> Vec<Field> {
    let (name, id) = (&child.name, child.id);
    let mut asked = vec![
        Field::new(
            format!("plain.{id}"),
            Kind::Text,
            Tone::Fact,
            l.t(
                format!("Beslutet, sagt till {name}"),
                format!("The decision, said to {name}"),
            ),
        )
        .hint(l.t(
            "En eller två korta meningar. De används i brevet, som du kan ändra.",
            "One or two short sentences. They are used in the letter, which you can change.",
        )),
        Field::new(
            format!("plain_why.{id}"),
            Kind::Text,
            Tone::Fact,
            l.t(
                format!("Varför, sagt till {name}"),
                format!("Why, said to {name}"),
            ),
        )
        .hint(l.t(
            "Skriv inget om den vuxna som barnet inte redan får veta.",
            "Write nothing about the adult that the child may not know.",
        )),
    ];
    if departed {
        asked.push(
            Field::new(format!("plain_departs.{id}"), Kind::Text, Tone::Fact, l.t(format!("Varför det inte blev som {name} ville, sagt till {name}"), format!("Why it did not turn out as {name} wished, said to {name}")))
                .hint(l.t("Skälet från avvägningen, med barnets ord. Det står i brevet.", "The reason from the weighing, in words for the child. It stands in the letter."))
                .required()
                .missing(l.t(
                    format!("Beslutet avviker från det {name} sade. Skriv skälet så att {name} förstår det."),
                    format!("The decision departs from what {name} said. Write the reason so that {name} understands it."),
                )),
        );
    }
    asked
}

/// The children from whose words the decision departs, by the weighing.
fn departed_from(material: &Material) -> Vec<ChildId> {
    let weighing = material.section(Section::Weighing);
    material
        .statements()
        .into_iter()
        .filter(|s| DEPARTS.contains(&weighing.text(&format!("s.{}.outcome", s.key))))
        .map(|s| s.child)
        .collect()
}

pub(super) fn follow_up(material: &Material, l: Language) -> Vec<Group> {
    let worked = choice(
        &[
            ("yes", "Ja, som det var tänkt", "Yes, as intended"),
            ("partly", "Delvis", "In part"),
            ("no", "Nej", "No"),
        ],
        l,
    );
    let mut groups = vec![
        Group::new(l.t("Planera", "Plan")).fields(vec![
            Field::new(
                "follow_on",
                Kind::Date,
                Tone::Fact,
                l.t(
                    "När följer du upp hur det blev för barnen?",
                    "When do you follow up how things turned out for the children?",
                ),
            )
            .hint(if material.kind.names_children() {
                l.t(
                    "Tänk i barnets tid: några veckor är länge för en sjuåring.",
                    "Think in the child's time: some weeks are long for a seven-year-old.",
                )
            } else {
                l.t(
                    "Välj en dag då ni kan se hur det blev, till exempel efter en termin.",
                    "Choose a day on which you can see how it turned out, for example after a term.",
                )
            })
            .required()
            .missing(l.t(
                "Skriv vilken dag beslutet följs upp.",
                "Write the day of the follow-up.",
            )),
            Field::new(
                "follow_what",
                Kind::Text,
                Tone::Fact,
                l.t(
                    "Vad ska du ta reda på, och av vem?",
                    "What are you going to find out, and from whom?",
                ),
            ),
        ]),
        Group::new(l.t("Så blev det", "How it turned out"))
            .lead(l.t(
                "Fyll i när uppföljningen är gjord.",
                "Fill in when the follow-up is done.",
            ))
            .fields(vec![
                Field::new(
                    "followed_on",
                    Kind::Date,
                    Tone::Fact,
                    l.t("Vilken dag följdes det upp?", "On which day was it followed up?"),
                ),
                Field::new(
                    "result",
                    Kind::Text,
                    Tone::Fact,
                    l.t(
                        "Hur blev det för barnen?",
                        "How did it turn out for the children?",
                    ),
                ),
                Field::new(
                    "worked",
                    worked,
                    Tone::Judgement,
                    l.t("Blev det som det var tänkt?", "Did it turn out as intended?"),
                ),
            ]),
    ];
    // On the one page of a quick assessment only what is needed before the signature.
    if material.depth == Depth::Quick && material.status.is_open() {
        groups.truncate(1);
    }
    groups
}
