//! What was assessed about disclosure, in the decision document.

use domain::assessments::Material;
use domain::content::content;
use domain::dates;
use domain::language::Language as Spoken;
use domain::participation::{Disclosure, DisclosureOutcome};

use crate::model::{Block, Document, KeyValue};

/// What a party reads where something is left out: that something is, on what ground where it is assessed, and what the party is told
/// instead. Never the reasons, which may give away what is held back.
pub(crate) fn left_out(disclosures: &[Disclosure], hidden: &[String], l: Spoken) -> String {
    let mut text = l
        .t(
            "Partsversion. Något som ett barn har sagt är inte med.",
            "Party version. Something that a child has said is left out.",
        )
        .to_owned();
    let latest: Vec<&Disclosure> = hidden
        .iter()
        .filter_map(|key| disclosures.iter().rfind(|d| d.statement == *key))
        .collect();
    if latest.len() < hidden.len() {
        text.push_str(l.t(
            " Utlämnande ska prövas först.",
            " Disclosure has to be assessed first.",
        ));
    }
    let mut grounds: Vec<&str> = latest
        .iter()
        .filter_map(|d| content().reference(&d.ground))
        .map(|r| r.short.get(l))
        .collect();
    grounds.sort_unstable();
    grounds.dedup();
    if !grounds.is_empty() {
        let grounds = grounds.join(", ");
        text.push_str(&l.t(
            format!(" Det hålls tillbaka enligt {grounds}."),
            format!(" It is held back under {grounds}."),
        ));
    }
    for told in latest.iter().map(|d| d.told_instead.as_str()).filter(|t| !t.is_empty()) {
        text.push('\n');
        text.push_str(told);
    }
    text
}

/// The assessments themselves, for the internal version.
pub(crate) fn write(document: &mut Document, disclosures: &[Disclosure], material: &Material, l: Spoken) {
    if disclosures.is_empty() {
        return;
    }
    document.push(Block::heading(
        1,
        l.t("Prövningar av utlämnande", "Assessments of disclosure"),
    ));
    let said = material.statements();
    for d in disclosures {
        if let Some(statement) = said.iter().find(|s| s.key == d.statement) {
            let child = material.child(statement.child).map(|c| c.name.clone()).unwrap_or_default();
            document.push(Block::ChildsWords {
                text: statement.words.clone(),
                caption: child,
            });
        }
        let mut rows = vec![
            KeyValue::new(l.t("Prövningen ledde till", "The assessment came to"), d.outcome.name(l)),
            KeyValue::new(l.t("Vem skulle få läsa", "Who would get to read"), d.recipient.clone()),
            KeyValue::new(
                l.t("Prövat", "Assessed"),
                format!("{}, {}", dates::long(d.decided_on, l), d.decided_by),
            ),
        ];
        if d.outcome == DisclosureOutcome::Withheld {
            let ground = content().reference(&d.ground);
            if let Some(ground) = ground {
                rows.push(KeyValue::new(l.t("Grund", "Ground"), ground.short.get(l)));
            }
            if !d.told_instead.is_empty() {
                rows.push(KeyValue::new(
                    l.t("Parten får veta i stället", "The party is told instead"),
                    d.told_instead.clone(),
                ));
            }
        }
        document.push(Block::KeyValues(rows));
        document.push(Block::Judgement {
            label: l.t("Skälen", "The reasons").to_owned(),
            text: d.reasons.clone(),
        });
    }
}
