//! The draft of an extract from one case: everything that the tool holds, in numbered parts, so that each can be kept back.

use std::fmt::Write as _;

use chrono::NaiveDate;
use documents::assessments::{Version, assessment};
use documents::{Block, Document, KeyValue, Language as Tongue};
use domain::access::Action;
use domain::assessments::Section;
use domain::cases::{ChildForm, IdentityNumber};
use domain::language::Language;
use ring::digest::{SHA256, digest};
use store::cases::Case;
use store::{assessments, attachments, children};

use crate::assessments::{as_signed, heading, load};
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::letters::letter_document;
use crate::participation::disclosures_of;
use crate::sessions::Signed;
use crate::state::AppState;

/// A part that can be kept back.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub title: String,
    pub blocks: Vec<Block>,
}

/// Everything of a case.
pub(super) struct Draft {
    pub parts: Vec<Part>,
    pub day: NaiveDate,
    pub unit: String,
    pub number: String,
}

/// A Swedish authority's document is in Swedish whatever language the interface has.
const L: Language = Language::Swedish;

/// Puts the draft together, for somebody who may read the case; each reading is told to the trail.
pub(super) async fn draft(state: &AppState, signed: &Signed, case: &Case) -> Result<Draft, AppError> {
    let day = stockholm_day(state.now());
    let mut parts = vec![about(case, day)];
    let mut tx = state.read().await?;
    for child in children::children(&mut tx, case.id).await? {
        parts.push(of_child(&child.form));
    }
    let guardians = children::guardians(&mut tx, case.id).await?;
    if !guardians.is_empty() {
        parts.push(Part {
            title: "Vårdnadshavare".to_owned(),
            blocks: vec![Block::List {
                ordered: false,
                items: guardians.into_iter().map(|g| g.name).collect(),
            }],
        });
    }
    let all = assessments::assessments(&mut tx, case.id).await?;
    drop(tx);
    for (n, one) in all.into_iter().rev().enumerate() {
        of_assessment(state, signed, &one.id.to_string(), n + 1, &mut parts).await?;
    }
    Ok(Draft {
        parts,
        day,
        unit: case.unit_name.clone(),
        number: case.number.clone(),
    })
}

fn about(case: &Case, day: NaiveDate) -> Part {
    let number = IdentityNumber::parse(&case.subject_number, day)
        .map(|n| n.shown())
        .unwrap_or_default();
    let rows = [
        ("Ärende", case.number.clone()),
        ("I verksamhetssystemet", case.reference.clone()),
        ("Slag", case.kind.name(L).to_owned()),
        ("Gäller", case.subject_name.clone()),
        ("Nummer", number),
        ("Vad som ska beslutas", case.matter.clone()),
        ("Enhet", case.unit_name.clone()),
        ("Handläggare", case.owner_name.clone()),
    ];
    Part {
        title: "Ärendets uppgifter".to_owned(),
        blocks: vec![Block::KeyValues(
            rows.into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(key, value)| KeyValue::new(key, value))
                .collect(),
        )],
    }
}

fn of_child(form: &ChildForm) -> Part {
    let rows = [
        ("Namn", form.name.as_str()),
        ("Nummer", form.number.as_str()),
        ("Född", form.born.as_str()),
        ("Relation", form.relation.as_str()),
        ("Behov", form.needs_note.as_str()),
        ("Tolk", form.interpreter.as_str()),
    ];
    Part {
        title: format!("Barn: {}", form.name),
        blocks: vec![Block::KeyValues(
            rows.into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(key, value)| KeyValue::new(key, value))
                .collect(),
        )],
    }
}

/// An assessment in parts, one for each of its headings, then its letters and the names of its files.
async fn of_assessment(
    state: &AppState,
    signed: &Signed,
    id: &str,
    n: usize,
    parts: &mut Vec<Part>,
) -> Result<(), AppError> {
    let loaded = load(state, signed, id, Action::ReadRecord, "extract").await?;
    let material = if loaded.assessment.signed_at.is_some() {
        as_signed(state, &loaded).await?
    } else {
        loaded.material.clone()
    };
    let disclosures = disclosures_of(state, &loaded).await?;
    let document = assessment(&heading(&loaded, disclosures, L), &material, Version::Internal, L);
    let name = format!("Prövning {n} ({})", document.header_right);
    let mut current = Part {
        title: name.clone(),
        blocks: Vec::new(),
    };
    for block in document.blocks {
        if let Block::Heading { level: 1, text } = &block {
            let next = Part {
                title: format!("{name}: {text}"),
                blocks: Vec::new(),
            };
            push(parts, std::mem::replace(&mut current, next));
        } else {
            current.blocks.push(block);
        }
    }
    push(parts, current);
    for letter in &loaded.letters {
        let (fields, ..) = loaded.stored(Section::Letter(letter.id));
        let document = letter_document(&loaded, letter, &fields);
        push(
            parts,
            Part {
                title: format!("{name}: {}", document.title),
                blocks: document.blocks,
            },
        );
    }
    let files = attachments::attachments(&mut state.read().await?, loaded.assessment.id).await?;
    let items: Vec<String> = files
        .into_iter()
        .map(|file| format!("{} ({})", file.name, file.note))
        .collect();
    if !items.is_empty() {
        push(
            parts,
            Part {
                title: format!("{name}: bilagor, som lämnas ut var för sig"),
                blocks: vec![Block::List {
                    ordered: false,
                    items,
                }],
            },
        );
    }
    Ok(())
}

fn push(parts: &mut Vec<Part>, part: Part) {
    if !part.blocks.is_empty() {
        parts.push(part);
    }
}

impl Draft {
    /// What tells whether the draft has changed since somebody read it.
    pub fn fingerprint(&self) -> String {
        let text = format!("{:?}", self.parts);
        digest(&SHA256, text.as_bytes())
            .as_ref()
            .iter()
            .fold(String::new(), |mut hex, byte| {
                // Writing to a string does not fail.
                let _ = write!(hex, "{byte:02x}");
                hex
            })
    }

    /// The extract without the parts that are kept back; it says where something is missing.
    pub fn document(&self, withheld: &[usize], state: &str) -> Document {
        let left = format!("{} · {}", self.unit, self.number);
        let mut document =
            Document::new("Registerutdrag", Tongue::Swedish, self.day).with_headers(left, state);
        for (n, part) in self.parts.iter().enumerate() {
            if withheld.contains(&n) {
                document.push(Block::heading(1, format!("Del {}", n + 1)));
                document.push(Block::Note {
                    text: "Den här delen lämnas inte ut. Enheten har prövat det.".to_owned(),
                });
                continue;
            }
            document.push(Block::heading(1, part.title.as_str()));
            for block in &part.blocks {
                document.push(match block {
                    Block::Heading { level, text } => Block::heading(level + 1, text.as_str()),
                    other => other.clone(),
                });
            }
        }
        document
    }
}
