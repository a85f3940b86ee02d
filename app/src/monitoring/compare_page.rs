use std::sync::Arc;

use domain::language::Language;
use domain::monitoring::{Answers, Area, AreaResult, Instrument, ItemAnswer, area_result};
use leptos::prelude::*;
use store::monitoring::{Earlier, Participant, Round};

use super::results_page::Cell;
use super::{HOME, monitoring_title, part_address};
use crate::ui::{Crumb, Empty, use_lang};

/// What a unit's comparison shows.
#[derive(Clone, Debug)]
pub struct ComparePageData {
    /// The round.
    pub round: Round,
    /// Who answers.
    pub participant: Participant,
    /// What is asked.
    pub instrument: Arc<Instrument>,
    /// What is answered.
    pub answers: Answers,
    /// Earlier rounds, the latest first.
    pub earlier: Vec<Earlier>,
}

/// A unit's areas through the rounds, and which items moved since last time.
#[component]
pub fn ComparePage(data: ComparePageData) -> impl IntoView {
    let l = use_lang();
    let (round, one) = (data.round.clone(), data.participant.clone());
    let moved = data.earlier.first().map(|before| moved(&data, before, l));
    view! {
        <div class="content wide">
            <Crumb parts=vec![
                (monitoring_title(l).into(), Some(HOME.into())),
                (one.name.clone(), Some(part_address(round.id, one.unit))),
                (l.t("Jämför", "Compare").into(), None),
            ]/>
            <h1>{l.t("Jämför med tidigare omgångar", "Compare with earlier rounds")}</h1>
            <p class="lead">{one.name.clone()}</p>
            {if data.earlier.is_empty() {
                view! { <Empty><p>{l.t(
                    "Det finns ingen tidigare stängd omgång att jämföra med. Nästa gång står den här bredvid.",
                    "There is no earlier closed round to compare with. Next time this one will stand beside.",
                )}</p></Empty> }.into_any()
            } else {
                view! { <p>{l.t(
                    "I varje ruta står den nivå som minst hälften av områdets punkter når, och hur många punkter som är besvarade.",
                    "Each box has the level that at least half of the area's items reach, and how many items are answered.",
                )}</p> }.into_any()
            }}
            <Areas data=data/>
            {moved.map(|rows| view! { <Moved rows=rows/> })}
        </div>
    }
}

fn result_of(instrument: &Instrument, answers: &Answers, code: &str) -> Option<AreaResult> {
    let area = instrument.area(code)?;
    let nothing = domain::fields::Fields::default();
    Some(area_result(area, answers.get(code).unwrap_or(&nothing)))
}

#[component]
fn Areas(data: ComparePageData) -> impl IntoView {
    let l = use_lang();
    let caption = l.t(
        "Nivå per område, den här omgången först",
        "Level by area, this round first",
    );
    let ComparePageData {
        round,
        instrument,
        answers,
        earlier,
        ..
    } = data;
    view! {
        <div class="table-wrap" role="region" aria-label=caption tabindex="0"><table class="heat">
            <caption>{caption}</caption>
            <thead><tr>
                <th scope="col">{l.t("Område", "Area")}</th>
                <th scope="col">{round.title}</th>
                {earlier.iter().map(|before| view! { <th scope="col">{before.round.title.clone()}</th> }).collect_view()}
            </tr></thead>
            <tbody>
                {instrument.areas.iter().map(|area: &Area| view! { <tr>
                    <th scope="row">{area.title.get(l).to_owned()}</th>
                    {result_of(&instrument, &answers, &area.code).map(|result| view! { <Cell result=result/> })}
                    {earlier.iter().map(|before| match result_of(&before.instrument, &before.answers, &area.code) {
                        Some(result) => view! { <Cell result=result/> }.into_any(),
                        None => view! { <td>{l.t("Frågades inte", "Not asked")}</td> }.into_any(),
                    }).collect_view()}
                </tr> }).collect_view()}
            </tbody>
        </table></div>
    }
}

/// The items whose level is another than last time: number and statement, then and now.
fn moved(data: &ComparePageData, before: &Earlier, l: Language) -> Vec<(String, &'static str, &'static str)> {
    let level = |answers: &Answers, area: &str, item: &str| ItemAnswer::of(item, answers.get(area)?).level();
    let mut rows = Vec::new();
    let mut number = 0;
    for area in &data.instrument.areas {
        for item in &area.items {
            number += 1;
            let then = level(&before.answers, &area.code, &item.code);
            let now = level(&data.answers, &area.code, &item.code);
            if let (Some(then), Some(now)) = (then, now)
                && then != now
            {
                rows.push((
                    format!("{number}. {}", item.text.get(l)),
                    then.name(l),
                    now.name(l),
                ));
            }
        }
    }
    rows
}

#[component]
fn Moved(rows: Vec<(String, &'static str, &'static str)>) -> impl IntoView {
    let l = use_lang();
    let caption = l.t(
        "Punkter vars nivå är en annan än förra gången",
        "Items whose level is another than last time",
    );
    view! {
        <section>
            <h2>{l.t("Det här har ändrats", "What has changed")}" "<span class="meta">{rows.len()}</span></h2>
            {if rows.is_empty() {
                view! { <p class="meta">{l.t("Ingen punkt har en annan nivå än förra gången.", "No item has another level than last time.")}</p> }.into_any()
            } else {
                view! { <div class="table-wrap" role="region" aria-label=caption tabindex="0"><table>
                    <caption>{caption}</caption>
                    <thead><tr>
                        <th scope="col">{l.t("Punkt", "Item")}</th>
                        <th scope="col">{l.t("Förra gången", "Last time")}</th>
                        <th scope="col">{l.t("Nu", "Now")}</th>
                    </tr></thead>
                    <tbody>
                        {rows.into_iter().map(|(item, then, now)| view! { <tr><th scope="row">{item}</th><td>{then}</td><td>{now}</td></tr> }).collect_view()}
                    </tbody>
                </table></div> }.into_any()
            }}
        </section>
    }
}
