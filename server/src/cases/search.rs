use app::cases::{SearchPage, SearchPageData};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Subject, may};
use domain::fields::{MAX_LINE, too_long_message};
use domain::ids::SearchId;
use leptos::prelude::*;
use store::audit::Entry;
use store::search as found;

use super::list::{Place, next_place, tell};
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// Keeps what is searched for and leads to an address that does not tell it.
pub async fn search(
    State(state): State<AppState>,
    signed: Signed,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    if !may(&signed.actor, Action::ListCases, Subject::General) {
        return Err(AppError::NotFound);
    }
    let l = signed.language;
    let text = fields.text("text").to_owned();
    let length = text.chars().count();
    let error = if text.is_empty() {
        Some(
            l.t("Skriv vad du söker.", "Write what you search for.")
                .to_owned(),
        )
    } else if length > MAX_LINE {
        Some(too_long_message(length, MAX_LINE, l))
    } else {
        None
    };
    if error.is_some() {
        let data = SearchPageData {
            text,
            lines: Vec::new(),
            next: None,
            error,
        };
        return Ok(page(
            &signed,
            &state,
            StatusCode::UNPROCESSABLE_ENTITY,
            title(&signed),
            false,
            move || view! { <SearchPage data=data/> },
        ));
    }
    let (who, account) = (signed.who(&state), signed.account());
    let id = state
        .write(move |tx| Box::pin(async move { Ok(found::keep_search(tx, who, account, &text).await?) }))
        .await?;
    Ok(see_other(&format!("/arenden/sok/{id}")))
}

/// What was found, for the person who searched and nobody else.
pub async fn result(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    place: Result<Query<Place>, QueryRejection>,
) -> Result<Response, AppError> {
    if !may(&signed.actor, Action::ListCases, Subject::General) {
        return Err(AppError::NotFound);
    }
    let id: SearchId = id.parse().map_err(|_| AppError::NotFound)?;
    let after = place.ok().and_then(|Query(p)| p.after());
    let mut tx = state.read().await?;
    let text = found::kept_search(&mut tx, signed.account(), id).await?;
    let lines = found::find_cases(
        &mut tx,
        signed.account(),
        &text,
        stockholm_day(state.now()),
        after,
    )
    .await?;
    drop(tx);
    tell(
        &state,
        &signed,
        Entry::about("listed", "search", Some(id.0)),
        lines.len(),
    )
    .await?;
    let next = next_place(&lines).map(|query| format!("/arenden/sok/{id}?{query}"));
    let data = SearchPageData {
        text,
        lines,
        next,
        error: None,
    };
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title(&signed),
        false,
        move || view! { <SearchPage data=data/> },
    ))
}

fn title(signed: &Signed) -> &'static str {
    signed.language.t("Sökresultat", "Search result")
}
