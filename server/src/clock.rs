//! The time, injected everywhere, so that tests can choose it. The only place that asks the machine.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, TimeZone as _, Utc};
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

/// What the clock on the wall in Stockholm shows.
#[must_use]
pub fn stockholm_clock(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Stockholm).naive_local()
}

/// When a day begins in Stockholm.
#[must_use]
pub fn stockholm_midnight(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    // Clocks are moved at two or three o'clock, so midnight is there each day.
    Stockholm
        .from_local_datetime(&midnight)
        .earliest()
        .map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&Utc))
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

    #[test]
    fn late_evening_in_utc_is_the_next_day_in_stockholm() {
        let at = Utc.with_ymd_and_hms(2026, 6, 30, 22, 30, 0).unwrap();
        assert_eq!(stockholm_day(at), NaiveDate::from_ymd_opt(2026, 7, 1).unwrap());
        assert_eq!(stockholm_time(at), "00.30");
    }

    #[test]
    fn a_day_begins_an_hour_or_two_before_utc() {
        for (day, begins) in [
            ("2026-01-15", "2026-01-14T23:00:00Z"),
            ("2026-07-01", "2026-06-30T22:00:00Z"),
        ] {
            let midnight = stockholm_midnight(day.parse().unwrap());
            assert_eq!(midnight, begins.parse::<DateTime<Utc>>().unwrap());
            assert_eq!(stockholm_clock(midnight).to_string(), format!("{day} 00:00:00"));
        }
    }
}
