use app::assessments::{ATTESTATIONS, CheckPage, CheckPageData};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::assessments::{Condition, Depth, Move, Status, written_sections};
use domain::fields::{FieldErrors, Fields, MAX_TEXT, too_long_message};
use domain::language::Language;
use leptos::prelude::*;
use store::assessments::{self, Signature};
use store::{StoreError, Tx, cases, reviews};

use super::load::read;
use super::moving::{after_signature, decide, sender};
use super::{Loaded, load};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    loaded: &Loaded,
    errors: FieldErrors,
    ticked: Fields,
) -> Response {
    let l = signed.language;
    let sections = written_sections(&loaded.material)
        .into_iter()
        .map(|section| {
            let fields = loaded.material.section(section);
            (section, loaded.groups(section, &fields, false, l), fields)
        })
        .collect();
    let data = CheckPageData {
        frame: loaded.frame(l),
        gaps: loaded.gaps(l),
        sections,
        errors,
        ticked,
    };
    page(
        signed,
        state,
        status,
        l.t("Granska och signera", "Check and sign"),
        false,
        move || view! { <CheckPage data=data/> },
    )
}

/// What is missing and everything that is written.
pub async fn check(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "check").await?;
    if !loaded.assessment.status.is_written() || loaded.assessment.depth == Depth::Screening {
        return Ok(see_other(&format!("/bedomning/{}", loaded.assessment.id)));
    }
    Ok(draw(
        &state,
        &signed,
        StatusCode::OK,
        &loaded,
        FieldErrors::default(),
        Fields::default(),
    ))
}

/// The attestations that are not ticked.
fn unattested(fields: &Fields, l: Language) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for (code, ..) in ATTESTATIONS {
        let name = format!("attest.{code}");
        if !fields.ticked(&name) {
            errors.add(
                &name,
                l.t(
                    "Intyga det här genom att kryssa i rutan.",
                    "Attest this by ticking the box.",
                ),
            );
        }
    }
    errors
}

fn attested() -> String {
    let codes: Vec<_> = ATTESTATIONS.iter().map(|(code, ..)| *code).collect();
    codes.join(" ")
}

/// What a move in a transaction came to.
enum Outcome {
    /// It is done.
    Done,
    /// Somebody saved or moved it in between; what stands now is shown instead.
    Changed,
    /// A condition does not hold.
    Lacks(Vec<Condition>),
}

/// Signs and locks, alone. The stored draft is checked once more in the very transaction that signs it.
pub async fn sign(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::SignRecord, "sign").await?;
    let l = signed.language;
    let errors = unattested(&fields, l);
    if !errors.is_empty() || !loaded.gaps(l).is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&state, &signed, status, &loaded, errors, fields));
    }
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let general = !loaded.case.kind.names_children();
    let assessment = loaded.assessment.id;
    let outcome = state
        .write(move |tx| Box::pin(async move { sign_in_transaction(tx, loaded, version).await }))
        .await?;
    let next = if general { "svar-till-barnen" } else { "svar" };
    finish(
        &state,
        &signed,
        outcome,
        &format!("/bedomning/{assessment}/{next}"),
        fields,
    )
    .await
}

/// Hands the assessment to a second person. Checked like a signature, because it is the author's.
pub async fn submit(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::SignRecord, "submit").await?;
    let l = signed.language;
    let mut errors = unattested(&fields, l);
    let message = fields.text("message").to_owned();
    let length = message.chars().count();
    if loaded.assessment.status == Status::Returned && message.is_empty() {
        errors.add(
            "message",
            l.t("Skriv vad du har ändrat.", "Write what you have changed."),
        );
    } else if length > MAX_TEXT {
        errors.add("message", too_long_message(length, MAX_TEXT, l));
    }
    if !errors.is_empty() || !loaded.gaps(l).is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&state, &signed, status, &loaded, errors, fields));
    }
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let assessment = loaded.assessment.id;
    let outcome = state
        .write(move |tx| Box::pin(async move { submit_in_transaction(tx, loaded, version, &message).await }))
        .await?;
    finish(
        &state,
        &signed,
        outcome,
        &format!("/bedomning/{assessment}"),
        fields,
    )
    .await
}

async fn finish(
    state: &AppState,
    signed: &Signed,
    outcome: Outcome,
    next: &str,
    fields: Fields,
) -> Result<Response, AppError> {
    let lacks = match outcome {
        Outcome::Done => return Ok(see_other(next)),
        Outcome::Changed => Vec::new(),
        Outcome::Lacks(lacks) => lacks,
    };
    let id = next.split('/').nth(2).unwrap_or_default();
    let loaded = load(state, signed, id, Action::SignRecord, "sign").await?;
    if !loaded.assessment.status.is_written() {
        return Ok(see_other(&format!("/bedomning/{id}")));
    }
    let mut errors = FieldErrors::default();
    for condition in lacks {
        errors.add("", condition.message(signed.language));
    }
    if errors.is_empty() {
        errors.add(
            "",
            signed.language.t(
                "Analysen har ändrats under tiden. Läs igenom den och försök igen.",
                "The assessment has been changed in the meantime. Read through it and try again.",
            ),
        );
    }
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(draw(state, signed, status, &loaded, errors, fields))
}

/// Holds the assessment and its case, and reads them again: from here on nobody changes a text or a child before the move stands.
pub(crate) async fn held(tx: &mut Tx, loaded: Loaded) -> Result<Loaded, AppError> {
    let (case, id) = loaded.ids();
    assessments::hold(tx, case, id).await?;
    cases::hold(tx, case).await?;
    let now = read(tx, loaded.case, id, loaded.who, loaded.may_edit, loaded.today).await?;
    Ok(Loaded {
        may_review: loaded.may_review,
        ..now
    })
}

async fn sign_in_transaction(tx: &mut Tx, loaded: Loaded, version: i64) -> Result<Outcome, AppError> {
    let now = held(tx, loaded).await?;
    if let Err(lacks) = decide(tx, &now, Move::Sign, true).await? {
        return Ok(Outcome::Lacks(lacks));
    }
    let Some(decided_on) = now.material.decided_on() else {
        return Ok(Outcome::Changed);
    };
    let (case, id) = now.ids();
    let attestations = attested();
    let signature = Signature {
        decided_on,
        follow_up_on: now.material.follow_up_on(),
        attestations: &attestations,
    };
    match assessments::sign(tx, now.who, (case, id, version), signature).await {
        Ok(()) => {}
        Err(StoreError::Stale) => return Ok(Outcome::Changed),
        Err(error) => return Err(error.into()),
    }
    let (name, unit, phone) = sender(&now);
    after_signature(tx, &now, 0, (&name, &unit, &phone)).await?;
    Ok(Outcome::Done)
}

async fn submit_in_transaction(
    tx: &mut Tx,
    loaded: Loaded,
    version: i64,
    message: &str,
) -> Result<Outcome, AppError> {
    let now = held(tx, loaded).await?;
    if let Err(lacks) = decide(tx, &now, Move::Submit, !message.is_empty()).await? {
        return Ok(Outcome::Lacks(lacks));
    }
    let (case, id) = now.ids();
    let from = now.assessment.status;
    match assessments::submit(tx, now.who, (case, id, version), from, &attested()).await {
        Ok(()) => {}
        Err(StoreError::Stale) => return Ok(Outcome::Changed),
        Err(error) => return Err(error.into()),
    }
    let round = reviews::open_round(tx, now.who, case, id, message).await?;
    assessments::keep_version(tx, now.who, &now.material, round, "submitted").await?;
    Ok(Outcome::Done)
}
