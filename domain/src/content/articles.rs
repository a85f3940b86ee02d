use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Localised;
use crate::cases::CaseKind;
use crate::organisation::AreaOfOperation;

/// Depths that a question can belong to, lightest first.
pub const DEPTH_CODES: [&str; 4] = ["screening", "quick", "standard", "thorough"];

/// An article of the Convention on the Rights of the Child with what to ask about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The article's number in the Convention.
    pub number: u8,
    /// Whether it is gone through only where somebody chooses it. The five of every assessment are not optional.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
    /// Areas in which an optional article is proposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposed_for: Vec<AreaOfOperation>,
    /// Name in addresses and anchors, ASCII, the same in both languages.
    pub slug: String,
    /// What the article is about, in a few words.
    pub title: Localised,
    /// The plain question that heads the page.
    pub question: Localised,
    /// When an optional article is worth choosing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Localised>,
    /// Ids of [`super::Reference`]s.
    pub references: Vec<String>,
    /// Help paragraphs, in order.
    pub help: Vec<Localised>,
    /// Common questions first, then the areas' additional ones in the order of the area files.
    #[serde(rename = "ask", default)]
    pub questions: Vec<Question>,
}

impl Article {
    /// What a unit of this area asks at this depth: the common questions, then the area's own. A general decision has questions
    /// of its own, the same in every area. An unknown area gets the common ones; an unknown depth gets none.
    pub fn questions_for<'a>(
        &'a self,
        kind: CaseKind,
        area_code: &'a str,
        depth_code: &'a str,
    ) -> impl Iterator<Item = &'a Question> {
        let fits = move |q: &&Question| q.general == (kind == CaseKind::General);
        let common = self.questions.iter().filter(|q| q.is_common());
        let additional = self
            .questions
            .iter()
            .filter(move |q| q.areas.iter().any(|a| a.code() == area_code));
        common
            .chain(additional)
            .filter(fits)
            .filter(move |q| q.is_asked_at(depth_code))
    }

    /// The question with this id.
    #[must_use]
    pub fn question_with_id(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == id)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// One question of an article's checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stable id that answers are stored under: `<article>.<name>` or `<article>.<area>.<name>`.
    pub id: String,
    /// The question.
    pub text: Localised,
    /// What helps to answer it; shown beside it.
    pub hint: Localised,
    /// Areas that ask it; empty means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaOfOperation>,
    /// Whether it is asked of general decisions, and of them only.
    #[serde(default, skip_serializing_if = "is_false")]
    pub general: bool,
    /// Codes of the depths at which it is asked, see [`DEPTH_CODES`].
    #[serde(default = "standard_and_thorough")]
    pub depths: Vec<String>,
    /// An invented example of a note; never pre-filled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Localised>,
}

/// What to find out in an area, and in which ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindOut {
    /// The area; set by the file that it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaOfOperation>,
    /// The article that it serves.
    pub article: u8,
    /// What to find out.
    pub what: Localised,
    /// In which ways of working.
    pub how: Localised,
}

/// What goes through the articles: everything that a municipality may publish a version of its own of. An assessment keeps the one
/// that it was begun with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Its name among all versions, such as `2026.1`.
    pub version: String,
    /// First day on which assessments are begun with it.
    pub effective_from: NaiveDate,
    /// The articles, by number.
    #[serde(rename = "article")]
    pub articles: Vec<Article>,
    /// What to find out, and how.
    #[serde(default)]
    pub find_out: Vec<FindOut>,
}

impl Checklist {
    /// The article with this number.
    #[must_use]
    pub fn article(&self, number: u8) -> Option<&Article> {
        self.articles.iter().find(|a| a.number == number)
    }

    /// The question with this id, in whichever article.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.articles.iter().find_map(|a| a.question_with_id(id))
    }

    /// The articles that somebody may choose.
    pub fn optional(&self) -> impl Iterator<Item = &Article> {
        self.articles.iter().filter(|a| a.optional)
    }

    /// What an area finds out about an article, and how.
    pub fn find_out(&self, area: AreaOfOperation, article: u8) -> impl Iterator<Item = &FindOut> {
        self.find_out
            .iter()
            .filter(move |f| f.article == article && f.area.is_none_or(|a| a == area))
    }
}

impl Question {
    /// Whether every area asks it.
    #[must_use]
    pub fn is_common(&self) -> bool {
        self.areas.is_empty()
    }

    /// Whether it is asked at this depth.
    #[must_use]
    pub fn is_asked_at(&self, depth_code: &str) -> bool {
        self.depths.iter().any(|d| d == depth_code)
    }
}

fn standard_and_thorough() -> Vec<String> {
    vec!["standard".to_owned(), "thorough".to_owned()]
}

/// `questions/<area>.toml` and `questions/general.toml`: the additional questions of one area, or those of general decisions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionsFile {
    /// The area; none in the file of general decisions.
    #[serde(default)]
    pub area: Option<AreaOfOperation>,
    /// `general` in the file of general decisions.
    #[serde(default)]
    pub kind: Option<CaseKind>,
    /// The articles for which this file promises at least one question.
    pub articles: Vec<u8>,
    pub ask: Vec<AdditionalQuestion>,
    #[serde(default)]
    pub find_out: Vec<FindOut>,
}

impl QuestionsFile {
    /// What the file is called in messages.
    pub fn name(&self) -> String {
        match self.area {
            Some(area) => format!("the file of area {}", area.code()),
            None => "the file of general decisions".to_owned(),
        }
    }

    /// Whether a question is one of this file's.
    pub fn holds(&self, question: &Question) -> bool {
        match self.area {
            Some(area) => question.areas.contains(&area),
            None => question.general,
        }
    }
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AdditionalQuestion {
    pub article: u8,
    pub id: String,
    pub text: Localised,
    pub hint: Localised,
    #[serde(default = "standard_and_thorough")]
    pub depths: Vec<String>,
    #[serde(default)]
    pub example: Option<Localised>,
}

impl AdditionalQuestion {
    pub fn into_question(self, area: Option<AreaOfOperation>) -> Question {
        Question {
            id: self.id,
            text: self.text,
            hint: self.hint,
            general: area.is_none(),
            areas: area.into_iter().collect(),
            depths: self.depths,
            example: self.example,
        }
    }
}
