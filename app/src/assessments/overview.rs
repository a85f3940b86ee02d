use chrono::NaiveDate;
use domain::assessments::{Depth, Status, Step};
use domain::content::content;
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use leptos::prelude::*;

use super::annotations::noted_in_words;
use super::frame::{Frame, FrameData};
use crate::ui::{
    Actions, Crumb, ErrorSummary, HiddenVersion, KeyValue, Notice, PostButton, SummaryList, Tag, TagTone,
    TextFieldLong, use_lang,
};

/// What the overview of an assessment shows.
#[derive(Clone, Debug)]
pub struct OverviewPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// How many things are missing before it can be signed.
    pub missing: usize,
    /// Letters that the children still wait for.
    pub letters_waiting: usize,
    /// Texts of the form that ends it without a decision.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// Today.
    pub today: NaiveDate,
}

/// The task list of an assessment, or a screening's record.
#[component]
pub fn OverviewPage(data: OverviewPageData) -> impl IntoView {
    if data.frame.assessment.depth == Depth::Screening {
        view! { <ScreeningRecord data=data/> }.into_any()
    } else {
        view! { <TaskList data=data/> }.into_any()
    }
}

#[component]
fn ScreeningRecord(data: OverviewPageData) -> impl IntoView {
    let l = use_lang();
    let noted = data.frame.annotations.len();
    let a = data.frame.assessment;
    let case = data.frame.case;
    let signed = a.decided_on.map(|d| dates::long(d, l)).unwrap_or_default();
    let rows = [
        (l.t("Gäller", "About"), a.matter.clone()),
        (
            l.t("Bedömning", "Finding"),
            l.t(
                "Inget barn berörs av beslutet.",
                "No child is touched by the decision.",
            )
            .to_owned(),
        ),
        (l.t("Så vet vi det", "How we know"), a.screening_reason.clone()),
        (
            l.t("Skriven av", "Written by"),
            format!("{}, {signed}", a.signed_by.clone().unwrap_or_default()),
        ),
    ]
    .into_iter()
    .map(|(key, value)| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    })
    .collect::<Vec<_>>();
    view! {
        <div class="content">
            <Crumb parts=vec![
                (l.t("Ärenden", "Cases").into(), Some("/arenden".into())),
                (case.number.clone(), Some(format!("/arenden/{}", case.id))),
                (l.t("Förprövning", "Screening").into(), None),
            ]/>
            <h1>{l.t("Förprövning: inget barn berörs", "Screening: no child is touched")}</h1>
            <SummaryList rows=rows/>
            <p>{l.t(
                "Kommer det fram att ett barn berörs lägger du till barnet i ärendet och börjar en analys. Den här anteckningen finns kvar.",
                "If it turns out that a child is touched, add the child to the case and begin an assessment. This record stays.",
            )}</p>
            <p><a href=format!("/bedomning/{}/rattelser", a.id)>{l.t("Rättelser och invändningar", "Corrections and objections")}</a>
                {(noted > 0).then(|| view! { <span class="meta">" "{noted_in_words(noted, l)}</span> })}</p>
            <p><a class="button quiet" href=format!("/arenden/{}", case.id)>{l.t("Till ärendet", "To the case")}</a></p>
        </div>
    }
}

#[component]
fn TaskList(data: OverviewPageData) -> impl IntoView {
    let l = use_lang();
    let OverviewPageData {
        frame,
        missing,
        letters_waiting,
        fields,
        errors,
        today: _,
    } = data;
    let id = frame.assessment.id;
    let status = frame.assessment.status;
    let case = frame.case.id;
    let withdrawn_reason = frame.assessment.withdrawn_reason.clone();
    let may_edit = frame.may_edit;
    let version = frame.assessment.version;
    view! {
        <Frame data=frame.clone() step=None help=vec![l.t(
            "Du kan göra stegen i vilken ordning du vill. Allt sparas medan du skriver, och inget krävs förrän du signerar.",
            "You can take the steps in any order. Everything is saved while you write, and nothing is required until you sign.",
        ).to_owned()]>
            <ErrorSummary errors=errors.clone()/>
            <h1>{l.t("Barnkonsekvensanalys", "Assessment of consequences for children")}</h1>
            {(status == Status::Withdrawn).then(|| view! {
                <Notice kind="info" title=l.t("Avslutad utan beslut", "Ended without a decision")>
                    <p class="pre">{withdrawn_reason}</p>
                    {may_edit.then(|| view! { <PostButton action=format!("/bedomning/{id}/ateroppna") label=l.t("Öppna igen", "Open again") fields=vec![("version", version.to_string())]/> })}
                </Notice>
            })}
            {(letters_waiting > 0).then(|| view! {
                <Notice kind="warn" title=l.t("Barnet väntar på svar", "The child waits for an answer")>
                    <p><a href=format!("/bedomning/{id}/svar")>{l.t(format!("{letters_waiting} brev är inte lämnade."), format!("{letters_waiting} letters are not given."))}</a></p>
                </Notice>
            })}
            <ol class="task-list numbered">
                {frame.states.iter().map(|state| {
                    let href = if state.step == Step::Screening { format!("/arenden/{case}") } else { format!("/bedomning/{id}/{}", state.step.slug()) };
                    let lead = content().step(state.step.code()).map(|s| s.lead.get(l).to_owned()).unwrap_or_default();
                    let tone = if state.done { TagTone::Good } else if state.started { TagTone::Warn } else { TagTone::Plain };
                    view! { <li>
                        <div><a href=href>{state.step.name(l)}</a><span class="meta">{lead}</span></div>
                        <Tag words=state.words.clone() tone=tone/>
                    </li> }
                }).collect_view()}
            </ol>
            {(status == Status::Draft && frame.may_edit).then(|| view! {
                <Actions>
                    <a class="button" href=format!("/bedomning/{id}/granska")>{l.t("Granska och signera", "Check and sign")}</a>
                    <span class="meta">{if missing == 0 {
                        l.t("Allt som krävs är ifyllt.", "Everything that is required is filled in.").to_owned()
                    } else {
                        l.t(format!("{missing} saknas innan det går att signera."), format!("{missing} missing before it can be signed."))
                    }}</span>
                </Actions>
            })}
            <Documents frame=frame.clone()/>
            {(status == Status::Signed && frame.may_edit).then(|| view! { <Close frame=frame.clone()/> })}
            {(status == Status::Draft && frame.may_edit).then(|| view! {
                <details class="danger-zone" open=!errors.is_empty()>
                    <summary>{l.t("Avsluta utan beslut", "End without a decision")}</summary>
                    <p>{l.t("Till exempel om ansökan är återkallad. Allt som är skrivet finns kvar, och du kan öppna igen.", "For example if the application was withdrawn. All that is written stays, and you can open it again.")}</p>
                    <form method="post" action=format!("/bedomning/{id}/avsluta-utan-beslut")>
                        <HiddenVersion version=frame.assessment.version/>
                        <TextFieldLong name="reason" label=l.t("Varför?", "Why?") value=fields.raw("reason") error=errors.of("reason").map(str::to_owned) rows=2/>
                        <button class="button danger">{l.t("Avsluta utan beslut", "End without a decision")}</button>
                    </form>
                </details>
            })}
        </Frame>
    }
}

#[component]
fn Documents(frame: FrameData) -> impl IntoView {
    let l = use_lang();
    let id = frame.assessment.id;
    let signed = matches!(frame.assessment.status, Status::Signed | Status::Closed);
    let noted = frame.annotations.len();
    view! {
        <section>
            <h2>{l.t("Dokument", "Documents")}</h2>
            <ul class="plain">
                {signed.then(|| view! {
                    <li><a href=format!("/bedomning/{id}/dokument/beslut-intern.pdf")>{l.t("Beslutsdokument, intern version (PDF)", "Decision document, internal version (PDF)")}</a></li>
                    <li><a href=format!("/bedomning/{id}/dokument/beslut-part.pdf")>{l.t("Beslutsdokument, partsversion (PDF)", "Decision document, party version (PDF)")}</a>
                        <span class="meta">" "{l.t("utan uttalanden som ska prövas först", "without statements that have to be assessed first")}</span></li>
                })}
                <li><a href=format!("/bedomning/{id}/dokument/tjansteskrivelse")>{l.t("Sammanfattning till tjänsteskrivelsen", "Summary for the committee memo")}</a></li>
                <li><a href=format!("/bedomning/{id}/dokument/arbetsutskrift.pdf")>{l.t("Arbetsutskrift (PDF)", "Working print (PDF)")}</a>
                    <span class="meta">" "{l.t("för läsning på papper, kastas efteråt", "to read on paper and throw away")}</span></li>
                <li><a href=format!("/bedomning/{id}/rattelser")>{l.t("Rättelser och invändningar", "Corrections and objections")}</a>
                    {(noted > 0).then(|| view! { <span class="meta">" "{noted_in_words(noted, l)}</span> })}</li>
            </ul>
        </section>
    }
}

#[component]
fn Close(frame: FrameData) -> impl IntoView {
    let l = use_lang();
    let id = frame.assessment.id;
    view! {
        <section>
            <h2>{l.t("Avsluta", "Close")}</h2>
            <p>{l.t(
                "När barnen har fått svar, åtgärderna är gjorda och uppföljningen är skriven avslutar du analysen.",
                "When the children are answered, the measures done and the follow-up written, close the assessment.",
            )}</p>
            <PostButton action=format!("/bedomning/{id}/avsluta") label=l.t("Avsluta analysen", "Close the assessment") fields=vec![("version", frame.assessment.version.to_string())]/>
        </section>
    }
}
