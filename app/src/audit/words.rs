use chrono::{Datelike as _, NaiveTime, Weekday};
use domain::audit::{DayOpenings, Verdict};
use domain::language::Language;
use store::log_reviews::{CaseShown, ReviewRow};

use crate::ui::TagTone;

/// A case in a line: its number, or that it is purged.
pub(super) fn case_words(shown: Option<&CaseShown>, l: Language) -> String {
    shown.map_or_else(
        || l.t("gallrat ärende", "purged case").to_owned(),
        |case| l.t(format!("ärende {}", case.number), format!("case {}", case.number)),
    )
}

/// Whom a case is about, as far as a review may show it.
pub(super) fn subject_words(shown: Option<&CaseShown>, l: Language) -> String {
    match shown {
        None => l.t("Gallrat", "Purged").to_owned(),
        Some(case) => case
            .subject
            .clone()
            .unwrap_or_else(|| l.t("Skyddad", "Protected").to_owned()),
    }
}

/// How much was opened, when.
pub(super) fn days_words(days: &[DayOpenings], l: Language) -> String {
    let count: u32 = days.iter().map(|day| day.count).sum();
    let opened = match count {
        1 => l.t("1 öppning", "1 opening").to_owned(),
        n => l.t(format!("{n} öppningar"), format!("{n} openings")),
    };
    match days {
        [] => opened,
        [day] => format!("{opened}, {}", day.day),
        [first, .., last] => {
            let n = days.len();
            l.t(
                format!("{opened} på {n} dagar, {} till {}", first.day, last.day),
                format!("{opened} on {n} days, {} to {}", first.day, last.day),
            )
        }
    }
}

/// A time of day, `09.12`.
pub(super) fn time(time: NaiveTime) -> String {
    time.format("%H.%M").to_string()
}

/// The day of the week, short.
pub(super) fn weekday(day: &DayOpenings, l: Language) -> &'static str {
    match day.day.weekday() {
        Weekday::Mon => l.t("mån", "Mon"),
        Weekday::Tue => l.t("tis", "Tue"),
        Weekday::Wed => l.t("ons", "Wed"),
        Weekday::Thu => l.t("tors", "Thu"),
        Weekday::Fri => l.t("fre", "Fri"),
        Weekday::Sat => l.t("lör", "Sat"),
        Weekday::Sun => l.t("sön", "Sun"),
    }
}

/// Why a row is in the review, in a few words.
pub(super) fn reasons(row: &ReviewRow, l: Language) -> String {
    let sampled = row.sampled.then(|| l.t("Stickprov", "Random sample").to_owned());
    sampled
        .into_iter()
        .chain(row.rules.iter().map(|rule| rule.name(l).to_owned()))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// A verdict as a mark.
pub(super) fn verdict_tag(verdict: Option<Verdict>, l: Language) -> (&'static str, TagTone) {
    match verdict {
        None => (l.t("Inte bedömd", "Not judged"), TagTone::Plain),
        Some(verdict) => {
            let tone = match verdict {
                Verdict::InOrder => TagTone::Good,
                Verdict::NeedsExplanation => TagTone::Warn,
                Verdict::Suspected => TagTone::Bad,
            };
            (verdict.name(l), tone)
        }
    }
}
