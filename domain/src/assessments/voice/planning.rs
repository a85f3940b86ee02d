//! What is thought out before a talk.

use super::{ChildInView, Depth, Field, Group, Kind, Material, Tone};
use crate::assessments::parts::choice;
use crate::cases::CaseKind;
use crate::language::Language;

/// A quick assessment asks only for what other pages use: what the child must know first, and who is best placed.
pub(super) fn planning(child: &ChildInView, material: &Material, called_off: bool, l: Language) -> Group {
    let thorough = material.depth == Depth::Thorough && !called_off;
    let mut fields = Vec::new();
    if material.depth > Depth::Quick {
        fields.extend(who_where_and_how(child, thorough, l));
    }
    fields.push(first(child, thorough, l));
    fields.push(better_placed(child, material, called_off, l));
    Group::new(l.t("Planera samtalet", "Plan the talk")).fields(fields)
}

fn who_where_and_how(child: &ChildInView, thorough: bool, l: Language) -> Vec<Field> {
    let name = &child.name;
    vec![
        Field::new(
            "plan_who",
            Kind::Text,
            Tone::Fact,
            l.t(
                format!("Vem ska prata med {name}, och varför kan {name} lita på den personen?"),
                format!("Who is to talk with {name}, and why can {name} trust that person?"),
            ),
        )
        .required_if(thorough),
        Field::new(
            "plan_where",
            Kind::Line,
            Tone::Fact,
            l.t("Var ska ni ses?", "Where will you meet?"),
        ),
        Field::new(
            "plan_support",
            Kind::Line,
            Tone::Fact,
            l.t("Vilket stöd behövs?", "Which support is needed?"),
        )
        .hint(l.t(
            "Tolk, bilder, tecken, hjälpmedel eller en stödperson. Ett barn är aldrig tolk.",
            "Interpreter, pictures, signs, aids or a supporting person. A child is never an interpreter.",
        )),
        Field::new(
            "plan_choice",
            Kind::Line,
            Tone::Fact,
            l.t(
                format!("Vad får {name} välja själv?"),
                format!("What may {name} choose?"),
            ),
        )
        .hint(l.t(
            "Till exempel hur, var, när och med vem.",
            "For example how, where, when and with whom.",
        )),
    ]
}

fn first(child: &ChildInView, thorough: bool, l: Language) -> Field {
    let name = &child.name;
    Field::new(
        "plan_first",
        Kind::Text,
        Tone::Fact,
        l.t(
            format!("Vad behöver {name} veta först?"),
            format!("What must {name} know first?"),
        ),
    )
    .hint(l.t(
        "Skriv till barnet, så som du säger det. Texten följer med i inbjudan.",
        "Write it to the child, the way you say it. The text comes along in the invitation.",
    ))
    .example(l.t(
        "Det handlar om var ni ska bo. Jag bestämmer inte ensam, men jag vill veta vad du tycker. Du får låta bli att svara, och inget du säger är fel.",
        "It is about where you will live. I do not decide alone, but I want to know what you think. You need not answer, and nothing you say is wrong.",
    ))
    .required_if(thorough)
}

fn better_placed(child: &ChildInView, material: &Material, called_off: bool, l: Language) -> Field {
    let options = choice(
        &[
            ("no", "Nej", "No"),
            ("yes", "Ja", "Yes"),
            ("unknown", "Vet inte", "Do not know"),
        ],
        l,
    );
    let asked = material.kind == CaseKind::Adult && material.depth >= Depth::Standard && !called_off;
    Field::new(
        "better_placed",
        options,
        Tone::Fact,
        l.t(
            format!("Är någon annan bättre placerad att prata med {}?", child.name),
            format!("Is somebody else better placed to talk with {}?", child.name),
        ),
    )
    .hint(l.t(
        "Till exempel en annan enhet, skolan eller en mottagning där barnet redan känner någon.",
        "For example another unit, the school or a clinic where the child knows somebody already.",
    ))
    .explaining(vec![(
        "yes".to_owned(),
        vec![
            l.t(
                "Skriv en ny anteckning i steg 4: ”Be en annan enhet att prata med barnet”.",
                "Write a new note in step 4: “Ask another unit to talk with the child”.",
            )
            .to_owned(),
        ],
    )])
    .required_if(asked)
}
