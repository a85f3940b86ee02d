use super::answer::{Answers, ItemAnswer};
use super::instrument::{Area, Instrument, Item};
use super::level::{Level, Rating};
use crate::fields::Fields;
use crate::language::Language;

/// What a unit's answers in one area come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AreaResult {
    /// The level that at least half of the rated items reach: the lower median. None where no item is rated.
    pub level: Option<Level>,
    /// Items with a level.
    pub rated: usize,
    /// Items that do not apply.
    pub not_applicable: usize,
    /// All items of the area.
    pub of: usize,
}

impl AreaResult {
    /// Items that are answered, with a level or as not applicable.
    #[must_use]
    pub const fn answered(self) -> usize {
        self.rated + self.not_applicable
    }

    /// The level in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self.level {
            Some(level) => level.name(language),
            None if self.not_applicable > 0 && self.answered() == self.of => {
                Rating::NotApplicable.name(language)
            }
            None => language.t("Inte besvarat", "Not answered"),
        }
    }

    /// `4 av 5 besvarade`.
    #[must_use]
    pub fn count(self, language: Language) -> String {
        let (answered, of) = (self.answered(), self.of);
        language.t(
            format!("{answered} av {of} besvarade"),
            format!("{answered} of {of} answered"),
        )
    }
}

/// What an area's answers come to.
#[must_use]
pub fn area_result(area: &Area, fields: &Fields) -> AreaResult {
    let mut levels = Vec::new();
    let mut not_applicable = 0;
    for item in &area.items {
        match ItemAnswer::of(&item.code, fields).rating {
            Some(Rating::Level(level)) => levels.push(level),
            Some(Rating::NotApplicable) => not_applicable += 1,
            None => {}
        }
    }
    levels.sort_unstable();
    AreaResult {
        level: levels.get(levels.len().saturating_sub(1) / 2).copied(),
        rated: levels.len(),
        not_applicable,
        of: area.items.len(),
    }
}

/// What a unit's answers come to, area by area. Deliberately without a sum.
#[must_use]
pub fn results(instrument: &Instrument, answers: &Answers) -> Vec<AreaResult> {
    let nothing = Fields::default();
    let of = |area: &Area| area_result(area, answers.get(&area.code).unwrap_or(&nothing));
    instrument.areas.iter().map(of).collect()
}

/// An item with which units have not come far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// Its number in the instrument, from 1.
    pub number: usize,
    /// The item.
    pub item: Item,
    /// Units that have not come further than having started.
    pub units: usize,
    /// Units that have rated it.
    pub rated: usize,
}

/// The items with which the most units have not come further than having started, at most `most`; the most units first, then by number.
#[must_use]
pub fn furthest_behind(instrument: &Instrument, units: &[&Answers], most: usize) -> Vec<Behind> {
    let mut found = Vec::new();
    let mut number = 0;
    for area in &instrument.areas {
        for item in &area.items {
            number += 1;
            let levels: Vec<Level> = units
                .iter()
                .filter_map(|answers| ItemAnswer::of(&item.code, answers.get(&area.code)?).level())
                .collect();
            found.push(Behind {
                number,
                item: item.clone(),
                units: levels.iter().filter(|level| **level <= Level::Started).count(),
                rated: levels.len(),
            });
        }
    }
    found.retain(|behind| behind.units > 0);
    // Stable, so that items with equally many units keep their order.
    found.sort_by_key(|behind| std::cmp::Reverse(behind.units));
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitoring::{InstrumentKind, own_instrument};

    fn unit() -> &'static Instrument {
        own_instrument(InstrumentKind::Unit).unwrap()
    }

    fn rated(levels: &[&str]) -> AreaResult {
        let area = unit().area("leadership").unwrap();
        let fields = area
            .items
            .iter()
            .zip(levels)
            .map(|(i, level)| (format!("{}.level", i.code), *level))
            .collect();
        area_result(area, &fields)
    }

    #[test]
    fn an_areas_level_is_the_one_that_at_least_half_of_its_items_reach() {
        for (levels, expected) in [
            (vec!["3"], Some(Level::Fully)),
            (vec!["0", "3"], Some(Level::NotStarted)),
            (vec!["3", "0", "2"], Some(Level::Partly)),
            (vec!["1", "2", "3", "3"], Some(Level::Partly)),
            (vec!["0", "0", "3", "3", "3"], Some(Level::Fully)),
            (vec!["na", "na", "1"], Some(Level::Started)),
            (vec![], None),
        ] {
            assert_eq!(rated(&levels).level, expected, "{levels:?}");
            let reach = levels
                .iter()
                .filter(|l| Rating::from_code(l).and_then(Rating::level) >= expected && **l != "na")
                .count();
            assert!(
                reach * 2 >= levels.iter().filter(|l| **l != "na").count(),
                "{levels:?}"
            );
        }
    }

    #[test]
    fn what_is_not_answered_or_does_not_apply_is_said_and_is_no_level() {
        let l = Language::Swedish;
        assert_eq!(
            (rated(&[]).name(l), rated(&[]).count(l)),
            ("Inte besvarat", "0 av 5 besvarade".to_owned())
        );
        assert_eq!(rated(&["na"; 5]).name(l), "Gäller inte oss");
        assert_eq!(rated(&["na", "na"]).name(l), "Inte besvarat");
        assert_eq!(
            (rated(&["na", "2"]).name(l), rated(&["na", "2"]).answered()),
            ("Delvis på plats", 2)
        );
    }

    #[test]
    fn the_items_furthest_behind_count_units_that_rated_them() {
        let of = |level: &str| -> Answers {
            [(
                "leadership".to_owned(),
                [("lead-goal.level", level), ("lead-time.level", "1")]
                    .into_iter()
                    .collect(),
            )]
            .into()
        };
        let (a, b, c) = (of("0"), of("3"), of("na"));
        let found = furthest_behind(unit(), &[&a, &b, &c], 5);
        let told: Vec<_> = found.iter().map(|b| (b.number, b.units, b.rated)).collect();
        assert_eq!(told, [(5, 3, 3), (1, 1, 2)]);
        assert_eq!(furthest_behind(unit(), &[&a, &b, &c], 1).len(), 1);
    }
}
