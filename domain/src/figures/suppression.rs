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

/// Whether each of the groups is empty or large enough.
#[must_use]
pub fn is_safe(counts: Counts) -> bool {
    counts.groups().iter().all(|n| *n == 0 || *n >= LEAST)
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
    pub fn is_safe_at(&self, level: Level, complete: usize) -> bool {
        self.parts.iter().all(|year| {
            level
                .parts()
                .iter()
                .filter(|(_, to)| *to <= complete)
                .all(|months| is_safe(sum(year, *months)))
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

    /// The same with everybody in one group: what several indicators of a family share.
    #[must_use]
    pub fn everybody(&self) -> Self {
        let flat = |year: &Year| {
            year.map(|c| Counts {
                yes: c.everybody(),
                ..Counts::default()
            })
        };
        Self {
            parts: self.parts.iter().map(flat).collect(),
        }
    }
}

/// Which members are not shown at a level, given that their whole is: those with a small group, and then the smallest others until the
/// hidden ones together are no small group either. Begins with `already`, because what is hidden at a coarser level stays hidden.
#[must_use]
pub fn hidden<K: Ord + Clone>(
    members: &BTreeMap<K, Member>,
    level: Level,
    complete: usize,
    already: &BTreeSet<K>,
) -> BTreeSet<K> {
    let mut hidden: BTreeSet<K> = members
        .iter()
        .filter(|(key, member)| already.contains(*key) || !member.is_safe_at(level, complete))
        .map(|(key, _)| key.clone())
        .collect();
    let mut together = Member { parts: Vec::new() };
    for key in &hidden {
        if let Some(member) = members.get(key) {
            together.add(member);
        }
    }
    while !hidden.is_empty() && !together.is_safe_at(level, complete) {
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
