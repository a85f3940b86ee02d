use app::plans::{GoalLine, NoPlanPage, PlanPage, PlanPageData, plan_address, plans_title};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Subject, may};
use domain::fields::FieldErrors;
use domain::language::Language;
use domain::plans::{Goal, Plan, PlanState, is_offered, may_begin, offered};
use leptos::prelude::*;
use store::organisation::Unit;
use store::{StoreError, Tx, plans};

use super::find::{self, Found, PlanParts, who_in};
use crate::clock::{stockholm_day, stockholm_moment};
use crate::error::AppError;
use crate::http::{page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// A unit's plan of a year, or that it has none.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year)): Path<PlanParts>,
) -> Result<Response, AppError> {
    let year = find::year(&year)?;
    let mut tx = state.read().await?;
    let unit = find::unit(&mut tx, &signed, &id, Action::ReadPlan).await?;
    match plans::plan(&mut tx, unit.id, year).await? {
        Some(plan) => {
            let found = Found { unit, plan };
            draw(
                &state,
                &signed,
                &mut tx,
                StatusCode::OK,
                found,
                FieldErrors::default(),
            )
            .await
        }
        None => Ok(draw_none(&state, &signed, unit, year)),
    }
}

fn draw_none(state: &AppState, signed: &Signed, unit: Unit, year: i32) -> Response {
    let begins = may(&signed.actor, Action::EditPlan, Subject::Unit(&unit.path))
        && may_begin(year, stockholm_day(state.now()));
    let title = plans_title(signed.language);
    page(
        signed,
        state,
        StatusCode::OK,
        title,
        false,
        move || view! { <NoPlanPage unit=unit.id name=unit.name year=year may_begin=begins/> },
    )
}

/// Draws a plan as it stands, with what keeps it from being moved.
pub(super) async fn draw(
    state: &AppState,
    signed: &Signed,
    tx: &mut Tx,
    status: StatusCode,
    found: Found,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let l = signed.language;
    let Found { unit, plan } = found;
    let goals = plans::goals(tx, plan.id).await?;
    let before = match plans::plan(tx, unit.id, plan.year - 1).await? {
        Some(before) if plan.state.is_written() => plans::goals(tx, before.id).await?,
        _ => Vec::new(),
    };
    let is_allowed = |action| may(&signed.actor, action, Subject::Unit(&unit.path));
    let data = PlanPageData {
        told: told(&plan, l),
        goals: goals.into_iter().map(|goal| line(goal, l)).collect(),
        offered: offered(&before)
            .iter()
            .flat_map(|g| &g.activities)
            .filter(|a| is_offered(a))
            .count(),
        may_edit: is_allowed(Action::EditPlan),
        may_remark: is_allowed(Action::RemarkPlan),
        today: stockholm_day(state.now()),
        unit_name: unit.name,
        plan,
        errors,
    };
    // A form may have been posted to an address that cannot be opened; the language switch leads back to the page.
    let signed = Signed {
        path: plan_address(data.plan.unit, data.plan.year),
        ..signed.clone()
    };
    Ok(page(
        &signed,
        state,
        status,
        plans_title(l),
        false,
        move || view! { <PlanPage data=data/> },
    ))
}

fn line(goal: Goal, l: Language) -> GoalLine {
    let captions = goal
        .remarks
        .iter()
        .map(|r| format!("{}, {}", r.stamp.by, stockholm_moment(r.stamp.at, l)))
        .collect();
    GoalLine { goal, captions }
}

/// What happened to the plan last.
fn told(plan: &Plan, l: Language) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(stamp) = &plan.submitted {
        let (by, at) = (&stamp.by, stockholm_moment(stamp.at, l));
        lines.push(l.t(
            format!("{by} skickade planen till samordnaren {at}."),
            format!("{by} sent the plan to the coordinator on {at}."),
        ));
    }
    if let Some(stamp) = &plan.settled {
        let (by, at) = (&stamp.by, stockholm_moment(stamp.at, l));
        lines.push(match plan.state {
            PlanState::Returned => l.t(
                format!("{by} lämnade tillbaka den {at}."),
                format!("{by} returned it on {at}."),
            ),
            PlanState::Noted => l.t(
                format!("{by} tog del av den {at}."),
                format!("{by} took note of it on {at}."),
            ),
            PlanState::Draft | PlanState::Submitted => l.t(
                format!("{by} svarade senast {at}."),
                format!("{by} answered last on {at}."),
            ),
        });
    }
    lines
}

/// Begins a plan. Where it is there already, that is as good.
pub async fn begin(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year)): Path<PlanParts>,
) -> Result<Response, AppError> {
    let year = find::year(&year)?;
    let unit = find::unit(&mut state.read().await?, &signed, &id, Action::EditPlan).await?;
    if plans::plan(&mut state.read().await?, unit.id, year)
        .await?
        .is_none()
    {
        if !may_begin(year, stockholm_day(state.now())) {
            return Err(AppError::Conflict);
        }
        let (id, who) = (unit.id, who_in(&state, &signed, &unit));
        let begun = state.write(move |tx| {
            Box::pin(async move { Ok::<_, AppError>(plans::begin(tx, who, id, year).await.map(|_| ())) })
        });
        match begun.await {
            Ok(Ok(()) | Err(StoreError::Exists)) => {}
            Ok(Err(error)) => return Err(error.into()),
            Err(error) => return Err(error),
        }
    }
    Ok(see_other(&plan_address(unit.id, year)))
}
