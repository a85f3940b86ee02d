//! What has to be assessed before disclosure, and is therefore left out of a party's version.

use domain::assessments::{Material, NoteInView, Section};
use domain::fields::Fields;
use domain::language::Language as Spoken;

/// What a party's version leaves out.
#[derive(Clone, Copy)]
pub(crate) struct Hidden {
    /// Something that a child said.
    words: bool,
    /// A note of information, of what others say or of a request; or that and why asking would endanger somebody.
    other: bool,
}

impl Hidden {
    pub(crate) fn of(material: &Material) -> Self {
        let in_note = |note: &NoteInView| {
            let section = Section::Note(note.id);
            let fields = material.section(section);
            let mut names = fields.0.keys();
            names.any(|name| !name.starts_with("statement.") && is_hidden(material, section, &fields, name))
        };
        Self {
            words: material.statements().iter().any(|s| s.assess_first),
            other: material.notes.iter().any(in_note),
        }
    }

    pub(crate) fn anything(self) -> bool {
        self.words || self.other
    }

    pub(crate) fn in_words(self, l: Spoken) -> Vec<String> {
        let words = l.t(
            "Partsversion. Något som ett barn har sagt är inte med, därför att utlämnande ska prövas först.",
            "Party version. Something that a child has said is left out, because disclosure has to be assessed first.",
        );
        let other = l.t(
            "Partsversion. En uppgift om hur ett barn har fått delta är inte med, därför att utlämnande ska prövas först.",
            "Party version. Something about how a child has taken part is left out, because disclosure has to be assessed first.",
        );
        [(self.words, words), (self.other, other)]
            .into_iter()
            .filter_map(|(is, text)| is.then(|| text.to_owned()))
            .collect()
    }
}

/// Whether a field tells what has to be assessed before disclosure, or how it was weighed: a marked statement, anything in a marked
/// note, and that asking would endanger somebody, which the one who is dangerous may come to read.
pub(crate) fn is_hidden(material: &Material, section: Section, fields: &Fields, name: &str) -> bool {
    match section {
        Section::Note(id) => {
            let statement = name
                .strip_prefix("statement.")
                .and_then(|rest| rest.split('.').next())
                .is_some_and(|n| fields.ticked(&format!("statement.{n}.assess_first")));
            let endangers = ["consent.", "consent_on.", "consent_why."]
                .into_iter()
                .find_map(|prefix| name.strip_prefix(prefix))
                .is_some_and(|guardian| fields.text(&format!("consent.{guardian}")) == "danger");
            let not_heard_for_danger =
                fields.text("reason") == "would_endanger" && matches!(name, "reason" | "reason_text");
            statement || endangers || not_heard_for_danger || material.note_assessed_first(id)
        }
        Section::Weighing => material
            .statements()
            .iter()
            .any(|s| s.assess_first && name.starts_with(&format!("s.{}.", s.key))),
        _ => false,
    }
}
