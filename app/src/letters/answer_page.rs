use chrono::NaiveDate;
use domain::assessments::{Status, Step};
use domain::content::content;
use domain::dates;
use domain::ids::ChildId;
use domain::language::Language;
use domain::letters::{LetterKind, LetterStatus};
use leptos::prelude::*;
use store::letters::Letter;

use crate::assessments::{Frame, FrameData};
use crate::participation::thread_address;
use crate::ui::{Empty, Notice, PostButton, Tag, TagTone, use_lang};

/// One child, its letters, and those that can be begun.
#[derive(Clone, Debug)]
pub struct ChildAnswers {
    /// The child.
    pub child: ChildId,
    /// Its label.
    pub label: String,
    /// Its letters, oldest first.
    pub letters: Vec<Letter>,
    /// Kinds of letters that can be begun now.
    pub may_begin: Vec<LetterKind>,
}

/// What the page of step 8 shows.
#[derive(Clone, Debug)]
pub struct AnswerPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// The children.
    pub children: Vec<ChildAnswers>,
    /// Today.
    pub today: NaiveDate,
}

/// A letter's state with its day.
pub(super) fn state_of(letter: &Letter, today: NaiveDate, l: Language) -> (String, TagTone) {
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

/// What a letter is called: by its kind and the child.
pub(super) fn title_of(letter: &Letter, child: &str, l: Language) -> String {
    match (letter.kind, letter.spoken) {
        (LetterKind::Feedback, true) => l.t(
            format!("Svar i samtal till {child}"),
            format!("Answer in a talk to {child}"),
        ),
        (LetterKind::Feedback, false) => l.t(format!("Brev till {child}"), format!("Letter to {child}")),
        (LetterKind::Information, _) => l.t(
            format!("Information till {child}"),
            format!("Information to {child}"),
        ),
        (LetterKind::Invitation, _) => {
            l.t(format!("Inbjudan till {child}"), format!("Invitation to {child}"))
        }
    }
}

fn begin_words(kind: LetterKind, l: Language) -> &'static str {
    match kind {
        LetterKind::Feedback => l.t("Skriv ett brev", "Write a letter"),
        LetterKind::Information => l.t("Berätta om en förälders insats", "Tell of a parent's support"),
        LetterKind::Invitation => l.t("Bjud in till ett samtal", "Invite to a talk"),
    }
}

/// Step 8: who has had an answer and who still waits.
#[component]
pub fn AnswerPage(data: AnswerPageData) -> impl IntoView {
    let l = use_lang();
    let AnswerPageData {
        frame,
        children,
        today,
    } = data;
    let step = content().step(Step::Answer.code());
    let id = frame.assessment.id;
    let signed = matches!(frame.assessment.status, Status::Signed | Status::Closed);
    let owed = children
        .iter()
        .flat_map(|c| &c.letters)
        .filter(|x| x.kind == LetterKind::Feedback);
    let (all, given) = owed.fold((0, 0), |(all, given), x| {
        (all + 1, given + usize::from(x.status == LetterStatus::Given))
    });
    let nobody = children.is_empty();
    view! {
        <Frame data=frame step=Some(Step::Answer)>
            <h1>{step.map(|s| s.title.get(l).to_owned())}</h1>
            <p class="lead">{step.map(|s| s.lead.get(l).to_owned())}</p>
            {(!signed).then(|| view! {
                <Notice kind="info" title=l.t("Svaren skrivs efter beslutet", "Answers are written after the decision")>
                    <p>{l.t("När analysen är signerad finns ett utkast till varje barn här. En inbjudan till ett samtal kan du skriva redan nu.", "When the assessment is signed, there is a draft for each child here. An invitation to a talk can be written already now.")}</p>
                </Notice>
            })}
            {(signed && all > 0).then(|| view! { <p>{l.t(format!("{given} av {all} barn har fått svar."), format!("{given} of {all} children have had an answer."))}</p> })}
            {nobody.then(|| view! { <Empty><p>{l.t("Inga barn är inlagda i ärendet.", "No children are entered in the case.")}</p></Empty> })}
            {children.into_iter().map(|child| view! { <Child id=id.to_string() answers=child today=today/> }).collect_view()}
            {(!nobody).then(|| view! { <p><a href="/informationsblad">{l.t("Informationsblad till barn, unga och föräldrar", "Leaflets for children, young people and parents")}</a></p> })}
        </Frame>
    }
}

#[component]
fn Child(id: String, answers: ChildAnswers, today: NaiveDate) -> impl IntoView {
    let l = use_lang();
    let ChildAnswers {
        child,
        label,
        letters,
        may_begin,
    } = answers;
    let thread = id.parse().map(|id| thread_address(id, child)).unwrap_or_default();
    let none = letters.is_empty();
    view! {
        <section class="group">
            <h2>{label.clone()}</h2>
            {none.then(|| view! { <p class="meta">{l.t("Inget brev än.", "No letter yet.")}</p> })}
            <ul class="task-list">
                {letters.into_iter().map(|letter| {
                    let (words, tone) = state_of(&letter, today, l);
                    let kind = if letter.spoken { l.t("Svar i ett samtal", "Answer in a talk") } else { letter.kind.name(l) };
                    view! { <li>
                        <div><a href=format!("/bedomning/{id}/brev/{}", letter.id)>{title_of(&letter, &label, l)}</a>
                            <span class="meta">{kind}", "{letter.band.name(l)}", "{crate::ui::language_name(letter.language, l)}</span></div>
                        <Tag words=words tone=tone/>
                    </li> }
                }).collect_view()}
            </ul>
            <p><a href=thread>{l.t("Från barnets ord till svaret", "From the child's words to the answer")}<span class="hidden">" ("{label.clone()}")"</span></a></p>
            <div class="toolbar">{may_begin.into_iter().map(|kind| view! {
                <PostButton action=format!("/bedomning/{id}/svar") label=begin_words(kind, l) context=label.clone()
                    fields=vec![("child", child.to_string()), ("kind", kind.code().to_owned())]/>" "
            }).collect_view()}</div>
        </section>
    }
}
