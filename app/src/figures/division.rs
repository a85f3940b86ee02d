use domain::figures::{Dimension, Indicator, LEAST, Row};
use domain::language::Language;
use leptos::prelude::*;

use super::periods::{PeriodChoice, Periods};
use super::words::n_of_m;
use crate::charts::{StackedBars, StackedRow};
use crate::ui::{Crumb, Empty, use_lang};

/// One figure of a node, divided by one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DivisionData {
    /// The node's name.
    pub name: String,
    /// Where its dashboard is.
    pub back: String,
    /// The period.
    pub choice: PeriodChoice,
    /// What is counted.
    pub indicator: Indicator,
    /// By what it is divided.
    pub dimension: Dimension,
    /// The rows, and whether the rest is told apart by reason; `None` where too small a group would show.
    pub rows: Option<(bool, Vec<Row>)>,
}

/// The page's title.
#[must_use]
pub fn division_title(l: Language) -> &'static str {
    l.t("En siffra uppdelad", "A figure divided")
}

/// The figure with its definition.
#[component]
pub fn DivisionPage(data: DivisionData) -> impl IntoView {
    let l = use_lang();
    let DivisionData {
        name,
        back,
        choice,
        indicator,
        dimension,
        rows,
    } = data;
    let title = l.t(
        format!("{} efter {}", indicator.name(l), dimension.name(l).to_lowercase()),
        format!("{} by {}", indicator.name(l), dimension.name(l).to_lowercase()),
    );
    let divided = Some((indicator, dimension));
    view! {
        <div class="content wide">
            <Crumb parts=vec![(l.t("Enheter", "Units").to_owned(), Some("/enheter".to_owned())), (name, Some(back)), (dimension.name(l).to_owned(), None)]/>
            <h1>{title.clone()}</h1>
            <Periods choice=choice divided=divided/>
            {match rows {
                None => view! { <Empty><p>{l.t(
                    format!("Siffran visas inte uppdelad här i den här perioden. Någon grupp är mindre än {LEAST}, eller skulle gå att räkna ut. Välj en längre period."),
                    format!("The figure is not shown divided here in this period. Some group is smaller than {LEAST}, or could be worked out. Choose a longer period."),
                )}</p></Empty> }.into_any(),
                Some((_, rows)) if rows.is_empty() => view! { <Empty><p>{l.t("Det fanns inget att räkna i perioden.", "There was nothing to count in the period.")}</p></Empty> }.into_any(),
                Some((split, rows)) => view! { <Rows split=split indicator=indicator dimension=dimension rows=rows title=title/> }.into_any(),
            }}
            <details class="definition"><summary>{l.t("Så räknas siffran", "How the figure is counted")}</summary><p>{indicator.definition(l)}</p></details>
        </div>
    }
}

#[component]
fn Rows(
    split: bool,
    indicator: Indicator,
    dimension: Dimension,
    rows: Vec<Row>,
    title: String,
) -> impl IntoView {
    let l = use_lang();
    let label = |row: &Row| match row.values.as_slice() {
        [one] => dimension.value_name(one, l),
        _ => l.t("Små grupper tillsammans", "Small groups together").to_owned(),
    };
    let reasons = dimension == Dimension::Reason;
    let largest = rows.iter().max_by_key(|row| row.counts.of());
    let sentence = match largest {
        Some(row) if reasons => {
            let (name, n) = (label(row), row.counts.of());
            l.t(
                format!("Det vanligaste skälet: {name} ({n} barn)."),
                format!("The commonest reason: {name} ({n} children)."),
            )
        }
        _ => shares(&rows, &label, l),
    };
    let with_reason = indicator.with_reason(l).filter(|_| split);
    let rest = if split || indicator.with_reason(l).is_none() {
        indicator.not_so(l)
    } else {
        l.t("Övriga", "The others")
    };
    let parts: Vec<String> = match (reasons, split) {
        (true, true) => vec![
            l.t("Med skäl", "With a reason").to_owned(),
            l.t("Brist hos oss", "A shortcoming of ours").to_owned(),
        ],
        (true, false) => vec![l.t("Barn", "Children").to_owned()],
        (false, _) => std::iter::once(indicator.name(l))
            .chain(with_reason)
            .chain([rest])
            .map(str::to_owned)
            .collect(),
    };
    let figures = |row: &Row| {
        let c = row.counts;
        match (reasons, split) {
            (true, true) => vec![c.reason, c.no],
            (true, false) => vec![c.no],
            (false, _) if with_reason.is_some() => vec![c.yes, c.reason, c.no],
            (false, _) => vec![c.yes, c.no],
        }
    };
    let drawn = rows
        .iter()
        .map(|row| StackedRow {
            label: label(row),
            href: None,
            parts: Some(figures(row).into_iter().map(Some).collect()),
            instead: String::new(),
        })
        .collect();
    view! { <StackedBars caption=title sentence=sentence heading=dimension.name(l) parts=parts rows=drawn/> }
}

fn shares(rows: &[Row], label: &dyn Fn(&Row) -> String, l: Language) -> String {
    let mut shown: Vec<_> = rows
        .iter()
        .filter_map(|row| Some((row.counts.percent()?, row)))
        .collect();
    shown.sort_by_key(|(percent, _)| *percent);
    match (shown.last(), shown.first()) {
        (Some((high, best)), Some((low, least))) if high > low => l.t(
            format!(
                "Störst andel: {} ({}). Minst: {} ({}).",
                label(best),
                n_of_m(best.counts, l),
                label(least),
                n_of_m(least.counts, l)
            ),
            format!(
                "Largest share: {} ({}). Smallest: {} ({}).",
                label(best),
                n_of_m(best.counts, l),
                label(least),
                n_of_m(least.counts, l)
            ),
        ),
        (Some((share, _)), _) => l.t(
            format!("Andelen är densamma överallt: {share} procent."),
            format!("The share is the same everywhere: {share} percent."),
        ),
        _ => l.t("Inget att räkna.", "Nothing to count.").to_owned(),
    }
}
