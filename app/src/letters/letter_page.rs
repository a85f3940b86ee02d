use chrono::NaiveDate;
use domain::assessments::Step;
use domain::content::content;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::letters::{LetterKind, LetterStatus, Readability};
use domain::participation::Standing;
use leptos::prelude::*;
use store::letters::Letter;

use super::answer_page::{state_of, title_of};
use super::approving::Approve;
use super::giving::{Give, NotGiven, Record};
use super::writing::Writing;
use crate::assessments::{Frame, FrameData};
use crate::participation::thread_address;
use crate::ui::{ErrorSummary, Notice, Tag, use_lang};

/// Something that the child said, for the writer to answer.
#[derive(Clone, Debug)]
pub struct SaidLine {
    /// The statement's key.
    pub key: String,
    /// The day.
    pub on: String,
    /// The words.
    pub words: String,
    /// Whether others may read it.
    pub standing: Standing,
    /// What the decision does with it, in words.
    pub outcome: String,
}

/// A text that was approved.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// Counted from 1.
    pub number: i64,
    /// When and by whom, in words.
    pub when: String,
    /// The letter as HTML, escaped by the document renderer.
    pub preview: String,
}

/// What a letter's page shows.
#[derive(Clone, Debug)]
pub struct LetterPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// The letter.
    pub letter: Letter,
    /// The child's label.
    pub child: String,
    /// Whether the child has a protected identity.
    pub protected: bool,
    /// What the child said.
    pub said: Vec<SaidLine>,
    /// The letter's text by section code, and its replies.
    pub fields: Fields,
    /// The text's version.
    pub version: i64,
    /// When it was saved last, in words.
    pub saved: String,
    /// Where each sentence of a section comes from: by code, the sentence and its origin in words.
    pub origins: Vec<(String, Vec<(String, String)>)>,
    /// How hard it is to read.
    pub readability: Readability,
    /// What keeps its stored text from being approved.
    pub gaps: FieldErrors,
    /// Other people whom the stored text names.
    pub named: Vec<String>,
    /// What is typed in the forms for approving and giving.
    pub form: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// The letter as HTML, escaped by the document renderer.
    pub preview: String,
    /// The texts that were approved before.
    pub versions: Vec<VersionLine>,
    /// The ways in which it may be given: code, Swedish, English.
    pub ways: Vec<(&'static str, &'static str, &'static str)>,
    /// Today.
    pub today: NaiveDate,
}

impl LetterPageData {
    /// Whether the letter may change at all now.
    pub(super) fn open(&self) -> bool {
        self.frame.may_edit && self.letter.kind.open_in(self.frame.assessment.status)
    }
}

/// A letter: written, previewed, approved, given.
#[component]
pub fn LetterPage(data: LetterPageData) -> impl IntoView {
    let l = use_lang();
    let letter = data.letter.clone();
    let id = data.frame.assessment.id;
    let open = data.open();
    let writable = open && letter.status == LetterStatus::Draft;
    let (state, tone) = state_of(&letter, data.today, l);
    let advice = content()
        .letter_outline(letter.kind, letter.band.code())
        .map(|o| o.advice.get(l).to_owned())
        .unwrap_or_default();
    let step = if letter.kind == LetterKind::Invitation {
        Step::Voice
    } else {
        Step::Answer
    };
    let frame = data.frame.clone();
    let pdf = format!("/bedomning/{id}/brev/{}/brev.pdf", letter.id);
    let thread = thread_address(id, letter.child);
    view! {
        <Frame data=frame step=Some(step) help=vec![advice]>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{title_of(&letter, &data.child, l)}</h1>
            <p><Tag words=state tone=tone/>" "<a href=thread>{l.t("Följ tråden från barnets ord", "Follow the thread from the child's words")}</a></p>
            {data.protected.then(|| view! {
                <Notice kind="warn" title=l.t("Skyddade personuppgifter", "Protected identity")>
                    <p>{l.t("Skriv ingen plats, skola eller enhet. Lämna brevet i handen, posta det inte.", "Write no place, school or unit. Hand the letter over; do not post it.")}</p>
                </Notice>
            })}
            {letter.spoken.then(|| view! {
                <Notice kind="info" title=l.t("Svaret ges i ett samtal", "The answer is given in a talk")>
                    <p>{l.t("Barnet är för litet för ett brev. Texten är ett stöd för det du berättar.", "The child is too young for a letter. The text supports what you tell.")}</p>
                </Notice>
            })}
            {writable.then(|| view! { <Writing data=data.clone()/> })}
            <h2>{l.t("Så ser brevet ut", "How the letter looks")}</h2>
            <div class="letter" inner_html=data.preview.clone()></div>
            <ul class="plain">
                <li><a href=pdf.clone()>{l.t("Öppna brevet som PDF", "Open the letter as PDF")}</a></li>
                <li><a href=format!("{pdf}?stor=1")>{l.t("PDF med stor text", "PDF in large type")}</a></li>
            </ul>
            <Versions versions=data.versions.clone() l=l/>
            {match letter.status {
                LetterStatus::Draft if writable => view! { <Approve data=data.clone()/><NotGiven data=data/> }.into_any(),
                LetterStatus::Approved if open => view! { <Give data=data.clone()/><NotGiven data=data/> }.into_any(),
                LetterStatus::Given | LetterStatus::NotGiven => view! { <Record letter=letter/> }.into_any(),
                _ => ().into_any(),
            }}
        </Frame>
    }
}

/// The texts that were approved, the latest last.
#[component]
fn Versions(versions: Vec<VersionLine>, l: Language) -> impl IntoView {
    let count = versions.len();
    (count > 0).then(|| {
        view! {
            <details>
                <summary>{if count == 1 {
                    l.t("En godkänd version", "One approved version").to_owned()
                } else {
                    l.t(format!("{count} godkända versioner"), format!("{count} approved versions"))
                }}</summary>
                {versions.into_iter().map(|v| view! {
                    <h3>{l.t(format!("Version {}", v.number), format!("Version {}", v.number))}" "<span class="meta">{v.when}</span></h3>
                    <div class="letter" inner_html=v.preview></div>
                }).collect_view()}
            </details>
        }
    })
}
