use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::fields::FieldErrors;
use leptos::prelude::*;
use store::retention::{ItemState, Purge, PurgeState};

use super::words::{cases_words, kept_words, rule_with_law, rule_words, table_words};
use super::{HOME, purge_address, retention_title};
use crate::ui::{
    Actions, Crumb, ErrorSummary, KeyValue, Notice, SummaryList, TableFrame, TextField, use_lang,
};

/// A case of a batch, with days as people work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLine {
    /// The case's number.
    pub number: String,
    /// Its unit.
    pub unit: String,
    /// Id of the rule.
    pub rule: String,
    /// The last entry.
    pub last_entry: NaiveDate,
    /// The last day on which it may be done.
    pub done_by: NaiveDate,
    /// What became of it.
    pub state: ItemState,
    /// Why it was kept.
    pub reason: String,
    /// Rows removed by table.
    pub counts: Vec<(String, i64)>,
}

/// What the page of a batch shows.
#[derive(Clone, Debug)]
pub struct PurgePageData {
    /// The batch.
    pub purge: Purge,
    /// Its cases, by number.
    pub lines: Vec<ItemLine>,
    /// Whether the reader proposed it.
    pub own: bool,
    /// How many purged cases are as the sealed trail says, of how many.
    pub vouched: (usize, usize),
    /// When it was proposed, approved and ended, in words.
    pub moments: [Option<String>; 3],
    /// What is typed.
    pub count: String,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// A batch: to be reviewed, or as a record of what was purged.
#[component]
pub fn PurgePage(data: PurgePageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let state = d.purge.state;
    let title = match state {
        PurgeState::Proposed => l.t("Förslag till gallring", "Proposed purge"),
        PurgeState::Approved => l.t("Gallring som inte är klar", "Purge that is not finished"),
        PurgeState::Done => l.t("Gallringsprotokoll", "Record of a purge"),
        PurgeState::Cancelled => l.t("Förslag som togs tillbaka", "Proposal that was taken back"),
    };
    view! {
        <div class="content wide">
            <Crumb parts=vec![
                (retention_title(l).into(), Some(HOME.into())),
                (l.t("Förslag och protokoll", "Proposals and records").into(), Some(format!("{HOME}/forslag"))),
                (title.into(), None),
            ]/>
            <ErrorSummary errors=d.errors.clone()/>
            <h1>{title}</h1>
            <SummaryList rows=facts(&d)/>
            {match state {
                PurgeState::Proposed => view! { <Review data=d.clone()/> }.into_any(),
                PurgeState::Approved => view! { <GoOn data=d.clone()/> }.into_any(),
                PurgeState::Done => view! { <Record data=d.clone()/> }.into_any(),
                PurgeState::Cancelled => view! { <p>{l.t("Inget gallrades.", "Nothing was purged.")}</p> }.into_any(),
            }}
            <Cases lines=d.lines/>
        </div>
    }
}

/// Who did what and when.
fn facts(data: &PurgePageData) -> Vec<KeyValue> {
    let l = use_lang();
    let purge = &data.purge;
    let [proposed, approved, ended] = data.moments.clone();
    let by = |name: &str, at: Option<String>| match at {
        Some(at) if name.is_empty() => at,
        Some(at) => format!("{name}, {at}"),
        None => String::new(),
    };
    let mut rows = vec![
        (l.t("Gren", "Branch"), purge.unit_name.clone()),
        (
            l.t("Föreslaget av", "Proposed by"),
            by(&purge.proposed_by_name, proposed),
        ),
    ];
    if let Some(name) = &purge.approved_by_name {
        rows.push((l.t("Godkänt av", "Approved by"), by(name, approved)));
    }
    if ended.is_some() {
        rows.push((l.t("Avslutat", "Ended"), by("", ended)));
    }
    let (cases, purged) = (purge.cases, purge.purged);
    rows.push((
        l.t("Gallrade ärenden", "Purged cases"),
        l.t(format!("{purged} av {cases}"), format!("{purged} of {cases}")),
    ));
    rows.into_iter()
        .map(|(key, value)| KeyValue {
            key: key.to_owned(),
            value,
            change: None,
        })
        .collect()
}

#[component]
fn Review(data: PurgePageData) -> impl IntoView {
    let l = use_lang();
    let address = purge_address(data.purge.id);
    let cases = data.lines.len();
    if data.own {
        return view! {
            <Notice kind="info" title=l.t("En annan registrator granskar", "Another records officer reviews")>
                <p>{l.t("Du kan inte godkänna ett förslag som du själv har gjort.", "You cannot approve a proposal that you made yourself.")}</p>
            </Notice>
            <TakeBack address=address/>
        }
        .into_any();
    }
    view! {
        <section>
            <h2>{l.t("Granska och godkänn", "Review and approve")}</h2>
            <Notice kind="warn" title=l.t("Det går inte att ångra", "It cannot be undone")>
                <p>{l.t(
                    "När du godkänner tas allt i ärendena bort ur verktyget: texter, brev, bilagor och barnens ord. Varje ärende prövas en gång till just då; har något hänt sedan förslaget får det vara kvar.",
                    "When you approve, everything in the cases is removed from the tool: texts, letters, attachments and the children's words. Each case is examined once more at that moment; if something has happened since the proposal, it stays.",
                )}</p>
            </Notice>
            <form method="post" action=format!("{address}/godkann")>
                <TextField name="count" value=data.count error=data.errors.of("count").map(str::to_owned) width="short" keys="numeric"
                    label=l.t("Hur många ärenden står i listan?", "How many cases are in the list?")
                    hint=l.t("Räkna dem och skriv antalet.", "Count them and write the number.")/>
                <Actions><button class="button danger">{l.t(format!("Godkänn och gallra {}", cases_words(cases, l)), format!("Approve and purge {}", cases_words(cases, l)))}</button></Actions>
            </form>
        </section>
        <TakeBack address=address/>
    }
    .into_any()
}

#[component]
fn TakeBack(address: String) -> impl IntoView {
    let l = use_lang();
    view! {
        <form method="post" action=format!("{address}/ta-tillbaka")>
            <Actions><button class="button quiet">{l.t("Ta tillbaka förslaget", "Take the proposal back")}</button></Actions>
        </form>
    }
}

#[component]
fn GoOn(data: PurgePageData) -> impl IntoView {
    let l = use_lang();
    let (left, of) = (data.purge.waiting, data.purge.cases);
    view! {
        <Notice kind="warn" title=l.t(format!("{left} av {of} ärenden återstår"), format!("{left} of {of} cases remain"))>
            <p>{l.t(
                "Gallringen avbröts. Det som är gjort är gjort, och resten kan fortsätta härifrån.",
                "The purge was interrupted. What is done is done, and the rest can go on from here.",
            )}</p>
            <form method="post" action=format!("{}/fortsatt", purge_address(data.purge.id))>
                <Actions><button class="button danger">{l.t("Fortsätt gallringen", "Go on with the purge")}</button></Actions>
            </form>
        </Notice>
    }
}

#[component]
fn Record(data: PurgePageData) -> impl IntoView {
    let l = use_lang();
    let (right, all) = data.vouched;
    let kept = data
        .lines
        .iter()
        .filter(|line| line.state == ItemState::Kept)
        .count();
    let mut rules: BTreeMap<String, usize> = BTreeMap::new();
    let mut tables: Vec<(String, i64)> = Vec::new();
    for line in data.lines.iter().filter(|line| line.state == ItemState::Purged) {
        *rules.entry(line.rule.clone()).or_default() += 1;
        for (table, rows) in &line.counts {
            match tables.iter_mut().find(|(name, _)| name == table) {
                Some((_, sum)) => *sum += rows,
                None => tables.push((table.clone(), *rows)),
            }
        }
    }
    tables.retain(|(_, rows)| *rows > 0);
    let (kind, title) = if right == all {
        (
            "good",
            l.t(
                format!("{right} av {all} rader stämmer med den förseglade loggen"),
                format!("{right} of {all} rows agree with the sealed trail"),
            ),
        )
    } else {
        (
            "bad",
            l.t(
                format!("Bara {right} av {all} rader stämmer med den förseglade loggen"),
                format!("Only {right} of {all} rows agree with the sealed trail"),
            ),
        )
    };
    view! {
        <Notice kind=kind title=title>
            <p>{l.t(
                "För varje gallrat ärende finns en rad i enhetens förseglade logg med regeln, antalet rader och en kontrollsumma.",
                "For each purged case there is a row in the unit's sealed trail with the rule, the number of rows and a checksum.",
            )}</p>
        </Notice>
        {(kept > 0).then(|| view! { <p>{l.t(
            format!("{} gallrades inte, eftersom något hade hänt sedan förslaget.", cases_words(kept, l)),
            format!("{} not purged, because something had happened since the proposal.", cases_words(kept, l)),
        )}</p> })}
        <p class="toolbar"><a href=format!("{}/protokoll.pdf", purge_address(data.purge.id))>{l.t("Hämta protokollet som PDF", "Get the record as PDF")}</a></p>
        <section>
            <h2>{l.t("Regler", "Rules")}</h2>
            <ul>{rules.into_iter().map(|(rule, n)| {
                let rule = rule_with_law(&rule, l);
                view! { <li>{format!("{n}: {rule}")}</li> }
            }).collect_view()}</ul>
            <h2>{l.t("Borttagna rader", "Removed rows")}</h2>
            <SummaryList rows=tables.into_iter().map(|(table, rows)| KeyValue { key: table_words(&table, l), value: rows.to_string(), change: None }).collect()/>
        </section>
    }
}

#[component]
fn Cases(lines: Vec<ItemLine>) -> impl IntoView {
    let l = use_lang();
    view! {
        <TableFrame caption=l.t("Ärendena i numrets ordning", "The cases in the order of their numbers")>
            <thead><tr>
                <th scope="col">{l.t("Ärende", "Case")}</th>
                <th scope="col">{l.t("Enhet", "Unit")}</th>
                <th scope="col">{l.t("Sista anteckning", "Last entry")}</th>
                <th scope="col">{l.t("Regel", "Rule")}</th>
                <th scope="col">{l.t("Senast", "By")}</th>
                <th scope="col" class="num">{l.t("Rader", "Rows")}</th>
                <th scope="col">{l.t("Läge", "State")}</th>
            </tr></thead>
            <tbody>{lines.into_iter().map(|line| {
                let rows: i64 = line.counts.iter().map(|(_, n)| n).sum();
                let state = match line.state {
                    ItemState::Waiting => l.t("Väntar", "Waits"),
                    ItemState::Purged => l.t("Gallrat", "Purged"),
                    ItemState::Kept => kept_words(&line.reason, l),
                };
                view! { <tr>
                    <th scope="row">{line.number}</th>
                    <td>{line.unit}</td>
                    <td class="nowrap">{line.last_entry.to_string()}</td>
                    <td>{rule_words(&line.rule, l)}</td>
                    <td class="nowrap">{line.done_by.to_string()}</td>
                    <td class="num">{rows}</td>
                    <td>{state}</td>
                </tr> }
            }).collect_view()}</tbody>
        </TableFrame>
    }
}
