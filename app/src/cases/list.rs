use leptos::prelude::*;
use store::cases::{CaseLine, MOST_COUNTED};

use super::lines::CaseTable;
use crate::ui::{Actions, Crumb, Empty, ErrorSummary, Pager, TextField, use_lang};
use domain::fields::FieldErrors;

/// What the list of cases shows.
#[derive(Clone, Debug)]
pub struct ListPageData {
    /// Only those that the person answers for, or all within reach.
    pub mine: bool,
    /// One page of lines.
    pub lines: Vec<CaseLine>,
    /// How many there are in all.
    pub total: i64,
    /// Address of the next page.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub later_page: bool,
    /// Whether the person may open cases.
    pub may_create: bool,
}

/// The search form, which posts so that nothing personal stands in an address.
#[component]
fn SearchForm(
    /// What was searched for.
    #[prop(optional, into)]
    text: String,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    let l = use_lang();
    view! {
        <form method="post" action="/arenden/sok" role="search" class="toolbar">
            <TextField name="text" label=l.t("Sök ärende", "Search for a case") value=text error=error kind="search"
                hint=l.t("Namn, person- eller samordningsnummer, eller ärendenummer.", "Name, personal or coordination number, or case number.")/>
            <button class="button quiet">{l.t("Sök", "Search")}</button>
        </form>
    }
}

/// The way to a case that is not within reach, for when somebody may be in danger.
#[component]
fn EmergencyLink() -> impl IntoView {
    let l = use_lang();
    view! { <p class="meta">{l.t("Är det akut och ärendet en annan enhets? ", "Is it urgent and the case another unit's? ")}<a href="/akut">{l.t("Akut åtkomst", "Emergency access")}</a></p> }
}

/// My cases, or all within reach, the newest first.
#[component]
pub fn ListPage(data: ListPageData) -> impl IntoView {
    let l = use_lang();
    let ListPageData {
        mine,
        lines,
        total,
        next,
        later_page,
        may_create,
    } = data;
    let first = later_page.then(|| {
        if mine {
            "/arenden".to_owned()
        } else {
            "/arenden?alla=1".to_owned()
        }
    });
    let caption = if mine {
        l.t(
            "Mina ärenden, det senast ändrade först",
            "My cases, the one that was changed last first",
        )
    } else {
        l.t(
            "Enhetens ärenden, det senast ändrade först",
            "The unit's cases, the one that was changed last first",
        )
    };
    view! {
        <div class="content wide">
            <h1>{l.t("Ärenden", "Cases")}</h1>
            <SearchForm/>
            <div class="filters">
                <a href="/arenden" aria-current=mine.then_some("true")>{l.t("Mina", "Mine")}</a>
                <a href="/arenden?alla=1" aria-current=(!mine).then_some("true")>{l.t("Enhetens", "The unit's")}</a>
                {may_create.then(|| view! { <a class="button" href="/arenden/nytt">{l.t("Nytt ärende", "New case")}</a> })}
            </div>
            {if lines.is_empty() {
                view! { <Empty>
                    <p>{if mine {
                        l.t("Du har inga ärenden ännu.", "You have no cases yet.")
                    } else {
                        l.t("Enheten har inga ärenden ännu.", "The unit has no cases yet.")
                    }}</p>
                    {may_create.then(|| view! { <p>{l.t("Börja med Nytt ärende. Det tar en minut om inget barn berörs.", "Begin with New case. It takes a minute if no child is touched.")}</p> })}
                </Empty> }.into_any()
            } else {
                let shown = lines.len();
                view! {
                    <CaseTable caption=caption lines=lines owners=!mine/>
                    <Pager shown=shown total=total most=MOST_COUNTED next=next first=first/>
                }.into_any()
            }}
            <EmergencyLink/>
        </div>
    }
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct SearchPageData {
    /// What was searched for.
    pub text: String,
    /// One page of lines.
    pub lines: Vec<CaseLine>,
    /// Address of the next page.
    pub next: Option<String>,
    /// What is wrong with the search.
    pub error: Option<String>,
}

/// The result of a search.
#[component]
pub fn SearchPage(data: SearchPageData) -> impl IntoView {
    let l = use_lang();
    let SearchPageData {
        text,
        lines,
        next,
        error,
    } = data;
    let mut errors = FieldErrors::default();
    if let Some(message) = &error {
        errors.add("text", message.clone());
    }
    let failed = error.is_some();
    view! {
        <div class="content wide">
            <Crumb parts=vec![(l.t("Ärenden", "Cases").into(), Some("/arenden".into())), (l.t("Sökning", "Search").into(), None)]/>
            <ErrorSummary errors=errors/>
            <h1>{l.t("Sökresultat", "Search result")}</h1>
            <SearchForm text=text error=error/>
            {(!failed).then(|| if lines.is_empty() {
                view! { <Empty>
                    <p>{l.t("Inget ärende som du har tillgång till matchar.", "No case that you have access to matches.")}</p>
                    <p>{l.t(
                        "Kontrollera stavningen. Du hittar namn på vuxna och barn, hela person- eller samordningsnummer och ärendenummer, inte ord i texter.",
                        "Check the spelling. You find names of adults and children, whole personal or coordination numbers and case numbers, not words in texts.",
                    )}</p>
                </Empty> }.into_any()
            } else {
                let shown = lines.len();
                view! {
                    <CaseTable caption=l.t("Ärenden som matchar, det senast ändrade först", "Matching cases, the one that was changed last first") lines=lines/>
                    <p class="meta">{l.t(format!("{shown} visas här."), format!("{shown} shown here."))}</p>
                    {next.map(|href| view! { <Actions><a href=href rel="next">{l.t("Nästa sida", "Next page")}</a></Actions> })}
                }.into_any()
            })}
            <EmergencyLink/>
        </div>
    }
}
