use domain::assessments::{Group, Section, Step};
use domain::fields::{FieldErrors, Fields};
use domain::participation::child_voice;
use leptos::prelude::*;

use super::addresses::quick_address;
use super::check::heading;
use super::frame::{Frame, FrameData};
use super::reading::SectionReading;
use super::talk_notice::TalkNotice;
use crate::islands::{Autosave, SessionWatch};
use crate::ui::{Actions, ErrorSummary, GroupView, use_lang, use_ui};

/// A section on the one page.
#[derive(Clone, Debug)]
pub struct QuickPart {
    /// Which.
    pub section: Section,
    /// What it asks, with names as they stand on a page of several sections.
    pub groups: Vec<Group>,
}

/// What the one page of a quick assessment shows.
#[derive(Clone, Debug)]
pub struct QuickPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// The sections in order.
    pub parts: Vec<QuickPart>,
    /// All texts, with names as they stand on the page.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// The versions that the page was drawn from, as the server reads them back.
    pub versions: String,
    /// What the page is drawn from, as the server reads it back.
    pub base: String,
    /// When it was saved last, in words.
    pub saved: String,
}

/// A quick assessment: everything on one page.
#[component]
pub fn QuickPage(data: QuickPageData) -> impl IntoView {
    let l = use_lang();
    let frame = data.frame.clone();
    view! {
        <Frame data=frame.clone() step=None help=vec![
            l.t(
                "Allt står på en sida. Det sparas medan du skriver, och inget krävs förrän du signerar.",
                "Everything is on one page. It is saved while you write, and nothing is required until you sign.",
            ).to_owned(),
            l.t(
                "Barnets röst gäller även här: varje barn hörs, eller så står det varför inte.",
                "The child's voice counts here too: each child is heard, or it says why not.",
            ).to_owned(),
        ]>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{l.t("Barnkonsekvensanalys på en sida", "Assessment on one page")}</h1>
            {if frame.writable() {
                view! { <QuickForm data=data/> }.into_any()
            } else {
                data.parts.into_iter().map(|part| view! {
                    <section class="check"><h2>{heading(&frame, part.section, l)}</h2><SectionReading groups=part.groups fields=data.fields.clone() below=true/></section>
                }).collect_view().into_any()
            }}
        </Frame>
    }
}

#[component]
fn QuickForm(data: QuickPageData) -> impl IntoView {
    let l = use_lang();
    let frame = data.frame.clone();
    let id = frame.assessment.id;
    let idle = use_ui().and_then(|ui| ui.person).map_or(1800, |p| p.idle_seconds);
    let (versions, saved) = (data.versions.clone(), data.saved.clone());
    let (before, after): (Vec<_>, Vec<_>) = data
        .parts
        .iter()
        .cloned()
        .partition(|p| p.section.step() <= Step::Voice);
    let draw = |parts: Vec<QuickPart>| {
        parts
            .into_iter()
            .map(|part| view! { <QuickSection data=data.clone() part=part/> })
            .collect_view()
    };
    let (before, after) = (draw(before), draw(after));
    view! {
        <form method="post" action=quick_address(id) class="section-form quick">
            <input type="hidden" name="version" value=versions/>
            <input type="hidden" name="base" value=data.base.clone()/>
            {before}
            <Unheard frame=frame.clone()/>
            {after}
            <Autosave language=l saved=saved/>
            <SessionWatch language=l seconds=idle/>
            <Actions>
                <button class="button" name="then" value="next">{l.t("Spara och läs igenom", "Save and read through")}</button>
                <button class="button quiet" name="then" value="stay">{l.t("Spara", "Save")}</button>
                <a href=format!("/bedomning/{id}/atgarder")>{l.t("Åtgärder", "Measures")}{format!(" ({})", frame.material.measures.len())}</a>
            </Actions>
        </form>
    }
}

#[component]
fn QuickSection(data: QuickPageData, part: QuickPart) -> impl IntoView {
    let l = use_lang();
    let key = part.section.key();
    let title = heading(&data.frame, part.section, l);
    view! {
        <section class="quick-part" id=part.section.step().slug()>
            <h2>{title}</h2>
            {if let Section::Note(note) = part.section {
                let fields = data.frame.material.section(part.section);
                Some(view! { <TalkNotice data=data.frame.clone() note=note fields=fields also_good=false/> })
            } else {
                None
            }}
            {part.groups.into_iter().map(|group| view! {
                <GroupView group=group fields=data.fields.clone() errors=data.errors.clone() more_value=key.clone() below=true rows=2/>
            }).collect_view()}
        </section>
    }
}

/// Children who are neither heard nor going to be, and of whom it does not say why: heard, or not, and then the questions of that come
/// onto the page.
#[component]
fn Unheard(frame: FrameData) -> impl IntoView {
    let l = use_lang();
    let material = &frame.material;
    let waiting: Vec<_> = material
        .children
        .iter()
        .filter(|c| material.kind.names_children() && !child_voice(material, c.id, frame.today).is_begun())
        .map(|c| (c.id, c.full_label(l), c.name.clone()))
        .collect();
    (!waiting.is_empty()).then(|| view! {
        <section class="quick-part" id=Step::Voice.slug()>
            <h2>{Step::Voice.name(l)}</h2>
            {waiting.into_iter().map(|(id, label, name)| view! {
                <fieldset class="field">
                    <legend>{label}</legend>
                    <p class="actions">
                        <button class="button quiet" name="note" value=format!("heard:{id}")>{l.t(format!("{name} hörs: skriv ner samtalet"), format!("{name} is heard: write the talk down"))}</button>
                        <button class="button quiet" name="note" value=format!("not_heard:{id}")>{l.t(format!("{name} har inte hörts: skriv varför"), format!("{name} has not been heard: write why"))}</button>
                    </p>
                </fieldset>
            }).collect_view()}
        </section>
    })
}
