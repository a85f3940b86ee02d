//! The files of an assessment. Each time one is opened leaves a row of its own in the trail; they are added and removed only while
//! the facts may be written.

use app::assessments::{
    AttachmentLine, AttachmentRemovalPage, AttachmentRemovalPageData, AttachmentsPage, AttachmentsPageData,
};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::{Action, may};
use domain::assessments::Section;
use domain::attachments::{AttachmentForm, AttachmentKind, AttachmentProblem, attachment_name};
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::ids::{AssessmentId, AttachmentId};
use domain::language::Language;
use leptos::prelude::*;
use sha2::{Digest as _, Sha256};
use store::access::Digest;
use store::attachments::{self, Attachment, NewAttachment};
use store::{StoreError, Who, cases};
use tokio::task::spawn_blocking;

use super::{Loaded, load};
use crate::clock::{stockholm_day, stockholm_time};
use crate::error::AppError;
use crate::http::{Upload, UploadedFile, page, saved_as, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// What the trail calls the page.
const PAGE: &str = "attachments";
/// Even where a browser shows a file instead of saving it, nothing in it runs or loads anything.
const SHUT: &str = "sandbox; default-src 'none'";

/// The list and the form for one more.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, PAGE).await?;
    let asked = (Fields::default(), FieldErrors::default());
    draw(&state, &signed, StatusCode::OK, &loaded, asked).await
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    loaded: &Loaded,
    (fields, errors): (Fields, FieldErrors),
) -> Result<Response, AppError> {
    let l = signed.language;
    let found = attachments::attachments(&mut state.read().await?, loaded.assessment.id).await?;
    let data = AttachmentsPageData {
        frame: loaded.frame(l),
        attachments: found.into_iter().map(|a| line(a, l)).collect(),
        fields,
        errors,
    };
    Ok(page(
        signed,
        state,
        status,
        l.t("Bilagor", "Attachments"),
        false,
        move || view! { <AttachmentsPage data=data/> },
    ))
}

fn line(attachment: Attachment, l: Language) -> AttachmentLine {
    let day = dates::long(stockholm_day(attachment.added_at), l);
    let time = stockholm_time(attachment.added_at);
    let by = &attachment.added_by;
    AttachmentLine {
        added: l.t(
            format!("Tillagd {day} kl. {time} av {by}"),
            format!("Added {day} {time} by {by}"),
        ),
        attachment,
    }
}

/// Adds a file. Whatever is wrong, the note stays; a file cannot, and has to be chosen again.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Upload { fields, file }: Upload,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, PAGE).await?;
    if !Section::Facts.open_in(loaded.assessment.status) {
        return Err(AppError::Conflict);
    }
    let l = signed.language;
    let form = AttachmentForm::from_fields(&fields);
    let found = match file {
        Some(file) => examine(file, form.note.clone()).await?,
        None => Err(AttachmentProblem::Missing),
    };
    let wrong = form.check(l);
    let problem = match found {
        Ok(new) if wrong.is_empty() => match save(&state, &loaded, new).await? {
            Some(problem) => problem,
            None => return Ok(see_other(&format!("/bedomning/{}/bilagor", loaded.assessment.id))),
        },
        Ok(_) => AttachmentProblem::ChooseAgain,
        Err(problem) => problem,
    };
    let mut errors = FieldErrors::default();
    errors.add("file", problem.message(l));
    errors.0.extend(wrong.0);
    let status = if problem == AttachmentProblem::TooLarge {
        StatusCode::PAYLOAD_TOO_LARGE
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    draw(&state, &signed, status, &loaded, (fields, errors)).await
}

/// Looks at a file and makes it ready to be kept. Off the threads that answer requests, because every byte is looked at.
async fn examine(
    file: UploadedFile,
    note: String,
) -> Result<Result<NewAttachment, AttachmentProblem>, AppError> {
    let task = spawn_blocking(move || examined(file, note));
    task.await.map_err(|_| AppError::Internal)
}

fn examined(file: UploadedFile, note: String) -> Result<NewAttachment, AttachmentProblem> {
    let bytes = file.bytes.ok_or(AttachmentProblem::TooLarge)?;
    let name = attachment_name(&file.name);
    let kind = AttachmentKind::of(&bytes)?;
    kind.agrees_with(&name)?;
    Ok(NewAttachment {
        name,
        kind,
        digest: digest(&bytes),
        note,
        bytes,
    })
}

fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

/// Keeps a file, or says why it does not go with those that are there.
async fn save(
    state: &AppState,
    loaded: &Loaded,
    new: NewAttachment,
) -> Result<Option<AttachmentProblem>, AppError> {
    let ((case, assessment), who) = (loaded.ids(), loaded.who);
    state
        .write(move |tx| {
            Box::pin(async move {
                match attachments::add_attachment(tx, who, case, assessment, &new).await {
                    Ok(_) => Ok(None),
                    Err(StoreError::Exists) => Ok(Some(AttachmentProblem::Same)),
                    Err(StoreError::State) => {
                        let there = attachments::attached(tx, assessment).await?;
                        let full = there.takes(new.bytes.len()).err();
                        full.map(Some).ok_or(AppError::Conflict)
                    }
                    Err(error) => Err(error.into()),
                }
            })
        })
        .await
}

/// Sends a file to be saved, as it was added and as nothing else.
pub async fn download(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, attachment)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let id: AssessmentId = id.parse().map_err(|_| AppError::NotFound)?;
    let attachment: AttachmentId = attachment.parse().map_err(|_| AppError::NotFound)?;
    let (actor, who, proof) = (signed.actor.clone(), signed.who(&state), signed.proof(&state));
    let (found, bytes) = state
        .write(move |tx| {
            Box::pin(async move {
                let case = cases::case_of(tx, id).await?;
                if !may(&actor, Action::ReadRecord, case.subject()) {
                    return Err(AppError::NotFound);
                }
                proof.opens(tx, &case).await?;
                let who = Who {
                    unit: Some(case.unit),
                    ..who
                };
                Ok(attachments::read_attachment(tx, who, case.id, id, attachment).await?)
            })
        })
        .await?;
    let bytes = unchanged(bytes, found.digest).await?;
    let kind = HeaderValue::from_static(found.kind.media_type());
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, saved_as(&found.name)),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SHUT)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((StatusCode::OK, headers, bytes).into_response())
}

/// The bytes, if they are still those that were added.
async fn unchanged(bytes: Vec<u8>, added: Digest) -> Result<Vec<u8>, AppError> {
    let task = spawn_blocking(move || (digest(&bytes) == added).then_some(bytes));
    let same = task.await.map_err(|_| AppError::Internal)?;
    if same.is_none() {
        tracing::error!("an attachment is not what was added");
    }
    same.ok_or(AppError::Internal)
}

/// The open assessment and one of its files, for somebody who may remove it.
async fn removable(
    state: &AppState,
    signed: &Signed,
    id: &str,
    attachment: &str,
) -> Result<(Loaded, Attachment), AppError> {
    let loaded = load(state, signed, id, Action::EditRecord, PAGE).await?;
    let attachment: AttachmentId = attachment.parse().map_err(|_| AppError::NotFound)?;
    let (case, assessment) = loaded.ids();
    let mut tx = state.read().await?;
    let found = attachments::attachment(&mut tx, case, assessment, attachment).await?;
    if !Section::Facts.open_in(loaded.assessment.status) {
        return Err(AppError::Conflict);
    }
    Ok((loaded, found))
}

/// Asks whether a file is really to be removed.
pub async fn ask_to_remove(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, attachment)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let l = signed.language;
    let (loaded, found) = removable(&state, &signed, &id, &attachment).await?;
    let data = AttachmentRemovalPageData {
        frame: loaded.frame(l),
        line: line(found, l),
    };
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        l.t("Ta bort bilagan", "Remove the attachment"),
        false,
        move || view! { <AttachmentRemovalPage data=data/> },
    ))
}

/// Removes a file.
pub async fn remove(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, attachment)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let (loaded, found) = removable(&state, &signed, &id, &attachment).await?;
    let ((case, assessment), who) = (loaded.ids(), loaded.who);
    state
        .write(move |tx| {
            Box::pin(
                async move { Ok(attachments::remove_attachment(tx, who, case, assessment, found.id).await?) },
            )
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{assessment}/bilagor")))
}
