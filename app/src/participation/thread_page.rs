use domain::assessments::{
    Place, Step, ThreadAnswer, ThreadGap, ThreadLine, outcome_in_words, weight_in_words,
};
use domain::dates;
use domain::ids::{AssessmentId, ChildId};
use domain::language::Language;
use domain::letters::LetterStatus;
use domain::participation::Standing;
use leptos::prelude::*;

use super::disclosure_address;
use crate::assessments::{Frame, FrameData, address_of};
use crate::ui::{Empty, Quoted, Tag, TagTone, dom_id, use_lang};

/// The address of a child's thread.
#[must_use]
pub fn thread_address(id: AssessmentId, child: ChildId) -> String {
    format!("/bedomning/{id}/trad/{child}")
}

/// What a child's thread shows.
#[derive(Clone, Debug)]
pub struct ThreadPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// The child.
    pub child: ChildId,
    /// Everything that it said.
    pub lines: Vec<ThreadLine>,
    /// What the child answered when it got its letter: day and words.
    pub answered: Vec<(String, String)>,
}

/// Where a gap is closed.
fn address(id: AssessmentId, place: &Place) -> String {
    match place {
        Place::Section(section, field) => format!("{}#{}", address_of(id, *section), dom_id(field)),
        Place::Disclosure(key) => disclosure_address(id, key),
        Place::Letter(letter, field) => format!("/bedomning/{id}/brev/{letter}#{}", dom_id(field)),
        Place::Letters => format!("/bedomning/{id}/svar"),
    }
}

/// From the child's words to the answer, statement by statement, with its gaps.
#[component]
pub fn ThreadPage(data: ThreadPageData) -> impl IntoView {
    let l = use_lang();
    let ThreadPageData {
        frame,
        child,
        lines,
        answered,
    } = data;
    let id = frame.assessment.id;
    let label = frame
        .material
        .child(child)
        .map(|c| c.full_label(l))
        .unwrap_or_default();
    let siblings: Vec<_> = frame
        .material
        .children
        .iter()
        .map(|c| (c.full_label(l), thread_address(id, c.id), c.id == child))
        .collect();
    let gaps: usize = lines.iter().map(|line| line.gaps.len()).sum();
    let empty = lines.is_empty();
    let count = lines.len();
    view! {
        <Frame data=frame step=Some(Step::Voice)>
            <h1>{l.t("Från barnets ord till svaret", "From the child's words to the answer")}</h1>
            <p class="lead">{l.t(
                "Varje sak barnet har sagt, hur den vägde, vad beslutet gjorde med den och var barnet får svar.",
                "Each thing the child said, how it weighed, what the decision did with it and where the child gets an answer.",
            )}</p>
            {(siblings.len() > 1).then(|| view! {
                <nav class="kinds" aria-label=l.t("Barn", "Children")><ul>
                    {siblings.into_iter().map(|(words, href, here)| view! { <li><a href=href aria-current=here.then_some("page")>{words}</a></li> }).collect_view()}
                </ul></nav>
            })}
            <h2>{label}</h2>
            {if empty {
                view! { <Empty>
                    <p>{l.t("Inget av det barnet har sagt är nedskrivet.", "Nothing that the child has said is written down.")}</p>
                    <p><a href=format!("/bedomning/{id}/rost")>{l.t("Gå till barnets röst", "Go to the child's voice")}</a></p>
                </Empty> }.into_any()
            } else if gaps == 0 {
                view! { <p><Tag words=l.t(format!("Inga luckor, {count} av {count} uttalanden är följda hela vägen"), format!("No gaps, {count} of {count} statements are followed all the way")) tone=TagTone::Good/></p> }.into_any()
            } else {
                view! { <p><strong>{if gaps == 1 {
                    l.t("1 lucka", "1 gap").to_owned()
                } else {
                    l.t(format!("{gaps} luckor"), format!("{gaps} gaps"))
                }}</strong>{l.t(" att fylla. Varje lucka säger vad den hindrar.", " to close. Each gap says what it prevents.")}</p> }.into_any()
            }}
            <ol class="thread">
                {lines.into_iter().map(|line| view! { <Line id=id line=line/> }).collect_view()}
            </ol>
            {(!answered.is_empty()).then(|| view! {
                <section>
                    <h2>{l.t("Det barnet svarade", "What the child answered")}</h2>
                    {answered.into_iter().map(|(on, words)| view! { <Quoted caption=on text=words/> }).collect_view()}
                    <p class="meta">{l.t("Svaret följer med till en ny version, där det vägs.", "The answer goes along into a new version, where it is weighed.")}</p>
                </section>
            })}
            <p><a href=format!("/bedomning/{id}/utlamnande")>{l.t("Vem får läsa det barnet har sagt?", "Who may read what the child said?")}</a></p>
        </Frame>
    }
}

#[component]
fn Line(id: AssessmentId, line: ThreadLine) -> impl IntoView {
    let l = use_lang();
    let ThreadLine {
        statement,
        standing,
        weight,
        why,
        outcome,
        departs_why,
        answer,
        gaps,
    } = line;
    let on = dates::parse(&statement.on)
        .map(|d| dates::long(d, l))
        .unwrap_or_default();
    let caption = match (on.is_empty(), statement.subject.is_empty()) {
        (_, true) => on,
        (true, false) => statement.subject.clone(),
        (false, false) => format!("{on}, {}", statement.subject),
    };
    let tone = match outcome.as_str() {
        "follows" => TagTone::Good,
        "" => TagTone::Plain,
        _ => TagTone::Warn,
    };
    let here = |wanted: fn(&Place) -> bool| {
        gaps.iter()
            .filter(|g| wanted(&g.place))
            .cloned()
            .collect::<Vec<_>>()
    };
    let of_weight = here(|p| matches!(p, Place::Section(_, field) if is_of_weight(field)));
    let of_outcome = here(|p| matches!(p, Place::Section(_, field) if !is_of_weight(field)));
    let of_disclosure = here(|p| matches!(p, Place::Disclosure(_)));
    let of_answer = here(|p| matches!(p, Place::Letter(..) | Place::Letters));
    view! {
        <li>
            <div>
                <Quoted caption=caption text=statement.words/>
                {(standing != Standing::Open).then(|| view! { <p><Tag words=standing.name(l) tone=standing_tone(standing)/></p> })}
                <Gaps id=id gaps=of_disclosure/>
            </div>
            <div class="judge">
                <p class="cap">{l.t("Så vägde det", "How it weighed")}</p>
                {(!weight.is_empty()).then(|| view! { <p><strong>{weight_in_words(&weight, l)}</strong></p> })}
                {(!why.is_empty()).then(|| view! { <p class="pre">{why}</p> })}
                <Gaps id=id gaps=of_weight/>
            </div>
            <div>
                <p class="cap">{l.t("Beslutet", "The decision")}</p>
                {(!outcome.is_empty()).then(|| view! { <p><Tag words=outcome_in_words(&outcome, l) tone=tone/></p> })}
                {(!departs_why.is_empty()).then(|| view! { <div class="judge"><p class="pre">{departs_why}</p></div> })}
                <Gaps id=id gaps=of_outcome/>
            </div>
            <div>
                <p class="cap">{l.t("Svaret till barnet", "The answer to the child")}</p>
                <Answer id=id answer=answer/>
                <Gaps id=id gaps=of_answer/>
            </div>
        </li>
    }
}

/// Whether the field of a statement is about its weight; the others are about what the decision does with it.
fn is_of_weight(field: &str) -> bool {
    matches!(field.rsplit('.').next(), Some("weight" | "why"))
}

pub(super) fn standing_tone(standing: Standing) -> TagTone {
    match standing {
        Standing::Open => TagTone::Plain,
        Standing::Awaits => TagTone::Bad,
        Standing::Disclosed => TagTone::Good,
        Standing::Withheld => TagTone::Warn,
    }
}

#[component]
fn Gaps(id: AssessmentId, gaps: Vec<ThreadGap>) -> impl IntoView {
    gaps.into_iter()
        .map(|gap| view! { <p class="gap">{gap.message}" "<a href=address(id, &gap.place)>{gap.action}</a></p> })
        .collect_view()
}

#[component]
fn Answer(id: AssessmentId, answer: ThreadAnswer) -> impl IntoView {
    let l = use_lang();
    match answer {
        ThreadAnswer::NotYet => view! { <p class="meta">{l.t("Kommer efter beslutet.", "Comes after the decision.")}</p> }.into_any(),
        ThreadAnswer::None => ().into_any(),
        ThreadAnswer::Letter(letter, status, text) => view! {
            <p class="pre">{text}</p>
            <p><a href=format!("/bedomning/{id}/brev/{letter}")>{l.t("I brevet", "In the letter")}</a>" "<Tag words=status.name(l) tone=letter_tone(status)/></p>
        }.into_any(),
        ThreadAnswer::Talk(letter, status, text) => view! {
            <p class="pre">{text}</p>
            <p><a href=format!("/bedomning/{id}/brev/{letter}")>{l.t("I ett samtal, inte i brevet", "In a talk, not in the letter")}</a>" "<Tag words=talk_state(status, l) tone=letter_tone(status)/></p>
        }.into_any(),
        ThreadAnswer::NotGiven(letter, why) => view! {
            <p><Tag words=l.t("Inget svar lämnas", "No answer is given") tone=TagTone::Bad/></p>
            <p class="pre">{why}</p>
            <p><a href=format!("/bedomning/{id}/brev/{letter}")>{l.t("Beslutet om det", "The decision about that")}</a></p>
        }.into_any(),
    }
}

fn letter_tone(status: LetterStatus) -> TagTone {
    match status {
        LetterStatus::Given => TagTone::Good,
        LetterStatus::Draft | LetterStatus::Approved => TagTone::Warn,
        LetterStatus::NotGiven => TagTone::Bad,
    }
}

fn talk_state(status: LetterStatus, l: Language) -> &'static str {
    match status {
        LetterStatus::Given => l.t("Sagt", "Said"),
        LetterStatus::Draft | LetterStatus::Approved => l.t("Inte sagt än", "Not said yet"),
        LetterStatus::NotGiven => l.t("Sägs inte", "Not said"),
    }
}
