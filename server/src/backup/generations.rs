use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, NaiveDateTime, Utc};

/// How a backup's time stands in its name.
const TIME: &str = "%Y%m%dT%H%M%SZ";
/// The newest so many are kept,
const DAYS: usize = 14;
/// and the last one of so many weeks,
const WEEKS: usize = 8;
/// and of so many months.
const MONTHS: usize = 12;

/// A backup in a folder, known by its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generation {
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Its file name.
    pub name: String,
}

impl Generation {
    /// From a file name; `None` for a file that the schedule did not make.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        let time = name.strip_prefix("ogonhojd-")?.strip_suffix(".backup")?;
        let made_at = NaiveDateTime::parse_from_str(time, TIME).ok()?.and_utc();
        Some(Self {
            made_at,
            name: name.to_owned(),
        })
    }
}

/// The name of a backup made now.
#[must_use]
pub fn name_of(now: DateTime<Utc>) -> String {
    format!("ogonhojd-{}.backup", now.format(TIME))
}

/// Those that are no longer kept: all but the newest 14, the last of each of the 8 newest weeks and of the 12 newest months.
#[must_use]
pub fn to_drop(mut all: Vec<Generation>) -> Vec<Generation> {
    all.sort_unstable();
    all.reverse();
    let (mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new());
    let mut dropped = Vec::new();
    for (n, one) in all.into_iter().enumerate() {
        let (week, day) = (one.made_at.iso_week(), one.made_at);
        let last_of_week = weeks.len() < WEEKS && weeks.insert((week.year(), week.week()));
        let last_of_month = months.len() < MONTHS && months.insert((day.year(), day.month()));
        if n >= DAYS && !last_of_week && !last_of_month {
            dropped.push(one);
        }
    }
    dropped
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, TimeZone as _};

    #[test]
    fn a_name_tells_when() {
        let at = Utc.with_ymd_and_hms(2026, 11, 26, 1, 30, 0).unwrap();
        assert_eq!(name_of(at), "ogonhojd-20261126T013000Z.backup");
        assert_eq!(Generation::read(&name_of(at)).unwrap().made_at, at);
        for strange in [
            "",
            "x.backup",
            "ogonhojd-20261126T013000Z.backup.partial",
            "ogonhojd-2026.backup",
        ] {
            assert_eq!(Generation::read(strange), None, "{strange}");
        }
    }

    #[test]
    fn two_weeks_of_days_two_months_of_weeks_and_a_year_of_months_are_kept() {
        let newest = Utc.with_ymd_and_hms(2026, 11, 26, 1, 30, 0).unwrap();
        let mut kept: Vec<Generation> = Vec::new();
        // Three years of nights, pruned each night, as it is done.
        for night in (0..1_000).rev() {
            kept.push(Generation::read(&name_of(newest - Duration::days(night))).unwrap());
            let dropped = to_drop(kept.clone());
            kept.retain(|one| !dropped.contains(one));
        }
        kept.sort();
        let age = |n: usize| (newest - kept[n].made_at).num_days();
        assert_eq!(
            (0..14).map(|n| age(kept.len() - 1 - n)).collect::<Vec<_>>(),
            (0..14).collect::<Vec<_>>()
        );
        assert!((300..=365).contains(&age(0)), "{}", age(0));
        assert!((24..=32).contains(&kept.len()), "{}", kept.len());
        assert_eq!(to_drop(kept.clone()), []);
    }
}
