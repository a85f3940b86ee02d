use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::dates;
use crate::fields::{FieldErrors, Fields};
use crate::language::Language;

/// A delegation to review in a unit, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Validate, Serialize, Deserialize)]
pub struct DelegationForm {
    /// Id of the account that it is given to.
    #[validate(length(min = 1, max = 200, message = "to"))]
    pub to: String,
    /// First day.
    pub since: String,
    /// Last day; empty where it holds until it is revoked.
    pub until: String,
    /// The decision that it rests on: number and date.
    #[validate(length(min = 1, max = 200, message = "reference"))]
    pub reference: String,
}

impl DelegationForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            to: text("to"),
            since: text("since"),
            until: text("until"),
            reference: text("reference"),
        }
    }

    /// The first day and, where there is one, the last. `None` while one of them is no date, or they stand the wrong way round.
    #[must_use]
    pub fn period(&self) -> Option<(NaiveDate, Option<NaiveDate>)> {
        let since = dates::parse(&self.since)?;
        if self.until.is_empty() {
            return Some((since, None));
        }
        let until = dates::parse(&self.until).filter(|until| *until >= since)?;
        Some((since, Some(until)))
    }

    /// What has to be mended before the delegation can be granted, in the order of the form.
    #[must_use]
    pub fn check(&self, language: Language) -> FieldErrors {
        const ORDER: [&str; 4] = ["to", "since", "until", "reference"];
        let mut errors = FieldErrors::default();
        if let Err(found) = self.validate() {
            errors.take_over(&found, |key| {
                match key {
                    "to" => language.t(
                        "Välj vem som ska få granska.",
                        "Choose who is to be allowed to review.",
                    ),
                    _ => language.t(
                        "Skriv beslutets nummer och datum, högst 200 tecken.",
                        "Write the decision's number and date, at most 200 characters.",
                    ),
                }
                .to_owned()
            });
        }
        self.check_period(language, &mut errors);
        errors
            .0
            .sort_by_key(|(field, _)| ORDER.iter().position(|name| name == field));
        errors
    }

    fn check_period(&self, language: Language, errors: &mut FieldErrors) {
        let since = dates::parse(&self.since);
        if since.is_none() {
            errors.add(
                "since",
                language.t(
                    "Skriv från vilken dag delegationen gäller, till exempel 2026-12-01.",
                    "Write from which day the delegation holds, for example 2026-12-01.",
                ),
            );
        }
        if self.until.is_empty() {
            return;
        }
        match dates::parse(&self.until) {
            None => errors.add(
                "until",
                language.t(
                    "Skriv den sista dagen, till exempel 2026-12-31, eller lämna tomt.",
                    "Write the last day, for example 2026-12-31, or leave it empty.",
                ),
            ),
            Some(until) if since.is_some_and(|since| until < since) => errors.add(
                "until",
                language.t(
                    "Den sista dagen ligger före den första.",
                    "The last day lies before the first.",
                ),
            ),
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(since: &str, until: &str) -> DelegationForm {
        DelegationForm {
            to: "018f".into(),
            since: since.into(),
            until: until.into(),
            reference: "SN 2026:14, 2026-02-17".into(),
        }
    }

    fn d(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
    }

    #[test]
    fn a_delegation_may_be_open_ended_or_last_a_single_day() {
        for (until, expected) in [("", None), ("2026-03-02", Some(d(2))), ("3.3.2026", Some(d(3)))] {
            let form = typed("2026-03-02", until);
            assert!(form.check(Language::Swedish).is_empty(), "{until}");
            assert_eq!(form.period(), Some((d(2), expected)));
        }
    }

    #[test]
    fn days_that_do_not_exist_or_stand_the_wrong_way_round_are_refused() {
        for (since, until, field) in [
            ("2026-03-02", "2026-03-01", "until"),
            ("2026-03-02", "2026-02-30", "until"),
            ("2026-03-02", "snart", "until"),
            ("2026-02-30", "", "since"),
            ("", "2026-03-02", "since"),
        ] {
            let form = typed(since, until);
            let errors = form.check(Language::Swedish);
            assert_eq!(errors.0.len(), 1, "{since} {until}: {errors:?}");
            assert!(errors.of(field).is_some(), "{since} {until}");
            assert_eq!(form.period(), None, "{since} {until}");
        }
    }

    #[test]
    fn a_reference_is_a_line_of_at_most_two_hundred_characters() {
        for (reference, fits) in [
            ("å".repeat(200), true),
            ("å".repeat(201), false),
            (String::new(), false),
        ] {
            let form = DelegationForm {
                reference,
                ..typed("2026-03-02", "")
            };
            assert_eq!(form.check(Language::English).of("reference").is_none(), fits);
        }
    }

    #[test]
    fn an_empty_form_is_told_everything_in_its_own_order() {
        let errors = DelegationForm::default().check(Language::Swedish);
        let fields: Vec<&str> = errors.0.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["to", "since", "reference"]);
    }
}
