use domain::figures::{Counts, LEAST, Shown};
use domain::language::Language;

/// `n av m`.
pub(super) fn n_of_m(counts: Counts, l: Language) -> String {
    let (n, m) = (counts.yes, counts.of());
    l.t(format!("{n} av {m}"), format!("{n} of {m}"))
}

/// What stands where no figure does.
pub(super) fn instead(shown: Shown, l: Language) -> String {
    match shown {
        Shown::Counts(c) | Shown::Share(c) if c.of() == 0 => {
            l.t("inget att räkna", "nothing to count").to_owned()
        }
        Shown::Counts(_) | Shown::Share(_) => String::new(),
        Shown::Of(0) => l.t("inget att räkna", "nothing to count").to_owned(),
        Shown::Of(n) => l.t(
            format!("{n} i allt, delas inte upp"),
            format!("{n} in all, not divided"),
        ),
        Shown::TooFew => l.t("för få för att visas", "too few to show").to_owned(),
        Shown::NotYet => l.t("perioden pågår", "the period runs").to_owned(),
    }
}

/// A figure in a cell.
pub(super) fn cell(shown: Shown, l: Language) -> String {
    match shown.counts().filter(|c| c.of() > 0) {
        Some(counts) => n_of_m(counts, l),
        None => instead(shown, l),
    }
}

/// How a share changed, in percentage points; of fewer than five a share says too little.
pub(super) fn change(now: Shown, before: Shown, l: Language) -> Option<(String, &'static str)> {
    let percent = |shown: Shown| shown.counts().filter(|c| c.of() >= LEAST)?.percent();
    let (now, before) = (percent(now)?, percent(before)?);
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
