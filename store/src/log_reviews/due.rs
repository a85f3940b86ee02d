use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::audit::Part;
use domain::ids::{AccountId, LogReviewId, UnitId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::db::{Tx, on};
use crate::error::StoreError;

/// The most units that the start page names.
const MOST_DUE: i64 = 50;

/// A month that may want a review: its code, its beginning and its end.
pub type SearchedMonth = (String, DateTime<Utc>, DateTime<Utc>);

/// A unit whose log somebody has not reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueReview {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// The codes of the months, the oldest first.
    pub months: Vec<String>,
}

#[derive(FromRow)]
struct Due {
    id: Uuid,
    name: String,
}

/// What waits for a manager: months in which something was opened and no review is signed, in the units that the person manages; and
/// reviews of managers' openings that are begun where the person manages what lies above. By unit.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn due(
    tx: &mut Tx,
    account: AccountId,
    months: &[SearchedMonth],
) -> Result<Vec<DueReview>, StoreError> {
    const SQL: &str = "select u.id, u.name from unit u where u.kind = 'unit' \
        and u.id in (select unit_id from reach where account_id = $1 and role = 'manager') and (\
        not exists (select 1 from log_review v where v.unit_id = u.id and v.month = $2 and v.part = 'unit' and v.signed_at is not null) \
        and exists (select 1 from audit t where t.unit_id = u.id and t.at >= $3 and t.at < $4 and t.action = 'read' and t.case_id is not null) \
        or exists (select 1 from log_review v where v.unit_id = u.id and v.month = $2 and v.part = 'managers' and v.signed_at is null) \
        and u.parent_id in (select unit_id from reach where account_id = $1 and role = 'manager')) \
        order by u.name, u.id limit $5";
    let mut found: BTreeMap<(String, Uuid), Vec<String>> = BTreeMap::new();
    for (code, since, until) in months {
        let units: Vec<Due> = on!(tx, |c| sqlx::query_as(SQL)
            .bind(account.0)
            .bind(code)
            .bind(since)
            .bind(until)
            .bind(MOST_DUE)
            .fetch_all(c)
            .await)?;
        for unit in units {
            found.entry((unit.name, unit.id)).or_default().push(code.clone());
        }
    }
    Ok(found
        .into_iter()
        .map(|((unit_name, id), mut months)| {
            months.sort();
            DueReview {
                unit: UnitId(id),
                unit_name,
                months,
            }
        })
        .collect())
}

/// Where a unit's month stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthState {
    /// The month's code.
    pub month: String,
    /// Whether anything was opened.
    pub opened: bool,
    /// Its reviews.
    pub reviews: Vec<BegunReview>,
}

/// How far a review of a month has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BegunReview {
    /// Whose openings.
    pub part: Part,
    /// The review.
    pub id: LogReviewId,
    /// Its rows.
    pub of: i64,
    /// Rows with a verdict.
    pub judged: i64,
    /// When it was signed.
    pub signed_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct Begun {
    part: String,
    id: Uuid,
    of: i64,
    judged: i64,
    signed_at: Option<DateTime<Utc>>,
}

/// Where these months of a unit stand, in the order given.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn months(
    tx: &mut Tx,
    unit: UnitId,
    months: &[SearchedMonth],
) -> Result<Vec<MonthState>, StoreError> {
    const OPENED: &str = "select count(*) from (select 1 as one from audit where unit_id = $1 and at >= $2 and at < $3 \
        and action = 'read' and case_id is not null limit 1) as found";
    const BEGUN: &str = "select v.part, v.id, count(w.position) as of, count(w.verdict) as judged, v.signed_at from log_review v \
        left join log_review_row w on w.review_id = v.id where v.unit_id = $1 and v.month = $2 \
        group by v.part, v.id, v.signed_at order by v.part desc";
    let mut states = Vec::with_capacity(months.len());
    for (code, since, until) in months {
        let opened: i64 = on!(tx, |c| sqlx::query_scalar(OPENED)
            .bind(unit.0)
            .bind(since)
            .bind(until)
            .fetch_one(c)
            .await)?;
        let begun: Vec<Begun> = on!(tx, |c| sqlx::query_as(BEGUN)
            .bind(unit.0)
            .bind(code)
            .fetch_all(c)
            .await)?;
        states.push(MonthState {
            month: code.clone(),
            opened: opened > 0,
            reviews: begun
                .into_iter()
                .filter_map(|b| {
                    Some(BegunReview {
                        part: Part::from_code(&b.part)?,
                        id: LogReviewId(b.id),
                        of: b.of,
                        judged: b.judged,
                        signed_at: b.signed_at,
                    })
                })
                .collect(),
        });
    }
    Ok(states)
}
