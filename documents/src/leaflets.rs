//! A unit's leaflet as a document: what it says everywhere, then what the unit says of itself and how to reach it.

use chrono::NaiveDate;
use domain::content::{Leaflet, LeafletSection, content};
use domain::language::Language as Spoken;
use domain::organisation::{LeafletKind, LeafletText};

use crate::letters::language;
use crate::model::{Block, Document, KeyValue};

/// What a leaflet is made of.
#[derive(Clone, Copy, Debug)]
pub struct LeafletParts<'a> {
    /// For whom.
    pub kind: LeafletKind,
    /// In which language.
    pub language: Spoken,
    /// The unit's name.
    pub unit: &'a str,
    /// The unit's telephone, named where the unit has written no other; may be empty.
    pub phone: &'a str,
    /// What the unit says of itself; empty where it has written nothing.
    pub local: &'a LeafletText,
    /// The day on which it is printed.
    pub date: NaiveDate,
    /// Larger letters.
    pub large: bool,
}

/// The leaflet. Ends with how to reach the unit, because that is what people look for on the back.
#[must_use]
pub fn leaflet(parts: LeafletParts<'_>) -> Document {
    let l = parts.language;
    let Some(leaflet) = content().leaflet(parts.kind) else {
        return Document::new("", language(l), parts.date);
    };
    let mut document =
        Document::new(leaflet.title.get(l), language(l), parts.date).with_headers(parts.unit, "");
    document.large_type = parts.large;
    document.push(Block::paragraph(leaflet.intro.get(l)));
    for section in &leaflet.sections {
        push_section(&mut document, section, l);
    }
    push_references(&mut document, leaflet, l);
    push_unit(&mut document, parts);
    document
}

fn push_section(document: &mut Document, section: &LeafletSection, l: Spoken) {
    document.push(Block::heading(1, section.heading.get(l)));
    for paragraph in &section.paragraphs {
        document.push(Block::paragraph(paragraph.get(l)));
    }
    if !section.points.is_empty() {
        document.push(Block::List {
            ordered: false,
            items: section.points.iter().map(|p| p.get(l).to_owned()).collect(),
        });
    }
}

/// In one paragraph: whoever wants to look them up finds them, and nobody has to read past a list.
fn push_references(document: &mut Document, leaflet: &Leaflet, l: Spoken) {
    // A paragraph's sign does not stand alone at the beginning of a line.
    let unbroken = |short: &str| l.t(short.replace(' ', "\u{a0}"), short.to_owned());
    let cited: Vec<String> = leaflet
        .references
        .iter()
        .filter_map(|id| content().reference(id))
        .map(|reference| unbroken(reference.short.get(l)))
        .collect();
    if cited.is_empty() {
        return;
    }
    document.push(Block::heading(1, l.t("Lagarna bakom", "The laws behind it")));
    let cited = cited.join(l.t(", ", "; "));
    document.push(Block::paragraph(l.t(
        format!("Det här står i {cited}. SoL är socialtjänstlagen, FL förvaltningslagen och OSL offentlighets- och sekretesslagen."),
        format!("This is set out in {cited}."),
    )));
}

fn push_unit(document: &mut Document, parts: LeafletParts<'_>) {
    let LeafletParts { unit, local, .. } = parts;
    let l = parts.language;
    if !local.is_empty() {
        let about = l.t(format!("Vi på {unit}"), format!("We at {unit}"));
        document.push(Block::heading(1, about));
        document.push(Block::paragraph(&local.who));
        document.push(Block::paragraph(&local.more));
    }
    document.push(Block::heading(1, l.t("Så når du oss", "How to reach us")));
    let phone = if local.phone.is_empty() {
        parts.phone
    } else {
        &local.phone
    };
    let rows = [
        (l.t("Enhet", "Unit"), unit),
        (l.t("Telefon", "Telephone"), phone),
        (l.t("När", "When"), local.hours.as_str()),
        (l.t("Var", "Where"), local.place.as_str()),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    document.push(Block::KeyValues(
        rows.map(|(key, value)| KeyValue::new(key, value)).collect(),
    ));
}
