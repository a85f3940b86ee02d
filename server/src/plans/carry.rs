use app::plans::{CarryPage, CarryPageData, plan_address};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::fields::{FieldErrors, Fields};
use domain::plans::{Goal, Plan, carried, may_begin, offered};
use leptos::prelude::*;
use store::organisation::Unit;
use store::plans;

use super::find::{self, PlanParts, who_in};
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// A unit with its plan of the year before, where there is one.
struct Before {
    unit: Unit,
    year: i32,
    plan: Option<Plan>,
    goals: Vec<Goal>,
}

async fn load(state: &AppState, signed: &Signed, (id, year): &PlanParts) -> Result<Before, AppError> {
    let year = find::year(year)?;
    let mut tx = state.read().await?;
    let unit = find::unit(&mut tx, signed, id, Action::EditPlan).await?;
    let plan = plans::plan(&mut tx, unit.id, year - 1).await?;
    let goals = match &plan {
        Some(plan) => plans::goals(&mut tx, plan.id).await?,
        None => Vec::new(),
    };
    Ok(Before {
        unit,
        year,
        plan,
        goals,
    })
}

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    before: &Before,
    fields: Fields,
    errors: FieldErrors,
) -> Response {
    let data = CarryPageData {
        unit: before.unit.id,
        name: before.unit.name.clone(),
        year: before.year,
        goals: offered(&before.goals).into_iter().cloned().collect(),
        fields,
        errors,
    };
    let title = signed
        .language
        .t("Ta med till den nya planen", "Take along into the new plan");
    page(
        signed,
        state,
        status,
        title,
        false,
        move || view! { <CarryPage data=data/> },
    )
}

/// What can come along.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(parts): Path<PlanParts>,
) -> Result<Response, AppError> {
    let before = load(&state, &signed, &parts).await?;
    let (fields, errors) = (Fields::default(), FieldErrors::default());
    Ok(draw(&state, &signed, StatusCode::OK, &before, fields, errors))
}

/// Takes along what is ticked.
pub async fn carry(
    State(state): State<AppState>,
    signed: Signed,
    Path(parts): Path<PlanParts>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let before = load(&state, &signed, &parts).await?;
    let l = signed.language;
    let Some(plan) = before
        .plan
        .clone()
        .filter(|_| !carried(&before.goals, &fields, before.year).is_empty())
    else {
        let mut errors = FieldErrors::default();
        errors.add(
            "",
            l.t("Kryssa i det som ska följa med.", "Tick what is to come along."),
        );
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&state, &signed, status, &before, fields, errors));
    };
    if !may_begin(before.year, stockholm_day(state.now())) {
        return Err(AppError::Conflict);
    }
    let who = who_in(&state, &signed, &before.unit);
    state
        .write(move |tx| Box::pin(async move { Ok(plans::carry(tx, who, &plan, &fields).await?) }))
        .await?;
    Ok(see_other(&plan_address(before.unit.id, before.year)))
}
