use chrono::NaiveDate;

use super::sentences::as_sentence;
use crate::assessments::{ChildInView, DEPARTS, Material, NoteInView, Section};
use crate::cases::CaseKind;
use crate::content::LetterSituation;
use crate::dates;
use crate::fields::Fields;
use crate::language::Language;
use crate::participation::has_statements;

// SoL 3 kap. 4 §.
/// From this age on a child speaks for itself in its own case.
const SPEAKS_FOR_ITSELF: u32 = 15;

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
    /// Whether one of the child's statements that stand in the letter is departed from, so that the reply to it gives the reason
    /// ([`super::draft_reply`]) and the letter need not say it twice.
    pub reason_in_reply: bool,
    /// The day that the talk is planned for, in words.
    pub talk_on: String,
    /// Where the talk is to be, as a sentence; empty for a child whose whereabouts are protected.
    pub talk_place: String,
    /// Who talks with the child and who is there, as a sentence.
    pub talk_who: String,
    /// What the child is to know before the talk, said to the child.
    pub talk_about: String,
    /// What is to make the talk easier, as a sentence: interpreter, pictures, signs, aids.
    pub talk_support: String,
    /// Whether the child was heard.
    pub heard: bool,
    /// Whether the case is the child's own and it has turned 15.
    pub party_15: bool,
}

impl LetterFacts {
    pub(super) fn slot(&self, code: &str) -> Option<&str> {
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
            "talk_on" => &self.talk_on,
            "talk_place" => &self.talk_place,
            "talk_who" => &self.talk_who,
            "talk_about" => &self.talk_about,
            "talk_support" => &self.talk_support,
            _ => return None,
        })
    }

    pub(super) const fn situation(&self) -> LetterSituation {
        LetterSituation {
            heard: self.heard,
            reason_in_reply: self.reason_in_reply,
            party_15: self.party_15,
        }
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
    let heard: Vec<&NoteInView> = material.talks(id).collect();
    let met: Option<NaiveDate> = heard
        .iter()
        .filter_map(|n| dates::parse(material.section(Section::Note(n.id)).text("held_on")))
        .max();
    let (said, reason_in_reply) = words(material, child, l);
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
    let facts = LetterFacts {
        child: child.name.clone(),
        worker: worker.to_owned(),
        unit: unit.to_owned(),
        phone: phone.to_owned(),
        date_met: met.map(|day| dates::long(day, l)).unwrap_or_default(),
        statements: said,
        decision_plain: as_sentence(decision.text(&format!("plain.{id}"))),
        reasons_plain: as_sentence(decision.text(&format!("plain_why.{id}"))),
        next_step,
        departing: as_sentence(decision.text(&format!("plain_departs.{id}"))),
        reason_in_reply,
        heard: !heard.is_empty(),
        party_15: is_party(material, child),
        ..talk(material, &heard, l)
    };
    if child.protected {
        // A number leads to a unit, and a unit to a place.
        return LetterFacts {
            unit: String::new(),
            phone: String::new(),
            talk_place: String::new(),
            ..facts
        };
    }
    facts
}

/// What the child said that may stand in the letter, in quotation marks, and whether the decision departs from any of it.
fn words(material: &Material, child: &ChildInView, l: Language) -> (String, bool) {
    let weighing = material.section(Section::Weighing);
    let mut said = Vec::new();
    let mut departed = false;
    for statement in material.statements() {
        if statement.child == child.id && !statement.assess_first {
            said.push(l.t(format!("”{}”", statement.words), format!("“{}”", statement.words)));
            departed |= DEPARTS.contains(&weighing.text(&format!("s.{}.outcome", statement.key)));
        }
    }
    (said.join(" "), departed)
}

/// Whether the child is party to its own case and old enough to speak for itself. Siblings that the case touches are not party to it.
fn is_party(material: &Material, child: &ChildInView) -> bool {
    material.kind == CaseKind::Child
        && child.age.is_some_and(|age| age >= SPEAKS_FOR_ITSELF)
        && (material.children.len() == 1 || child.name == material.subject)
}

/// What is planned for the next talk: the child's latest occasion that is still to come.
fn talk(material: &Material, heard: &[&NoteInView], l: Language) -> LetterFacts {
    let notes: Vec<Fields> = heard
        .iter()
        .map(|n| material.section(Section::Note(n.id)))
        .collect();
    let Some(note) = notes.iter().rfind(|n| !is_held(n)) else {
        return LetterFacts::default();
    };
    let support = if note.has("plan_support") {
        note.text("plan_support")
    } else {
        note.text("support")
    };
    let place = if note.has("plan_where") {
        note.text("plan_where")
    } else {
        note.text("place")
    };
    LetterFacts {
        talk_on: dates::parse(note.text("held_on"))
            .map(|day| dates::long(day, l))
            .unwrap_or_default(),
        talk_place: as_sentence(place),
        talk_who: as_sentence(note.text("plan_who")),
        talk_about: as_sentence(note.text("plan_first")),
        talk_support: as_sentence(support),
        ..LetterFacts::default()
    }
}

/// Whether an occasion has been: who was there and what was said is written afterwards.
fn is_held(note: &Fields) -> bool {
    note.text("went") == "held" || has_statements(note) || note.has("present") || note.has("understanding")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::assessments::{Depth, NoteKind, Status};
    use crate::content::content;
    use crate::ids::{AssessmentId, ChildId, NoteId};
    use crate::organisation::AreaOfOperation;

    const SENDER: (&str, &str, &str) = ("Karin", "Enheten", "08-1");

    fn child(n: u128, age: u32) -> ChildInView {
        ChildInView {
            id: ChildId(uuid::Uuid::from_u128(n)),
            position: 1,
            name: "Elsa".into(),
            born: None,
            age: Some(age),
            protected: false,
            interpreter: String::new(),
            guardians: Vec::new(),
        }
    }

    /// One child of nine in an adult's case, with these occasions.
    fn material(notes: &[&[(&str, &str)]]) -> Material {
        let child = child(1, 9);
        let mut material = Material {
            id: AssessmentId(uuid::Uuid::from_u128(9)),
            kind: CaseKind::Adult,
            subject: "Anna".into(),
            revised: false,
            checklist: Arc::clone(content().checklist()),
            status: Status::Draft,
            depth: Depth::Standard,
            area: AreaOfOperation::IncomeSupport,
            children: vec![child.clone()],
            notes: Vec::new(),
            sections: BTreeMap::new(),
            measures: Vec::new(),
            attachments: Vec::new(),
        };
        for (n, texts) in (100..).zip(notes) {
            let id = NoteId(uuid::Uuid::from_u128(n));
            material.notes.push(NoteInView {
                id,
                child: child.id,
                kind: NoteKind::Heard,
                copied_from: None,
                letter: None,
            });
            material
                .sections
                .insert(Section::Note(id), texts.iter().copied().collect());
        }
        material
    }

    fn facts(material: &Material) -> LetterFacts {
        facts_for(material, &material.children[0], SENDER, Language::Swedish)
    }

    #[test]
    fn an_invitation_is_drafted_from_the_occasion_that_is_still_to_come() {
        let held: &[_] = &[
            ("held_on", "2026-05-02"),
            ("place", "Skolan"),
            ("present", "Karin"),
        ];
        let planned: &[_] = &[
            ("held_on", "2026-05-03"),
            ("place", "biblioteket"),
            ("plan_who", "Karin och Omar."),
            ("plan_first", "Vi vill prata om var du ska bo"),
            ("plan_support", "bilder"),
            ("support", "tolk"),
        ];
        for notes in [[held, planned], [planned, held]] {
            let facts = facts(&material(&notes));
            assert_eq!(facts.talk_on, "3 maj 2026");
            assert_eq!(facts.talk_place, "biblioteket.");
            assert_eq!(facts.talk_who, "Karin och Omar.");
            assert_eq!(facts.talk_about, "Vi vill prata om var du ska bo.");
            assert_eq!(facts.talk_support, "bilder.");
        }
    }

    #[test]
    fn nobody_is_invited_to_a_talk_that_has_been_and_an_unreadable_day_is_not_told() {
        let held: &[_] = &[
            ("held_on", "2026-05-02"),
            ("present", "Karin"),
            ("support", "tolk"),
        ];
        let found = facts(&material(&[held]));
        assert_eq!((found.talk_on.as_str(), found.talk_support.as_str()), ("", ""));
        let planned: &[_] = &[("held_on", "i maj"), ("plan_support", "tolk")];
        let found = facts(&material(&[held, planned]));
        assert_eq!(
            (found.talk_on.as_str(), found.talk_support.as_str()),
            ("", "tolk.")
        );
        assert_eq!(facts(&material(&[])).talk_place, "");
    }

    #[test]
    fn a_protected_childs_letter_names_no_unit_telephone_or_place() {
        let mut material = material(&[&[("place", "Skolan"), ("plan_who", "Karin")]]);
        material.children[0].protected = true;
        let facts = facts(&material);
        assert_eq!((facts.unit, facts.phone, facts.talk_place), Default::default());
        assert_eq!(facts.talk_who, "Karin.");
    }

    #[test]
    fn a_reply_gives_the_reason_only_if_the_words_that_are_departed_from_stand_in_the_letter() {
        for (assess_first, outcome, expected) in [
            ("", "departs", true),
            ("", "partly", true),
            ("", "follows", false),
            ("yes", "departs", false),
        ] {
            let mut material = material(&[&[
                ("statement.1.words", "Jag vill bo kvar."),
                ("statement.1.assess_first", assess_first),
            ]]);
            let key = material.statements()[0].key.clone();
            material.sections.insert(
                Section::Weighing,
                [(format!("s.{key}.outcome"), outcome)].into_iter().collect(),
            );
            let facts = facts(&material);
            assert_eq!(facts.reason_in_reply, expected, "{assess_first} {outcome}");
            assert_eq!(facts.statements.is_empty(), assess_first == "yes");
        }
    }

    #[test]
    fn a_child_speaks_for_itself_from_fifteen_in_its_own_case() {
        let mut material = material(&[]);
        material.kind = CaseKind::Child;
        for (age, expected) in [(14, false), (15, true)] {
            material.children[0].age = Some(age);
            assert_eq!(facts(&material).party_15, expected, "{age}");
        }
        let mut sibling = child(2, 16);
        sibling.name = "Otto".into();
        material.children.push(sibling);
        material.subject = "Otto".into();
        assert!(!facts(&material).party_15);
        material.subject = "Elsa".into();
        assert!(facts(&material).party_15);
        material.kind = CaseKind::Adult;
        assert!(!facts(&material).party_15);
    }
}
