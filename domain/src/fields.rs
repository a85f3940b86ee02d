//! What people type, as name and text, and what is wrong with it. A draft keeps every text as it was typed;
//! meaning is read from it later, so that saving never fails on content.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// The most characters that one field holds.
pub const MAX_TEXT: usize = 100_000;
/// The most characters of a name, a place or another single line.
pub const MAX_LINE: usize = 200;
/// The most fields that one form may send. A quick assessment has all its sections on one page: twenty children with two talks each
/// come to about 1,500.
pub const MAX_FIELDS: usize = 2_000;

/// A form's or a section's texts by field name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(pub BTreeMap<String, String>);

impl Fields {
    /// The text of a field without surrounding white space; empty where there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |t| t.trim())
    }

    /// The text exactly as typed; empty where there is none.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Whether the field holds something else than white space.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// Whether a tick box is ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.text(name) == "yes"
    }

    /// Sets a field; an empty text removes it.
    pub fn set(&mut self, name: impl Into<String>, text: impl Into<String>) {
        let (name, text) = (name.into(), text.into());
        if text.is_empty() {
            self.0.remove(&name);
        } else {
            self.0.insert(name, text);
        }
    }

    /// The fields whose text exceeds [`MAX_TEXT`], or [`MAX_LINE`] for those that `is_line` names.
    #[must_use]
    pub fn too_long(&self, is_line: impl Fn(&str) -> bool, language: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        for (name, text) in &self.0 {
            let most = if is_line(name) { MAX_LINE } else { MAX_TEXT };
            let length = text.chars().count();
            if length > most {
                errors.add(name, too_long_message(length, most, language));
            }
        }
        errors
    }

    /// The highest `N` of names `prefix.N.…` that hold something, 0 where there is none. At most `limit`.
    #[must_use]
    pub fn highest(&self, prefix: &str, limit: usize) -> usize {
        self.0
            .iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .filter_map(|(name, _)| {
                name.strip_prefix(prefix)?
                    .strip_prefix('.')?
                    .split('.')
                    .next()?
                    .parse::<usize>()
                    .ok()
            })
            .filter(|n| *n <= limit)
            .max()
            .unwrap_or(0)
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Fields {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut fields = Self::default();
        for (name, text) in pairs {
            fields.set(name, text);
        }
        fields
    }
}

/// Says how long a text is and how long it may be.
#[must_use]
pub fn too_long_message(length: usize, most: usize, language: Language) -> String {
    language.t(
        format!("Texten är {length} tecken lång. Här ryms {most}. Korta den, inget är borttaget ännu."),
        format!("The text is {length} characters long. At most {most} fit here. Shorten it; nothing has been removed."),
    )
}

/// Text as it may be stored: line ends as `\n`, no NUL and no other control characters than tab and line feed.
#[must_use]
pub fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

/// Messages by field, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<(String, String)>);

impl FieldErrors {
    /// Adds a message for a field.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push((field.to_owned(), message.into()));
    }

    /// The first message for a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, message)| message.as_str())
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes over the findings of a `validator` derive. Each rule's `message` is a key that `translate` turns into words.
    pub fn take_over(&mut self, found: &validator::ValidationErrors, translate: impl Fn(&str) -> String) {
        let mut by_field: Vec<_> = found.field_errors().into_iter().collect();
        by_field.sort_by(|a, b| a.0.cmp(&b.0));
        for (field, errors) in by_field {
            if let Some(error) = errors.first() {
                self.add(&field, translate(error.message.as_deref().unwrap_or(&error.code)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one_kind_and_nul_vanishes() {
        assert_eq!(clean("a\r\nb\rc\0d\te\u{7}"), "a\nb\ncd\te");
    }

    #[test]
    fn a_text_over_the_limit_is_named_and_kept() {
        let fields: Fields = [
            ("facts", "å".repeat(MAX_TEXT + 1)),
            ("place", "x".repeat(MAX_LINE)),
        ]
        .into_iter()
        .collect();
        let errors = fields.too_long(|name| name == "place", Language::Swedish);
        assert!(errors.of("facts").unwrap().contains("100001"));
        assert_eq!(errors.of("place"), None);
        assert_eq!(fields.raw("facts").chars().count(), MAX_TEXT + 1);
    }

    #[test]
    fn the_highest_row_in_use_is_found_and_forged_numbers_are_not() {
        let fields: Fields = [
            ("fact.2.text", "x"),
            ("fact.7.text", " "),
            ("fact.999999.text", "x"),
            ("fact.x.text", "y"),
        ]
        .into_iter()
        .collect();
        assert_eq!(fields.highest("fact", 40), 2);
    }
}
