use super::{Counts, Indicator};
use crate::language::Language;

/// The fewest that a share is compared with a rating from.
const ENOUGH: i64 = 5;

/// A rating that the figure beside it does not bear out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The level that the unit gave itself, 0 to 3.
    pub level: u8,
    /// The level that the share would rather point at.
    pub by_figure: u8,
}

/// Which level a share points at: under a quarter 0, under a half 1, under nine tenths 2, otherwise 3. A rule of thumb to talk about,
/// not a grade.
const fn level_of(percent: i64) -> u8 {
    match percent {
        ..25 => 0,
        25..50 => 1,
        50..90 => 2,
        _ => 3,
    }
}

/// Whether a unit rates itself differently from what its cases show: a level too high, or two too low, because a unit may also be too
/// hard on itself. Small numbers contradict nobody.
#[must_use]
pub fn contradiction(level: u8, counts: Counts) -> Option<Contradiction> {
    let by_figure = level_of(counts.percent()?);
    let apart = by_figure < level || by_figure > level.saturating_add(1);
    (counts.of() >= ENOUGH && apart).then_some(Contradiction { level, by_figure })
}

impl Contradiction {
    /// Said kindly, beside the rating.
    #[must_use]
    pub fn words(self, indicator: Indicator, counts: Counts, l: Language) -> String {
        let (n, m, counted) = (counts.yes, counts.of(), indicator.counted(l));
        if self.by_figure < self.level {
            l.t(
                format!("Ärendena visar något annat: {n} av {m} {counted}. Prata om vad skillnaden beror på."),
                format!("The cases show something else: {n} of {m} {counted}. Talk about what the difference comes from."),
            )
        } else {
            l.t(
                format!("Ärendena visar mer än ni tror: {n} av {m} {counted}."),
                format!("The cases show more than you think: {n} of {m} {counted}."),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_is_contradicted_both_ways_and_never_by_small_numbers() {
        let of = |yes, no| Counts {
            yes,
            no,
            ..Counts::default()
        };
        assert_eq!(contradiction(3, of(4, 6)).unwrap().by_figure, 1);
        assert_eq!(contradiction(1, of(19, 1)).unwrap().by_figure, 3);
        assert_eq!(contradiction(2, of(6, 4)), None);
        assert_eq!(contradiction(3, of(0, 4)), None);
        assert_eq!(contradiction(3, of(0, 0)), None);
    }

    #[test]
    fn it_is_said_without_blame_with_n_of_m() {
        let counts = Counts {
            yes: 4,
            no: 6,
            ..Counts::default()
        };
        let words = contradiction(3, counts)
            .unwrap()
            .words(Indicator::Heard, counts, Language::Swedish);
        assert!(words.contains("4 av 10"), "{words}");
    }
}
