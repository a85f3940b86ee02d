use chrono::{DateTime, Utc};
use domain::ids::{AccountId, CaseId, HoldId};
use domain::retention::HoldReason;
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most holds that may be on a case at a time, and the most that a list shows.
pub const MAX_HOLDS: i64 = 10;
const MOST_LISTED: i64 = 200;

/// A hold on a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The hold.
    pub id: HoldId,
    /// The case.
    pub case: CaseId,
    /// The case's number.
    pub number: String,
    /// The case's unit.
    pub unit_name: String,
    /// Why.
    pub reason: HoldReason,
    /// Why, in words.
    pub text: String,
    /// Who placed it.
    pub placed_by: String,
    /// When.
    pub placed_at: DateTime<Utc>,
    /// Who lifted it, when and why.
    pub lifted: Option<(String, DateTime<Utc>, String)>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    number: String,
    unit_name: String,
    reason: String,
    text: String,
    placed_by: String,
    placed_at: DateTime<Utc>,
    lifted_by: Option<String>,
    lifted_at: Option<DateTime<Utc>>,
    lifted_text: String,
}

impl TryFrom<Row> for Hold {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let reason =
            HoldReason::from_code(&row.reason).ok_or(StoreError::Corrupt("retention_hold.reason"))?;
        Ok(Self {
            id: HoldId(row.id),
            case: CaseId(row.case_id),
            number: row.number,
            unit_name: row.unit_name,
            reason,
            text: row.text,
            placed_by: row.placed_by,
            placed_at: row.placed_at,
            lifted: row
                .lifted_at
                .map(|at| (row.lifted_by.unwrap_or_default(), at, row.lifted_text)),
        })
    }
}

macro_rules! holds_where {
    ($where:literal) => {
        concat!(
            "select h.id, h.case_id, k.number, u.name as unit_name, h.reason, h.text, p.name as placed_by, h.placed_at, ",
            "l.name as lifted_by, h.lifted_at, h.lifted_text from retention_hold h join case_file k on k.id = h.case_id ",
            "join unit u on u.id = k.unit_id join account p on p.id = h.placed_by left join account l on l.id = h.lifted_by where ",
            $where
        )
    };
}

/// The holds that are on cases of the officer's branches, the oldest first, at most 200.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn holds(tx: &mut Tx, account: AccountId) -> Result<Vec<Hold>, StoreError> {
    const SQL: &str = holds_where!(
        "h.lifted_at is null and k.unit_id in (select unit_id from reach where account_id = $1 and role = 'records_officer') \
         order by h.placed_at, h.id limit $2"
    );
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(MOST_LISTED)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Hold::try_from).collect()
}

/// The holds of a case, also those that are lifted, the newest first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn holds_of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<Hold>, StoreError> {
    const SQL: &str = holds_where!("h.case_id = $1 order by h.placed_at desc, h.id desc limit $2");
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(case.0)
        .bind(MOST_LISTED)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Hold::try_from).collect()
}

/// A hold of a case.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn hold_of(tx: &mut Tx, case: CaseId, id: HoldId) -> Result<Hold, StoreError> {
    const SQL: &str = holds_where!("h.case_id = $1 and h.id = $2");
    let row: Row = on!(tx, |c| sqlx::query_as(SQL)
        .bind(case.0)
        .bind(id.0)
        .fetch_one(c)
        .await)?;
    row.try_into()
}

/// Places a hold. The case cannot be purged until it is lifted.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown case; [`StoreError::State`] when [`MAX_HOLDS`] are on it.
pub async fn place_hold(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    reason: HoldReason,
    text: &str,
) -> Result<HoldId, StoreError> {
    const COUNT: &str = "select count(*) from retention_hold where case_id = $1 and lifted_at is null";
    const SQL: &str = "insert into retention_hold (id, case_id, reason, text, placed_by, placed_at) values ($1, $2, $3, $4, $5, $6)";
    let by = who.account.ok_or(StoreError::State)?;
    crate::cases::hold(tx, case).await?;
    let count: i64 = on!(tx, |c| sqlx::query_scalar(COUNT).bind(case.0).fetch_one(c).await)?;
    if count >= MAX_HOLDS {
        return Err(StoreError::State);
    }
    let id = HoldId(Uuid::now_v7());
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(reason.code())
        .bind(text)
        .bind(by.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    let entry = Entry::in_case("placed", "hold", id.0, case).detail(reason.code());
    audit::record(tx, who, entry).await?;
    Ok(id)
}

/// Lifts a hold.
///
/// # Errors
/// [`StoreError::NotFound`] for a hold that the case does not have; [`StoreError::State`] when it is lifted already.
pub async fn lift_hold(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    id: HoldId,
    text: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "update retention_hold set lifted_by = $3, lifted_at = $4, lifted_text = $5 \
        where id = $1 and case_id = $2 and lifted_at is null";
    let by = who.account.ok_or(StoreError::State)?;
    let lifted = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(by.0)
        .bind(who.now)
        .bind(text)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if lifted == 0 {
        hold_of(tx, case, id).await?;
        return Err(StoreError::State);
    }
    audit::record(tx, who, Entry::in_case("lifted", "hold", id.0, case)).await
}
