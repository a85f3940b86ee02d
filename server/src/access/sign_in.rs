use app::access::{AskCode, Kept, SignIn, SignInNews, SignInPage, sign_in_title};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::fields::FieldErrors;
use domain::ids::AccountId;
use domain::language::Language;
use leptos::prelude::*;
use serde::Deserialize;
use store::access::{self, SignInAccount};
use store::audit::{self, Entry};

use super::demo_sign_in::demo_groups;
use super::kept::{welcome, with_cookies};
use super::limits::{self, Attempt, Subjects};
use super::sealed;
use super::second_factor::{second_factor_address, second_factor_page};
use super::totp::Secret;
use crate::clock::stockholm_time;
use crate::error::AppError;
use crate::http::{ClientAddress, PostedWithKept, Visitor, local_path, render_page, see_other};
use crate::secret::Token;
use crate::sessions::{begin, begin_pending, session_digest};
use crate::state::AppState;

/// The most characters of a password that are looked at.
pub(super) const MAX_PASSWORD: usize = 1000;

/// What an address of the sign-in page may say.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Where to go afterwards.
    #[serde(default)]
    till: String,
    /// Why the page is shown: `utloggad` or `aktiverad`.
    #[serde(default)]
    nytt: String,
}

/// The sign-in page.
pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    // An address that makes no sense still shows the page.
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let news = match asked.nytt.as_str() {
        "utloggad" => Some(SignInNews::SignedOut),
        "aktiverad" => Some(SignInNews::Activated),
        _ => None,
    };
    let back = local_path(&asked.till).unwrap_or("").to_owned();
    sign_in_page(
        &state,
        &visitor,
        StatusCode::OK,
        SignIn {
            news,
            back,
            ..SignIn::default()
        },
    )
    .await
}

/// Draws the sign-in page; in the demo with its people instead of a password.
pub async fn sign_in_page(
    state: &AppState,
    visitor: &Visitor,
    status: StatusCode,
    mut shown: SignIn,
) -> Response {
    if state.settings.demo {
        shown.demo = demo_groups(state, visitor.language).await.unwrap_or_default();
    }
    let ui = visitor.ui(state, "/logga-in");
    render_page(
        &ui,
        status,
        sign_in_title(visitor.language),
        false,
        move || view! { <SignInPage shown=shown/> },
    )
}

/// Checks user name and password, the first of two steps. Whatever is wrong, the answer is the same and takes the same time.
pub async fn sign_in(
    State(state): State<AppState>,
    visitor: Visitor,
    address: ClientAddress,
    headers: HeaderMap,
    posted: PostedWithKept,
) -> Result<Response, AppError> {
    let l = visitor.language;
    let PostedWithKept { fields, kept } = posted;
    let (user_name, password) = (
        fields.text("user_name").to_owned(),
        fields.raw("password").to_owned(),
    );
    let again = |errors: FieldErrors| SignIn {
        user_name: user_name.clone(),
        errors,
        back: local_path(fields.raw("till")).unwrap_or("").to_owned(),
        kept: kept.clone(),
        ..SignIn::default()
    };
    let missing = missing(&user_name, &password, l);
    if !missing.is_empty() {
        return Ok(sign_in_page(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, again(missing)).await);
    }
    let attempt = match begin_attempt(&state, &user_name, address).await? {
        Ok(attempt) => attempt,
        Err(until) => {
            let shown = again(one_error("", too_often(until, l)));
            return Ok(sign_in_page(&state, &visitor, StatusCode::TOO_MANY_REQUESTS, shown).await);
        }
    };
    let Some(account) = check(&state, &user_name, password).await? else {
        let shown = again(one_error("user_name", wrong(l)));
        return Ok(sign_in_page(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, shown).await);
    };
    let back = fields.raw("till");
    if state.settings.demo {
        let token = start(&state, account, &headers).await?;
        return welcome(&state, &visitor, account, &token, back, kept.clone()).await;
    }
    let token = start_pending(&state, account, &headers, attempt).await?;
    let (back, kept) = (local_path(back).unwrap_or(""), kept.clone());
    on_to_the_second_factor(&state, &visitor, &token, back, kept).await
}

/// Starts a full session in place of the browser's old one: for the demo, which knows no secrets.
pub(super) async fn start(
    state: &AppState,
    account: AccountId,
    headers: &HeaderMap,
) -> Result<Token, AppError> {
    let (who, old) = (state.who(Some(account)), session_digest(&state.settings, headers));
    let lengths = state.settings.sessions;
    state
        .write(move |tx| {
            Box::pin(async move {
                let token = Token::random();
                begin(tx, who, lengths, account, old, &token).await?;
                Ok(token)
            })
        })
        .await
}

/// After a right password: a pending session in place of the browser's old one, with a secret for an app where there is none yet. A
/// right password also clears the account's failures.
async fn start_pending(
    state: &AppState,
    account: AccountId,
    headers: &HeaderMap,
    attempt: Attempt,
) -> Result<Token, AppError> {
    let (who, old) = (state.who(Some(account)), session_digest(&state.settings, headers));
    let offered = sealed::seal(&state.keys, account, Secret::random().bytes()).ok_or(AppError::Internal)?;
    state
        .write(move |tx| {
            Box::pin(async move {
                let token = Token::random();
                let has_app = access::second_factor(tx, account).await?.is_some();
                let enrolling = (!has_app).then_some(offered.as_slice());
                begin_pending(tx, who, account, old, &token, enrolling).await?;
                limits::succeeded(tx, who, account, attempt).await?;
                Ok(token)
            })
        })
        .await
}

/// The answer to a right password: on to the page that asks for the code, or that page at once where a form has to wait.
pub(super) async fn on_to_the_second_factor(
    state: &AppState,
    visitor: &Visitor,
    token: &Token,
    back: &str,
    kept: Option<Kept>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let pending = access::pending_session(&mut tx, &token.digest(), state.now())
        .await?
        .ok_or(AppError::Internal)?;
    let address = second_factor_address(&pending);
    let response = if kept.is_some() {
        let ask = AskCode {
            back: back.to_owned(),
            kept,
            ..AskCode::default()
        };
        second_factor_page(state, visitor, StatusCode::OK, &pending, ask)?
    } else if back.is_empty() || back == "/" {
        see_other(address)
    } else {
        see_other(&format!("{address}?till={back}"))
    };
    with_cookies(state, response, token, pending.language)
}

pub(super) async fn begin_attempt(
    state: &AppState,
    user_name: &str,
    address: ClientAddress,
) -> Result<Result<Attempt, DateTime<Utc>>, AppError> {
    let (subjects, now) = (Subjects::of(&state.keys, user_name, address), state.now());
    state
        .write(move |tx| Box::pin(async move { Ok(limits::begin(tx, subjects, now).await?) }))
        .await
}

/// The account, if the password is right and the account open. A failure for a known account is recorded.
async fn check(state: &AppState, user_name: &str, password: String) -> Result<Option<AccountId>, AppError> {
    let found = access::find_for_sign_in(&mut state.read().await?, user_name).await?;
    let open = |account: &SignInAccount| !account.disabled;
    let hash = found
        .as_ref()
        .filter(|a| open(a))
        .and_then(|a| a.password_hash.clone());
    let right = state
        .passwords
        .verify(hash, password.chars().take(MAX_PASSWORD).collect())
        .await?;
    let account = found.map(|account| account.id);
    if right && account.is_some() {
        return Ok(account);
    }
    // Also for a name that nobody has: it is an attempt, and the answer takes the same time.
    let (who, tried) = (state.who(None), account.map(|account| account.0));
    state
        .write(move |tx| {
            Box::pin(async move {
                Ok(audit::record(tx, who, Entry::about("sign_in_failed", "account", tried)).await?)
            })
        })
        .await?;
    Ok(None)
}

fn missing(user_name: &str, password: &str, l: Language) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if user_name.is_empty() {
        errors.add(
            "user_name",
            l.t("Skriv ditt användarnamn.", "Enter your user name."),
        );
    }
    if password.is_empty() {
        errors.add("password", l.t("Skriv ditt lösenord.", "Enter your password."));
    }
    errors
}

fn one_error(field: &str, message: impl Into<String>) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add(field, message);
    errors
}

fn wrong(l: Language) -> &'static str {
    l.t(
        "Användarnamnet och lösenordet hör inte ihop. Kontrollera båda och försök igen.",
        "The user name and the password do not belong together. Check both and try again.",
    )
}

pub(super) fn too_often(until: DateTime<Utc>, l: Language) -> String {
    // The minute after, so that the time shown is never too early.
    let at = stockholm_time(until + chrono::Duration::minutes(1));
    l.t(
        format!("Det har blivit för många försök att logga in. Försök igen klockan {at}."),
        format!("There have been too many attempts to sign in. Try again at {at}."),
    )
}
