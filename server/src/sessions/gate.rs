use app::access::{AskCode, Kept, SignIn};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Json, Response};
use serde_json::json;
use store::access::{self, Digest, LiveSession, PendingSession, Touch};

use super::{Signed, session_digest};
use crate::access::{CONFIRM, confirm_address, second_factor_address, second_factor_page, sign_in_page};
use crate::cases::choice_address;
use crate::error::{AppError, ChoiceNeeded, ProofNeeded};
use crate::http::{Nonce, Visitor, local_path, read_texts, see_other};
use crate::state::AppState;

/// The header of requests that scripts send by themselves, and to which a page would be no answer.
pub const AUTOSAVE: &str = "x-autosave";

/// Asking how long the session lives must not make it live longer.
const ASKS_TIME_LEFT: &str = "/session/tid";
/// What only scripts ask.
const FOR_SCRIPTS: &str = "/session/";

/// Lets only people through who have given everything that signing in needs, and loses nothing that the others had typed. A page that
/// wants another proof of who uses the session, or the choice to open a protected case, sends there and back.
pub async fn gate(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let matched = request
        .extensions()
        .get::<MatchedPath>()
        .map(|m| m.as_str().to_owned());
    let asks_time_left = matched.as_deref() == Some(ASKS_TIME_LEFT);
    let found = match find_session(&state, request.headers()).await {
        Ok(found) => found,
        Err(error) => return error.into_response(),
    };
    let Some((session, mut live)) = found else {
        return signed_out(&state, request).await;
    };
    if !asks_time_left && Touch::is_due(state.now(), live.last_seen_at) {
        match touch(&state, session, &live).await {
            Ok(until) => live.idle_until = until,
            Err(error) => return error.into_response(),
        }
    }
    let nonce = request.extensions().get::<Nonce>().cloned().unwrap_or_default();
    let signed = Signed {
        reads: reads(request.method()),
        ..Signed::new(live, session, nonce, request.uri().path().to_owned())
    };
    request.extensions_mut().insert(signed.clone());
    let mut response = next.run(request).await;
    if response.extensions().get::<ProofNeeded>().is_some() {
        return see_other(&confirm_address(&signed.path));
    }
    if let Some(ChoiceNeeded(case)) = response.extensions().get().copied() {
        return see_other(&choice_address(case, &signed.path));
    }
    // For an error page, which then keeps the menu.
    response.extensions_mut().insert(signed);
    response
}

/// The live session of a request.
///
/// # Errors
/// As [`access::live_session`].
pub async fn find_session(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Option<(Digest, LiveSession)>, AppError> {
    let Some(token) = session_digest(&state.settings, headers) else {
        return Ok(None);
    };
    let mut tx = state.read().await?;
    Ok(access::live_session(&mut tx, &token, state.now())
        .await?
        .map(|live| (token, live)))
}

/// The pending session of a request, and what its person is asked for.
///
/// # Errors
/// As [`access::pending_session`].
pub async fn find_pending(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Option<(Digest, PendingSession)>, AppError> {
    let Some(token) = session_digest(&state.settings, headers) else {
        return Ok(None);
    };
    let mut tx = state.read().await?;
    Ok(access::pending_session(&mut tx, &token, state.now())
        .await?
        .map(|pending| (token, pending)))
}

fn reads(method: &Method) -> bool {
    [Method::GET, Method::HEAD].contains(method)
}

async fn touch(
    state: &AppState,
    token: Digest,
    live: &LiveSession,
) -> Result<chrono::DateTime<chrono::Utc>, AppError> {
    let now = state.now();
    let until = state.settings.sessions.idle_until(now, live.ends_at);
    state
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
        .await?;
    Ok(until)
}

/// Where nobody is signed in, or not entirely: on to what is missing, with the way back and everything that was typed.
async fn signed_out(state: &AppState, request: Request) -> Response {
    if request.headers().contains_key(AUTOSAVE) || request.uri().path().starts_with(FOR_SCRIPTS) {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "signed_out" }))).into_response();
    }
    let pending = match find_pending(state, request.headers()).await {
        Ok(pending) => pending.map(|(_, pending)| pending),
        Err(error) => return error.into_response(),
    };
    let path = local_path(request.uri().path()).map(str::to_owned);
    let keeps = !reads(request.method()) && path.as_deref().is_some_and(may_be_kept);
    let (Some(path), true) = (path.clone(), keeps) else {
        let address = match &pending {
            Some(pending) => second_factor_address(pending),
            None => "/logga-in",
        };
        return match path.as_deref() {
            None | Some("/") => see_other(address),
            Some(path) => see_other(&format!("{address}?till={path}")),
        };
    };
    let visitor = Visitor::of(request.headers(), request.extensions().get::<Nonce>());
    let fields = match read_texts(request).await {
        Ok(fields) => fields,
        Err(error) => return error.into_response(),
    };
    let kept = Some(Kept { path, fields });
    if let Some(pending) = &pending {
        let ask = AskCode {
            kept,
            ..AskCode::default()
        };
        return match second_factor_page(state, &visitor, StatusCode::UNAUTHORIZED, pending, ask) {
            Ok(page) => page,
            Err(error) => error.into_response(),
        };
    }
    let shown = SignIn {
        kept,
        ..SignIn::default()
    };
    sign_in_page(state, &visitor, StatusCode::UNAUTHORIZED, shown).await
}

/// Forms about the account hold passwords and codes, which stand in no page.
pub(crate) fn may_be_kept(path: &str) -> bool {
    !path.starts_with("/konto/") && path != CONFIRM
}
