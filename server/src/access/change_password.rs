//! Changing one's own password. Nothing of what was typed is ever shown again.

use app::access::{ChangePasswordPage, change_password_title};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::check_password;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use leptos::prelude::*;
use store::access::{self, Account};
use store::audit::{self, Entry};

use super::account::allowed;
use super::kept::with_cookies;
use super::limits::{self, Attempt};
use super::sign_in::{MAX_PASSWORD, begin_attempt, too_often};
use crate::error::AppError;
use crate::http::{ClientAddress, Posted, page, see_other};
use crate::secret::Token;
use crate::sessions::{Signed, begin};
use crate::state::AppState;

/// The person's own account, if it has a password; those of the demo have none.
async fn own_account(state: &AppState, signed: &Signed) -> Result<(Account, String), AppError> {
    let mut tx = state.read().await?;
    let account = access::account(&mut tx, signed.account()).await?;
    let hash = access::password_hash(&mut tx, signed.account()).await?;
    Ok((account, hash.ok_or(AppError::NotFound)?))
}

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    user_name: String,
    errors: FieldErrors,
) -> Response {
    let title = change_password_title(signed.language);
    page(signed, state, status, title, false, move || {
        view! { <ChangePasswordPage user_name=user_name errors=errors/> }
    })
}

/// The empty form.
pub async fn show(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    allowed(&signed)?;
    let (account, _) = own_account(&state, &signed).await?;
    signed.require_recent(&state)?;
    Ok(draw(
        &state,
        &signed,
        StatusCode::OK,
        account.user_name,
        FieldErrors::default(),
    ))
}

/// Changes the password, ends every session and begins a new one here.
pub async fn change(
    State(state): State<AppState>,
    signed: Signed,
    address: ClientAddress,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let (account, hash) = own_account(&state, &signed).await?;
    // What was typed is lost where the proof is too old: passwords are kept in no page.
    signed.require_recent(&state)?;
    let l = signed.language;
    let refused = |status: StatusCode, errors: FieldErrors| {
        Ok(draw(&state, &signed, status, account.user_name.clone(), errors))
    };
    let errors = problems(&fields, &account.user_name, l);
    if !errors.is_empty() {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, errors);
    }
    let attempt = match begin_attempt(&state, &account.user_name, address).await? {
        Ok(attempt) => attempt,
        Err(until) => {
            let errors = one("", too_often(until, l));
            return refused(StatusCode::TOO_MANY_REQUESTS, errors);
        }
    };
    let current = fields.raw("current").chars().take(MAX_PASSWORD).collect();
    if !state.passwords.verify(Some(hash), current).await? {
        note_failure(&state, &signed).await?;
        let errors = one(
            "current",
            l.t(
                "Det är inte lösenordet du har nu. Skriv det en gång till.",
                "That is not the password you have now. Enter it once more.",
            ),
        );
        return refused(StatusCode::UNPROCESSABLE_ENTITY, errors);
    }
    let hash = state.passwords.hash(fields.raw("password").to_owned()).await?;
    let token = keep(&state, &signed, hash, attempt).await?;
    with_cookies(&state, see_other("/konto?nytt=losenord"), &token, l)
}

async fn keep(state: &AppState, signed: &Signed, hash: String, attempt: Attempt) -> Result<Token, AppError> {
    let (who, account, lengths) = (signed.who(state), signed.account(), state.settings.sessions);
    state
        .write(move |tx| {
            Box::pin(async move {
                let token = Token::random();
                access::set_password(tx, who, account, &hash).await?;
                begin(tx, who, lengths, account, None, &token).await?;
                limits::succeeded(tx, who, account, attempt).await?;
                Ok(token)
            })
        })
        .await
}

async fn note_failure(state: &AppState, signed: &Signed) -> Result<(), AppError> {
    let (who, account) = (signed.who(state), signed.account());
    state
        .write(move |tx| {
            Box::pin(async move {
                let entry = Entry::about("password_failed", "account", Some(account.0));
                Ok(audit::record(tx, who, entry).await?)
            })
        })
        .await
}

/// What is wrong with the form before anything is looked up.
fn problems(fields: &Fields, user_name: &str, l: Language) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if fields.raw("current").is_empty() {
        errors.add(
            "current",
            l.t("Skriv lösenordet du har nu.", "Enter the password you have now."),
        );
    }
    if let Err(problem) = check_password(fields.raw("password"), user_name) {
        errors.add("password", problem.message(l));
    } else if fields.raw("password") == fields.raw("current") {
        errors.add(
            "password",
            l.t(
                "Det är samma lösenord som du har nu. Välj ett annat.",
                "That is the same password as you have now. Choose another.",
            ),
        );
    } else if fields.raw("again") != fields.raw("password") {
        errors.add(
            "again",
            l.t(
                "Lösenorden är olika. Skriv samma i båda fälten.",
                "The passwords differ. Write the same in both fields.",
            ),
        );
    }
    errors
}

fn one(field: &str, message: impl Into<String>) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add(field, message);
    errors
}
