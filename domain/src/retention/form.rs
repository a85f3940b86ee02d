use chrono::NaiveDate;

use super::{HoldReason, MOST_TOGETHER, rules_on};
use crate::content::content;
use crate::dates;
use crate::fields::{FieldErrors, Fields, too_long_message};
use crate::language::Language;
use crate::organisation::mentions_identity_number;

/// The most characters of a reason.
pub const MAX_REASON: usize = 1_000;

/// What kind of file a case's decisions belong to, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassForm {
    /// Id of a rule.
    pub class: String,
    /// The last entry of the file in the case system; may be empty.
    pub file_last_entry: String,
    /// When the matter ended; may be empty.
    pub ended_on: String,
    /// `in`, `out` or empty.
    pub in_sample: String,
}

impl ClassForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            class: text("class"),
            file_last_entry: text("file_last_entry"),
            ended_on: text("ended_on"),
            in_sample: text("in_sample"),
        }
    }

    /// The form's texts by name.
    #[must_use]
    pub fn to_fields(&self) -> Fields {
        [
            ("class", self.class.as_str()),
            ("file_last_entry", self.file_last_entry.as_str()),
            ("ended_on", self.ended_on.as_str()),
            ("in_sample", self.in_sample.as_str()),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect()
    }

    /// What has to be mended, in the order of the form. No day lies in the future.
    #[must_use]
    pub fn check(&self, today: NaiveDate, l: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if !rules_on(content(), today).any(|rule| rule.id == self.class) {
            errors.add(
                "class",
                l.t(
                    "Välj vilken sorts akt beslutet hör till.",
                    "Choose the kind of file that the decision belongs to.",
                ),
            );
        }
        for (name, text) in [
            ("file_last_entry", &self.file_last_entry),
            ("ended_on", &self.ended_on),
        ] {
            match dates::parse(text) {
                _ if text.is_empty() => {}
                None => errors.add(
                    name,
                    l.t(
                        "Skriv datumet som år-månad-dag.",
                        "Write the date as year-month-day.",
                    ),
                ),
                Some(day) if day > today => errors.add(
                    name,
                    l.t("Datumet ligger i framtiden.", "The date lies in the future."),
                ),
                Some(_) => {}
            }
        }
        if !["", "in", "out"].contains(&self.in_sample.as_str()) {
            errors.add(
                "in_sample",
                l.t("Välj ett av svaren.", "Choose one of the answers."),
            );
        }
        errors
    }
}

/// A hold, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HoldForm {
    /// Code of a [`HoldReason`].
    pub reason: String,
    /// The reason in words.
    pub text: String,
}

impl HoldForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            reason: fields.text("reason").to_owned(),
            text: fields.text("text").to_owned(),
        }
    }

    /// What has to be mended.
    #[must_use]
    pub fn check(&self, today: NaiveDate, l: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if HoldReason::from_code(&self.reason).is_none() {
            errors.add("reason", l.t("Välj en anledning.", "Choose a reason."));
        }
        reason(&mut errors, "text", &self.text, today, l);
        errors
    }
}

/// The lifting of a hold, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiftForm {
    /// Why it is no longer needed.
    pub text: String,
}

impl LiftForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            text: fields.text("lifted").to_owned(),
        }
    }

    /// What has to be mended.
    #[must_use]
    pub fn check(&self, today: NaiveDate, l: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        reason(&mut errors, "lifted", &self.text, today, l);
        errors
    }
}

fn reason(errors: &mut FieldErrors, name: &str, text: &str, today: NaiveDate, l: Language) {
    let length = text.chars().count();
    if length == 0 {
        errors.add(
            name,
            l.t(
                "Skriv varför, utan namn och personnummer.",
                "Write why, without names and personal numbers.",
            ),
        );
    } else if length > MAX_REASON {
        errors.add(name, too_long_message(length, MAX_REASON, l));
    } else if mentions_identity_number(text, today) {
        errors.add(
            name,
            l.t(
                "Texten innehåller ett personnummer. Ta bort det.",
                "The text holds a personal number. Remove it.",
            ),
        );
    }
}

/// Cases that somebody proposes to purge, as ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposalForm {
    /// Ids of the cases, as sent.
    pub cases: Vec<String>,
    /// How many the person says there are.
    pub count: String,
    /// Whether the case system was looked into.
    pub checked: bool,
}

impl ProposalForm {
    /// What the tick box of a case is called.
    pub const PREFIX: &'static str = "case.";

    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            cases: fields
                .0
                .iter()
                .filter(|(_, text)| text.as_str() == "yes")
                .filter_map(|(name, _)| name.strip_prefix(Self::PREFIX))
                .map(str::to_owned)
                .collect(),
            count: fields.text("count").to_owned(),
            checked: fields.ticked("checked"),
        }
    }

    /// What has to be mended, in the order of the form.
    #[must_use]
    pub fn check(&self, l: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let chosen = self.cases.len();
        if chosen == 0 {
            errors.add(
                "count",
                l.t(
                    "Välj minst ett ärende i listan.",
                    "Choose at least one case in the list.",
                ),
            );
        } else if chosen > MOST_TOGETHER {
            errors.add(
                "count",
                l.t(
                    format!("Ett förslag rymmer högst {MOST_TOGETHER} ärenden."),
                    format!("A proposal holds at most {MOST_TOGETHER} cases."),
                ),
            );
        } else {
            same_count(&mut errors, &self.count, chosen, l);
        }
        if !self.checked {
            errors.add(
                "checked",
                l.t(
                    "Kontrollera akterna i verksamhetssystemet först.",
                    "Check the files in the case system first.",
                ),
            );
        }
        errors
    }
}

/// The approval of a batch by the second officer, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApprovalForm {
    /// How many cases the person says there are.
    pub count: String,
}

impl ApprovalForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            count: fields.text("count").to_owned(),
        }
    }

    /// What has to be mended where the batch has `cases` cases.
    #[must_use]
    pub fn check(&self, cases: usize, l: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        same_count(&mut errors, &self.count, cases, l);
        errors
    }
}

fn same_count(errors: &mut FieldErrors, typed: &str, cases: usize, l: Language) {
    if typed.parse() != Ok(cases) {
        errors.add(
            "count",
            l.t(
                format!("Antalet stämmer inte: det är {cases}. Räkna efter i listan och skriv antalet."),
                format!(
                    "The number is not right: there are {cases}. Count them in the list and write the number."
                ),
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
    }

    #[test]
    fn a_class_is_one_of_the_rules_of_the_day_and_no_day_lies_in_the_future() {
        let l = Language::Swedish;
        let form = ClassForm {
            class: "child_protection".into(),
            file_last_entry: "2026-03-02".into(),
            ..ClassForm::default()
        };
        assert!(form.check(today(), l).is_empty());
        let before = NaiveDate::from_ymd_opt(2026, 1, 14).unwrap();
        assert!(form.check(before, l).of("class").is_some());
        let form = ClassForm {
            class: "x".into(),
            file_last_entry: "2026-03-03".into(),
            ended_on: "i mars".into(),
            in_sample: "kanske".into(),
        };
        let errors = form.check(today(), l);
        for field in ["class", "file_last_entry", "ended_on", "in_sample"] {
            assert!(errors.of(field).is_some(), "{field}");
        }
        assert_eq!(ClassForm::from_fields(&form.to_fields()), form);
    }

    #[test]
    fn a_proposal_needs_cases_their_number_and_a_look_into_the_case_system() {
        let l = Language::English;
        let fields: Fields = [
            ("case.a", "yes"),
            ("case.b", "yes"),
            ("case.c", "no"),
            ("count", "2"),
        ]
        .into_iter()
        .collect();
        let form = ProposalForm::from_fields(&fields);
        assert_eq!(form.cases, ["a", "b"]);
        assert_eq!(form.check(l).0.len(), 1);
        let form = ProposalForm {
            checked: true,
            ..form
        };
        assert!(form.check(l).is_empty());
        for count in ["", "1", "3", "two", "-2"] {
            let form = ProposalForm {
                count: count.into(),
                ..form.clone()
            };
            assert!(form.check(l).of("count").is_some(), "{count}");
        }
        let many = ProposalForm {
            cases: vec!["x".into(); MOST_TOGETHER + 1],
            ..form
        };
        assert!(many.check(l).of("count").is_some());
    }

    #[test]
    fn a_reason_is_written_and_not_too_long() {
        let l = Language::Swedish;
        let text = |text: String| HoldForm {
            reason: "other".into(),
            text,
        };
        assert!(text("Överklagat.".into()).check(today(), l).is_empty());
        assert!(text(String::new()).check(today(), l).of("text").is_some());
        assert!(
            text("x".repeat(MAX_REASON + 1))
                .check(today(), l)
                .of("text")
                .is_some()
        );
        assert!(
            text("Rör 20160229-2380.".into())
                .check(today(), l)
                .of("text")
                .is_some()
        );
        assert!(LiftForm::default().check(today(), l).of("lifted").is_some());
    }
}
