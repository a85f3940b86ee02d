use chrono::NaiveDate;

use crate::assessments::{Field, Kind, Need, Tone};
use crate::dates;
use crate::fields::{FieldErrors, Fields, too_long_message};
use crate::language::Language;
use crate::organisation::mentions::mentions_identity_number;

/// A field of a form with the most characters that it holds. The same description draws the form, checks what was typed and shows
/// what somebody else saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub field: Field,
    /// The most characters.
    pub most: usize,
}

impl Asked {
    pub(super) fn new(name: &str, kind: Kind, most: usize, label: &str, hint: &str) -> Self {
        Self {
            field: Field::new(name, kind, Tone::Fact, label).hint(hint),
            most,
        }
    }

    /// Must be filled; `message` is said when it is not.
    pub(super) fn needed(mut self, message: &str) -> Self {
        self.field = self.field.required().missing(message);
        self
    }

    fn problem(&self, text: &str, today: NaiveDate, l: Language) -> Option<String> {
        let length = text.chars().count();
        if text.is_empty() {
            return (self.field.need == Need::Required).then(|| self.field.missing.clone());
        }
        if length > self.most {
            return Some(too_long_message(length, self.most, l));
        }
        match &self.field.kind {
            Kind::Date if dates::parse(text).is_none() => Some(no_date(l).to_owned()),
            Kind::Choice(options) if !options.iter().any(|(code, _)| code == text) => {
                Some(l.t("Välj ett av svaren.", "Choose one of the answers.").to_owned())
            }
            Kind::Line | Kind::Text if mentions_identity_number(text, today) => Some(
                l.t(
                    "Här står något som ser ut som ett person- eller samordningsnummer. Här skrivs inget om enskilda.",
                    "Something here looks like a personal or coordination number. Nothing about individuals is written here.",
                )
                .to_owned(),
            ),
            _ => None,
        }
    }
}

pub(super) fn no_date(l: Language) -> &'static str {
    l.t(
        "Skriv datumet som år-månad-dag, till exempel 2026-12-01.",
        "Write the date as year-month-day, for example 2026-12-01.",
    )
}

/// What has to be mended, in the order of the form.
pub(super) fn check(asked: &[Asked], fields: &Fields, today: NaiveDate, l: Language) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for one in asked {
        if let Some(message) = one.problem(fields.text(&one.field.name), today, l) {
            errors.add(&one.field.name, message);
        }
    }
    errors
}

/// The errors in the order of the form, whichever rule found them.
pub(super) fn in_order(mut errors: FieldErrors, asked: &[Asked]) -> FieldErrors {
    errors
        .0
        .sort_by_key(|(name, _)| asked.iter().position(|a| a.field.name == *name));
    errors
}

/// Codes with their words.
pub(super) fn options<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> String,
    words: impl Fn(T) -> String,
) -> Vec<(String, String)> {
    all.iter().map(|one| (code(*one), words(*one))).collect()
}
