use chrono::NaiveDate;
use domain::cases::CaseKind;
use domain::fields::{FieldErrors, Fields};
use domain::ids::CaseId;
use domain::retention::{HoldReason, Verdict};
use leptos::prelude::*;
use store::retention::Hold;

use super::class_form::{ClassAsked, ClassForm};
use super::words::verdict_words;
use super::{HOME, case_address, retention_title};
use crate::ui::{
    Actions, ChoiceField, Crumb, ErrorSummary, KeyValue, Notice, SummaryList, TextFieldLong, use_lang,
};

/// What a records officer's page about a case shows: no name, no text of the case.
#[derive(Clone, Debug)]
pub struct RetentionCasePageData {
    /// The case.
    pub case: CaseId,
    /// Its number here.
    pub number: String,
    /// Its number in the case system.
    pub reference: String,
    /// Its unit.
    pub unit: String,
    /// Whom it is about.
    pub kind: CaseKind,
    /// The last entry.
    pub last_entry: NaiveDate,
    /// Whether it waits in a batch.
    pub proposed: bool,
    /// What the rules come to today.
    pub verdict: Verdict,
    /// Who chose the kind of file, and when.
    pub saved: Option<String>,
    /// The form about the kind of file.
    pub asked: ClassAsked,
    /// Its holds, the newest first.
    pub holds: Vec<Hold>,
    /// What is typed in the forms about holds.
    pub fields: Fields,
    /// What has to be mended there; of which hold, where one is to be lifted.
    pub errors: FieldErrors,
    /// The hold that the errors are about.
    pub lifting: Option<String>,
}

/// A case's retention.
#[component]
pub fn RetentionCasePage(data: RetentionCasePageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let address = case_address(d.case);
    let (words, _) = verdict_words(&d.verdict, l);
    let rows = [
        (
            l.t("I verksamhetssystemet", "In the case system"),
            d.reference.clone(),
        ),
        (l.t("Enhet", "Unit"), d.unit.clone()),
        (l.t("Slag", "Kind"), d.kind.name(l).to_owned()),
        (
            l.t("Sista anteckning här", "Last entry here"),
            domain::dates::long(d.last_entry, l),
        ),
    ]
    .map(|(key, value)| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    })
    .to_vec();
    let mut all_errors = d.asked.errors.clone();
    all_errors.0.extend(d.errors.0.clone());
    let (current, lifted): (Vec<Hold>, Vec<Hold>) =
        d.holds.into_iter().partition(|hold| hold.lifted.is_none());
    let new_errors = if d.lifting.is_none() {
        d.errors.clone()
    } else {
        FieldErrors::default()
    };
    let (fields, errors, lifting) = (d.fields.clone(), d.errors.clone(), d.lifting.clone());
    view! {
        <div class="content">
            <Crumb parts=vec![(retention_title(l).into(), Some(HOME.into())), (d.number.clone(), None)]/>
            <ErrorSummary errors=all_errors/>
            <h1>{l.t("Gallring av ärende", "Retention of case")}" "{d.number}</h1>
            <p class="lead">{words}</p>
            {d.proposed.then(|| view! { <p class="meta">{l.t("Ärendet finns i ett förslag som väntar.", "The case is in a proposal that waits.")}</p> })}
            <SummaryList rows=rows/>
            <section>
                <h2>{l.t("Spärrar", "Holds")}</h2>
                {current.is_empty().then(|| view! { <p class="meta">{l.t("Ingen spärr finns.", "There is no hold.")}</p> })}
                {current.into_iter().map(|hold| {
                    let own = lifting.as_deref() == Some(hold.id.to_string().as_str());
                    let (value, error) = if own { (fields.raw("lifted").to_owned(), errors.of("lifted").map(str::to_owned)) } else { (String::new(), None) };
                    view! { <HoldView hold=hold address=address.clone() value=value error=error/> }
                }).collect_view()}
                <PlaceHold address=address.clone() fields=d.fields errors=new_errors/>
                {(!lifted.is_empty()).then(|| view! {
                    <details><summary>{l.t("Lyfta spärrar", "Lifted holds")}</summary>
                        <ul>{lifted.into_iter().map(|hold| {
                            let (by, at, text) = hold.lifted.unwrap_or_default();
                            let day = at.format("%Y-%m-%d");
                            view! { <li>{l.t(
                                format!("{}: {}. Lyft {day} av {by}: {text}", hold.reason.name(l), hold.text),
                                format!("{}: {}. Lifted {day} by {by}: {text}", hold.reason.name(l), hold.text),
                            )}</li> }
                        }).collect_view()}</ul>
                    </details>
                })}
            </section>
            <section>
                <h2>{l.t("Sorts akt", "Kind of file")}</h2>
                {d.saved.map(|saved| view! { <p class="meta">{saved}</p> })}
                <ClassForm asked=d.asked/>
            </section>
        </div>
    }
}

#[component]
fn HoldView(hold: Hold, address: String, value: String, error: Option<String>) -> impl IntoView {
    let l = use_lang();
    let open = error.is_some();
    let (by, day) = (hold.placed_by, hold.placed_at.format("%Y-%m-%d"));
    let said = l.t(
        format!("Satt av {by} {day}."),
        format!("Placed by {by} on {day}."),
    );
    view! {
        <Notice kind="info" title=hold.reason.name(l)>
            <p class="pre">{hold.text}</p>
            <p class="meta">{said}</p>
            <details open=open>
                <summary>{l.t("Lyft spärren", "Lift the hold")}</summary>
                <form method="post" action=format!("{address}/sparr/{}/lyft", hold.id)>
                    <TextFieldLong name="lifted" value=value error=error rows=2
                        label=l.t("Varför behövs den inte längre?", "Why is it no longer needed?")/>
                    <Actions><button class="button quiet">{l.t("Lyft spärren", "Lift the hold")}</button></Actions>
                </form>
            </details>
        </Notice>
    }
}

#[component]
fn PlaceHold(address: String, fields: Fields, errors: FieldErrors) -> impl IntoView {
    let l = use_lang();
    let reasons = HoldReason::ALL
        .into_iter()
        .map(|r| (r.code().to_owned(), r.name(l).to_owned()))
        .collect::<Vec<_>>();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    view! {
        <details open=!errors.is_empty()>
            <summary>{l.t("Sätt en spärr", "Place a hold")}</summary>
            <form method="post" action=format!("{address}/sparr")>
                <ChoiceField name="reason" options=reasons value=fields.raw("reason").to_owned() error=error("reason")
                    label=l.t("Varför ska ärendet bevaras tills vidare?", "Why is the case to be kept for now?")/>
                <TextFieldLong name="text" value=fields.raw("text").to_owned() error=error("text") rows=2
                    label=l.t("Förklara", "Explain") hint=l.t("Till exempel ett målnummer. Skriv inga namn och inga personnummer.", "For example the number of a court case. Write no names and no personal numbers.")/>
                <Actions><button class="button quiet">{l.t("Sätt spärren", "Place the hold")}</button></Actions>
            </form>
        </details>
    }
}
