use domain::audit::MOST_EXTRACTED;
use domain::ids::LogExtractId;
use leptos::prelude::*;

use super::{EXTRACT, extract_address, extract_title};
use crate::ui::{Actions, Crumb, Empty, Help, KeyValue, Notice, SummaryList, TableFrame, use_lang};

/// An event in words.
#[derive(Clone, Debug)]
pub struct EventLine {
    /// Day and time.
    pub at: String,
    /// The case's number.
    pub number: String,
    /// Who did it: name and function, or function alone.
    pub who: String,
    /// In which unit.
    pub unit: String,
    /// What.
    pub what: String,
    /// To which part.
    pub part: String,
}

/// What the page of an extract shows.
#[derive(Clone, Debug)]
pub struct ExtractPageData {
    /// The extract.
    pub id: LogExtractId,
    /// What it is, for whom and why: names and values.
    pub facts: Vec<(String, String)>,
    /// The events shown here, the newest first.
    pub lines: Vec<EventLine>,
    /// How many there are in the files.
    pub of: usize,
    /// Whether there are more than an extract holds.
    pub more: bool,
    /// Whether it is of several cases.
    pub several: bool,
}

/// Who opened the records.
#[component]
pub fn ExtractPage(data: ExtractPageData) -> impl IntoView {
    let l = use_lang();
    let ExtractPageData {
        id,
        facts,
        lines,
        of,
        more,
        several,
    } = data;
    let address = extract_address(id);
    let shown = lines.len();
    let rows = facts
        .into_iter()
        .map(|(key, value)| KeyValue {
            key,
            value,
            change: None,
        })
        .collect::<Vec<_>>();
    view! {
        <div class="with-help">
            <div class="content wide">
                <Crumb parts=vec![(extract_title(l).into(), Some(EXTRACT.into())), (l.t("Uttag", "Extract").into(), None)]/>
                <h1>{l.t("Vilka som har öppnat uppgifterna", "Who has opened the records")}</h1>
                <SummaryList rows=rows/>
                {more.then(|| view! { <Notice kind="warn" title=l.t("Alla händelser får inte plats", "Not all events fit")>
                    <p>{l.t(
                        format!("Uttaget har de {MOST_EXTRACTED} senaste händelserna. Gör ett uttag till med en kortare period för det som är äldre."),
                        format!("The extract has the {MOST_EXTRACTED} latest events. Make another one with a shorter period for what is older."),
                    )}</p>
                </Notice> })}
                {if of == 0 {
                    view! { <Empty><p>{l.t("Ingen har öppnat eller ändrat något under perioden.", "Nobody has opened or changed anything in the period.")}</p></Empty> }.into_any()
                } else {
                    view! {
                        <Actions>
                            <a class="button" href=format!("{address}/uttag.pdf")>{l.t("Hämta som PDF", "Fetch as PDF")}</a>
                            <a href=format!("{address}/uttag.csv")>{l.t("Hämta som CSV", "Fetch as CSV")}</a>
                        </Actions>
                        <p class="meta">{l.t(format!("Visar de {shown} senaste av {of} händelser. Filerna har alla {of}."), format!("Showing the latest {shown} of {of} events. The files have all {of}."))}</p>
                        <Events lines=lines several=several/>
                    }.into_any()
                }}
            </div>
            <Help>
                <p>{l.t(
                    "En rad är en sida eller ett dokument som öppnades, eller en ändring. Samma person kan ha många rader på en dag.",
                    "A row is a page or document that was opened, or a change. The same person may have many rows in a day.",
                )}</p>
                <p>{l.t(
                    "Bara du kan öppna det här uttaget igen.",
                    "Only you can open this extract again.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn Events(lines: Vec<EventLine>, several: bool) -> impl IntoView {
    let l = use_lang();
    view! {
        <TableFrame caption=l.t("Händelser, den senaste först", "Events, the latest first")>
            <thead><tr>
                <th scope="col">{l.t("När", "When")}</th>
                <th scope="col">{l.t("Vem", "Who")}</th>
                <th scope="col">{l.t("Enhet", "Unit")}</th>
                <th scope="col">{l.t("Vad", "What")}</th>
                <th scope="col">{l.t("Vilken del", "Which part")}</th>
                {several.then(|| view! { <th scope="col">{l.t("Ärende", "Case")}</th> })}
            </tr></thead>
            <tbody>{lines.into_iter().map(|line| view! {
                <tr>
                    <th scope="row">{line.at}</th>
                    <td>{line.who}</td>
                    <td>{line.unit}</td>
                    <td>{line.what}</td>
                    <td>{line.part}</td>
                    {several.then(|| view! { <td>{line.number}</td> })}
                </tr>
            }).collect_view()}</tbody>
        </TableFrame>
    }
}
