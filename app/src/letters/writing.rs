use domain::content::content;
use domain::language::Language;
use domain::letters::{AgeBand, LetterKind, ReplyHow, reply_field, reply_how, reply_how_field};
use domain::participation::Standing;
use leptos::prelude::*;

use super::letter_page::{LetterPageData, SaidLine};
use super::readability_panel::ReadabilityPanel;
use crate::islands::{Autosave, SessionWatch};
use crate::participation::disclosure_address;
use crate::ui::{
    Actions, ChoiceField, HiddenVersion, Quoted, Tag, TagTone, TextFieldLong, TickField, use_lang, use_ui,
};

/// The letter's text, section by section, with an answer to each thing that the child said.
#[component]
pub(super) fn Writing(data: LetterPageData) -> impl IntoView {
    let l = use_lang();
    let id = data.frame.assessment.id;
    let letter = data.letter.clone();
    let idle = use_ui().and_then(|ui| ui.person).map_or(1800, |p| p.idle_seconds);
    let sections = content()
        .letter_outline(letter.kind, letter.band.code())
        .map(|o| o.sections.clone())
        .unwrap_or_default();
    let action = format!("/bedomning/{id}/brev/{}", letter.id);
    let replies_after = sections.iter().position(|s| s.code == "what_we_did");
    let parts = sections
        .into_iter()
        .enumerate()
        .map(|(n, s)| {
            let label = s.heading.map_or_else(
                || section_name(&s.code, l).to_owned(),
                |h| h.get(letter.language).to_owned(),
            );
            let value = data.fields.raw(&s.code).to_owned();
            let error = data.errors.of(&s.code).map(str::to_owned);
            let origins = data
                .origins
                .iter()
                .find(|(code, _)| *code == s.code)
                .map(|(_, o)| o.clone())
                .unwrap_or_default();
            let replies =
                (replies_after == Some(n) && letter.kind == LetterKind::Feedback && !data.said.is_empty())
                    .then(|| view! { <Replies data=data.clone()/> });
            view! {
                <TextFieldLong name=s.code label=label value=value error=error rows=2/>
                <Origins origins=origins/>
                {replies}
            }
        })
        .collect_view();
    view! {
        <p class="lead">{l.t(
            "Utkastet bygger bara på det som står i analysen. Varje mening är din att ändra.",
            "The draft rests only on what the assessment says. Every sentence is yours to change.",
        )}</p>
        <h2>{l.t("Brevets text", "The letter's text")}</h2>
        <form method="post" action=action.clone() class="section-form">
            <HiddenVersion version=data.version/>
            {parts}
            <Autosave language=l saved=data.saved.clone()/>
            <SessionWatch language=l seconds=idle/>
            <ReadabilityPanel readability=data.readability.clone() band=letter.band written=letter.language/>
            <Actions>
                <button class="button">{l.t("Spara brevet", "Save the letter")}</button>
                <a href=format!("/bedomning/{id}/svar")>{l.t("Till svaren", "To the answers")}</a>
            </Actions>
        </form>
        <Redraft data=data.clone() action=action/>
    }
}

/// Where the sentences of a section come from.
#[component]
fn Origins(origins: Vec<(String, String)>) -> impl IntoView {
    let l = use_lang();
    (!origins.is_empty()).then(|| view! {
        <details class="origins">
            <summary>{l.t("Varifrån texten kommer", "Where the text comes from")}</summary>
            <dl>
                {origins.into_iter().map(|(text, origin)| view! { <div><dt>{text}</dt><dd class="meta">{origin}</dd></div> }).collect_view()}
            </dl>
        </details>
    })
}

/// An answer to each thing that the child said: in the letter, or in a talk.
#[component]
fn Replies(data: LetterPageData) -> impl IntoView {
    let l = use_lang();
    let id = data.frame.assessment.id;
    view! {
        <section class="group replies">
            <h3>{l.t("Svar på det barnet har sagt", "Answers to what the child said")}</h3>
            <p>{l.t(
                "Ett svar på varje sak. Svaret står i brevet efter stycket ovanför, eller ges i ett samtal.",
                "An answer to each thing. The answer stands in the letter after the part above, or is given in a talk.",
            )}</p>
            {data.said.iter().map(|said| view! { <Reply said=said.clone() data=data.clone() id=id.to_string()/> }).collect_view()}
        </section>
    }
}

#[component]
fn Reply(said: SaidLine, data: LetterPageData, id: String) -> impl IntoView {
    let l = use_lang();
    let name = reply_field(&said.key);
    let short = domain::letters::short(&said.words);
    let how = reply_how(&data.fields, &said.key);
    let options = [
        (ReplyHow::Letter, l.t("I brevet", "In the letter")),
        (ReplyHow::Talk, l.t("I ett samtal", "In a talk")),
    ]
    .into_iter()
    .map(|(how, words)| (how.code().to_owned(), words.to_owned()))
    .collect::<Vec<_>>();
    let address = id
        .parse()
        .map(|id| disclosure_address(id, &said.key))
        .unwrap_or_default();
    let standing = (said.standing != Standing::Open).then(|| {
        let tone = if said.standing.may_be_read() { TagTone::Good } else { TagTone::Bad };
        view! { <p><Tag words=said.standing.name(l) tone=tone/>" "<a href=address>{l.t("Pröva utlämnandet", "Assess the disclosure")}</a></p> }
    });
    let error = data.errors.of(&name).map(str::to_owned);
    let value = data.fields.raw(&name).to_owned();
    view! {
        <Quoted caption=said.on.clone() text=said.words.clone()/>
        {standing}
        {(!said.outcome.is_empty()).then(|| view! { <p class="meta">{l.t("Beslutet: ", "The decision: ")}{said.outcome.clone()}</p> })}
        <TextFieldLong name=name value=value error=error rows=2
            label=l.t(format!("Svaret på ”{short}”"), format!("The answer to “{short}”"))/>
        <ChoiceField name=reply_how_field(&said.key) label=l.t(format!("Var ges svaret på ”{short}”?"), format!("Where is “{short}” answered?")) options=options value=how.code()/>
    }
}

/// Drafts the letter anew for another age or language.
#[component]
fn Redraft(data: LetterPageData, action: String) -> impl IntoView {
    let l = use_lang();
    let letter = data.letter;
    let bands = AgeBand::ALL
        .into_iter()
        .map(|b| (b.code().to_owned(), b.name(l).to_owned()))
        .collect::<Vec<_>>();
    let languages = Language::ALL
        .into_iter()
        .map(|x| (x.code().to_owned(), crate::ui::language_name(x, l).to_owned()))
        .collect::<Vec<_>>();
    view! {
        <details open=data.errors.of("sure").is_some()>
            <summary>{l.t("Byt ålder eller språk", "Change age or language")}</summary>
            <form method="post" action=format!("{action}/utkast")>
                <HiddenVersion version=letter.version/>
                <p>{l.t("Brevet skrivs då om från början. Det du har ändrat i det försvinner.", "The letter is then drafted anew. What you have changed in it goes.")}</p>
                <ChoiceField name="band" label=l.t("Ålder", "Age") options=bands value=letter.band.code()/>
                <ChoiceField name="language" label=l.t("Språk", "Language") options=languages value=letter.language.code()/>
                <TickField name="sure" label=l.t("Ja, skriv om brevet", "Yes, draft the letter anew") checked=false error=data.errors.of("sure").map(str::to_owned)/>
                <button class="button quiet">{l.t("Skriv om", "Draft anew")}</button>
            </form>
        </details>
    }
}

/// Names for sections that have no heading in the letter itself.
fn section_name(code: &str, l: Language) -> &'static str {
    match code {
        "sender" => l.t("Hälsning och avsändare", "Greeting and sender"),
        "why_writing" => l.t("Varför du får brevet", "Why you get the letter"),
        "met" => l.t("När vi sågs", "When we met"),
        "told" => l.t("Det du berättade", "What you told us"),
        "decided" => l.t("Vad som är bestämt", "What is decided"),
        "why" => l.t("Varför", "Why"),
        "what_we_did" => l.t("Vad vi gjorde med det du sade", "What we did with what you said"),
        "for_you" => l.t("Vad det betyder för dig", "What it means for you"),
        "not_your_fault" => l.t("Det är inte ditt fel", "It is not your fault"),
        "when_where" => l.t("När och var", "When and where"),
        "choose" => l.t("Det du får välja", "What you may choose"),
        "your_words" => l.t(
            "Vad som händer med det du säger",
            "What happens with what you say",
        ),
        "next" => l.t("Vad som händer nu", "What happens now"),
        "if_wrong" => l.t("Om något är fel", "If something is wrong"),
        "questions" => l.t("Frågor", "Questions"),
        _ => l.t("Tack", "Thanks"),
    }
}
