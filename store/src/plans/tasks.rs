use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use domain::ids::{AccountId, ActivityId, UnitId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::db::{Tx, on};
use crate::error::StoreError;

/// How many days ahead an activity is told of.
const SOON: u64 = 14;

/// Something about a plan that waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTask {
    /// The unit whose plan it is.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// The plan's year.
    pub year: i32,
    /// What waits.
    pub kind: TaskKind,
}

/// What waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskKind {
    /// The unit has no plan for this year.
    Missing,
    /// The coordinator has sent it back.
    Returned,
    /// An activity is late or due within two weeks.
    Due {
        /// The activity.
        id: ActivityId,
        /// What is to be done.
        what: String,
        /// When.
        due_on: NaiveDate,
    },
    /// A plan waits for the coordinator's look.
    Waiting {
        /// Since when.
        since: DateTime<Utc>,
    },
}

#[derive(FromRow)]
struct PlanRow {
    unit_id: Uuid,
    name: String,
    year: i32,
    state: Option<String>,
    submitted_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct DueRow {
    unit_id: Uuid,
    name: String,
    year: i32,
    id: Uuid,
    what: String,
    due_on: NaiveDate,
}

/// What waits for somebody: for managers and representatives their units' missing and returned plans and due activities, for
/// coordinators the plans that were handed in. Each list holds at most 50.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn tasks(tx: &mut Tx, account: AccountId, today: NaiveDate) -> Result<Vec<PlanTask>, StoreError> {
    const MISSING: &str = "select distinct u.id as unit_id, u.name, $2 as year, p.state, p.submitted_at from unit u join reach r on r.unit_id = u.id \
        left join plan p on p.unit_id = u.id and p.year = $2 where r.account_id = $1 and r.role in ('manager', 'representative') \
        and u.kind = 'unit' and p.state is null order by u.name, u.id limit 50";
    const RETURNED: &str = "select distinct u.id as unit_id, u.name, p.year, p.state, p.submitted_at from plan p join unit u on u.id = p.unit_id \
        join reach r on r.unit_id = u.id where r.account_id = $1 and r.role in ('manager', 'representative') and p.state = 'returned' \
        and p.year >= $2 - 1 order by u.name, p.year limit 50";
    const DUE: &str = "select distinct u.id as unit_id, u.name, p.year, x.id, x.what, x.due_on from plan p join unit u on u.id = p.unit_id \
        join reach r on r.unit_id = u.id join plan_goal g on g.plan_id = p.id and g.removed_at is null \
        join plan_activity x on x.goal_id = g.id and x.removed_at is null where r.account_id = $1 and r.role in ('manager', 'representative') \
        and p.year >= $2 - 1 and x.state in ('not_begun', 'in_progress') and x.due_on <= $3 order by x.due_on, x.id limit 50";
    const WAITING: &str = "select distinct u.id as unit_id, u.name, p.year, p.state, p.submitted_at from plan p join unit u on u.id = p.unit_id \
        join reach r on r.unit_id = u.id where r.account_id = $1 and r.role = 'coordinator' and p.state = 'submitted' \
        order by p.submitted_at, u.name limit 50";
    let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    let missing: Vec<PlanRow> = on!(tx, |c| sqlx::query_as(MISSING)
        .bind(account.0)
        .bind(today.year())
        .fetch_all(c)
        .await)?;
    let returned: Vec<PlanRow> = on!(tx, |c| sqlx::query_as(RETURNED)
        .bind(account.0)
        .bind(today.year())
        .fetch_all(c)
        .await)?;
    let due: Vec<DueRow> = on!(tx, |c| sqlx::query_as(DUE)
        .bind(account.0)
        .bind(today.year())
        .bind(soon)
        .fetch_all(c)
        .await)?;
    let waiting: Vec<PlanRow> = on!(tx, |c| sqlx::query_as(WAITING).bind(account.0).fetch_all(c).await)?;
    Ok(waiting
        .into_iter()
        .chain(missing)
        .chain(returned)
        .map(of_plan)
        .chain(due.into_iter().map(of_activity))
        .collect())
}

fn of_plan(row: PlanRow) -> PlanTask {
    let kind = match (row.state.as_deref(), row.submitted_at) {
        (Some("submitted"), Some(since)) => TaskKind::Waiting { since },
        (Some(_), _) => TaskKind::Returned,
        (None, _) => TaskKind::Missing,
    };
    PlanTask {
        unit: UnitId(row.unit_id),
        unit_name: row.name,
        year: row.year,
        kind,
    }
}

fn of_activity(row: DueRow) -> PlanTask {
    PlanTask {
        unit: UnitId(row.unit_id),
        unit_name: row.name,
        year: row.year,
        kind: TaskKind::Due {
            id: ActivityId(row.id),
            what: row.what,
            due_on: row.due_on,
        },
    }
}
