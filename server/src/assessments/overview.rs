use app::assessments::{OverviewPage, OverviewPageData};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::assessments::{Depth, Move, Section, Status};
use domain::dates;
use domain::fields::{FieldErrors, Fields, MAX_TEXT, too_long_message};
use domain::language::Language;
use domain::letters::LetterStatus;
use leptos::prelude::*;
use store::{assessments, reviews};

use super::moving::decide;
use super::sign::held;
use super::{Loaded, load};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

fn waits(status: LetterStatus) -> bool {
    matches!(status, LetterStatus::Draft | LetterStatus::Approved)
}

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    loaded: &Loaded,
    fields: Fields,
    errors: FieldErrors,
) -> Response {
    let l = signed.language;
    let draft = loaded.assessment.status.is_written() && loaded.assessment.depth > Depth::Screening;
    let data = OverviewPageData {
        frame: loaded.frame(l),
        missing: if draft { loaded.gaps(l).len() } else { 0 },
        letters_waiting: loaded
            .letters
            .iter()
            .filter(|letter| waits(letter.status))
            .count(),
        fields,
        errors,
        today: loaded.today,
    };
    page(
        signed,
        state,
        status,
        l.t("Barnkonsekvensanalys", "Assessment"),
        false,
        move || view! { <OverviewPage data=data/> },
    )
}

/// The task list, or a screening's record.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "overview").await?;
    Ok(draw(
        &state,
        &signed,
        StatusCode::OK,
        &loaded,
        Fields::default(),
        FieldErrors::default(),
    ))
}

/// Ends a draft without a decision.
pub async fn withdraw(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "overview").await?;
    let l = signed.language;
    let reason = fields.text("reason").to_owned();
    let length = reason.chars().count();
    let mut errors = FieldErrors::default();
    if reason.is_empty() {
        errors.add(
            "reason",
            l.t(
                "Skriv varför det inte blir något beslut.",
                "Write why there will be no decision.",
            ),
        );
    } else if length > MAX_TEXT {
        errors.add("reason", too_long_message(length, MAX_TEXT, l));
    }
    if !errors.is_empty() {
        return Ok(draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            &loaded,
            fields,
            errors,
        ));
    }
    set_withdrawn(&state, loaded, &fields, Some(reason)).await
}

/// Opens it again.
pub async fn reopen(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "overview").await?;
    set_withdrawn(&state, loaded, &fields, None).await
}

async fn set_withdrawn(
    state: &AppState,
    loaded: Loaded,
    fields: &Fields,
    reason: Option<String>,
) -> Result<Response, AppError> {
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let ((case, id), who) = (loaded.ids(), loaded.who);
    let does = if reason.is_some() {
        Move::Withdraw
    } else {
        Move::Reopen
    };
    state
        .write(move |tx| {
            Box::pin(async move {
                let now = held(tx, loaded).await?;
                if decide(tx, &now, does, reason.is_some()).await?.is_err() {
                    return Err(AppError::Conflict);
                }
                let from = now.assessment.status;
                if from == Status::Submitted {
                    reviews::end_round(tx, who, case, id, ("withdrawn", ""), None).await?;
                }
                Ok(assessments::set_withdrawn(tx, who, (case, id, version), from, reason.as_deref()).await?)
            })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{id}")))
}

/// Closes a signed assessment once everybody is answered and the follow-up is written.
pub async fn close(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::SignRecord, "overview").await?;
    let l = signed.language;
    let errors = undone(&loaded, l);
    if !errors.is_empty() {
        return Ok(draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            &loaded,
            Fields::default(),
            errors,
        ));
    }
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let ((case, id), who) = (loaded.ids(), loaded.who);
    state
        .write(move |tx| {
            Box::pin(async move {
                let now = held(tx, loaded).await?;
                if decide(tx, &now, Move::Close, false).await?.is_err() {
                    return Err(AppError::Conflict);
                }
                Ok(assessments::close(tx, who, (case, id, version)).await?)
            })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{id}")))
}

/// What has to be done before an assessment can be closed.
pub(super) fn undone(loaded: &Loaded, l: Language) -> FieldErrors {
    let follow_up = loaded.material.section(Section::FollowUp);
    let mut errors = FieldErrors::default();
    if loaded.letters.iter().any(|letter| waits(letter.status)) {
        errors.add("", l.t("Alla barn har inte fått svar. Lämna breven först, eller skriv varför de inte lämnas.", "Not all children have had an answer. Give the letters first, or write why they are not given."));
    }
    let general = !loaded.case.kind.names_children();
    if general && dates::parse(loaded.material.section(Section::Announcement).text("told_on")).is_none() {
        errors.add(
            "",
            l.t(
                "Skriv hur och när barnen fick veta vad det blev.",
                "Write how and when the children were told what was decided.",
            ),
        );
    }
    if loaded.material.measures.iter().any(|m| m.done_on.is_none()) {
        errors.add(
            "",
            l.t(
                "En åtgärd är inte gjord. Markera den som gjord först.",
                "A measure is not done. Mark it as done first.",
            ),
        );
    }
    if dates::parse(follow_up.text("followed_on")).is_none() || !follow_up.has("result") {
        errors.add(
            "",
            l.t(
                "Skriv hur det blev för barnen under Uppföljning först.",
                "Write how things turned out for the children under Follow-up first.",
            ),
        );
    }
    errors
}
