use domain::fields::Fields;
use domain::ids::{ActivityId, GoalId, PlanId};
use domain::plans::{Plan, carried};
use uuid::Uuid;

use super::plan::{account, begin, changed, hold, hold_written, plan};
use super::{activities, goals};
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// Copies what is ticked of what is unfinished into the unit's plan of the next year, which is begun where there is none, and marks
/// the old ones; how many activities that were. Goals that went on before take their further activities to the same copy.
///
/// # Errors
/// [`StoreError::State`] when the next plan is not written now or is full.
pub async fn carry(tx: &mut Tx, who: Who, from: &Plan, ticked: &Fields) -> Result<usize, StoreError> {
    let year = from.year + 1;
    hold(tx, from.id).await?;
    let to = match plan(tx, from.unit, year).await? {
        Some(plan) => plan.id,
        None => begin(tx, who, from.unit, year).await?,
    };
    hold_written(tx, to).await?;
    let old = goals::goals(tx, from.id).await?;
    let mut moved = 0;
    for chosen in carried(&old, ticked, year) {
        let Some(goal) = old.iter().find(|g| g.id == chosen.goal) else {
            continue;
        };
        let copy = match copied(tx, to, goal.id).await? {
            Some(copy) => copy,
            None => goals::insert(tx, who, to, &goal.text, Some(goal.id)).await?,
        };
        for (activity, text, progress) in &chosen.activities {
            activities::insert(tx, who, copy, (text, progress), Some(*activity)).await?;
            mark(tx, who, *activity).await?;
            moved += 1;
        }
        changed(tx, who, to, Entry::about("carried", "plan_goal", Some(copy.0))).await?;
    }
    Ok(moved)
}

async fn copied(tx: &mut Tx, to: PlanId, goal: GoalId) -> Result<Option<GoalId>, StoreError> {
    const SQL: &str = "select id from plan_goal where plan_id = $1 and carried_from = $2 and removed_at is null order by id limit 1";
    let id: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(to.0)
        .bind(goal.0)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(GoalId))
}

async fn mark(tx: &mut Tx, who: Who, activity: ActivityId) -> Result<(), StoreError> {
    const SQL: &str = "update plan_activity set state = 'carried_over', progress_by = $2, progress_at = $3, \
        progress_version = progress_version + 1 where id = $1";
    on!(tx, |c| sqlx::query(SQL)
        .bind(activity.0)
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    let entry = Entry::about("progressed", "plan_activity", Some(activity.0)).detail("carried_over");
    audit::record(tx, who, entry).await
}
