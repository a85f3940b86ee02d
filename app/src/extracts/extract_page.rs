use domain::extracts::ExtractOutcome;
use domain::language::Language;
use leptos::prelude::*;
use store::extracts::{Extract, Part};

use super::home_page::state_words;
use super::{HOME, extract_address, extracts_title, part_address};
use crate::ui::{Actions, Crumb, Empty, KeyValue, SummaryList, Tag, TagTone, use_lang};

/// What the page of a request shows, for records officers: kinds of data, since when and where, no texts.
#[derive(Clone, Debug)]
pub struct ExtractPageData {
    /// The request.
    pub extract: Extract,
    /// The number as people write it; empty when it is closed.
    pub shown_number: String,
    /// The branch's name.
    pub branch: String,
    /// Its cases.
    pub parts: Vec<Part>,
    /// When it was asked for and closed, in words.
    pub asked: String,
    /// When it was closed.
    pub closed: Option<String>,
}

/// A request and how far it is.
#[component]
pub fn ExtractPage(data: ExtractPageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let id = d.extract.id;
    let (words, tone) = state_words(&d.extract, l);
    let open = d.extract.closed_at.is_none();
    let mut rows = vec![
        (l.t("Person", "Person"), d.shown_number),
        (
            l.t("Begärt av", "Asked for by"),
            format!("{}, {}", d.extract.asked_by, d.asked),
        ),
        (l.t("Sökt i", "Looked through"), d.branch),
    ];
    if let Some(closed) = d.closed {
        rows.push((l.t("Avslutat", "Closed"), closed));
    }
    let rows = rows
        .into_iter()
        .map(|(key, value)| KeyValue {
            key: key.to_owned(),
            value,
            change: None,
        })
        .collect();
    view! {
        <div class="content">
            <Crumb parts=vec![(extracts_title(l).into(), Some(HOME.into())), (d.extract.purpose.clone(), None)]/>
            <h1>{d.extract.purpose.clone()}</h1>
            <p><Tag words=words tone=tone/></p>
            <SummaryList rows=rows/>
            {if d.parts.is_empty() {
                view! { <Empty><p>{l.t("Verktyget har inget ärende med det numret i den här grenen.", "The tool has no case with that number in this branch.")}</p></Empty> }.into_any()
            } else {
                d.parts.into_iter().map(|part| view! { <PartSummary part=part open=open id=id/> }).collect_view().into_any()
            }}
            {open.then(|| view! {
                <form method="post" action=format!("{}/stang", extract_address(id))>
                    <p>{l.t(
                        "Avsluta när utdraget är lämnat. Då tas numret och filerna bort; vad som prövades och av vem står kvar.",
                        "Close it when the extract has been handed out. Then the number and the files go; what was assessed and by whom stays.",
                    )}</p>
                    <Actions><button class="button quiet">{l.t("Avsluta begäran", "Close the request")}</button></Actions>
                </form>
            })}
        </div>
    }
}

fn roles(codes: &str, l: Language) -> &'static str {
    match codes {
        "subject child" => l.t(
            "Den ärendet gäller, och barn i det",
            "Whom the case is about, and a child in it",
        ),
        "subject" => l.t("Den ärendet gäller", "Whom the case is about"),
        _ => l.t("Barn i ärendet", "A child in the case"),
    }
}

#[component]
fn PartSummary(part: Part, open: bool, id: domain::ids::ExtractId) -> impl IntoView {
    let l = use_lang();
    let outcome = part.outcome.as_deref().and_then(ExtractOutcome::from_code);
    let held = [
        (
            l.t("prövningar av barnets bästa", "assessments"),
            part.assessments,
        ),
        (l.t("delaktighetsanteckningar", "participation notes"), part.notes),
        (l.t("brev", "letters"), part.letters),
        (l.t("bilagor", "files"), part.attachments),
        (
            l.t("prövningar av utlämnande", "assessments of disclosure"),
            part.disclosures,
        ),
    ]
    .map(|(words, n)| format!("{n} {words}"))
    .join(", ");
    let (from, to) = (
        part.created_at.format("%Y-%m-%d"),
        part.updated_at.format("%Y-%m-%d"),
    );
    let rows = [
        (l.t("Enhet", "Unit"), part.unit_name.clone()),
        (
            l.t("Personen är", "The person is"),
            roles(&part.roles, l).to_owned(),
        ),
        (
            l.t("Uppgifter från och till", "Data from and to"),
            format!("{from} – {to}"),
        ),
        (l.t("Vad som finns", "What is held"), held),
        (
            l.t("Prövat av", "Assessed by"),
            match (&part.assessed_by, part.assessed_at) {
                (Some(by), Some(at)) => format!("{by}, {}", at.format("%Y-%m-%d")),
                _ => String::new(),
            },
        ),
    ]
    .map(|(key, value)| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    })
    .to_vec();
    let (words, tone) = match outcome {
        None => (
            l.t("Väntar på enhetens chef", "Waits for the unit's manager"),
            TagTone::Warn,
        ),
        Some(ExtractOutcome::Nothing) => (ExtractOutcome::Nothing.name(l), TagTone::Plain),
        Some(outcome) => (outcome.name(l), TagTone::Good),
    };
    let number = part.number.clone();
    view! {
        <section>
            <h2>{l.t("Ärende", "Case")}" "{part.number}</h2>
            <p><Tag words=words tone=tone/></p>
            <SummaryList rows=rows/>
            {(open && part.has_file).then(|| view! { <p class="toolbar">
                <a href=format!("{}/utdrag.pdf", part_address(id, part.case_id))>{l.t(format!("Hämta utdraget för {number} som PDF"), format!("Get the extract for {number} as PDF"))}</a>
            </p> })}
        </section>
    }
}
