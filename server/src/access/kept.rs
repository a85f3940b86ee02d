//! After signing in: back to where the person was, with what they had typed.

use app::access::{Kept, KeptPage, kept_title};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::ids::AccountId;
use leptos::prelude::*;
use store::access;

use crate::error::AppError;
use crate::http::{Visitor, language_cookie, local_path, render_page, see_other};
use crate::secret::Token;
use crate::sessions::{Signed, session_cookie};
use crate::state::AppState;

/// The answer to a successful sign-in: the page that offers what was typed, or the way back.
pub async fn welcome(
    state: &AppState,
    visitor: &Visitor,
    account: AccountId,
    token: &Token,
    back: &str,
    kept: Option<Kept>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let live = access::live_session(&mut tx, &token.digest(), state.now())
        .await?
        .ok_or(AppError::Internal)?;
    debug_assert_eq!(live.actor.account, account);
    let language = live.language;
    let mut response = match kept {
        Some(kept) => {
            let signed = Signed::new(live, token.digest(), visitor.nonce.clone(), "/".to_owned());
            render_page(
                &signed.ui(state),
                StatusCode::OK,
                kept_title(language),
                false,
                move || view! { <KeptPage kept=kept/> },
            )
        }
        None => see_other(local_path(back).unwrap_or("/")),
    };
    let cookie: HeaderValue = session_cookie(&state.settings, token).ok_or(AppError::Internal)?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response.headers_mut().append(
        header::SET_COOKIE,
        language_cookie(language, state.settings.https),
    );
    Ok(response)
}
