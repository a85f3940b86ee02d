//! What one assessment adds to the figures.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::median::MOST_DAYS;
use super::{AgeGroup, Counts, Dimension, Indicator, Month, Outcome, Sex, Touch};
use crate::assessments::{ChildInView, DEPARTS, Depth, Material, NoteKind, Section};
use crate::content::content;
use crate::dates;
use crate::fields::Fields;
use crate::ids::ChildId;
use crate::letters::LetterStatus;
use crate::participation::{ChildVoice, TalkState, child_voice, talk_state};

/// An answer that a child is owed, as far as figures care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactLetter {
    /// To whom.
    pub child: ChildId,
    /// Where it is.
    pub status: LetterStatus,
    /// When the child should have it.
    pub due_on: NaiveDate,
    /// When it had it.
    pub given_on: Option<NaiveDate>,
}

/// Everything that the figures are counted from.
#[derive(Clone, Debug)]
pub struct Sources<'a> {
    /// The assessment with its texts.
    pub material: &'a Material,
    /// The day of the decision, once it is signed.
    pub decided_on: Option<NaiveDate>,
    /// The sexes of its children.
    pub sexes: &'a BTreeMap<ChildId, Sex>,
    /// The answers that its children are owed.
    pub letters: &'a [FactLetter],
}

/// One thing that counts: a child, a decision, an answer or a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// For what.
    pub indicator: Indicator,
    /// The day that decides the period.
    pub day: NaiveDate,
    /// How it came out.
    pub outcome: Outcome,
    /// By what it is divided, and on which side it stands.
    pub values: Vec<(Dimension, String)>,
}

impl Fact {
    /// What it adds, by dimension and value. A fact that counts only divided (an article) adds nothing to the whole.
    pub fn increments(&self) -> impl Iterator<Item = (Dimension, &str, Counts)> {
        let whole = (self.indicator != Indicator::Consequences).then_some((
            Dimension::Whole,
            "",
            Counts::one(self.outcome),
        ));
        let divided = self
            .values
            .iter()
            .map(|(dimension, value)| (*dimension, value.as_str(), Counts::one(self.outcome)));
        whole.into_iter().chain(divided)
    }

    /// The month in which it counts.
    #[must_use]
    pub fn month(&self) -> Month {
        Month::of(self.day)
    }
}

/// Counts an assessment. A draft counts only as a decision that lacks its assessment, on the day for which it is planned; whether that
/// day has passed is asked when the figure is shown. One that ended without a decision counts nowhere.
#[must_use]
pub fn facts(sources: &Sources<'_>) -> Vec<Fact> {
    let material = sources.material;
    let touch = (Dimension::Touch, Touch::from(material.kind).code().to_owned());
    if material.depth == Depth::Screening {
        return Vec::new();
    }
    let fact = |indicator, day, outcome, values| Fact {
        indicator,
        day,
        outcome,
        values,
    };
    if material.status.is_open() {
        let planned = dates::parse(material.section(Section::Question).text("planned_on"));
        return planned
            .map(|day| fact(Indicator::Assessed, day, Outcome::No, vec![touch]))
            .into_iter()
            .collect();
    }
    let Some(decided) = sources.decided_on.filter(|_| material.status.is_signed()) else {
        return Vec::new();
    };
    let mut found = vec![fact(
        Indicator::Assessed,
        decided,
        Outcome::Yes,
        vec![touch.clone()],
    )];
    let divided = |child: ChildId| {
        let age = material.child(child).and_then(|c| age_on(c, decided));
        let sex = sources.sexes.get(&child).copied().unwrap_or(Sex::Unknown);
        vec![
            (Dimension::Age, AgeGroup::of(age).code().to_owned()),
            (Dimension::Sex, sex.code().to_owned()),
            touch.clone(),
        ]
    };
    if material.kind.names_children() {
        for child in &material.children {
            let (outcome, why) = heard(material, child.id, decided);
            let mut values = divided(child.id);
            values.extend(why.map(|code| (Dimension::Reason, code)));
            found.push(fact(Indicator::Heard, decided, outcome, values));
            let outcome = if informed(material, child.id, decided) {
                Outcome::Yes
            } else {
                Outcome::No
            };
            found.push(fact(Indicator::Informed, decided, outcome, divided(child.id)));
            let outcome = reasoned(material, child.id);
            found.push(fact(Indicator::Reasoned, decided, outcome, divided(child.id)));
        }
    }
    for letter in sources.letters {
        let (outcome, days) = answered(letter, decided);
        let mut values = divided(letter.child);
        values.extend(days.map(|days| (Dimension::Days, days.to_string())));
        found.push(fact(Indicator::Answered, letter.due_on, outcome, values));
    }
    for measure in &material.measures {
        let in_time = measure.done_on.is_some_and(|done| done <= measure.due_on);
        let outcome = if in_time { Outcome::Yes } else { Outcome::No };
        found.push(fact(Indicator::Measures, measure.due_on, outcome, Vec::new()));
    }
    for (article, outcome) in consequences(material) {
        let values = vec![(Dimension::Article, article.to_string())];
        found.push(fact(Indicator::Consequences, decided, outcome, values));
    }
    found
}

fn age_on(child: &ChildInView, day: NaiveDate) -> Option<u32> {
    child.born.and_then(|born| dates::age_on(born, day))
}

/// Whether a child was heard before the decision; if not, the code of the reason.
fn heard(material: &Material, child: ChildId, decided: NaiveDate) -> (Outcome, Option<String>) {
    if child_voice(material, child, decided) == ChildVoice::Heard {
        return (Outcome::Yes, None);
    }
    let notes = material.notes.iter().filter(|n| n.child == child);
    let code = notes
        .filter(|n| n.kind == NoteKind::NotHeard)
        .map(|n| material.section(Section::Note(n.id)).text("reason").to_owned())
        .rfind(|code| !code.is_empty());
    let reason = content()
        .not_heard_reasons()
        .iter()
        .find(|r| Some(&r.id) == code.as_ref());
    match reason {
        Some(reason) if reason.shortcoming => (Outcome::No, Some(reason.id.clone())),
        Some(reason) => (Outcome::Reason, Some(reason.id.clone())),
        None => (Outcome::No, Some("none".to_owned())),
    }
}

/// Whether it is recorded what a child was told before the decision: in a talk that was held, on an occasion of its own, or where it
/// says why the child was not heard.
fn informed(material: &Material, child: ChildId, decided: NaiveDate) -> bool {
    let before = |fields: &Fields| dates::parse(fields.text("held_on")).is_none_or(|day| day <= decided);
    material.notes.iter().filter(|n| n.child == child).any(|note| {
        let fields = material.section(Section::Note(note.id));
        fields.has("informed")
            && match note.kind {
                NoteKind::Heard => talk_state(&fields, decided) == TalkState::Held && before(&fields),
                NoteKind::Informed => before(&fields),
                NoteKind::NotHeard => true,
                NoteKind::Others | NoteKind::Request | NoteKind::Answer => false,
            }
    })
}

/// Whether every departure from a child's words has its reason; outside where there is none.
fn reasoned(material: &Material, child: ChildId) -> Outcome {
    let weighing = material.section(Section::Weighing);
    let departs: Vec<bool> = material
        .statements()
        .into_iter()
        .filter(|s| s.child == child)
        .filter(|s| DEPARTS.contains(&weighing.text(&format!("s.{}.outcome", s.key))))
        .map(|s| weighing.has(&format!("s.{}.departs_why", s.key)))
        .collect();
    if departs.is_empty() {
        Outcome::Outside
    } else if departs.iter().all(|has_reason| *has_reason) {
        Outcome::Yes
    } else {
        Outcome::No
    }
}

fn answered(letter: &FactLetter, decided: NaiveDate) -> (Outcome, Option<u32>) {
    let days = |given: NaiveDate| {
        u32::try_from((given - decided).num_days())
            .unwrap_or(0)
            .min(MOST_DAYS)
    };
    match (letter.status, letter.given_on) {
        (LetterStatus::Given, Some(given)) if given <= letter.due_on => (Outcome::Yes, Some(days(given))),
        (LetterStatus::Given, Some(given)) => (Outcome::No, Some(days(given))),
        (LetterStatus::NotGiven, _) => (Outcome::Reason, None),
        _ => (Outcome::No, None),
    }
}

/// Whether what was decided makes something worse by an article for anybody. Articles that were not gone through, and quick assessments,
/// which name no consequences, stand outside: they are counted all the same, because everybody knows how many decisions there are.
fn consequences(material: &Material) -> Vec<(u8, Outcome)> {
    let decision = material.section(Section::Decision);
    let chosen = decision.text("chosen");
    let worse = |fields: &Fields| {
        fields.0.iter().any(|(name, code)| {
            let direction = name.starts_with("short.") || name.starts_with("long.");
            direction
                && matches!(code.as_str(), "worse" | "much_worse")
                && name.rsplit('.').next() == Some(chosen)
        })
    };
    let outcome = |number: u8| {
        if material.depth < Depth::Standard || material.article(number).is_none() {
            Outcome::Outside
        } else if worse(&material.section(Section::Article(number))) {
            Outcome::Yes
        } else {
            Outcome::No
        }
    };
    let articles = material.checklist.articles.iter();
    articles.map(|a| (a.number, outcome(a.number))).collect()
}
