//! The invented stories that the demo's history is told from. They are data (`stories/*.toml`), so that whoever mends a
//! sentence needs no Rust.

use std::collections::BTreeMap;

use domain::organisation::AreaOfOperation;
use serde::Deserialize;

/// Whether the pronouns of a story are those of a woman or girl, or of a man or boy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Gender {
    /// Hon.
    #[serde(rename = "f")]
    Female,
    /// Han.
    #[serde(rename = "m")]
    Male,
}

/// A decision about an adult and what it means for the children, with gaps (`{B1}`, `{sum}`) and choices (`[a|b]`).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// A name for the demo's own use.
    pub id: String,
    /// The unit that it belongs to.
    pub area: AreaOfOperation,
    /// The adult.
    pub adult: Gender,
    /// Age of the adult, from and to.
    pub adult_age: [u32; 2],
    /// Whether the whole family lives under a protected identity.
    #[serde(default)]
    pub protected: bool,
    /// Whether the family may need an interpreter.
    #[serde(default)]
    pub newcomers: bool,
    /// What the case is about, one line.
    pub matter: String,
    /// Step 1.
    pub question: Question,
    /// Words that belong together; one row is drawn for each case.
    #[serde(default)]
    pub row: Vec<BTreeMap<String, String>>,
    /// The basis for talking with the children, by its id.
    pub basis: String,
    /// Provision or decision, where the basis needs one.
    #[serde(default)]
    pub basis_reference: String,
    /// Who has custody.
    pub guardian: Vec<GuardianStory>,
    /// The children, in order.
    pub child: Vec<ChildStory>,
    /// Step 3.
    pub facts: Facts,
    /// Article 2.
    pub a2: ArticleStory,
    /// Article 3.
    pub a3: ArticleStory,
    /// Article 6.
    pub a6: ArticleStory,
    /// Article 12; its answers stand with the children.
    pub a12: ArticleStory,
    /// Article 19.
    pub a19: ArticleStory,
    /// Step 6 as a whole.
    pub weighing: WeighingStory,
    /// Step 7.
    pub decision: DecisionStory,
    /// What softens the consequences.
    #[serde(default)]
    pub measure: Vec<MeasureStory>,
    /// Step 9.
    pub follow: Follow,
}

impl Story {
    /// What is said of an article, and nothing for those that no story speaks of.
    #[must_use]
    pub fn article(&self, number: u8) -> Option<&ArticleStory> {
        match number {
            2 => Some(&self.a2),
            3 => Some(&self.a3),
            6 => Some(&self.a6),
            12 => Some(&self.a12),
            19 => Some(&self.a19),
            _ => None,
        }
    }
}

/// Step 1.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is to be decided.
    pub matter: String,
    /// At least two.
    pub alternatives: Vec<String>,
    /// Function and unit.
    pub decided_by: String,
    /// `primary` or `decisive`.
    pub legal_test: String,
}

/// Somebody with custody.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuardianStory {
    /// `V` is the adult of the case, `O` the other parent, `M` a third person.
    pub who: String,
    /// The state of the consent, by its code.
    pub consent: String,
}

/// A child of a story.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChildStory {
    /// Boy or girl.
    pub gender: Gender,
    /// Age when the case is opened, from and to.
    pub age: [u32; 2],
    /// How the child is connected with the adult.
    pub relation: String,
    /// Codes of communication needs.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Anything else about how to talk with the child.
    #[serde(default)]
    pub needs_note: String,
    /// Step 2.
    pub situation: String,
    /// Step 2.
    pub touched: String,
    /// Step 2.
    pub vulnerable: String,
    /// Step 4, when the child was heard.
    pub heard: Option<Heard>,
    /// Step 4, when it was not.
    pub unheard: Option<Unheard>,
    /// Whether some tellings may leave the child unheard although the story lets it speak.
    #[serde(default)]
    pub may_be_unheard: bool,
    /// Step 6.
    pub best: String,
    /// Step 6.
    pub weight: String,
    /// Whether the decision goes against the child's best, by its code.
    #[serde(default = "no")]
    pub against: String,
    /// What weighed more.
    #[serde(default)]
    pub against_why: String,
    /// The decision, said to the child.
    pub plain: String,
    /// The reasons, said to the child.
    pub plain_why: String,
    /// Why it is not what the child wished, said to the child.
    #[serde(default)]
    pub plain_departs: String,
}

fn no() -> String {
    "no".to_owned()
}

/// An occasion at which a child was heard.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heard {
    /// Where.
    pub place: String,
    /// Who was there.
    pub present: String,
    /// How, by its code.
    pub form: String,
    /// Support that was used.
    #[serde(default)]
    pub support: String,
    /// What the child was told.
    pub informed: String,
    /// How understanding was checked.
    pub understanding: String,
    /// What the child said, one thing each.
    pub said: Vec<Said>,
    /// What the child wants to happen.
    #[serde(default)]
    pub wants: String,
    /// Whether the child wants an answer, by its code.
    pub answer: String,
    /// Article 12: informed, chance, influence.
    pub twelve: [String; 3],
}

/// One thing that a child said and how it weighed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The child's words.
    pub words: String,
    /// What it is about.
    pub about: String,
    /// Whether disclosure has to be assessed first.
    #[serde(default)]
    pub first: bool,
    /// `great`, `some` or `little`.
    pub weight: String,
    /// Why, in view of age and maturity.
    pub why: String,
    /// `follows`, `partly`, `departs` or `beside`.
    pub outcome: String,
    /// Why the decision departs from it.
    #[serde(default)]
    pub departs_why: String,
}

/// Why a child was not heard.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unheard {
    /// The reason's id in the content.
    pub reason: String,
    /// From which age the reason fits; pools only.
    #[serde(default)]
    pub from_age: u32,
    /// The explanation.
    pub text: String,
    /// What is known nevertheless.
    #[serde(default)]
    pub view: String,
    /// How the child was informed.
    pub informed: String,
    /// Article 12: informed, chance, influence.
    pub twelve: [String; 3],
}

/// Step 3.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Text and source.
    pub known: Vec<[String; 2]>,
    /// Units and authorities.
    #[serde(default)]
    pub others: String,
    /// Who leads.
    #[serde(default)]
    pub informs: String,
    /// The first concern.
    #[serde(default)]
    pub concern: String,
    /// Experience that is relied on.
    #[serde(default)]
    pub research: String,
}

/// Answers by the last part of a question's id, and a consequence for each alternative.
#[derive(Debug, Deserialize)]
pub struct ArticleStory {
    /// Short term, long term, why; one an alternative, for every child.
    pub alt: Vec<[String; 3]>,
    /// The same for the second child, where the children differ.
    #[serde(default)]
    pub alt2: Vec<[String; 3]>,
    /// Answers.
    #[serde(flatten)]
    pub answers: BTreeMap<String, String>,
}

/// Step 6 as a whole.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeighingStory {
    /// Other interests.
    pub other: String,
    /// Conflicts.
    pub conflicts: String,
    /// Why nothing is done about negative consequences.
    #[serde(default)]
    pub no_measures: String,
}

/// Step 7.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionStory {
    /// Number of the alternative.
    pub chosen: usize,
    /// The decision.
    pub content: String,
    /// The reasons.
    pub reasons: String,
}

/// A compensating measure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureStory {
    /// The child's number from 1; 0 for all.
    #[serde(default)]
    pub child: usize,
    /// What is done.
    pub text: String,
    /// By whom.
    pub owner: String,
    /// Days from the decision.
    pub days: i64,
    /// How it went.
    pub outcome: String,
}

/// Step 9.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Follow {
    /// Days from the decision.
    pub days: i64,
    /// What is to be found out.
    pub what: String,
    /// How it turned out, and the code of whether it worked.
    pub results: Vec<[String; 2]>,
}

/// What every area shares: screenings, withdrawals, reasons why a child was not heard.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Common {
    /// Screenings.
    pub screening: Vec<Screening>,
    /// Reasons to end a draft.
    pub withdrawn: Vec<String>,
    /// Reasons why a child was not heard, for any story.
    pub unheard: Vec<Unheard>,
    /// Reasons why a letter is not given.
    pub not_given: Vec<String>,
    /// How letters were given.
    pub given: Vec<Given>,
}

/// How a letter was given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Age of the child, from and to.
    pub age: [u32; 2],
    /// By its code.
    pub how: String,
    /// How understanding was checked.
    pub understood: String,
    /// What the child answered, in its own words; may be empty.
    pub answer: String,
}

/// A decision that touches no child.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screening {
    /// Whose.
    pub area: AreaOfOperation,
    /// The adult.
    pub adult: Gender,
    /// Age of the adult, from and to.
    pub age: [u32; 2],
    /// What is decided.
    pub matter: String,
    /// How one knows that no child is touched.
    pub reason: String,
}
