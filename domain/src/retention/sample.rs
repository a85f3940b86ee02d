use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::fields::{FieldErrors, Fields, MAX_LINE, too_long_message};
use crate::language::Language;

/// How the municipality keeps the sample that research needs (`SoL` 16 kap. 4 §). Which municipalities and which persons belong to it is
/// decided elsewhere; the tool asserts nothing and purges nothing before somebody has said it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sample {
    /// Nobody has said yet.
    #[default]
    Unanswered,
    /// The municipality is one of those that keep everything.
    Municipality,
    /// Persons who are born on these days of a month.
    BirthDays(BTreeSet<u32>),
    /// Persons by a list: each case is marked as in or out.
    Marked,
}

impl Sample {
    /// The code in the database and in forms; empty while nobody has answered.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unanswered => "",
            Self::Municipality => "municipality",
            Self::BirthDays(_) => "birth_days",
            Self::Marked => "marked",
        }
    }

    /// The days as people write them, `5, 15, 25`; empty for the others.
    #[must_use]
    pub fn days(&self) -> String {
        match self {
            Self::BirthDays(days) => days.iter().map(u32::to_string).collect::<Vec<_>>().join(", "),
            _ => String::new(),
        }
    }

    /// The sample of a code with days as written; none where they make no sense.
    #[must_use]
    pub fn from_parts(code: &str, days: &str) -> Option<Self> {
        match code {
            "municipality" => Some(Self::Municipality),
            "marked" => Some(Self::Marked),
            "birth_days" => read_days(days).map(Self::BirthDays),
            _ => None,
        }
    }

    /// The sample in words.
    #[must_use]
    pub fn name(&self, l: Language) -> String {
        match self {
            Self::Unanswered => l.t("Inte bestämt", "Not decided").to_owned(),
            Self::Municipality => l
                .t(
                    "Kommunen bevarar allt för forskningen",
                    "The municipality keeps everything for research",
                )
                .to_owned(),
            Self::BirthDays(_) => {
                let days = self.days();
                l.t(
                    format!("Personer födda dag {days} i någon månad bevaras"),
                    format!("Persons born on day {days} of any month are kept"),
                )
            }
            Self::Marked => l
                .t(
                    "Varje ärende märks som bevarat eller inte",
                    "Each case is marked as kept or not",
                )
                .to_owned(),
        }
    }

    /// Whether somebody born on this day belongs to the sample by the day alone.
    #[must_use]
    pub fn keeps_birth(&self, born: NaiveDate) -> bool {
        matches!(self, Self::BirthDays(days) if days.contains(&born.day()))
    }
}

/// Days of a month, 1 to 31, with anything between them.
fn read_days(text: &str) -> Option<BTreeSet<u32>> {
    let days: Option<BTreeSet<u32>> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<u32>().ok().filter(|n| (1..=31).contains(n)))
        .collect();
    days.filter(|days| !days.is_empty())
}

/// How the sample is made, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SampleForm {
    /// Code of a [`Sample`].
    pub way: String,
    /// Days, where it goes by them.
    pub days: String,
    /// What it rests on: the provision or the decision.
    pub decision: String,
}

impl SampleForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            way: text("way"),
            days: text("days"),
            decision: text("decision"),
        }
    }

    /// The sample, where the form says one.
    #[must_use]
    pub fn sample(&self) -> Option<Sample> {
        Sample::from_parts(&self.way, &self.days)
    }

    /// What has to be mended, in the order of the form.
    #[must_use]
    pub fn check(&self, l: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if !["municipality", "birth_days", "marked"].contains(&self.way.as_str()) {
            errors.add(
                "way",
                l.t("Välj hur urvalet görs.", "Choose how the sample is made."),
            );
        } else if self.sample().is_none() {
            errors.add(
                "days",
                l.t(
                    "Skriv dagarna i månaden som tal från 1 till 31, till exempel 1, 11, 21.",
                    "Write the days of the month as numbers from 1 to 31, for example 1, 11, 21.",
                ),
            );
        }
        let length = self.decision.chars().count();
        if length == 0 {
            errors.add(
                "decision",
                l.t("Skriv vad urvalet grundas på.", "Write what the sample rests on."),
            );
        } else if length > MAX_LINE {
            errors.add("decision", too_long_message(length, MAX_LINE, l));
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them_and_nonsense_is_not() {
        for text in ["5, 15, 25", "5 15 25", "05;15;25", "25, 5, 15, 5"] {
            assert_eq!(
                Sample::from_parts("birth_days", text).unwrap().days(),
                "5, 15, 25",
                "{text}"
            );
        }
        for text in ["", "0", "32", "5, 32", "x", "99999999999"] {
            assert_eq!(Sample::from_parts("birth_days", text), None, "{text}");
        }
        assert_eq!(Sample::from_parts("", ""), None);
    }

    #[test]
    fn the_form_asks_for_a_way_days_where_they_count_and_what_it_rests_on() {
        let l = Language::Swedish;
        let form = SampleForm::default();
        let errors = form.check(l);
        assert!(errors.of("way").is_some() && errors.of("decision").is_some());
        let form = SampleForm {
            way: "birth_days".into(),
            days: "40".into(),
            decision: "Förordningen".into(),
        };
        assert!(form.check(l).of("days").is_some());
        let form = SampleForm {
            days: "7".into(),
            ..form
        };
        assert!(form.check(l).is_empty());
    }
}
