use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::opening::{DayOpenings, Pair};
use super::rules::{MANY_CASES, Rule};
use crate::ids::{AccountId, CaseId};

/// How many pairs of person and case the sample has.
pub const SAMPLE: usize = 10;
/// Of a person and day with very many cases, so many are shown where nothing else points at them.
pub const MANY_SHOWN: usize = 3;
/// The most rows of a review. What is beyond is counted and said.
pub const MOST_DRAWN: usize = 100;

/// A row to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Who.
    pub account: AccountId,
    /// Which case.
    pub case: CaseId,
    /// Day by day.
    pub days: Vec<DayOpenings>,
    /// Whether it is in the random sample.
    pub sampled: bool,
    /// The rules that point at it.
    pub rules: Vec<Rule>,
}

/// What is to be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// The rows, those that most rules point at first.
    pub rows: Vec<Drawn>,
    /// How many rows that rules point at found no room.
    pub left_out: usize,
}

/// Draws the sample and gathers what the rules point at. The same seed and the same pairs give the same rows, in whatever order the pairs
/// come: so a stored seed shows afterwards that nobody chose the sample.
#[must_use]
pub fn draw(seed: i64, pairs: &[Pair], rules_of: impl Fn(&Pair) -> Vec<Rule>) -> Drawing {
    let mut by_lot: Vec<(u64, &Pair)> = pairs.iter().map(|pair| (lot(seed, pair), pair)).collect();
    by_lot.sort_by_key(|(lot, pair)| (*lot, pair.account, pair.case));
    let mut shown_of_many: BTreeMap<(AccountId, NaiveDate), usize> = BTreeMap::new();
    let mut rows: Vec<(u64, Drawn)> = Vec::new();
    for (place, (lot, pair)) in by_lot.into_iter().enumerate() {
        let (sampled, rules) = (place < SAMPLE, rules_of(pair));
        let pointed_at = match rules.as_slice() {
            [] => false,
            [Rule::ManyCases] => has_room(pair, &mut shown_of_many),
            _ => true,
        };
        if sampled || pointed_at {
            rows.push((
                lot,
                Drawn {
                    account: pair.account,
                    case: pair.case,
                    days: pair.days.clone(),
                    sampled,
                    rules,
                },
            ));
        }
    }
    // The sample always finds room.
    rows.sort_by_key(|(lot, row)| (!row.sampled, std::cmp::Reverse(row.rules.len()), *lot));
    let left_out = rows.len().saturating_sub(MOST_DRAWN);
    rows.truncate(MOST_DRAWN);
    rows.sort_by_key(|(lot, row)| (std::cmp::Reverse(row.rules.len()), *lot));
    Drawing {
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        left_out,
    }
}

/// Whether one of the pair's days with very many cases has not been shown often enough yet.
fn has_room(pair: &Pair, shown: &mut BTreeMap<(AccountId, NaiveDate), usize>) -> bool {
    let mut room = false;
    for day in pair.days.iter().filter(|day| day.cases > MANY_CASES) {
        let so_far = shown.entry((pair.account, day.day)).or_default();
        if *so_far < MANY_SHOWN {
            *so_far += 1;
            room = true;
        }
    }
    room
}

/// A pair's place in the lottery: a number that only the seed and the two ids decide.
fn lot(seed: i64, pair: &Pair) -> u64 {
    let (account, case) = (pair.account.0.as_u64_pair(), pair.case.0.as_u64_pair());
    [account.0, account.1, case.0, case.1]
        .into_iter()
        .fold(seed.cast_unsigned(), |state, part| mixed(state ^ part))
}

/// `SplitMix64`: spreads each bit over all of them.
const fn mixed(state: u64) -> u64 {
    let z = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn pair(account: u128, case: u128, cases: u32) -> Pair {
        Pair {
            account: AccountId(Uuid::from_u128(account)),
            case: CaseId(Uuid::from_u128(case)),
            days: vec![DayOpenings {
                day: "2026-10-05".parse().unwrap(),
                count: 1,
                first: "09:00:00".parse().unwrap(),
                last: "09:00:00".parse().unwrap(),
                night: 0,
                cases,
            }],
        }
    }

    fn many() -> Vec<Pair> {
        (0..50)
            .flat_map(|a| (0..6).map(move |c| pair(a, 100 + c, 6)))
            .collect()
    }

    #[test]
    fn the_same_seed_draws_the_same_sample_in_whatever_order_the_pairs_come() {
        let mut pairs = many();
        let first = draw(42, &pairs, |_| vec![]);
        pairs.reverse();
        assert_eq!(draw(42, &pairs, |_| vec![]), first);
        assert_eq!(first.rows.len(), SAMPLE);
        assert!(first.rows.iter().all(|row| row.sampled));
        assert_ne!(draw(43, &pairs, |_| vec![]).rows, first.rows);
    }

    #[test]
    fn every_pair_has_about_the_same_chance() {
        let pairs = many();
        let mut times = vec![0_u32; pairs.len()];
        for seed in 0..3_000 {
            for row in draw(seed, &pairs, |_| vec![]).rows {
                let at = pairs
                    .iter()
                    .position(|p| (p.account, p.case) == (row.account, row.case))
                    .unwrap();
                times[at] += 1;
            }
        }
        // 3,000 draws of 10 from 300: 100 each; five deviations of about ten to either side.
        assert!(times.iter().all(|n| (50..=150).contains(n)), "{times:?}");
    }

    #[test]
    fn what_rules_point_at_comes_besides_the_sample_and_the_most_pointed_at_first() {
        let pairs = many();
        let rules = |pair: &Pair| {
            if pair.case == pairs[0].case && pair.account == pairs[0].account {
                vec![Rule::SameFamilyName, Rule::NoRole]
            } else {
                vec![]
            }
        };
        let found = draw(1, &pairs, rules);
        assert!(found.rows.len() >= SAMPLE);
        assert_eq!(found.rows[0].account, pairs[0].account);
        assert_eq!(found.rows[0].rules.len(), 2);
    }

    #[test]
    fn of_a_day_with_very_many_cases_a_few_are_shown() {
        let pairs: Vec<Pair> = (0..40).map(|c| pair(1, c, 40)).collect();
        let found = draw(1, &pairs, |_| vec![Rule::ManyCases]);
        let besides = found.rows.iter().filter(|row| !row.sampled).count();
        assert!(besides <= MANY_SHOWN && found.left_out == 0);
    }

    #[test]
    fn the_sample_finds_room_also_where_rules_point_at_everything() {
        let pairs = many();
        let found = draw(1, &pairs, |_| vec![Rule::NoRole]);
        assert_eq!(found.rows.len(), MOST_DRAWN);
        assert_eq!(found.left_out, pairs.len() - MOST_DRAWN);
        assert_eq!(found.rows.iter().filter(|row| row.sampled).count(), SAMPLE);
    }
}
