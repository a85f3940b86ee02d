use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use domain::language::Language;
use store::access;

use crate::error::AppError;
use crate::http::{Posted, Visitor, language_cookie, local_path, see_other};
use crate::sessions::{find_pending, find_session};
use crate::state::AppState;

/// Switches the language of the account, where somebody is signed in or about to be, and of the browser; then goes back to the page.
pub async fn switch(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let language = Language::from_code(fields.text("language")).unwrap_or(visitor.language);
    let account = match find_session(&state, &headers).await? {
        Some((_, live)) => Some(live.actor.account),
        None => find_pending(&state, &headers)
            .await?
            .map(|(_, pending)| pending.account),
    };
    if let Some(account) = account {
        let who = state.who(Some(account));
        state
            .write(move |tx| {
                Box::pin(async move { Ok(access::set_language(tx, who, account, language).await?) })
            })
            .await?;
    }
    let mut response = see_other(local_path(fields.raw("back")).unwrap_or("/"));
    response.headers_mut().insert(
        header::SET_COOKIE,
        language_cookie(language, state.settings.https),
    );
    Ok(response)
}
