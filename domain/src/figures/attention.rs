use super::{Counts, Indicator};

/// A share under this many percent is worth a talk.
const LOW: i64 = 60;
/// So is one that has fallen by this many percentage points.
const FALL: i64 = 10;

/// Why a figure is worth a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attention {
    /// Which figure.
    pub indicator: Indicator,
    /// What it is.
    pub now: Counts,
    /// By how many percentage points it has fallen, where it has.
    pub fell: Option<i64>,
}

/// Whether a figure is low or has fallen. `None` where there is nothing to talk about, or nothing to see.
#[must_use]
pub fn attention(indicator: Indicator, now: Option<Counts>, before: Option<Counts>) -> Option<Attention> {
    let now = now?;
    let percent = now.percent()?;
    let fell = before
        .and_then(Counts::percent)
        .map(|before| before - percent)
        .filter(|fall| *fall >= FALL);
    (percent < LOW || fell.is_some()).then_some(Attention { indicator, now, fell })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_low_or_has_fallen_is_worth_a_talk() {
        let of = |yes, no| {
            Some(Counts {
                yes,
                no,
                ..Counts::default()
            })
        };
        let look = |now, before| attention(Indicator::Heard, now, before);
        assert_eq!(look(of(5, 5), None).unwrap().fell, None);
        assert_eq!(look(of(8, 2), of(9, 1)).unwrap().fell, Some(10));
        assert_eq!(look(of(8, 2), of(8, 2)), None);
        assert_eq!(look(of(8, 2), of(1, 9)), None);
        assert_eq!(look(None, of(1, 9)), None);
        assert_eq!(look(of(0, 0), None), None);
    }
}
