use app::audit::{RowPage, RowPageData, TheirVerdict, log_title, review_address, row_address};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::audit::{VerdictForm, may_judge};
use domain::fields::{FieldErrors, Fields};
use leptos::prelude::*;
use store::StoreError;
use store::log_reviews::{self, Judged, ReviewRow, StoredVerdict};

use super::find::{self, Found};
use super::review::opened;
use crate::clock::stockholm_moment;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// A row among its review's.
struct Looked {
    found: Found,
    row: ReviewRow,
    rows: Vec<ReviewRow>,
}

async fn find_row(state: &AppState, found: Found, position: &str) -> Result<Looked, AppError> {
    let position: i64 = position.parse().map_err(|_| AppError::NotFound)?;
    let rows = log_reviews::rows(&mut state.read().await?, found.review.id).await?;
    let row = rows.iter().find(|row| row.position == position).cloned();
    Ok(Looked {
        row: row.ok_or(AppError::NotFound)?,
        found,
        rows,
    })
}

/// What stands in the form.
struct Typed {
    fields: Fields,
    version: i64,
    errors: FieldErrors,
    theirs: Option<StoredVerdict>,
}

fn draw(state: &AppState, signed: &Signed, status: StatusCode, row: Looked, typed: Typed) -> Response {
    let l = signed.language;
    let Looked { found, row, rows } = row;
    let own = !may_judge(&signed.actor, row.account);
    let data = RowPageData {
        review: found.review.id,
        unit: found.unit.id,
        unit_name: found.unit.name,
        month: found.month.name(l),
        of: rows.len(),
        judges: !own && found.review.signed_at.is_none(),
        own,
        judged: row.judged_at.map(|at| {
            let (by, at) = (&row.judged_by, stockholm_moment(at, l));
            l.t(format!("Sparat av {by} {at}."), format!("Saved by {by} on {at}."))
        }),
        row,
        fields: typed.fields,
        version: typed.version,
        errors: typed.errors,
        theirs: typed.theirs.map(|theirs| TheirVerdict {
            saved_at: theirs
                .saved_at
                .map_or_else(String::new, |at| stockholm_moment(at, l)),
            saved_by: theirs.saved_by,
            fields: theirs.form.to_fields(),
        }),
    };
    page(signed, state, status, log_title(l), false, move || {
        view! { <RowPage data=data/> }
    })
}

/// A row's page.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, position)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = opened(&state, &signed, &id).await?;
    let row = find_row(&state, found, &position).await?;
    let typed = Typed {
        fields: row.row.form().to_fields(),
        version: row.row.version,
        errors: FieldErrors::default(),
        theirs: None,
    };
    Ok(draw(&state, &signed, StatusCode::OK, row, typed))
}

/// Saves a verdict and goes to the next row without one.
pub async fn judge(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, position)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let found = opened(&state, &signed, &id).await?;
    let row = find_row(&state, found, &position).await?;
    if !may_judge(&signed.actor, row.row.account) || row.found.review.signed_at.is_some() {
        return Err(AppError::Conflict);
    }
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let form = VerdictForm::from_fields(&fields);
    let errors = form.check(signed.language);
    if !errors.is_empty() {
        let typed = Typed {
            fields,
            version,
            errors,
            theirs: None,
        };
        return Ok(draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            row,
            typed,
        ));
    }
    let (asking, who, at) = (signed.clone(), signed.who(&state), row.row.position);
    let judged = state
        .write(move |tx| {
            Box::pin(async move {
                let found = find::review(tx, &asking, &id).await?;
                let judged = log_reviews::judge(tx, who, &found.review, at, version, &form).await;
                judged.map_err(|error: StoreError| error.into())
            })
        })
        .await?;
    match judged {
        Judged::Stored(_) => Ok(see_other(&next(&signed, &row))),
        Judged::Conflict(theirs) => {
            let typed = Typed {
                fields,
                version: theirs.version,
                errors: FieldErrors::default(),
                theirs: Some(theirs),
            };
            Ok(draw(&state, &signed, StatusCode::CONFLICT, row, typed))
        }
    }
}

/// The next row without a verdict after this one, or from the beginning; the review once there is none.
fn next(signed: &Signed, row: &Looked) -> String {
    let review = row.found.review.id;
    let at = row.row.position;
    let open =
        |r: &&ReviewRow| r.verdict.is_none() && r.position != at && may_judge(&signed.actor, r.account);
    let after = row.rows.iter().filter(|r| r.position > at).find(open);
    let next = after.or_else(|| row.rows.iter().find(open));
    next.map_or_else(
        || review_address(review),
        |next| row_address(review, next.position),
    )
}
