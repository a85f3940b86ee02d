use chrono::NaiveDate;

use super::{TalkState, talk_state};
use crate::assessments::ChildInView;
use crate::cases::Guardian;
use crate::content::{LegalBasis, content};
use crate::dates;
use crate::fields::Fields;
use crate::language::Language;

/// Where a guardian's consent stands: code, Swedish, English.
pub const CONSENT_STATES: [(&str, &str, &str); 6] = [
    ("not_yet", "Inte tillfrågad än", "Not asked yet"),
    ("given", "Har samtyckt", "Has consented"),
    ("refused", "Har sagt nej", "Has refused"),
    (
        "withdrawn",
        "Har tagit tillbaka sitt samtycke",
        "Has withdrawn consent",
    ),
    (
        "sole_custody",
        "Behöver inte tillfrågas, den andra har ensam vårdnad",
        "Need not be asked, the other has sole custody",
    ),
    (
        "danger",
        "Inte tillfrågad, att fråga skulle utsätta någon för fara",
        "Not asked, asking would endanger somebody",
    ),
];

/// Whether a talk with the child has the ground it needs. The gate never allows or forbids by itself; it says what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Everything is recorded; says on what ground.
    Open(String),
    /// What is missing, a sentence each.
    Missing(Vec<String>),
    /// A guardian has refused, or has withdrawn consent, and the talk rests on consent: it is not to be held on this ground. What
    /// stands in the way, a sentence each.
    Stopped(Vec<String>),
}

impl Gate {
    /// What stands in the way; nothing where it is open.
    #[must_use]
    pub fn reasons(&self) -> &[String] {
        match self {
            Self::Open(_) => &[],
            Self::Missing(reasons) | Self::Stopped(reasons) => reasons,
        }
    }
}

/// The age from which a child speaks for itself (`SoL` 3 kap. 4 §).
const OWN_VOICE: u32 = 15;

/// Looks at a talk's texts: the chosen basis, whether it could be chosen on the day of the talk, and, where it is consent, one state
/// per guardian of the child. A talk without a day is looked at as if it were held today.
#[must_use]
pub fn consent_gate(child: &ChildInView, note: &Fields, today: NaiveDate, l: Language) -> Gate {
    if child.age.is_some_and(|age| age >= OWN_VOICE) {
        return Gate::Open(
            l.t(
                "Barnet har fyllt 15 år och för själv sin talan.",
                "The child is 15 or older and speaks for itself.",
            )
            .to_owned(),
        );
    }
    let Some(basis) = content().basis(note.text("basis")) else {
        return Gate::Missing(vec![
            l.t(
                "Välj vilken grund samtalet har.",
                "Choose the basis for the talk.",
            )
            .to_owned(),
        ]);
    };
    let day = dates::parse(note.text("held_on")).unwrap_or(today);
    let mut missing = lacks(basis, note, day, l);
    let mut stopped = false;
    if basis.needs_consent {
        let consents = Consents::of(child, note, today, l);
        missing.extend(consents.missing);
        stopped = consents.stopped;
    }
    match (stopped, missing.is_empty()) {
        (true, _) => Gate::Stopped(missing),
        (false, false) => Gate::Missing(missing),
        (false, true) => Gate::Open(ground(basis, note, l)),
    }
}

/// What the basis itself lacks: its day, or the provision that the worker has to enter.
fn lacks(basis: &LegalBasis, note: &Fields, day: NaiveDate, l: Language) -> Vec<String> {
    let mut missing = Vec::new();
    if !basis.is_valid_on(day) {
        let (name, day) = (basis.text.get(l), dates::long(day, l));
        missing.push(l.t(
            format!("Grunden ”{name}” gäller inte för ett samtal den {day}. Välj en annan grund."),
            format!("The basis “{name}” does not hold for a talk on {day}. Choose another basis."),
        ));
    }
    if basis.reference_entered_by_worker && !note.has("basis_reference") {
        missing.push(
            l.t(
                "Skriv grundens lagrum eller beslut.",
                "Write the provision or decision that the basis rests on.",
            )
            .to_owned(),
        );
    }
    missing
}

/// The basis in words, with the provision that it rests on.
fn ground(basis: &LegalBasis, note: &Fields, l: Language) -> String {
    let cited = basis.reference.as_deref().and_then(|id| content().reference(id));
    let reference = cited.map_or_else(|| note.text("basis_reference"), |r| r.short.get(l));
    let name = basis.text.get(l);
    let words = if reference.is_empty() {
        name.to_owned()
    } else {
        format!("{name} ({reference})")
    };
    l.t(format!("Grund: {words}"), format!("Basis: {words}"))
}

/// What the guardians' consents come to.
#[derive(Default)]
struct Consents {
    /// How many have consented.
    given: usize,
    /// What stands in the way, a sentence each.
    missing: Vec<String>,
    /// Whether somebody has refused or withdrawn.
    stopped: bool,
}

impl Consents {
    fn of(child: &ChildInView, note: &Fields, today: NaiveDate, l: Language) -> Self {
        let mut all = Self::default();
        if child.guardians.is_empty() {
            all.lacks(l.t(
                "Inga vårdnadshavare är inlagda för barnet. Lägg in dem, samtycke behövs från var och en.",
                "No guardians are entered for the child. Enter them; consent is needed from each.",
            ));
            return all;
        }
        let held = held_on(note, today);
        for guardian in &child.guardians {
            all.count(guardian, note, held, l);
        }
        if all.missing.is_empty() && all.given == 0 {
            all.lacks(l.t("Ingen vårdnadshavare har samtyckt.", "No guardian has consented."));
        }
        all
    }

    fn lacks(&mut self, sentence: impl Into<String>) {
        self.missing.push(sentence.into());
    }

    /// `held` is the day on which the talk was held, if it was.
    fn count(&mut self, guardian: &Guardian, note: &Fields, held: Option<NaiveDate>, l: Language) {
        let name = &guardian.name;
        let on = dates::parse(note.text(&format!("consent_on.{}", guardian.id)));
        let after = matches!((on, held), (Some(on), Some(held)) if on > held);
        match note.text(&format!("consent.{}", guardian.id)) {
            "given" if after => self.lacks(l.t(
                format!("{name} samtyckte först efter samtalet. Samtycke ska finnas före, välj en annan grund om det finns en."),
                format!("{name} consented only after the talk. Consent is needed before it; choose another basis if there is one."),
            )),
            // Consent that was there when the talk was held carries it, also where it is taken back afterwards.
            "given" => self.given += 1,
            "withdrawn" if after => self.given += 1,
            "sole_custody" => {}
            "refused" => {
                self.stopped = true;
                self.lacks(l.t(
                    format!("{name} har sagt nej. Prata inte med barnet på den här grunden."),
                    format!("{name} has refused. Do not talk with the child on this basis."),
                ));
            }
            "withdrawn" => {
                self.stopped = true;
                self.lacks(l.t(
                    format!("{name} har tagit tillbaka sitt samtycke. Prata inte med barnet på den här grunden."),
                    format!("{name} has withdrawn consent. Do not talk with the child on this basis."),
                ));
            }
            "danger" => self.lacks(l.t(
                format!("{name} är inte tillfrågad därför att det vore farligt. Samtycke räcker inte som grund. Välj en annan grund med hänvisning, eller skriv varför barnet inte hörs."),
                format!("{name} has not been asked because it would be dangerous. Consent is not enough. Choose another basis with its reference, or write why the child is not heard."),
            )),
            _ => self.lacks(l.t(
                format!("{name} är inte tillfrågad. Fråga innan någon kontaktar barnet."),
                format!("{name} has not been asked. Ask before anybody contacts the child."),
            )),
        }
    }
}

/// The day of a talk that was held.
fn held_on(note: &Fields, today: NaiveDate) -> Option<NaiveDate> {
    match talk_state(note, today) {
        TalkState::Held => dates::parse(note.text("held_on")),
        TalkState::Planned | TalkState::CalledOff => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{Guardian, GuardianRole};
    use crate::ids::{ChildId, GuardianId};
    use uuid::Uuid;

    fn child(age: u32, guardians: u128) -> ChildInView {
        ChildInView {
            id: ChildId(Uuid::from_u128(1)),
            position: 1,
            name: "Elsa".into(),
            born: None,
            age: Some(age),
            protected: false,
            interpreter: String::new(),
            guardians: (0..guardians)
                .map(|n| Guardian {
                    id: GuardianId(Uuid::from_u128(n)),
                    name: format!("V{n}"),
                    role: GuardianRole::Other,
                })
                .collect(),
        }
    }

    fn note(states: &[&str]) -> Fields {
        let mut fields: Fields = [("basis", "consent")].into_iter().collect();
        for (n, state) in states.iter().enumerate() {
            fields.set(
                format!("consent.{}", GuardianId(Uuid::from_u128(n as u128))),
                *state,
            );
        }
        fields
    }

    fn day(text: &str) -> NaiveDate {
        dates::parse(text).unwrap()
    }

    fn gate(child: &ChildInView, note: &Fields) -> Gate {
        consent_gate(child, note, day("2026-11-21"), Language::Swedish)
    }

    fn is_open(child: &ChildInView, note: &Fields) -> bool {
        matches!(gate(child, note), Gate::Open(_))
    }

    #[test]
    fn only_consent_from_everybody_who_must_be_asked_opens_the_gate() {
        let two = child(9, 2);
        for (a, _, _) in CONSENT_STATES {
            for (b, _, _) in CONSENT_STATES {
                let expected = matches!(
                    (a, b),
                    ("given", "given" | "sole_custody") | ("sole_custody", "given")
                );
                assert_eq!(is_open(&two, &note(&[a, b])), expected, "{a} {b}");
            }
        }
    }

    #[test]
    fn no_basis_no_guardians_and_a_missing_reference_are_named() {
        assert!(!is_open(&child(9, 1), &Fields::default()));
        assert!(!is_open(&child(9, 0), &note(&[])));
        let other: Fields = [("basis", "other")].into_iter().collect();
        assert!(!is_open(&child(9, 1), &other));
        let with: Fields = [("basis", "other"), ("basis_reference", "LVU 32 §")]
            .into_iter()
            .collect();
        assert!(is_open(&child(9, 1), &with));
    }

    #[test]
    fn from_fifteen_the_child_speaks_for_itself() {
        assert!(is_open(&child(15, 2), &Fields::default()));
        assert!(!is_open(&child(14, 2), &Fields::default()));
    }

    #[test]
    fn every_state_at_every_age_is_open_missing_or_stopped_as_the_rules_say() {
        for age in 0..18 {
            for (a, _, _) in CONSENT_STATES {
                for (b, _, _) in CONSENT_STATES {
                    let found = gate(&child(age, 2), &note(&[a, b]));
                    let says_no = |state| matches!(state, "refused" | "withdrawn");
                    let carries = |state| matches!(state, "given" | "sole_custody");
                    if age >= 15 || carries(a) && carries(b) && (a, b) != ("sole_custody", "sole_custody") {
                        assert!(matches!(found, Gate::Open(_)), "{age} {a} {b}: {found:?}");
                        assert!(found.reasons().is_empty());
                    } else if says_no(a) || says_no(b) {
                        assert!(matches!(found, Gate::Stopped(_)), "{age} {a} {b}: {found:?}");
                    } else {
                        assert!(matches!(found, Gate::Missing(_)), "{age} {a} {b}: {found:?}");
                    }
                    assert!(found.reasons().iter().all(|r| !r.is_empty()));
                }
            }
        }
    }

    #[test]
    fn another_basis_with_its_reference_carries_where_asking_would_endanger() {
        let mut note = note(&["given", "danger"]);
        assert!(!is_open(&child(9, 2), &note));
        note.set("basis", "other");
        assert!(!is_open(&child(9, 2), &note));
        note.set("basis_reference", "SoL 20 kap. 7 §");
        let Gate::Open(ground) = gate(&child(9, 2), &note) else {
            panic!("closed")
        };
        assert!(ground.contains("SoL 20 kap. 7 §"), "{ground}");
    }

    #[test]
    fn a_basis_holds_from_its_first_day_by_the_day_of_the_talk_or_today() {
        let mut note: Fields = [("basis", "investigation")].into_iter().collect();
        let open_on = |note: &Fields, today: &str| {
            matches!(
                consent_gate(&child(9, 1), note, day(today), Language::Swedish),
                Gate::Open(_)
            )
        };
        assert!(!open_on(&note, "2025-06-30"));
        assert!(open_on(&note, "2025-07-01"));
        note.set("held_on", "2025-06-30");
        assert!(!open_on(&note, "2026-11-21"));
        note.set("held_on", "2025-07-01");
        assert!(open_on(&note, "2025-06-01"));
    }

    #[test]
    fn consent_counts_by_its_day_against_the_day_of_the_talk() {
        let guardian = GuardianId(Uuid::from_u128(0));
        let found = |state: &str, on: &str, held: &str| {
            let mut note = note(&[state]);
            note.set(format!("consent_on.{guardian}"), on);
            note.set("held_on", held);
            gate(&child(9, 1), &note)
        };
        assert!(matches!(
            found("given", "2026-11-14", "2026-11-14"),
            Gate::Open(_)
        ));
        assert!(matches!(
            found("given", "2026-11-15", "2026-11-14"),
            Gate::Missing(_)
        ));
        // Withdrawn after the talk was held, before it, and before one that is still planned.
        assert!(matches!(
            found("withdrawn", "2026-11-15", "2026-11-14"),
            Gate::Open(_)
        ));
        assert!(matches!(
            found("withdrawn", "2026-11-14", "2026-11-14"),
            Gate::Stopped(_)
        ));
        assert!(matches!(found("withdrawn", "", "2026-11-14"), Gate::Stopped(_)));
        assert!(matches!(
            found("withdrawn", "2026-12-02", "2026-12-01"),
            Gate::Stopped(_)
        ));
        assert!(matches!(
            found("refused", "2026-11-15", "2026-11-14"),
            Gate::Stopped(_)
        ));
    }
}
