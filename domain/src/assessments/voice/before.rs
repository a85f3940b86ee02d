//! Basis and consent stand first, because they are asked before anybody contacts the child.

use super::{ChildInView, Field, Group, Kind, Tone};
use crate::assessments::parts::choice;
use crate::cases::Guardian;
use crate::content::{LegalBasis, content};
use crate::dates;
use crate::language::Language;
use crate::participation::CONSENT_STATES;

pub(super) fn before(child: &ChildInView, l: Language) -> Group {
    let bases = content().bases();
    let options = bases
        .iter()
        .map(|b| (b.id.clone(), b.text.get(l).to_owned()))
        .collect();
    let mut fields = vec![
        Field::new(
            "basis",
            Kind::Choice(options),
            Tone::Fact,
            l.t("Vilken grund har samtalet?", "What is the basis for the talk?"),
        )
        .explaining(bases.iter().map(|b| (b.id.clone(), says(b, l))).collect()),
        Field::new(
            "basis_reference",
            Kind::Line,
            Tone::Fact,
            l.t("Lagrum eller beslut", "Provision or decision"),
        )
        .hint(l.t(
            "Behövs när grunden inte är samtycke eller en utredning.",
            "Needed when the basis is neither consent nor an investigation.",
        )),
    ];
    fields.extend(child.guardians.iter().flat_map(|g| consent(g, l)));
    Group::new(l.t(
        format!("Innan du pratar med {}", child.name),
        format!("Before you talk with {}", child.name),
    ))
    .lead(l.t(
        "Fyll i det här först. Kontakta ingen förrän grunden är klar.",
        "Fill this in first. Contact nobody before the basis is clear.",
    ))
    .fields(fields)
}

/// A basis' conditions, the provision that it rests on, and from when until when it can be chosen.
fn says(basis: &LegalBasis, l: Language) -> Vec<String> {
    let mut says: Vec<String> = basis.conditions.iter().map(|c| c.get(l).to_owned()).collect();
    if let Some(reference) = basis.reference.as_deref().and_then(|id| content().reference(id)) {
        says.push(format!("{}: {}", reference.short.get(l), reference.title.get(l)));
    }
    if let Some(day) = basis.valid_from.map(|day| dates::long(day, l)) {
        says.push(l.t(format!("Gäller från {day}."), format!("Valid from {day}.")));
    }
    if let Some(day) = basis.valid_to.map(|day| dates::long(day, l)) {
        says.push(l.t(format!("Gäller till {day}."), format!("Valid until {day}.")));
    }
    says
}

/// Where one guardian's consent stands, since when, and why a guardian is not asked.
fn consent(guardian: &Guardian, l: Language) -> [Field; 3] {
    let (id, name) = (&guardian.id, &guardian.name);
    let state = format!("consent.{id}");
    let on = Field::new(
        format!("consent_on.{id}"),
        Kind::Date,
        Tone::Fact,
        l.t(
            format!("Datum för svaret från {name}"),
            format!("Date of {name}'s answer"),
        ),
    )
    .required_when(state.as_str(), &["given", "refused", "withdrawn"]);
    let why = Field::new(
        format!("consent_why.{id}"),
        Kind::Line,
        Tone::Fact,
        l.t(
            format!("Varför är {name} inte tillfrågad?"),
            format!("Why has {name} not been asked?"),
        ),
    )
    .hint(l.t(
        "Behövs vid ensam vårdnad och vid fara. Skriv så att texten inte själv avslöjar det som är farligt.",
        "Needed with sole custody and with danger. Write so that the text does not itself give away what is dangerous.",
    ))
    .required_when(state.as_str(), &["sole_custody", "danger"]);
    [
        Field::new(
            state,
            choice(&CONSENT_STATES, l),
            Tone::Fact,
            l.t(format!("Samtycke från {name}"), format!("Consent from {name}")),
        ),
        on,
        why,
    ]
}
