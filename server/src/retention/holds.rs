use app::retention::{HoldsPage, case_address};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::HoldId;
use domain::retention::{HoldForm, HoldReason, LiftForm};
use leptos::prelude::*;
use store::StoreError;
use store::retention::{self, MAX_HOLDS};

use super::class::{HoldTyped, draw};
use super::find::{case as find_case, officer, who_in};
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// The holds of the officer's branches.
pub async fn list(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    officer(&signed)?;
    let holds = retention::holds(&mut state.read().await?, signed.account()).await?;
    let title = signed.language.t("Spärrar", "Holds");
    Ok(page(&signed, &state, StatusCode::OK, title, false, move || {
        view! { <HoldsPage holds=holds/> }
    }))
}

/// Places a hold on a case.
pub async fn place(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let case = find_case(&mut state.read().await?, &signed, &id).await?;
    let l = signed.language;
    let form = HoldForm::from_fields(&fields);
    let mut errors = form.check(stockholm_day(state.now()), l);
    if let Some(reason) = HoldReason::from_code(&form.reason).filter(|_| errors.is_empty()) {
        let (who, of) = (who_in(&state, &signed, &case), case.id);
        let placed = state
            .write(move |tx| {
                Box::pin(async move {
                    match retention::place_hold(tx, who, of, reason, &form.text).await {
                        Ok(_) => Ok(true),
                        Err(StoreError::State) => Ok(false),
                        Err(error) => Err(error.into()),
                    }
                })
            })
            .await?;
        if placed {
            return Ok(see_other(&case_address(of)));
        }
        errors.add(
            "",
            l.t(
                format!("Ett ärende kan ha högst {MAX_HOLDS} spärrar."),
                format!("A case can have at most {MAX_HOLDS} holds."),
            ),
        );
    }
    let typed = HoldTyped {
        fields,
        errors,
        lifting: None,
    };
    draw(
        &state,
        &signed,
        StatusCode::UNPROCESSABLE_ENTITY,
        case,
        None,
        typed,
    )
    .await
}

/// Lifts a hold. Pressed twice it is as good.
pub async fn lift(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, hold)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let case = find_case(&mut state.read().await?, &signed, &id).await?;
    let hold: HoldId = hold.parse().map_err(|_| AppError::NotFound)?;
    let found = retention::hold_of(&mut state.read().await?, case.id, hold).await?;
    if found.lifted.is_some() {
        return Ok(see_other(&case_address(case.id)));
    }
    let form = LiftForm::from_fields(&fields);
    let errors = form.check(stockholm_day(state.now()), signed.language);
    if !errors.is_empty() {
        let typed = HoldTyped {
            fields,
            errors,
            lifting: Some(hold.to_string()),
        };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return draw(&state, &signed, status, case, None, typed).await;
    }
    let (who, of) = (who_in(&state, &signed, &case), case.id);
    state
        .write(move |tx| {
            Box::pin(async move { Ok(retention::lift_hold(tx, who, of, hold, &form.text).await?) })
        })
        .await?;
    Ok(see_other(&case_address(of)))
}
