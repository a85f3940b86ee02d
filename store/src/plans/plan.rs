use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, PlanId, UnitId};
use domain::plans::{ActivityCounts, ActivityState, Plan, PlanMove, PlanState, Stamp, after};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    unit_id: Uuid,
    year: i32,
    state: String,
    version: i64,
    submitted_by: Option<Uuid>,
    submitted_name: Option<String>,
    submitted_at: Option<DateTime<Utc>>,
    settled_by: Option<String>,
    settled_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Plan {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let stamp = |by: Option<String>, at| by.zip(at).map(|(by, at)| Stamp { by, at });
        Ok(Self {
            id: PlanId(row.id),
            unit: UnitId(row.unit_id),
            year: row.year,
            state: PlanState::from_code(&row.state).ok_or(StoreError::Corrupt("plan.state"))?,
            version: row.version,
            submitted: stamp(row.submitted_name, row.submitted_at),
            submitted_by: row.submitted_by.map(AccountId),
            settled: stamp(row.settled_by, row.settled_at),
        })
    }
}

/// A unit's plan of a year, or `None` where it has none.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn plan(tx: &mut Tx, unit: UnitId, year: i32) -> Result<Option<Plan>, StoreError> {
    const SQL: &str = "select p.id, p.unit_id, p.year, p.state, p.version, p.submitted_by, s.name as submitted_name, p.submitted_at, \
        t.name as settled_by, p.settled_at from plan p left join account s on s.id = p.submitted_by \
        left join account t on t.id = p.settled_by where p.unit_id = $1 and p.year = $2";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(unit.0)
        .bind(year)
        .fetch_optional(c)
        .await)?;
    row.map(Plan::try_from).transpose()
}

/// Begins a unit's plan of a year.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown unit; [`StoreError::Exists`] where the plan is there already.
pub async fn begin(tx: &mut Tx, who: Who, unit: UnitId, year: i32) -> Result<PlanId, StoreError> {
    const SQL: &str = "insert into plan (id, unit_id, year, created_by, created_at) select $1, u.id, $3, $4, $5 from unit u where u.id = $2 \
        and u.kind = 'unit'";
    let id = PlanId(Uuid::now_v7());
    let made = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(unit.0)
        .bind(year)
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if made == 0 {
        return Err(StoreError::NotFound);
    }
    let detail = year.to_string();
    audit::record(
        tx,
        who,
        Entry::about("created", "plan", Some(id.0)).detail(&detail),
    )
    .await?;
    Ok(id)
}

/// Who writes, for a column that is never empty.
pub(super) fn account(who: Who) -> Uuid {
    who.account.map_or_else(Uuid::nil, |a| a.0)
}

/// Keeps others from changing the plan until the transaction ends; its state and version. An update, because SQLite has no `for update`.
pub(super) async fn hold(tx: &mut Tx, plan: PlanId) -> Result<(PlanState, i64), StoreError> {
    const HOLD: &str = "update plan set version = version where id = $1";
    const SQL: &str = "select state, version from plan where id = $1";
    on!(tx, |c| sqlx::query(HOLD)
        .bind(plan.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    let (state, version): (String, i64) = on!(tx, |c| sqlx::query_as(SQL).bind(plan.0).fetch_one(c).await)?;
    let state = PlanState::from_code(&state).ok_or(StoreError::Corrupt("plan.state"))?;
    Ok((state, version))
}

/// Holds a plan that the unit writes.
pub(super) async fn hold_written(tx: &mut Tx, plan: PlanId) -> Result<(), StoreError> {
    let (state, _) = hold(tx, plan).await?;
    if state.is_written() {
        Ok(())
    } else {
        Err(StoreError::State)
    }
}

/// Counts a change of what the coordinator looks at, and writes its row in the trail.
pub(super) async fn changed(tx: &mut Tx, who: Who, plan: PlanId, entry: Entry<'_>) -> Result<(), StoreError> {
    const SQL: &str = "update plan set version = version + 1 where id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(plan.0).execute(c).await.map(|_| ()))?;
    audit::record(tx, who, entry).await
}

/// Hands a plan in, takes it back, returns it, takes note of it or opens it again.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::State`] where the move cannot be made; [`StoreError::Stale`] when the plan has changed
/// since `version`.
pub async fn move_plan(
    tx: &mut Tx,
    who: Who,
    plan: PlanId,
    version: i64,
    step: PlanMove,
) -> Result<PlanState, StoreError> {
    const SUBMIT: &str = "update plan set state = $2, submitted_by = $3, submitted_at = $4 where id = $1";
    const SETTLE: &str = "update plan set state = $2, settled_by = $3, settled_at = $4 where id = $1";
    const OTHER: &str = "update plan set state = $2 where id = $1 and $3 = $3 and $4 = $4";
    let (state, current) = hold(tx, plan).await?;
    let next = after(state, step).ok_or(StoreError::State)?;
    if current != version {
        return Err(StoreError::Stale);
    }
    let sql = match step {
        PlanMove::Submit => SUBMIT,
        PlanMove::Return | PlanMove::Note => SETTLE,
        PlanMove::TakeBack | PlanMove::Reopen => OTHER,
    };
    on!(tx, |c| sqlx::query(sql)
        .bind(plan.0)
        .bind(next.code())
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    changed(tx, who, plan, Entry::about(step.code(), "plan", Some(plan.0))).await?;
    Ok(next)
}

/// A plan among a unit's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// For which year.
    pub year: i32,
    /// Where it stands.
    pub state: PlanState,
    /// Its activities.
    pub counts: ActivityCounts,
}

/// A unit's plans, the newest first, at most 30.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn plans_of(tx: &mut Tx, unit: UnitId, today: NaiveDate) -> Result<Vec<PlanLine>, StoreError> {
    const SQL: &str = "select year, state from plan where unit_id = $1 order by year desc limit 30";
    const COUNTS: &str = "select p.year, x.state, count(*), count(case when x.due_on < $2 then 1 end) from plan p \
        join plan_goal g on g.plan_id = p.id and g.removed_at is null \
        join plan_activity x on x.goal_id = g.id and x.removed_at is null where p.unit_id = $1 group by p.year, x.state limit 1000";
    let rows: Vec<(i32, String)> = on!(tx, |c| sqlx::query_as(SQL).bind(unit.0).fetch_all(c).await)?;
    let counted: Vec<(i32, String, i64, i64)> = on!(tx, |c| sqlx::query_as(COUNTS)
        .bind(unit.0)
        .bind(today)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(year, state)| {
            let mut counts = ActivityCounts::default();
            for (_, state, count, overdue) in counted.iter().filter(|(y, ..)| *y == year) {
                let state =
                    ActivityState::from_code(state).ok_or(StoreError::Corrupt("plan_activity.state"))?;
                counts.add_many(state, *count, *overdue);
            }
            let state = PlanState::from_code(&state).ok_or(StoreError::Corrupt("plan.state"))?;
            Ok(PlanLine { year, state, counts })
        })
        .collect()
}
