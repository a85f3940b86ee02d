use domain::ids::UnitId;
use domain::language::Language;
use domain::plans::MeetingKind;
use leptos::prelude::*;
use store::plans::Meeting;

use super::meeting_address;
use super::words::{meetings_title, plans_title, register_title};
use crate::ui::{Actions, Crumb, Empty, Help, use_lang};

/// What the list of meetings shows.
#[derive(Clone, Debug)]
pub struct MeetingsPageData {
    /// The year.
    pub year: i32,
    /// Its meetings, the latest first.
    pub meetings: Vec<Meeting>,
    /// The branches whose network the person writes about: id and name.
    pub networks: Vec<(UnitId, String)>,
    /// The units about whose meetings with management the person writes.
    pub units: Vec<(UnitId, String)>,
}

/// How many were there of how many, in words; empty where nothing is said.
fn attendance(meeting: &Meeting, l: Language) -> String {
    let of = meeting.text.present.len();
    let there = meeting.text.present.iter().filter(|(_, there)| *there).count();
    match (meeting.kind, of) {
        (_, 0) => String::new(),
        (MeetingKind::Network, _) => l.t(
            format!("ombud från {there} av {of} enheter"),
            format!("representatives of {there} of {of} units"),
        ),
        (MeetingKind::Management, _) if there > 0 => {
            l.t("ombudet var med", "the representative was there").to_owned()
        }
        (MeetingKind::Management, _) => l
            .t("ombudet var inte med", "the representative was not there")
            .to_owned(),
    }
}

/// The representatives' meetings of a year.
#[component]
pub fn MeetingsPage(data: MeetingsPageData) -> impl IntoView {
    let l = use_lang();
    let MeetingsPageData {
        year,
        meetings,
        networks,
        units,
    } = data;
    let count = meetings.len();
    let writes = !networks.is_empty() || !units.is_empty();
    let has_units = !units.is_empty();
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![
                    (plans_title(l).into(), Some("/planer".into())),
                    (register_title(l).into(), Some("/ombud".into())),
                    (meetings_title(l).into(), None),
                ]/>
                <h1>{meetings_title(l)}</h1>
                <YearLinks address="/ombud/moten" year=year/>
                <p class="meta">{match count {
                    1 => l.t(format!("1 möte {year}."), format!("1 meeting in {year}.")),
                    n => l.t(format!("{n} möten {year}, det senaste först."), format!("{n} meetings in {year}, the latest first.")),
                }}</p>
                {(count == 0).then(|| view! { <Empty><p>{if writes {
                    l.t("Inget möte är skrivet för året. Börja med att välja vilket möte det gäller nedanför.", "No meeting is written for the year. Begin by choosing which meeting it is below.")
                } else {
                    l.t("Inget möte är skrivet för året. Samordnaren skriver dem.", "No meeting is written for the year. The coordinator writes them.")
                }}</p></Empty> })}
                {(count > 0).then(|| view! { <ul class="task-list">
                    {meetings.into_iter().map(|m| {
                        let there = attendance(&m, l);
                        let meta = if there.is_empty() { m.branch_name.clone() } else { format!("{}, {there}", m.branch_name) };
                        view! { <li><div><a href=meeting_address(m.id)>{m.text.held_on.to_string()}": "{m.kind.name(l)}</a><span class="meta">{meta}</span></div></li> }
                    }).collect_view()}
                </ul> })}
                {writes.then(|| view! {
                    <section>
                        <h2>{l.t("Skriv in ett möte", "Write down a meeting")}</h2>
                        <ul class="plain">
                            {networks.into_iter().map(|(id, name)| view! { <li><a href=format!("/ombud/moten/nytt/{id}")>{l.t("Nätverksträff i ", "Network meeting in ")}{name}</a></li> }).collect_view()}
                        </ul>
                        {has_units.then(|| view! { <details>
                            <summary>{l.t("Ett ombuds möte med sin enhets ledning", "A representative's meeting with the unit's management")}</summary>
                            <ul class="plain">
                                {units.into_iter().map(|(id, name)| view! { <li><a href=format!("/ombud/moten/nytt/{id}")>{name}</a></li> }).collect_view()}
                            </ul>
                        </details> })}
                    </section>
                })}
            </div>
            <Help>
                <p>{l.t(
                    "Samordnaren skriver mötena. Barnrättsombud och chefer i samma del av kommunen läser dem.",
                    "The coordinator writes the meetings. Representatives and managers in the same part of the municipality read them.",
                )}</p>
            </Help>
        </div>
    }
}

/// Ways to the years beside.
#[component]
pub(super) fn YearLinks(address: &'static str, year: i32) -> impl IntoView {
    let l = use_lang();
    let link = |y: i32| format!("{address}?ar={y}");
    view! {
        <nav class="filters" aria-label=l.t("År", "Year")>
            <a href=link(year - 1)>{year - 1}</a>
            <a href=link(year) aria-current="true">{year}</a>
            <a href=link(year + 1)>{year + 1}</a>
        </nav>
    }
}

/// What a meeting's page shows.
#[derive(Clone, Debug)]
pub struct MeetingPageData {
    /// The meeting.
    pub meeting: Meeting,
    /// The names of the units in it.
    pub units: Vec<(UnitId, String)>,
    /// Who saved it last, in words.
    pub saved: String,
    /// Whether the person may change it.
    pub may_keep: bool,
}

/// A meeting as it was written down.
#[component]
pub fn MeetingPage(data: MeetingPageData) -> impl IntoView {
    let l = use_lang();
    let MeetingPageData {
        meeting,
        units,
        saved,
        may_keep,
    } = data;
    let there = attendance(&meeting, l);
    let of = |wanted: bool| -> Vec<String> {
        units
            .iter()
            .filter(|(id, _)| {
                meeting
                    .text
                    .present
                    .iter()
                    .any(|(unit, there)| unit == id && *there == wanted)
            })
            .map(|(_, name)| name.clone())
            .collect()
    };
    let (present, absent) = (of(true), of(false));
    let listed = meeting.kind == MeetingKind::Network && !meeting.text.present.is_empty();
    let day = domain::dates::long(meeting.text.held_on, l);
    let address = meeting_address(meeting.id);
    view! {
        <div class="content">
            <Crumb parts=vec![
                (plans_title(l).into(), Some("/planer".into())),
                (meetings_title(l).into(), Some("/ombud/moten".into())),
                (meeting.text.held_on.to_string(), None),
            ]/>
            <h1>{meeting.kind.name(l)}", "{day}</h1>
            <p class="lead">{meeting.branch_name}{(!there.is_empty()).then(|| format!(", {there}"))}</p>
            <section><h2>{l.t("Vad ni pratade om", "What you talked about")}</h2><p class="pre">{meeting.text.talked}</p></section>
            <section><h2>{l.t("Vad ni kom överens om", "What you agreed on")}</h2>
                <p class="pre">{if meeting.text.agreed.is_empty() { l.t("Inget är skrivet.", "Nothing is written.").to_owned() } else { meeting.text.agreed }}</p></section>
            {listed.then(|| view! {
                <section><h2>{l.t("Vilka enheters ombud som var med", "Which units' representatives were there")}</h2>
                    <Names title=l.t("Med", "There") names=present/>
                    <Names title=l.t("Inte med", "Not there") names=absent/>
                </section>
            })}
            <p class="meta">{saved}</p>
            {may_keep.then(|| view! { <Actions><a class="button quiet" href=format!("{address}/andra")>{l.t("Ändra mötet", "Change the meeting")}</a></Actions> })}
        </div>
    }
}

#[component]
fn Names(title: &'static str, names: Vec<String>) -> impl IntoView {
    (!names.is_empty()).then(|| {
        view! {
            <h3>{title}" "<span class="meta">{names.len()}</span></h3>
            <ul>{names.iter().map(|name| view! { <li>{name.clone()}</li> }).collect_view()}</ul>
        }
    })
}
