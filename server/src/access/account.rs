//! One's own account: what it has, and new recovery codes.

use app::access::{
    AccountNews, AccountPage, AccountPageData, NewCodesPage, Next, RecoveryCodesPage, account_title,
    new_codes_title, recovery_codes_title,
};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Subject, may};
use domain::dates;
use leptos::prelude::*;
use serde::Deserialize;
use store::access::{self, Factor};

use super::recovery;
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// What has just been done: `losenord`.
#[derive(Debug, Default, Deserialize)]
pub struct News {
    #[serde(default)]
    nytt: String,
}

pub(super) fn allowed(signed: &Signed) -> Result<(), AppError> {
    if may(&signed.actor, Action::UseOwnPages, Subject::General) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// The person's own app; those of the demo have none.
pub(super) async fn own_factor(state: &AppState, signed: &Signed) -> Result<Factor, AppError> {
    let mut tx = state.read().await?;
    access::second_factor(&mut tx, signed.account())
        .await?
        .ok_or(AppError::NotFound)
}

/// The account's page.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    news: Result<Query<News>, QueryRejection>,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let l = signed.language;
    let mut tx = state.read().await?;
    let account = access::account(&mut tx, signed.account()).await?;
    let factor = access::second_factor(&mut tx, signed.account()).await?;
    let data = AccountPageData {
        user_name: account.user_name,
        has_password: account.has_password,
        app: factor.map(|f| (dates::long(stockholm_day(f.enrolled_at), l), f.codes_left)),
        news: news
            .ok()
            .filter(|Query(news)| news.nytt == "losenord")
            .map(|_| AccountNews::PasswordChanged),
    };
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        account_title(l),
        false,
        move || view! { <AccountPage data=data/> },
    ))
}

/// Before new recovery codes are made.
pub async fn ask_codes(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    allowed(&signed)?;
    let left = own_factor(&state, &signed).await?.codes_left;
    signed.require_recent(&state)?;
    let title = new_codes_title(signed.language);
    Ok(page(&signed, &state, StatusCode::OK, title, false, move || {
        view! { <NewCodesPage left=left/> }
    }))
}

/// Makes new recovery codes and shows them, this once.
pub async fn make_codes(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    allowed(&signed)?;
    own_factor(&state, &signed).await?;
    signed.require_recent(&state)?;
    let (who, account, codes) = (signed.who(&state), signed.account(), recovery::new_codes());
    let digests = recovery::digests(&state.keys, account, &codes);
    state
        .write(move |tx| {
            Box::pin(async move { Ok(access::renew_recovery_codes(tx, who, account, &digests).await?) })
        })
        .await?;
    let (codes, next) = (recovery::shown(&codes), Next::Go("/konto".to_owned()));
    let title = recovery_codes_title(signed.language);
    Ok(page(&signed, &state, StatusCode::OK, title, false, move || {
        view! { <RecoveryCodesPage codes=codes next=next/> }
    }))
}
