use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::fields::{FieldErrors, Fields};
use crate::language::Language;

/// What is said when a version of the checklist is published, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Validate, Serialize, Deserialize)]
pub struct PublicationForm {
    /// What is new in it, in one line.
    #[validate(length(min = 1, max = 200, message = "note"))]
    pub note: String,
    /// Whether the person says that they have read the questions.
    pub read: bool,
}

impl PublicationForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            note: fields.text("note").to_owned(),
            read: fields.ticked("read"),
        }
    }

    /// What has to be mended before the version can be published.
    #[must_use]
    pub fn check(&self, language: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if let Err(found) = self.validate() {
            errors.take_over(&found, |_| {
                language
                    .t(
                        "Skriv vad som är nytt, högst 200 tecken.",
                        "Write what is new, at most 200 characters.",
                    )
                    .to_owned()
            });
        }
        if !self.read {
            errors.add(
                "read",
                language.t(
                    "Läs igenom frågorna och bekräfta sedan att du har gjort det.",
                    "Read through the questions and then confirm that you have done so.",
                ),
            );
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_published_unread_or_without_saying_what_is_new() {
        let form = PublicationForm {
            note: "En fråga om skolan".into(),
            read: true,
        };
        assert!(form.check(Language::Swedish).is_empty());
        let unread = PublicationForm {
            read: false,
            ..form.clone()
        };
        assert!(unread.check(Language::Swedish).of("read").is_some());
        for note in [String::new(), "å".repeat(201)] {
            let form = PublicationForm { note, read: true };
            assert!(form.check(Language::Swedish).of("note").is_some());
        }
    }
}
