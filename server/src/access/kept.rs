//! After signing in: back to where the person was, with what they had typed.

use app::access::{
    Kept, KeptPage, Next, RecoveryCodesPage, RecoveryUsedPage, kept_title, recovery_codes_title,
    recovery_used_title,
};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::ids::AccountId;
use domain::language::Language;
use leptos::prelude::*;
use store::access;

use crate::error::AppError;
use crate::http::{PostedWithKept, Visitor, language_cookie, local_path, render_page, see_other};
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
    let signed = signed(state, visitor, token).await?;
    debug_assert_eq!(signed.account(), account);
    let l = signed.language;
    let response = match kept {
        Some(kept) => render_page(
            &signed.ui(state),
            StatusCode::OK,
            kept_title(l),
            false,
            move || view! { <KeptPage kept=kept/> },
        ),
        None => see_other(local_path(back).unwrap_or("/")),
    };
    with_cookies(state, response, token, l)
}

/// The answer to an app that was connected: its recovery codes, shown this once.
pub async fn recovery_codes(
    state: &AppState,
    visitor: &Visitor,
    token: &Token,
    codes: Vec<String>,
    posted: PostedWithKept,
) -> Result<Response, AppError> {
    let signed = signed(state, visitor, token).await?;
    let (l, next) = (signed.language, next(posted.fields.raw("till"), posted.kept));
    let response = render_page(
        &signed.ui(state),
        StatusCode::OK,
        recovery_codes_title(l),
        false,
        move || view! { <RecoveryCodesPage codes=codes next=next/> },
    );
    with_cookies(state, response, token, l)
}

/// The answer to a recovery code: how many are left.
pub async fn recovery_used(
    state: &AppState,
    visitor: &Visitor,
    token: &Token,
    left: i64,
    back: &str,
    kept: Option<Kept>,
) -> Result<Response, AppError> {
    let signed = signed(state, visitor, token).await?;
    let (l, next) = (signed.language, next(back, kept));
    let response = render_page(
        &signed.ui(state),
        StatusCode::OK,
        recovery_used_title(l),
        false,
        move || view! { <RecoveryUsedPage left=left next=next/> },
    );
    with_cookies(state, response, token, l)
}

fn next(back: &str, kept: Option<Kept>) -> Next {
    match kept {
        Some(kept) => Next::Send(kept),
        None => Next::Go(local_path(back).unwrap_or("/").to_owned()),
    }
}

/// The person of a session that has just got its token.
pub(super) async fn signed(state: &AppState, visitor: &Visitor, token: &Token) -> Result<Signed, AppError> {
    let mut tx = state.read().await?;
    let live = access::live_session(&mut tx, &token.digest(), state.now())
        .await?
        .ok_or(AppError::Internal)?;
    Ok(Signed::new(
        live,
        token.digest(),
        visitor.nonce.clone(),
        "/".to_owned(),
    ))
}

/// Gives the browser its session and its person's language.
pub(super) fn with_cookies(
    state: &AppState,
    mut response: Response,
    token: &Token,
    language: Language,
) -> Result<Response, AppError> {
    let session: HeaderValue = session_cookie(&state.settings, token).ok_or(AppError::Internal)?;
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, session);
    headers.append(
        header::SET_COOKIE,
        language_cookie(language, state.settings.https),
    );
    Ok(response)
}
