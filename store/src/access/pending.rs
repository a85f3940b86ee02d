use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use domain::language::Language;
use sqlx::FromRow;
use uuid::Uuid;

use super::Digest;
use super::second_factor::{Factor, second_factor};
use super::sessions::{NewSession, Stage, insert, sweep};
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// A session that a right password began, while it waits for the second factor. Has no `Debug` because of the sealed secrets.
#[derive(Clone)]
pub struct PendingSession {
    /// Whose it is.
    pub account: AccountId,
    /// What the person types to sign in.
    pub user_name: String,
    /// The language of the interface.
    pub language: Language,
    /// The secret that is offered to an app, sealed; `None` where the account has an app already.
    pub enrolling: Option<Vec<u8>>,
    /// The account's app.
    pub factor: Option<Factor>,
}

#[derive(FromRow)]
struct PendingRow {
    account_id: Uuid,
    user_name: String,
    language: String,
    enrolling: Option<Vec<u8>>,
}

/// Begins a pending session after a right password and removes the account's dead ones. `enrolling` is the sealed secret for an account
/// without an app.
///
/// # Errors
/// [`StoreError::State`] when the account is closed.
pub async fn start_pending_session(
    tx: &mut Tx,
    who: Who,
    new: NewSession<'_>,
    enrolling: Option<&[u8]>,
) -> Result<(), StoreError> {
    sweep(tx, who, new.account).await?;
    insert(tx, who, new, Stage::Pending(enrolling)).await?;
    audit::record(
        tx,
        who,
        Entry::about("password_given", "account", Some(new.account.0)),
    )
    .await
}

/// The pending session of a token. A closed account has none.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn pending_session(
    tx: &mut Tx,
    token: &Digest,
    now: DateTime<Utc>,
) -> Result<Option<PendingSession>, StoreError> {
    const SQL: &str = "select s.account_id, a.user_name, a.language, s.enrolling from session s join account a on a.id = s.account_id \
        where s.token_hash = $1 and s.pending and s.idle_until > $2 and s.ends_at > $2 and a.disabled_at is null";
    let row = on!(tx, |c| sqlx::query_as::<_, PendingRow>(SQL)
        .bind(token.to_vec())
        .bind(now)
        .fetch_optional(c)
        .await)?;
    let Some(row) = row else { return Ok(None) };
    let account = AccountId(row.account_id);
    Ok(Some(PendingSession {
        account,
        user_name: row.user_name,
        language: Language::from_code(&row.language).unwrap_or_default(),
        enrolling: row.enrolling,
        factor: second_factor(tx, account).await?,
    }))
}

/// Puts a full session with another token in the place of a pending one, after the second factor was given.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such pending session of the account (any more).
pub async fn complete_session(
    tx: &mut Tx,
    who: Who,
    pending: &Digest,
    new: NewSession<'_>,
) -> Result<(), StoreError> {
    const GONE: &str =
        "delete from session where token_hash = $1 and account_id = $2 and pending and ends_at > $3";
    let gone = on!(tx, |c| sqlx::query(GONE)
        .bind(pending.to_vec())
        .bind(new.account.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if gone == 0 {
        return Err(StoreError::NotFound);
    }
    super::start_session(tx, who, new).await
}

/// Notes that a live session has proved again who uses it, and gives it another token.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such live session.
pub async fn prove_session(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    old: &Digest,
    new: &Digest,
) -> Result<(), StoreError> {
    const SQL: &str = "update session set token_hash = $3, proved_at = $4 \
        where token_hash = $1 and account_id = $2 and not pending and idle_until > $4 and ends_at > $4";
    let proved = on!(tx, |c| sqlx::query(SQL)
        .bind(old.to_vec())
        .bind(account.0)
        .bind(new.to_vec())
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if proved == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::about("proved_again", "account", Some(account.0))).await
}
