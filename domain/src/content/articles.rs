use chrono::NaiveDate;
use serde::Deserialize;

use super::Localised;
use crate::organisation::AreaOfOperation;

/// Depths that a question can belong to, lightest first.
pub const DEPTH_CODES: [&str; 4] = ["screening", "quick", "standard", "thorough"];

/// An article of the Convention on the Rights of the Child with what to ask about it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The article's number in the Convention.
    pub number: u8,
    /// Name in addresses and anchors, ASCII, the same in both languages.
    pub slug: String,
    /// What the article is about, in a few words.
    pub title: Localised,
    /// The plain question that heads the page.
    pub question: Localised,
    /// Help paragraphs, in order.
    pub help: Vec<Localised>,
    /// Ids of [`super::Reference`]s.
    pub references: Vec<String>,
    /// Common questions first, then the areas' additional ones in the order of the area files.
    #[serde(rename = "ask", default)]
    pub questions: Vec<Question>,
}

impl Article {
    /// What a unit of this area asks at this depth: the common questions, then the area's own. An unknown area gets
    /// the common ones; an unknown depth gets none.
    pub fn questions_for<'a>(
        &'a self,
        area_code: &'a str,
        depth_code: &'a str,
    ) -> impl Iterator<Item = &'a Question> {
        let common = self.questions.iter().filter(|q| q.is_common());
        let additional = self
            .questions
            .iter()
            .filter(move |q| q.areas.iter().any(|a| a.code() == area_code));
        common
            .chain(additional)
            .filter(move |q| q.is_asked_at(depth_code))
    }

    /// The question with this id.
    #[must_use]
    pub fn question_with_id(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == id)
    }
}

/// One question of an article's checklist.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stable id that answers are stored under: `<article>.<name>` or `<article>.<area>.<name>`.
    pub id: String,
    /// The question.
    pub text: Localised,
    /// What helps to answer it; shown beside it.
    pub hint: Localised,
    /// Areas that ask it; empty means all.
    #[serde(default)]
    pub areas: Vec<AreaOfOperation>,
    /// Codes of the depths at which it is asked, see [`DEPTH_CODES`].
    #[serde(default = "standard_and_thorough")]
    pub depths: Vec<String>,
    /// An invented example of a note; never pre-filled.
    #[serde(default)]
    pub example: Option<Localised>,
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

/// `articles.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArticlesFile {
    pub version: String,
    pub effective_from: NaiveDate,
    pub article: Vec<Article>,
}

/// `questions/<area>.toml`: the additional questions of one area.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AreaFile {
    pub area: AreaOfOperation,
    /// The articles for which this file promises at least one question.
    pub articles: Vec<u8>,
    pub ask: Vec<AreaQuestion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AreaQuestion {
    pub article: u8,
    pub id: String,
    pub text: Localised,
    pub hint: Localised,
    #[serde(default = "standard_and_thorough")]
    pub depths: Vec<String>,
    #[serde(default)]
    pub example: Option<Localised>,
}

impl AreaQuestion {
    pub fn into_question(self, area: AreaOfOperation) -> Question {
        Question {
            id: self.id,
            text: self.text,
            hint: self.hint,
            areas: vec![area],
            depths: self.depths,
            example: self.example,
        }
    }
}
