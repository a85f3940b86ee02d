use chrono::NaiveDate;

use super::AgeBand;
use crate::assessments::{ChildInView, Material, Section};
use crate::content::{LetterSituation, content};
use crate::dates;
use crate::fields::Fields;
use crate::language::Language;

/// What a letter may be drafted from: confirmed facts of the case and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterFacts {
    /// What the child is called.
    pub child: String,
    /// Who writes.
    pub worker: String,
    /// From where; empty for a child whose whereabouts are protected.
    pub unit: String,
    /// How to reach the writer; empty for a child whose whereabouts are protected.
    pub phone: String,
    /// When they met, in words.
    pub date_met: String,
    /// The child's words, those that have to be assessed first left out.
    pub statements: String,
    /// The decision as said to the child.
    pub decision_plain: String,
    /// Why, as said to the child.
    pub reasons_plain: String,
    /// What happens next.
    pub next_step: String,
    /// Why it is not what the child wished, as said to the child.
    pub departing: String,
    /// Whether the child was heard.
    pub heard: bool,
}

impl LetterFacts {
    fn slot(&self, code: &str) -> Option<&str> {
        Some(match code {
            "child" => &self.child,
            "worker" => &self.worker,
            "unit" => &self.unit,
            "phone" => &self.phone,
            "date_met" => &self.date_met,
            "statements" => &self.statements,
            "decision_plain" => &self.decision_plain,
            "reasons_plain" => &self.reasons_plain,
            "next_step" => &self.next_step,
            "departing" => &self.departing,
            _ => return None,
        })
    }
}

/// Collects the facts for one child's letter. `worker`, `unit` and `phone` are the sender's.
#[must_use]
pub fn facts_for(
    material: &Material,
    child: &ChildInView,
    (worker, unit, phone): (&str, &str, &str),
    l: Language,
) -> LetterFacts {
    let decision = material.section(Section::Decision);
    let id = child.id;
    let heard: Vec<_> = material.talks(id).collect();
    let met: Option<NaiveDate> = heard
        .iter()
        .filter_map(|n| dates::parse(material.section(Section::Note(n.id)).text("held_on")))
        .max();
    let said: Vec<String> = material
        .statements()
        .into_iter()
        .filter(|s| s.child == id && !s.assess_first)
        .map(|s| l.t(format!("”{}”", s.words), format!("“{}”", s.words)))
        .collect();
    let next_step = material
        .follow_up_on()
        .map(|day| {
            let day = dates::long(day, l);
            l.t(
                format!("Den {day} hör jag hur det har blivit för dig."),
                format!("On {day} I will ask how things have turned out for you."),
            )
        })
        .unwrap_or_default();
    LetterFacts {
        child: child.name.clone(),
        worker: worker.to_owned(),
        unit: if child.protected {
            String::new()
        } else {
            unit.to_owned()
        },
        // A number leads to a unit, and a unit to a place.
        phone: if child.protected {
            String::new()
        } else {
            phone.to_owned()
        },
        date_met: met.map(|day| dates::long(day, l)).unwrap_or_default(),
        statements: said.join(" "),
        decision_plain: decision.text(&format!("plain.{id}")).to_owned(),
        reasons_plain: decision.text(&format!("plain_why.{id}")).to_owned(),
        next_step,
        departing: decision.text(&format!("plain_departs.{id}")).to_owned(),
        heard: !heard.is_empty(),
    }
}

/// The letter's sections by code, drafted from the facts. Every sentence is the writer's to change.
#[must_use]
pub fn draft(band: AgeBand, facts: &LetterFacts, l: Language) -> Fields {
    let Some(outline) = content().letter_outline(band.code()) else {
        return Fields::default();
    };
    // A child in an adult's case is not party to it.
    let situation = LetterSituation {
        heard: facts.heard,
        party_15: false,
    };
    outline
        .sections
        .iter()
        .map(|section| {
            let sentences: Vec<String> = section
                .sentences
                .iter()
                .filter_map(|s| s.fill(l, situation, |slot| facts.slot(slot)))
                .collect();
            (section.code.clone(), sentences.join(" "))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> LetterFacts {
        LetterFacts {
            child: "Elsa".into(),
            worker: "Karin".into(),
            unit: "Ekonomiskt bistånd Norr".into(),
            phone: "070-174 06 05".into(),
            date_met: "14 november 2026".into(),
            statements: "”Jag vill inte flytta.”".into(),
            decision_plain: "Ni får bo kvar till sommaren.".into(),
            reasons_plain: "Du ska kunna gå klart året i din skola.".into(),
            heard: true,
            ..LetterFacts::default()
        }
    }

    #[test]
    fn the_childs_words_and_the_decision_are_in_every_band() {
        for band in AgeBand::ALL {
            for l in Language::ALL {
                let text: String = draft(band, &facts(), l)
                    .0
                    .into_values()
                    .collect::<Vec<_>>()
                    .join("\n");
                for needed in ["Elsa", "Jag vill inte flytta.", "Ni får bo kvar till sommaren."] {
                    assert!(text.contains(needed), "{band:?} {l:?}: {text}");
                }
            }
        }
    }

    #[test]
    fn a_decision_against_the_childs_wish_says_so() {
        let mut facts = facts();
        facts.departing = "Pengarna räcker inte till det du ville.".into();
        for band in AgeBand::ALL {
            let text = draft(band, &facts, Language::Swedish)
                .text("what_we_did")
                .to_owned();
            assert!(text.contains("Pengarna räcker inte"), "{band:?}: {text}");
        }
    }

    #[test]
    fn braces_in_a_childs_words_are_not_filled_in() {
        let mut facts = facts();
        facts.statements = "”{phone}”".into();
        assert!(
            draft(AgeBand::Seven, &facts, Language::Swedish)
                .text("told")
                .contains("{phone}")
        );
    }
}
