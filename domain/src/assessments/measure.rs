use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::dates;
use crate::fields::{FieldErrors, Fields};
use crate::ids::{ChildId, MeasureId};
use crate::language::Language;

/// What softens a negative consequence: owner, due date, done, worked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The measure.
    pub id: MeasureId,
    /// The child it is for; `None` for all children of the case.
    pub child: Option<ChildId>,
    /// What is done.
    pub text: String,
    /// Who sees to it.
    pub owner: String,
    /// When it is to be done.
    pub due_on: NaiveDate,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
    /// Whether it worked, and how one knows; empty until said.
    pub outcome: String,
    /// Optimistic version.
    pub version: i64,
}

/// A measure, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Validate, Serialize, Deserialize)]
pub struct MeasureForm {
    /// A child's id, or empty for all.
    pub child: String,
    /// What is done.
    #[validate(length(min = 1, max = 100_000, message = "text"))]
    pub text: String,
    /// Who sees to it.
    #[validate(length(min = 1, max = 200, message = "owner"))]
    pub owner: String,
    /// When.
    #[validate(length(max = 200, message = "due"))]
    pub due_on: String,
}

impl MeasureForm {
    /// The fields in the order in which the form asks for them.
    const ORDER: [&'static str; 4] = ["child", "text", "owner", "due_on"];

    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            child: text("child"),
            text: text("text"),
            owner: text("owner"),
            due_on: text("due_on"),
        }
    }

    /// The due date, where it is real and not past.
    #[must_use]
    pub fn due(&self, today: NaiveDate) -> Option<NaiveDate> {
        dates::parse(&self.due_on).filter(|d| *d >= today)
    }

    /// What has to be mended before the measure can be saved.
    #[must_use]
    pub fn check(&self, today: NaiveDate, language: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if let Err(found) = self.validate() {
            errors.take_over(&found, |key| {
                match key {
                    "text" => language.t("Skriv vad som ska göras.", "Write what is to be done."),
                    "owner" => language.t(
                        "Skriv vem som ser till att det blir gjort, högst 200 tecken.",
                        "Write who sees to it, at most 200 characters.",
                    ),
                    _ => language.t(
                        "Skriv ett datum, till exempel 2026-12-01.",
                        "Write a date, for example 2026-12-01.",
                    ),
                }
                .to_owned()
            });
        }
        match dates::parse(&self.due_on) {
            None if errors.of("due_on").is_none() => errors.add(
                "due_on",
                language.t(
                    "Skriv när åtgärden ska vara klar, till exempel 2026-12-01.",
                    "Write when the measure is to be done, for example 2026-12-01.",
                ),
            ),
            Some(due) if due < today => errors.add(
                "due_on",
                language.t(
                    "Datumet har redan passerat. Välj en dag från och med i dag.",
                    "The date has passed. Choose today or a later day.",
                ),
            ),
            _ => {}
        }
        errors
            .0
            .sort_by_key(|(field, _)| Self::ORDER.iter().position(|name| name == field));
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_due_date_before_today_is_refused() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let mut form = MeasureForm {
            text: "Skolskjuts".into(),
            owner: "Karin".into(),
            due_on: "2026-11-20".into(),
            ..Default::default()
        };
        assert!(
            form.check(today, Language::Swedish)
                .of("due_on")
                .unwrap()
                .contains("passerat")
        );
        form.due_on = "2026-11-21".into();
        assert!(form.check(today, Language::Swedish).is_empty());
        form.due_on = "29 februari 2027".into();
        assert!(form.check(today, Language::Swedish).of("due_on").is_some());
    }
}
