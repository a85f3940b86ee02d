use domain::ids::UnitId;
use leptos::prelude::*;
use store::plans::PlanLine;

use super::overview_page::Registers;
use super::words::{counts_in_words, plans_title, state_tag};
use super::{plan_address, register_address};
use crate::ui::{Crumb, Empty, Help, PostButton, Tag, use_lang};

/// What the page of a unit's plans shows.
#[derive(Clone, Debug)]
pub struct UnitPageData {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Its plans, the newest first.
    pub plans: Vec<PlanLine>,
    /// The years for which the person may begin a plan now.
    pub may_begin: Vec<i32>,
    /// Who represents the unit today, in words; none is a gap.
    pub representative: Option<String>,
    /// Whether the person reads the meetings of representatives.
    pub meetings: bool,
    /// Whether there are other units to choose from.
    pub others: bool,
}

/// A unit's plans, year by year.
#[component]
pub fn UnitPage(data: UnitPageData) -> impl IntoView {
    let l = use_lang();
    let UnitPageData {
        unit,
        name,
        plans,
        may_begin,
        representative,
        meetings,
        others,
    } = data;
    let first = others.then(|| "/planer".to_owned());
    let none = plans.is_empty();
    let can_begin = !may_begin.is_empty();
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![(plans_title(l).into(), first), (name.clone(), None)]/>
                <h1>{plans_title(l)}</h1>
                <p class="lead">{name}</p>
                {none.then(|| view! { <Empty><p>{if can_begin {
                    l.t(
                        "Enheten har ingen plan än. Börja med året som är nu, så går det att lägga till mål.",
                        "The unit has no plan yet. Begin with this year, and goals can be added.",
                    )
                } else {
                    l.t(
                        "Enheten har ingen plan än. Chefen eller barnrättsombudet börjar den.",
                        "The unit has no plan yet. The manager or the representative begins it.",
                    )
                }}</p></Empty> })}
                {(!none).then(|| view! { <ul class="task-list">
                    {plans.into_iter().map(|line| {
                        let (words, tone) = state_tag(Some(line.state), l);
                        view! { <li>
                            <div><a href=plan_address(unit, line.year)>{l.t("Plan för ", "Plan for ")}{line.year}</a><span class="meta">{counts_in_words(line.counts, l)}</span></div>
                            <Tag words=words tone=tone/>
                        </li> }
                    }).collect_view()}
                </ul> })}
                {may_begin.into_iter().enumerate().map(|(n, year)| view! {
                    <p><PostButton action=plan_address(unit, year) class=if n == 0 { "button" } else { "button quiet" }
                        label=l.t(format!("Börja planen för {year}"), format!("Begin the plan for {year}"))/></p>
                }).collect_view()}
                <section>
                    <h2>{l.t("Barnrättsombud i dag", "The representative today")}</h2>
                    <p>{representative.unwrap_or_else(|| l.t("Enheten har inget barnrättsombud.", "The unit has no representative.").to_owned())}
                    " "<a href=register_address(unit, None)>{l.t("Vilka har varit ombud?", "Who has been?")}</a></p>
                </section>
                <Registers meetings=meetings/>
            </div>
            <Help>
                <p>{l.t(
                    "En plan gäller ett år. Den har mål inom delaktighet, barnets bästa och samverkan, och till varje mål det som ska göras.",
                    "A plan holds for a year. It has goals in participation, best interests and collaboration, and for each goal what is to be done.",
                )}</p>
                <p>{l.t(
                    "Chefen och barnrättsombudet skriver. Barnrättssamordnaren läser, skriver anmärkningar och tar del av planen.",
                    "The manager and the representative write. The coordinator reads, writes remarks and takes note of the plan.",
                )}</p>
                <p>{l.t(
                    "Det som inte blev klart förra året kan följa med till det nya.",
                    "What was not finished last year can come along into the new one.",
                )}</p>
            </Help>
        </div>
    }
}
