use app::access::{Kept, SignIn};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Json, Response};
use serde_json::json;
use store::access::{self, Digest, LiveSession, Touch};

use super::{Signed, idle_until, session_digest};
use crate::access::sign_in_page;
use crate::error::AppError;
use crate::http::{Nonce, Visitor, local_path, read_texts, see_other};
use crate::state::AppState;

/// The header of requests that scripts send by themselves, and to which a page would be no answer.
pub const AUTOSAVE: &str = "x-autosave";

/// Asking how long the session lives must not make it live longer.
const ASKS_TIME_LEFT: &str = "/session/tid";
/// What only scripts ask.
const FOR_SCRIPTS: &str = "/session/";

/// Lets only signed-in people through, and loses nothing that the others had typed.
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
        let by_script =
            request.headers().contains_key(AUTOSAVE) || request.uri().path().starts_with(FOR_SCRIPTS);
        return signed_out(&state, request, by_script).await;
    };
    if !asks_time_left && Touch::is_due(state.now(), live.last_seen_at) {
        match touch(&state, session, &live).await {
            Ok(until) => live.idle_until = until,
            Err(error) => return error.into_response(),
        }
    }
    let nonce = request.extensions().get::<Nonce>().cloned().unwrap_or_default();
    let signed = Signed::new(live, session, nonce, request.uri().path().to_owned());
    request.extensions_mut().insert(signed.clone());
    let mut response = next.run(request).await;
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

async fn touch(
    state: &AppState,
    token: Digest,
    live: &LiveSession,
) -> Result<chrono::DateTime<chrono::Utc>, AppError> {
    let now = state.now();
    let until = idle_until(now, live.ends_at);
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

async fn signed_out(state: &AppState, request: Request, by_script: bool) -> Response {
    if by_script {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "signed_out" }))).into_response();
    }
    let path = local_path(request.uri().path()).map(str::to_owned);
    if [Method::GET, Method::HEAD].contains(request.method()) {
        return match path.as_deref() {
            None | Some("/") => see_other("/logga-in"),
            Some(path) => see_other(&format!("/logga-in?till={path}")),
        };
    }
    let visitor = Visitor::of(request.headers(), request.extensions().get::<Nonce>());
    let Some(path) = path else {
        return see_other("/logga-in");
    };
    let fields = match read_texts(request).await {
        Ok(fields) => fields,
        Err(error) => return error.into_response(),
    };
    let shown = SignIn {
        kept: Some(Kept { path, fields }),
        ..SignIn::default()
    };
    sign_in_page(state, &visitor, StatusCode::UNAUTHORIZED, shown).await
}
