use domain::figures::{Indicator, Period, Shown};
use leptos::prelude::*;

use super::words::{instead, n_of_m};
use crate::charts::{LineChart, Series};
use crate::ui::use_lang;

/// Figures over time, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trend {
    /// The periods.
    pub periods: Vec<Period>,
    /// One line each: what is counted, one figure a period.
    pub lines: Vec<(Indicator, Vec<Shown>)>,
}

/// The lines with their table.
#[component]
pub(super) fn TrendChart(trend: Trend) -> impl IntoView {
    let l = use_lang();
    let columns: Vec<String> = trend.periods.iter().map(|p| p.name(l)).collect();
    let series: Vec<Series> = trend
        .lines
        .iter()
        .map(|(indicator, figures)| Series {
            name: indicator.name(l).to_owned(),
            points: figures
                .iter()
                .map(|shown| {
                    let counts = shown.counts()?;
                    Some((counts.percent()?, n_of_m(counts, l)))
                })
                .collect(),
            instead: figures.iter().map(|shown| instead(*shown, l)).collect(),
        })
        .collect();
    let says: Vec<String> = series
        .iter()
        .filter_map(|line| {
            let mut shown = line
                .points
                .iter()
                .zip(&columns)
                .filter_map(|(p, c)| Some((p.as_ref()?.0, c)));
            let (first, from) = shown.next()?;
            let (last, to) = shown.next_back()?;
            let name = &line.name;
            Some(l.t(
                format!("{name}: från {first} procent ({from}) till {last} procent ({to})."),
                format!("{name}: from {first} percent ({from}) to {last} percent ({to})."),
            ))
        })
        .collect();
    let enough = !says.is_empty();
    let sentence = if enough {
        says.join(" ")
    } else {
        l.t(
            "Det finns ännu för få siffror att visa över tid.",
            "There are too few figures yet to show over time.",
        )
        .to_owned()
    };
    view! {
        <section>
            <h2>{l.t("Över tid", "Over time")}</h2>
            {if enough {
                view! { <LineChart caption=l.t("Andelar över tid", "Shares over time") sentence=sentence heading=l.t("Period", "Period") columns=columns series=series/> }.into_any()
            } else {
                view! { <p>{sentence}</p> }.into_any()
            }}
        </section>
    }
}
