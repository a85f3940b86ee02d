use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use store::access;

use crate::error::AppError;
use crate::http::see_other;
use crate::sessions::{clear_cookie, find_pending, find_session, session_digest};
use crate::state::AppState;

/// Ends the session and makes the browser forget what it kept of it.
pub async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, AppError> {
    if let Some(token) = session_digest(&state.settings, &headers) {
        let account = match find_session(&state, &headers).await? {
            Some((_, live)) => Some(live.actor.account),
            None => find_pending(&state, &headers)
                .await?
                .map(|(_, pending)| pending.account),
        };
        let who = state.who(account);
        state
            .write(move |tx| Box::pin(async move { Ok(access::end_session(tx, who, &token).await?) }))
            .await?;
    }
    let mut response = see_other("/logga-in?nytt=utloggad");
    let out = response.headers_mut();
    if let Some(cookie) = clear_cookie(&state.settings) {
        out.insert(header::SET_COOKIE, cookie);
    }
    out.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}
