use domain::figures::{Counts, Indicator, Shown};
use domain::ids::UnitId;
use leptos::prelude::*;

use super::words::{cell, instead};
use crate::charts::{ShareBar, StackedBars, StackedRow};
use crate::ui::{TableFrame, use_lang};

/// A unit or a district among others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedNode {
    /// Which.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// Where its own dashboard is, for those who may open it.
    pub href: Option<String>,
    /// One figure for each of [`Indicator::CARDS`].
    pub figures: Vec<(Indicator, Shown)>,
    /// The unit's own rating of what an indicator shows, 0 to 3, in words, and whether its cases bear it out.
    pub ratings: Vec<(Indicator, String, Option<String>)>,
}

impl ComparedNode {
    fn of(&self, indicator: Indicator) -> Shown {
        self.figures
            .iter()
            .find(|(i, _)| *i == indicator)
            .map_or(Shown::TooFew, |(_, shown)| *shown)
    }
}

/// Who hears the children: one bar each.
#[component]
pub(super) fn HeardBars(nodes: Vec<ComparedNode>, heading: String) -> impl IntoView {
    let l = use_lang();
    let shown: Vec<_> = nodes
        .iter()
        .filter_map(|n| Some((n.name.clone(), n.of(Indicator::Heard).counts()?.percent()?)))
        .collect();
    let best = shown.iter().max_by_key(|(_, percent)| *percent);
    let least = shown.iter().min_by_key(|(_, percent)| *percent);
    let sentence = match (best, least) {
        (Some((best, high)), Some((least, low))) if high > low => l.t(
            format!("Störst andel barn hörs i {best} ({high} procent), minst i {least} ({low} procent)."),
            format!("The largest share of children is heard in {best} ({high} percent), the smallest in {least} ({low} percent)."),
        ),
        (Some((_, share)), _) => l.t(
            format!("Lika stor andel hörs överallt där siffran visas: {share} procent."),
            format!("The same share is heard wherever the figure is shown: {share} percent."),
        ),
        _ => l.t(
            "Antalen är för små för att visas för var och en i den här perioden. Välj en längre period.",
            "The numbers are too small to be shown for each in this period. Choose a longer one.",
        ).to_owned(),
    };
    // Where nobody's reasons may be shown, there is no column for them.
    let is = |full: bool| {
        nodes.iter().any(|n| match n.of(Indicator::Heard) {
            Shown::Counts(_) => full,
            Shown::Share(_) => !full,
            _ => false,
        })
    };
    let (any_full, any_share) = (is(true), is(false));
    let mut parts = vec![l.t("Hörda", "Heard").to_owned()];
    if any_full || !any_share {
        parts.push(l.t("Inte hörda, med skäl", "Not heard, with a reason").to_owned());
        parts.push(
            l.t("Inte hörda, brist hos oss", "Not heard, a shortcoming of ours")
                .to_owned(),
        );
    }
    if any_share {
        parts.push(
            l.t(
                "Inte hörda, skälen visas inte",
                "Not heard, the reasons are not shown",
            )
            .to_owned(),
        );
    }
    let split = |shown: Shown| match (shown, any_full) {
        (Shown::Counts(c), _) if any_share => Some(vec![Some(c.yes), Some(c.reason), Some(c.no), None]),
        (Shown::Counts(c), _) => Some(vec![Some(c.yes), Some(c.reason), Some(c.no)]),
        (Shown::Share(c), true) => Some(vec![Some(c.yes), None, None, Some(c.no)]),
        (Shown::Share(c), false) => Some(vec![Some(c.yes), Some(c.no)]),
        _ => None,
    };
    let rows = nodes
        .into_iter()
        .map(|node| {
            let heard = node.of(Indicator::Heard);
            let counts = heard.counts().filter(|c| c.of() > 0);
            StackedRow {
                label: node.name,
                href: node.href,
                parts: counts.and_then(|_| split(heard)),
                instead: instead(heard, l),
            }
        })
        .collect();
    view! { <StackedBars caption=l.t("Barn hörda före beslutet", "Children heard before the decision") sentence=sentence heading=heading parts=parts rows=rows/> }
}

/// Every indicator side by side, participation first; a unit's own rating beside what its cases show.
#[component]
pub(super) fn ComparedTable(nodes: Vec<ComparedNode>, heading: String, caption: String) -> impl IntoView {
    let l = use_lang();
    view! {
        <TableFrame caption=caption class="compared">
            <thead><tr>
                <th scope="col">{heading}</th>
                {Indicator::CARDS.into_iter().map(|i| view! { <th scope="col" class="num">{i.name(l)}</th> }).collect_view()}
            </tr></thead>
            <tbody>
                {nodes.into_iter().map(|node| {
                    let cells = Indicator::CARDS.into_iter().map(|i| {
                        let shown = node.of(i);
                        let percent = shown.counts().and_then(Counts::percent);
                        let rating = node.ratings.iter().find(|(of, ..)| *of == i).cloned();
                        view! { <td class="num">
                            {cell(shown, l)}
                            {percent.map(|p| view! { <ShareBar percent=p/><span class="meta">{p}" %"</span> })}
                            {rating.map(|(_, words, against)| view! {
                                <span class="rating">{l.t("Egen skattning: ", "Own rating: ")}{words}</span>
                                {against.map(|words| view! { <span class="tag mid">{words}</span> })}
                            })}
                        </td> }
                    }).collect_view();
                    let label = match node.href.clone() {
                        Some(href) => view! { <a href=href>{node.name.clone()}</a> }.into_any(),
                        None => view! { <span>{node.name.clone()}</span> }.into_any(),
                    };
                    view! { <tr><th scope="row">{label}</th>{cells}</tr> }
                }).collect_view()}
            </tbody>
        </TableFrame>
    }
}
