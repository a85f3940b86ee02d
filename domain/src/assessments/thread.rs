//! The thread: from what a child said, over how it weighed and what was decided, to the answer.

use super::weighing::DEPARTS;
use super::{Material, Section, StatementInView, Status};
use crate::ids::{ChildId, LetterId};
use crate::language::Language;
use crate::letters::{LetterInView, LetterKind, LetterStatus, ReplyHow, reply_field, reply_how};
use crate::participation::{Disclosure, Standing, standing};

/// Where a gap of the thread is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a section of the assessment, at this field.
    Section(Section, String),
    /// Where the disclosure of this statement is assessed.
    Disclosure(String),
    /// In this letter, at this field.
    Letter(LetterId, String),
    /// Where letters are begun.
    Letters,
}

/// Something that the thread lacks, and where to put it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadGap {
    /// What is missing, and what it keeps from happening.
    pub message: String,
    /// Words of the link that leads there.
    pub action: String,
    /// Where.
    pub place: Place,
}

/// The answer to a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThreadAnswer {
    /// The decision is not signed yet.
    NotYet,
    /// There is no answer.
    None,
    /// The letter answers it, with these words.
    Letter(LetterId, LetterStatus, String),
    /// It is answered in a talk, with these words.
    Talk(LetterId, LetterStatus, String),
    /// No answer is given; why.
    NotGiven(LetterId, String),
}

/// One statement, followed through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadLine {
    /// What the child said.
    pub statement: StatementInView,
    /// Whether others may read it.
    pub standing: Standing,
    /// How heavily it weighs: the code, empty where nothing is chosen.
    pub weight: String,
    /// Why, in view of age and maturity.
    pub why: String,
    /// What the decision does with it: the code, empty where nothing is chosen.
    pub outcome: String,
    /// Why the decision departs from it.
    pub departs_why: String,
    /// The answer.
    pub answer: ThreadAnswer,
    /// What is missing.
    pub gaps: Vec<ThreadGap>,
}

/// The thread of one child: everything that it said, in the order in which it was said.
#[must_use]
pub fn thread(
    material: &Material,
    child: ChildId,
    letters: &[LetterInView],
    disclosures: &[Disclosure],
    l: Language,
) -> Vec<ThreadLine> {
    let weighing = material.section(Section::Weighing);
    // The latest feedback letter is the one that answers.
    let letter = letters
        .iter()
        .rfind(|letter| letter.child == child && letter.kind == LetterKind::Feedback);
    material
        .statements()
        .into_iter()
        .filter(|said| said.child == child)
        .map(|said| {
            let field = |name: &str| weighing.text(&format!("s.{}.{name}", said.key)).to_owned();
            let mut line = ThreadLine {
                standing: standing(&said, disclosures),
                weight: field("weight"),
                why: field("why"),
                outcome: field("outcome"),
                departs_why: field("departs_why"),
                answer: answer(material.status, &said.key, letter),
                gaps: Vec::new(),
                statement: said,
            };
            line.gaps = line_gaps(&line, material.status, letter, l);
            line
        })
        .collect()
}

fn answer(status: Status, key: &str, letter: Option<&LetterInView>) -> ThreadAnswer {
    if !status.is_signed() {
        return ThreadAnswer::NotYet;
    }
    let Some(letter) = letter else {
        return ThreadAnswer::None;
    };
    if letter.status == LetterStatus::NotGiven {
        return ThreadAnswer::NotGiven(letter.id, letter.not_given_why.clone());
    }
    let text = letter.fields.text(&reply_field(key)).to_owned();
    if text.is_empty() {
        return ThreadAnswer::None;
    }
    match reply_how(&letter.fields, key) {
        ReplyHow::Letter => ThreadAnswer::Letter(letter.id, letter.status, text),
        ReplyHow::Talk => ThreadAnswer::Talk(letter.id, letter.status, text),
    }
}

fn line_gaps(
    line: &ThreadLine,
    status: Status,
    letter: Option<&LetterInView>,
    l: Language,
) -> Vec<ThreadGap> {
    let mut found = Vec::new();
    let key = &line.statement.key;
    if status.is_open() {
        let mut weigh = |name: &str, message: &str, action: &str| {
            found.push(ThreadGap {
                message: message.to_owned(),
                action: action.to_owned(),
                place: Place::Section(Section::Weighing, format!("s.{key}.{name}")),
            });
        };
        if line.weight.is_empty() {
            weigh(
                "weight",
                l.t(
                    "Det är inte vägt. Det hindrar signering.",
                    "It has not been weighed. That prevents signing.",
                ),
                l.t("Välj vikt", "Choose a weight"),
            );
        } else if line.why.is_empty() {
            weigh(
                "why",
                l.t(
                    "Skäl för vikten saknas. Det hindrar signering.",
                    "The reason for the weight is missing. That prevents signing.",
                ),
                l.t("Skriv skälet", "Write the reason"),
            );
        }
        if line.outcome.is_empty() {
            weigh(
                "outcome",
                l.t(
                    "Det är inte sagt vad beslutet gör med det. Det hindrar signering.",
                    "It is not said what the decision does with it. That prevents signing.",
                ),
                l.t("Välj vad beslutet gör", "Choose what the decision does"),
            );
        } else if DEPARTS.contains(&line.outcome.as_str()) && line.departs_why.is_empty() {
            weigh(
                "departs_why",
                l.t(
                    "Beslutet avviker, och skälet saknas. Det hindrar signering.",
                    "The decision departs, and the reason is missing. That prevents signing.",
                ),
                l.t("Skriv skälet", "Write the reason"),
            );
        }
    }
    if line.standing == Standing::Awaits {
        found.push(ThreadGap {
            message: l.t(
                "Utlämnandet är inte prövat. Det får inte stå i brevet eller i en parts version.",
                "Its disclosure has not been assessed. It may not stand in the letter or in a party's version.",
            ).to_owned(),
            action: l.t("Pröva utlämnandet", "Assess the disclosure").to_owned(),
            place: Place::Disclosure(key.clone()),
        });
    }
    if line.answer == ThreadAnswer::None {
        let place = letter.map_or(Place::Letters, |letter| {
            Place::Letter(letter.id, reply_field(key))
        });
        found.push(ThreadGap {
            message: l
                .t(
                    "Barnet har inte fått svar på det. Det hindrar att brevet godkänns.",
                    "The child has had no answer to it. That prevents approving the letter.",
                )
                .to_owned(),
            action: l.t("Skriv svaret", "Write the answer").to_owned(),
            place,
        });
    }
    found
}

/// Words for the weight of a statement; empty for an unknown code.
#[must_use]
pub fn weight_in_words(code: &str, l: Language) -> &'static str {
    match code {
        "great" => l.t("Stor vikt", "Great weight"),
        "some" => l.t("Viss vikt", "Some weight"),
        "little" => l.t("Liten vikt", "Little weight"),
        _ => "",
    }
}

/// Words for what the decision does with a statement; empty for an unknown code.
#[must_use]
pub fn outcome_in_words(code: &str, l: Language) -> &'static str {
    match code {
        "follows" => l.t("Följer barnet", "Follows the child"),
        "partly" => l.t("Följer delvis", "Follows in part"),
        "departs" => l.t("Går emot barnet", "Goes against the child"),
        "beside" => l.t("Rör inte beslutet", "Not part of the decision"),
        _ => "",
    }
}
