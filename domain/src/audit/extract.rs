use chrono::NaiveDate;

use crate::cases::{IdentityNumber, NumberProblem};
use crate::dates;
use crate::fields::{FieldErrors, Fields, MAX_LINE, too_long_message};
use crate::language::Language;

/// The most rows of an extract.
pub const MOST_EXTRACTED: usize = 2_000;
/// The most characters of the reason.
pub const MAX_REASON: usize = 2_000;

/// Whether an extract names employees. The municipality decides that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Name and function.
    Names,
    /// Only the function.
    Function,
}

impl Shown {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Function, Self::Names];

    /// The code in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Function => "function",
        }
    }

    /// What a code means.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shown| shown.code() == code)
    }

    /// In words.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::Names => l.t("Med namn", "With names"),
            Self::Function => l.t("Bara funktion", "Only the function"),
        }
    }
}

/// What is looked for: exactly one person or exactly one case, never part of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// The cases of a person with this number, as adult or child.
    Person(IdentityNumber),
    /// The case of this number, here or in the municipality's case system.
    Case(String),
}

/// An extract to be made, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtractForm {
    /// Personal number, coordination number or case number.
    pub number: String,
    /// For whom.
    pub recipient: String,
    /// Why.
    pub reason: String,
    /// Whether employees are named: a code of [`Shown`].
    pub shown: String,
    /// The first day, or empty.
    pub since: String,
    /// The last day, or empty.
    pub until: String,
}

impl ExtractForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            number: text("number"),
            recipient: text("recipient"),
            reason: text("reason"),
            shown: text("shown"),
            since: text("since"),
            until: text("until"),
        }
    }

    /// What is looked for. `today` decides the century of a number of ten digits.
    #[must_use]
    pub fn sought(&self, today: NaiveDate) -> Option<Sought> {
        match IdentityNumber::parse(&self.number, today) {
            Ok(number) => Some(Sought::Person(number)),
            // Ten or twelve digits that are nobody's number were meant as one.
            Err(NumberProblem::CheckDigit | NumberProblem::Date) => None,
            Err(NumberProblem::Form) if self.number.is_empty() => None,
            Err(NumberProblem::Form) => Some(Sought::Case(self.number.clone())),
        }
    }

    /// First and last day, either may be missing.
    #[must_use]
    pub fn days(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (dates::parse(&self.since), dates::parse(&self.until))
    }

    /// Whether employees are named.
    #[must_use]
    pub fn shown(&self) -> Option<Shown> {
        Shown::from_code(&self.shown)
    }

    /// What has to be mended.
    #[must_use]
    pub fn check(&self, today: NaiveDate, l: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        self.check_number(today, l, &mut errors);
        if self.recipient.is_empty() {
            errors.add(
                "recipient",
                l.t("Skriv vem uttaget är till.", "Write for whom the extract is."),
            );
        }
        if self.reason.is_empty() {
            errors.add(
                "reason",
                l.t("Skriv varför uttaget görs.", "Write why the extract is made."),
            );
        }
        if self.shown().is_none() {
            errors.add(
                "shown",
                l.t(
                    "Välj om medarbetarnas namn ska stå med.",
                    "Choose whether the employees' names are to stand there.",
                ),
            );
        }
        for (field, text, most) in [
            ("number", &self.number, MAX_LINE),
            ("recipient", &self.recipient, MAX_LINE),
            ("reason", &self.reason, MAX_REASON),
        ] {
            let length = text.chars().count();
            if length > most {
                errors.add(field, too_long_message(length, most, l));
            }
        }
        self.check_days(l, &mut errors);
        errors
    }

    fn check_number(&self, today: NaiveDate, l: Language, errors: &mut FieldErrors) {
        if self.number.is_empty() {
            errors.add(
                "number",
                l.t(
                    "Skriv ett personnummer, samordningsnummer eller ärendenummer.",
                    "Write a personal number, coordination number or case number.",
                ),
            );
        } else if self.sought(today).is_none()
            && let Err(problem) = IdentityNumber::parse(&self.number, today)
        {
            errors.add("number", problem.message(l));
        }
    }

    fn check_days(&self, l: Language, errors: &mut FieldErrors) {
        for (field, text) in [("since", &self.since), ("until", &self.until)] {
            if !text.is_empty() && dates::parse(text).is_none() {
                errors.add(
                    field,
                    l.t(
                        "Skriv datumet som år-månad-dag, till exempel 2026-12-01.",
                        "Write the date as year-month-day, for example 2026-12-01.",
                    ),
                );
            }
        }
        if let (Some(since), Some(until)) = self.days()
            && until < since
        {
            errors.add(
                "until",
                l.t(
                    "Sista dagen ligger före den första.",
                    "The last day lies before the first.",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    fn form(number: &str) -> ExtractForm {
        ExtractForm {
            number: number.into(),
            recipient: "Vera Blom".into(),
            reason: "Begärt per brev".into(),
            shown: "function".into(),
            ..ExtractForm::default()
        }
    }

    fn wrong(form: &ExtractForm) -> Vec<String> {
        let errors = form.check(today(), Language::Swedish).0;
        errors.into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn a_number_is_a_persons_or_a_cases() {
        let full = IdentityNumber::with_check_digit("20160229238").unwrap();
        assert!(matches!(
            form(&full).sought(today()),
            Some(Sought::Person(n)) if n.digits() == full
        ));
        for case in ["2026-0417", "SN 2026-00123"] {
            assert_eq!(form(case).sought(today()), Some(Sought::Case(case.into())));
            assert!(wrong(&form(case)).is_empty(), "{case}");
        }
    }

    #[test]
    fn a_mistyped_number_is_not_taken_for_a_case() {
        let mut digits = IdentityNumber::with_check_digit("20160229238").unwrap();
        let last = digits.pop().unwrap();
        digits.push(if last == '0' { '1' } else { '0' });
        assert_eq!(form(&digits).sought(today()), None);
        assert_eq!(wrong(&form(&digits)), ["number"]);
    }

    #[test]
    fn everything_is_asked_for_and_the_days_have_an_order() {
        assert_eq!(
            wrong(&ExtractForm::default()),
            ["number", "recipient", "reason", "shown"]
        );
        let backwards = ExtractForm {
            since: "2026-03-02".into(),
            until: "2026-03-01".into(),
            ..form("2026-0417")
        };
        assert_eq!(wrong(&backwards), ["until"]);
        let odd = ExtractForm {
            since: "i går".into(),
            ..form("2026-0417")
        };
        assert_eq!(wrong(&odd), ["since"]);
        let long = ExtractForm {
            reason: "å".repeat(MAX_REASON + 1),
            ..form("2026-0417")
        };
        assert_eq!(wrong(&long), ["reason"]);
    }
}
