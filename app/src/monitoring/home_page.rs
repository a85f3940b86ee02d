use chrono::NaiveDate;
use domain::dates;
use domain::language::Language;
use domain::monitoring::{InstrumentKind, UnitState};
use leptos::prelude::*;
use store::monitoring::{RoundLine, UnitLine};

use super::{INSTRUMENTS, open_address, part_address, round_address, urgency};
use crate::ui::{Actions, Empty, Help, Tag, TagTone, use_lang};

/// What the first page shows.
#[derive(Clone, Debug)]
pub struct HomePageData {
    /// Whether the person runs rounds.
    pub may_run: bool,
    /// Whether the person answers for, or works in, some unit.
    pub in_units: bool,
    /// Whether the person publishes what is asked.
    pub publishes: bool,
    /// The rounds that the person runs.
    pub run: Vec<RoundLine>,
    /// The rounds of the person's units.
    pub mine: Vec<UnitLine>,
    /// Today.
    pub today: NaiveDate,
}

/// The title of [`HomePage`].
#[must_use]
pub fn monitoring_title(language: Language) -> &'static str {
    language.t("Egenkontroll", "Self-monitoring")
}

/// The rounds that somebody runs, and those of their units.
#[component]
pub fn HomePage(data: HomePageData) -> impl IntoView {
    let l = use_lang();
    let HomePageData {
        may_run,
        in_units,
        publishes,
        run,
        mine,
        today,
    } = data;
    view! {
        <div class="with-help">
            <div class="content">
                <h1>{monitoring_title(l)}</h1>
                <p class="lead">{l.t(
                    "Enheten bedömer sitt eget arbete för barns rättigheter, punkt för punkt, och visar vad bedömningen bygger på.",
                    "The unit rates its own work for children's rights, item by item, and shows what the rating rests on.",
                )}</p>
                {may_run.then(|| view! { <Run lines=run today=today/> })}
                {in_units.then(|| view! { <Mine lines=mine today=today/> })}
                {publishes.then(|| view! { <p><a href=INSTRUMENTS>{l.t("Se och publicera versioner av frågorna", "See and publish versions of what is asked")}</a></p> })}
            </div>
            <Help>
                <p>{l.t(
                    "Fyra nivåer: inte påbörjat, påbörjat, delvis på plats och helt på plats. En punkt kan också vara en som inte gäller er.",
                    "Four levels: not started, started, partly in place and fully in place. An item may also not apply to you.",
                )}</p>
                <p>{l.t(
                    "Ingen enhet får ett totalbetyg. Områdena visas var för sig, bredvid tidigare omgångar.",
                    "No unit gets an overall score. The areas are shown one by one, beside earlier rounds.",
                )}</p>
                <p>{l.t(
                    "Här granskas punkter och vad som visar dem, aldrig ärenden.",
                    "What is examined here are items and what shows them, never cases.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn Run(lines: Vec<RoundLine>, today: NaiveDate) -> impl IntoView {
    let l = use_lang();
    let count = lines.len();
    view! {
        <section>
            <h2>{l.t("Omgångar som du håller i", "Rounds that you run")}" "<span class="meta">{count}</span></h2>
            {if lines.is_empty() {
                view! { <Empty><p>{l.t(
                    "Ingen omgång är öppnad än. Öppna den första och välj vilka enheter som ska svara.",
                    "No round has been opened yet. Open the first one and choose which units are to answer.",
                )}</p></Empty> }.into_any()
            } else {
                view! {
                    <p class="meta">{l.t("Öppna omgångar står först.", "Open rounds stand first.")}</p>
                    <ul class="task-list">
                        {lines.into_iter().map(|line| view! { <RunLine line=line today=today/> }).collect_view()}
                    </ul>
                }.into_any()
            }}
            <Actions>
                <a class="button" href=open_address(InstrumentKind::Unit)>{l.t("Öppna en omgång", "Open a round")}</a>
            </Actions>
        </section>
    }
}

#[component]
fn RunLine(line: RoundLine, today: NaiveDate) -> impl IntoView {
    let l = use_lang();
    let (from, to) = line.period;
    let (handed_in, of) = (line.handed_in, line.of);
    let meta = l.t(
        format!(
            "{}, {from} – {to}. {handed_in} av {of} har lämnat in.",
            line.branch
        ),
        format!(
            "{}, {from} – {to}. {handed_in} of {of} have handed in.",
            line.branch
        ),
    );
    let (words, tone) = if line.closed_at.is_some() {
        (l.t("Stängd", "Closed").to_owned(), TagTone::Plain)
    } else {
        let due = dates::due_in_words(line.deadline, today, l);
        (
            l.t(format!("Öppen, {due}"), format!("Open, {due}")),
            urgency(line.deadline, today),
        )
    };
    view! {
        <li>
            <div><a href=round_address(line.id)>{line.title}</a><span class="meta">{meta}</span></div>
            <Tag words=words tone=tone/>
        </li>
    }
}

#[component]
fn Mine(lines: Vec<UnitLine>, today: NaiveDate) -> impl IntoView {
    let l = use_lang();
    let count = lines.len();
    view! {
        <section>
            <h2>{l.t("Din enhets omgångar", "Your unit's rounds")}" "<span class="meta">{count}</span></h2>
            {if lines.is_empty() {
                view! { <Empty><p>{l.t(
                    "Här finns inget att läsa än. Barnrättssamordnaren öppnar en omgång, och enhetschefen och barnrättsombudet svarar tillsammans.",
                    "There is nothing to read yet. The child-rights coordinator opens a round, and the unit manager and the representative answer together.",
                )}</p></Empty> }.into_any()
            } else {
                view! {
                    <p class="meta">{l.t("Den senaste perioden står först.", "The latest period stands first.")}</p>
                    <ul class="task-list">
                        {lines.into_iter().map(|line| view! { <MineLine line=line today=today/> }).collect_view()}
                    </ul>
                }.into_any()
            }}
        </section>
    }
}

#[component]
fn MineLine(line: UnitLine, today: NaiveDate) -> impl IntoView {
    let l = use_lang();
    let (from, to) = line.period;
    let state = line.state.name(l);
    let (words, tone) = match (line.closed_at, line.state) {
        (Some(_), _) => (l.t("Stängd", "Closed").to_owned(), TagTone::Plain),
        (None, UnitState::HandedIn) => (state.clone(), TagTone::Good),
        (None, _) => (
            dates::due_in_words(line.deadline, today, l),
            urgency(line.deadline, today),
        ),
    };
    view! {
        <li>
            <div><a href=part_address(line.round, line.unit)>{format!("{}: {}", line.unit_name, line.title)}</a>
                <span class="meta">{format!("{from} – {to}. {state}.")}</span></div>
            <Tag words=words tone=tone/>
        </li>
    }
}
