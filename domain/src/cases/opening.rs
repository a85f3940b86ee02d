use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use validator::Validate;

use super::{CaseKind, IdentityNumber};
use crate::fields::{FieldErrors, Fields};
use crate::language::Language;

/// The answer to the question that is asked first: does a child live with or depend on this person?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Touches {
    /// A child is touched, directly or indirectly.
    Yes,
    /// No child is touched; the reason is recorded.
    No,
}

/// A new case, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Validate, Serialize, Deserialize)]
pub struct CaseForm {
    /// Whom it is about; stands in the address of the form.
    pub kind: CaseKind,
    /// The name of the adult or the child, or what a general decision is called.
    #[validate(length(min = 1, max = 200, message = "name"))]
    pub subject_name: String,
    /// Personal or coordination number, or empty.
    #[validate(length(max = 200, message = "line"))]
    pub subject_number: String,
    /// The number of the case in the municipality's case system, or empty.
    #[validate(length(max = 60, message = "reference"))]
    pub reference: String,
    /// What is to be decided.
    #[validate(length(min = 1, max = 100_000, message = "matter"))]
    pub matter: String,
    /// Whether somebody in the case has a protected identity.
    pub protected: bool,
    /// `yes`, `no` or nothing yet.
    pub touches: String,
    /// What the worker asked or saw to know that no child is touched.
    #[validate(length(max = 100_000, message = "long"))]
    pub no_child_reason: String,
}

impl CaseForm {
    /// The form's field names, for those who fill it by script.
    pub const FIELDS: [&'static str; 7] = [
        "subject_name",
        "subject_number",
        "reference",
        "matter",
        "protected",
        "touches",
        "no_child_reason",
    ];

    /// Reads a posted form. Surrounding white space goes.
    #[must_use]
    pub fn from_fields(kind: CaseKind, fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            kind,
            subject_name: text("subject_name"),
            subject_number: text("subject_number"),
            reference: text("reference"),
            matter: text("matter"),
            protected: fields.ticked("protected"),
            touches: text("touches"),
            no_child_reason: text("no_child_reason"),
        }
    }

    /// The answer to the first question, or none yet. A child's own case touches a child.
    #[must_use]
    pub fn touches(&self) -> Option<Touches> {
        match self.touches.as_str() {
            _ if self.kind == CaseKind::Child => Some(Touches::Yes),
            "yes" => Some(Touches::Yes),
            "no" => Some(Touches::No),
            _ => None,
        }
    }

    /// The adult's number, where one is given and right.
    #[must_use]
    pub fn number(&self, today: NaiveDate) -> Option<IdentityNumber> {
        IdentityNumber::parse(&self.subject_number, today).ok()
    }

    /// Everything that has to be mended before the case can be opened.
    #[must_use]
    pub fn check(&self, today: NaiveDate, language: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if let Err(found) = self.validate() {
            errors.take_over(&found, |key| self.message(key, language).to_owned());
        }
        if !self.subject_number.is_empty() && errors.of("subject_number").is_none() {
            match IdentityNumber::parse(&self.subject_number, today) {
                Err(problem) => errors.add("subject_number", problem.message(language)),
                Ok(number) if number.born() > today => errors.add(
                    "subject_number",
                    language.t(
                        "Födelsedatumet ligger i framtiden.",
                        "The date of birth lies in the future.",
                    ),
                ),
                Ok(_) => {}
            }
        }
        match self.touches() {
            None => errors.add(
                "touches",
                language.t(
                    "Svara på om beslutet berör något barn.",
                    "Say whether the decision touches a child.",
                ),
            ),
            Some(Touches::No) if self.no_child_reason.is_empty() => errors.add(
                "no_child_reason",
                language.t(
                    "Skriv hur du vet att inget barn berörs, till exempel vad du frågade om.",
                    "Write how you know that no child is touched, for example what you asked.",
                ),
            ),
            Some(_) => {}
        }
        // In the order of the page, not of the checks.
        errors
            .0
            .sort_by_key(|(field, _)| Self::FIELDS.iter().position(|name| name == field));
        errors
    }

    fn message(&self, key: &str, language: Language) -> &'static str {
        match key {
            "name" if self.kind == CaseKind::Child => language.t(
                "Skriv barnets namn, högst 200 tecken.",
                "Write the child's name, at most 200 characters.",
            ),
            "name" if self.kind == CaseKind::General => language.t(
                "Skriv vad beslutet kallas, högst 200 tecken.",
                "Write what the decision is called, at most 200 characters.",
            ),
            "name" => language.t(
                "Skriv den vuxnas namn, högst 200 tecken.",
                "Write the adult's name, at most 200 characters.",
            ),
            "matter" => language.t(
                "Skriv vad beslutet gäller, högst 100 000 tecken.",
                "Write what is to be decided, at most 100,000 characters.",
            ),
            "reference" => language.t(
                "Ärendenumret får ha högst 60 tecken.",
                "The case number may have at most 60 characters.",
            ),
            "long" => language.t(
                "Texten får ha högst 100 000 tecken. Inget är borttaget.",
                "The text may have at most 100,000 characters. Nothing has been removed.",
            ),
            _ => language.t(
                "Texten får ha högst 200 tecken.",
                "The text may have at most 200 characters.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> CaseForm {
        CaseForm {
            subject_name: "Maja Ek".into(),
            matter: "Hyresskuld".into(),
            touches: "yes".into(),
            ..CaseForm::default()
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    #[test]
    fn a_name_a_matter_and_an_answer_are_enough() {
        assert!(form().check(today(), Language::Swedish).is_empty());
    }

    #[test]
    fn no_child_needs_a_reason() {
        let mut f = form();
        f.touches = "no".into();
        assert!(
            f.check(today(), Language::English)
                .of("no_child_reason")
                .is_some()
        );
        f.no_child_reason = "Bor ensam, har inga barn, frågat om umgänge.".into();
        assert!(f.check(today(), Language::English).is_empty());
    }

    #[test]
    fn an_unanswered_first_question_is_asked_again() {
        let mut f = form();
        f.touches = "maybe".into();
        assert!(f.check(today(), Language::Swedish).of("touches").is_some());
    }
}
