use chrono::{DateTime, Utc};
use domain::audit::VerdictForm;
use domain::ids::LogReviewId;
use sqlx::FromRow;

use super::{Review, in_unit};
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// A verdict as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredVerdict {
    /// What it says.
    pub form: VerdictForm,
    /// Its version.
    pub version: i64,
    /// Who saved it.
    pub saved_by: String,
    /// When.
    pub saved_at: Option<DateTime<Utc>>,
}

/// What became of a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judged {
    /// Stored; the new version.
    Stored(i64),
    /// Somebody else judged the row since. Nothing was changed.
    Conflict(StoredVerdict),
}

#[derive(FromRow)]
struct Row {
    verdict: Option<String>,
    note: String,
    asked: String,
    version: i64,
    saved_by: Option<String>,
    judged_at: Option<DateTime<Utc>>,
}

async fn stored(tx: &mut Tx, id: LogReviewId, position: i64) -> Result<StoredVerdict, StoreError> {
    const SQL: &str = "select w.verdict, w.note, w.asked, w.version, a.name as saved_by, w.judged_at from log_review_row w \
        left join account a on a.id = w.judged_by where w.review_id = $1 and w.position = $2";
    let row: Row = on!(tx, |c| sqlx::query_as(SQL)
        .bind(id.0)
        .bind(position)
        .fetch_one(c)
        .await)?;
    Ok(StoredVerdict {
        form: VerdictForm {
            verdict: row.verdict.unwrap_or_default(),
            note: row.note,
            asked: row.asked,
        },
        version: row.version,
        saved_by: row.saved_by.unwrap_or_default(),
        saved_at: row.judged_at,
    })
}

/// Keeps others from signing or judging until the transaction ends.
async fn hold(tx: &mut Tx, id: LogReviewId) -> Result<(), StoreError> {
    const SQL: &str = "update log_review set left_out = left_out where id = $1 and signed_at is null";
    let held = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if held == 0 { Err(StoreError::State) } else { Ok(()) }
}

/// Saves a verdict on a row if nobody else has since `version`. The very same verdict again is no change and no conflict.
///
/// # Errors
/// [`StoreError::State`] for a signed review and for one's own openings; [`StoreError::NotFound`] for an unknown row.
pub async fn judge(
    tx: &mut Tx,
    who: Who,
    review: &Review,
    position: i64,
    version: i64,
    form: &VerdictForm,
) -> Result<Judged, StoreError> {
    const SQL: &str = "update log_review_row set verdict = $4, note = $5, asked = $6, judged_by = $7, judged_at = $8, \
        version = version + 1 where review_id = $1 and position = $2 and version = $3 and account_id <> $7";
    const OWN: &str =
        "select count(*) from log_review_row where review_id = $1 and position = $2 and account_id = $3";
    let by = who.account.ok_or(StoreError::State)?;
    hold(tx, review.id).await?;
    let current = stored(tx, review.id, position).await?;
    if current.version > 0 && current.form == *form {
        return Ok(Judged::Stored(current.version));
    }
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(review.id.0)
        .bind(position)
        .bind(version)
        .bind(&form.verdict)
        .bind(&form.note)
        .bind(&form.asked)
        .bind(by.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        let own: i64 = on!(tx, |c| sqlx::query_scalar(OWN)
            .bind(review.id.0)
            .bind(position)
            .bind(by.0)
            .fetch_one(c)
            .await)?;
        return if own > 0 {
            Err(StoreError::State)
        } else {
            Ok(Judged::Conflict(current))
        };
    }
    let detail = format!("{position} {}", form.verdict);
    let entry = Entry::about("judged", "log_review", Some(review.id.0)).detail(&detail);
    audit::record(tx, in_unit(who, review.unit), entry).await?;
    Ok(Judged::Stored(version + 1))
}

/// What became of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// It is signed, and stays as it is.
    Signed,
    /// So many rows have no verdict.
    Missing(i64),
}

/// Signs a review whose every row has a verdict.
///
/// # Errors
/// [`StoreError::State`] where it is signed already.
pub async fn sign(tx: &mut Tx, who: Who, review: &Review) -> Result<Signing, StoreError> {
    const MISSING: &str = "select count(*) from log_review_row where review_id = $1 and verdict is null";
    const SQL: &str =
        "update log_review set signed_by = $2, signed_at = $3 where id = $1 and signed_at is null";
    let by = who.account.ok_or(StoreError::State)?;
    hold(tx, review.id).await?;
    let missing: i64 = on!(tx, |c| sqlx::query_scalar(MISSING)
        .bind(review.id.0)
        .fetch_one(c)
        .await)?;
    if missing > 0 {
        return Ok(Signing::Missing(missing));
    }
    on!(tx, |c| sqlx::query(SQL)
        .bind(review.id.0)
        .bind(by.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    let entry = Entry::about("signed", "log_review", Some(review.id.0)).detail(&review.month);
    audit::record(tx, in_unit(who, review.unit), entry).await?;
    Ok(Signing::Signed)
}
