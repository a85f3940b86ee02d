use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike as _};
use serde::{Deserialize, Serialize};

use super::rules::{DayCounts, NIGHT_BEGINS, NIGHT_ENDS};
use crate::ids::{AccountId, CaseId};

/// Somebody opened something of a case. The time is that of the clock on the wall where they work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Who.
    pub account: AccountId,
    /// Which case.
    pub case: CaseId,
    /// When.
    pub at: NaiveDateTime,
}

/// What one person opened of one case on one day: one row however many pages that were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayOpenings {
    /// The day.
    pub day: NaiveDate,
    /// How many pages or documents.
    pub count: u32,
    /// The first.
    pub first: NaiveTime,
    /// The last.
    pub last: NaiveTime,
    /// How many of them at night.
    pub night: u32,
    /// How many different cases of the unit the person opened that day.
    pub cases: u32,
}

/// One person and one case in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Who.
    pub account: AccountId,
    /// Which case.
    pub case: CaseId,
    /// Day by day; never empty.
    pub days: Vec<DayOpenings>,
}

/// How many different cases each person opened on each day.
#[must_use]
pub fn cases_a_day(openings: &[Opening]) -> DayCounts {
    let mut cases: BTreeMap<(AccountId, NaiveDate), BTreeSet<CaseId>> = BTreeMap::new();
    for opening in openings {
        cases
            .entry((opening.account, opening.at.date()))
            .or_default()
            .insert(opening.case);
    }
    cases
        .into_iter()
        .map(|(key, cases)| (key, u32::try_from(cases.len()).unwrap_or(u32::MAX)))
        .collect()
}

/// The openings by person and case, day by day.
#[must_use]
pub fn pairs(openings: &[Opening]) -> Vec<Pair> {
    let counts = cases_a_day(openings);
    let mut found: BTreeMap<(AccountId, CaseId), BTreeMap<NaiveDate, DayOpenings>> = BTreeMap::new();
    for opening in openings {
        let (day, time) = (opening.at.date(), opening.at.time());
        let entry = found
            .entry((opening.account, opening.case))
            .or_default()
            .entry(day)
            .or_insert(DayOpenings {
                day,
                count: 0,
                first: time,
                last: time,
                night: 0,
                cases: counts.get(&(opening.account, day)).copied().unwrap_or(0),
            });
        entry.count = entry.count.saturating_add(1);
        entry.first = entry.first.min(time);
        entry.last = entry.last.max(time);
        if time.hour() >= NIGHT_BEGINS || time.hour() < NIGHT_ENDS {
            entry.night = entry.night.saturating_add(1);
        }
    }
    found
        .into_iter()
        .map(|((account, case), days)| Pair {
            account,
            case,
            days: days.into_values().collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn opening(account: u128, case: u128, at: &str) -> Opening {
        Opening {
            account: AccountId(Uuid::from_u128(account)),
            case: CaseId(Uuid::from_u128(case)),
            at: at.parse().unwrap(),
        }
    }

    #[test]
    fn many_pages_of_a_day_are_one_row_with_first_and_last_time() {
        let found = pairs(&[
            opening(1, 7, "2026-10-05T09:30:00"),
            opening(1, 7, "2026-10-05T08:15:00"),
            opening(1, 7, "2026-10-05T22:00:00"),
            opening(1, 8, "2026-10-05T05:59:00"),
            opening(1, 7, "2026-10-06T06:00:00"),
        ]);
        assert_eq!(found.len(), 2);
        let first = found[0].days[0];
        assert_eq!((first.count, first.night, first.cases), (3, 1, 2));
        assert_eq!(
            (first.first.to_string(), first.last.to_string()),
            ("08:15:00".to_owned(), "22:00:00".to_owned())
        );
        assert_eq!((found[0].days[1].night, found[1].days[0].night), (0, 1));
    }
}
