use domain::figures::{Counts, Shown};
use domain::language::Language;

/// `n av m`.
pub(super) fn n_of_m(counts: Counts, l: Language) -> String {
    let (n, m) = (counts.yes, counts.of());
    l.t(format!("{n} av {m}"), format!("{n} of {m}"))
}

/// What stands where no figure does.
pub(super) fn instead(shown: Shown, l: Language) -> &'static str {
    match shown {
        Shown::Counts(counts) if counts.of() == 0 => l.t("inget att räkna", "nothing to count"),
        Shown::Counts(_) => "",
        Shown::TooFew => l.t("för få för att visas", "too few to show"),
        Shown::NotYet => l.t("perioden pågår", "the period runs"),
    }
}

/// A figure in a cell.
pub(super) fn cell(shown: Shown, l: Language) -> String {
    match shown.counts().filter(|c| c.of() > 0) {
        Some(counts) => n_of_m(counts, l),
        None => instead(shown, l).to_owned(),
    }
}

/// How a share changed, in percentage points.
pub(super) fn change(now: Shown, before: Shown, l: Language) -> Option<(String, &'static str)> {
    let now = now.counts()?.percent()?;
    let before = before.counts()?.percent()?;
    Some(match now - before {
        0 => (l.t("oförändrat", "unchanged").to_owned(), "mid"),
        up if up > 0 => (
            l.t(
                format!("upp {up} procentenheter"),
                format!("up {up} percentage points"),
            ),
            "ok",
        ),
        down => {
            let down = -down;
            (
                l.t(
                    format!("ned {down} procentenheter"),
                    format!("down {down} percentage points"),
                ),
                "late",
            )
        }
    })
}
