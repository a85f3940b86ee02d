use domain::assessments::{Cell, Comparison, Depth, Step};
use domain::language::Language;
use leptos::prelude::*;

use super::addresses::address_of;
use super::frame::{Frame, FrameData};
use crate::ui::{Empty, use_lang};

/// A mark beside the words, for those who look for a pattern. Never alone.
const fn mark(code: &str) -> &'static str {
    match code.as_bytes() {
        b"much_better" => "▲▲",
        b"better" => "▲",
        b"none" => "=",
        b"worse" => "▼",
        b"much_worse" => "▼▼",
        _ => "?",
    }
}

/// The alternatives side by side for each child: articles down, alternatives across, directions and weights in words. No sums.
#[component]
pub fn ComparisonPage(
    /// The surroundings.
    frame: FrameData,
    /// A table for each child or group.
    tables: Vec<Comparison>,
) -> impl IntoView {
    let l = use_lang();
    let id = frame.assessment.id;
    let quick = frame.assessment.depth == Depth::Quick;
    let empty = tables.is_empty();
    view! {
        <Frame data=frame step=Some(Step::Weighing) help=vec![
            l.t(
                "Tabellen visar vad du har svarat under artiklarna. Den räknar inte ihop något: ett enda ”mycket sämre” kan väga tyngre än allt annat.",
                "The table shows what you answered under the articles. It adds nothing up: a single “much worse” can weigh more than everything else.",
            ).to_owned(),
        ]>
            <h1>{l.t("Alternativen bredvid varandra", "The alternatives side by side")}</h1>
            {if quick {
                view! { <Empty><p>{l.t(
                    "En snabb analys jämför inte följderna artikel för artikel. Höj djupet om det behövs.",
                    "A quick assessment does not compare consequences article by article. Raise the depth if that is needed.",
                )}" "<a href=format!("/bedomning/{id}/djup")>{l.t("Höj djupet", "Raise the depth")}</a></p></Empty> }.into_any()
            } else if empty {
                view! { <Empty><p>{l.t("Skriv alternativen och vilka som berörs först. Sedan fylls tabellen av svaren under artiklarna.", "Write the alternatives and who is touched first. The answers under the articles then fill the table.")}</p></Empty> }.into_any()
            } else {
                tables.into_iter().map(|table| view! { <ComparisonTable table=table id=id/> }).collect_view().into_any()
            }}
        </Frame>
    }
}

#[component]
fn ComparisonTable(table: Comparison, id: domain::ids::AssessmentId) -> impl IntoView {
    let l = use_lang();
    let caption = l.t(
        format!("Följder för {}", table.touched.label),
        format!("Consequences for {}", table.touched.label),
    );
    let label = caption.clone();
    view! {
        <section class="comparison">
            <div class="table-wrap" role="region" aria-label=label tabindex="0">
                <table class="compare">
                    <caption>{caption}</caption>
                    <thead><tr>
                        <th scope="col">{l.t("Artikel", "Article")}</th>
                        {table.alternatives.iter().map(|a| view! { <th scope="col">{a.text.clone()}</th> }).collect_view()}
                    </tr></thead>
                    <tbody>
                        {table.rows.into_iter().map(|(number, title, cells)| view! { <tr>
                            <th scope="row"><a href=address_of(id, domain::assessments::Section::Article(number))>{format!("{number} {title}")}</a></th>
                            {cells.into_iter().map(|cell| view! { <ComparisonCell cell=cell l=l/> }).collect_view()}
                        </tr> }).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn ComparisonCell(cell: Cell, l: Language) -> impl IntoView {
    let line = |label: &'static str, code: &str| {
        let (words, mark) = (Cell::in_words(code, l), mark(code));
        let class = format!("direction {}", if code.is_empty() { "unanswered" } else { code });
        view! { <p class=class><span class="meta">{label}</span>" "<span class="mark" aria-hidden="true">{mark}</span>" "{words}</p> }
    };
    view! {
        <td>
            {line(l.t("Veckor:", "Weeks:"), &cell.short)}
            {line(l.t("År:", "Year:"), &cell.long)}
            {(!cell.why.is_empty()).then(|| view! { <p class="why pre">{cell.why.clone()}</p> })}
        </td>
    }
}
