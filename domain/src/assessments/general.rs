//! What only a general decision asks: which groups of children it touches, what children said who were asked, how they are told.

use super::parts::{MAX_GROUPS, MAX_VIEWS, choice, rows};
use super::{Depth, Field, Group, Kind, Material, Tone};
use crate::fields::Fields;
use crate::language::Language;

pub(super) fn groups(material: &Material, fields: &Fields, one_more: bool, l: Language) -> Vec<Group> {
    let count = rows(fields, "group", 1, MAX_GROUPS, one_more);
    let mut all: Vec<Group> = (1..=count).map(|n| group(n, l)).collect();
    if let Some(last) = all.last_mut().filter(|_| count < MAX_GROUPS) {
        last.more = Some(l.t("Lägg till en grupp", "Add a group").to_owned());
    }
    let mut asked = vec![
        Field::new(
            "hardest",
            Kind::Text,
            Tone::Judgement,
            l.t(
                "Vilka barn drabbas hårdast, och varför?",
                "Which children are hit hardest, and why?",
            ),
        )
        .hint(l.t(
            "Tänk på ålder, funktionsnedsättning, språk, ekonomi, avstånd och barn som sällan hörs.",
            "Think of age, disability, language, money, distance and children who are seldom heard.",
        ))
        .required(),
    ];
    if material.revised {
        asked.push(
            Field::new(
                "changed_since",
                Kind::Text,
                Tone::Fact,
                l.t(
                    "Vad har ändrats för barnen sedan förra versionen?",
                    "What has changed for the children since the version before?",
                ),
            )
            .required(),
        );
    }
    if material.depth == Depth::Thorough {
        asked.push(
            Field::new(
                "unknown",
                Kind::Text,
                Tone::Judgement,
                l.t(
                    "Vilka barn vet vi för lite om, och hur tar vi reda på mer?",
                    "Which children do we know too little about, and how do we find out more?",
                ),
            )
            .required(),
        );
    }
    all.push(Group::new(l.t("Sett till alla", "Seen over all")).fields(asked));
    all
}

fn group(n: usize, l: Language) -> Group {
    let first = n == 1;
    Group::new(l.t(format!("Grupp {n}"), format!("Group {n}"))).fields(vec![
        Field::new(
            format!("group.{n}.name"),
            Kind::Line,
            Tone::Fact,
            l.t("Vilka barn?", "Which children?"),
        )
        .hint(l.t(
            "Till exempel: barn 10–12 år i Norra området. Skriv inga namn.",
            "For example: children of 10–12 in the northern area. Write no names.",
        ))
        .required_if(first)
        .missing(l.t(
            "Skriv minst en grupp av barn som berörs.",
            "Write at least one group of children who are touched.",
        )),
        Field::new(
            format!("group.{n}.size"),
            Kind::Line,
            Tone::Fact,
            l.t(
                "Ungefär hur många, och hur vet ni det?",
                "About how many, and how do you know?",
            ),
        )
        .required_if(first),
        Field::new(
            format!("group.{n}.touched"),
            Kind::Text,
            Tone::Fact,
            l.t(
                "Hur berörs de i dag, och vad ändras?",
                "How are they touched today, and what changes?",
            ),
        )
        .required_if(first),
    ])
}

pub(super) fn consultation(fields: &Fields, one_more: bool, l: Language) -> Vec<Group> {
    let asked = choice(
        &[
            (
                "yes",
                "Ja, barn har fått säga sitt",
                "Yes, children have had their say",
            ),
            (
                "known",
                "Nej, men vi vet vad barn har sagt tidigare",
                "No, but we know what children said before",
            ),
            ("no", "Nej", "No"),
        ],
        l,
    );
    let how = Group::new("").fields(vec![
        Field::new(
            "consulted",
            asked,
            Tone::Fact,
            l.t("Har barn tillfrågats om beslutet?", "Have children been asked about the decision?"),
        )
        .required(),
        Field::new(
            "how",
            Kind::Text,
            Tone::Fact,
            l.t("Hur gick det till, när, och vilka var med?", "How was it done, when, and who took part?"),
        )
        .hint(l.t(
            "Till exempel ett möte med elevrådet, en enkät med bilder, samtal på fritidsgården. Skriv också vad barnen fick veta först.",
            "For example a meeting with the pupils' council, a questionnaire with pictures, talks at the youth centre. Write, too, what the children were told first.",
        ))
        .required_when("consulted", &["yes", "known"]),
        Field::new(
            "not_why",
            Kind::Text,
            Tone::Fact,
            l.t("Om barn inte har tillfrågats: varför inte?", "If children have not been asked: why not?"),
        )
        .required_when("consulted", &["known", "no"]),
        Field::new(
            "missing_voices",
            Kind::Text,
            Tone::Judgement,
            l.t("Vilka barn kom inte till tals?", "Which children were not heard?"),
        )
        .required(),
    ]);
    let count = rows(fields, "view", 1, MAX_VIEWS, one_more);
    let mut asked = Vec::new();
    for n in 1..=count {
        let words = Field::new(
            format!("view.{n}.words"),
            Kind::Text,
            Tone::Words,
            l.t(format!("Barn sade ({n})"), format!("Children said ({n})")),
        )
        .hint(l.t(
            "Barnens egna ord, utan din tolkning. En sak i varje ruta.",
            "The children's own words, without your reading of them. One thing in each box.",
        ));
        asked.push(if n == 1 {
            words.required_when("consulted", &["yes", "known"]).missing(l.t(
                "Skriv vad barnen sade, med deras egna ord.",
                "Write what the children said, in their own words.",
            ))
        } else {
            words
        });
        asked.push(Field::new(
            format!("view.{n}.whose"),
            Kind::Line,
            Tone::Fact,
            l.t(
                format!("Vilka sade det, och när? ({n})"),
                format!("Who said so, and when? ({n})"),
            ),
        ));
    }
    let mut said = Group::new(l.t("Barnens ord", "The children's words")).fields(asked);
    if count < MAX_VIEWS {
        said.more = Some(
            l.t(
                "Lägg till något mer som barn sade",
                "Add something else children said",
            )
            .to_owned(),
        );
    }
    vec![how, said]
}

pub(super) fn announcement(l: Language) -> Vec<Group> {
    vec![Group::new("").fields(vec![
        Field::new(
            "told_how",
            Kind::Text,
            Tone::Fact,
            l.t("Hur får barnen veta vad det blev?", "How do the children learn what was decided?"),
        )
        .hint(l.t(
            "Vem berättar, var, och på vilket sätt, så att alla grupper nås.",
            "Who tells, where, and in what form, so that every group is reached.",
        )),
        Field::new(
            "told_text",
            Kind::Text,
            Tone::Fact,
            l.t("Vad säger ni till barnen?", "What do you tell the children?"),
        )
        .hint(l.t(
            "Vad som bestämdes, varför, vad ni gjorde med det de sade, och vad de kan göra om de tycker att det är fel.",
            "What was decided, why, what you did with what they said, and what they can do if they think it is wrong.",
        )),
        Field::new(
            "told_on",
            Kind::Date,
            Tone::Fact,
            l.t("Vilken dag fick barnen veta det?", "On which day were the children told?"),
        )
        .hint(l.t("Lämna tomt tills det är gjort.", "Leave empty until it is done.")),
        Field::new(
            "understood",
            Kind::Text,
            Tone::Fact,
            l.t("Vad svarade barnen, och hur vet ni att de förstod?", "What did the children answer, and how do you know that they understood?"),
        ),
    ])]
}
