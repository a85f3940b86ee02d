//! An extract of everything that is held about a person (*registerutdrag*). A records officer asks for it by exact number; what of each
//! case may leave is assessed by the manager of its unit, who may read it, because a person's own case holds other people's data as well
//! (OSL 10 kap. 3 §, 26 kap. 1 §).

use chrono::NaiveDate;

use crate::cases::IdentityNumber;
use crate::fields::{FieldErrors, Fields, MAX_LINE, too_long_message};
use crate::language::Language;
use crate::organisation::mentions_identity_number;

/// The most characters of the manager's reasons.
pub const MAX_REASONS: usize = 2_000;

/// A request, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtractForm {
    /// Personal or coordination number.
    pub number: String,
    /// Who asked, and in which matter.
    pub purpose: String,
}

impl ExtractForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            number: fields.text("number").to_owned(),
            purpose: fields.text("purpose").to_owned(),
        }
    }

    /// The number, where it is one.
    #[must_use]
    pub fn digits(&self, today: NaiveDate) -> Option<String> {
        IdentityNumber::parse(&self.number, today)
            .ok()
            .map(|n| n.digits().to_owned())
    }

    /// What has to be mended.
    #[must_use]
    pub fn check(&self, today: NaiveDate, l: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if let Err(problem) = IdentityNumber::parse(&self.number, today) {
            errors.add("number", problem.message(l));
        }
        let length = self.purpose.chars().count();
        if length == 0 {
            errors.add(
                "purpose",
                l.t(
                    "Skriv vad begäran gäller, till exempel diarienumret.",
                    "Write what the request is about, for example its registration number.",
                ),
            );
        } else if length > MAX_LINE {
            errors.add("purpose", too_long_message(length, MAX_LINE, l));
        } else if mentions_identity_number(&self.purpose, today) {
            errors.add(
                "purpose",
                l.t(
                    "Personnumret hör bara hemma i fältet ovanför.",
                    "The personal number belongs in the field above alone.",
                ),
            );
        }
        errors
    }
}

/// What may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtractOutcome {
    /// Everything.
    All,
    /// Everything but some parts.
    Part,
    /// Nothing.
    Nothing,
}

impl ExtractOutcome {
    /// The three, in the order of the form.
    pub const ALL: [Self; 3] = [Self::All, Self::Part, Self::Nothing];

    /// The code in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Part => "part",
            Self::Nothing => "none",
        }
    }

    /// The outcome of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }

    /// The outcome in words.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::All => l.t("Allt kan lämnas ut", "Everything may leave"),
            Self::Part => l.t(
                "Allt utom de delar som är markerade",
                "Everything but the marked parts",
            ),
            Self::Nothing => l.t("Inget kan lämnas ut", "Nothing may leave"),
        }
    }
}

/// The manager's assessment, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssessForm {
    /// Code of an [`ExtractOutcome`].
    pub outcome: String,
    /// Numbers of the parts that are kept back.
    pub withheld: Vec<usize>,
    /// Why; needed when something is kept back.
    pub reasons: String,
}

impl AssessForm {
    /// What the tick box of a part is called.
    pub const PREFIX: &'static str = "part.";

    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let mut withheld: Vec<usize> = fields
            .0
            .iter()
            .filter(|(_, text)| text.as_str() == "yes")
            .filter_map(|(name, _)| name.strip_prefix(Self::PREFIX)?.parse().ok())
            .collect();
        withheld.sort_unstable();
        Self {
            outcome: fields.text("outcome").to_owned(),
            withheld,
            reasons: fields.text("reasons").to_owned(),
        }
    }

    /// What has to be mended, in the order of the form.
    #[must_use]
    pub fn check(&self, l: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let outcome = ExtractOutcome::from_code(&self.outcome);
        let parts = match (outcome, self.withheld.is_empty()) {
            (None, _) => Some(l.t("Välj vad som kan lämnas ut.", "Choose what may leave.")),
            (Some(ExtractOutcome::Part), true) => Some(l.t(
                "Markera delarna som hålls inne.",
                "Mark the parts that are kept back.",
            )),
            (Some(ExtractOutcome::All), false) => Some(l.t(
                "Delar är markerade. Välj att de hålls inne, eller ta bort markeringen.",
                "Parts are marked. Choose that they are kept back, or take the marks away.",
            )),
            _ => None,
        };
        if let Some(message) = parts {
            errors.add("outcome", message);
        }
        let length = self.reasons.chars().count();
        if length == 0 && outcome != Some(ExtractOutcome::All) {
            errors.add(
                "reasons",
                l.t(
                    "Skriv varför något hålls inne.",
                    "Write why something is kept back.",
                ),
            );
        } else if length > MAX_REASONS {
            errors.add("reasons", too_long_message(length, MAX_REASONS, l));
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
    }

    #[test]
    fn a_request_needs_a_whole_number_and_says_it_once() {
        let l = Language::Swedish;
        let number = IdentityNumber::with_check_digit("19850412238").unwrap();
        let form = ExtractForm {
            number: number.clone(),
            purpose: "Dnr 12-26".into(),
        };
        assert!(form.check(today(), l).is_empty());
        assert_eq!(form.digits(today()), Some(number.clone()));
        for (number, purpose, field) in [
            ("Vera Blom", "Dnr 12-26", "number"),
            ("1985", "Dnr 12-26", "number"),
            (number.as_str(), "", "purpose"),
            (number.as_str(), number.as_str(), "purpose"),
        ] {
            let form = ExtractForm {
                number: number.into(),
                purpose: purpose.into(),
            };
            assert!(form.check(today(), l).of(field).is_some(), "{number} {purpose}");
        }
    }

    #[test]
    fn what_is_kept_back_is_marked_and_has_a_reason() {
        let l = Language::English;
        let form = |outcome: &str, withheld: &[usize], reasons: &str| {
            AssessForm {
                outcome: outcome.into(),
                withheld: withheld.to_vec(),
                reasons: reasons.into(),
            }
            .check(l)
        };
        assert!(form("all", &[], "").is_empty());
        assert!(form("part", &[2], "Annan person").is_empty());
        assert!(form("none", &[], "Annan person").is_empty());
        assert!(form("all", &[1], "").of("outcome").is_some());
        assert!(form("part", &[], "x").of("outcome").is_some());
        assert!(form("part", &[1], "").of("reasons").is_some());
        assert!(form("", &[], "x").of("outcome").is_some());
        let fields: Fields = [
            ("part.3", "yes"),
            ("part.1", "yes"),
            ("part.x", "yes"),
            ("outcome", "part"),
        ]
        .into_iter()
        .collect();
        assert_eq!(AssessForm::from_fields(&fields).withheld, [1, 3]);
    }
}
