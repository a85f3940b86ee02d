use domain::assessments::{Gap, Group, Section, Status, Step};
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use leptos::prelude::*;

use super::addresses::{address_of, gap_address};
use super::frame::{Frame, FrameData};
use super::reading::SectionReading;
use super::section_page::section_title;
use crate::ui::{Actions, ErrorSummary, HiddenVersion, Notice, TextFieldLong, TickField, use_lang};

/// What a signer attests: code, Swedish, English.
pub const ATTESTATIONS: [(&str, &str, &str); 3] = [
    (
        "read",
        "Jag har läst igenom hela analysen.",
        "I have read the whole assessment.",
    ),
    (
        "own",
        "Bedömningarna är mina egna. Ingenting är ifyllt åt mig.",
        "The judgements are my own. Nothing has been filled in for me.",
    ),
    (
        "words",
        "Barnets ord är återgivna så som barnet sade dem.",
        "The child's words are given as the child said them.",
    ),
];

/// What the check page shows.
#[derive(Clone, Debug)]
pub struct CheckPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// What is missing.
    pub gaps: Vec<Gap>,
    /// Every section with what it asks and what is answered, in order.
    pub sections: Vec<(Section, Vec<Group>, Fields)>,
    /// Attestations that were not ticked when signing was tried.
    pub errors: FieldErrors,
    /// What was ticked.
    pub ticked: Fields,
}

/// "Check your answers": what is missing, everything that is written, and the signature.
#[component]
pub fn CheckPage(data: CheckPageData) -> impl IntoView {
    let l = use_lang();
    let CheckPageData {
        frame,
        gaps,
        sections,
        errors,
        ticked,
    } = data;
    let id = frame.assessment.id;
    let by_two = frame.by_two();
    let ready = gaps.is_empty();
    view! {
        <Frame data=frame.clone() step=None help=vec![l.t(
            "Läs som om du var barnet, eller den som ska pröva beslutet. Efter signering går texten inte att ändra.",
            "Read as if you were the child, or the one who reviews the decision. After signing the text cannot be changed.",
        ).to_owned()]>
            <ErrorSummary errors=errors.clone()/>
            <h1>{if by_two {
                l.t("Läs igenom och skicka för granskning", "Read through and send for review")
            } else {
                l.t("Granska och signera", "Check and sign")
            }}</h1>
            {if ready {
                view! { <Notice kind="good" title=l.t("Allt som krävs är ifyllt", "Everything that is required is filled in")>
                    <p>{if by_two {
                        l.t("Läs igenom nedanför och skicka längst ner.", "Read through below and send at the end.")
                    } else {
                        l.t("Läs igenom nedanför och signera längst ner.", "Read through below and sign at the end.")
                    }}</p>
                </Notice> }.into_any()
            } else {
                view! { <GapList frame=frame.clone() gaps=gaps/> }.into_any()
            }}
            {sections.into_iter().map(|(section, groups, fields)| {
                let title = heading(&frame, section, l);
                let name = title.clone();
                view! {
                    <section class="check">
                        <div class="check-head"><h2>{title}</h2><a href=address_of(id, section)>{l.t("Ändra", "Change")}<span class="hidden">" "{name}</span></a></div>
                        <SectionReading groups=groups fields=fields below=true/>
                    </section>
                }
            }).collect_view()}
            {(ready && frame.writable()).then(|| view! { <SignForm frame=frame errors=errors ticked=ticked/> })}
        </Frame>
    }
}

/// What a section is called where several stand below one another.
pub(super) fn heading(frame: &FrameData, section: Section, l: Language) -> String {
    match section {
        Section::Article(_)
        | Section::Note(_)
        | Section::Child(_)
        | Section::ArticleChoice
        | Section::Depth => section_title(frame, section, l),
        _ => section.step().name_for(frame.case.kind, l).to_owned(),
    }
}

#[component]
fn GapList(frame: FrameData, gaps: Vec<Gap>) -> impl IntoView {
    let l = use_lang();
    let id = frame.assessment.id;
    let (depth, kind) = (frame.assessment.depth, frame.case.kind);
    let count = gaps.len();
    let title = if frame.by_two() {
        l.t(
            format!("{count} saknas innan det går att skicka"),
            format!("{count} missing before it can be sent"),
        )
    } else {
        l.t(
            format!("{count} saknas innan det går att signera"),
            format!("{count} missing before it can be signed"),
        )
    };
    view! {
        <section class="notice warn" id="saknas">
            <h2>{title}</h2>
            {Step::ALL.into_iter().filter_map(|step| {
                let here: Vec<_> = gaps.iter().filter(|g| g.step == step).cloned().collect();
                (!here.is_empty()).then(|| view! {
                    <h3>{step.name_for(kind, l)}</h3>
                    <ul>{here.into_iter().map(|g| view! { <li><a href=gap_address(id, depth, &g)>{g.message.clone()}</a></li> }).collect_view()}</ul>
                })
            }).collect_view()}
        </section>
    }
}

#[component]
fn SignForm(frame: FrameData, errors: FieldErrors, ticked: Fields) -> impl IntoView {
    let l = use_lang();
    let id = frame.assessment.id;
    let returned = frame.assessment.status == Status::Returned;
    let by_two = frame.by_two();
    let (action, title) = if by_two {
        (
            format!("/bedomning/{id}/skicka"),
            l.t("Skicka för granskning", "Send for review"),
        )
    } else {
        (format!("/bedomning/{id}/signera"), l.t("Signera", "Sign"))
    };
    let message = ticked.raw("message").to_owned();
    let message_error = errors.of("message").map(str::to_owned);
    view! {
        <form method="post" action=action class="attest">
            <h2>{title}</h2>
            <HiddenVersion version=frame.assessment.version/>
            {ATTESTATIONS.into_iter().map(|(code, sv, en)| {
                let name = format!("attest.{code}");
                let checked = ticked.ticked(&name);
                let error = errors.of(&name).map(str::to_owned);
                view! { <TickField name=name label=l.t(sv, en) checked=checked error=error/> }
            }).collect_view()}
            {by_two.then(|| view! {
                <TextFieldLong name="message" value=message error=message_error rows=3
                    label=if returned { l.t("Vad har du ändrat sedan analysen återlämnades?", "What have you changed since the assessment was sent back?") } else { l.t("Något att säga till granskaren (frivilligt)", "Something to say to the reviewer (optional)") }/>
            })}
            <p>{if by_two {
                l.t(
                    "Analysen låses medan den granskas. Den som granskar skriver under som andra person eller lämnar tillbaka den med anmärkningar.",
                    "The assessment is locked while it is reviewed. The reviewer signs as the second person or sends it back with remarks.",
                )
            } else {
                l.t(
                    "När du signerar låses analysen. Sedan skriver du svaret till varje barn.",
                    "Signing locks the assessment. Then you write the answer to each child.",
                )
            }}</p>
            <Actions>
                {(!by_two).then(|| view! { <button class="button">{l.t("Signera och lås", "Sign and lock")}</button> })}
                <button class=if by_two { "button" } else { "button quiet" } formaction=format!("/bedomning/{id}/skicka")>{l.t("Skicka för granskning", "Send for review")}</button>
                <a href=format!("/bedomning/{id}")>{l.t("Inte än", "Not yet")}</a>
            </Actions>
        </form>
    }
}
