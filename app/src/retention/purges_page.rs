use leptos::prelude::*;
use store::retention::{PROPOSED_BEFORE, Purge};

use super::overview_page::{Tab, Tabs};
use super::words::{cases_words, purge_state_words};
use super::{HOME, purge_address};
use crate::ui::{Empty, Tag, use_lang};

/// The batches: what waits for review, and the record of what was purged.
#[component]
pub fn PurgesPage(purges: Vec<Purge>) -> impl IntoView {
    let l = use_lang();
    let count = purges.len();
    view! {
        <div class="content">
            <h1>{l.t("Förslag och protokoll", "Proposals and records")}" "<span class="meta">{count}</span></h1>
            <Tabs tab=Tab::Purges/>
            {if purges.is_empty() {
                view! { <Empty>
                    <p>{l.t("Inget har föreslagits än.", "Nothing has been proposed yet.")}</p>
                    <p><a href=HOME>{l.t("Se vad som ska gallras", "See what is to be purged")}</a></p>
                </Empty> }.into_any()
            } else {
                view! {
                    <p class="meta">{l.t(
                        format!("De som väntar står först, sedan de nyaste, högst {PROPOSED_BEFORE}."),
                        format!("Those that wait stand first, then the newest, at most {PROPOSED_BEFORE}."),
                    )}</p>
                    <ul class="task-list">{purges.into_iter().map(|purge| {
                        let (words, tone) = purge_state_words(purge.state, l);
                        let (day, by, cases, unit) = (purge.proposed_at.format("%Y-%m-%d"), purge.proposed_by_name, purge.cases, purge.unit_name);
                        let title = format!("{}, {day}", cases_words(cases, l));
                        let meta = l.t(format!("{unit}. Föreslaget av {by}. {} gallrade.", purge.purged), format!("{unit}. Proposed by {by}. {} purged.", purge.purged));
                        view! { <li>
                            <div><a href=purge_address(purge.id)>{title}</a><span class="meta">{meta}</span></div>
                            <Tag words=words tone=tone/>
                        </li> }
                    }).collect_view()}</ul>
                }.into_any()
            }}
        </div>
    }
}
