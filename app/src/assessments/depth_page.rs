use domain::assessments::{DEPTH_QUESTIONS, Group, Proposal, Section, depth_options};
use domain::cases::CaseKind;
use domain::fields::{FieldErrors, Fields};
use domain::ids::CaseId;
use leptos::prelude::*;

use super::frame::{Frame, FrameData};
use super::reading::SectionReading;
use crate::ui::{
    Actions, ChoiceField, Crumb, Empty, ErrorSummary, Help, HiddenVersion, Notice, TextFieldLong, TickField,
    use_lang,
};

/// What the page shows on which an assessment is begun.
#[derive(Clone, Debug)]
pub struct BeginPageData {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// Whom it is about.
    pub kind: CaseKind,
    /// What is ticked, chosen and written.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// What the answers propose; none before they are given.
    pub proposal: Option<Proposal>,
}

/// How deep? The tool proposes from answers and says why; the worker chooses and says why.
#[component]
pub fn BeginPage(data: BeginPageData) -> impl IntoView {
    let l = use_lang();
    let BeginPageData {
        case,
        number,
        kind,
        fields,
        errors,
        proposal,
    } = data;
    let proposed = proposal.is_some();
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![
                    (l.t("Ärenden", "Cases").into(), Some("/arenden".into())),
                    (number, Some(format!("/arenden/{case}"))),
                    (l.t("Ny analys", "New assessment").into(), None),
                ]/>
                <ErrorSummary errors=errors.clone()/>
                <h1>{l.t("Hur djupt behöver analysen gå?", "How deep does the assessment need to go?")}</h1>
                <p class="lead">{l.t("Kryssa i det som stämmer. Verktyget föreslår ett djup, och du väljer.", "Tick what is true. The tool proposes a depth, and you choose.")}</p>
                <form method="post" action=format!("/arenden/{case}/bedomning")>
                    <fieldset class="field">
                        <legend>{l.t("Vad stämmer?", "What is true?")}</legend>
                        {DEPTH_QUESTIONS.into_iter().map(|(code, sv, en, _)| {
                            let checked = fields.ticked(code);
                            view! { <TickField name=code label=l.t(sv, en) checked=checked/> }
                        }).collect_view()}
                    </fieldset>
                    {proposal.map(|p| view! { <Proposed proposal=p kind=kind fields=fields.clone() errors=errors.clone()/> })}
                    <Actions>
                        {proposed.then(|| view! { <button class="button" name="then" value="begin">{l.t("Börja analysen", "Begin the assessment")}</button> })}
                        <button class=if proposed { "button quiet" } else { "button" } name="then" value="propose">{if proposed {
                            l.t("Räkna om förslaget", "Propose again")
                        } else {
                            l.t("Visa förslaget", "Show the proposal")
                        }}</button>
                        <a href=format!("/arenden/{case}")>{l.t("Avbryt", "Cancel")}</a>
                    </Actions>
                </form>
            </div>
            <Help>
                <p>{l.t(
                    "Arbetet ska stå i proportion till vad beslutet betyder för barnet. En snabb analys tar en kvart. En fördjupad tar flera dagar och skrivs alltid under av två.",
                    "The work should be in proportion to what the decision means for the child. A quick assessment takes a quarter of an hour. A thorough one takes days and is always signed by two.",
                )}</p>
                <p>{l.t(
                    "Du kan höja djupet senare. Inget behöver skrivas om.",
                    "You can raise the depth later. Nothing needs to be written again.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn Proposed(proposal: Proposal, kind: CaseKind, fields: Fields, errors: FieldErrors) -> impl IntoView {
    let l = use_lang();
    let options = depth_options(l);
    let own = kind == CaseKind::Child;
    view! {
        <section id="forslag">
            <Notice kind="info" title=l.t(format!("Förslag: {}", proposal.depth.word(l)), format!("Proposal: {}", proposal.depth.word(l)))>
                <ul>{proposal.reasons.into_iter().map(|r| view! { <li>{r}</li> }).collect_view()}</ul>
                {own.then(|| view! { <p>{l.t("Det gäller barnets eget ärende.", "It is the child's own case.")}</p> })}
            </Notice>
            <ChoiceField name="chosen" label=l.t("Vilket djup väljer du?", "Which depth do you choose?") options=options value=fields.raw("chosen") error=errors.of("chosen").map(str::to_owned)/>
            <TextFieldLong name="why" label=l.t("Varför det djupet?", "Why that depth?") value=fields.raw("why") error=errors.of("why").map(str::to_owned) rows=2
                hint=l.t("En mening räcker om du följer förslaget.", "One sentence is enough if you follow the proposal.")/>
        </section>
    }
}

/// What the page of an assessment's depth shows.
#[derive(Clone, Debug)]
pub struct DepthPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// What stands about the choice.
    pub groups: Vec<Group>,
    /// Its texts.
    pub chosen: Fields,
    /// What is typed in the form that raises it.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// Why the assessment goes as deep as it does, and a way to go deeper.
#[component]
pub fn DepthPage(data: DepthPageData) -> impl IntoView {
    let l = use_lang();
    let DepthPageData {
        frame,
        groups,
        chosen,
        fields,
        errors,
    } = data;
    let id = frame.assessment.id;
    let case = frame.case.id;
    let depth = frame.assessment.depth;
    let deeper: Vec<(String, String)> = depth_options(l)
        .into_iter()
        .filter(|(code, _)| depth.deeper().iter().any(|d| d.code() == code))
        .collect();
    let may_raise = frame.writable() && !deeper.is_empty();
    let version = frame.assessment.version;
    let only = match deeper.as_slice() {
        [(code, _)] => code.clone(),
        _ => fields.raw("to").to_owned(),
    };
    view! {
        <Frame data=frame step=Some(Section::Depth.step())>
            <ErrorSummary errors=errors.clone()/>
            <h1>{l.t("Hur djupt analysen går", "How deep the assessment goes")}</h1>
            <p class="lead">{depth.name(l)}</p>
            {if chosen.0.is_empty() {
                view! { <Empty><p>{l.t("Det står inget om varför det här djupet valdes.", "Nothing is written about why this depth was chosen.")}</p></Empty> }.into_any()
            } else {
                view! { <SectionReading groups=groups fields=chosen/> }.into_any()
            }}
            {may_raise.then(|| view! {
                <form method="post" action=format!("/bedomning/{id}/djup")>
                    <h2>{l.t("Höj djupet", "Raise the depth")}</h2>
                    <p>{l.t("Allt som är skrivet finns kvar. Det som det större djupet frågar om kommer till.", "All that is written stays. What the greater depth asks about is added.")}</p>
                    <HiddenVersion version=version/>
                    <ChoiceField name="to" label=l.t("Till vilket djup?", "To which depth?") options=deeper value=only error=errors.of("to").map(str::to_owned)/>
                    <TextFieldLong name="why" label=l.t("Varför?", "Why?") value=fields.raw("why") error=errors.of("why").map(str::to_owned) rows=2/>
                    <Actions><button class="button">{l.t("Höj djupet", "Raise the depth")}</button></Actions>
                </form>
            })}
            <p><a href=format!("/arenden/{case}")>{l.t("Till ärendet", "To the case")}</a></p>
        </Frame>
    }
}
