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

/// Rows to show of a repeated question: those in use, at least `least`, one more if asked for, never above `most`.
pub(super) fn rows(fields: &Fields, prefix: &str, least: usize, most: usize, one_more: bool) -> usize {
    (fields.highest(prefix, most) + usize::from(one_more)).clamp(least, most)
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
