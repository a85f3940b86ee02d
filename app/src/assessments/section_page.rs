use domain::assessments::{Group, Section, Status, Verdict};
use domain::content::content;
use domain::fields::{FieldErrors, Fields};
use domain::organisation::Phrase;
use leptos::prelude::*;

use super::annotations::Annotations;
use super::frame::{Frame, FrameData};
use super::reading::SectionReading;
use super::talk_notice::TalkNotice;
use crate::islands::{Autosave, SessionWatch};
use crate::organisation::PhrasePicker;
use crate::participation::thread_address;
use crate::ui::{Actions, ErrorSummary, GroupView, HiddenVersion, Notice, PostButton, use_lang, use_ui};

/// What the page of a section shows.
#[derive(Clone, Debug)]
pub struct SectionPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// Which section.
    pub section: Section,
    /// What it asks.
    pub groups: Vec<Group>,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// The version that the page was drawn from.
    pub version: i64,
    /// When and by whom it was saved last, in words; empty where never.
    pub saved: String,
    /// What is still missing here before signing; messages.
    pub missing: Vec<String>,
    /// The day of an earlier decision in the case, in words, where there is one whose facts can be taken over.
    pub earlier: Option<String>,
    /// The unit's phrases, where they are offered.
    pub phrases: Option<Vec<Phrase>>,
    /// What the page is drawn from, as the server reads it back.
    pub base: String,
    /// Where the form posts to.
    pub action: String,
}

/// The page's question.
#[must_use]
pub fn section_title(data: &FrameData, section: Section, l: domain::language::Language) -> String {
    let step_title = || {
        content()
            .step(section.step().code())
            .map_or_else(String::new, |s| s.title.get(l).to_owned())
    };
    match section {
        Section::Child(id) => data
            .material
            .child(id)
            .map_or_else(step_title, |c| c.full_label(l)),
        Section::Depth => l
            .t("Hur djupt analysen går", "How deep the assessment goes")
            .to_owned(),
        Section::Groups => l
            .t("Vilka barn berörs?", "Which children are touched?")
            .to_owned(),
        Section::Consultation => l.t("Vad säger barnen?", "What do the children say?").to_owned(),
        Section::ArticleChoice => l
            .t(
                "Vilka fler artiklar har betydelse?",
                "Which further articles matter?",
            )
            .to_owned(),
        Section::Announcement => l.t("Svar till barnen", "Answer to the children").to_owned(),
        Section::Article(number) => data
            .material
            .checklist
            .article(number)
            .map_or_else(step_title, |a| {
                l.t(
                    format!("Artikel {number}: {}", a.question.get(l)),
                    format!("Article {number}: {}", a.question.get(l)),
                )
            }),
        Section::Note(id) => data.material.note_title(id, l),
        _ => step_title(),
    }
}

/// One page of an assessment: its questions, or, where it cannot be written any more, its answers.
#[component]
pub fn SectionPage(data: SectionPageData) -> impl IntoView {
    let l = use_lang();
    let section = data.section;
    let title = section_title(&data.frame, section, l);
    let lead = match section {
        Section::Article(_)
        | Section::Note(_)
        | Section::Groups
        | Section::Consultation
        | Section::ArticleChoice
        | Section::Announcement => String::new(),
        _ => content()
            .step(section.step().code())
            .map_or_else(String::new, |s| s.lead_for(data.frame.case.kind, l).to_owned()),
    };
    let (help, references) = match section {
        Section::Article(number) => data
            .frame
            .material
            .checklist
            .article(number)
            .map(|a| {
                (
                    a.help.iter().map(|h| h.get(l).to_owned()).collect(),
                    a.references.clone(),
                )
            })
            .unwrap_or_default(),
        _ => (Vec::new(), Vec::new()),
    };
    let id = data.frame.assessment.id;
    let writable = data.frame.may_edit && section.open_in(data.frame.assessment.status);
    let frame = data.frame.clone();
    view! {
        <Frame data=frame step=Some(section.step()) help=help references=references>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{title}</h1>
            {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
            <Remarked data=data.clone()/>
            {if let Section::Note(note) = section {
                Some(view! { <TalkNotice data=data.frame.clone() note=note fields=data.fields.clone()/> })
            } else {
                None
            }}
            {if let Section::Article(number) = section {
                Some(view! { <FindOutList data=data.frame.clone() number=number/> })
            } else {
                None
            }}
            {if writable {
                view! { <SectionForm data=data/> }.into_any()
            } else {
                view! { <Locked data=data/> }.into_any()
            }}
            {(section == Section::Facts).then(|| view! {
                <p><a class="button quiet" href=format!("/bedomning/{id}/bilagor")>{l.t("Bilagor", "Attachments")}</a></p>
            })}
        </Frame>
    }
}

/// What the reviewer said of this page, while it is being mended.
#[component]
fn Remarked(data: SectionPageData) -> impl IntoView {
    let l = use_lang();
    let id = data.frame.assessment.id;
    let open = data.frame.assessment.status == Status::Returned;
    data.frame
        .remark(data.section)
        .filter(|m| open && m.verdict != Verdict::Accepted)
        .cloned()
        .map(|remark| {
            let kind = if remark.verdict == Verdict::MustCorrect { "bad" } else { "warn" };
            view! {
                <Notice kind=kind title=l.t(format!("Granskaren: {}", remark.verdict.name(l).to_lowercase()), format!("The reviewer: {}", remark.verdict.name(l).to_lowercase()))>
                    <p class="pre">{remark.text}</p>
                    <p><a href=format!("/bedomning/{id}/granskning")>{l.t("Svara på anmärkningarna", "Answer the remarks")}</a></p>
                </Notice>
            }
        })
}

/// What to find out for an article in this area, and in which ways.
#[component]
fn FindOutList(data: FrameData, number: u8) -> impl IntoView {
    let l = use_lang();
    let list = data.material.checklist.clone();
    // They are about meeting one family; a general decision has other ways.
    if !data.material.kind.names_children() {
        return None;
    }
    let found: Vec<(String, String)> = list
        .find_out(data.material.area, number)
        .map(|f| (f.what.get(l).to_owned(), f.how.get(l).to_owned()))
        .collect();
    (!found.is_empty()).then(|| view! {
        <details class="find-out">
            <summary>{l.t("Vad du kan ta reda på, och hur", "What you can find out, and how")}</summary>
            <dl>{found.into_iter().map(|(what, how)| view! { <div><dt>{what}</dt><dd>{how}</dd></div> }).collect_view()}</dl>
        </details>
    })
}

#[component]
fn SectionForm(data: SectionPageData) -> impl IntoView {
    let l = use_lang();
    let idle = use_ui().and_then(|ui| ui.person).map_or(1800, |p| p.idle_seconds);
    let id = data.frame.assessment.id;
    let draft = data.frame.assessment.status.is_written();
    let empty_note = match data.section {
        Section::Note(note) if data.version == 0 && data.fields.0.is_empty() => Some(note),
        _ => None,
    };
    let missing = data.missing.clone();
    view! {
        <form method="post" action=data.action.clone() class="section-form">
            <HiddenVersion version=data.version/>
            <input type="hidden" name="base" value=data.base.clone()/>
            {data.groups.iter().map(|g| view! { <GroupView group=g.clone() fields=data.fields.clone() errors=data.errors.clone()/> }).collect_view()}
            <Autosave language=l saved=data.saved.clone()/>
            <SessionWatch language=l seconds=idle/>
            <Actions>
                <button class="button" name="then" value="next">{l.t("Spara och fortsätt", "Save and continue")}</button>
                <button class="button quiet" name="then" value="stay">{l.t("Spara", "Save")}</button>
                <a href=format!("/bedomning/{id}")>{l.t("Till översikten", "To the overview")}</a>
            </Actions>
            {data.earlier.clone().map(|day| view! {
                <p class="offer"><button class="button quiet" name="earlier" value="yes">{l.t(format!("Hämta fakta från beslutet {day}"), format!("Take facts from the decision of {day}"))}</button>
                    <span class="meta">{l.t(" Bara det som inte redan står här. Bedömningar hämtas aldrig.", " Only what is not here yet. Judgements are never taken over.")}</span></p>
            })}
            {data.phrases.clone().map(|phrases| view! { <PhrasePicker unit=data.frame.case.unit phrases=phrases/> })}
        </form>
        {(draft && !missing.is_empty() && data.version > 0).then(|| view! {
            <details class="missing">
                <summary>{l.t(format!("{} saknas innan det går att signera", missing.len()), format!("{} missing before it can be signed", missing.len()))}</summary>
                <ul>{missing.into_iter().map(|m| view! { <li>{m}</li> }).collect_view()}</ul>
            </details>
        })}
        {(data.section == Section::Weighing || matches!(data.section, Section::Article(_))).then(|| view! {
            <p><a href=format!("/bedomning/{id}/jamforelse")>{l.t("Jämför alternativen i en tabell", "Compare the alternatives in a table")}</a></p>
        })}
        {(data.section == Section::Weighing).then(|| data.frame.material.children.iter().map(|c| view! {
            <p><a href=thread_address(id, c.id)>{l.t("Från barnets ord till svaret: ", "From the child's words to the answer: ")}{c.full_label(l)}</a></p>
        }).collect_view())}
        {(data.section == Section::Weighing).then(|| view! {
            <p><a class="button quiet" href=format!("/bedomning/{id}/atgarder")>{l.t("Åtgärder som mildrar följderna", "Measures that soften the consequences")}
                {format!(" ({})", data.frame.material.measures.len())}</a></p>
        })}
        {empty_note.map(|note| view! {
            <PostButton action=format!("/bedomning/{id}/rost/{note}/ta-bort") label=l.t("Ta bort den tomma anteckningen", "Remove the empty note") class="link"/>
        })}
    }
}

/// A page that can only be read, and why.
#[component]
fn Locked(data: SectionPageData) -> impl IntoView {
    let l = use_lang();
    let why = match data.frame.assessment.status {
        Status::Signed | Status::Closed => l.t(
            "Analysen är signerad och låst.",
            "The assessment is signed and locked.",
        ),
        Status::Withdrawn => l.t(
            "Analysen är avslutad utan beslut.",
            "The assessment ended without a decision.",
        ),
        Status::Submitted => l.t(
            "Analysen är lämnad för granskning. Den går inte att ändra förrän den är återlämnad eller återtagen.",
            "The assessment is handed in for review. It cannot be changed until it is sent back or taken back.",
        ),
        Status::Draft | Status::Returned => l.t(
            "Du kan läsa den här sidan. Det är ärendets handläggare som skriver i den.",
            "You can read this page. The case's worker writes in it.",
        ),
    };
    let section = data.section;
    let frame = data.frame.clone();
    view! {
        <p class="meta">{why}</p>
        <SectionReading groups=data.groups fields=data.fields/>
        <Annotations frame=frame section=section/>
    }
}
