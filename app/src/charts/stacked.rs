use leptos::prelude::*;

use crate::ui::{TableFrame, use_lang};

/// One bar: what it is of, and its parts in the order of the chart's parts. `None` where it is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackedRow {
    /// What it is of.
    pub label: String,
    /// Where the label leads.
    pub href: Option<String>,
    /// How many of each part; `None` for a part that is not told apart from the next one that is.
    pub parts: Option<Vec<Option<i64>>>,
    /// What stands in place of the figures where they are not shown.
    pub instead: String,
}

/// Bars of parts that make a whole, each beside its figures: picture and table in one. Parts differ by pattern as well as by colour.
#[component]
pub fn StackedBars(
    /// States what the table shows.
    #[prop(into)]
    caption: String,
    /// What it says, in one sentence.
    #[prop(into)]
    sentence: String,
    /// The heading above the labels.
    #[prop(into)]
    heading: String,
    /// What the parts are called, at most four.
    parts: Vec<String>,
    /// The bars.
    rows: Vec<StackedRow>,
) -> impl IntoView {
    let l = use_lang();
    let legend = parts.clone();
    let columns = parts.len() + 1;
    view! {
        <figure class="chart">
            <figcaption>{sentence}</figcaption>
            <ul class="legend" aria-hidden="true">
                {legend.into_iter().enumerate().map(|(n, part)| view! {
                    <li><svg class="swatch" viewBox="0 0 10 10" focusable="false"><rect class=format!("part-{n}") width="10" height="10"/><PartPattern n=n x=0 width=10/></svg>{part}</li>
                }).collect_view()}
            </ul>
            <TableFrame caption=caption class="bars">
                <thead><tr>
                    <th scope="col">{heading}</th>
                    <td class="bar-cell" aria-hidden="true"></td>
                    {parts.into_iter().map(|part| view! { <th scope="col" class="num">{part}</th> }).collect_view()}
                    <th scope="col" class="num">{l.t("Alla", "All")}</th>
                </tr></thead>
                <tbody>
                    {rows.into_iter().map(|row| {
                        let label = match row.href {
                            Some(href) => view! { <a href=href>{row.label}</a> }.into_any(),
                            None => view! { <span>{row.label}</span> }.into_any(),
                        };
                        let cells = match row.parts {
                            Some(parts) => {
                                let all: i64 = parts.iter().flatten().sum();
                                view! {
                                    <td class="bar-cell" aria-hidden="true"><Stack parts=parts.clone()/></td>
                                    {parts.into_iter().map(|n| view! { <td class="num">{n.map_or_else(|| "–".to_owned(), |n| n.to_string())}</td> }).collect_view()}
                                    <td class="num">{all}</td>
                                }.into_any()
                            }
                            None => view! { <td class="bar-cell" aria-hidden="true"></td><td class="instead" colspan=columns.to_string()>{row.instead}</td> }.into_any(),
                        };
                        view! { <tr><th scope="row">{label}</th>{cells}</tr> }
                    }).collect_view()}
                </tbody>
            </TableFrame>
        </figure>
    }
}

/// Stripes on the second part, dots on the third.
#[component]
fn PartPattern(n: usize, x: i64, width: i64) -> impl IntoView {
    let steps = (width / 3).clamp(0, 40);
    match n {
        1 => (0..steps)
            .map(|step| {
                let at = (x + step * 3 + 1).to_string();
                view! { <rect class="stripe" x=at y="0" width="1" height="10"/> }
            })
            .collect_view()
            .into_any(),
        2 => (0..steps)
            .map(|step| {
                let at = (x + step * 3 + 1).to_string();
                view! { <rect class="stripe" x=at y="4" width="1" height="2"/> }
            })
            .collect_view()
            .into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Stack(parts: Vec<Option<i64>>) -> impl IntoView {
    let all: i64 = parts.iter().flatten().sum::<i64>().max(1);
    let mut x = 0;
    let drawn: Vec<_> = parts
        .into_iter()
        .enumerate()
        .map(|(n, part)| {
            let from = x * 100 / all;
            x += part.unwrap_or_default();
            let width = x * 100 / all - from;
            (n, from, width)
        })
        .collect();
    view! {
        <svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="bar-ground" width="100" height="10"/>
            {drawn.into_iter().map(|(n, from, width)| view! {
                <rect class=format!("part-{n}") x=from.to_string() width=width.to_string() height="10"/>
                <PartPattern n=n x=from width=width/>
            }).collect_view()}
        </svg>
    }
}
