use chrono::NaiveDate;
use domain::assessments::{Depth, Status};
use domain::content::content;
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use leptos::prelude::*;

use super::addresses::quick_address;
use super::annotations::noted_in_words;
use super::frame::{Frame, FrameData, step_address};
use crate::participation::thread_address;
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
    let quick = frame.assessment.depth == Depth::Quick;
    let by_two = frame.by_two();
    let kind = frame.case.kind;
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
            <ReviewState frame=frame.clone()/>
            <Series frame=frame.clone()/>
            {(letters_waiting > 0).then(|| view! {
                <Notice kind="warn" title=l.t("Barnet väntar på svar", "The child waits for an answer")>
                    <p><a href=format!("/bedomning/{id}/svar")>{l.t(format!("{letters_waiting} brev är inte lämnade."), format!("{letters_waiting} letters are not given."))}</a></p>
                </Notice>
            })}
            {quick.then(|| view! {
                <p>{l.t(
                    "En snabb analys skrivs på en sida. Visar det sig att mer står på spel för barnet höjer du djupet. Allt du har skrivit finns kvar.",
                    "A quick assessment is written on one page. If more turns out to be at stake for the child, raise the depth. All that you have written stays.",
                )}</p>
            })}
            {(!quick).then(|| view! { <ol class="task-list numbered">
                {frame.states.iter().map(|state| {
                    let href = step_address(id, state.step);
                    let lead = content().step(state.step.code()).map(|s| s.lead_for(kind, l).to_owned()).unwrap_or_default();
                    let tone = if state.done { TagTone::Good } else if state.started { TagTone::Warn } else { TagTone::Plain };
                    view! { <li>
                        <div><a href=href>{state.step.name_for(kind, l)}</a><span class="meta">{lead}</span></div>
                        <Tag words=state.words.clone() tone=tone/>
                    </li> }
                }).collect_view()}
            </ol> })}
            {frame.writable().then(|| view! {
                <Actions>
                    {quick.then(|| view! { <a class="button" href=quick_address(id)>{l.t("Skriv analysen", "Write the assessment")}</a> })}
                    <a class=if quick { "button quiet" } else { "button" } href=format!("/bedomning/{id}/granska")>{if by_two {
                        l.t("Läs igenom och skicka för granskning", "Read through and send for review")
                    } else {
                        l.t("Granska och signera", "Check and sign")
                    }}</a>
                    <span class="meta">{match (missing, by_two) {
                        (0, _) => l.t("Allt som krävs är ifyllt.", "Everything that is required is filled in.").to_owned(),
                        (_, false) => l.t(format!("{missing} saknas innan det går att signera."), format!("{missing} missing before it can be signed.")),
                        (_, true) => l.t(format!("{missing} saknas innan det går att skicka."), format!("{missing} missing before it can be sent.")),
                    }}</span>
                </Actions>
            })}
            <Threads frame=frame.clone()/>
            <Documents frame=frame.clone()/>
            {(status == Status::Signed && frame.may_edit).then(|| view! { <Close frame=frame.clone()/> })}
            {(status == Status::Closed && frame.may_edit && frame.assessment.next.is_none()).then(|| view! { <section><h2>{l.t("Ny version", "New version")}</h2><Revise frame=frame.clone()/></section> })}
            {frame.writable().then(|| view! {
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

/// The way from each child's words to the answer.
#[component]
fn Threads(frame: FrameData) -> impl IntoView {
    let l = use_lang();
    let id = frame.assessment.id;
    let children = frame.material.children.clone();
    (frame.case.kind.names_children() && !children.is_empty()).then(|| {
        view! {
            <section>
                <h2>{l.t("Barnets ord", "The child's words")}</h2>
                <ul class="plain">
                    {children.into_iter().map(|c| view! {
                        <li><a href=thread_address(id, c.id)>{l.t("Från barnets ord till svaret: ", "From the child's words to the answer: ")}{c.full_label(l)}</a></li>
                    }).collect_view()}
                    <li><a href=format!("/bedomning/{id}/utlamnande")>{l.t("Vem får läsa det barnen har sagt?", "Who may read what the children said?")}</a></li>
                </ul>
            </section>
        }
    })
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
                        <span class="meta">" "{l.t("utan det som hålls tillbaka eller ska prövas först", "without what is held back or has to be assessed first")}</span></li>
                })}
                <li><a href=format!("/bedomning/{id}/jamforelse")>{l.t("Jämförelse av alternativen", "Comparison of the alternatives")}</a></li>
                <li><a href=format!("/bedomning/{id}/dokument/tjansteskrivelse")>{l.t("Sammanfattning till tjänsteskrivelsen", "Summary for the committee memo")}</a></li>
                <li><a href=format!("/bedomning/{id}/dokument/arbetsutskrift.pdf")>{l.t("Arbetsutskrift (PDF)", "Working print (PDF)")}</a>
                    <span class="meta">" "{l.t("för läsning på papper, kastas efteråt", "to read on paper and throw away")}</span></li>
                <li><a href=format!("/bedomning/{id}/rattelser")>{l.t("Rättelser och invändningar", "Corrections and objections")}</a>
                    {(noted > 0).then(|| view! { <span class="meta">" "{noted_in_words(noted, l)}</span> })}</li>
            </ul>
        </section>
    }
}

/// Where a review stands, for the author, the reviewer and everybody else.
#[component]
fn ReviewState(frame: FrameData) -> impl IntoView {
    let l = use_lang();
    let id = frame.assessment.id;
    let address = format!("/bedomning/{id}/granskning");
    let last = frame.rounds.last().cloned();
    match frame.assessment.status {
        Status::Submitted => {
            let by = last.map(|r| r.submitted_by).unwrap_or_default();
            let (words, link) = if frame.may_review {
                (
                    l.t(
                        format!("{by} har lämnat analysen för granskning."),
                        format!("{by} has handed in the assessment for review."),
                    ),
                    l.t("Granska analysen", "Review the assessment"),
                )
            } else {
                (
                    l.t(
                        "Analysen är lämnad för granskning. Under tiden går den inte att ändra.".to_owned(),
                        "The assessment is handed in for review. It cannot be changed meanwhile.".to_owned(),
                    ),
                    l.t("Se granskningen", "See the review"),
                )
            };
            view! {
                <Notice kind="info" title=l.t("Väntar på granskning", "Waits for review")>
                    <p>{words}</p>
                    <p><a class="button" href=address>{link}</a></p>
                </Notice>
            }
            .into_any()
        }
        Status::Returned => {
            let (by, why) = last.map(|r| (r.reviewer.unwrap_or_default(), r.outcome_text)).unwrap_or_default();
            view! {
                <Notice kind="bad" title=l.t(format!("{by} har återlämnat analysen"), format!("{by} has sent the assessment back"))>
                    <p class="pre">{why}</p>
                    <p><a class="button" href=address>{l.t("Se anmärkningarna och svara", "See the remarks and answer")}</a></p>
                </Notice>
            }
            .into_any()
        }
        _ => (!frame.rounds.is_empty())
            .then(|| view! { <p><a href=address>{l.t("Se hur analysen har granskats", "See how the assessment was reviewed")}</a></p> })
            .into_any(),
    }
}

/// The versions before and after.
#[component]
fn Series(frame: FrameData) -> impl IntoView {
    let l = use_lang();
    let a = frame.assessment.clone();
    let id = a.id;
    let before = a.previous.map(|before| view! {
        <p>{l.t("Det här är en ny version. ", "This is a new version. ")}
            <a href=format!("/bedomning/{before}")>{l.t("Se den förra versionen", "See the version before")}</a>" · "
            <a href=format!("/bedomning/{id}/andringar")>{l.t("Se vad som skiljer", "See what differs")}</a></p>
    });
    let next = a.next.map(|next| view! {
        <Notice kind="info" title=l.t("Det finns en nyare version", "There is a newer version")>
            <p><a href=format!("/bedomning/{next}")>{l.t("Gå till den nyare versionen", "Go to the newer version")}</a></p>
        </Notice>
    });
    view! { {before}{next} }
}

#[component]
fn Close(frame: FrameData) -> impl IntoView {
    let l = use_lang();
    let id = frame.assessment.id;
    view! {
        <section>
            <h2>{l.t("Följ upp och avsluta", "Follow up and close")}</h2>
            <p>{l.t(
                "När barnen har fått svar, åtgärderna är gjorda och uppföljningen är skriven avslutar du analysen.",
                "When the children are answered, the measures done and the follow-up written, close the assessment.",
            )}</p>
            {frame.assessment.next.is_none().then(|| view! { <Revise frame=frame.clone()/> })}
            <PostButton action=format!("/bedomning/{id}/avsluta") label=l.t("Avsluta analysen", "Close the assessment") fields=vec![("version", frame.assessment.version.to_string())]/>
        </section>
    }
}

/// Re-examination: a new version that starts from this one.
#[component]
fn Revise(frame: FrameData) -> impl IntoView {
    let l = use_lang();
    let id = frame.assessment.id;
    view! {
        <details>
            <summary>{l.t("Ompröva: börja en ny version", "Re-examine: begin a new version")}</summary>
            <p>{l.t(
                "Frågan, fakta och barnens ord följer med. Bedömningarna gör du på nytt, med de förra bredvid. Den här versionen står kvar som den är.",
                "The question, the facts and the children's words come along. You make the judgements anew, with the former ones beside. This version stays as it is.",
            )}</p>
            <PostButton action=format!("/bedomning/{id}/ny-version") label=l.t("Börja en ny version", "Begin a new version") fields=vec![("version", frame.assessment.version.to_string())]/>
        </details>
    }
}
