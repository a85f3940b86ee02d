use chrono::{DateTime, Utc};
use domain::ids::{GoalId, PlanId};
use domain::plans::{Remark, RemarkText, Stamp};
use sqlx::FromRow;
use uuid::Uuid;

use super::plan::{account, hold};
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most remarks and replies of one goal.
pub const MAX_REMARKS: i64 = 100;

#[derive(FromRow)]
struct Row {
    goal_id: Uuid,
    reply: bool,
    text: String,
    by: String,
    created_at: DateTime<Utc>,
}

/// What was said about a plan's goals, in order.
pub(super) async fn remarks(tx: &mut Tx, plan: PlanId) -> Result<Vec<(Uuid, Remark)>, StoreError> {
    const SQL: &str = "select r.goal_id, r.reply, r.text, a.name as by, r.created_at from plan_remark r \
        join plan_goal g on g.id = r.goal_id join account a on a.id = r.created_by where g.plan_id = $1 order by r.created_at, r.id limit 4000";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(plan.0).fetch_all(c).await)?;
    let remark = |row: Row| Remark {
        reply: row.reply,
        text: row.text,
        stamp: Stamp {
            by: row.by,
            at: row.created_at,
        },
    };
    Ok(rows.into_iter().map(|row| (row.goal_id, remark(row))).collect())
}

/// Adds a coordinator's remark, or a unit's reply.
///
/// # Errors
/// [`StoreError::NotFound`] for a goal of another plan or one that was taken out; [`StoreError::State`] when the goal has [`MAX_REMARKS`].
pub async fn add_remark(
    tx: &mut Tx,
    who: Who,
    plan: PlanId,
    goal: GoalId,
    reply: bool,
    text: &RemarkText,
) -> Result<(), StoreError> {
    const COUNT: &str = "select count(*) from plan_remark where goal_id = $1";
    const SQL: &str = "insert into plan_remark (id, goal_id, reply, text, created_by, created_at) select $1, g.id, $4, $5, $6, $7 \
        from plan_goal g where g.id = $2 and g.plan_id = $3 and g.removed_at is null";
    hold(tx, plan).await?;
    let count: i64 = on!(tx, |c| sqlx::query_scalar(COUNT).bind(goal.0).fetch_one(c).await)?;
    if count >= MAX_REMARKS {
        return Err(StoreError::State);
    }
    let id = Uuid::now_v7();
    let made = on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(goal.0)
        .bind(plan.0)
        .bind(reply)
        .bind(&text.0)
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if made == 0 {
        return Err(StoreError::NotFound);
    }
    let action = if reply { "replied" } else { "remarked" };
    audit::record(tx, who, Entry::about(action, "plan_goal", Some(goal.0))).await
}
