use domain::figures::{Dimension, Indicator, Period, PeriodKind};
use domain::ids::UnitId;
use leptos::prelude::*;

use crate::ui::use_lang;

/// Which period is shown against which, and what else there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodChoice {
    /// Whose figures.
    pub node: UnitId,
    /// The period.
    pub period: Period,
    /// The one that it is compared with.
    pub against: Period,
    /// Whether the period is not over yet.
    pub running: bool,
    /// Those that can be chosen, by length, the newest first.
    pub others: Vec<(PeriodKind, Vec<Period>)>,
}

/// The address of a dashboard in a period, or of one figure divided.
#[must_use]
pub fn address(
    node: UnitId,
    period: Period,
    against: Option<Period>,
    divided: Option<(Indicator, Dimension)>,
) -> String {
    let period = period.code();
    let rest = match (divided, against) {
        (Some((indicator, dimension)), _) => format!("/{}/{}", indicator.code(), dimension.code()),
        (None, Some(against)) => format!("/mot/{}", against.code()),
        (None, None) => String::new(),
    };
    format!("/enheter/{node}/siffror/{period}{rest}")
}

/// The period in words, and the way to another. Links only, so that it works without scripts and prints as what it says.
#[component]
pub(super) fn Periods(choice: PeriodChoice, divided: Option<(Indicator, Dimension)>) -> impl IntoView {
    let l = use_lang();
    let PeriodChoice {
        node,
        period,
        against,
        running,
        others,
    } = choice;
    let year_before = period.a_year_before();
    let other_against = [period.before(), year_before]
        .into_iter()
        .find(|p| *p != against)
        .filter(|_| divided.is_none());
    let (name, with) = (period.name(l), against.name(l));
    let words = if divided.is_some() {
        name
    } else {
        l.t(
            format!("{name}, jämfört med {with}"),
            format!("{name}, compared with {with}"),
        )
    };
    view! {
        <div class="periods">
            <p>{words}{running.then(|| l.t(". Perioden pågår: det som ännu inte skulle vara klart är inte medräknat.", ". The period runs: what is not due yet is not counted."))}</p>
            <details class="change">
                <summary>{l.t("Byt period", "Change the period")}</summary>
                {other_against.map(|other| {
                    let words = l.t(format!("Jämför med {} i stället", other.name(l)), format!("Compare with {} instead", other.name(l)));
                    view! { <p><a href=address(node, period, Some(other), None)>{words}</a></p> }
                })}
                {others.into_iter().map(|(kind, periods)| view! {
                    <p class="l">{kind.name(l)}</p>
                    <ul class="choices">{periods.into_iter().map(|p| view! {
                        <li><a href=address(node, p, None, divided) aria-current=(p == period).then_some("true")>{p.name(l)}</a></li>
                    }).collect_view()}</ul>
                }).collect_view()}
            </details>
        </div>
    }
}
