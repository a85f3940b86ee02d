use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Depth, Measure, NoteInView, NoteKind, Section, Status};
use crate::cases::{CaseKind, Guardian};
use crate::content::{Article, Checklist};
use crate::dates;
use crate::fields::Fields;
use crate::ids::{AssessmentId, ChildId, NoteId};
use crate::language::Language;
use crate::organisation::AreaOfOperation;
use crate::participation::is_called_off;

/// The most rows that a repeated question may have.
const MOST_ROWS: usize = 40;

/// A child as the assessment sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// One way to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Number in the form, from 1; stays the same when another is removed.
    pub number: usize,
    /// The alternative in words.
    pub text: String,
}

/// A child, or in a general decision a group of children, whose consequences are looked at on their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Names its fields: the child's id, or `g` and the group's number.
    pub key: String,
    /// What it is called in a sentence.
    pub name: String,
    /// What it is called in a heading.
    pub label: String,
}

/// What children said who were asked before a general decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Names its fields in the weighing: `view.` and its number.
    pub key: String,
    /// The words.
    pub words: String,
    /// Which children, and when.
    pub whose: String,
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

/// A file of the assessment as a note can point at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedInView {
    /// What a note stores: the digest of its bytes, which stays the same where a new version takes the file over.
    pub code: String,
    /// What the file is, and its name.
    pub words: String,
}

/// Everything an assessment consists of, loaded once: what pages, checks, documents and letters are made from. Kept as it stood, in
/// JSON, whenever it is submitted or signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// The assessment.
    pub id: AssessmentId,
    /// Whom the case is about.
    pub kind: CaseKind,
    /// The name of the adult or child that the case is about, or what a general decision is called.
    pub subject: String,
    /// Whether it is a new version of a signed one.
    pub revised: bool,
    /// The checklist that it was begun with; kept by its version, not in every copy.
    #[serde(skip)]
    pub checklist: Arc<Checklist>,
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
    /// Its files, oldest first.
    #[serde(default)]
    pub attachments: Vec<AttachedInView>,
}

impl Material {
    /// A section's texts; empty where nothing is saved yet.
    #[must_use]
    pub fn section(&self, section: Section) -> Fields {
        self.sections.get(&section).cloned().unwrap_or_default()
    }

    /// The articles that are gone through: the five of every assessment, and those that were chosen besides.
    #[must_use]
    pub fn articles(&self) -> Vec<&Article> {
        let chosen = self.sections.get(&Section::ArticleChoice);
        let takes = |a: &&Article| {
            !a.optional
                || self.depth >= Depth::Standard
                    && chosen.is_some_and(|c| c.ticked(&format!("article.{}", a.number)))
        };
        self.checklist.articles.iter().filter(takes).collect()
    }

    /// An article that is gone through.
    #[must_use]
    pub fn article(&self, number: u8) -> Option<&Article> {
        self.articles().into_iter().find(|a| a.number == number)
    }

    /// Whose consequences are looked at, each on its own.
    #[must_use]
    pub fn touched(&self, language: Language) -> Vec<Touched> {
        if self.kind.names_children() {
            let of_child = |child: &ChildInView| Touched {
                key: child.id.to_string(),
                name: child.name.clone(),
                label: child.full_label(language),
            };
            return self.children.iter().map(of_child).collect();
        }
        let Some(fields) = self.sections.get(&Section::Groups) else {
            return Vec::new();
        };
        (1..=fields.highest("group", MOST_ROWS))
            .filter_map(|n| {
                let name = fields.text(&format!("group.{n}.name"));
                (!name.is_empty()).then(|| Touched {
                    key: format!("g{n}"),
                    name: name.to_owned(),
                    label: name.to_owned(),
                })
            })
            .collect()
    }

    /// What children said who were asked before a general decision.
    #[must_use]
    pub fn views(&self) -> Vec<View> {
        let Some(fields) = self.sections.get(&Section::Consultation) else {
            return Vec::new();
        };
        (1..=fields.highest("view", MOST_ROWS))
            .filter_map(|n| {
                let words = fields.text(&format!("view.{n}.words"));
                (!words.is_empty()).then(|| View {
                    key: format!("view.{n}"),
                    words: words.to_owned(),
                    whose: fields.text(&format!("view.{n}.whose")).to_owned(),
                })
            })
            .collect()
    }

    /// Whether the law lets the child's best interests decide, by the worker's answer.
    #[must_use]
    pub fn best_interests_decide(&self) -> bool {
        self.sections
            .get(&Section::Question)
            .is_some_and(|q| matches!(q.text("legal_test"), "decisive" | "custody"))
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

    /// The heading of a note, with the child's name; empty for a note that is not there.
    #[must_use]
    pub fn note_title(&self, id: NoteId, language: Language) -> String {
        let Some(note) = self.note(id) else {
            return String::new();
        };
        let name = self
            .child(note.child)
            .map(|c| c.name.as_str())
            .unwrap_or_default();
        note.kind.title(name, language)
    }

    /// The talks with a child, held or still to be; those that did not take place are left out.
    pub fn talks(&self, child: ChildId) -> impl Iterator<Item = &NoteInView> {
        self.notes.iter().filter(move |n| {
            let fields = self.sections.get(&Section::Note(n.id));
            n.child == child && n.kind == NoteKind::Heard && !fields.is_some_and(is_called_off)
        })
    }

    /// Whether somebody has marked a whole note of information, of what others say or of a request: disclosure is assessed first.
    #[must_use]
    pub fn note_assessed_first(&self, id: NoteId) -> bool {
        let marked = || {
            self.sections
                .get(&Section::Note(id))
                .is_some_and(|f| f.ticked("assess_first"))
        };
        self.note(id).is_some_and(|n| match n.kind {
            NoteKind::Informed | NoteKind::Others | NoteKind::Request => marked(),
            NoteKind::Heard | NoteKind::NotHeard | NoteKind::Answer => false,
        })
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
