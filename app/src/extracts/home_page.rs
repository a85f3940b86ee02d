use domain::fields::{FieldErrors, Fields};
use leptos::prelude::*;
use store::extracts::Extract;

use super::{HOME, extract_address, extracts_title};
use crate::ui::{Actions, Empty, ErrorSummary, Help, Tag, TagTone, TextField, use_lang};

/// A case that waits for a manager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingLine {
    /// Where it is read and assessed.
    pub href: String,
    /// The case's number.
    pub number: String,
    /// When it was asked for, in words.
    pub asked: String,
}

/// What the first page shows.
#[derive(Clone, Debug, Default)]
pub struct ExtractsPageData {
    /// Whether the person asks for extracts.
    pub may_ask: bool,
    /// Whether the person assesses them.
    pub assesses: bool,
    /// Requests of the officer's branches.
    pub extracts: Vec<Extract>,
    /// What waits for the manager.
    pub waiting: Vec<WaitingLine>,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// Requests, and what waits to be assessed.
#[component]
pub fn ExtractsPage(data: ExtractsPageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    view! {
        <div class="with-help">
            <div class="content">
                <ErrorSummary errors=d.errors.clone()/>
                <h1>{extracts_title(l)}</h1>
                <p class="lead">{l.t(
                    "Den som vill veta vad verktyget har om sig får ett utdrag. Enhetens chef läser och prövar varje del innan den lämnas ut.",
                    "Whoever wants to know what the tool holds about them gets an extract. The unit's manager reads and assesses each part before it leaves.",
                )}</p>
                {d.assesses.then(|| view! { <Waiting lines=d.waiting/> })}
                {d.may_ask.then(|| view! {
                    <Requests extracts=d.extracts/>
                    <Ask fields=d.fields errors=d.errors/>
                })}
            </div>
            <Help>
                <p>{l.t(
                    "Det som finns om en person rör ofta andra också: syskon, föräldrar, den som har gjort en anmälan. Ett barns ord prövas innan någon annan får läsa dem (OSL 10 kap. 3 §, 26 kap. 1 §).",
                    "What is held about a person is often about others too: siblings, parents, whoever made a report. A child's words are assessed before anybody else may read them (OSL, chapter 10, section 3, and chapter 26, section 1).",
                )}</p>
                <p>{l.t(
                    "Vårdnadshavare och andra som saknar nummer i verktyget hittas inte här. Fråga enheten.",
                    "Guardians and others who have no number in the tool are not found here. Ask the unit.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn Waiting(lines: Vec<WaitingLine>) -> impl IntoView {
    let l = use_lang();
    let count = lines.len();
    view! {
        <section>
            <h2>{l.t("Väntar på din prövning", "Waits for your assessment")}" "<span class="meta">{count}</span></h2>
            {if lines.is_empty() {
                view! { <p class="meta">{l.t("Inget väntar.", "Nothing waits.")}</p> }.into_any()
            } else {
                view! { <ul class="task-list">{lines.into_iter().map(|line| {
                    let asked = l.t(format!("Begärt {}", line.asked), format!("Asked for on {}", line.asked));
                    view! { <li><div><a href=line.href>{line.number}</a><span class="meta">{asked}</span></div></li> }
                }).collect_view()}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Requests(extracts: Vec<Extract>) -> impl IntoView {
    let l = use_lang();
    let count = extracts.len();
    view! {
        <section>
            <h2>{l.t("Begäranden", "Requests")}" "<span class="meta">{count}</span></h2>
            {if extracts.is_empty() {
                view! { <Empty><p>{l.t("Ingen har begärt något än. Börja nedanför.", "Nobody has asked for anything yet. Begin below.")}</p></Empty> }.into_any()
            } else {
                view! {
                    <p class="meta">{l.t("Öppna står först, högst 100.", "Open ones stand first, at most 100.")}</p>
                    <ul class="task-list">{extracts.into_iter().map(|one| {
                        let (words, tone) = state_words(&one, l);
                        let meta = format!("{}, {}", one.asked_by, one.asked_at.format("%Y-%m-%d"));
                        view! { <li>
                            <div><a href=extract_address(one.id)>{one.purpose}</a><span class="meta">{meta}</span></div>
                            <Tag words=words tone=tone/>
                        </li> }
                    }).collect_view()}</ul>
                }.into_any()
            }}
        </section>
    }
}

/// Where a request is, in words.
pub(super) fn state_words(extract: &Extract, l: domain::language::Language) -> (String, TagTone) {
    let (assessed, cases) = (extract.assessed, extract.cases);
    if extract.closed_at.is_some() {
        (l.t("Avslutad", "Closed").to_owned(), TagTone::Plain)
    } else {
        (
            l.t(
                format!("{assessed} av {cases} prövade"),
                format!("{assessed} of {cases} assessed"),
            ),
            if assessed == cases {
                TagTone::Good
            } else {
                TagTone::Warn
            },
        )
    }
}

#[component]
fn Ask(fields: Fields, errors: FieldErrors) -> impl IntoView {
    let l = use_lang();
    let text = |name: &str| fields.raw(name).to_owned();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    view! {
        <section>
            <h2>{l.t("Ny begäran", "New request")}</h2>
            <form method="post" action=HOME>
                <TextField name="number" value=text("number") error=error("number") width="medium"
                    label=l.t("Person- eller samordningsnummer", "Personal or coordination number")
                    hint=l.t("Tolv siffror. Kontrollera först vem som frågar.", "Twelve digits. First make sure who is asking.")/>
                <TextField name="purpose" value=text("purpose") error=error("purpose")
                    label=l.t("Vad gäller begäran?", "What is the request about?")
                    hint=l.t("Till exempel diarienumret. Skriv inga namn.", "For example its registration number. Write no names.")/>
                <Actions><button class="button">{l.t("Sök upp och begär prövning", "Find and ask for assessment")}</button></Actions>
            </form>
        </section>
    }
}
