/// Longer waits count as this many days.
pub const MOST_DAYS: u32 = 365;

/// The middle of a distribution: how many had each number of days. Between two middles the lower one counts, so that it is a day that
/// somebody waited. `None` of nothing.
#[must_use]
pub fn median(distribution: &[(u32, i64)]) -> Option<u32> {
    let mut sorted: Vec<(u32, i64)> = distribution.iter().copied().filter(|(_, n)| *n > 0).collect();
    sorted.sort_unstable();
    let all: i64 = sorted.iter().map(|(_, n)| n).sum();
    let middle = (all + 1) / 2;
    let mut seen = 0;
    sorted.into_iter().find_map(|(days, n)| {
        seen += n;
        (seen >= middle).then_some(days)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_day_is_found_in_a_distribution() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[(3, 0)]), None);
        assert_eq!(median(&[(9, 1)]), Some(9));
        assert_eq!(median(&[(9, 1), (2, 1)]), Some(2));
        assert_eq!(median(&[(5, 2), (1, 1), (30, 2)]), Some(5));
    }
}
