use app::access::{ActivationGonePage, ActivationPage, activation_title};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::check_password;
use domain::fields::FieldErrors;
use leptos::prelude::*;
use store::StoreError;
use store::access::{self, Account};

use crate::error::AppError;
use crate::http::{Posted, Visitor, render_page, see_other};
use crate::secret::Token;
use crate::state::AppState;

/// The page behind a one-time link.
pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    let Some((token, account)) = open(&state, &token).await? else {
        return Ok(gone(&state, &visitor));
    };
    Ok(ask(
        &state,
        &visitor,
        StatusCode::OK,
        &token,
        account.user_name,
        FieldErrors::default(),
    ))
}

/// Sets the password and uses the link up.
pub async fn activate(
    State(state): State<AppState>,
    visitor: Visitor,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let Some((token, account)) = open(&state, fields.text("token")).await? else {
        return Ok(gone(&state, &visitor));
    };
    let (password, l) = (fields.raw("password").to_owned(), visitor.language);
    let mut errors = FieldErrors::default();
    if let Err(problem) = check_password(&password, &account.user_name) {
        errors.add("password", problem.message(l));
    } else if fields.raw("again") != password {
        errors.add(
            "again",
            l.t(
                "Lösenorden är olika. Skriv samma i båda fälten.",
                "The passwords differ. Write the same in both fields.",
            ),
        );
    }
    if !errors.is_empty() {
        return Ok(ask(
            &state,
            &visitor,
            StatusCode::UNPROCESSABLE_ENTITY,
            &token,
            account.user_name,
            errors,
        ));
    }
    let hash = state.passwords.hash(password).await?;
    let (digest, now) = (token.digest(), state.now());
    match state
        .db
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move { access::use_activation(tx, &digest, &hash, now).await.map(|_| ()) })
        })
        .await
    {
        Ok(()) => Ok(see_other("/logga-in?nytt=aktiverad")),
        Err(StoreError::NotFound) => Ok(gone(&state, &visitor)),
        Err(error) => Err(error.into()),
    }
}

async fn open(state: &AppState, text: &str) -> Result<Option<(Token, Account)>, AppError> {
    let Some(token) = Token::parse(text) else {
        return Ok(None);
    };
    let mut tx = state.read().await?;
    match access::activation(&mut tx, &token.digest(), state.now()).await {
        Ok(account) => Ok(Some((token, account))),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn ask(
    state: &AppState,
    visitor: &Visitor,
    status: StatusCode,
    token: &Token,
    user_name: String,
    errors: FieldErrors,
) -> Response {
    // The language switch leads to the sign-in page, so that the token stands in no further address.
    let (ui, token) = (visitor.ui(state, "/logga-in"), token.text());
    render_page(
        &ui,
        status,
        activation_title(visitor.language),
        false,
        move || {
            view! { <ActivationPage token=token user_name=user_name errors=errors/> }
        },
    )
}

fn gone(state: &AppState, visitor: &Visitor) -> Response {
    let ui = visitor.ui(state, "/logga-in");
    render_page(
        &ui,
        StatusCode::GONE,
        activation_title(visitor.language),
        false,
        || view! { <ActivationGonePage/> },
    )
}
