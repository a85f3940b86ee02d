//! Dates as people read and write them.

use chrono::{Datelike, NaiveDate};

use crate::language::Language;

const MONTHS_SV: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in running text: `14 november 2026`, `14 November 2026`.
#[must_use]
pub fn long(date: NaiveDate, language: Language) -> String {
    let months = language.t(&MONTHS_SV, &MONTHS_EN);
    let month = months.get(date.month0() as usize).copied().unwrap_or_default();
    format!("{} {} {}", date.day(), month, date.year())
}

/// How far a due date is from today, in words: `i dag`, `3 dagar sen`, `om 5 dagar`.
#[must_use]
pub fn due_in_words(due: NaiveDate, today: NaiveDate, language: Language) -> String {
    let days = (due - today).num_days();
    match days {
        0 => language.t("i dag", "today").to_owned(),
        1 => language.t("i morgon", "tomorrow").to_owned(),
        -1 => language.t("1 dag sen", "1 day late").to_owned(),
        d if d < 0 => language.t(format!("{} dagar sen", -d), format!("{} days late", -d)),
        d => language.t(format!("om {d} dagar"), format!("in {d} days")),
    }
}

/// A date as people type it: `2026-11-14`, `20261114`, `2026/11/14` or `14.11.2026`.
#[must_use]
pub fn parse(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    ["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
        .filter(|date| (1900..=2200).contains(&date.year()))
}

/// Whole years between birth and a day. A person born on 29 February turns a year older on 1 March in other years.
/// `None` when the day lies before the birth.
#[must_use]
pub fn age_on(born: NaiveDate, day: NaiveDate) -> Option<u32> {
    day.years_since(born)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(y: i32, m: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, day).unwrap()
    }

    #[test]
    fn a_child_born_on_leap_day_turns_one_on_the_first_of_march() {
        assert_eq!(age_on(d(2024, 2, 29), d(2025, 2, 28)), Some(0));
        assert_eq!(age_on(d(2024, 2, 29), d(2025, 3, 1)), Some(1));
    }

    #[test]
    fn a_child_born_tomorrow_has_no_age() {
        assert_eq!(age_on(d(2026, 11, 22), d(2026, 11, 21)), None);
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2026-11-14",
            " 20261114 ",
            "14.11.2026",
            "14/11/2026",
            "2026/11/14",
        ] {
            assert_eq!(parse(text), Some(d(2026, 11, 14)), "{text}");
        }
        for text in ["2025-02-29", "31 februari", "", "0026-01-01", "9999-01-01"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn distance_to_a_due_date_is_said_in_words() {
        let today = d(2026, 11, 21);
        assert_eq!(
            due_in_words(d(2026, 11, 18), today, Language::Swedish),
            "3 dagar sen"
        );
        assert_eq!(due_in_words(today, today, Language::English), "today");
        assert_eq!(
            due_in_words(d(2026, 11, 26), today, Language::Swedish),
            "om 5 dagar"
        );
    }
}
