//! Another authenticator app in the place of the one that the account has.

use app::access::{NewAppPage, new_app_title};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use store::access;

use super::account::{allowed, own_factor};
use super::sealed;
use super::sign_in::on_to_the_second_factor;
use super::totp::Secret;
use crate::error::AppError;
use crate::http::{Visitor, page};
use crate::secret::Token;
use crate::sessions::{Signed, begin_pending};
use crate::state::AppState;

/// Before the old app is taken away.
pub async fn show(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    allowed(&signed)?;
    own_factor(&state, &signed).await?;
    signed.require_recent(&state)?;
    let title = new_app_title(signed.language);
    Ok(page(&signed, &state, StatusCode::OK, title, false, || {
        view! { <NewAppPage/> }
    }))
}

/// Takes the old app and its codes away, ends every session, and begins a pending one in which the new app is connected.
pub async fn begin(
    State(state): State<AppState>,
    signed: Signed,
    visitor: Visitor,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    own_factor(&state, &signed).await?;
    signed.require_recent(&state)?;
    let (who, account) = (signed.who(&state), signed.account());
    let offered = sealed::seal(&state.keys, account, Secret::random().bytes()).ok_or(AppError::Internal)?;
    let token = state
        .write(move |tx| {
            Box::pin(async move {
                let token = Token::random();
                access::reset_factor(tx, who, account).await?;
                begin_pending(tx, who, account, None, &token, Some(&offered)).await?;
                Ok(token)
            })
        })
        .await?;
    on_to_the_second_factor(&state, &visitor, &token, "", None).await
}
