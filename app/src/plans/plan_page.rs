use chrono::NaiveDate;
use domain::fields::FieldErrors;
use domain::ids::UnitId;
use domain::language::Language;
use domain::plans::{ActivityCounts, FocusArea, Plan, PlanState};
use leptos::prelude::*;

use super::goal_view::{GoalLine, GoalView, Place, Rights, short};
use super::words::{counts_in_words, no_clients, plan_title, plans_title, state_tag};
use super::{activity_address, goal_address, plan_address, unit_address};
use crate::ui::{
    Actions, Crumb, Empty, ErrorSummary, Help, HiddenVersion, Notice, PostButton, Tag, use_lang,
};

/// What a plan's page shows.
#[derive(Clone, Debug)]
pub struct PlanPageData {
    /// The plan.
    pub plan: Plan,
    /// The unit's name.
    pub unit_name: String,
    /// Its goals, also those that were taken out.
    pub goals: Vec<GoalLine>,
    /// What happened to the plan last, in words: who handed it in, who answered.
    pub told: Vec<String>,
    /// How many unfinished activities the plan of the year before offers.
    pub offered: usize,
    /// Whether the person writes for the unit.
    pub may_edit: bool,
    /// Whether the person is the unit's coordinator.
    pub may_remark: bool,
    /// What keeps the plan from being moved.
    pub errors: FieldErrors,
    /// Today.
    pub today: NaiveDate,
}

/// A unit's plan of a year.
#[component]
pub fn PlanPage(data: PlanPageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let (unit, year, state) = (d.plan.unit, d.plan.year, d.plan.state);
    let written = d.may_edit && state.is_written();
    let rights = Rights {
        write: written,
        follow: d.may_edit,
        remark: d.may_remark,
    };
    let place = Place {
        unit,
        year,
        today: d.today,
    };
    let (words, tone) = state_tag(Some(state), l);
    let counts = d.goals.iter().fold(ActivityCounts::default(), |sum, line| {
        sum.and(line.goal.counts(d.today))
    });
    let (gone, standing): (Vec<_>, Vec<_>) = d.goals.clone().into_iter().partition(|line| line.goal.removed);
    let none = standing.is_empty();
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![(plans_title(l).into(), Some("/planer".into())), (d.unit_name.clone(), Some(unit_address(unit))), (year.to_string(), None)]/>
                <ErrorSummary errors=d.errors.clone()/>
                <h1>{plan_title(year, l)}</h1>
                <p class="lead">{d.unit_name.clone()}" "<Tag words=words tone=tone/></p>
                <p>{counts_in_words(counts, l)}</p>
                {d.told.iter().map(|line| view! { <p class="meta">{line.clone()}</p> }).collect_view()}
                <WhatNow data=d.clone() written=written none=none/>
                {FocusArea::ALL.map(|focus| {
                    let goals: Vec<GoalLine> = standing.iter().filter(|line| line.goal.text.focus == focus).cloned().collect();
                    view! { <Area focus=focus goals=goals place=place rights=rights/> }
                }).collect_view()}
                {written.then(|| view! { <PutBack gone=gone standing=standing place=place/> })}
                <Moves plan=d.plan may_edit=d.may_edit may_remark=d.may_remark/>
            </div>
            <Help>
                <p>{l.t(
                    "Hur aktiviteterna går kan enheten skriva hela året, också när planen ligger hos samordnaren eller är läst.",
                    "How the activities go can be written by the unit all year, also while the plan lies with the coordinator or has been read.",
                )}</p>
                <p>{l.t(
                    "Mål och aktiviteter ändras medan planen är ett utkast eller är återlämnad.",
                    "Goals and activities are changed while the plan is a draft or has been returned.",
                )}</p>
                <p>{no_clients(l)}</p>
            </Help>
        </div>
    }
}

/// What the reader should do next, where there is something.
#[component]
fn WhatNow(data: PlanPageData, written: bool, none: bool) -> impl IntoView {
    let l = use_lang();
    let (unit, year) = (data.plan.unit, data.plan.year);
    let returned = data.may_edit && data.plan.state == PlanState::Returned;
    let before = year - 1;
    let offered = data.offered;
    view! {
        {returned.then(|| view! {
            <Notice kind="warn" title=l.t("Samordnaren har lämnat tillbaka planen", "The coordinator has returned the plan")>
                <p>{l.t(
                    "Läs anmärkningarna vid målen. Ändra det som behöver ändras, svara på resten, och skicka planen igen.",
                    "Read the remarks at the goals. Change what needs to be changed, answer the rest, and send the plan again.",
                )}</p>
            </Notice>
        })}
        {(written && offered > 0).then(|| view! {
            <Notice title=if offered == 1 {
                l.t(format!("Från {before} finns 1 aktivitet som inte är klar"), format!("From {before} there is 1 activity that is not finished"))
            } else {
                l.t(format!("Från {before} finns {offered} aktiviteter som inte är klara"), format!("From {before} there are {offered} activities that are not finished"))
            }>
                <p><a href=format!("{}/for-vidare", plan_address(unit, year))>{l.t("Välj vad som ska följa med till den här planen", "Choose what is to come along into this plan")}</a></p>
            </Notice>
        })}
        {(written && none).then(|| view! {
            <Empty><p>{l.t("Planen är tom. Börja med ett mål, gärna ett som barnen märker.", "The plan is empty. Begin with a goal, if you can one that children notice.")}</p></Empty>
        })}
        {written.then(|| view! { <p><a class=if none { "button" } else { "button quiet" } href=format!("{}/mal", plan_address(unit, year))>{l.t("Lägg till ett mål", "Add a goal")}</a></p> })}
    }
}

#[component]
fn Area(focus: FocusArea, goals: Vec<GoalLine>, place: Place, rights: Rights) -> impl IntoView {
    let l = use_lang();
    let none = goals.is_empty();
    view! {
        <section>
            <h2>{focus.name(l)}</h2>
            <p class="meta">{focus.question(l)}</p>
            {none.then(|| view! { <p>{l.t("Inga mål om det här i planen.", "No goals about this in the plan.")}</p> })}
            {(!none).then(|| view! { <ul class="cards one-column">
                {goals.into_iter().map(|line| view! { <GoalView line=line place=place rights=rights/> }).collect_view()}
            </ul> })}
        </section>
    }
}

/// What was taken out, with a way back.
#[component]
fn PutBack(gone: Vec<GoalLine>, standing: Vec<GoalLine>, place: Place) -> impl IntoView {
    let l = use_lang();
    let goals = gone.into_iter().map(|line| {
        let words = l.t("Mål: ", "Goal: ");
        (
            words,
            line.goal.text.aim,
            goal_address(place.unit, place.year, line.goal.id),
        )
    });
    let activities = standing
        .into_iter()
        .flat_map(|line| line.goal.activities)
        .filter(|a| a.removed)
        .map(|a| {
            let words = l.t("Aktivitet: ", "Activity: ");
            (words, a.text.what, activity_address(place.unit, place.year, a.id))
        });
    let all: Vec<_> = goals.chain(activities).collect();
    let count = all.len();
    (count > 0).then(|| view! {
        <details>
            <summary>{l.t(format!("Borttaget ({count})"), format!("Removed ({count})"))}</summary>
            <ul class="plain">
                {all.into_iter().map(|(kind, text, address)| {
                    let named = short(&text);
                    view! { <li><p>{kind}{text}</p>
                        <PostButton action=format!("{address}/aterstall") label=l.t("Lägg tillbaka", "Put back") context=named/></li> }
                }).collect_view()}
            </ul>
        </details>
    })
}

/// The plan's way between the unit and the coordinator.
#[component]
fn Moves(plan: Plan, may_edit: bool, may_remark: bool) -> impl IntoView {
    let l = use_lang();
    match plan.state {
        PlanState::Draft | PlanState::Returned if may_edit => view! {
            <Actions><MoveButton plan=plan to="skicka" label=l.t("Skicka till samordnaren", "Send to the coordinator")/></Actions>
        }
        .into_any(),
        PlanState::Submitted => view! {
            {may_remark.then(|| view! { <p>{l.t(
                "Har du något att säga om ett mål, skriv en anmärkning vid det. Lämna sedan tillbaka planen, eller ta del av den så som den är.",
                "If you have something to say about a goal, write a remark at it. Then return the plan, or take note of it as it is.",
            )}</p> })}
            <div class="actions">
                {may_remark.then(|| view! { <MoveButton plan=plan.clone() to="tagit-del" label=l.t("Jag har tagit del av planen", "I have taken note of the plan")/> })}
                {may_remark.then(|| view! { <MoveButton plan=plan.clone() to="aterlamna" label=l.t("Lämna tillbaka med anmärkningar", "Return with remarks") quiet=true/> })}
                {may_edit.then(|| view! { <MoveButton plan=plan.clone() to="aterta" label=l.t("Ta tillbaka planen", "Take the plan back") quiet=true/> })}
            </div>
        }
        .into_any(),
        PlanState::Noted if may_edit => view! {
            <details>
                <summary>{l.t("Ändra mål eller aktiviteter", "Change goals or activities")}</summary>
                <p>{l.t(
                    "Planen blir ett utkast igen. När den är ändrad skickar ni den till samordnaren på nytt.",
                    "The plan becomes a draft again. When it is changed you send it to the coordinator once more.",
                )}</p>
                <MoveButton plan=plan to="oppna" label=l.t("Öppna planen för ändring", "Open the plan for changes") quiet=true/>
            </details>
        }
        .into_any(),
        _ => ().into_any(),
    }
}

/// A button that moves the plan as it was when the page was drawn.
#[component]
fn MoveButton(
    plan: Plan,
    to: &'static str,
    label: &'static str,
    #[prop(optional)] quiet: bool,
) -> impl IntoView {
    let action = format!("{}/{to}", plan_address(plan.unit, plan.year));
    view! {
        <form method="post" action=action class="inline">
            <HiddenVersion version=plan.version/>
            <button class=if quiet { "button quiet" } else { "button" }>{label}</button>
        </form>
    }
}

/// A year for which the unit has no plan.
#[component]
pub fn NoPlanPage(
    /// The unit.
    unit: UnitId,
    /// Its name.
    name: String,
    /// The year.
    year: i32,
    /// Whether the person may begin it now.
    may_begin: bool,
) -> impl IntoView {
    let l: Language = use_lang();
    view! {
        <div class="content">
            <Crumb parts=vec![(plans_title(l).into(), Some("/planer".into())), (name.clone(), Some(unit_address(unit))), (year.to_string(), None)]/>
            <h1>{plan_title(year, l)}</h1>
            <p class="lead">{name}</p>
            <Empty>
                <p>{l.t(format!("Enheten har ingen plan för {year}."), format!("The unit has no plan for {year}."))}</p>
                {may_begin.then(|| view! { <p><PostButton action=plan_address(unit, year) class="button" label=l.t(format!("Börja planen för {year}"), format!("Begin the plan for {year}"))/></p> })}
            </Empty>
        </div>
    }
}
