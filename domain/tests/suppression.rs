//! Nobody outside a unit works out a group of fewer than five, however they combine what is shown: every published count is an
//! equation over the smallest cells, and no small group may follow from all of them together.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may fail loudly"
)]

use std::collections::BTreeMap;

use domain::figures::{
    ByUnit, Counts, Dimension, Indicator, LEAST, Level, Outline, Period, PeriodKind, Resolution, Shown,
    YearFigures,
};
use domain::ids::UnitId;
use domain::organisation::AreaOfOperation;
use uuid::Uuid;

const P: u64 = 2_147_483_647;
const YEAR: i32 = 2025;
/// Two sides of one family: everybody who is counted in the one is counted in the other.
const INDICATORS: [Indicator; 2] = [Indicator::Heard, Indicator::Informed];
/// As it should be; not so, with a reason; not so.
const GROUPS: usize = 3;

/// A small generator, so that a failure can be repeated from its seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

fn id(n: usize) -> UnitId {
    UnitId(Uuid::from_u128(n as u128 + 1))
}

/// A municipality (0), its districts, and their units.
fn town(districts: usize, units: usize) -> (Outline, Vec<UnitId>) {
    let mut outline = Outline::default();
    outline.nodes.insert(id(0), (None, None));
    let mut leaves = Vec::new();
    for d in 0..districts {
        outline.nodes.insert(id(100 + d), (Some(id(0)), None));
        for u in 0..units {
            let leaf = id(1000 + d * 100 + u);
            outline
                .nodes
                .insert(leaf, (Some(id(100 + d)), Some(AreaOfOperation::IncomeSupport)));
            leaves.push(leaf);
        }
    }
    (outline, leaves)
}

/// Rows in echelon form, modulo a prime: what is derivable modulo it and in whole numbers differs only by bad luck, and then the test
/// is too strict, never too lenient by more than one in two thousand million.
#[derive(Default)]
struct Known {
    rows: BTreeMap<usize, Vec<u64>>,
}

impl Known {
    fn reduce(&self, row: &mut [u64]) -> Option<usize> {
        for at in 0..row.len() {
            if row[at] == 0 {
                continue;
            }
            let Some(pivot) = self.rows.get(&at) else {
                return Some(at);
            };
            let factor = P - row[at];
            for (a, b) in row.iter_mut().zip(pivot).skip(at) {
                *a = (*a + factor * *b) % P;
            }
        }
        None
    }

    fn learn(&mut self, mut row: Vec<u64>) {
        if let Some(at) = self.reduce(&mut row) {
            let inverse = power(row[at], P - 2);
            for a in &mut row {
                *a = *a * inverse % P;
            }
            self.rows.insert(at, row);
        }
    }

    fn follows(&self, mut row: Vec<u64>) -> bool {
        self.reduce(&mut row).is_none()
    }
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * base % P;
        }
        base = base * base % P;
        exponent /= 2;
    }
    result
}

struct World {
    outline: Outline,
    leaves: Vec<UnitId>,
    values: Vec<&'static str>,
    /// Parts of the year that are the smallest cells.
    atoms: Vec<(usize, usize)>,
    figures: YearFigures,
    divided: ByUnit,
}

impl World {
    fn draw(seed: u64, values: &[&'static str], kinds: &[PeriodKind], complete: usize) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let (outline, leaves) = town(2, 3);
        let finest = kinds.iter().map(|k| k.level()).max().unwrap();
        let mut divided = ByUnit::new();
        let mut whole = ByUnit::new();
        for leaf in &leaves {
            // Some units are large, some hardly there.
            let size = [2, 4, 9, 30][usize::try_from(dice.below(4)).unwrap()];
            for value in values {
                for month in 0..complete {
                    let everybody = i64::try_from(dice.below(size)).unwrap();
                    for indicator in INDICATORS {
                        let yes = i64::try_from(dice.below(u64::try_from(everybody).unwrap() + 1)).unwrap();
                        let reason =
                            i64::try_from(dice.below(u64::try_from(everybody - yes).unwrap() + 1)).unwrap();
                        let counts = Counts {
                            yes,
                            reason,
                            no: everybody - yes - reason,
                            ..Counts::default()
                        };
                        divided
                            .entry(*leaf)
                            .or_default()
                            .entry(((*value).to_owned(), indicator))
                            .or_default()[month] += counts;
                        whole
                            .entry(*leaf)
                            .or_default()
                            .entry((String::new(), indicator))
                            .or_default()[month] += counts;
                    }
                }
            }
        }
        let figures = YearFigures::new(YEAR, outline.clone(), complete, &whole, &divided);
        Self {
            outline,
            leaves,
            values: values.to_vec(),
            atoms: finest
                .parts()
                .iter()
                .copied()
                .filter(|p| p.1 <= complete)
                .collect(),
            figures,
            divided,
        }
    }

    fn width(&self) -> usize {
        INDICATORS.len() * GROUPS * self.leaves.len() * self.values.len() * self.atoms.len()
    }

    fn variable(&self, indicator: usize, group: usize, leaf: usize, value: usize, atom: usize) -> usize {
        (((indicator * GROUPS + group) * self.leaves.len() + leaf) * self.values.len() + value)
            * self.atoms.len()
            + atom
    }

    /// The cells of a group: some values of a node between two months.
    fn row(
        &self,
        indicator: usize,
        groups: &[usize],
        node: UnitId,
        values: &[String],
        months: (usize, usize),
    ) -> Vec<u64> {
        let mut row = vec![0; self.width()];
        for (l, leaf) in self.leaves.iter().enumerate() {
            if !self.outline.upwards(*leaf).contains(&node) {
                continue;
            }
            for (v, value) in self.values.iter().enumerate() {
                if !values.iter().any(|x| x == value) {
                    continue;
                }
                for (a, atom) in self.atoms.iter().enumerate() {
                    if atom.0 >= months.0 && atom.1 <= months.1 {
                        for group in groups {
                            row[self.variable(indicator, *group, l, v, a)] = 1;
                        }
                    }
                }
            }
        }
        row
    }

    fn count(
        &self,
        indicator: Indicator,
        groups: &[usize],
        node: UnitId,
        values: &[String],
        months: (usize, usize),
    ) -> i64 {
        let mut n = 0;
        for leaf in self.outline.leaves(node) {
            for value in values {
                let year = self.divided[&leaf]
                    .get(&(value.clone(), indicator))
                    .copied()
                    .unwrap_or_default();
                let counts: Counts = year[months.0..months.1].iter().copied().sum();
                n += groups.iter().map(|g| counts.groups()[*g]).sum::<i64>();
            }
        }
        n
    }

    /// Everything that somebody outside can ever look at, and what everybody knows besides.
    fn published(&self, dimension: Dimension, kinds: &[PeriodKind]) -> (Known, usize) {
        let mut known = Known::default();
        let mut cells = 0;
        let all: Vec<String> = self.values.iter().map(|v| (*v).to_owned()).collect();
        for l in 0..self.leaves.len() {
            for v in 0..self.values.len() {
                for a in 0..self.atoms.len() {
                    let mut row = vec![0; self.width()];
                    for group in 0..GROUPS {
                        row[self.variable(0, group, l, v, a)] = 1;
                        row[self.variable(1, group, l, v, a)] = P - 1;
                    }
                    known.learn(row);
                }
            }
        }
        for (i, indicator) in INDICATORS.into_iter().enumerate() {
            for kind in kinds {
                for number in 1..=kind.in_a_year() {
                    let period = Period {
                        year: YEAR,
                        kind: *kind,
                        number,
                    };
                    for node in self.outline.nodes.keys() {
                        let whole = (&all[..], period.months());
                        match self.figures.published(*node, indicator, period) {
                            Shown::Counts(c) => {
                                self.learn(
                                    &mut known,
                                    (i, indicator),
                                    *node,
                                    whole,
                                    &[(&[0], c.yes), (&[1], c.reason), (&[2], c.no)],
                                );
                            }
                            Shown::Share(c) => {
                                self.learn(
                                    &mut known,
                                    (i, indicator),
                                    *node,
                                    whole,
                                    &[(&[0], c.yes), (&[1, 2], c.no)],
                                );
                            }
                            Shown::Of(n) => {
                                self.learn(&mut known, (i, indicator), *node, whole, &[(&[0, 1, 2], n)]);
                            }
                            Shown::TooFew | Shown::NotYet => continue,
                        }
                        cells += 1;
                    }
                    for node in self.outline.nodes.keys() {
                        let Some((resolution, rows)) = self
                            .figures
                            .published_by_value(*node, indicator, dimension, period)
                        else {
                            continue;
                        };
                        for row in rows {
                            let (c, part) = (row.counts, (&row.values[..], period.months()));
                            if resolution == Resolution::Full {
                                self.learn(
                                    &mut known,
                                    (i, indicator),
                                    *node,
                                    part,
                                    &[(&[0], c.yes), (&[1], c.reason), (&[2], c.no)],
                                );
                            } else {
                                self.learn(
                                    &mut known,
                                    (i, indicator),
                                    *node,
                                    part,
                                    &[(&[0], c.yes), (&[1, 2], c.no)],
                                );
                            }
                            cells += 1;
                        }
                    }
                }
            }
        }
        (known, cells)
    }

    /// Takes in what a cell says, which is also what is so.
    fn learn(
        &self,
        known: &mut Known,
        (i, indicator): (usize, Indicator),
        node: UnitId,
        (values, months): (&[String], (usize, usize)),
        says: &[(&[usize], i64)],
    ) {
        for (groups, n) in says {
            assert_eq!(*n, self.count(indicator, groups, node, values, months));
            known.learn(self.row(i, groups, node, values, months));
        }
    }

    fn small_groups_that_follow(&self, known: &Known) -> Vec<String> {
        let mut found = Vec::new();
        let all: Vec<String> = self.values.iter().map(|v| (*v).to_owned()).collect();
        let mut sets: Vec<Vec<String>> = all.iter().map(|v| vec![v.clone()]).collect();
        sets.push(all);
        let mut parts: Vec<(usize, usize)> = Level::ALL
            .iter()
            .flat_map(|l| l.parts().iter().copied())
            .chain([(0, 6), (6, 12)])
            .filter(|p| self.atoms.iter().any(|a| a.0 == p.0) && self.atoms.iter().any(|a| a.1 == p.1))
            .collect();
        parts.sort_unstable();
        parts.dedup();
        for (i, indicator) in INDICATORS.into_iter().enumerate() {
            for node in self.outline.nodes.keys() {
                for values in &sets {
                    for months in &parts {
                        for groups in [&[0][..], &[1], &[2], &[1, 2], &[0, 1, 2]] {
                            let n = self.count(indicator, groups, *node, values, *months);
                            if n > 0
                                && n < LEAST
                                && known.follows(self.row(i, groups, *node, values, *months))
                            {
                                found.push(format!(
                                    "{indicator:?} {node} {values:?} {months:?} groups {groups:?}: {n}"
                                ));
                            }
                        }
                    }
                }
            }
        }
        found
    }
}

fn search(kinds: &[PeriodKind], values: &[&'static str], seeds: std::ops::Range<u64>, complete: usize) {
    let mut shown = 0;
    for seed in seeds {
        let world = World::draw(seed, values, kinds, complete);
        let (known, cells) = world.published(Dimension::Sex, kinds);
        shown += cells;
        let found = world.small_groups_that_follow(&known);
        assert!(found.is_empty(), "seed {seed}: {found:#?}");
    }
    assert!(shown > 0, "a rule that shows nothing keeps every secret");
}

#[test]
fn no_small_group_follows_from_years_thirds_and_halves() {
    let kinds = [PeriodKind::Year, PeriodKind::Third, PeriodKind::Half];
    search(&kinds, &["girl", "boy"], 1..40, 12);
    search(&kinds, &["girl", "boy", "unknown"], 100..120, 12);
}

#[test]
fn no_small_group_follows_from_months_either() {
    search(&[PeriodKind::Year, PeriodKind::Month], &["girl"], 200..206, 12);
}

#[test]
fn no_small_group_follows_while_the_year_runs() {
    let kinds = [PeriodKind::Year, PeriodKind::Third, PeriodKind::Half];
    search(&kinds, &["girl", "boy"], 300..320, 8);
}

#[test]
fn the_search_finds_what_a_careless_rule_would_show() {
    let kinds = [PeriodKind::Year, PeriodKind::Third];
    let found = (1..20).any(|seed| {
        let world = World::draw(seed, &["girl", "boy"], &kinds, 12);
        let all: Vec<String> = world.values.iter().map(|v| (*v).to_owned()).collect();
        let mut known = Known::default();
        // Shows whatever is large enough by itself, without a thought of the others.
        for node in world.outline.nodes.keys() {
            for months in Level::Third.parts().iter().chain(Level::Year.parts()) {
                if world.count(Indicator::Heard, &[0], *node, &all, *months) >= LEAST {
                    known.learn(world.row(0, &[0], *node, &all, *months));
                }
            }
        }
        !world.small_groups_that_follow(&known).is_empty()
    });
    assert!(found);
}
