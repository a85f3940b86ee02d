use chrono::NaiveDate;
use domain::ids::UnitId;
use domain::language::Language;
use domain::plans::{AppointmentKind, hours_in_words};
use leptos::prelude::*;
use store::plans::{Appointment, UnitAppointments};

use super::register_address;
use super::words::{plans_title, register_title};
use crate::ui::{Actions, Crumb, Empty, Help, Tag, TagTone, use_lang};

/// Who represents the units today.
#[component]
pub fn RegisterPage(
    /// The units, by name.
    units: Vec<UnitAppointments>,
    /// Whether the person reads the meetings of representatives.
    meetings: bool,
) -> impl IntoView {
    let l = use_lang();
    let all = units.len();
    let with = units.iter().filter(|u| !u.representatives.is_empty()).count();
    view! {
        <div class="content wide">
            <Crumb parts=vec![(plans_title(l).into(), Some("/planer".into())), (register_title(l).into(), None)]/>
            <h1>{register_title(l)}</h1>
            <p class="lead">{l.t(
                format!("{with} av {all} enheter har ett barnrättsombud i dag."),
                format!("{with} of {all} units have a representative today."),
            )}</p>
            {if units.is_empty() {
                view! { <Empty><p>{l.t("Du har ingen enhet att läsa om.", "There is no unit to read about.")}</p></Empty> }.into_any()
            } else {
                let caption = l.t("Enheterna i bokstavsordning, som det är i dag", "The units in alphabetical order, as it is today");
                view! { <div class="table-wrap" role="region" aria-label=caption tabindex="0"><table>
                    <caption>{caption}</caption>
                    <thead><tr>
                        <th scope="col">{l.t("Enhet", "Unit")}</th>
                        <th scope="col">{l.t("Barnrättsombud", "Representative")}</th>
                        <th scope="col">{l.t("Ersättare", "Deputy")}</th>
                        <th scope="col">{l.t("Sedan", "Since")}</th>
                        <th scope="col">{l.t("Avsatt tid per vecka", "Time a week")}</th>
                        <th scope="col">{l.t("Utbildad", "Trained")}</th>
                    </tr></thead>
                    <tbody>{units.into_iter().map(|u| view! { <UnitRow unit=u/> }).collect_view()}</tbody>
                </table></div> }.into_any()
            }}
            {meetings.then(|| view! { <p><a href="/ombud/moten">{l.t("Ombudens möten", "The representatives' meetings")}</a></p> })}
        </div>
    }
}

#[component]
fn UnitRow(unit: UnitAppointments) -> impl IntoView {
    let l = use_lang();
    let names = |rows: &[Appointment]| {
        let names: Vec<String> = rows.iter().map(|a| a.person.clone()).collect();
        names.join(", ")
    };
    let told = |tell: &dyn Fn(&Appointment) -> String| {
        let told: Vec<String> = unit.representatives.iter().map(tell).collect();
        if told.is_empty() {
            "–".to_owned()
        } else {
            told.join(", ")
        }
    };
    let (since, time, trained) = (
        told(&|a| a.text.since.to_string()),
        told(&|a| weekly(a, l)),
        told(&|a| {
            a.text
                .trained_on
                .map_or_else(|| l.t("nej", "no").to_owned(), |d| d.to_string())
        }),
    );
    let (representatives, deputies) = (names(&unit.representatives), names(&unit.deputies));
    view! {
        <tr>
            <th scope="row"><a href=register_address(unit.unit, None)>{unit.name}</a></th>
            <td>{if representatives.is_empty() {
                view! { <Tag words=l.t("Saknas", "Missing") tone=TagTone::Bad/> }.into_any()
            } else {
                representatives.into_any()
            }}</td>
            <td>{if deputies.is_empty() { "–".to_owned() } else { deputies }}</td>
            <td>{since}</td>
            <td>{time}</td>
            <td>{trained}</td>
        </tr>
    }
}

fn weekly(row: &Appointment, l: Language) -> String {
    row.text
        .weekly_minutes
        .map_or_else(|| l.t("ingen", "none").to_owned(), |m| hours_in_words(m, l))
}

/// What the page of a unit's representatives shows.
#[derive(Clone, Debug)]
pub struct UnitRegisterPageData {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Everybody who represents it or did, the latest first.
    pub rows: Vec<Appointment>,
    /// Whether the person keeps the register.
    pub may_keep: bool,
    /// Today.
    pub today: NaiveDate,
}

/// Who represents a unit, and who did.
#[component]
pub fn UnitRegisterPage(data: UnitRegisterPageData) -> impl IntoView {
    let l = use_lang();
    let UnitRegisterPageData {
        unit,
        name,
        rows,
        may_keep,
        today,
    } = data;
    let (now, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|a| a.text.holds_on(today));
    let gap = !now.iter().any(|a| a.text.kind == AppointmentKind::Representative);
    let has_others = !others.is_empty();
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![
                    (plans_title(l).into(), Some("/planer".into())),
                    (register_title(l).into(), Some("/ombud".into())),
                    (name.clone(), None),
                ]/>
                <h1>{register_title(l)}</h1>
                <p class="lead">{name}</p>
                {gap.then(|| view! { <Empty><p>{if may_keep {
                    l.t("Enheten har inget barnrättsombud i dag. Lägg till vem det är.", "The unit has no representative today. Add who it is.")
                } else {
                    l.t(
                        "Enheten har inget barnrättsombud i dag. Chefen eller samordnaren lägger till vem det är.",
                        "The unit has no representative today. The manager or the coordinator adds who it is.",
                    )
                }}</p></Empty> })}
                <ul class="cards one-column">
                    {now.into_iter().map(|row| view! { <RowCard row=row may_keep=may_keep/> }).collect_view()}
                </ul>
                {may_keep.then(|| view! { <Actions><a class="button" href=format!("{}/ny", register_address(unit, None))>{l.t("Lägg till ombud eller ersättare", "Add a representative or a deputy")}</a></Actions> })}
                {has_others.then(|| view! {
                    <section><h2>{l.t("Tidigare och kommande", "Before and to come")}</h2>
                        <ul class="cards one-column">
                            {others.into_iter().map(|row| view! { <RowCard row=row may_keep=may_keep/> }).collect_view()}
                        </ul>
                    </section>
                })}
            </div>
            <Help>
                <p>{l.t(
                    "Ombudet håller frågan om barnets rättigheter levande i enheten och träffar de andra ombuden.",
                    "The representative keeps the question of the child's rights alive in the unit and meets the other representatives.",
                )}</p>
                <p>{l.t(
                    "När någon slutar fyller du i sista dagen. Raden står kvar, så att det syns vilka som har varit ombud.",
                    "When somebody leaves, fill in the last day. The row stays, so that it can be seen who has been representative.",
                )}</p>
                <p>{l.t(
                    "Registret ger ingen rätt i programmet. Rollen barnrättsombud ger administratören.",
                    "The register grants nothing in the program. The role of representative is given by the administrator.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn RowCard(row: Appointment, may_keep: bool) -> impl IntoView {
    let l = use_lang();
    let text = &row.text;
    let since = text.since;
    let period = match text.until {
        Some(until) => l.t(format!("{since} till {until}"), format!("{since} until {until}")),
        None => l.t(format!("Sedan {since}"), format!("Since {since}")),
    };
    let time = match text.weekly_minutes {
        Some(minutes) => {
            let hours = hours_in_words(minutes, l);
            l.t(
                format!("Avsatt tid: {hours} i veckan."),
                format!("Time set aside: {hours} a week."),
            )
        }
        None => l.t("Ingen avsatt tid.", "No time set aside.").to_owned(),
    };
    let trained = match text.trained_on {
        Some(day) => l.t(format!("Utbildad {day}."), format!("Trained {day}.")),
        None => l
            .t("Inte utbildad för uppdraget än.", "Not trained for it yet.")
            .to_owned(),
    };
    let account = text
        .account
        .is_none()
        .then(|| l.t("Utan konto.", "Without an account."));
    let (kind, person) = (text.kind.name(l), row.person.clone());
    view! {
        <li class="card">
            <p><strong>{row.person}</strong>", "{kind.to_lowercase()}</p>
            <p class="meta">{format!("{period}. {time} {trained} {}", account.unwrap_or_default()).trim_end().to_owned()}</p>
            {may_keep.then(|| view! { <p><a href=register_address(row.unit, Some(row.id))>{l.t("Ändra eller avsluta", "Change or end")}<span class="hidden">": "{person}</span></a></p> })}
        </li>
    }
}
