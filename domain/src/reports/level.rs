use crate::language::Language;
use crate::monitoring::Level;

/// The highest level of a heat grid.
pub const HIGHEST_LEVEL: i64 = 3;

/// A level of the self-monitoring in words, 0 to 3; none for any other number.
#[must_use]
pub fn level_words(level: i64, language: Language) -> Option<&'static str> {
    let found = Level::ALL.into_iter().find(|l| i64::from(l.digit()) == level)?;
    Some(found.name(language))
}
