//! Another proof of who uses the session, before what is particularly sensitive. It holds for a quarter of an hour; the session gets
//! another token with it.

use app::access::{AskCode, ConfirmPage, ConfirmedPage, Kept, confirm_title, confirmed_title};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Subject, may};
use domain::fields::{FieldErrors, Fields};
use leptos::prelude::*;
use store::access::{self, Digest};
use store::{StoreError, Tx, Who};

use super::code::{self, Ready};
use super::kept::{signed as signed_with, with_cookies};
use super::second_factor::Asked;
use crate::error::AppError;
use crate::http::{ClientAddress, PostedWithKept, Visitor, local_path, page, render_page, see_other};
use crate::secret::Token;
use crate::sessions::Signed;
use crate::state::AppState;

/// Where the proof is asked for.
pub const CONFIRM: &str = "/bekrafta";

/// The address that asks for a proof and comes back to `path`.
#[must_use]
pub fn confirm_address(path: &str) -> String {
    local_path(path).map_or_else(|| CONFIRM.to_owned(), |path| format!("{CONFIRM}?till={path}"))
}

/// For a form that is dealt with only soon after a proof: the page that asks for one and keeps the form, or `None` to go on.
#[must_use]
pub fn ask_first(state: &AppState, signed: &Signed, fields: &Fields) -> Option<Response> {
    if signed.is_recent(state) {
        return None;
    }
    let kept = local_path(&signed.path).map(|path| Kept {
        path: path.to_owned(),
        fields: fields.clone(),
    });
    let ask = AskCode {
        kept,
        ..AskCode::default()
    };
    Some(draw(state, signed, StatusCode::UNAUTHORIZED, ask))
}

fn draw(state: &AppState, signed: &Signed, status: StatusCode, ask: AskCode) -> Response {
    let title = confirm_title(signed.language);
    // The language switch comes back by the address, which carries no form.
    let signed = Signed {
        path: CONFIRM.to_owned(),
        ..signed.clone()
    };
    page(&signed, state, status, title, false, move || {
        view! { <ConfirmPage ask=ask/> }
    })
}

fn allowed(signed: &Signed) -> Result<(), AppError> {
    if may(&signed.actor, Action::UseOwnPages, Subject::General) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// The page that asks for the proof.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let back = local_path(&asked.till).unwrap_or("").to_owned();
    if signed.is_recent(&state) {
        return Ok(see_other(if back.is_empty() { "/" } else { &back }));
    }
    let ask = AskCode {
        back,
        ..AskCode::default()
    };
    Ok(draw(&state, &signed, StatusCode::OK, ask))
}

/// Checks the proof and goes on.
pub async fn confirm(
    State(state): State<AppState>,
    signed: Signed,
    visitor: Visitor,
    address: ClientAddress,
    posted: PostedWithKept,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let l = signed.language;
    let again = |errors: FieldErrors| AskCode {
        back: local_path(posted.fields.raw("till")).unwrap_or("").to_owned(),
        kept: posted.kept.clone(),
        errors,
    };
    let ready = if state.settings.demo {
        None
    } else {
        let factor = access::second_factor(&mut state.read().await?, signed.account()).await?;
        // A full session outside the demo has an app, unless it was taken away this very moment.
        let factor = factor.ok_or(AppError::Conflict)?;
        match code::check(&state, signed.account(), &factor, address, &posted.fields, l).await? {
            Ok(ready) => Some(ready),
            Err((status, errors)) => return Ok(draw(&state, &signed, status, again(errors))),
        }
    };
    let (who, session) = (signed.who(&state), signed.session);
    let proved = state
        .write(move |tx| Box::pin(async move { Ok(prove(tx, who, session, ready).await?) }))
        .await?;
    match (proved, ready) {
        (Some(token), _) => onward(&state, &visitor, &token, &posted).await,
        (None, Some(ready)) => {
            let (status, errors) = ready.refused(&state, l).await?;
            Ok(draw(&state, &signed, status, again(errors)))
        }
        (None, None) => Err(AppError::Internal),
    }
}

/// Uses the code up, if there is one, and gives the session its new token.
async fn prove(
    tx: &mut Tx,
    who: Who,
    session: Digest,
    ready: Option<Ready>,
) -> Result<Option<Token>, StoreError> {
    if let Some(ready) = ready
        && !ready.consume(tx, who).await?
    {
        return Ok(None);
    }
    let account = who.account.ok_or(StoreError::State)?;
    let token = Token::random();
    access::prove_session(tx, who, account, &session, &token.digest()).await?;
    Ok(Some(token))
}

async fn onward(
    state: &AppState,
    visitor: &Visitor,
    token: &Token,
    posted: &PostedWithKept,
) -> Result<Response, AppError> {
    let signed = signed_with(state, visitor, token).await?;
    let l = signed.language;
    let response = match posted.kept.clone() {
        Some(kept) => render_page(
            &signed.ui(state),
            StatusCode::OK,
            confirmed_title(l),
            false,
            move || view! { <ConfirmedPage kept=kept/> },
        ),
        None => see_other(local_path(posted.fields.raw("till")).unwrap_or("/")),
    };
    with_cookies(state, response, token, l)
}
