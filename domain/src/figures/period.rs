use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::dates;
use crate::language::Language;

/// A month as one number: year × 100 + month, such as `202611`. Sorts as it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Month(pub i32);

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self(day.year() * 100 + i32::try_from(day.month()).unwrap_or(1))
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0 / 100
    }

    /// The month in its year, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        usize::try_from(self.0 % 100 - 1).unwrap_or(0).min(11)
    }
}

/// The fixed lengths of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// A calendar year.
    Year,
    /// Four months.
    Third,
    /// Six months.
    Half,
    /// One month.
    Month,
}

impl PeriodKind {
    /// All, the longest first.
    pub const ALL: [Self; 4] = [Self::Year, Self::Half, Self::Third, Self::Month];

    /// How many of them a year has.
    #[must_use]
    pub const fn in_a_year(self) -> u32 {
        match self {
            Self::Year => 1,
            Self::Half => 2,
            Self::Third => 3,
            Self::Month => 12,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::Year => l.t("År", "Years"),
            Self::Half => l.t("Halvår", "Half-years"),
            Self::Third => l.t("Tertial", "Thirds of a year"),
            Self::Month => l.t("Månader", "Months"),
        }
    }

    /// How fine a year has to be cut before such a period may be shown.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::Year => Level::Year,
            Self::Third => Level::Third,
            Self::Half => Level::Half,
            Self::Month => Level::Month,
        }
    }
}

/// How finely a year is cut up. Each level cuts the one before further, so that whatever may be shown at a level may be shown at the
/// coarser ones. Halves and thirds overlap: from both, May to June and July to August follow by subtraction, so halves are shown only
/// where these may be shown, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The whole year.
    Year,
    /// Its thirds.
    Third,
    /// January to April, May to June, July to August, September to December.
    Half,
    /// Its months.
    Month,
}

impl Level {
    /// All, the coarsest first.
    pub const ALL: [Self; 4] = [Self::Year, Self::Third, Self::Half, Self::Month];

    /// The parts of a year: first month and the month after the last, from 0.
    #[must_use]
    pub const fn parts(self) -> &'static [(usize, usize)] {
        match self {
            Self::Year => &[(0, 12)],
            Self::Third => &[(0, 4), (4, 8), (8, 12)],
            Self::Half => &[(0, 4), (4, 6), (6, 8), (8, 12)],
            Self::Month => &[
                (0, 1),
                (1, 2),
                (2, 3),
                (3, 4),
                (4, 5),
                (5, 6),
                (6, 7),
                (7, 8),
                (8, 9),
                (9, 10),
                (10, 11),
                (11, 12),
            ],
        }
    }
}

/// A fixed period: a calendar year or a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The year.
    pub year: i32,
    /// How long.
    pub kind: PeriodKind,
    /// Which one of the year, from 1.
    pub number: u32,
}

impl Period {
    /// The period of a kind in which a day lies.
    #[must_use]
    pub fn of(kind: PeriodKind, day: NaiveDate) -> Self {
        let length = 12 / kind.in_a_year();
        Self {
            year: day.year(),
            kind,
            number: day.month0() / length + 1,
        }
    }

    /// The last period of a kind that is over on this day.
    #[must_use]
    pub fn last_complete(kind: PeriodKind, today: NaiveDate) -> Self {
        Self::of(kind, today).before()
    }

    /// The period just before.
    #[must_use]
    pub const fn before(self) -> Self {
        if self.number > 1 {
            Self {
                number: self.number - 1,
                ..self
            }
        } else {
            Self {
                year: self.year - 1,
                kind: self.kind,
                number: self.kind.in_a_year(),
            }
        }
    }

    /// The same period a year earlier.
    #[must_use]
    pub const fn a_year_before(self) -> Self {
        Self {
            year: self.year - 1,
            ..self
        }
    }

    /// Its months in its year: the first and the one after the last, from 0.
    #[must_use]
    pub fn months(self) -> (usize, usize) {
        let length = 12 / self.kind.in_a_year();
        let first = (self.number.max(1) - 1) * length;
        let at = |n: u32| usize::try_from(n).unwrap_or(12).min(12);
        (at(first), at(first + length))
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        let month = u32::try_from(self.months().0 + 1).unwrap_or(1);
        NaiveDate::from_ymd_opt(self.year, month, 1).unwrap_or_default()
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        let length = 12 / self.kind.in_a_year();
        (self.first_day() + Months::new(length))
            .pred_opt()
            .unwrap_or_default()
    }

    /// Its first and last month.
    #[must_use]
    pub fn month_range(self) -> (Month, Month) {
        (Month::of(self.first_day()), Month::of(self.last_day()))
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_complete(self, today: NaiveDate) -> bool {
        self.last_day() < today
    }

    /// The code in addresses: `2026`, `2026-h1`, `2026-t3`, `2026-m11`.
    #[must_use]
    pub fn code(self) -> String {
        let (year, n) = (self.year, self.number);
        match self.kind {
            PeriodKind::Year => format!("{year}"),
            PeriodKind::Half => format!("{year}-h{n}"),
            PeriodKind::Third => format!("{year}-t{n}"),
            PeriodKind::Month => format!("{year}-m{n:02}"),
        }
    }

    /// The period of a code, or none. Years from 2000 to 2199.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let (year, part) = code.split_once('-').map_or((code, None), |(y, p)| (y, Some(p)));
        let year: i32 = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
        let (kind, number) = match part {
            None => (PeriodKind::Year, 1),
            Some(part) => {
                let kind = match part.get(..1)? {
                    "h" => PeriodKind::Half,
                    "t" => PeriodKind::Third,
                    "m" => PeriodKind::Month,
                    _ => return None,
                };
                (kind, part.get(1..)?.parse().ok()?)
            }
        };
        let period = Self { year, kind, number };
        let known = (2000..2200).contains(&year) && (1..=kind.in_a_year()).contains(&number);
        (known && period.code() == code).then_some(period)
    }

    /// In words: `januari–april 2026`, `2026`, `november 2026`.
    #[must_use]
    pub fn name(self, l: Language) -> String {
        let month = |day: NaiveDate| {
            let long = dates::long(day, l);
            long.split(' ').nth(1).unwrap_or_default().to_owned()
        };
        match self.kind {
            PeriodKind::Year => self.year.to_string(),
            PeriodKind::Month => format!("{} {}", month(self.first_day()), self.year),
            PeriodKind::Half | PeriodKind::Third => {
                format!(
                    "{}–{} {}",
                    month(self.first_day()),
                    month(self.last_day()),
                    self.year
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(y: i32, m: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, day).unwrap()
    }

    #[test]
    fn a_code_leads_back_to_its_period_and_nothing_else_does() {
        for code in [
            "2026", "2026-h1", "2026-h2", "2026-t1", "2026-t3", "2026-m01", "2026-m12",
        ] {
            assert_eq!(Period::from_code(code).unwrap().code(), code);
        }
        for code in [
            "",
            "26",
            "2026-",
            "2026-h3",
            "2026-t0",
            "2026-t4",
            "2026-m1",
            "2026-m13",
            "2026-m001",
            "2026-x1",
            "1999",
            "2026-h1-h1",
            "+026",
            "2026-hå",
            "2026-é",
        ] {
            assert_eq!(Period::from_code(code), None, "{code}");
        }
    }

    #[test]
    fn periods_have_their_days_their_neighbours_and_their_names() {
        let third = Period::of(PeriodKind::Third, d(2026, 11, 26));
        assert_eq!(third.code(), "2026-t3");
        assert_eq!(
            (third.first_day(), third.last_day()),
            (d(2026, 9, 1), d(2026, 12, 31))
        );
        assert_eq!(
            Period::last_complete(PeriodKind::Third, d(2026, 11, 26)).code(),
            "2026-t2"
        );
        assert_eq!(
            Period::last_complete(PeriodKind::Third, d(2026, 1, 1)).code(),
            "2025-t3"
        );
        assert!(!third.is_complete(d(2026, 12, 31)));
        assert!(third.is_complete(d(2027, 1, 1)));
        assert_eq!(third.a_year_before().code(), "2025-t3");
        assert_eq!(third.name(Language::Swedish), "september–december 2026");
        assert_eq!(Period::from_code("2024-m02").unwrap().last_day(), d(2024, 2, 29));
        assert_eq!(
            Period::from_code("2026-m05").unwrap().name(Language::English),
            "May 2026"
        );
    }

    #[test]
    fn each_level_cuts_the_one_before_and_every_period_is_made_of_parts_of_its_level() {
        for two in Level::ALL.windows(2) {
            let edges = |l: Level| l.parts().iter().map(|p| p.1).collect::<Vec<_>>();
            assert!(edges(two[0]).iter().all(|e| edges(two[1]).contains(e)));
        }
        for kind in PeriodKind::ALL {
            for number in 1..=kind.in_a_year() {
                let (from, to) = Period {
                    year: 2026,
                    kind,
                    number,
                }
                .months();
                let parts = kind.level().parts();
                assert!(
                    parts.iter().any(|p| p.0 == from) && parts.iter().any(|p| p.1 == to),
                    "{kind:?} {number}"
                );
            }
        }
    }
}
