use chrono::{DateTime, Utc};
use domain::ids::{AccountId, CaseId, UnitId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::db::{Tx, on};
use crate::error::StoreError;

/// The most openings of a unit in a month. A unit of thirty people at fifty records a day comes to a tenth of it.
pub const MOST_OPENINGS: i64 = 300_000;

/// Somebody opened something of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Opened {
    /// Who.
    #[sqlx(rename = "account_id", try_from = "Uuid")]
    pub account: AccountId,
    /// Which case.
    #[sqlx(rename = "case_id", try_from = "Uuid")]
    pub case: CaseId,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was opened in a unit from `since` on and before `until`, in order of time.
///
/// # Errors
/// [`StoreError::Unusable`] where there is more than [`MOST_OPENINGS`], for a review of part of a month would look like one of all of it.
pub async fn openings(
    tx: &mut Tx,
    unit: UnitId,
    (since, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Opened>, StoreError> {
    // The index `audit_opening` holds everything that is asked for.
    const SQL: &str = "select account_id, case_id, at from audit where unit_id = $1 and at >= $2 and at < $3 \
        and action = 'read' and case_id is not null and account_id is not null order by at limit $4";
    let found: Vec<Opened> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(unit.0)
        .bind(since)
        .bind(until)
        .bind(MOST_OPENINGS + 1)
        .fetch_all(c)
        .await)?;
    if i64::try_from(found.len()).unwrap_or(i64::MAX) > MOST_OPENINGS {
        return Err(StoreError::Unusable(
            "a unit has more openings in a month than a review takes".into(),
        ));
    }
    Ok(found)
}
