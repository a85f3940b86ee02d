use domain::extracts::{AssessForm, ExtractOutcome};
use domain::fields::{FieldErrors, Fields};
use domain::ids::{CaseId, ExtractId};
use leptos::prelude::*;

use super::{HOME, extracts_title, part_address};
use crate::ui::{
    Actions, ChoiceField, Crumb, ErrorSummary, HiddenVersion, Notice, TextFieldLong, TickField, use_lang,
};

/// A part of the draft: its number, its title, and its text as markup that the server has drawn from the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartView {
    /// From 0.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// The preview.
    pub preview: String,
}

/// What the manager's page shows.
#[derive(Clone, Debug)]
pub struct AssessPageData {
    /// The request.
    pub extract: ExtractId,
    /// What the request is about.
    pub purpose: String,
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// Who the person is in the case: name or label.
    pub person: String,
    /// The parts of the draft.
    pub parts: Vec<PartView>,
    /// What tells whether the draft has changed since it was read.
    pub fingerprint: String,
    /// The version that the form was drawn from.
    pub version: i64,
    /// Who assessed it before, in words.
    pub before: Option<String>,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// Everything that the case holds, to be read and assessed.
#[component]
pub fn AssessPage(data: AssessPageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let address = part_address(d.extract, d.case);
    let text = |name: &str| d.fields.raw(name).to_owned();
    let error = |name: &str| d.errors.of(name).map(str::to_owned);
    let outcomes = ExtractOutcome::ALL
        .into_iter()
        .map(|o| (o.code().to_owned(), o.name(l).to_owned()))
        .collect::<Vec<_>>();
    let ticks = d
        .parts
        .iter()
        .map(|part| {
            let name = format!("{}{}", AssessForm::PREFIX, part.number);
            let checked = d.fields.ticked(&name);
            (name, part.title.clone(), checked)
        })
        .collect::<Vec<_>>();
    let on_paper = format!("{address}/utkast.pdf");
    let any_ticked = ticks.iter().any(|(_, _, checked)| *checked);
    view! {
        <div class="content">
            <Crumb parts=vec![(extracts_title(l).into(), Some(HOME.into())), (d.number.clone(), None)]/>
            <ErrorSummary errors=d.errors.clone()/>
            <h1>{l.t("Prövning av utdrag", "Assessment of an extract")}" "{d.number}</h1>
            <p class="lead">{l.t(
                format!("{} har begärt att få veta vad som finns ({}). Läs allt och pröva vad som kan lämnas ut.", d.person, d.purpose),
                format!("{} has asked to know what is held ({}). Read everything and assess what may leave.", d.person, d.purpose),
            )}</p>
            {d.before.map(|before| view! { <p class="meta">{before}</p> })}
            <Notice kind="warn" title=l.t("Det här är ett utkast", "This is a draft")>
                <p>{l.t(
                    "Här står också andras uppgifter och barnets ord. Inget lämnar enheten förrän du har prövat det.",
                    "It holds other people's data and the child's words as well. Nothing leaves the unit until you have assessed it.",
                )}</p>
                <p><a href=on_paper>{l.t("Läs utkastet på papper (PDF)", "Read the draft on paper (PDF)")}</a></p>
            </Notice>
            {d.parts.into_iter().map(|part| view! {
                <details class="extract-part"><summary>{part.title}</summary><div inner_html=part.preview></div></details>
            }).collect_view()}
            <form method="post" action=address>
                <HiddenVersion version=d.version/>
                <input type="hidden" name="fingerprint" value=d.fingerprint/>
                <h2>{l.t("Din prövning", "Your assessment")}</h2>
                <ChoiceField name="outcome" options=outcomes value=text("outcome") error=error("outcome")
                    label=l.t("Vad kan lämnas ut?", "What may leave?")/>
                <details open=any_ticked>
                    <summary>{l.t("Delar som hålls inne", "Parts that are kept back")}</summary>
                    {ticks.into_iter().map(|(name, title, checked)| view! { <TickField name=name label=title checked=checked/> }).collect_view()}
                </details>
                <TextFieldLong name="reasons" value=text("reasons") error=error("reasons") rows=4
                    label=l.t("Varför hålls något inne?", "Why is something kept back?")
                    hint=l.t("Vilken bestämmelse, för vem och varför. Det står kvar i ärendet och följer inte med utdraget.", "Which provision, for whom and why. It stays in the case and does not go out with the extract.")/>
                <Actions><button class="button">{l.t("Spara prövningen", "Save the assessment")}</button></Actions>
            </form>
        </div>
    }
}
