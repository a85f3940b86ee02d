use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::{AccountId, DelegationId};
use domain::organisation::DelegationForm;
use store::StoreError;
use store::delegations::{self, MAX_IN_FORCE, NewDelegation};

use super::settings::{address, draw, managed_unit, who_in};
use crate::error::AppError;
use crate::http::{Posted, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// Grants a delegation.
pub async fn grant(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let unit = managed_unit(&state, &signed, &id).await?;
    let form = DelegationForm::from_fields(&fields);
    let l = signed.language;
    let mut errors = form.check(l);
    if let Some((since, until)) = form.period().filter(|_| errors.is_empty()) {
        // Nobody is offered themself; the store refuses whoever does no case work in the unit.
        let to: Option<AccountId> = form.to.parse().ok();
        let to = to
            .filter(|to| *to != signed.account())
            .ok_or(AppError::NotFound)?;
        let new = NewDelegation {
            unit: unit.id,
            to,
            since,
            until,
            reference: form.reference,
        };
        let who = who_in(&state, &signed, &unit);
        let refused = state
            .write(move |tx| {
                Box::pin(async move {
                    match delegations::grant(tx, who, &new).await {
                        Ok(_) => Ok(None),
                        Err(error @ (StoreError::NotFound | StoreError::State)) => Ok(Some(error)),
                        Err(error) => Err(error.into()),
                    }
                })
            })
            .await?;
        match refused {
            None => return Ok(see_other(&address(&unit))),
            Some(StoreError::State) => errors.add(
                "",
                l.t(
                    format!("En enhet har högst {MAX_IN_FORCE} delegationer som gäller. Återkalla en som inte behövs."),
                    format!("A unit has at most {MAX_IN_FORCE} delegations in force. Revoke one that is not needed."),
                ),
            ),
            Some(_) => errors.add(
                "to",
                l.t(
                    "Personen arbetar inte längre i enheten. Välj någon annan.",
                    "The person no longer works in the unit. Choose somebody else.",
                ),
            ),
        }
    }
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    draw(&state, &signed, status, unit, fields, errors).await
}

/// Revokes one.
pub async fn revoke(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, delegation)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let unit = managed_unit(&state, &signed, &id).await?;
    let delegation: DelegationId = delegation.parse().map_err(|_| AppError::NotFound)?;
    let (id, who) = (unit.id, who_in(&state, &signed, &unit));
    state
        .write(move |tx| Box::pin(async move { Ok(delegations::revoke(tx, who, id, delegation).await?) }))
        .await?;
    Ok(see_other(&address(&unit)))
}
