use chrono::NaiveDate;
use domain::assessments::{Status, Step};
use domain::content::content;
use domain::dates;
use domain::letters::LetterStatus;
use leptos::prelude::*;
use store::letters::Letter;

use crate::assessments::{Frame, FrameData};
use crate::ui::{Empty, Notice, PostButton, Tag, TagTone, use_lang};

/// A letter in the list.
#[derive(Clone, Debug)]
pub struct LetterLine {
    /// The letter.
    pub letter: Letter,
    /// The child's label.
    pub child: String,
}

/// What the page of step 8 shows.
#[derive(Clone, Debug)]
pub struct AnswerPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// The letters.
    pub letters: Vec<LetterLine>,
    /// Children without a letter: id, label, and whether they are too young for one.
    pub without: Vec<(String, String, bool)>,
    /// Today.
    pub today: NaiveDate,
}

/// A letter's state with its day.
pub(super) fn state_of(
    letter: &Letter,
    today: NaiveDate,
    l: domain::language::Language,
) -> (String, TagTone) {
    match (letter.status, letter.due_on) {
        (LetterStatus::Given, _) => {
            let day = letter.given_on.map(|d| dates::long(d, l)).unwrap_or_default();
            (
                l.t(format!("Lämnat {day}"), format!("Given {day}")),
                TagTone::Good,
            )
        }
        (LetterStatus::NotGiven, _) => (letter.status.name(l).to_owned(), TagTone::Plain),
        (status, Some(due)) if due < today => (
            format!("{}, {}", status.name(l), dates::due_in_words(due, today, l)),
            TagTone::Bad,
        ),
        (status, Some(due)) => (
            format!("{}, {}", status.name(l), dates::due_in_words(due, today, l)),
            TagTone::Warn,
        ),
        (status, None) => (status.name(l).to_owned(), TagTone::Warn),
    }
}

/// Step 8: who has had an answer and who still waits.
#[component]
pub fn AnswerPage(data: AnswerPageData) -> impl IntoView {
    let l = use_lang();
    let AnswerPageData {
        frame,
        letters,
        without,
        today,
    } = data;
    let step = content().step(Step::Answer.code());
    let id = frame.assessment.id;
    let signed = matches!(frame.assessment.status, Status::Signed | Status::Closed);
    let open = frame.assessment.status == Status::Signed && frame.may_edit;
    view! {
        <Frame data=frame step=Some(Step::Answer)>
            <h1>{step.map(|s| s.title.get(l).to_owned())}</h1>
            <p class="lead">{step.map(|s| s.lead.get(l).to_owned())}</p>
            {(!signed).then(|| view! {
                <Notice kind="info" title=l.t("Breven skrivs efter beslutet", "Letters are written after the decision")>
                    <p>{l.t("När analysen är signerad finns ett utkast till varje barn här.", "When the assessment is signed, there is a draft for each child here.")}</p>
                </Notice>
            })}
            {(signed && letters.is_empty() && without.is_empty()).then(|| view! { <Empty><p>{l.t("Inga brev.", "No letters.")}</p></Empty> })}
            <ul class="task-list">
                {letters.into_iter().map(|line| {
                    let (words, tone) = state_of(&line.letter, today, l);
                    view! { <li>
                        <div><a href=format!("/bedomning/{id}/brev/{}", line.letter.id)>{l.t("Brev till ", "Letter to ")}{line.child}</a>
                            <span class="meta">{line.letter.band.name(l)}", "{crate::ui::language_name(line.letter.language, l)}</span></div>
                        <Tag words=words tone=tone/>
                    </li> }
                }).collect_view()}
                {without.into_iter().filter(|_| signed).map(|(child, label, young)| view! {
                    <li><div>{label}<span class="meta">{if young {
                            l.t("Under 4 år: berätta i ett samtal, utan brev.", "Under 4: tell in a talk, without a letter.")
                        } else {
                            l.t("Inget brev.", "No letter.")
                        }}</span></div>
                        {(open && !young).then(|| view! { <PostButton action=format!("/bedomning/{id}/svar") label=l.t("Skriv ett brev", "Write a letter") fields=vec![("child", child)]/> })}
                    </li>
                }).collect_view()}
            </ul>
        </Frame>
    }
}
