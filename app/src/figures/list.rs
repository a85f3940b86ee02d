use domain::figures::{Counts, LEAST, Period, Shown};
use domain::language::Language;
use leptos::prelude::*;

use super::words::cell;
use crate::charts::ShareBar;
use crate::ui::{Empty, TableFrame, use_lang};

/// A unit, a district or the municipality in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedNode {
    /// Its name.
    pub name: String,
    /// Where its dashboard is.
    pub href: String,
    /// How deep it lies under the topmost that is listed.
    pub depth: usize,
    /// Children heard.
    pub heard: Shown,
    /// Answers in time.
    pub answered: Shown,
    /// Where its settings are, for whoever answers for it.
    pub settings: Option<String>,
}

/// The page's title.
#[must_use]
pub fn list_title(l: Language) -> &'static str {
    l.t("Enheterna", "The units")
}

/// The units that a person follows, each with the way to its dashboard.
#[component]
pub fn ListPage(
    /// From the top of the tree down.
    nodes: Vec<ListedNode>,
    /// Whose figures they are.
    period: Period,
    /// Whether small numbers are hidden.
    outside: bool,
) -> impl IntoView {
    let l = use_lang();
    let settings = nodes.iter().any(|n| n.settings.is_some());
    let name = period.name(l);
    let caption = l.t(
        format!("Enheterna efter distrikt, {name}"),
        format!("The units by district, {name}"),
    );
    view! {
        <div class="content wide">
            <h1>{list_title(l)}</h1>
            <p class="lead">{l.t("Blir barnen hörda, och får de svar?", "Are the children heard, and do they get an answer?")}</p>
            {if nodes.is_empty() {
                view! { <Empty><p>{l.t("Du följer inga enheter.", "You follow no units.")}</p></Empty> }.into_any()
            } else {
                view! {
                    <TableFrame caption=caption class="compared">
                        <thead><tr>
                            <th scope="col">{l.t("Enhet", "Unit")}</th>
                            <th scope="col" class="num">{l.t("Barn hörda", "Children heard")}</th>
                            <th scope="col" class="num">{l.t("Svar i tid", "Answers in time")}</th>
                            {settings.then(|| view! { <th scope="col">{l.t("Så arbetar enheten", "How the unit works")}</th> })}
                        </tr></thead>
                        <tbody>{nodes.into_iter().map(|node| view! {
                            <tr>
                                <th scope="row" class=format!("depth-{}", node.depth.min(3))><a href=node.href>{node.name.clone()}</a></th>
                                <td class="num"><Share shown=node.heard/></td>
                                <td class="num"><Share shown=node.answered/></td>
                                {settings.then(|| view! { <td>{node.settings.map(|href| view! {
                                    <a href=href>{l.t("Enhetens inställningar", "The unit's settings")}<span class="hidden">" " {node.name}</span></a>
                                })}</td> })}
                            </tr>
                        }).collect_view()}</tbody>
                    </TableFrame>
                    {outside.then(|| view! { <p class="meta">{l.t(
                        format!("Grupper under {LEAST} visas inte, inte heller tal som de skulle gå att räkna ut ur. En längre period visar ofta mer."),
                        format!("Groups below {LEAST} are not shown, nor are numbers from which they could be worked out. A longer period often shows more."),
                    )}</p> })}
                }.into_any()
            }}
        </div>
    }
}

#[component]
fn Share(shown: Shown) -> impl IntoView {
    let l = use_lang();
    let percent = shown.counts().and_then(Counts::percent);
    view! { {cell(shown, l)}{percent.map(|p| view! { <ShareBar percent=p/> })} }
}
