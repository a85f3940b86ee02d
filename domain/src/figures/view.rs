//! Figures of a year over the tree of units: exact for those who work there, and as they may be shown outside.

use std::collections::{BTreeMap, BTreeSet};

use super::suppression::{Member, Resolution, Year, hidden, sum};
use super::{Counts, Dimension, Indicator, Level, Period};
use crate::ids::UnitId;
use crate::organisation::AreaOfOperation;

/// The tree of units, as far as figures care.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Each unit, district and the municipality with what is above it and, for units, its area.
    pub nodes: BTreeMap<UnitId, (Option<UnitId>, Option<AreaOfOperation>)>,
}

impl Outline {
    /// What lies directly below.
    pub fn below(&self, node: UnitId) -> impl Iterator<Item = UnitId> {
        self.nodes
            .iter()
            .filter(move |(_, (parent, _))| *parent == Some(node))
            .map(|(id, _)| *id)
    }

    /// The node and everything above it, the node first.
    #[must_use]
    pub fn upwards(&self, node: UnitId) -> Vec<UnitId> {
        let mut path = vec![node];
        let mut at = node;
        while let Some((Some(parent), _)) = self.nodes.get(&at) {
            if path.contains(parent) {
                break;
            }
            path.push(*parent);
            at = *parent;
        }
        path
    }

    /// The units under a node, or itself.
    #[must_use]
    pub fn leaves(&self, node: UnitId) -> Vec<UnitId> {
        self.nodes
            .iter()
            .filter(|(id, (_, area))| area.is_some() && self.upwards(**id).contains(&node))
            .map(|(id, _)| *id)
            .collect()
    }

    fn roots(&self) -> Vec<UnitId> {
        let roots = self.nodes.iter().filter(|(_, (parent, _))| parent.is_none());
        roots.map(|(id, _)| *id).collect()
    }
}

/// A figure as somebody sees it. Outside the unit some of it may be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All of it.
    Counts(Counts),
    /// `n of m`; the rest is not told apart, and stands under `no`.
    Share(Counts),
    /// Only to how many it applies.
    Of(i64),
    /// Nothing: a group is too small, or would follow from this one.
    TooFew,
    /// The period is not over.
    NotYet,
}

impl Shown {
    /// The counts, where at least `n of m` is shown.
    #[must_use]
    pub const fn counts(self) -> Option<Counts> {
        match self {
            Self::Counts(counts) | Self::Share(counts) => Some(counts),
            Self::Of(_) | Self::TooFew | Self::NotYet => None,
        }
    }

    /// What is shown of counts at a resolution.
    const fn at(resolution: Resolution, counts: Counts) -> Self {
        match resolution {
            Resolution::Full => Self::Counts(counts),
            Resolution::Share => Self::Share(together(counts)),
            Resolution::Applies => Self::Of(counts.of()),
            Resolution::Everybody => Self::TooFew,
        }
    }
}

/// The rest without its reasons.
const fn together(counts: Counts) -> Counts {
    Counts {
        yes: counts.yes,
        reason: 0,
        no: counts.reason + counts.no,
        outside: 0,
    }
}

/// One value of a dimension, or several together where they are too small each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The values' codes.
    pub values: Vec<String>,
    /// The counts.
    pub counts: Counts,
}

/// Counts of one year by unit, value and indicator; the value is empty where nothing is divided.
pub type ByUnit = BTreeMap<UnitId, BTreeMap<(String, Indicator), Year>>;

/// The figures of one year, divided by one dimension or not at all.
#[derive(Clone, Debug)]
pub struct YearFigures {
    /// The year.
    pub year: i32,
    outline: Outline,
    complete: usize,
    /// Of every node: those of the units under it.
    whole: ByUnit,
    divided: ByUnit,
}

fn add(into: &mut Year, year: &Year) {
    for (a, b) in into.iter_mut().zip(year) {
        *a += *b;
    }
}

fn upwards(outline: &Outline, by_unit: &ByUnit) -> ByUnit {
    let mut all = ByUnit::new();
    for (unit, counts) in by_unit {
        for node in outline.upwards(*unit) {
            let of_node = all.entry(node).or_default();
            for (key, year) in counts {
                add(of_node.entry(key.clone()).or_default(), year);
            }
        }
    }
    all
}

impl YearFigures {
    /// From the counts of the units. `complete` is how many months of the year are over. `divided` is empty where nothing is divided.
    #[must_use]
    pub fn new(year: i32, outline: Outline, complete: usize, whole: &ByUnit, divided: &ByUnit) -> Self {
        Self {
            year,
            complete,
            whole: upwards(&outline, whole),
            divided: upwards(&outline, divided),
            outline,
        }
    }

    /// How many months of a year are over on a day.
    #[must_use]
    pub fn complete_months(year: i32, today: chrono::NaiveDate) -> usize {
        use chrono::Datelike;
        match year.cmp(&today.year()) {
            std::cmp::Ordering::Less => 12,
            std::cmp::Ordering::Equal => usize::try_from(today.month0()).unwrap_or(0),
            std::cmp::Ordering::Greater => 0,
        }
    }

    fn of(all: &ByUnit, node: UnitId, value: &str, indicator: Indicator) -> Year {
        all.get(&node)
            .and_then(|counts| counts.get(&(value.to_owned(), indicator)))
            .copied()
            .unwrap_or_default()
    }

    /// The exact counts, for those who work there.
    #[must_use]
    pub fn exact(&self, node: UnitId, indicator: Indicator, period: Period) -> Counts {
        sum(&Self::of(&self.whole, node, "", indicator), period.months())
    }

    /// The exact counts by value, in the dimension's order.
    #[must_use]
    pub fn exact_by_value(
        &self,
        node: UnitId,
        indicator: Indicator,
        dimension: Dimension,
        period: Period,
    ) -> Vec<Row> {
        let row = |value: &String| Row {
            values: vec![value.clone()],
            counts: sum(&Self::of(&self.divided, node, value, indicator), period.months()),
        };
        let values = self.values(indicator, dimension);
        let rows = values.iter().map(row);
        rows.filter(|row| !row.counts.is_zero()).collect()
    }

    fn values(&self, indicator: Indicator, dimension: Dimension) -> Vec<String> {
        let keys = self.divided.values().flat_map(BTreeMap::keys);
        let mut values: Vec<String> = keys
            .filter(|(_, i)| *i == indicator)
            .map(|(value, _)| value.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        values.sort_by_key(|value| dimension.rank(value));
        values
    }

    /// The nodes whose figure is not shown outside at a resolution and a level.
    fn hidden_nodes(&self, indicator: Indicator, at: (Resolution, Level)) -> BTreeSet<UnitId> {
        self.hidden_in_tree(at, &|node| {
            Member::whole(Self::of(&self.whole, node, "", indicator))
        })
    }

    /// Goes down the tree. What is below something hidden is hidden; siblings hide each other.
    fn hidden_in_tree(
        &self,
        (resolution, level): (Resolution, Level),
        member: &dyn Fn(UnitId) -> Member,
    ) -> BTreeSet<UnitId> {
        let mut gone = BTreeSet::new();
        let mut open = Vec::new();
        for root in self.outline.roots() {
            let alone = BTreeMap::from([(root, member(root))]);
            gone.extend(hidden(&alone, resolution, level, self.complete));
            open.push(root);
        }
        while let Some(node) = open.pop() {
            let below: BTreeMap<UnitId, Member> =
                self.outline.below(node).map(|id| (id, member(id))).collect();
            if gone.contains(&node) {
                gone.extend(below.keys());
            } else {
                gone.extend(hidden(&below, resolution, level, self.complete));
            }
            open.extend(below.into_keys());
        }
        gone
    }

    /// What is shown outside the unit of a node in a period.
    #[must_use]
    pub fn published(&self, node: UnitId, indicator: Indicator, period: Period) -> Shown {
        self.published_of(&[node], indicator, period)
            .into_iter()
            .next()
            .map_or(Shown::TooFew, |(_, shown)| shown)
    }

    /// The same of several nodes at once.
    #[must_use]
    pub fn published_of(
        &self,
        nodes: &[UnitId],
        indicator: Indicator,
        period: Period,
    ) -> Vec<(UnitId, Shown)> {
        if period.months().1 > self.complete || period.year != self.year {
            return nodes.iter().map(|node| (*node, Shown::NotYet)).collect();
        }
        let level = period.kind.level();
        let gone = [Resolution::Full, Resolution::Share, Resolution::Applies]
            .map(|resolution| (resolution, self.hidden_nodes(indicator, (resolution, level))));
        let shown = |node: UnitId| {
            let finest = gone.iter().find(|(_, gone)| !gone.contains(&node));
            finest.map_or(Shown::TooFew, |(resolution, _)| {
                Shown::at(*resolution, self.exact(node, indicator, period))
            })
        };
        nodes.iter().map(|node| (*node, shown(*node))).collect()
    }

    /// What is shown outside of a node by the values of the dimension that the figures are divided by: small values together in one row.
    /// Whether the rest is told apart by reason comes with it. `None` where it is hidden. Never of a single unit: there the unit is the
    /// one dimension.
    #[must_use]
    pub fn published_by_value(
        &self,
        node: UnitId,
        indicator: Indicator,
        dimension: Dimension,
        period: Period,
    ) -> Option<(Resolution, Vec<Row>)> {
        let is_unit = self
            .outline
            .nodes
            .get(&node)
            .is_none_or(|(_, area)| area.is_some());
        if is_unit || period.months().1 > self.complete || period.year != self.year {
            return None;
        }
        [Resolution::Full, Resolution::Share]
            .into_iter()
            .find_map(|resolution| {
                let rows = self.rows_at(node, (indicator, dimension), period, resolution)?;
                Some((resolution, rows))
            })
    }

    fn rows_at(
        &self,
        node: UnitId,
        (indicator, dimension): (Indicator, Dimension),
        period: Period,
        resolution: Resolution,
    ) -> Option<Vec<Row>> {
        let at = (resolution, period.kind.level());
        let root = *self.outline.upwards(node).last()?;
        let small = self.small_values(root, (indicator, dimension), at);
        let values = self.values(indicator, dimension);
        let (mut merged, kept): (Vec<String>, Vec<String>) =
            values.into_iter().partition(|value| small.contains(value));
        if !dimension.is_partition() {
            merged.clear();
        }
        if kept.is_empty()
            || self
                .hidden_divisions(indicator, at, &kept, &merged)
                .contains(&node)
        {
            return None;
        }
        let of = |values: &[String]| -> Counts {
            let counts = values
                .iter()
                .map(|v| sum(&Self::of(&self.divided, node, v, indicator), period.months()));
            let counts: Counts = counts.sum();
            if resolution == Resolution::Full {
                counts
            } else {
                together(counts)
            }
        };
        let mut rows: Vec<Row> = kept
            .into_iter()
            .map(|value| Row {
                counts: of(std::slice::from_ref(&value)),
                values: vec![value],
            })
            .collect();
        if !merged.is_empty() {
            rows.push(Row {
                counts: of(&merged),
                values: merged,
            });
        }
        rows.retain(|row| row.counts.of() > 0);
        Some(rows)
    }

    /// The values that are too small in the whole municipality, with those that have to go with them.
    fn small_values(
        &self,
        root: UnitId,
        (indicator, dimension): (Indicator, Dimension),
        (resolution, level): (Resolution, Level),
    ) -> BTreeSet<String> {
        let members: BTreeMap<String, Member> = self
            .values(indicator, dimension)
            .into_iter()
            .map(|value| {
                let year = Self::of(&self.divided, root, &value, indicator);
                (value, Member::whole(year))
            })
            .collect();
        if dimension.is_partition() {
            return hidden(&members, resolution, level, self.complete);
        }
        let unsafe_ones = members
            .into_iter()
            .filter(|(_, member)| !member.is_safe_at(resolution, level, self.complete));
        unsafe_ones.map(|(value, _)| value).collect()
    }

    /// The nodes whose division is hidden: they show too small a group, or another node's would follow.
    fn hidden_divisions(
        &self,
        indicator: Indicator,
        at: (Resolution, Level),
        kept: &[String],
        merged: &[String],
    ) -> BTreeSet<UnitId> {
        let rest = |node: UnitId| {
            let mut year = Year::default();
            for value in merged {
                add(&mut year, &Self::of(&self.divided, node, value, indicator));
            }
            year
        };
        let member = |node: UnitId| {
            let mut parts: Vec<Year> = kept
                .iter()
                .map(|value| Self::of(&self.divided, node, value, indicator))
                .collect();
            parts.push(rest(node));
            // The whole, too: where it is hidden, its parts are.
            parts.push(Self::of(&self.whole, node, "", indicator));
            Member { parts }
        };
        let mut gone = self.hidden_in_tree(at, &member);
        gone.extend(self.hidden_nodes(indicator, at));
        gone
    }
}
