use domain::assessments::{Change, Group, Section, Status, Verdict};
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use leptos::prelude::*;
use store::reviews::{Remark, Round};

use super::addresses::address_of;
use super::changes_page::Changes;
use super::check::heading;
use super::frame::{Frame, FrameData};
use super::reading::SectionReading;
use crate::islands::{Autosave, SessionWatch};
use crate::ui::{
    Actions, ChoiceField, Empty, ErrorSummary, HiddenVersion, Notice, PostButton, Tag, TagTone,
    TextFieldLong, TickField, use_lang, use_ui,
};

/// What the page of the review shows.
#[derive(Clone, Debug)]
pub struct ReviewPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// Every section with what it asks and what is answered.
    pub sections: Vec<(Section, Vec<Group>, Fields)>,
    /// What has changed since it was submitted before; none in the first round.
    pub changes: Option<Vec<Change>>,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// Whether the person may decide about it now.
    pub decides: bool,
    /// Why the person may not, where the reason is worth saying.
    pub why_not: String,
}

/// The review: for the reviewer a verdict per section, for the author the remarks to answer, for everybody what was said.
#[component]
pub fn ReviewPage(data: ReviewPageData) -> impl IntoView {
    let l = use_lang();
    let frame = data.frame.clone();
    let status = frame.assessment.status;
    let id = frame.assessment.id;
    let rounds = frame.rounds.clone();
    let version = frame.assessment.version;
    let why_not = data.why_not.clone();
    let answers = status == Status::Returned && frame.may_edit;
    let recall = status == Status::Submitted && frame.may_edit;
    view! {
        <Frame data=frame.clone() step=None help=vec![
            l.t(
                "Granska frågan, barnens röst och skälen. Det är handläggaren som bedömer; du ser till att det håller.",
                "Review the question, the children's voice and the reasons. The worker judges; you see to it that it holds.",
            ).to_owned(),
            l.t(
                "”Måste rättas” hindrar underskrift. ”Kan förbättras” är ett råd.",
                "“Must be corrected” stands in the way of a signature. “Can be improved” is advice.",
            ).to_owned(),
        ]>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{l.t("Granskning", "Review")}</h1>
            {rounds.is_empty().then(|| view! { <Empty><p>{l.t("Analysen har inte lämnats för granskning.", "The assessment has not been handed in for review.")}</p></Empty> })}
            {(!why_not.is_empty()).then(|| view! { <Notice kind="info" title=l.t("Någon annan behöver granska", "Somebody else has to review")><p>{why_not}</p></Notice> })}
            {rounds.iter().map(|round| view! { <RoundView frame=frame.clone() round=round.clone()/> }).collect_view()}
            {(rounds.len() > 1).then(|| view! {
                <p><a href=format!("/bedomning/{id}/andringar?mot=inlamnad")>{l.t("Se vad som ändrades mellan omgångarna", "See what changed between the rounds")}</a></p>
            })}
            {recall.then(|| view! {
                <PostButton action=format!("/bedomning/{id}/aterta") label=l.t("Ta tillbaka analysen", "Take the assessment back") fields=vec![("version", version.to_string())]/>
            })}
            {answers.then(|| view! { <Answers data=data.clone()/> })}
            {data.decides.then(|| view! { <Verdicts data=data.clone()/> })}
        </Frame>
    }
}

#[component]
fn RoundView(frame: FrameData, round: Round) -> impl IntoView {
    let l = use_lang();
    let on = dates::long(round.submitted_at.date_naive(), l);
    let outcome = match round.outcome.as_str() {
        "returned" => (l.t("Återlämnad", "Sent back"), TagTone::Bad),
        "countersigned" => (l.t("Undertecknad av två", "Signed by two"), TagTone::Good),
        "recalled" => (l.t("Återtagen", "Taken back"), TagTone::Plain),
        "withdrawn" => (
            l.t("Avslutad utan beslut", "Ended without a decision"),
            TagTone::Plain,
        ),
        _ => (l.t("Pågår", "Under way"), TagTone::Warn),
    };
    let ended = !round.outcome.is_empty();
    let by = round.reviewer.clone().map(|name| {
        let delegation = if round.delegation.is_empty() {
            String::new()
        } else {
            l.t(
                format!(" (på delegation: {})", round.delegation),
                format!(" (by delegation: {})", round.delegation),
            )
        };
        l.t(
            format!("Granskad av {name}{delegation}"),
            format!("Reviewed by {name}{delegation}"),
        )
    });
    view! {
        <section class="round">
            <h2>{l.t(format!("Omgång {}", round.number), format!("Round {}", round.number))}" "<Tag words=outcome.0 tone=outcome.1/></h2>
            <p class="meta">{l.t(format!("Lämnad av {} den {on}.", round.submitted_by), format!("Handed in by {} on {on}.", round.submitted_by))}" "{by}</p>
            {(!round.message.is_empty()).then(|| view! { <div class="fact"><p class="cap">{l.t("Handläggaren skrev", "The worker wrote")}</p><p class="pre">{round.message.clone()}</p></div> })}
            {(!round.outcome_text.is_empty()).then(|| view! { <div class="fact"><p class="cap">{l.t("Granskaren skrev", "The reviewer wrote")}</p><p class="pre">{round.outcome_text.clone()}</p></div> })}
            {(ended && !round.remarks.is_empty()).then(|| view! {
                <ul class="cards one-column">
                    {round.remarks.into_iter().filter(|m| m.verdict != Verdict::Accepted || !m.text.is_empty()).map(|m| view! { <RemarkCard frame=frame.clone() remark=m/> }).collect_view()}
                </ul>
            })}
        </section>
    }
}

fn verdict_tone(verdict: Verdict) -> TagTone {
    match verdict {
        Verdict::Accepted => TagTone::Good,
        Verdict::CanImprove => TagTone::Warn,
        Verdict::MustCorrect => TagTone::Bad,
    }
}

#[component]
fn RemarkCard(frame: FrameData, remark: Remark) -> impl IntoView {
    let l = use_lang();
    let id = frame.assessment.id;
    view! {
        <li class="card">
            <h3><a href=address_of(id, remark.section)>{heading(&frame, remark.section, l)}</a>" "<Tag words=remark.verdict.name(l) tone=verdict_tone(remark.verdict)/></h3>
            <p class="pre">{remark.text}</p>
            {(!remark.answer.is_empty()).then(|| view! { <p class="cap">{l.t("Handläggarens svar", "The worker's answer")}</p><p class="pre">{remark.answer.clone()}</p> })}
        </li>
    }
}

/// The author answers each remark.
#[component]
fn Answers(data: ReviewPageData) -> impl IntoView {
    let l = use_lang();
    let frame = data.frame.clone();
    let id = frame.assessment.id;
    let idle = use_ui().and_then(|ui| ui.person).map_or(1800, |p| p.idle_seconds);
    let remarks: Vec<Remark> = frame
        .rounds
        .iter()
        .rfind(|r| !r.outcome.is_empty())
        .map(|r| r.remarks.clone())
        .unwrap_or_default()
        .into_iter()
        .filter(|m| m.verdict != Verdict::Accepted)
        .collect();
    view! {
        <section>
            <h2>{l.t("Svara på anmärkningarna", "Answer the remarks")}</h2>
            {if remarks.is_empty() {
                view! { <p>{l.t("Det finns inga anmärkningar på enskilda avsnitt.", "There are no remarks on single sections.")}</p> }.into_any()
            } else {
                view! { <form method="post" action=format!("/bedomning/{id}/granskning/svar") class="section-form">
                    <HiddenVersion version=0/>
                    {remarks.into_iter().map(|m| {
                        let name = format!("answer.{}", m.section.key());
                        let value = if data.fields.has(&name) { data.fields.raw(&name).to_owned() } else { m.answer.clone() };
                        let error = data.errors.of(&name).map(str::to_owned);
                        let hint = format!("{}: {}", m.verdict.name(l), m.text);
                        let label = l.t(format!("Ditt svar om {}", heading(&frame, m.section, l)), format!("Your answer about {}", heading(&frame, m.section, l)));
                        view! {
                            <TextFieldLong name=name label=label value=value hint=hint error=error rows=2/>
                            <p><a href=address_of(id, m.section)>{l.t("Ändra avsnittet", "Change the section")}<span class="hidden">" "{heading(&frame, m.section, l)}</span></a></p>
                        }
                    }).collect_view()}
                    <Autosave language=l saved=l.t("Inget ändrat sedan sidan öppnades", "Nothing changed since the page was opened").to_owned()/>
                    <SessionWatch language=l seconds=idle/>
                    <Actions><button class="button quiet">{l.t("Spara svaren", "Save the answers")}</button></Actions>
                </form> }.into_any()
            }}
            <p><a class="button" href=format!("/bedomning/{id}/granska")>{l.t("Läs igenom och skicka på nytt", "Read through and send again")}</a></p>
        </section>
    }
}

/// The reviewer's verdict on each section, and the decision.
#[component]
fn Verdicts(data: ReviewPageData) -> impl IntoView {
    let l = use_lang();
    let ReviewPageData {
        frame,
        sections,
        changes,
        fields,
        errors,
        ..
    } = data;
    let id = frame.assessment.id;
    let idle = use_ui().and_then(|ui| ui.person).map_or(1800, |p| p.idle_seconds);
    let saved: Vec<Remark> = frame.rounds.last().map(|r| r.remarks.clone()).unwrap_or_default();
    let before = frame.rounds.len() > 1;
    let earlier = frame.clone();
    let for_changes = frame.clone();
    view! {
        {changes.map(|changes| view! {
            <section><h2>{l.t("Ändrat sedan förra omgången", "Changed since the round before")}</h2><Changes frame=for_changes changes=changes/></section>
        })}
        <form method="post" action=format!("/bedomning/{id}/granskning") class="section-form review">
            <HiddenVersion version=frame.assessment.version/>
            <h2>{l.t("Avsnitt för avsnitt", "Section by section")}</h2>
            {sections.into_iter().map(|(section, groups, answered)| {
                let key = section.key();
                let (verdict, remark) = (format!("verdict.{key}"), format!("remark.{key}"));
                let stored = saved.iter().find(|m| m.section == section);
                let chosen = if fields.has(&verdict) { fields.raw(&verdict).to_owned() } else { stored.map(|m| m.verdict.code().to_owned()).unwrap_or_default() };
                let text = if fields.0.contains_key(&remark) { fields.raw(&remark).to_owned() } else { stored.map(|m| m.text.clone()).unwrap_or_default() };
                let title = heading(&frame, section, l);
                let former = before.then(|| earlier.remark(section).cloned()).flatten().filter(|m| m.verdict != Verdict::Accepted);
                let options = Verdict::ALL.iter().map(|v| (v.code().to_owned(), v.name(l).to_owned())).collect();
                let (e1, e2) = (errors.of(&verdict).map(str::to_owned), errors.of(&remark).map(str::to_owned));
                view! {
                    <section class="check">
                        <h3>{title.clone()}</h3>
                        {former.map(|m| view! { <ul class="cards one-column"><RemarkCard frame=earlier.clone() remark=m/></ul> })}
                        <details class="to-review"><summary>{l.t(format!("Läs: {title}"), format!("Read: {title}"))}</summary><SectionReading groups=groups fields=answered below=true/></details>
                        <ChoiceField name=verdict label=l.t(format!("Din bedömning av {title}"), format!("Your verdict on {title}")) options=options value=chosen error=e1/>
                        <TextFieldLong name=remark label=l.t(format!("Anmärkning om {title}"), format!("Remark about {title}")) value=text error=e2 rows=2/>
                    </section>
                }
            }).collect_view()}
            <Autosave language=l saved=l.t("Inget ändrat sedan sidan öppnades", "Nothing changed since the page was opened").to_owned()/>
            <SessionWatch language=l seconds=idle/>
            <Actions><button class="button quiet" name="then" value="save">{l.t("Spara granskningen", "Save the review")}</button></Actions>
            <Decide fields=fields.clone() errors=errors.clone()/>
        </form>
    }
}

#[component]
fn Decide(fields: Fields, errors: FieldErrors) -> impl IntoView {
    let l = use_lang();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    view! {
        <section class="attest">
            <h2>{l.t("Skriv under som andra person", "Sign as the second person")}</h2>
            <TickField name="attest.read" checked=fields.ticked("attest.read") error=error("attest.read")
                label=l.t("Jag har läst hela analysen och inte själv skrivit i den.", "I have read the whole assessment and have not written in it myself.")/>
            <Actions><button class="button" name="then" value="countersign">{l.t("Skriv under och lås", "Sign and lock")}</button></Actions>
        </section>
        <section>
            <h2>{l.t("Eller lämna tillbaka", "Or send it back")}</h2>
            <TextFieldLong name="reason" label=l.t("Varför lämnar du tillbaka analysen?", "Why do you send the assessment back?") value=fields.raw("reason") error=error("reason") rows=3
                hint=l.t("Sammanfatta. Det enskilda skriver du vid avsnitten.", "Sum up. Write the details at the sections.")/>
            <Actions><button class="button quiet" name="then" value="return">{l.t("Lämna tillbaka", "Send back")}</button></Actions>
        </section>
    }
}
