//! Who may read what: what is left out of a party's version, and what was assessed about disclosure.

use domain::assessments::{Material, NoteInView, Section};
use domain::content::content;
use domain::dates;
use domain::fields::Fields;
use domain::language::Language as Spoken;
use domain::participation::{Disclosure, DisclosureOutcome, standing};

use crate::model::{Block, Document, KeyValue};

/// What a party's version leaves out.
pub(crate) struct Hidden {
    /// Keys of what children said that awaits its assessment or is withheld.
    statements: Vec<String>,
    /// A note of information, of what others say or of a request; or that and why asking would endanger somebody.
    other: bool,
}

impl Hidden {
    pub(crate) fn of(material: &Material, disclosures: &[Disclosure]) -> Self {
        let said = material.statements().into_iter();
        let statements = said
            .filter(|s| !standing(s, disclosures).may_be_read())
            .map(|s| s.key)
            .collect();
        let words_only = Self {
            statements,
            other: false,
        };
        let in_note = |note: &NoteInView| {
            let section = Section::Note(note.id);
            let fields = material.section(section);
            let mut names = fields.0.keys();
            names.any(|name| {
                !name.starts_with("statement.") && words_only.is_hidden(material, section, &fields, name)
            })
        };
        let other = material.notes.iter().any(in_note);
        Self { other, ..words_only }
    }

    pub(crate) fn anything(&self) -> bool {
        self.other || !self.statements.is_empty()
    }

    pub(crate) fn in_words(&self, disclosures: &[Disclosure], l: Spoken) -> Vec<String> {
        let mut texts = Vec::new();
        if !self.statements.is_empty() {
            texts.push(left_out(disclosures, &self.statements, l));
        }
        if self.other {
            texts.push(l.t(
                "Partsversion. En uppgift om hur ett barn har fått delta är inte med, därför att utlämnande ska prövas först.",
                "Party version. Something about how a child has taken part is left out, because disclosure has to be assessed first.",
            ).to_owned());
        }
        texts
    }

    /// Whether a field tells what is left out, or how it was weighed: a statement, anything in a marked note, and that asking would
    /// endanger somebody, which the one who is dangerous may come to read.
    pub(crate) fn is_hidden(
        &self,
        material: &Material,
        section: Section,
        fields: &Fields,
        name: &str,
    ) -> bool {
        match section {
            Section::Note(id) => {
                let statement = self
                    .statements
                    .iter()
                    .filter_map(|key| key.strip_prefix(&format!("{id}.")))
                    .any(|number| name.starts_with(&format!("statement.{number}.")));
                let endangers = ["consent.", "consent_on.", "consent_why."]
                    .into_iter()
                    .find_map(|prefix| name.strip_prefix(prefix))
                    .is_some_and(|guardian| fields.text(&format!("consent.{guardian}")) == "danger");
                let not_heard_for_danger =
                    fields.text("reason") == "would_endanger" && matches!(name, "reason" | "reason_text");
                statement || endangers || not_heard_for_danger || material.note_assessed_first(id)
            }
            Section::Weighing => self
                .statements
                .iter()
                .any(|key| name.starts_with(&format!("s.{key}."))),
            _ => false,
        }
    }
}

/// What a party reads where something is left out: that something is, on what ground where it is assessed, and what the party is told
/// instead. Never the reasons, which may give away what is held back.
fn left_out(disclosures: &[Disclosure], hidden: &[String], l: Spoken) -> String {
    let mut text = l
        .t(
            "Partsversion. Något som ett barn har sagt är inte med",
            "Party version. Something that a child has said is left out",
        )
        .to_owned();
    let latest: Vec<&Disclosure> = hidden
        .iter()
        .filter_map(|key| disclosures.iter().rfind(|d| d.statement == *key))
        .collect();
    text.push_str(if latest.len() < hidden.len() {
        l.t(
            ", därför att utlämnande ska prövas först.",
            ", because disclosure has to be assessed first.",
        )
    } else {
        "."
    });
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
            format!(" Det som är prövat hålls tillbaka enligt {grounds}."),
            format!(" What has been assessed is held back under {grounds}."),
        ));
    }
    for told in latest
        .iter()
        .map(|d| d.told_instead.as_str())
        .filter(|t| !t.is_empty())
    {
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
            let child = material
                .child(statement.child)
                .map(|c| c.name.clone())
                .unwrap_or_default();
            document.push(Block::ChildsWords {
                text: statement.words.clone(),
                caption: child,
            });
        }
        let mut rows = vec![
            KeyValue::new(
                l.t("Prövningen ledde till", "The assessment came to"),
                d.outcome.name(l),
            ),
            KeyValue::new(
                l.t("Vem skulle få läsa", "Who would get to read"),
                d.recipient.clone(),
            ),
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
