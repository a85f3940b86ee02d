use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::ids::{GoalId, PlanId};
use domain::plans::{FocusArea, Goal, GoalText, Saved, Stamp, Versioned};
use sqlx::FromRow;
use uuid::Uuid;

use super::activities::activities;
use super::before_writing;
use super::plan::{account, changed, hold_written};
use super::remarks::remarks;
use crate::audit::Entry;
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most goals of one plan, those that were taken out included.
pub const MAX_GOALS: i64 = 40;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    focus: String,
    aim: String,
    noticed: String,
    removed_at: Option<DateTime<Utc>>,
    version: i64,
    saved_by: String,
    updated_at: DateTime<Utc>,
    from_year: Option<i32>,
    to_year: Option<i32>,
}

impl Row {
    fn text(&self) -> Result<GoalText, StoreError> {
        Ok(GoalText {
            focus: FocusArea::from_code(&self.focus).ok_or(StoreError::Corrupt("plan_goal.focus"))?,
            aim: self.aim.clone(),
            noticed: self.noticed.clone(),
        })
    }
}

macro_rules! goal_where {
    ($where:literal) => {
        concat!(
            "select g.id, g.focus, g.aim, g.noticed, g.removed_at, g.version, a.name as saved_by, g.updated_at, ",
            "(select p.year from plan_goal o join plan p on p.id = o.plan_id where o.id = g.carried_from) as from_year, ",
            "(select max(p.year) from plan_goal n join plan p on p.id = n.plan_id where n.carried_from = g.id and n.removed_at is null) as to_year ",
            "from plan_goal g join account a on a.id = g.updated_by where g.plan_id = $1 ",
            $where
        )
    };
}

/// The goals of a plan in order, also those that were taken out, with their activities and remarks.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn goals(tx: &mut Tx, plan: PlanId) -> Result<Vec<Goal>, StoreError> {
    const SQL: &str = goal_where!("order by g.place, g.id limit 40");
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(plan.0).fetch_all(c).await)?;
    let mut of_goal: BTreeMap<Uuid, (Vec<_>, Vec<_>)> = BTreeMap::new();
    for (goal, activity) in activities(tx, plan).await? {
        of_goal.entry(goal).or_default().0.push(activity);
    }
    for (goal, remark) in remarks(tx, plan).await? {
        of_goal.entry(goal).or_default().1.push(remark);
    }
    rows.into_iter()
        .map(|row| {
            let (activities, remarks) = of_goal.remove(&row.id).unwrap_or_default();
            Ok(Goal {
                id: GoalId(row.id),
                text: row.text()?,
                removed: row.removed_at.is_some(),
                from_year: row.from_year,
                to_year: row.to_year,
                version: row.version,
                saved: Stamp {
                    by: row.saved_by,
                    at: row.updated_at,
                },
                activities,
                remarks,
            })
        })
        .collect()
}

async fn stored(tx: &mut Tx, plan: PlanId, goal: GoalId) -> Result<Versioned<GoalText>, StoreError> {
    const SQL: &str = goal_where!("and g.id = $2 and g.removed_at is null");
    let row: Row = on!(tx, |c| sqlx::query_as(SQL)
        .bind(plan.0)
        .bind(goal.0)
        .fetch_one(c)
        .await)?;
    Ok(Versioned {
        text: row.text()?,
        version: row.version,
        saved: Stamp {
            by: row.saved_by,
            at: row.updated_at,
        },
    })
}

/// Adds a goal at the end of its area.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown plan; [`StoreError::State`] when the plan is not written now or has [`MAX_GOALS`].
pub async fn add_goal(tx: &mut Tx, who: Who, plan: PlanId, new: &GoalText) -> Result<GoalId, StoreError> {
    hold_written(tx, plan).await?;
    let id = insert(tx, who, plan, new, None).await?;
    changed(tx, who, plan, Entry::about("created", "plan_goal", Some(id.0))).await?;
    Ok(id)
}

/// Writes a goal into a plan that is held.
pub(super) async fn insert(
    tx: &mut Tx,
    who: Who,
    plan: PlanId,
    new: &GoalText,
    carried_from: Option<GoalId>,
) -> Result<GoalId, StoreError> {
    const LAST: &str = "select count(*), coalesce(max(place), 0) from plan_goal where plan_id = $1";
    const SQL: &str = "insert into plan_goal (id, plan_id, focus, aim, noticed, place, carried_from, updated_by, updated_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let (count, last): (i64, i64) = on!(tx, |c| sqlx::query_as(LAST).bind(plan.0).fetch_one(c).await)?;
    if count >= MAX_GOALS {
        return Err(StoreError::State);
    }
    let id = GoalId(Uuid::now_v7());
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(plan.0)
        .bind(new.focus.code())
        .bind(&new.aim)
        .bind(&new.noticed)
        .bind(last + 1)
        .bind(carried_from.map(|g| g.0))
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(id)
}

/// Saves what a goal says if nobody else has since `version`. Saving the very same again is no change and no conflict.
///
/// # Errors
/// [`StoreError::NotFound`] for a goal of another plan or one that was taken out; [`StoreError::State`] when the plan is not written now.
pub async fn save_goal(
    tx: &mut Tx,
    who: Who,
    plan: PlanId,
    goal: GoalId,
    version: i64,
    new: &GoalText,
) -> Result<Saved<GoalText>, StoreError> {
    const SQL: &str = "update plan_goal set focus = $2, aim = $3, noticed = $4, updated_by = $5, updated_at = $6, version = version + 1 \
        where id = $1";
    hold_written(tx, plan).await?;
    if let Some(settled) = before_writing(stored(tx, plan, goal).await?, version, new) {
        return Ok(settled);
    }
    on!(tx, |c| sqlx::query(SQL)
        .bind(goal.0)
        .bind(new.focus.code())
        .bind(&new.aim)
        .bind(&new.noticed)
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    changed(tx, who, plan, Entry::about("saved", "plan_goal", Some(goal.0))).await?;
    Ok(Saved::Stored(version + 1))
}

/// Moves a goal one place up or down among those of its area; at the end it stays where it is.
///
/// # Errors
/// [`StoreError::NotFound`] for a goal of another plan or one that was taken out; [`StoreError::State`] when the plan is not written now.
pub async fn move_goal(
    tx: &mut Tx,
    who: Who,
    plan: PlanId,
    goal: GoalId,
    up: bool,
) -> Result<(), StoreError> {
    const SIBLINGS: &str = "select g.id, g.place from plan_goal g join plan_goal me on me.plan_id = g.plan_id and me.focus = g.focus \
        where me.id = $2 and me.removed_at is null and g.plan_id = $1 and g.removed_at is null order by g.place, g.id limit 40";
    const PLACE: &str = "update plan_goal set place = $2 where id = $1";
    hold_written(tx, plan).await?;
    let siblings: Vec<(Uuid, i64)> = on!(tx, |c| sqlx::query_as(SIBLINGS)
        .bind(plan.0)
        .bind(goal.0)
        .fetch_all(c)
        .await)?;
    let Some(swapped) = swap(&siblings, goal.0, up)? else {
        return Ok(());
    };
    for (id, place) in swapped {
        on!(tx, |c| sqlx::query(PLACE)
            .bind(id)
            .bind(place)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    changed(tx, who, plan, Entry::about("moved", "plan_goal", Some(goal.0))).await
}

/// The new places of a row and of its neighbour; `None` where there is no neighbour on that side.
pub(super) fn swap(
    siblings: &[(Uuid, i64)],
    me: Uuid,
    up: bool,
) -> Result<Option<[(Uuid, i64); 2]>, StoreError> {
    let here = siblings
        .iter()
        .position(|(id, _)| *id == me)
        .ok_or(StoreError::NotFound)?;
    let there = if up { here.checked_sub(1) } else { Some(here + 1) };
    let pair = siblings.get(here).zip(there.and_then(|n| siblings.get(n)));
    Ok(pair.map(|(mine, other)| [(mine.0, other.1), (other.0, mine.1)]))
}

/// Takes a goal out of the plan with its activities, or puts it back. Done twice it is as good.
///
/// # Errors
/// [`StoreError::NotFound`] for a goal of another plan; [`StoreError::State`] when the plan is not written now.
pub async fn set_goal_removed(
    tx: &mut Tx,
    who: Who,
    plan: PlanId,
    goal: GoalId,
    removed: bool,
) -> Result<(), StoreError> {
    const KNOWN: &str = "select removed_at from plan_goal where id = $1 and plan_id = $2";
    const SQL: &str = "update plan_goal set removed_at = $2 where id = $1";
    hold_written(tx, plan).await?;
    let (before,): (Option<DateTime<Utc>>,) = on!(tx, |c| sqlx::query_as(KNOWN)
        .bind(goal.0)
        .bind(plan.0)
        .fetch_one(c)
        .await)?;
    if before.is_some() == removed {
        return Ok(());
    }
    on!(tx, |c| sqlx::query(SQL)
        .bind(goal.0)
        .bind(removed.then_some(who.now))
        .execute(c)
        .await
        .map(|_| ()))?;
    let action = if removed { "removed" } else { "restored" };
    changed(tx, who, plan, Entry::about(action, "plan_goal", Some(goal.0))).await
}
