use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use uuid::Uuid;

use super::Digest;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// How often signing in failed for one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    /// How many times.
    pub count: i64,
    /// When the first of them was.
    pub oldest: Option<DateTime<Utc>>,
}

/// Notes a failed sign-in for a subject, which is a keyed digest of a user name or an address. Says the note's id, so that it can be
/// taken back when the sign-in turns out right.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn add_failure(tx: &mut Tx, subject: &Digest, now: DateTime<Utc>) -> Result<Uuid, StoreError> {
    const SQL: &str = "insert into sign_in_failure (id, subject_hash, at) values ($1, $2, $3)";
    let id = Uuid::now_v7();
    on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(subject.to_vec())
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(id)
}

/// Takes one note back.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn remove_failure(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    const SQL: &str = "delete from sign_in_failure where id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The failures of a subject after `since`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn failures_since(
    tx: &mut Tx,
    subject: &Digest,
    since: DateTime<Utc>,
) -> Result<Failures, StoreError> {
    const SQL: &str = "select count(*), min(at) from sign_in_failure where subject_hash = $1 and at > $2";
    let (count, oldest): (i64, Option<DateTime<Utc>>) = on!(tx, |c| sqlx::query_as(SQL)
        .bind(subject.to_vec())
        .bind(since)
        .fetch_one(c)
        .await)?;
    Ok(Failures { count, oldest })
}

/// Forgets a subject's failures after a right sign-in, which is recorded for the account.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn forget_failures(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    subject: &Digest,
) -> Result<(), StoreError> {
    const SQL: &str = "delete from sign_in_failure where subject_hash = $1";
    let gone = on!(tx, |c| sqlx::query(SQL)
        .bind(subject.to_vec())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if gone > 0 {
        audit::record(
            tx,
            who,
            Entry::about("failures_forgotten", "account", Some(account.0)),
        )
        .await?;
    }
    Ok(())
}

/// Removes what no limit looks at any more.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn forget_old_failures(tx: &mut Tx, before: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "delete from sign_in_failure where at < $1";
    on!(tx, |c| sqlx::query(SQL).bind(before).execute(c).await.map(|_| ()))?;
    Ok(())
}
