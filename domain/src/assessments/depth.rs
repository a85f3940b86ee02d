//! Step 0: how deep the assessment goes. The tool proposes from answers and says why; the worker chooses and says why.

use super::parts::choice;
use super::{Depth, Field, Group, Kind, Material, Tone};
use crate::cases::CaseKind;
use crate::fields::Fields;
use crate::language::Language;

/// What decides how deep to go: code, Swedish, English, and what a yes proposes by itself.
pub const DEPTH_QUESTIONS: [(&str, &str, &str, Depth); 6] = [
    (
        "care",
        "Det gäller vård, placering, behandling, boende eller umgänge för ett barn.",
        "It is about care, placement, treatment, residence or contact for a child.",
        Depth::Thorough,
    ),
    (
        "violence",
        "Det finns våld, hot eller vanvård i bilden.",
        "There is violence, threat or neglect.",
        Depth::Thorough,
    ),
    (
        "lasting",
        "Följderna för barnet kan bli stora eller svåra att ändra.",
        "The consequences for the child may be great or hard to undo.",
        Depth::Thorough,
    ),
    (
        "worse",
        "Något kan bli sämre för barnet.",
        "Something may get worse for the child.",
        Depth::Standard,
    ),
    (
        "disagree",
        "Barn och vuxna är oense, eller barnens behov går isär.",
        "Children and adults disagree, or the children's needs differ.",
        Depth::Standard,
    ),
    (
        "fragile",
        "Ett barn är särskilt utsatt: litet, med funktionsnedsättning, med skyddade uppgifter eller nytt i landet.",
        "A child is particularly exposed: small, with a disability, with a protected identity or new in the country.",
        Depth::Standard,
    ),
];

/// What is proposed, and why, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The depth.
    pub depth: Depth,
    /// The answers that led to it.
    pub reasons: Vec<String>,
}

/// Proposes a depth from the ticked answers. A child's own case is never proposed as quick.
#[must_use]
pub fn propose(kind: CaseKind, answers: &Fields, l: Language) -> Proposal {
    let ticked = DEPTH_QUESTIONS.iter().filter(|(code, ..)| answers.ticked(code));
    let depth = ticked
        .clone()
        .map(|(.., depth)| *depth)
        .max()
        .unwrap_or(Depth::Quick);
    let mut reasons: Vec<String> = ticked
        .filter(|(.., proposes)| *proposes == depth)
        .map(|(_, sv, en, _)| l.t(*sv, *en).to_owned())
        .collect();
    let own = kind == CaseKind::Child;
    if reasons.is_empty() && !own {
        reasons.push(
            l.t(
                "Inget av påståendena stämmer: det som beslutas är litet och går att ändra.",
                "None of the statements is true: what is decided is small and can be undone.",
            )
            .to_owned(),
        );
    }
    if own && depth <= Depth::Standard {
        reasons.push(
            l.t(
                "Ärendet är barnets eget. Då är en snabb analys sällan nog.",
                "The case is the child's own. A quick assessment is seldom enough then.",
            )
            .to_owned(),
        );
    }
    Proposal {
        depth: if own { depth.max(Depth::Standard) } else { depth },
        reasons,
    }
}

/// The options for choosing a depth, with what each means.
#[must_use]
pub fn depth_options(l: Language) -> Vec<(String, String)> {
    [
        (
            Depth::Quick,
            "Snabb: en sida, för det som är litet och går att ändra",
            "Quick: one page, for what is small and can be undone",
        ),
        (Depth::Standard, "Normal: alla steg", "Standard: all steps"),
        (
            Depth::Thorough,
            "Fördjupad: alla steg, fler frågor och alltid en andra persons underskrift",
            "Thorough: all steps, more questions, and always a second person's signature",
        ),
    ]
    .into_iter()
    .map(|(depth, sv, en)| (depth.code().to_owned(), l.t(sv, en).to_owned()))
    .collect()
}

/// What stands about the depth in the record: the answers, the choice, and each time it was raised.
pub(super) fn depth(material: &Material, fields: &Fields, l: Language) -> Vec<Group> {
    let answers = DEPTH_QUESTIONS
        .iter()
        .map(|(code, sv, en, _)| Field::new(*code, Kind::Tick, Tone::Judgement, l.t(*sv, *en)))
        .collect();
    let depths: Vec<_> = Depth::ALL
        .iter()
        .map(|d| (d.code(), d.name(l), d.name(l)))
        .collect();
    let mut chosen = vec![
        Field::new(
            "proposed",
            choice(&depths, l),
            Tone::Fact,
            l.t("Föreslaget djup", "Proposed depth"),
        ),
        Field::new(
            "chosen",
            choice(&depths, l),
            Tone::Judgement,
            l.t("Valt djup", "Chosen depth"),
        ),
        Field::new(
            "why",
            Kind::Text,
            Tone::Judgement,
            l.t("Varför det djupet?", "Why that depth?"),
        ),
    ];
    for depth in [Depth::Standard, Depth::Thorough] {
        let name = format!("raised.{}", depth.code());
        if fields.has(&name) && material.depth >= depth {
            chosen.push(Field::new(
                name,
                Kind::Text,
                Tone::Judgement,
                l.t(
                    format!("Varför djupet höjdes till {}", depth.word(l)),
                    format!("Why the depth was raised to {}", depth.word(l)),
                ),
            ));
        }
    }
    vec![
        Group::new(l.t("Det här stämmer", "This is true")).fields(answers),
        Group::new(l.t("Valet", "The choice")).fields(chosen),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const L: Language = Language::Swedish;

    fn ticked(codes: &[&str]) -> Fields {
        codes
            .iter()
            .map(|c| ((*c).to_owned(), "yes".to_owned()))
            .collect()
    }

    #[test]
    fn the_heaviest_answer_decides_and_is_named_as_the_reason() {
        assert_eq!(propose(CaseKind::Adult, &ticked(&[]), L).depth, Depth::Quick);
        assert_eq!(
            propose(CaseKind::Adult, &ticked(&["worse"]), L).depth,
            Depth::Standard
        );
        let proposal = propose(CaseKind::Adult, &ticked(&["worse", "violence"]), L);
        assert_eq!(proposal.depth, Depth::Thorough);
        assert_eq!(proposal.reasons, ["Det finns våld, hot eller vanvård i bilden."]);
    }

    #[test]
    fn every_proposal_has_a_reason_and_a_childs_own_case_is_never_proposed_as_quick() {
        for kind in CaseKind::ALL {
            for bits in 0..1_u32 << DEPTH_QUESTIONS.len() {
                let codes: Vec<&str> = DEPTH_QUESTIONS
                    .iter()
                    .enumerate()
                    .filter(|(n, _)| bits & (1 << n) != 0)
                    .map(|(_, (code, ..))| *code)
                    .collect();
                let proposal = propose(kind, &ticked(&codes), L);
                assert!(!proposal.reasons.is_empty(), "{kind:?} {codes:?}");
                assert!(proposal.depth > Depth::Screening);
                assert!(kind != CaseKind::Child || proposal.depth >= Depth::Standard);
            }
        }
    }
}
