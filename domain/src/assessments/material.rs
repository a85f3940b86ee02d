use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Depth, Measure, Section, Status};
use crate::cases::Guardian;
use crate::dates;
use crate::fields::Fields;
use crate::ids::{AssessmentId, ChildId, NoteId};
use crate::language::Language;
use crate::organisation::AreaOfOperation;

/// The most rows that a repeated question may have.
const MOST_ROWS: usize = 40;

/// A child as the assessment sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildInView {
    /// The child.
    pub id: ChildId,
    /// Its place in the case, from 1.
    pub position: usize,
    /// What it is called.
    pub name: String,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// Age on the day of viewing, or on the day of signing.
    pub age: Option<u32>,
    /// Protected identity.
    pub protected: bool,
    /// Interpreter's language, or empty.
    pub interpreter: String,
    /// Its guardians.
    pub guardians: Vec<Guardian>,
}

impl ChildInView {
    /// Number and age, the way a child is named where its name is not needed: `Barn 1, 9 år`.
    #[must_use]
    pub fn label(&self, language: Language) -> String {
        let n = self.position;
        match self.age {
            None => language.t(format!("Barn {n}"), format!("Child {n}")),
            Some(1) => language.t(format!("Barn {n}, 1 år"), format!("Child {n}, 1 year")),
            Some(age) => language.t(format!("Barn {n}, {age} år"), format!("Child {n}, {age} years")),
        }
    }

    /// Name, number and age: `Elsa (barn 1, 9 år)`.
    #[must_use]
    pub fn full_label(&self, language: Language) -> String {
        let label = self.label(language);
        let mut letters = label.chars();
        let small: String = letters
            .next()
            .map(|c| c.to_lowercase().to_string())
            .unwrap_or_default()
            + letters.as_str();
        format!("{} ({small})", self.name)
    }
}

/// Whether an occasion was one at which the child was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// The child was, or is going to be, heard.
    Heard,
    /// The child was not heard; why.
    NotHeard,
}

impl NoteKind {
    /// The code in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::NotHeard => "not_heard",
        }
    }

    /// The kind of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Heard, Self::NotHeard]
            .into_iter()
            .find(|k| k.code() == code)
    }
}

/// A participation note without its texts, which are a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteInView {
    /// The note.
    pub id: NoteId,
    /// Whom it is about.
    pub child: ChildId,
    /// Heard or not.
    pub kind: NoteKind,
}

/// One way to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Number in the form, from 1; stays the same when another is removed.
    pub number: usize,
    /// The alternative in words.
    pub text: String,
}

/// One thing that a child said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementInView {
    /// Note and number, such as `<note id>.2`; names the statement's fields in the weighing.
    pub key: String,
    /// The note it stands in.
    pub note: NoteId,
    /// Who said it.
    pub child: ChildId,
    /// The day, as typed.
    pub on: String,
    /// The child's words.
    pub words: String,
    /// What it is about; may be empty.
    pub subject: String,
    /// Whether disclosure has to be assessed before anybody reads it.
    pub assess_first: bool,
}

/// Everything an assessment consists of, loaded once: what pages, checks, documents and letters are made from.
#[derive(Clone, Debug)]
pub struct Material {
    /// The assessment.
    pub id: AssessmentId,
    /// Its state.
    pub status: Status,
    /// Its depth.
    pub depth: Depth,
    /// The unit's area.
    pub area: AreaOfOperation,
    /// The children of the case, in order.
    pub children: Vec<ChildInView>,
    /// Occasions, oldest first.
    pub notes: Vec<NoteInView>,
    /// Texts by section.
    pub sections: BTreeMap<Section, Fields>,
    /// Compensating measures, by due date.
    pub measures: Vec<Measure>,
}

impl Material {
    /// A section's texts; empty where nothing is saved yet.
    #[must_use]
    pub fn section(&self, section: Section) -> Fields {
        self.sections.get(&section).cloned().unwrap_or_default()
    }

    /// A child of the case.
    #[must_use]
    pub fn child(&self, id: ChildId) -> Option<&ChildInView> {
        self.children.iter().find(|c| c.id == id)
    }

    /// A note.
    #[must_use]
    pub fn note(&self, id: NoteId) -> Option<&NoteInView> {
        self.notes.iter().find(|n| n.id == id)
    }

    /// The alternatives that have words.
    #[must_use]
    pub fn alternatives(&self) -> Vec<Alternative> {
        let Some(fields) = self.sections.get(&Section::Question) else {
            return Vec::new();
        };
        (1..=fields.highest("alternative", MOST_ROWS))
            .map(|number| Alternative {
                number,
                text: fields.text(&format!("alternative.{number}.text")).to_owned(),
            })
            .filter(|a| !a.text.is_empty())
            .collect()
    }

    /// Everything that the children said, in the order of the notes.
    #[must_use]
    pub fn statements(&self) -> Vec<StatementInView> {
        let mut found = Vec::new();
        for note in self.notes.iter().filter(|n| n.kind == NoteKind::Heard) {
            let Some(fields) = self.sections.get(&Section::Note(note.id)) else {
                continue;
            };
            for number in 1..=fields.highest("statement", MOST_ROWS) {
                let words = fields.text(&format!("statement.{number}.words"));
                if !words.is_empty() {
                    found.push(StatementInView {
                        key: format!("{}.{number}", note.id),
                        note: note.id,
                        child: note.child,
                        on: fields.text("held_on").to_owned(),
                        words: words.to_owned(),
                        subject: fields.text(&format!("statement.{number}.subject")).to_owned(),
                        assess_first: fields.ticked(&format!("statement.{number}.assess_first")),
                    });
                }
            }
        }
        found
    }

    /// The day of the decision, once it is given and real.
    #[must_use]
    pub fn decided_on(&self) -> Option<NaiveDate> {
        dates::parse(self.sections.get(&Section::Decision)?.text("decided_on"))
    }

    /// The day of the follow-up, once it is given and real.
    #[must_use]
    pub fn follow_up_on(&self) -> Option<NaiveDate> {
        dates::parse(self.sections.get(&Section::FollowUp)?.text("follow_on"))
    }
}
