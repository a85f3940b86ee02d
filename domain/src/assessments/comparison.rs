//! The alternatives side by side: per child an article × alternative table of directions and weights in words. Never a total.

use super::articles::DIRECTIONS;
use super::{Alternative, Material, Section, Touched};
use crate::language::Language;

/// What one article says about one alternative for one child.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The coming weeks: a direction's code, or empty.
    pub short: String,
    /// The coming year: a direction's code, or empty.
    pub long: String,
    /// Why; may be empty.
    pub why: String,
}

impl Cell {
    /// A direction's code in words.
    #[must_use]
    pub fn in_words(code: &str, l: Language) -> &'static str {
        DIRECTIONS
            .iter()
            .find(|(known, ..)| *known == code)
            .map_or(l.t("Inte besvarat", "Not answered"), |(_, sv, en)| l.t(sv, en))
    }
}

/// The table of one child or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Whose.
    pub touched: Touched,
    /// The columns.
    pub alternatives: Vec<Alternative>,
    /// The rows: number and title of the article, and a cell for each alternative.
    pub rows: Vec<(u8, String, Vec<Cell>)>,
}

/// A table for each child or group. Empty where there are no alternatives to compare yet.
#[must_use]
pub fn comparison(material: &Material, l: Language) -> Vec<Comparison> {
    let alternatives = material.alternatives();
    if alternatives.is_empty() {
        return Vec::new();
    }
    let table = |touched: Touched| {
        let rows = material
            .articles()
            .iter()
            .map(|article| {
                let fields = material.section(Section::Article(article.number));
                let cell = |a: &Alternative| {
                    let text = |view: &str| {
                        fields
                            .text(&format!("{view}.{}.{}", touched.key, a.number))
                            .to_owned()
                    };
                    Cell {
                        short: text("short"),
                        long: text("long"),
                        why: text("why"),
                    }
                };
                (
                    article.number,
                    article.title.get(l).to_owned(),
                    alternatives.iter().map(cell).collect(),
                )
            })
            .collect();
        Comparison {
            touched,
            alternatives: alternatives.clone(),
            rows,
        }
    };
    material.touched(l).into_iter().map(table).collect()
}
