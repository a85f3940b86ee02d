use crate::language::Language;

/// The highest level of a heat grid.
pub const HIGHEST_LEVEL: i64 = 3;

/// A level of the self-monitoring in words, 0 to 3; none for any other number.
#[must_use]
pub fn level_words(level: i64, language: Language) -> Option<&'static str> {
    match level {
        0 => Some(language.t("Inte påbörjat", "Not started")),
        1 => Some(language.t("Påbörjat", "Started")),
        2 => Some(language.t("Delvis på plats", "Partly in place")),
        HIGHEST_LEVEL => Some(language.t("Helt på plats", "Fully in place")),
        _ => None,
    }
}
