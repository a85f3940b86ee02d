use chrono::NaiveDate;

use super::{Gap, Material, NoteKind, Section, Step, gaps};
use crate::cases::CaseKind;
use crate::language::Language;
use crate::participation::{TalkState, talk_state};

/// A step's state in words and as a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepState {
    /// The step.
    pub step: Step,
    /// Nothing is missing.
    pub done: bool,
    /// Something is written.
    pub started: bool,
    /// The state in words: `klar`, `3 av 5 artiklar`, `ej påbörjad`.
    pub words: String,
}

/// The state of each step, for the task list.
#[must_use]
pub fn step_states(material: &Material, today: NaiveDate, l: Language) -> Vec<StepState> {
    let missing = gaps(material, today, l);
    Step::ALL
        .into_iter()
        .map(|step| {
            let started = is_started(step, material);
            let done = step == Step::Screening
                || started && step != Step::Answer && !missing.iter().any(|g| g.step == step);
            StepState {
                step,
                done,
                started,
                words: words(step, material, (&missing, today), (started, done), l),
            }
        })
        .collect()
}

fn is_started(step: Step, material: &Material) -> bool {
    match step {
        Step::Screening => true,
        Step::Voice if material.kind.names_children() => !material.notes.is_empty(),
        // Choosing no further article is not yet going through them.
        Step::Articles => material
            .sections
            .iter()
            .any(|(section, fields)| matches!(section, Section::Article(_)) && !fields.0.is_empty()),
        _ => material
            .sections
            .iter()
            .any(|(section, fields)| section.step() == step && !fields.0.is_empty()),
    }
}

fn words(
    step: Step,
    material: &Material,
    (missing, today): (&[Gap], NaiveDate),
    (started, done): (bool, bool),
    l: Language,
) -> String {
    let left = missing.iter().filter(|g| g.step == step).count();
    match step {
        Step::Children if done && material.kind == CaseKind::General => count(
            material.touched(l).len(),
            l.t(("grupp", "grupper"), ("group", "groups")),
        ),
        Step::Children if done => count(
            material.children.len(),
            l.t(("barn", "barn"), ("child", "children")),
        ),
        Step::Facts if done => {
            let facts = material.section(Section::Facts).highest("fact", super::MAX_FACTS);
            count(facts, l.t(("uppgift", "uppgifter"), ("fact", "facts")))
        }
        Step::Voice if started && material.kind.names_children() => voice_words(material, left, today, l),
        Step::Articles if started && !done => {
            let all = material.articles();
            let ready = all
                .iter()
                .filter(|a| {
                    !missing
                        .iter()
                        .any(|g| g.section == Some(Section::Article(a.number)))
                })
                .count();
            l.t(
                format!("{ready} av {} artiklar", all.len()),
                format!("{ready} of {} articles", all.len()),
            )
        }
        Step::Answer if material.kind == CaseKind::General => {
            l.t("efter beslutet", "after the decision").to_owned()
        }
        Step::Answer => l
            .t("brev efter beslutet", "letters after the decision")
            .to_owned(),
        Step::Screening => material.depth.word(l).to_owned(),
        _ if done => l.t("klar", "done").to_owned(),
        _ if started => l.t(format!("{left} saknas"), format!("{left} missing")),
        _ => l.t("ej påbörjad", "not started").to_owned(),
    }
}

/// How many talks there are, held and planned, and of how many children it says why they were not heard.
fn voice_words(material: &Material, left: usize, today: NaiveDate, l: Language) -> String {
    let (mut held, mut planned, mut not_heard, mut requests) = (0, 0, 0, 0);
    for note in &material.notes {
        match note.kind {
            NoteKind::Heard => match talk_state(&material.section(Section::Note(note.id)), today) {
                TalkState::Held => held += 1,
                TalkState::Planned => planned += 1,
                TalkState::CalledOff => {}
            },
            NoteKind::NotHeard => not_heard += 1,
            NoteKind::Request => requests += 1,
            NoteKind::Informed | NoteKind::Others | NoteKind::Answer => {}
        }
    }
    let mut parts = Vec::new();
    if held > 0 {
        parts.push(count(held, l.t(("samtal", "samtal"), ("talk", "talks"))));
    }
    if planned > 0 {
        parts.push(l.t(format!("{planned} planerat"), format!("{planned} planned")));
    }
    if requests > 0 {
        parts.push(l.t(
            format!("{requests} till annan enhet"),
            format!("{requests} to another unit"),
        ));
    }
    if not_heard > 0 {
        parts.push(l.t(format!("{not_heard} ej hörd"), format!("{not_heard} not heard")));
    }
    if left > 0 {
        parts.push(l.t(format!("{left} saknas"), format!("{left} missing")));
    }
    if parts.is_empty() {
        return l.t("klar", "done").to_owned();
    }
    parts.join(" · ")
}

fn count(n: usize, (one, many): (&str, &str)) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
