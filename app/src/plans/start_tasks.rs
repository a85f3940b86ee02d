use chrono::NaiveDate;
use domain::dates;
use domain::language::Language;
use leptos::prelude::*;
use store::plans::{PlanTask, TaskKind};

use super::goal_view::short;
use super::{activity_address, plan_address, unit_address};
use crate::ui::{Tag, TagTone, use_lang};

/// What waits about plans, on the start page. Nothing where nothing waits.
#[component]
pub fn PlanTasks(
    /// What waits.
    tasks: Vec<PlanTask>,
    /// Today.
    today: NaiveDate,
) -> impl IntoView {
    let l = use_lang();
    let count = tasks.len();
    (count > 0).then(|| view! {
        <section>
            <h2>{l.t("Implementeringsplaner", "Implementation plans")}" "<span class="meta">{count}</span></h2>
            <ul class="task-list">
                {tasks.into_iter().map(|task| {
                    let Line { href, words, meta, state, tone } = line(task, today, l);
                    view! { <li>
                        <div><a href=href>{words}</a><span class="meta">{meta}</span></div>
                        <Tag words=state tone=tone/>
                    </li> }
                }).collect_view()}
            </ul>
        </section>
    })
}

struct Line {
    href: String,
    words: String,
    meta: String,
    state: String,
    tone: TagTone,
}

fn line(task: PlanTask, today: NaiveDate, l: Language) -> Line {
    let PlanTask {
        unit,
        unit_name,
        year,
        kind,
    } = task;
    let plan = l.t(format!("Plan för {year}"), format!("Plan for {year}"));
    let of_plan = |href: String, state: &str, tone| Line {
        href,
        words: plan.clone(),
        meta: unit_name.clone(),
        state: state.to_owned(),
        tone,
    };
    match kind {
        TaskKind::Missing => of_plan(unit_address(unit), l.t("Saknas", "Missing"), TagTone::Bad),
        TaskKind::Returned => of_plan(
            plan_address(unit, year),
            l.t("Återlämnad", "Returned"),
            TagTone::Bad,
        ),
        TaskKind::Waiting { .. } => of_plan(
            plan_address(unit, year),
            l.t("Väntar på dig", "Waits for you"),
            TagTone::Warn,
        ),
        TaskKind::Due { id, what, due_on } => Line {
            href: format!("{}/lage", activity_address(unit, year, id)),
            words: short(&what),
            meta: format!("{due_on} · {unit_name}"),
            state: dates::due_in_words(due_on, today, l),
            tone: if due_on < today {
                TagTone::Bad
            } else {
                TagTone::Warn
            },
        },
    }
}
