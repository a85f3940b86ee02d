use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::language::Language;

/// Which kind of number a person has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberKind {
    /// *Personnummer*.
    Personal,
    /// *Samordningsnummer*: the day of birth plus 60.
    Coordination,
}

/// A personal or coordination number with a correct check digit, kept as twelve digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityNumber {
    digits: String,
    kind: NumberKind,
    born: NaiveDate,
}

/// Why a number is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberProblem {
    /// Not ten or twelve digits.
    Form,
    /// The date in it does not exist.
    Date,
    /// The last digit does not fit the others.
    CheckDigit,
}

impl NumberProblem {
    /// What to tell the person. Never repeats the number.
    #[must_use]
    pub fn message(self, language: Language) -> &'static str {
        match self {
            Self::Form => language.t(
                "Skriv numret med tolv siffror, till exempel ÅÅÅÅMMDD-NNNN. Saknas nummer lämnar du fältet tomt.",
                "Write the number with twelve digits, as YYYYMMDD-NNNN. Leave the field empty if there is no number.",
            ),
            Self::Date => language.t("Datumet i numret finns inte. Kontrollera siffrorna.", "The date in the number does not exist. Check the digits."),
            Self::CheckDigit => language.t(
                "Sista siffran stämmer inte med de andra. Kontrollera att numret är rätt avskrivet.",
                "The last digit does not fit the others. Check that the number is copied correctly.",
            ),
        }
    }
}

impl IdentityNumber {
    /// Reads a number as people write it: `YYYYMMDD-NNNN`, `YYYYMMDDNNNN`, or ten digits with `-` (under 100 years) or `+`.
    /// `today` decides the century of a ten-digit number.
    ///
    /// # Errors
    /// [`NumberProblem`] says which part is wrong.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, NumberProblem> {
        let text = text.trim();
        if text.len() > 20 {
            return Err(NumberProblem::Form);
        }
        let plus = text.contains('+');
        if text
            .chars()
            .any(|c| !c.is_ascii_digit() && !matches!(c, '-' | '+' | ' '))
        {
            return Err(NumberProblem::Form);
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let full = match digits.len() {
            12 => digits,
            10 => Self::with_century(&digits, plus, today).ok_or(NumberProblem::Date)?,
            _ => return Err(NumberProblem::Form),
        };
        let part = |from: usize, to: usize| {
            full.get(from..to)
                .and_then(|t| t.parse::<u32>().ok())
                .ok_or(NumberProblem::Form)
        };
        let (year, month, mut day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
        let mut kind = NumberKind::Personal;
        if day > 60 {
            day -= 60;
            kind = NumberKind::Coordination;
        }
        let year = i32::try_from(year).map_err(|_| NumberProblem::Date)?;
        let born = NaiveDate::from_ymd_opt(year, month, day)
            .filter(|_| (1880..=2200).contains(&year))
            .ok_or(NumberProblem::Date)?;
        let ten = full.get(2..).unwrap_or_default();
        if !luhn(ten) {
            return Err(NumberProblem::CheckDigit);
        }
        Ok(Self {
            digits: full,
            kind,
            born,
        })
    }

    fn with_century(ten: &str, plus: bool, today: NaiveDate) -> Option<String> {
        use chrono::Datelike;
        let year: i32 = ten.get(0..2)?.parse().ok()?;
        let mut full = today.year() / 100 * 100 + year;
        if full > today.year() {
            full -= 100;
        }
        if plus {
            full -= 100;
        }
        Some(format!("{full}{}", ten.get(2..)?))
    }

    /// Twelve digits without a hyphen; how it is stored and searched for.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// `YYYYMMDD-NNNN`.
    #[must_use]
    pub fn shown(&self) -> String {
        format!(
            "{}-{}",
            self.digits.get(..8).unwrap_or_default(),
            self.digits.get(8..).unwrap_or_default()
        )
    }

    /// Personal or coordination number.
    #[must_use]
    pub fn kind(&self) -> NumberKind {
        self.kind
    }

    /// The day of birth in the number.
    #[must_use]
    pub fn born(&self) -> NaiveDate {
        self.born
    }

    /// Completes eleven digits (`YYYYMMDDNNN`) with their check digit; used to make fictional numbers. `None` unless eleven digits.
    #[must_use]
    pub fn with_check_digit(eleven: &str) -> Option<String> {
        if eleven.len() != 11 || !eleven.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        (0..10)
            .map(|d| format!("{eleven}{d}"))
            .find(|full| full.get(2..).is_some_and(luhn))
    }
}

/// The Luhn sum that Swedish identity numbers end in.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(i, b)| {
            let d = u32::from(b.wrapping_sub(b'0')) * if i % 2 == 0 { 2 } else { 1 };
            if d > 9 { d - 9 } else { d }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    #[test]
    fn ten_and_twelve_digits_are_the_same_person() {
        let full = IdentityNumber::with_check_digit("20160229238").unwrap();
        let a = IdentityNumber::parse(&full, today()).unwrap();
        let b = IdentityNumber::parse(&format!("{}-{}", &full[2..8], &full[8..]), today()).unwrap();
        assert_eq!(a, b);
        assert_eq!(a.born(), NaiveDate::from_ymd_opt(2016, 2, 29).unwrap());
        assert_eq!(a.kind(), NumberKind::Personal);
    }

    #[test]
    fn a_coordination_number_has_the_day_plus_sixty() {
        let full = IdentityNumber::with_check_digit("20170174238").unwrap();
        let n = IdentityNumber::parse(&full, today()).unwrap();
        assert_eq!(
            (n.kind(), n.born()),
            (
                NumberKind::Coordination,
                NaiveDate::from_ymd_opt(2017, 1, 14).unwrap()
            )
        );
    }

    #[test]
    fn leap_day_exists_only_in_leap_years() {
        let wrong = IdentityNumber::with_check_digit("20170229238").unwrap();
        assert_eq!(IdentityNumber::parse(&wrong, today()), Err(NumberProblem::Date));
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(IdentityNumber::parse("hej", today()), Err(NumberProblem::Form));
        assert_eq!(IdentityNumber::parse("201602292380", today()).map(|_| ()), {
            let right = IdentityNumber::with_check_digit("20160229238").unwrap();
            if right.ends_with('0') {
                Ok(())
            } else {
                Err(NumberProblem::CheckDigit)
            }
        });
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = IdentityNumber::parse(&text, today());
        }

        #[test]
        fn one_wrong_digit_is_always_found(day in 0i64..30_000, serial in 0u32..1000, place in 8usize..12, add in 1u8..10) {
            let born = NaiveDate::from_ymd_opt(1930, 1, 1).unwrap() + chrono::Duration::days(day);
            let right = IdentityNumber::with_check_digit(&format!("{}{serial:03}", born.format("%Y%m%d"))).unwrap();
            prop_assert!(IdentityNumber::parse(&right, today()).is_ok());
            let mut wrong = right.into_bytes();
            wrong[place] = b'0' + (wrong[place] - b'0' + add) % 10;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(IdentityNumber::parse(&wrong, today()), Err(NumberProblem::CheckDigit));
        }
    }
}
