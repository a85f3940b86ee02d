use std::ops::{Add, AddAssign, Sub};

use serde::{Deserialize, Serialize};

use super::Outcome;

/// How many of each outcome. May be negative in a difference, never in a tally.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// What the indicator asks for.
    pub yes: i64,
    /// It was not so, for a recorded reason that is no shortcoming of the unit's.
    pub reason: i64,
    /// It was not so.
    pub no: i64,
    /// The question did not arise. Shown nowhere; it is counted, because whoever knows everybody could subtract the others.
    pub outside: i64,
}

impl Counts {
    /// One of an outcome.
    #[must_use]
    pub fn one(outcome: Outcome) -> Self {
        let mut counts = Self::default();
        *match outcome {
            Outcome::Yes => &mut counts.yes,
            Outcome::Reason => &mut counts.reason,
            Outcome::No => &mut counts.no,
            Outcome::Outside => &mut counts.outside,
        } = 1;
        counts
    }

    /// The denominator: all to whom the question applies.
    #[must_use]
    pub const fn of(self) -> i64 {
        self.yes + self.reason + self.no
    }

    /// Everybody, also those to whom the question does not apply.
    #[must_use]
    pub const fn everybody(self) -> i64 {
        self.of() + self.outside
    }

    /// The four groups.
    #[must_use]
    pub const fn groups(self) -> [i64; 4] {
        [self.yes, self.reason, self.no, self.outside]
    }

    /// Whether nothing is counted, or nothing differs.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self == Self::default()
    }

    /// The share in whole percent, `None` of nothing.
    #[must_use]
    pub const fn percent(self) -> Option<i64> {
        let of = self.of();
        if of > 0 {
            Some((self.yes * 200 + of) / (of * 2))
        } else {
            None
        }
    }
}

impl Add for Counts {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            yes: self.yes + other.yes,
            reason: self.reason + other.reason,
            no: self.no + other.no,
            outside: self.outside + other.outside,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Counts {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            yes: self.yes - other.yes,
            reason: self.reason - other.reason,
            no: self.no - other.no,
            outside: self.outside - other.outside,
        }
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_to_the_nearest_whole_percent_and_nothing_has_none() {
        let of = |yes, no| Counts {
            yes,
            no,
            ..Counts::default()
        };
        assert_eq!(of(2, 1).percent(), Some(67));
        assert_eq!(of(1, 2).percent(), Some(33));
        assert_eq!(of(1, 7).percent(), Some(13));
        assert_eq!(of(0, 3).percent(), Some(0));
        assert_eq!(of(0, 0).percent(), None);
    }
}
