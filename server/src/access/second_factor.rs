//! The second step of signing in: the code of the app, or connecting an app first. What is shown and changed here is bound to the
//! pending session of the caller's own cookie.

use app::access::{AskCode, CodePage, EnrolPage, EnrolPageData, SignIn, code_title, enrol_title};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::access::{app_code, in_fours};
use domain::fields::FieldErrors;
use leptos::prelude::*;
use serde::Deserialize;
use store::access::{self, Digest, NewFactor, PendingSession};
use store::{StoreError, Tx};

use super::kept::{recovery_codes, recovery_used, welcome};
use super::sign_in::sign_in_page;
use super::{code, qr, recovery};
use crate::error::AppError;
use crate::http::{ClientAddress, PostedWithKept, Visitor, local_path, render_page, see_other};
use crate::secret::Token;
use crate::sessions::{complete, find_pending, find_session};
use crate::state::AppState;

const CODE: &str = "/logga-in/kod";
const APP: &str = "/logga-in/app";

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub(super) till: String,
}

/// Where a pending session is asked for what it lacks.
#[must_use]
pub fn second_factor_address(pending: &PendingSession) -> &'static str {
    if pending.factor.is_some() { CODE } else { APP }
}

/// Draws the page that asks a pending session for what it lacks, in its person's language.
///
/// # Errors
/// As [`code::secret`].
pub fn second_factor_page(
    state: &AppState,
    visitor: &Visitor,
    status: StatusCode,
    pending: &PendingSession,
    ask: AskCode,
) -> Result<Response, AppError> {
    let l = pending.language;
    let visitor = Visitor {
        language: l,
        ..visitor.clone()
    };
    let ui = visitor.ui(state, second_factor_address(pending));
    if pending.factor.is_some() {
        return Ok(render_page(&ui, status, code_title(l), false, move || {
            view! { <CodePage ask=ask/> }
        }));
    }
    let sealed = pending.enrolling.as_deref().ok_or(AppError::Internal)?;
    let secret = code::secret(state, pending.account, sealed)?;
    let data = EnrolPageData {
        secret: in_fours(&secret.text(), ' '),
        qr: secret.link(&pending.user_name).and_then(|link| qr::qr(&link)),
        ask,
    };
    Ok(render_page(&ui, status, enrol_title(l), false, move || {
        view! { <EnrolPage data=data/> }
    }))
}

/// Either page. Whoever comes to the one that does not fit is sent to the other.
pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    uri: axum::http::Uri,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, AppError> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let back = local_path(&asked.till).unwrap_or("").to_owned();
    let Some((_, pending)) = find_pending(&state, &headers).await? else {
        let signed_in = find_session(&state, &headers).await?.is_some();
        return Ok(see_other(if signed_in { "/" } else { "/logga-in" }));
    };
    let address = second_factor_address(&pending);
    if uri.path() != address {
        return Ok(see_other(&if back.is_empty() {
            address.to_owned()
        } else {
            format!("{address}?till={back}")
        }));
    }
    let ask = AskCode {
        back,
        ..AskCode::default()
    };
    second_factor_page(&state, &visitor, StatusCode::OK, &pending, ask)
}

/// What was posted to either page, as it is shown again.
fn again(posted: &PostedWithKept, errors: FieldErrors) -> AskCode {
    AskCode {
        back: local_path(posted.fields.raw("till")).unwrap_or("").to_owned(),
        kept: posted.kept.clone(),
        errors,
    }
}

/// The pending session has ended: back to the password, with everything that has to wait.
async fn too_late(state: &AppState, visitor: &Visitor, posted: PostedWithKept) -> Response {
    let AskCode { back, kept, .. } = again(&posted, FieldErrors::default());
    let shown = SignIn {
        back,
        kept,
        ..SignIn::default()
    };
    sign_in_page(state, visitor, StatusCode::UNAUTHORIZED, shown).await
}

/// Checks the code and makes the session a full one, under another token.
pub async fn give_code(
    State(state): State<AppState>,
    visitor: Visitor,
    address: ClientAddress,
    headers: HeaderMap,
    posted: PostedWithKept,
) -> Result<Response, AppError> {
    let Some((session, pending)) = find_pending(&state, &headers).await? else {
        return Ok(too_late(&state, &visitor, posted).await);
    };
    let (account, l) = (pending.account, pending.language);
    let Some(factor) = &pending.factor else {
        let ask = again(&posted, FieldErrors::default());
        return second_factor_page(&state, &visitor, StatusCode::OK, &pending, ask);
    };
    let checked = code::check(&state, account, factor, address, &posted.fields, l).await?;
    let ready = match checked {
        Ok(ready) => ready,
        Err((status, errors)) => {
            return second_factor_page(&state, &visitor, status, &pending, again(&posted, errors));
        }
    };
    let (who, lengths) = (state.who(Some(account)), state.settings.sessions);
    let done: Result<Option<Token>, StoreError> = state
        .db
        .write(move |tx| {
            Box::pin(async move {
                if !ready.consume(tx, who).await? {
                    return Ok(None);
                }
                let token = Token::random();
                complete(tx, who, lengths, account, &session, &token).await?;
                Ok(Some(token))
            })
        })
        .await;
    let back = posted.fields.raw("till").to_owned();
    match done {
        Ok(Some(token)) if ready.is_recovery() => {
            let left = factor.codes_left - 1;
            recovery_used(&state, &visitor, &token, left, &back, posted.kept).await
        }
        Ok(Some(token)) => welcome(&state, &visitor, account, &token, &back, posted.kept).await,
        Ok(None) => {
            let (status, errors) = ready.refused(&state, l).await?;
            second_factor_page(&state, &visitor, status, &pending, again(&posted, errors))
        }
        Err(StoreError::NotFound) => Ok(too_late(&state, &visitor, posted).await),
        Err(error) => Err(error.into()),
    }
}

/// Connects the app that shows the right code, makes recovery codes and a full session, and shows the codes.
pub async fn enrol(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    posted: PostedWithKept,
) -> Result<Response, AppError> {
    let Some((session, pending)) = find_pending(&state, &headers).await? else {
        return Ok(too_late(&state, &visitor, posted).await);
    };
    let l = pending.language;
    let Some(sealed) = pending.enrolling.clone().filter(|_| pending.factor.is_none()) else {
        let ask = again(&posted, FieldErrors::default());
        return second_factor_page(&state, &visitor, StatusCode::OK, &pending, ask);
    };
    // No limit on attempts: whoever may try has the key before them.
    let secret = code::secret(&state, pending.account, &sealed)?;
    let shown = app_code(posted.fields.text("code"));
    let Some(step) = shown
        .as_ref()
        .and_then(|shown| secret.step_of(shown, state.now()))
    else {
        let mut errors = FieldErrors::default();
        let wrong = if shown.is_some() {
            code::wrong_code(l)
        } else {
            code::six_digits(l)
        };
        errors.add("code", wrong);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return second_factor_page(&state, &visitor, status, &pending, again(&posted, errors));
    };
    let (account, codes) = (pending.account, recovery::new_codes());
    let digests = recovery::digests(&state.keys, account, &codes);
    let enrolled = Enrolled {
        session,
        sealed,
        step,
        digests,
    };
    let (who, lengths) = (state.who(Some(account)), state.settings.sessions);
    let done: Result<Token, StoreError> = state
        .db
        .write(move |tx| {
            Box::pin(async move {
                let token = Token::random();
                enrolled.keep(tx, who, account).await?;
                complete(tx, who, lengths, account, &enrolled.session, &token).await?;
                Ok(token)
            })
        })
        .await;
    match done {
        Ok(token) => {
            let shown = recovery::shown(&codes);
            recovery_codes(&state, &visitor, &token, shown, posted).await
        }
        // Another window was quicker.
        Err(StoreError::Exists) => Ok(see_other(CODE)),
        Err(StoreError::NotFound) => Ok(too_late(&state, &visitor, posted).await),
        Err(error) => Err(error.into()),
    }
}

/// What the transaction that connects an app needs.
struct Enrolled {
    session: Digest,
    sealed: Vec<u8>,
    step: i64,
    digests: Vec<Digest>,
}

impl Enrolled {
    async fn keep(
        &self,
        tx: &mut Tx,
        who: store::Who,
        account: domain::ids::AccountId,
    ) -> Result<(), StoreError> {
        let new = NewFactor {
            sealed: &self.sealed,
            step: self.step,
            codes: &self.digests,
        };
        access::enrol(tx, who, account, new).await
    }
}
