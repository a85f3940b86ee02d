//! What the renderers decide alike: widths of table columns, quotation marks and the few words that they add.

use crate::model::{Block, Column, Document, Language};

/// The most reply lines that are drawn.
pub(crate) const MOST_REPLY_LINES: u8 = 60;

/// The longest text, in characters, that stands whole in the head or foot of a page.
const MOST_RUNNING_CHARS: usize = 70;

/// Words that the renderers add to a document in its language.
pub(crate) struct Wording {
    pub page: &'static str,
    pub of: &'static str,
    pub untitled: &'static str,
    pub childs_words: &'static str,
    pub judgement: &'static str,
    /// Opening and closing quotation marks.
    pub quotes: (char, char),
}

impl Language {
    pub(crate) const fn wording(self) -> Wording {
        match self {
            Self::Swedish => Wording {
                page: "Sida",
                of: "av",
                untitled: "Dokument utan titel",
                childs_words: "Barnets ord",
                judgement: "Bedömning",
                quotes: ('”', '”'),
            },
            Self::English => Wording {
                page: "Page",
                of: "of",
                untitled: "Untitled document",
                childs_words: "The child’s words",
                judgement: "Assessment",
                quotes: ('“', '”'),
            },
        }
    }
}

/// The text in quotation marks, unless the writer has already set some around it.
pub(crate) fn quoted(text: &str, language: Language) -> String {
    let text = text.trim();
    let is_mark = |c: Option<char>| c.is_some_and(|c| "\"”“„»«".contains(c));
    if text.is_empty() || (is_mark(text.chars().next()) && is_mark(text.chars().next_back())) {
        return text.to_owned();
    }
    let (open, close) = language.wording().quotes;
    format!("{open}{text}{close}")
}

/// The text, or the other one where it is blank.
pub(crate) fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.trim().is_empty() { otherwise } else { text }
}

/// The text on one line, cut with an ellipsis where it would not fit into the head of a page.
pub(crate) fn running(text: &str) -> String {
    brief(text, MOST_RUNNING_CHARS)
}

/// The text on one line, cut with an ellipsis after so many characters.
pub(crate) fn brief(text: &str, most: usize) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(most) {
        words.truncate(end);
        words = format!("{}…", words.trim_end());
    }
    words
}

/// The deepest headings in a table of contents.
pub(crate) const CONTENTS_DEPTH: u8 = 2;

/// The headings of a table of contents with their levels and their positions among all headings, from 1.
pub(crate) fn contents(document: &Document) -> Vec<(usize, u8, String)> {
    let headings = document.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, text } => Some((*level, text.clone())),
        _ => None,
    });
    (1..)
        .zip(headings)
        .filter(|(_, (level, text))| *level <= CONTENTS_DEPTH && !text.trim().is_empty())
        .map(|(index, (level, text))| (index, level, text))
        .collect()
}

/// Whether [`running`] would cut the text.
pub(crate) fn runs_over(text: &str) -> bool {
    text.chars().nth(MOST_RUNNING_CHARS).is_some() || text.contains('\n')
}

/// How wide each column of a table should be in relation to the others: by its longest word as far as that cannot be
/// hyphenated well, and by its longest text as far as that stays a line. No column is starved by its neighbours.
pub(crate) fn column_weights(columns: &[Column], rows: &[Vec<String>]) -> Vec<usize> {
    let weight = |(index, column): (usize, &Column)| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(index))
            .chain([&column.label]);
        cells.map(|cell| wanted_width(cell)).max().unwrap_or(LEAST_COLUMN)
    };
    columns.iter().enumerate().map(weight).collect()
}

/// What an empty column is worth.
const LEAST_COLUMN: usize = 4;

fn wanted_width(text: &str) -> usize {
    let longest_word = text
        .split_whitespace()
        .map(|word| word.chars().count())
        .max()
        .unwrap_or(0);
    LEAST_COLUMN + longest_word.min(14) + text.chars().count().min(36) / 3
}

#[cfg(test)]
mod tests {
    use super::{column_weights, quoted, running, runs_over};
    use crate::model::{Column, Language};

    #[test]
    fn a_text_is_quoted_once() {
        assert_eq!(
            quoted(" Jag vill bo kvar. ", Language::Swedish),
            "”Jag vill bo kvar.”"
        );
        assert_eq!(quoted("\"Jag vill.\"", Language::Swedish), "\"Jag vill.\"");
        assert_eq!(quoted("I want to stay.", Language::English), "“I want to stay.”");
    }

    #[test]
    fn running_text_is_cut_only_when_it_is_long() {
        assert_eq!(running("Signerad\n2026-11-14"), "Signerad 2026-11-14");
        let long = "ö".repeat(200);
        assert_eq!(running(&long).chars().count(), 71);
        assert!(runs_over(&long) && !runs_over("Arbetsmaterial"));
    }

    #[test]
    fn a_column_with_more_text_is_wider_but_never_swallows_the_others() {
        let columns = [Column::text("År"), Column::text("Skäl")];
        let rows = [vec!["2026".to_owned(), "ord ".repeat(500)]];
        assert_eq!(column_weights(&columns, &rows), [9, 19]);
    }
}
