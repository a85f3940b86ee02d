use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::dates;
use crate::fields::{FieldErrors, Fields, too_long_message};
use crate::ids::UnitId;
use crate::language::Language;
use crate::organisation::mentions_identity_number;

/// The most characters of a word to the units, a remark or a reply.
pub const MAX_WORD: usize = 2_000;
/// The most units of one round.
const MAX_UNITS: usize = 200;
/// The longest period, in days.
const MAX_DAYS: u64 = 750;

/// A round to be opened, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundForm {
    /// What it is called.
    pub title: String,
    /// First day of the period.
    pub from: String,
    /// Last day of the period.
    pub to: String,
    /// The day by which answers are handed in.
    pub deadline: String,
    /// A word to the units; may be empty.
    pub word: String,
    /// The units that answer.
    pub units: Vec<UnitId>,
}

/// The days of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundDays {
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period.
    pub to: NaiveDate,
    /// The day by which answers are handed in.
    pub deadline: NaiveDate,
}

impl RoundForm {
    /// Reads a posted form; a unit's box is called `unit.` and its id.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        let ticked = fields.0.keys().filter(|name| fields.ticked(name));
        Self {
            title: text("title"),
            from: text("from"),
            to: text("to"),
            deadline: text("deadline"),
            word: text("word"),
            units: ticked
                .filter_map(|name| name.strip_prefix("unit.")?.parse().ok())
                .collect(),
        }
    }

    /// The round's days, or what has to be mended first.
    ///
    /// # Errors
    /// Messages by field, in the order of the page.
    pub fn check(&self, today: NaiveDate, l: Language) -> Result<RoundDays, FieldErrors> {
        let mut errors = FieldErrors::default();
        let day = |text: &str| dates::parse(text);
        let (from, to, deadline) = (day(&self.from), day(&self.to), day(&self.deadline));
        if self.title.is_empty() || self.title.chars().count() > 200 {
            errors.add(
                "title",
                l.t(
                    "Skriv vad omgången kallas, högst 200 tecken.",
                    "Write what the round is called, at most 200 characters.",
                ),
            );
        }
        let as_day = || l.t("Skriv dagen som 2026-12-01.", "Write the day as 2026-12-01.");
        if from.is_none() {
            errors.add("from", as_day());
        }
        match (from, to) {
            (_, None) => errors.add("to", as_day()),
            (Some(from), Some(to)) if to < from => errors.add(
                "to",
                l.t(
                    "Perioden slutar innan den börjar.",
                    "The period ends before it begins.",
                ),
            ),
            (Some(from), Some(to))
                if from
                    .checked_add_days(Days::new(MAX_DAYS))
                    .is_none_or(|last| to > last) =>
            {
                errors.add(
                    "to",
                    l.t("En period är högst två år.", "A period is at most two years."),
                );
            }
            _ => {}
        }
        match deadline {
            None => errors.add("deadline", as_day()),
            Some(day) if day < today => errors.add(
                "deadline",
                l.t("Dagen har redan varit.", "The day has already been."),
            ),
            Some(_) => {}
        }
        check_word(&mut errors, "word", &self.word, today, l);
        if self.units.is_empty() || self.units.len() > MAX_UNITS {
            errors.add(
                "units",
                l.t(
                    "Välj minst en enhet, högst 200.",
                    "Choose at least one unit, at most 200.",
                ),
            );
        }
        match (from, to, deadline) {
            (Some(from), Some(to), Some(deadline)) if errors.is_empty() => {
                Ok(RoundDays { from, to, deadline })
            }
            _ => Err(errors),
        }
    }
}

fn check_word(errors: &mut FieldErrors, field: &str, word: &str, today: NaiveDate, l: Language) {
    let length = word.chars().count();
    if length > MAX_WORD {
        errors.add(field, too_long_message(length, MAX_WORD, l));
    } else if mentions_identity_number(word, today) {
        errors.add(
            field,
            l.t(
                "Här står något som ser ut som ett person- eller samordningsnummer. Ta bort det.",
                "Something here looks like a personal or coordination number. Take it out.",
            ),
        );
    }
}

/// A word that one side writes to the other: a reminder, a remark, a reply, why answers are given back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordForm {
    /// The field's name, so that several can stand on a page.
    pub field: String,
    /// What is written.
    pub text: String,
}

impl WordForm {
    /// Reads a field of a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields, field: &str) -> Self {
        Self {
            field: field.to_owned(),
            text: fields.text(field).to_owned(),
        }
    }

    /// What has to be mended; `empty` is said where nothing is written.
    #[must_use]
    pub fn check(&self, empty: &str, today: NaiveDate, language: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if self.text.is_empty() {
            errors.add(&self.field, empty);
        }
        check_word(&mut errors, &self.field, &self.text, today, language);
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: &str = "unit.00000000-0000-0000-0000-000000000007";

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
    }

    fn form() -> Fields {
        [
            ("title", "Våren 2026"),
            ("from", "2026-01-01"),
            ("to", "2026-06-30"),
            ("deadline", "2026-03-02"),
            ("word", "Svara tillsammans."),
            (UNIT, "yes"),
        ]
        .into_iter()
        .collect()
    }

    fn errors(changed: &[(&str, &str)]) -> Vec<String> {
        let mut fields = form();
        for (name, text) in changed {
            fields.set(*name, *text);
        }
        let found = RoundForm::from_fields(&fields).check(today(), Language::Swedish);
        found
            .err()
            .unwrap_or_default()
            .0
            .into_iter()
            .map(|(field, _)| field)
            .collect()
    }

    #[test]
    fn a_whole_form_is_taken_with_its_days_and_units() {
        let read = RoundForm::from_fields(&form());
        let days = read.check(today(), Language::Swedish).unwrap();
        assert_eq!(
            (days.from.to_string(), days.to.to_string()),
            ("2026-01-01".into(), "2026-06-30".into())
        );
        assert_eq!(days.deadline, today());
        assert_eq!(read.units.len(), 1);
    }

    #[test]
    fn an_empty_form_asks_in_the_order_of_the_page() {
        let found = RoundForm::default()
            .check(today(), Language::Swedish)
            .unwrap_err();
        let fields: Vec<_> = found.0.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["title", "from", "to", "deadline", "units"]);
    }

    #[test]
    fn what_cannot_be_is_refused_at_its_field() {
        for (field, text) in [
            ("title", "x".repeat(201).as_str()),
            ("from", "i våras"),
            ("to", "2025-12-31"),
            ("to", "2029-01-01"),
            ("deadline", "2026-03-01"),
            ("word", "x".repeat(MAX_WORD + 1).as_str()),
            ("word", "Fråga om 20160229-2380."),
        ] {
            assert_eq!(errors(&[(field, text)]), [field], "{text}");
        }
        assert_eq!(errors(&[(UNIT, "no")]), ["units"]);
        assert_eq!(errors(&[(UNIT, ""), ("unit.x", "yes")]), ["units"]);
    }

    #[test]
    fn a_word_is_written_and_short_and_about_nobody() {
        let word = |text: &str| WordForm {
            field: "remark".into(),
            text: text.into(),
        };
        let of = |text: &str| word(text).check("Skriv något.", today(), Language::Swedish);
        assert!(of("Bra underlag.").is_empty());
        assert_eq!(of("").of("remark"), Some("Skriv något."));
        assert!(of(&"å".repeat(MAX_WORD)).is_empty());
        assert!(of(&"å".repeat(MAX_WORD + 1)).of("remark").is_some());
        assert!(of("20160229-2380").of("remark").is_some());
    }
}
