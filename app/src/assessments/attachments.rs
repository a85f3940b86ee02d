use domain::assessments::{Depth, Section, Status, Step};
use domain::attachments::{
    AttachmentKind, MAX_ATTACHED_BYTES, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, size_in_words,
};
use domain::fields::{FieldErrors, Fields};
use domain::ids::AssessmentId;
use domain::language::Language;
use leptos::prelude::*;
use store::attachments::Attachment;

use super::addresses::{address_of, quick_address};
use super::frame::{Frame, FrameData};
use crate::ui::{Actions, Empty, ErrorSummary, FileField, PostButton, TextField, use_lang};

/// A file in the list.
#[derive(Clone, Debug)]
pub struct AttachmentLine {
    /// The file.
    pub attachment: Attachment,
    /// When and by whom it was added, in words.
    pub added: String,
}

/// What the page of attachments shows.
#[derive(Clone, Debug)]
pub struct AttachmentsPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// The files.
    pub attachments: Vec<AttachmentLine>,
    /// What is typed in the form for a new one.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// The files that the facts rest on, and the form for one more.
#[component]
pub fn AttachmentsPage(data: AttachmentsPageData) -> impl IntoView {
    let l = use_lang();
    let AttachmentsPageData {
        frame,
        attachments,
        fields,
        errors,
    } = data;
    let id = frame.assessment.id;
    let status = frame.assessment.status;
    let may_change = frame.may_edit && Section::Facts.open_in(status);
    let facts = if frame.assessment.depth == Depth::Quick {
        quick_address(id)
    } else {
        address_of(id, Section::Facts)
    };
    let back = move || view! { <a href=facts>{l.t("Tillbaka till fakta", "Back to the facts")}</a> };
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let (file_error, note_error) = (error("file"), error("note"));
    let note = fields.raw("note").to_owned();
    view! {
        <Frame data=frame step=Some(Step::Facts)>
            <ErrorSummary errors=errors/>
            <h1>{l.t("Bilagor", "Attachments")}</h1>
            <p class="lead">{l.t(
                "Det som fakta bygger på: intyg, utdrag, beslut eller foton.",
                "What the facts rest on: certificates, extracts, decisions or photos.",
            )}</p>
            {(!may_change).then(|| view! { <p class="meta">{why_locked(status, l)}</p> })}
            <AttachmentList id=id attachments=attachments may_remove=may_change/>
            {if may_change {
                view! {
                    <form method="post" action=format!("/bedomning/{id}/bilagor") enctype="multipart/form-data">
                        <h2>{l.t("Lägg till en bilaga", "Add an attachment")}</h2>
                        <FileField name="file" accept=accepted() label=l.t("Vilken fil?", "Which file?") hint=file_hint(l) error=file_error/>
                        <TextField name="note" label=l.t("Vad är det för något?", "What is it?") value=note error=note_error
                            hint=l.t("Till exempel: Intyg från barnkliniken, mars 2026.", "For example: Certificate from the children's clinic, March 2026.")/>
                        <Actions><button class="button">{l.t("Lägg till bilagan", "Add the attachment")}</button>{back()}</Actions>
                    </form>
                }.into_any()
            } else {
                view! { <p>{back()}</p> }.into_any()
            }}
        </Frame>
    }
}

fn why_locked(status: Status, l: Language) -> &'static str {
    match status {
        Status::Signed | Status::Closed => l.t(
            "Analysen är signerad och låst. Bilagorna går att läsa.",
            "The assessment is signed and locked. The attachments can be read.",
        ),
        Status::Withdrawn => l.t(
            "Analysen är avslutad utan beslut. Bilagorna går att läsa.",
            "The assessment ended without a decision. The attachments can be read.",
        ),
        Status::Submitted => l.t(
            "Analysen är lämnad för granskning. Bilagorna går att läsa.",
            "The assessment is handed in for review. The attachments can be read.",
        ),
        Status::Draft | Status::Returned => l.t(
            "Du kan läsa bilagorna. Det är ärendets handläggare som lägger till och tar bort.",
            "You can read the attachments. The case's worker adds and removes them.",
        ),
    }
}

fn file_hint(l: Language) -> String {
    let most = MAX_ATTACHMENT_BYTES / 1024 / 1024;
    l.t(
        format!("PDF, PNG eller JPEG, högst {most} MB. Ett Word-dokument sparar du först som PDF."),
        format!("PDF, PNG or JPEG, at most {most} MB. Save a Word document as PDF first."),
    )
}

/// How many there are, and each with a way to open it.
#[component]
fn AttachmentList(id: AssessmentId, attachments: Vec<AttachmentLine>, may_remove: bool) -> impl IntoView {
    let l = use_lang();
    let count = attachments.len();
    let size: i64 = attachments.iter().map(|line| line.attachment.size).sum();
    let (size, most) = (size_in_words(size, l), MAX_ATTACHED_BYTES / 1024 / 1024);
    if attachments.is_empty() {
        let begin = may_remove.then(|| l.t(" Välj en fil här nedanför.", " Choose a file below."));
        view! { <Empty><p>{l.t("Inga bilagor är tillagda.", "No attachments are added.")}{begin}</p></Empty> }
            .into_any()
    } else {
        view! {
            <p class="meta">{l.t(
                format!("{count} av högst {MAX_ATTACHMENTS} bilagor, {size} av {most} MB. Den äldsta står först."),
                format!("{count} of at most {MAX_ATTACHMENTS} attachments, {size} of {most} MB. The oldest stands first."),
            )}</p>
            <ul class="cards one-column">
                {attachments.into_iter().map(|line| view! {
                    <li class="card">
                        <AttachmentText id=id line=line.clone()/>
                        {may_remove.then(|| view! {
                            <p><a href=format!("/bedomning/{id}/bilagor/{}/ta-bort", line.attachment.id)>{l.t("Ta bort", "Remove")}
                                <span class="hidden">" " {line.attachment.name}</span></a></p>
                        })}
                    </li>
                }).collect_view()}
            </ul>
        }
        .into_any()
    }
}

/// What a file is, who added it, and its name, which saves it.
#[component]
fn AttachmentText(id: AssessmentId, line: AttachmentLine) -> impl IntoView {
    let l = use_lang();
    let AttachmentLine { attachment: a, added } = line;
    view! {
        <p><strong>{a.note}</strong></p>
        <p><a href=format!("/bedomning/{id}/bilagor/{}", a.id)>{a.name}</a></p>
        <p class="meta">{a.kind.name()}" · "{size_in_words(a.size, l)}" · "{added}</p>
    }
}

/// The endings and media types of the kinds that are taken.
fn accepted() -> String {
    AttachmentKind::ALL
        .iter()
        .flat_map(|kind| {
            let endings = kind.extensions().iter().map(|end| format!(".{end}"));
            endings.chain([kind.media_type().to_owned()])
        })
        .collect::<Vec<_>>()
        .join(",")
}

/// What the page that asks before a removal shows.
#[derive(Clone, Debug)]
pub struct AttachmentRemovalPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// The file.
    pub line: AttachmentLine,
}

/// Asks whether a file is really to be removed, because that cannot be undone.
#[component]
pub fn AttachmentRemovalPage(data: AttachmentRemovalPageData) -> impl IntoView {
    let l = use_lang();
    let AttachmentRemovalPageData { frame, line } = data;
    let id = frame.assessment.id;
    let (file, name) = (line.attachment.id, line.attachment.name.clone());
    view! {
        <Frame data=frame step=Some(Step::Facts)>
            <h1>{l.t("Ta bort bilagan?", "Remove the attachment?")}</h1>
            <p class="lead">{l.t(
                "Filen går inte att få tillbaka. Att den har funnits, vem som tog bort den och när står kvar.",
                "The file cannot be brought back. That it was here, who removed it and when stays on record.",
            )}</p>
            <div class="card"><AttachmentText id=id line=line/></div>
            <Actions>
                <PostButton action=format!("/bedomning/{id}/bilagor/{file}/ta-bort") label=l.t("Ta bort bilagan", "Remove the attachment") context=name class="button danger"/>
                <a href=format!("/bedomning/{id}/bilagor")>{l.t("Behåll den", "Keep it")}</a>
            </Actions>
        </Frame>
    }
}
