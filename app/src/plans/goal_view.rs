use chrono::NaiveDate;
use domain::dates;
use domain::ids::UnitId;
use domain::language::Language;
use domain::plans::{Activity, ActivityState, Goal};
use leptos::prelude::*;

use super::words::activity_tag;
use super::{activity_address, goal_address};
use crate::ui::{PostButton, Tag, use_lang};

/// A goal with who said what about it and when, in words, one for each remark.
#[derive(Clone, Debug)]
pub struct GoalLine {
    /// The goal.
    pub goal: Goal,
    /// For each of its remarks: who and when.
    pub captions: Vec<String>,
}

/// What the person may do with a plan's goals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rights {
    /// Change the goals and activities: the unit, while the plan is written.
    pub write: bool,
    /// Say how activities go and answer remarks: the unit, always.
    pub follow: bool,
    /// Write remarks: the coordinator.
    pub remark: bool,
}

/// Where the plan is and which day it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub unit: UnitId,
    pub year: i32,
    pub today: NaiveDate,
}

/// So much of a text as names it for those who do not see the row.
pub(super) fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

#[component]
pub(super) fn GoalView(line: GoalLine, place: Place, rights: Rights) -> impl IntoView {
    let l = use_lang();
    let GoalLine { goal, captions } = line;
    let address = goal_address(place.unit, place.year, goal.id);
    let named = short(&goal.text.aim);
    let activities: Vec<Activity> = goal.standing().cloned().collect();
    let empty = activities.is_empty();
    let remarks: Vec<_> = goal.remarks.iter().cloned().zip(captions).collect();
    view! {
        <li class="card" id=format!("mal-{}", goal.id)>
            <h3>{goal.text.aim.clone()}</h3>
            <Carried from=goal.from_year to=goal.to_year/>
            {(!goal.text.noticed.is_empty()).then(|| view! {
                <p><strong>{l.t("Så märks det för barnen: ", "How the children notice it: ")}</strong><span class="pre">{goal.text.noticed.clone()}</span></p>
            })}
            {empty.then(|| view! { <p class="meta">{l.t("Inga aktiviteter än.", "No activities yet.")}</p> })}
            {(!empty).then(|| view! { <ul class="plain activities">
                {activities.into_iter().map(|a| view! { <ActivityView activity=a place=place rights=rights/> }).collect_view()}
            </ul> })}
            {(!remarks.is_empty()).then(|| view! {
                <h4>{l.t("Anmärkningar och svar", "Remarks and replies")}</h4>
                <ul class="plain">
                    {remarks.into_iter().map(|(remark, caption)| {
                        let who = if remark.reply { l.t("Enheten svarar", "The unit replies") } else { l.t("Samordnaren", "The coordinator") };
                        view! { <li><p class="pre">{remark.text}</p><p class="meta">{format!("{who}: {caption}")}</p></li> }
                    }).collect_view()}
                </ul>
            })}
            <div class="toolbar">
                {rights.write.then(|| view! { <a href=format!("{address}/aktivitet")>{l.t("Lägg till en aktivitet", "Add an activity")}<span class="hidden">": "{named.clone()}</span></a> })}
                {rights.remark.then(|| view! { <a href=format!("{address}/anmarkning")>{l.t("Skriv en anmärkning", "Write a remark")}<span class="hidden">": "{named.clone()}</span></a> })}
                {(rights.follow && !goal.remarks.is_empty()).then(|| view! { <a href=format!("{address}/svar")>{l.t("Svara samordnaren", "Answer the coordinator")}<span class="hidden">": "{named.clone()}</span></a> })}
            </div>
            {rights.write.then(|| view! { <ChangeOrRemove address=address what=l.t("målet", "the goal") named=named
                told=l.t("Målet och dess aktiviteter försvinner ur planen. De kan läggas tillbaka längst ner på sidan.", "The goal and its activities go from the plan. They can be put back at the end of the page.")/> })}
        </li>
    }
}

/// From which year's plan something came, and into which it went.
#[component]
fn Carried(from: Option<i32>, to: Option<i32>) -> impl IntoView {
    let l = use_lang();
    let from = from.map(|year| {
        l.t(
            format!("Från planen för {year}."),
            format!("From the plan for {year}."),
        )
    });
    let to = to.map(|year| {
        l.t(
            format!("Går vidare i planen för {year}."),
            format!("Goes on in the plan for {year}."),
        )
    });
    let told = [from, to].into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!told.is_empty()).then(|| view! { <p class="meta">{told}</p> })
}

#[component]
fn ActivityView(activity: Activity, place: Place, rights: Rights) -> impl IntoView {
    let l = use_lang();
    let late = activity.is_late(place.today);
    let (words, tone) = activity_tag(activity.progress.state, late, l);
    let address = activity_address(place.unit, place.year, activity.id);
    let named = short(&activity.text.what);
    let line = due_line(&activity, place.today, l);
    let settled = activity.progress.state == ActivityState::CarriedOver;
    let Activity {
        text,
        progress,
        from_year,
        to_year,
        ..
    } = activity;
    view! {
        <li>
            <p><span class="pre">{text.what}</span>" "<Tag words=words tone=tone/></p>
            <p class="meta">{line}</p>
            <Carried from=from_year to=to_year/>
            {(!progress.led_to.is_empty()).then(|| view! { <p><strong>{l.t("Det ledde till: ", "It led to: ")}</strong><span class="pre">{progress.led_to}</span></p> })}
            {(!progress.reason.is_empty()).then(|| view! { <p><strong>{l.t("Därför ställdes den in: ", "Why it was cancelled: ")}</strong><span class="pre">{progress.reason}</span></p> })}
            {(rights.follow && !settled).then(|| view! { <div class="toolbar"><a href=format!("{address}/lage")>{l.t("Skriv hur det går", "Say how it goes")}<span class="hidden">": "{named.clone()}</span></a></div> })}
            {rights.write.then(|| view! { <ChangeOrRemove address=address what=l.t("aktiviteten", "the activity") named=named
                told=l.t("Aktiviteten försvinner ur planen. Den kan läggas tillbaka längst ner på sidan.", "The activity goes from the plan. It can be put back at the end of the page.")/> })}
        </li>
    }
}

fn due_line(activity: &Activity, today: NaiveDate, l: Language) -> String {
    let (who, due) = (&activity.text.responsible, activity.text.due_on);
    let when = match activity.progress.done_on {
        Some(done) => l.t(format!("genomförd {done}"), format!("done {done}")),
        None if activity.progress.state.is_open() => {
            let days = dates::due_in_words(due, today, l);
            l.t(format!("senast {due}, {days}"), format!("by {due}, {days}"))
        }
        None => l.t(format!("senast {due}"), format!("by {due}")),
    };
    format!("{who} · {when}")
}

/// What is rarely done to a goal or an activity, folded away.
#[component]
fn ChangeOrRemove(address: String, what: &'static str, named: String, told: &'static str) -> impl IntoView {
    let l = use_lang();
    let of_this = || view! { <span class="hidden">": "{named.clone()}</span> };
    let move_to = format!("{address}/flytta");
    view! {
        <details>
            <summary>{l.t(format!("Ändra, flytta eller ta bort {what}"), format!("Change, move or remove {what}"))}{of_this()}</summary>
            <div class="toolbar">
                <a href=address.clone()>{l.t(format!("Ändra {what}"), format!("Change {what}"))}{of_this()}</a>
                <PostButton action=move_to.clone() label=l.t("Flytta upp", "Move up") context=named.clone() fields=vec![("at", "upp".to_owned())]/>
                <PostButton action=move_to label=l.t("Flytta ner", "Move down") context=named.clone() fields=vec![("at", "ner".to_owned())]/>
            </div>
            <p>{told}</p>
            <PostButton action=format!("{address}/ta-bort") label=l.t(format!("Ja, ta bort {what}"), format!("Yes, remove {what}")) context=named.clone() class="button danger"/>
        </details>
    }
}
