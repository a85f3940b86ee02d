use chrono::NaiveDate;

use crate::language::Language;

/// How far something has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 0.
    NotStarted,
    /// 1.
    Started,
    /// 2.
    Partly,
    /// 3.
    Fully,
}

impl Level {
    /// All levels, the lowest first.
    pub const ALL: [Self; 4] = [Self::NotStarted, Self::Started, Self::Partly, Self::Fully];

    /// Its digit, which is also what is stored.
    #[must_use]
    pub const fn digit(self) -> u8 {
        match self {
            Self::NotStarted => 0,
            Self::Started => 1,
            Self::Partly => 2,
            Self::Fully => 3,
        }
    }

    /// The level in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::NotStarted => language.t("Inte påbörjat", "Not started"),
            Self::Started => language.t("Påbörjat", "Started"),
            Self::Partly => language.t("Delvis på plats", "Partly in place"),
            Self::Fully => language.t("Helt på plats", "Fully in place"),
        }
    }
}

/// What is answered to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rating {
    /// How far it has come.
    Level(Level),
    /// The item is not about this unit; a reason says why.
    NotApplicable,
}

impl Rating {
    /// All answers, in the order of the page.
    pub const ALL: [Self; 5] = [
        Self::Level(Level::NotStarted),
        Self::Level(Level::Started),
        Self::Level(Level::Partly),
        Self::Level(Level::Fully),
        Self::NotApplicable,
    ];

    /// The code in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Level(Level::NotStarted) => "0",
            Self::Level(Level::Started) => "1",
            Self::Level(Level::Partly) => "2",
            Self::Level(Level::Fully) => "3",
            Self::NotApplicable => "na",
        }
    }

    /// The answer of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.code() == code)
    }

    /// The level; none where the item does not apply.
    #[must_use]
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Level(level) => Some(level),
            Self::NotApplicable => None,
        }
    }

    /// The answer in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Level(level) => level.name(language),
            Self::NotApplicable => language.t("Gäller inte oss", "Does not apply to us"),
        }
    }
}

/// Where a unit stands in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitState {
    /// Nothing is answered.
    NotBegun,
    /// Some items, or all, are answered.
    Begun {
        /// How many.
        answered: usize,
        /// Of how many.
        of: usize,
    },
    /// Its answers are handed in.
    HandedIn,
    /// The round closed before the unit handed in.
    NeverHandedIn {
        /// How many items were answered.
        answered: usize,
        /// Of how many.
        of: usize,
    },
}

impl UnitState {
    /// The state of a unit that has answered so many items.
    #[must_use]
    pub fn of(handed_in: bool, closed: bool, answered: usize, of: usize) -> Self {
        match (handed_in, closed, answered) {
            (true, ..) => Self::HandedIn,
            (false, true, _) => Self::NeverHandedIn { answered, of },
            (false, false, 0) => Self::NotBegun,
            (false, false, _) => Self::Begun { answered, of },
        }
    }

    /// Whether the day has passed on which the answers should have been handed in.
    #[must_use]
    pub fn is_late(self, deadline: NaiveDate, today: NaiveDate) -> bool {
        matches!(self, Self::NotBegun | Self::Begun { .. }) && deadline < today
    }

    /// The state in words.
    #[must_use]
    pub fn name(self, language: Language) -> String {
        match self {
            Self::NotBegun => language.t("Inte påbörjad", "Not begun").to_owned(),
            Self::Begun { answered, of } => language.t(
                format!("{answered} av {of} punkter besvarade"),
                format!("{answered} of {of} items answered"),
            ),
            Self::HandedIn => language.t("Inlämnad", "Handed in").to_owned(),
            Self::NeverHandedIn { answered, of } => language.t(
                format!("Inte inlämnad, {answered} av {of} punkter besvarade"),
                format!("Not handed in, {answered} of {of} items answered"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_late_only_while_it_could_still_hand_in() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
        let state = |handed_in, closed, answered| UnitState::of(handed_in, closed, answered, 31);
        assert!(state(false, false, 0).is_late(day(1), day(2)));
        assert!(state(false, false, 31).is_late(day(1), day(2)));
        assert!(
            !state(false, false, 5).is_late(day(2), day(2)),
            "on the day itself"
        );
        assert!(!state(true, false, 31).is_late(day(1), day(2)));
        assert!(!state(false, true, 5).is_late(day(1), day(2)));
    }

    #[test]
    fn every_answer_is_found_by_its_code_and_levels_are_ordered() {
        for rating in Rating::ALL {
            assert_eq!(Rating::from_code(rating.code()), Some(rating));
        }
        assert_eq!(Rating::from_code("4"), None);
        assert!(Level::ALL.is_sorted());
        assert_eq!(Level::ALL.map(Level::digit), [0, 1, 2, 3]);
    }

    #[test]
    fn a_closed_round_states_what_was_never_handed_in() {
        let words = UnitState::of(false, true, 12, 31).name(Language::Swedish);
        assert_eq!(words, "Inte inlämnad, 12 av 31 punkter besvarade");
        assert_eq!(UnitState::of(true, true, 31, 31), UnitState::HandedIn);
    }
}
