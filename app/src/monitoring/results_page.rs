use std::sync::Arc;

use domain::language::Language;
use domain::monitoring::{AreaResult, Behind, Instrument, InstrumentKind, Level, UnitState};
use leptos::prelude::*;
use store::monitoring::{Participant, Round};

use super::{HOME, monitoring_title, part_address, period, round_address};
use crate::ui::{Crumb, Empty, use_lang};

/// What the results of a round show.
#[derive(Clone, Debug)]
pub struct ResultsPageData {
    /// The round.
    pub round: Round,
    /// What is asked.
    pub instrument: Arc<Instrument>,
    /// Who answers, by name, with what each area comes to, in the instrument's order.
    pub results: Vec<(Participant, Vec<AreaResult>)>,
    /// Items with which the most units have not come far.
    pub behind: Vec<Behind>,
}

/// The class by which a level's cell is tinted; the words say it, too.
pub(super) fn tint(level: Option<Level>) -> &'static str {
    match level {
        None => "lvl",
        Some(Level::NotStarted) => "lvl lvl-0",
        Some(Level::Started) => "lvl lvl-1",
        Some(Level::Partly) => "lvl lvl-2",
        Some(Level::Fully) => "lvl lvl-3",
    }
}

/// Area by unit: the level that at least half of the items reach. Never a sum.
#[component]
pub fn ResultsPage(data: ResultsPageData) -> impl IntoView {
    let l = use_lang();
    let ResultsPageData {
        round,
        instrument,
        results,
        behind,
    } = data;
    let of = results.len();
    let handed_in = results.iter().filter(|(one, _)| one.handed_in.is_some()).count();
    let days = round.days;
    view! {
        <div class="content wide">
            <Crumb parts=vec![
                (monitoring_title(l).into(), Some(HOME.into())),
                (round.title.clone(), Some(round_address(round.id))),
                (l.t("Resultat", "Results").into(), None),
            ]/>
            <h1>{l.t("Resultat", "Results")}</h1>
            <p class="lead">{format!("{}, {}", round.title, period(days.from, days.to, l))}</p>
            <p>{l.t(
                format!("{handed_in} av {of} har lämnat in. I varje ruta står den nivå som minst hälften av områdets punkter når, och hur många punkter som är besvarade. Det finns inget totalbetyg."),
                format!("{handed_in} of {of} have handed in. Each box has the level that at least half of the area's items reach, and how many items are answered. There is no overall score."),
            )}</p>
            <Grid round=round.clone() instrument=instrument results=results/>
            <FurthestBehind round=round behind=behind/>
        </div>
    }
}

#[component]
fn Grid(
    round: Round,
    instrument: Arc<Instrument>,
    results: Vec<(Participant, Vec<AreaResult>)>,
) -> impl IntoView {
    let l = use_lang();
    let caption = l.t("Nivå per enhet och område", "Level by unit and area");
    view! {
        <div class="table-wrap" role="region" aria-label=caption tabindex="0"><table class="heat">
            <caption>{caption}</caption>
            <thead><tr>
                <th scope="col">{l.t("Enhet", "Unit")}</th>
                {instrument.areas.iter().map(|area| view! { <th scope="col">{area.title.get(l).to_owned()}</th> }).collect_view()}
            </tr></thead>
            <tbody>
                {results.into_iter().map(|(one, areas)| {
                    let state = one.state(&round);
                    let note = (state != UnitState::HandedIn).then(|| l.t("inte inlämnad", "not handed in"));
                    view! { <tr>
                        <th scope="row"><a href=part_address(round.id, one.unit)>{one.name}</a>
                            {note.map(|words| view! { <span class="meta block">{words}</span> })}</th>
                        {areas.into_iter().map(|area| view! { <Cell result=area/> }).collect_view()}
                    </tr> }
                }).collect_view()}
            </tbody>
        </table></div>
    }
}

/// A level in words with how many items it rests on.
#[component]
pub(super) fn Cell(result: AreaResult) -> impl IntoView {
    let l = use_lang();
    view! { <td class=tint(result.level)><span class="word">{result.name(l)}</span>" "<span class="meta block">{result.count(l)}</span></td> }
}

#[component]
fn FurthestBehind(round: Round, behind: Vec<Behind>) -> impl IntoView {
    let l = use_lang();
    let caption = match round.kind {
        InstrumentKind::Unit => l.t(
            "Punkter där flest enheter inte har börjat eller bara har börjat",
            "Items that most units have not started or only started",
        ),
        InstrumentKind::Municipal => l.t(
            "Punkter som inte är påbörjade eller bara påbörjade",
            "Items that are not started or only started",
        ),
    };
    view! {
        <section>
            <h2>{l.t("Här behövs mest", "Where most is needed")}</h2>
            {if behind.is_empty() {
                view! { <Empty><p>{l.t("Ingen punkt är svarad med de två lägsta nivåerna än.", "No item is answered with the two lowest levels yet.")}</p></Empty> }.into_any()
            } else {
                view! { <div class="table-wrap" role="region" aria-label=caption tabindex="0"><table>
                    <caption>{caption}</caption>
                    <thead><tr>
                        <th scope="col">{l.t("Punkt", "Item")}</th>
                        <th scope="col" class="num">{l.t("Antal", "Number")}</th>
                    </tr></thead>
                    <tbody>
                        {behind.into_iter().map(|row| view! { <tr>
                            <th scope="row">{format!("{}. {}", row.number, row.item.text.get(l))}</th>
                            <td class="num nowrap">{of(row.units, row.rated, l)}</td>
                        </tr> }).collect_view()}
                    </tbody>
                </table></div> }.into_any()
            }}
        </section>
    }
}

fn of(n: usize, all: usize, l: Language) -> String {
    l.t(format!("{n} av {all}"), format!("{n} of {all}"))
}
