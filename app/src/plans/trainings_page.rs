use domain::ids::UnitId;
use domain::language::Language;
use domain::plans::hours_in_words;
use leptos::prelude::*;
use store::plans::Training;

use super::meetings_pages::YearLinks;
use super::training_address;
use super::words::{plans_title, trainings_title};
use crate::ui::{Crumb, Empty, Help, Tag, TagTone, use_lang};

/// What the register of training shows.
#[derive(Clone, Debug)]
pub struct TrainingsPageData {
    /// The year.
    pub year: i32,
    /// Its trainings, the latest first, with the numbers of the units below.
    pub trainings: Vec<Training>,
    /// The units that the person reads about, by name.
    pub units: Vec<(UnitId, String)>,
    /// The branches for which the person writes training: id and name.
    pub branches: Vec<(UnitId, String)>,
    /// Whether the person keeps any numbers, and so may open a training's form.
    pub keeps: bool,
}

/// The trainings of a year, and how far they reached.
#[component]
pub fn TrainingsPage(data: TrainingsPageData) -> impl IntoView {
    let l = use_lang();
    let TrainingsPageData {
        year,
        trainings,
        units,
        branches,
        keeps,
    } = data;
    let count = trainings.len();
    let writes = !branches.is_empty();
    view! {
        <div class="with-help">
            <div class="content wide">
                <Crumb parts=vec![(plans_title(l).into(), Some("/planer".into())), (trainings_title(l).into(), None)]/>
                <h1>{trainings_title(l)}</h1>
                <YearLinks address="/utbildning" year=year/>
                <p class="meta">{match count {
                    1 => l.t(format!("1 utbildning {year}."), format!("1 training in {year}.")),
                    n => l.t(format!("{n} utbildningar {year}, den senaste först."), format!("{n} trainings in {year}, the latest first.")),
                }}</p>
                {(count == 0).then(|| view! { <Empty><p>{if writes {
                    l.t("Ingen utbildning är skriven för året. Lägg till en nedanför.", "No training is written for the year. Add one below.")
                } else {
                    l.t("Ingen utbildning är skriven för året. Samordnaren eller chefen skriver dem.", "No training is written for the year. The coordinator or the manager writes them.")
                }}</p></Empty> })}
                {(count > 0).then(|| view! {
                    <Coverage trainings=trainings.clone() units=units.clone() year=year/>
                    <ul class="cards one-column">
                        {trainings.into_iter().map(|t| view! { <TrainingCard training=t units=units.clone() keeps=keeps/> }).collect_view()}
                    </ul>
                })}
                {writes.then(|| view! {
                    <section><h2>{l.t("Lägg till en utbildning", "Add a training")}</h2>
                        <ul class="plain">
                            {branches.into_iter().map(|(id, name)| view! { <li><a href=format!("/utbildning/ny/{id}")>{l.t("Utbildning i ", "Training in ")}{name}</a></li> }).collect_view()}
                        </ul>
                    </section>
                })}
            </div>
            <Help>
                <p>{l.t(
                    "Här står hur många som var med av hur många anställda, inga namn.",
                    "Here stands how many took part of how many employees, and no names.",
                )}</p>
                <p>{l.t(
                    "Samordnaren skriver utbildningar för flera enheter. Chefen skriver enhetens egna, och enhetens antal i de gemensamma.",
                    "The coordinator writes trainings for several units. The manager writes the unit's own, and the unit's numbers in the common ones.",
                )}</p>
            </Help>
        </div>
    }
}

/// How far the year's trainings reached, per unit.
#[component]
fn Coverage(trainings: Vec<Training>, units: Vec<(UnitId, String)>, year: i32) -> impl IntoView {
    let l = use_lang();
    let caption = l.t(
        format!("Enheterna i bokstavsordning, utbildningar {year}"),
        format!("The units in alphabetical order, training in {year}"),
    );
    let of_unit = |unit: UnitId| {
        trainings
            .iter()
            .flat_map(|t| t.attendance.iter().map(move |a| (t, a)))
            .filter(move |(_, a)| a.unit == unit)
            .fold((0, 0, 0, 0_i64), |(n, took, staff, minutes), (t, a)| {
                (
                    n + 1,
                    took + a.took_part,
                    staff + a.staff,
                    minutes + t.text.minutes,
                )
            })
    };
    let region = caption.clone();
    view! {
        <div class="table-wrap" role="region" aria-label=region tabindex="0"><table>
            <caption>{caption}</caption>
            <thead><tr>
                <th scope="col">{l.t("Enhet", "Unit")}</th>
                <th scope="col" class="num">{l.t("Utbildningar", "Trainings")}</th>
                <th scope="col" class="num">{l.t("Timmar", "Hours")}</th>
                <th scope="col" class="num">{l.t("Deltaganden av möjliga", "Took part of could have")}</th>
            </tr></thead>
            <tbody>
                {units.iter().map(|(unit, name)| {
                    let (count, took, staff, minutes) = of_unit(*unit);
                    view! { <tr>
                        <th scope="row">{name.clone()}</th>
                        <td class="num">{if count == 0 { view! { <Tag words=l.t("Ingen", "None") tone=TagTone::Warn/> }.into_any() } else { count.into_any() }}</td>
                        <td class="num">{if count == 0 { "–".to_owned() } else { hours_in_words(minutes, l) }}</td>
                        <td class="num">{if count == 0 { "–".to_owned() } else { l.t(format!("{took} av {staff}"), format!("{took} of {staff}")) }}</td>
                    </tr> }
                }).collect_view()}
            </tbody>
        </table></div>
    }
}

#[component]
fn TrainingCard(training: Training, units: Vec<(UnitId, String)>, keeps: bool) -> impl IntoView {
    let l = use_lang();
    let text = training.text;
    let meta = format!(
        "{} · {} · {} · {}",
        text.held_on,
        hours_in_words(text.minutes, l),
        text.provider,
        text.subject.name(l)
    );
    let lines: Vec<String> = training
        .attendance
        .iter()
        .filter_map(|a| {
            let (_, name) = units.iter().find(|(id, _)| *id == a.unit)?;
            Some(attended(name, a.took_part, a.staff, l))
        })
        .collect();
    let none = lines.is_empty();
    let named = text.title.clone();
    view! {
        <li class="card">
            <h2>{text.title}</h2>
            <p class="meta">{meta}</p>
            {none.then(|| view! { <p>{l.t("Inget antal är skrivet än.", "No numbers are written yet.")}</p> })}
            {(!none).then(|| view! { <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> })}
            {keeps.then(|| view! { <p><a href=training_address(training.id)>{l.t("Ändra", "Change")}<span class="hidden">": "{named}</span></a></p> })}
        </li>
    }
}

fn attended(unit: &str, took_part: i64, staff: i64, l: Language) -> String {
    l.t(
        format!("{unit}: {took_part} av {staff}"),
        format!("{unit}: {took_part} of {staff}"),
    )
}
