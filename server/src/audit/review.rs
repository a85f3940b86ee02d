use app::audit::{ReviewPage, ReviewPageData, log_title, months_address, review_address};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::fields::FieldErrors;
use leptos::prelude::*;
use store::StoreError;
use store::log_reviews::{self, Signing};

use super::find::{self, Found, above};
use crate::clock::stockholm_moment;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// A review for somebody who reads it; that they do is told to the trail first.
pub(super) async fn opened(state: &AppState, signed: &Signed, id: &str) -> Result<Found, AppError> {
    let (signed, who, id) = (signed.clone(), signed.who(state), id.to_owned());
    state
        .write(move |tx| {
            Box::pin(async move {
                let found = find::review(tx, &signed, &id).await?;
                log_reviews::note_opened(tx, who, &found.review).await?;
                Ok(found)
            })
        })
        .await
}

/// The review's page.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let found = opened(&state, &signed, &id).await?;
    draw(&state, &signed, StatusCode::OK, found, FieldErrors::default()).await
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    found: Found,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let l = signed.language;
    let mut tx = state.read().await?;
    let rows = log_reviews::rows(&mut tx, found.review.id).await?;
    let review = found.review;
    let data = ReviewPageData {
        above: above(&mut tx, signed, &found.unit).await?,
        month: found.month.name(l),
        unit_name: found.unit.name,
        drawn: {
            let (by, at) = (&review.drawn_by, stockholm_moment(review.drawn_at, l));
            l.t(format!("Draget av {by} {at}."), format!("Drawn by {by} on {at}."))
        },
        signed: review.signed_at.map(|at| {
            let (by, at) = (
                review.signed_by.clone().unwrap_or_default(),
                stockholm_moment(at, l),
            );
            l.t(format!("av {by} {at}"), format!("by {by} on {at}"))
        }),
        own: rows
            .iter()
            .filter(|row| row.verdict.is_none() && !domain::audit::may_judge(&signed.actor, row.account))
            .count(),
        rows,
        errors,
        review,
    };
    // A form may have been posted to an address that cannot be opened; the language switch leads back to the page.
    let signed = Signed {
        path: review_address(data.review.id),
        ..signed.clone()
    };
    let title = log_title(l);
    Ok(page(&signed, state, status, title, false, move || {
        view! { <ReviewPage data=data/> }
    }))
}

/// Signs a review for good.
pub async fn sign(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let l = signed.language;
    if !fields.ticked("sure") {
        let found = opened(&state, &signed, &id).await?;
        let mut errors = FieldErrors::default();
        errors.add(
            "sure",
            l.t(
                "Kryssa i att du har gått igenom raderna och vet att granskningen inte kan ändras efteråt.",
                "Tick that you have gone through the rows and know that the review cannot be changed afterwards.",
            ),
        );
        return draw(&state, &signed, StatusCode::UNPROCESSABLE_ENTITY, found, errors).await;
    }
    let (asking, who, review) = (signed.clone(), signed.who(&state), id.clone());
    let (unit, signing) = state
        .write(move |tx| {
            Box::pin(async move {
                let found = find::review(tx, &asking, &review).await?;
                match log_reviews::sign(tx, who, &found.review).await {
                    Ok(signing) => Ok((found.unit.id, signing)),
                    // Pressed twice it is as good.
                    Err(StoreError::State) => Ok((found.unit.id, Signing::Signed)),
                    Err(error) => Err(error.into()),
                }
            })
        })
        .await?;
    let Signing::Missing(n) = signing else {
        return Ok(see_other(&months_address(unit)));
    };
    let found = opened(&state, &signed, &id).await?;
    let mut errors = FieldErrors::default();
    let message = match n {
        1 => l
            .t(
                "Granskningen kan inte signeras än: 1 rad är inte bedömd.",
                "The review cannot be signed yet: 1 row is not judged.",
            )
            .to_owned(),
        n => l.t(
            format!("Granskningen kan inte signeras än: {n} rader är inte bedömda."),
            format!("The review cannot be signed yet: {n} rows are not judged."),
        ),
    };
    errors.add("", message);
    draw(&state, &signed, StatusCode::UNPROCESSABLE_ENTITY, found, errors).await
}
