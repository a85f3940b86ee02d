use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::RemarkId;
use domain::monitoring::WordForm;
use store::monitoring;

use super::area::{Address, Shown, draw, find};
use crate::error::AppError;
use crate::http::{Posted, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// Writes a remark on an area that somebody else has handed in.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path(address): Path<Address>,
    Posted(words): Posted,
) -> Result<Response, AppError> {
    let (who, l) = (signed.who(&state), signed.language);
    let found = find(&state, &signed, &address).await?;
    // Nobody remarks on what they have handed in themselves.
    let own = found
        .part
        .participant
        .handed_in
        .as_ref()
        .is_some_and(|h| h.account == signed.account());
    if !found.part.runs || own {
        return Err(AppError::NotFound);
    }
    let form = WordForm::from_fields(&words, "remark");
    let errors = form.check(l.t("Skriv din anmärkning.", "Write your remark."), who.today, l);
    if !errors.is_empty() {
        let shown = Shown {
            words,
            errors,
            ..Shown::default()
        };
        return Ok(draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            found,
            shown,
        ));
    }
    let (ids, area) = (found.part.ids(), found.area.code.clone());
    state
        .write(move |tx| {
            Box::pin(async move { Ok(monitoring::add_remark(tx, who, ids, &area, &form.text).await?) })
        })
        .await?;
    Ok(see_other(&found.address()))
}

/// Writes the unit's reply to a remark.
pub async fn reply(
    State(state): State<AppState>,
    signed: Signed,
    Path((round, unit, area, remark)): Path<(String, String, String, String)>,
    Posted(words): Posted,
) -> Result<Response, AppError> {
    let (who, l) = (signed.who(&state), signed.language);
    let found = find(&state, &signed, &(round, unit, area)).await?;
    let id: RemarkId = remark.parse().map_err(|_| AppError::NotFound)?;
    if !found.part.may_answer || !found.remarks.iter().any(|remark| remark.id == id) {
        return Err(AppError::NotFound);
    }
    let form = WordForm::from_fields(&words, &format!("reply.{id}"));
    let errors = form.check(l.t("Skriv ert svar.", "Write your reply."), who.today, l);
    if !errors.is_empty() {
        let shown = Shown {
            words,
            errors,
            ..Shown::default()
        };
        return Ok(draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            found,
            shown,
        ));
    }
    let ids = found.part.ids();
    state
        .write(move |tx| Box::pin(async move { Ok(monitoring::reply(tx, who, ids, id, &form.text).await?) }))
        .await?;
    Ok(see_other(&found.address()))
}
