use crate::assessments::ChildInView;
use crate::content::content;
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
}

/// The age from which a child speaks for itself (`SoL` 3 kap. 4 §).
const OWN_VOICE: u32 = 15;

/// Looks at a note's texts: the chosen basis and, where it is consent, one state per guardian of the child.
#[must_use]
pub fn consent_gate(child: &ChildInView, note: &Fields, language: Language) -> Gate {
    if child.age.is_some_and(|age| age >= OWN_VOICE) {
        return Gate::Open(
            language
                .t(
                    "Barnet har fyllt 15 år och för själv sin talan.",
                    "The child is 15 or older and speaks for itself.",
                )
                .to_owned(),
        );
    }
    let Some(basis) = content().basis(note.text("basis")) else {
        return Gate::Missing(vec![
            language
                .t(
                    "Välj vilken grund samtalet har.",
                    "Choose the basis for the talk.",
                )
                .to_owned(),
        ]);
    };
    let mut missing = Vec::new();
    if basis.reference_entered_by_worker && !note.has("basis_reference") {
        missing.push(
            language
                .t(
                    "Skriv grundens lagrum eller beslut.",
                    "Write the provision or decision that the basis rests on.",
                )
                .to_owned(),
        );
    }
    if basis.needs_consent {
        missing.extend(missing_consents(child, note, language));
    }
    if missing.is_empty() {
        Gate::Open(language.t(
            format!("Grund: {}", basis.text.get(language)),
            format!("Basis: {}", basis.text.get(language)),
        ))
    } else {
        Gate::Missing(missing)
    }
}

fn missing_consents(child: &ChildInView, note: &Fields, language: Language) -> Vec<String> {
    if child.guardians.is_empty() {
        return vec![
            language
                .t(
                    "Inga vårdnadshavare är inlagda för barnet. Lägg in dem, samtycke behövs från var och en.",
                    "No guardians are entered for the child. Enter them; consent is needed from each.",
                )
                .to_owned(),
        ];
    }
    let mut missing = Vec::new();
    let mut given = 0;
    for guardian in &child.guardians {
        let name = &guardian.name;
        match note.text(&format!("consent.{}", guardian.id)) {
            "given" => given += 1,
            "sole_custody" => {}
            "refused" => missing.push(language.t(
                format!("{name} har sagt nej. Prata inte med barnet på den här grunden."),
                format!("{name} has refused. Do not talk with the child on this basis."),
            )),
            "withdrawn" => missing.push(language.t(
                format!("{name} har tagit tillbaka sitt samtycke. Prata inte med barnet på den här grunden."),
                format!("{name} has withdrawn consent. Do not talk with the child on this basis."),
            )),
            "danger" => missing.push(language.t(
                format!("{name} är inte tillfrågad därför att det vore farligt. Samtycke räcker inte som grund, välj en annan."),
                format!("{name} has not been asked because it would be dangerous. Consent is not enough; choose another basis."),
            )),
            _ => missing.push(language.t(
                format!("{name} är inte tillfrågad. Fråga innan någon kontaktar barnet."),
                format!("{name} has not been asked. Ask before anybody contacts the child."),
            )),
        }
    }
    if missing.is_empty() && given == 0 {
        missing.push(
            language
                .t("Ingen vårdnadshavare har samtyckt.", "No guardian has consented.")
                .to_owned(),
        );
    }
    missing
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

    fn is_open(child: &ChildInView, note: &Fields) -> bool {
        matches!(consent_gate(child, note, Language::Swedish), Gate::Open(_))
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
}
