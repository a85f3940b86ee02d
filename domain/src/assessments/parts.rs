//! What the descriptions of several steps share: limits, rows, options.

use super::Kind;
use crate::fields::Fields;
use crate::language::Language;

/// The most alternatives that can be compared.
pub const MAX_ALTERNATIVES: usize = 6;
/// The most facts of an assessment.
pub const MAX_FACTS: usize = 40;
/// The most statements of one note.
pub const MAX_STATEMENTS: usize = 20;
/// The most groups of children of a general decision.
pub const MAX_GROUPS: usize = 12;
/// The most things that children said before a general decision.
pub const MAX_VIEWS: usize = 20;

/// Rows to show of a repeated question: those in use, at least `least`; one more than that if asked for, also where all are empty
/// still; never above `most`.
pub(super) fn rows(fields: &Fields, prefix: &str, least: usize, most: usize, one_more: bool) -> usize {
    (fields.highest(prefix, most).max(least) + usize::from(one_more)).min(most)
}

/// Options from code and words in both languages.
pub(super) fn choice(options: &[(&str, &str, &str)], language: Language) -> Kind {
    Kind::Choice(
        options
            .iter()
            .map(|(code, sv, en)| ((*code).to_owned(), language.t(*sv, *en).to_owned()))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_row_comes_also_where_nothing_is_written_and_never_above_the_most() {
        let empty = Fields::default();
        let one: Fields = [("fact.1.text", "Skuld")].into_iter().collect();
        let full: Fields = [("fact.3.text", "Skuld")].into_iter().collect();
        let shown = |fields: &Fields, one_more: bool| rows(fields, "fact", 1, 3, one_more);
        assert_eq!((shown(&empty, false), shown(&empty, true)), (1, 2));
        assert_eq!((shown(&one, false), shown(&one, true)), (1, 2));
        assert_eq!((shown(&full, false), shown(&full, true)), (3, 3));
        assert_eq!(rows(&one, "fact", 2, 3, true), 3);
    }
}
