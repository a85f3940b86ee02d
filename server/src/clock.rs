//! The time, injected everywhere, so that tests can choose it. The only place that asks the machine.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use chrono_tz::Europe::Stockholm;
use domain::dates;
use domain::language::Language;

/// What time it is.
pub trait Clock: Send + Sync {
    /// Now, in UTC, to the microsecond, which is what both databases keep.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is given"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// The day in Stockholm.
#[must_use]
pub fn stockholm_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Stockholm).date_naive()
}

/// The time of day in Stockholm, `09.12`.
#[must_use]
pub fn stockholm_time(at: DateTime<Utc>) -> String {
    at.with_timezone(&Stockholm).format("%H.%M").to_string()
}

/// A moment in words, `14 november 2026 kl. 09.12`.
#[must_use]
pub fn stockholm_moment(at: DateTime<Utc>, l: Language) -> String {
    let (day, time) = (dates::long(stockholm_day(at), l), stockholm_time(at));
    l.t(format!("{day} kl. {time}"), format!("{day} {time}"))
}

/// When a form was saved last, beside it.
#[must_use]
pub fn saved_in_words(saved_at: Option<DateTime<Utc>>, today: NaiveDate, l: Language) -> String {
    let Some(at) = saved_at else {
        return l.t("Inget sparat än", "Nothing saved yet").to_owned();
    };
    let (day, time) = (stockholm_day(at), stockholm_time(at));
    if day == today {
        l.t(format!("Sparat {time}"), format!("Saved {time}"))
    } else {
        let day = dates::long(day, l);
        l.t(format!("Sparat {day} {time}"), format!("Saved {day} {time}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn late_evening_in_utc_is_the_next_day_in_stockholm() {
        let at = Utc.with_ymd_and_hms(2026, 6, 30, 22, 30, 0).unwrap();
        assert_eq!(stockholm_day(at), NaiveDate::from_ymd_opt(2026, 7, 1).unwrap());
        assert_eq!(stockholm_time(at), "00.30");
    }
}
