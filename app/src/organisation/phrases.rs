use domain::fields::{FieldErrors, Fields};
use domain::ids::UnitId;
use domain::organisation::Phrase;
use leptos::prelude::*;

use crate::ui::{
    Actions, Crumb, Empty, ErrorSummary, Help, PostButton, TextField, TextFieldLong, TickField, use_lang,
};

/// What the page of a unit's phrases shows.
#[derive(Clone, Debug)]
pub struct PhrasesPageData {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Its phrases, by title.
    pub phrases: Vec<PhraseLine>,
    /// What is typed in the form for a new one.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// A phrase in the list.
#[derive(Clone, Debug)]
pub struct PhraseLine {
    /// The phrase.
    pub phrase: Phrase,
    /// Whether the person may take it out.
    pub may_remove: bool,
}

/// The unit's phrases: facts and information that are written often.
#[component]
pub fn PhrasesPage(data: PhrasesPageData) -> impl IntoView {
    let l = use_lang();
    let PhrasesPageData {
        unit,
        unit_name,
        phrases,
        fields,
        errors,
    } = data;
    let count = phrases.len();
    let text = |name: &str| fields.raw(name).to_owned();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let told = match count {
        1 => l.t("1 fras.", "1 phrase.").to_owned(),
        n => l.t(
            format!("{n} fraser i bokstavsordning."),
            format!("{n} phrases in alphabetical order."),
        ),
    };
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![(unit_name, None), (l.t("Fraser", "Phrases").into(), None)]/>
                <ErrorSummary errors=errors.clone()/>
                <h1>{l.t("Enhetens fraser", "The unit's phrases")}</h1>
                <p class="lead">{l.t(
                    "Fakta och information som ni skriver ofta, för att lägga till som uppgift i en analys.",
                    "Facts and information that you write often, to add as a fact to an assessment.",
                )}</p>
                {if count == 0 {
                    view! { <Empty><p>{l.t(
                        "Här finns inga fraser än. Lägg till den första nedanför.",
                        "There are no phrases yet. Add the first one below.",
                    )}</p></Empty> }.into_any()
                } else {
                    view! {
                        <p class="meta">{told}</p>
                        <ul class="cards one-column">
                            {phrases.into_iter().map(|line| view! { <PhraseCard unit=unit line=line/> }).collect_view()}
                        </ul>
                    }.into_any()
                }}
                <form method="post" action=format!("/enheter/{unit}/fraser")>
                    <h2>{l.t("Lägg till en fras", "Add a phrase")}</h2>
                    <TextField name="title" label=l.t("Vad handlar frasen om?", "What is the phrase about?") value=text("title") error=error("title")
                        hint=l.t("Till exempel: så räknas riksnormen.", "For example: how the national norm is counted.")/>
                    <TextFieldLong name="text" label=l.t("Text", "Text") value=text("text") error=error("text") rows=5
                        hint=l.t("Högst 2000 tecken. Inga namn, nummer eller annat om personer.", "At most 2,000 characters. No names, numbers or anything else about persons.")/>
                    <TickField name="fact" checked=fields.ticked("fact") error=error("fact")
                        label=l.t("Texten är fakta eller information, ingen bedömning", "The text is a fact or information, not a judgement")/>
                    <Actions><button class="button">{l.t("Lägg till frasen", "Add the phrase")}</button></Actions>
                </form>
            </div>
            <Help>
                <p>{l.t(
                    "En fras kan till exempel förklara en regel, en insats eller hur man når enheten. Den som använder den skriver källan själv.",
                    "A phrase can explain a rule, an intervention or how to reach the unit, for example. Whoever uses it writes the source.",
                )}</p>
                <p>{l.t(
                    "Bedömningar hör inte hit. De skriver var och en själv, för just det barnet.",
                    "Judgements do not belong here. Everybody writes their own, for that very child.",
                )}</p>
                <p>{l.t(
                    "Enhetens chef eller den som har lagt till en fras kan ta bort den.",
                    "The unit's manager, or whoever added a phrase, can take it out.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn PhraseCard(unit: UnitId, line: PhraseLine) -> impl IntoView {
    let l = use_lang();
    let Phrase {
        id,
        title,
        text,
        added_by_name,
        ..
    } = line.phrase;
    let (named, context) = (title.clone(), title.clone());
    view! {
        <li class="card">
            <h2>{title}</h2>
            <p class="pre">{text}</p>
            <p class="meta">{l.t(format!("Tillagd av {added_by_name}"), format!("Added by {added_by_name}"))}</p>
            {line.may_remove.then(|| view! {
                <details>
                    <summary>{l.t("Ta bort", "Take out")}<span class="hidden">" "{named}</span></summary>
                    <p>{l.t(
                        "Frasen försvinner ur listan. Det som redan är skrivet i analyser står kvar.",
                        "The phrase goes from the list. What is already written in assessments stays.",
                    )}</p>
                    <PostButton action=format!("/enheter/{unit}/fraser/{id}/ta-bort") label=l.t("Ja, ta bort frasen", "Yes, take the phrase out") context=context class="button danger"/>
                </details>
            })}
        </li>
    }
}

/// The unit's phrases inside the form of the facts, one submit button each: `phrase` is the id of the one that was pressed. The
/// handler saves the page as for every other button, and adds the phrase's text as a new row.
///
/// Stands after the form's own buttons: Enter in a line of text presses the first button of a form.
#[component]
pub fn PhrasePicker(
    /// The case's unit.
    unit: UnitId,
    /// Its phrases, by title.
    phrases: Vec<Phrase>,
) -> impl IntoView {
    let l = use_lang();
    let none = phrases.is_empty();
    view! {
        <details class="phrases">
            <summary>{l.t("Enhetens fraser", "The unit's phrases")}</summary>
            {none.then(|| view! { <p class="meta">{l.t("Enheten har inga fraser än.", "The unit has no phrases yet.")}</p> })}
            {(!none).then(|| view! {
                <ul class="cards one-column">
                    {phrases.into_iter().map(|phrase| {
                        let title = phrase.title.clone();
                        view! {
                            <li class="card">
                                <p><strong>{phrase.title}</strong></p>
                                <p class="pre">{phrase.text}</p>
                                <button class="button quiet" name="phrase" value=phrase.id.to_string()>
                                    {l.t("Lägg till som uppgift", "Add as a fact")}<span class="hidden">" "{title}</span>
                                </button>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            })}
            <p><a href=format!("/enheter/{unit}/fraser")>{l.t("Lägg till eller ta bort fraser", "Add phrases or take them out")}</a></p>
        </details>
    }
}
