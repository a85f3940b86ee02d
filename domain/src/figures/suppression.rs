//! What may be shown outside the unit. A group of fewer than five is not, and nothing is shown from which such a group follows by
//! subtraction. `docs/decisions/0012-figures.md` says why the rule below is enough.

use std::collections::{BTreeMap, BTreeSet};

use super::{Counts, Level};

/// The smallest group that is shown outside the unit.
pub const LEAST: i64 = 5;

/// Counts of a year by month, January first.
pub type Year = [Counts; 12];

/// One of several that together are the whole: a unit among the units of its district, an age among the ages. Where it is divided
/// itself, one year for each of its parts, in the same order for all members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its counts.
    pub parts: Vec<Year>,
}

/// How much of a figure is shown. Each tells more than the one before, so that whatever may be shown of one may be shown of those
/// before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resolution {
    /// How many there are at all; the same for every indicator of a family.
    Everybody,
    /// Of how many the question arises.
    Applies,
    /// Of how many it is so: `n of m`.
    Share,
    /// The rest by whether there is a reason, too.
    Full,
}

impl Resolution {
    /// All, the coarsest first.
    pub const ALL: [Self; 4] = [Self::Everybody, Self::Applies, Self::Share, Self::Full];

    /// Whether each group that is told apart is empty or large enough.
    #[must_use]
    pub fn is_safe(self, counts: Counts) -> bool {
        let Counts {
            yes,
            reason,
            no,
            outside,
        } = counts;
        let large = |n: i64| n == 0 || n >= LEAST;
        match self {
            Self::Everybody => large(counts.everybody()),
            Self::Applies => large(counts.of()) && large(outside),
            Self::Share => large(yes) && large(reason + no) && large(outside),
            Self::Full => large(yes) && large(reason) && large(no) && large(outside),
        }
    }
}

/// What a year comes to between two months.
#[must_use]
pub fn sum(year: &Year, (from, to): (usize, usize)) -> Counts {
    year.iter()
        .skip(from)
        .take(to.saturating_sub(from))
        .copied()
        .sum()
}

impl Member {
    /// A member that is not divided further.
    #[must_use]
    pub fn whole(year: Year) -> Self {
        Self { parts: vec![year] }
    }

    /// Whether each part of it is safe in every part of the year that is over. `complete` is how many months are.
    #[must_use]
    pub fn is_safe_at(&self, resolution: Resolution, level: Level, complete: usize) -> bool {
        self.parts.iter().all(|year| {
            level
                .parts()
                .iter()
                .filter(|(_, to)| *to <= complete)
                .all(|months| resolution.is_safe(sum(year, *months)))
        })
    }

    fn add(&mut self, other: &Self) {
        if self.parts.is_empty() {
            self.parts.clone_from(&other.parts);
            return;
        }
        for (mine, theirs) in self.parts.iter_mut().zip(&other.parts) {
            for (a, b) in mine.iter_mut().zip(theirs) {
                *a += *b;
            }
        }
    }

    fn size(&self) -> i64 {
        self.parts.iter().flatten().map(|c| c.everybody()).sum()
    }
}

/// Which members are not shown, given that their whole is: those with a small group, and then the smallest others until the hidden ones
/// together are no small group either. Begins with `already`: what is hidden at a coarser level or resolution stays hidden.
fn hidden_at<K: Ord + Clone>(
    members: &BTreeMap<K, Member>,
    (resolution, level): (Resolution, Level),
    complete: usize,
    already: &BTreeSet<K>,
) -> BTreeSet<K> {
    let mut hidden: BTreeSet<K> = members
        .iter()
        .filter(|(key, member)| already.contains(*key) || !member.is_safe_at(resolution, level, complete))
        .map(|(key, _)| key.clone())
        .collect();
    let mut together = Member { parts: Vec::new() };
    for key in &hidden {
        if let Some(member) = members.get(key) {
            together.add(member);
        }
    }
    while !hidden.is_empty() && !together.is_safe_at(resolution, level, complete) {
        let next = members
            .iter()
            .filter(|(key, _)| !hidden.contains(*key))
            .min_by_key(|(key, member)| (member.size(), (*key).clone()));
        let Some((key, member)) = next else { break };
        together.add(member);
        hidden.insert(key.clone());
    }
    hidden
}

/// Which members are not shown at a resolution and a level: from the coarsest of both on, because what is hidden there stays hidden.
#[must_use]
pub fn hidden<K: Ord + Clone>(
    members: &BTreeMap<K, Member>,
    resolution: Resolution,
    level: Level,
    complete: usize,
) -> BTreeSet<K> {
    let mut by_resolution: BTreeMap<Resolution, BTreeSet<K>> = BTreeMap::new();
    for level in Level::ALL.into_iter().filter(|l| *l <= level) {
        let mut coarser: BTreeSet<K> = BTreeSet::new();
        for resolution in Resolution::ALL.into_iter().filter(|r| *r <= resolution) {
            let of = by_resolution.entry(resolution).or_default();
            of.extend(coarser.iter().cloned());
            *of = hidden_at(members, (resolution, level), complete, of);
            coarser.clone_from(of);
        }
    }
    by_resolution.remove(&resolution).unwrap_or_default()
}
