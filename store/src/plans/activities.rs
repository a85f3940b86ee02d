use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{ActivityId, GoalId, PlanId};
use domain::plans::{Activity, ActivityState, ActivityText, Progress, Saved, Stamp, Versioned};
use sqlx::FromRow;
use uuid::Uuid;

use super::before_writing;
use super::goals::swap;
use super::plan::{account, changed, hold, hold_written};
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most activities of one goal, those that were taken out included.
pub const MAX_ACTIVITIES: i64 = 40;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    goal_id: Uuid,
    what: String,
    responsible: String,
    due_on: NaiveDate,
    state: String,
    reason: String,
    led_to: String,
    done_on: Option<NaiveDate>,
    removed_at: Option<DateTime<Utc>>,
    version: i64,
    saved_by: String,
    updated_at: DateTime<Utc>,
    progress_version: i64,
    progressed_by: String,
    progress_at: DateTime<Utc>,
    from_year: Option<i32>,
    to_year: Option<i32>,
}

impl TryFrom<Row> for Activity {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ActivityId(row.id),
            text: ActivityText {
                what: row.what,
                responsible: row.responsible,
                due_on: row.due_on,
            },
            progress: Progress {
                state: ActivityState::from_code(&row.state)
                    .ok_or(StoreError::Corrupt("plan_activity.state"))?,
                reason: row.reason,
                led_to: row.led_to,
                done_on: row.done_on,
            },
            removed: row.removed_at.is_some(),
            from_year: row.from_year,
            to_year: row.to_year,
            version: row.version,
            saved: Stamp {
                by: row.saved_by,
                at: row.updated_at,
            },
            progress_version: row.progress_version,
            progressed: Stamp {
                by: row.progressed_by,
                at: row.progress_at,
            },
        })
    }
}

macro_rules! activity_where {
    ($where:literal) => {
        concat!(
            "select x.id, x.goal_id, x.what, x.responsible, x.due_on, x.state, x.reason, x.led_to, x.done_on, x.removed_at, x.version, ",
            "a.name as saved_by, x.updated_at, x.progress_version, b.name as progressed_by, x.progress_at, ",
            "(select p.year from plan_activity o join plan_goal og on og.id = o.goal_id join plan p on p.id = og.plan_id ",
            "where o.id = x.carried_from) as from_year, ",
            "(select max(p.year) from plan_activity n join plan_goal ng on ng.id = n.goal_id join plan p on p.id = ng.plan_id ",
            "where n.carried_from = x.id) as to_year ",
            "from plan_activity x join plan_goal g on g.id = x.goal_id join account a on a.id = x.updated_by ",
            "join account b on b.id = x.progress_by where g.plan_id = $1 ",
            $where
        )
    };
}

/// Every activity of a plan with its goal, in order.
pub(super) async fn activities(tx: &mut Tx, plan: PlanId) -> Result<Vec<(Uuid, Activity)>, StoreError> {
    const SQL: &str = activity_where!("order by x.goal_id, x.place, x.id limit 1600");
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(plan.0).fetch_all(c).await)?;
    rows.into_iter()
        .map(|row| Ok((row.goal_id, Activity::try_from(row)?)))
        .collect()
}

/// An activity that stands in the plan.
async fn stored(tx: &mut Tx, plan: PlanId, id: ActivityId) -> Result<Activity, StoreError> {
    const SQL: &str = activity_where!("and x.id = $2 and x.removed_at is null and g.removed_at is null");
    let row: Row = on!(tx, |c| sqlx::query_as(SQL)
        .bind(plan.0)
        .bind(id.0)
        .fetch_one(c)
        .await)?;
    row.try_into()
}

/// Adds an activity at the end of a goal.
///
/// # Errors
/// [`StoreError::NotFound`] for a goal of another plan or one that was taken out; [`StoreError::State`] when the plan is not written
/// now or the goal has [`MAX_ACTIVITIES`].
pub async fn add_activity(
    tx: &mut Tx,
    who: Who,
    plan: PlanId,
    goal: GoalId,
    new: &ActivityText,
) -> Result<ActivityId, StoreError> {
    const GOAL: &str = "select id from plan_goal where id = $1 and plan_id = $2 and removed_at is null";
    hold_written(tx, plan).await?;
    let (_,): (Uuid,) = on!(tx, |c| sqlx::query_as(GOAL)
        .bind(goal.0)
        .bind(plan.0)
        .fetch_one(c)
        .await)?;
    let id = insert(tx, who, goal, (new, &Progress::not_begun()), None).await?;
    changed(
        tx,
        who,
        plan,
        Entry::about("created", "plan_activity", Some(id.0)),
    )
    .await?;
    Ok(id)
}

/// Writes an activity into a goal of a plan that is held.
pub(super) async fn insert(
    tx: &mut Tx,
    who: Who,
    goal: GoalId,
    (new, progress): (&ActivityText, &Progress),
    carried_from: Option<ActivityId>,
) -> Result<ActivityId, StoreError> {
    const LAST: &str = "select count(*), coalesce(max(place), 0) from plan_activity where goal_id = $1";
    const SQL: &str = "insert into plan_activity (id, goal_id, what, responsible, due_on, state, place, carried_from, updated_by, updated_at, \
        progress_by, progress_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $10)";
    let (count, last): (i64, i64) = on!(tx, |c| sqlx::query_as(LAST).bind(goal.0).fetch_one(c).await)?;
    if count >= MAX_ACTIVITIES {
        return Err(StoreError::State);
    }
    let id = ActivityId(Uuid::now_v7());
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(goal.0)
        .bind(&new.what)
        .bind(&new.responsible)
        .bind(new.due_on)
        .bind(progress.state.code())
        .bind(last + 1)
        .bind(carried_from.map(|a| a.0))
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(id)
}

/// Saves what an activity is if nobody else has since `version`. Saving the very same again is no change and no conflict.
///
/// # Errors
/// [`StoreError::NotFound`] for an activity of another plan or one that was taken out; [`StoreError::State`] when the plan is not written now.
pub async fn save_activity(
    tx: &mut Tx,
    who: Who,
    plan: PlanId,
    id: ActivityId,
    version: i64,
    new: &ActivityText,
) -> Result<Saved<ActivityText>, StoreError> {
    const SQL: &str = "update plan_activity set what = $2, responsible = $3, due_on = $4, updated_by = $5, updated_at = $6, \
        version = version + 1 where id = $1";
    hold_written(tx, plan).await?;
    let current = stored(tx, plan, id).await?;
    let current = Versioned {
        text: current.text,
        version: current.version,
        saved: current.saved,
    };
    if let Some(settled) = before_writing(current, version, new) {
        return Ok(settled);
    }
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(&new.what)
        .bind(&new.responsible)
        .bind(new.due_on)
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    changed(tx, who, plan, Entry::about("saved", "plan_activity", Some(id.0))).await?;
    Ok(Saved::Stored(version + 1))
}

/// Says how an activity goes, in whichever state its plan is, if nobody else has since `version`.
///
/// # Errors
/// [`StoreError::NotFound`] for an activity of another plan or one that was taken out; [`StoreError::State`] for one that goes on in
/// the next plan.
pub async fn save_progress(
    tx: &mut Tx,
    who: Who,
    plan: PlanId,
    id: ActivityId,
    version: i64,
    new: &Progress,
) -> Result<Saved<Progress>, StoreError> {
    const SQL: &str = "update plan_activity set state = $2, reason = $3, led_to = $4, done_on = $5, progress_by = $6, progress_at = $7, \
        progress_version = progress_version + 1 where id = $1";
    hold(tx, plan).await?;
    let current = stored(tx, plan, id).await?;
    if current.progress.state == ActivityState::CarriedOver {
        return Err(StoreError::State);
    }
    let current = Versioned {
        text: current.progress,
        version: current.progress_version,
        saved: current.progressed,
    };
    if let Some(settled) = before_writing(current, version, new) {
        return Ok(settled);
    }
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(new.state.code())
        .bind(&new.reason)
        .bind(&new.led_to)
        .bind(new.done_on)
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    let entry = Entry::about("progressed", "plan_activity", Some(id.0)).detail(new.state.code());
    audit::record(tx, who, entry).await?;
    Ok(Saved::Stored(version + 1))
}

/// Moves an activity one place up or down in its goal; at the end it stays where it is.
///
/// # Errors
/// [`StoreError::NotFound`] for an activity of another plan or one that was taken out; [`StoreError::State`] when the plan is not written now.
pub async fn move_activity(
    tx: &mut Tx,
    who: Who,
    plan: PlanId,
    id: ActivityId,
    up: bool,
) -> Result<(), StoreError> {
    const SIBLINGS: &str = "select x.id, x.place from plan_activity x join plan_activity me on me.goal_id = x.goal_id \
        join plan_goal g on g.id = x.goal_id where me.id = $2 and me.removed_at is null and g.plan_id = $1 and x.removed_at is null \
        order by x.place, x.id limit 40";
    const PLACE: &str = "update plan_activity set place = $2 where id = $1";
    hold_written(tx, plan).await?;
    let siblings: Vec<(Uuid, i64)> = on!(tx, |c| sqlx::query_as(SIBLINGS)
        .bind(plan.0)
        .bind(id.0)
        .fetch_all(c)
        .await)?;
    let Some(swapped) = swap(&siblings, id.0, up)? else {
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
    changed(tx, who, plan, Entry::about("moved", "plan_activity", Some(id.0))).await
}

/// Takes an activity out of the plan, or puts it back. Done twice it is as good.
///
/// # Errors
/// [`StoreError::NotFound`] for an activity of another plan; [`StoreError::State`] when the plan is not written now.
pub async fn set_activity_removed(
    tx: &mut Tx,
    who: Who,
    plan: PlanId,
    id: ActivityId,
    removed: bool,
) -> Result<(), StoreError> {
    const KNOWN: &str = "select x.removed_at from plan_activity x join plan_goal g on g.id = x.goal_id where x.id = $1 and g.plan_id = $2";
    const SQL: &str = "update plan_activity set removed_at = $2 where id = $1";
    hold_written(tx, plan).await?;
    let (before,): (Option<DateTime<Utc>>,) = on!(tx, |c| sqlx::query_as(KNOWN)
        .bind(id.0)
        .bind(plan.0)
        .fetch_one(c)
        .await)?;
    if before.is_some() == removed {
        return Ok(());
    }
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(removed.then_some(who.now))
        .execute(c)
        .await
        .map(|_| ()))?;
    let action = if removed { "removed" } else { "restored" };
    changed(tx, who, plan, Entry::about(action, "plan_activity", Some(id.0))).await
}
