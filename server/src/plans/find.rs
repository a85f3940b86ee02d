use domain::access::{Action, Subject, may};
use domain::ids::{ActivityId, GoalId, UnitId};
use domain::plans::{Activity, Goal, Plan};
use store::organisation::{self, Unit};
use store::{Tx, Who, plans};

use crate::error::AppError;
use crate::sessions::Signed;
use crate::state::AppState;

/// The parts of a plan's address: unit and year.
pub(super) type PlanParts = (String, String);
/// Those of something in a plan.
pub(super) type InPlan = (String, String, String);

/// A unit to which the person may do `action`. Districts have no plans.
pub(super) async fn unit(tx: &mut Tx, signed: &Signed, id: &str, action: Action) -> Result<Unit, AppError> {
    let unit = branch(tx, signed, id, action).await?;
    unit.area.is_some().then_some(unit).ok_or(AppError::NotFound)
}

/// A unit or a district to which the person may do `action`.
pub(super) async fn branch(tx: &mut Tx, signed: &Signed, id: &str, action: Action) -> Result<Unit, AppError> {
    let id: UnitId = id.parse().map_err(|_| AppError::NotFound)?;
    let unit = organisation::unit(tx, id).await?;
    if may(&signed.actor, action, Subject::Unit(&unit.path)) {
        Ok(unit)
    } else {
        Err(AppError::NotFound)
    }
}

/// A year as it stands in an address.
pub(super) fn year(text: &str) -> Result<i32, AppError> {
    let year = text.parse().ok().filter(|year| (2000..=2100).contains(year));
    year.filter(|_| text.len() == 4).ok_or(AppError::NotFound)
}

/// A plan with its unit.
pub(super) struct Found {
    pub unit: Unit,
    pub plan: Plan,
}

/// The plan of an address, for somebody who may do `action` to the unit.
pub(super) async fn plan(
    tx: &mut Tx,
    signed: &Signed,
    (id, of_year): (&str, &str),
    action: Action,
) -> Result<Found, AppError> {
    let of_year = year(of_year)?;
    let unit = unit(tx, signed, id, action).await?;
    let plan = plans::plan(tx, unit.id, of_year)
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(Found { unit, plan })
}

/// A goal that stands in a plan.
pub(super) async fn goal(tx: &mut Tx, plan: &Plan, id: &str) -> Result<Goal, AppError> {
    let id: GoalId = id.parse().map_err(|_| AppError::NotFound)?;
    let goals = plans::goals(tx, plan.id).await?;
    let goal = goals.into_iter().find(|g| g.id == id && !g.removed);
    goal.ok_or(AppError::NotFound)
}

/// An activity that stands in a plan, with its goal.
pub(super) async fn activity(tx: &mut Tx, plan: &Plan, id: &str) -> Result<(Goal, Activity), AppError> {
    let id: ActivityId = id.parse().map_err(|_| AppError::NotFound)?;
    let goals = plans::goals(tx, plan.id).await?;
    goals
        .into_iter()
        .filter(|g| !g.removed)
        .find_map(|goal| {
            let activity = goal.standing().find(|a| a.id == id).cloned()?;
            Some((goal, activity))
        })
        .ok_or(AppError::NotFound)
}

/// Who does something in a unit, for the trail.
pub(super) fn who_in(state: &AppState, signed: &Signed, unit: &Unit) -> Who {
    Who {
        unit: Some(unit.id),
        ..signed.who(state)
    }
}
