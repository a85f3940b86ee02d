use domain::fields::{FieldErrors, Fields};
use domain::ids::UnitId;
use domain::plans::{Goal, is_offered};
use leptos::prelude::*;

use super::words::plans_title;
use super::{plan_address, unit_address};
use crate::ui::{Actions, Crumb, Empty, ErrorSummary, Help, TickField, use_lang};

/// What is offered for the next year's plan.
#[derive(Clone, Debug)]
pub struct CarryPageData {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// The year of the new plan.
    pub year: i32,
    /// The unfinished goals of the year before.
    pub goals: Vec<Goal>,
    /// What is ticked.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// Which unfinished goals and activities come along into the new plan?
#[component]
pub fn CarryPage(data: CarryPageData) -> impl IntoView {
    let l = use_lang();
    let CarryPageData {
        unit,
        name,
        year,
        goals,
        fields,
        errors,
    } = data;
    let (address, before) = (plan_address(unit, year), year - 1);
    let none = goals.is_empty();
    let (action, back) = (format!("{address}/for-vidare"), address.clone());
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![
                    (plans_title(l).into(), Some("/planer".into())),
                    (name, Some(unit_address(unit))),
                    (year.to_string(), Some(address)),
                    (l.t("För vidare", "Carry over").into(), None),
                ]/>
                <ErrorSummary errors=errors/>
                <h1>{l.t(format!("Vad ska följa med från {before}?"), format!("What is to come along from {before}?"))}</h1>
                {if none {
                    view! { <Empty><p>{l.t(
                        format!("Allt i planen för {before} är klart, inställt eller redan fört vidare."),
                        format!("Everything in the plan for {before} is done, cancelled or carried over already."),
                    )}</p><p><a href=back>{l.t("Till planen", "To the plan")}</a></p></Empty> }.into_any()
                } else {
                    view! { <form method="post" action=action>
                        {goals.into_iter().map(|goal| view! { <Offered goal=goal fields=fields.clone()/> }).collect_view()}
                        <Actions>
                            <button class="button">{l.t(format!("Ta med till {year}"), format!("Take along to {year}"))}</button>
                            <a href=back>{l.t("Tillbaka utan att ta med något", "Back without taking anything along")}</a>
                        </Actions>
                    </form> }.into_any()
                }}
            </div>
            <Help>
                <p>{l.t(
                    "Det du väljer kopieras till den nya planen, med dagen flyttad till det nya året. I den gamla planen står att det är fört vidare.",
                    "What you choose is copied into the new plan, with its day moved to the new year. The old plan says that it was carried over.",
                )}</p>
                <p>{l.t(
                    "En aktivitet tar med sig sitt mål. Det du inte väljer står kvar som det är.",
                    "An activity takes its goal along. What you do not choose stays as it is.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn Offered(goal: Goal, fields: Fields) -> impl IntoView {
    let l = use_lang();
    let activities: Vec<_> = goal
        .activities
        .iter()
        .filter(|a| is_offered(a))
        .cloned()
        .collect();
    let alone = activities.is_empty();
    let name = format!("goal.{}", goal.id);
    let ticked = fields.ticked(&name);
    view! {
        <section class="group">
            <h2>{goal.text.aim}</h2>
            <p class="meta">{goal.text.focus.name(l)}</p>
            {alone.then(|| view! { <TickField name=name label=l.t("Ta med målet", "Take the goal along") checked=ticked/> })}
            {activities.into_iter().map(|a| {
                let name = format!("activity.{}", a.id);
                let hint = format!("{} · {} · {}", a.text.responsible, a.text.due_on, a.progress.state.name(l));
                view! { <TickField name=name.clone() label=a.text.what checked=fields.ticked(&name) hint=hint/> }
            }).collect_view()}
        </section>
    }
}
