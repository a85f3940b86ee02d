use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, UnitId};
use domain::plans::{ActivityCounts, ActivityState, PlanState};
use sqlx::FromRow;
use uuid::Uuid;

use super::scope::readers;
use crate::db::{Tx, on};
use crate::error::StoreError;

/// A unit and how its plan of a year goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitPlan {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Where its plan stands; none where it has no plan.
    pub state: Option<PlanState>,
    /// When it was handed in last.
    pub submitted_at: Option<DateTime<Utc>>,
    /// The plan's activities.
    pub counts: ActivityCounts,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    name: String,
    state: Option<String>,
    submitted_at: Option<DateTime<Utc>>,
}

/// Every unit whose plans somebody reads, by name, at most 200, with its plan of a year.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn overview(
    tx: &mut Tx,
    account: AccountId,
    year: i32,
    today: NaiveDate,
) -> Result<Vec<UnitPlan>, StoreError> {
    const UNITS: &str = concat!(
        "select distinct u.id, u.name, p.state, p.submitted_at from unit u join reach r on r.unit_id = u.id ",
        "left join plan p on p.unit_id = u.id and p.year = $2 where r.account_id = $1 and u.kind = 'unit' and r.role in ",
        readers!(),
        " order by u.name, u.id limit 200"
    );
    const COUNTS: &str = concat!(
        "select p.unit_id, x.state, count(*), count(case when x.due_on < $3 then 1 end) from plan p ",
        "join plan_goal g on g.plan_id = p.id and g.removed_at is null ",
        "join plan_activity x on x.goal_id = g.id and x.removed_at is null where p.year = $2 ",
        "and p.unit_id in (select r.unit_id from reach r where r.account_id = $1 and r.role in ",
        readers!(),
        ") group by p.unit_id, x.state limit 2000"
    );
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(UNITS)
        .bind(account.0)
        .bind(year)
        .fetch_all(c)
        .await)?;
    let counted: Vec<(Uuid, String, i64, i64)> = on!(tx, |c| sqlx::query_as(COUNTS)
        .bind(account.0)
        .bind(year)
        .bind(today)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            let mut counts = ActivityCounts::default();
            for (_, state, count, overdue) in counted.iter().filter(|(unit, ..)| *unit == row.id) {
                let state =
                    ActivityState::from_code(state).ok_or(StoreError::Corrupt("plan_activity.state"))?;
                counts.add_many(state, *count, *overdue);
            }
            Ok(UnitPlan {
                unit: UnitId(row.id),
                name: row.name,
                state: row.state.as_deref().and_then(PlanState::from_code),
                submitted_at: row.submitted_at,
                counts,
            })
        })
        .collect()
}
