use app::access::{OwnSessionRow, OwnSessionsPage, own_sessions_title};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Json, Response};
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Stockholm;
use domain::access::{Action, Subject, may};
use leptos::prelude::*;
use serde_json::json;
use store::access::{self, Touch};

use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::secret::{from_hex, hex};
use crate::sessions::Signed;
use crate::state::AppState;

/// One's own sessions.
pub async fn list(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    allowed(&signed)?;
    let mut tx = state.read().await?;
    let rows: Vec<OwnSessionRow> = access::sessions_of(&mut tx, signed.account(), state.now())
        .await?
        .into_iter()
        .map(|s| OwnSessionRow {
            id: hex(&s.token),
            started: minute(s.created_at),
            seen: minute(s.last_seen_at),
            this: s.token == signed.session,
        })
        .collect();
    let title = own_sessions_title(signed.language);
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <OwnSessionsPage rows=rows/> },
    ))
}

/// Ends one of one's own sessions.
pub async fn end_one(
    State(state): State<AppState>,
    signed: Signed,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let token = from_hex(fields.text("session")).ok_or(AppError::NotFound)?;
    let (account, who) = (signed.account(), signed.who(&state));
    state
        .write(move |tx| {
            Box::pin(async move { Ok(access::end_other_session(tx, who, account, &token).await?) })
        })
        .await?;
    Ok(see_other("/sessioner"))
}

/// Ends every session but this one.
pub async fn end_others(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    allowed(&signed)?;
    let (account, who, keep) = (signed.account(), signed.who(&state), signed.session);
    state
        .write(move |tx| {
            Box::pin(async move { Ok(access::end_other_sessions(tx, who, account, &keep).await?) })
        })
        .await?;
    Ok(see_other("/sessioner"))
}

/// How many seconds the session still lives without activity. Asking changes nothing.
pub async fn time_left(State(state): State<AppState>, signed: Signed) -> Json<serde_json::Value> {
    Json(json!({ "seconds": seconds(signed.idle_until.min(signed.ends_at), state.now()) }))
}

/// Makes the session live on; the answer is the new time left.
pub async fn extend(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Json<serde_json::Value>, AppError> {
    allowed(&signed)?;
    let (token, now) = (signed.session, state.now());
    let until = state.settings.sessions.idle_until(now, signed.ends_at);
    // Within the first minute nothing is written, and what stands is at most that minute shorter.
    let until = if state
        .write(move |tx| {
            Box::pin(async move {
                Ok(access::touch_session(
                    tx,
                    Touch {
                        token: &token,
                        now,
                        idle_until: until,
                    },
                )
                .await?)
            })
        })
        .await?
    {
        until
    } else {
        signed.idle_until
    };
    Ok(Json(json!({ "seconds": seconds(until, now) })))
}

fn allowed(signed: &Signed) -> Result<(), AppError> {
    if may(&signed.actor, Action::UseOwnPages, Subject::General) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

fn seconds(until: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    (until - now).num_seconds().max(0)
}

fn minute(at: DateTime<Utc>) -> String {
    at.with_timezone(&Stockholm).format("%Y-%m-%d %H.%M").to_string()
}
