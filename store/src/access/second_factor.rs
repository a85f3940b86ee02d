use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sqlx::FromRow;

use super::Digest;
use super::sessions::end_sessions_of;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The authenticator app of an account. Has no `Debug`, so that the secret reaches no log, not even sealed.
#[derive(Clone)]
pub struct Factor {
    /// The shared secret, sealed.
    pub sealed: Vec<u8>,
    /// The last step, of 30 seconds since 1970, whose code was used.
    pub last_step: i64,
    /// Since when.
    pub enrolled_at: DateTime<Utc>,
    /// How many recovery codes are left.
    pub codes_left: i64,
}

#[derive(FromRow)]
struct FactorRow {
    secret: Vec<u8>,
    last_step: i64,
    enrolled_at: DateTime<Utc>,
    codes_left: i64,
}

/// The account's authenticator app, if it has one.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn second_factor(tx: &mut Tx, account: AccountId) -> Result<Option<Factor>, StoreError> {
    const SQL: &str = "select f.secret, f.last_step, f.enrolled_at, \
        (select count(*) from recovery_code r where r.account_id = f.account_id and r.used_at is null) as codes_left \
        from second_factor f where f.account_id = $1";
    let row = on!(tx, |c| sqlx::query_as::<_, FactorRow>(SQL)
        .bind(account.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|row| Factor {
        sealed: row.secret,
        last_step: row.last_step,
        enrolled_at: row.enrolled_at,
        codes_left: row.codes_left,
    }))
}

/// An app that has shown its first code.
#[derive(Clone, Copy)]
pub struct NewFactor<'a> {
    /// The shared secret, sealed.
    pub sealed: &'a [u8],
    /// The step of the code that was shown; it does not count again.
    pub step: i64,
    /// Digests of the account's recovery codes.
    pub codes: &'a [Digest],
}

/// Gives an account its authenticator app and its recovery codes.
///
/// # Errors
/// [`StoreError::Exists`] when it has an app already: another one needs [`reset_factor`] first.
pub async fn enrol(tx: &mut Tx, who: Who, account: AccountId, new: NewFactor<'_>) -> Result<(), StoreError> {
    const SQL: &str =
        "insert into second_factor (account_id, secret, last_step, enrolled_at) values ($1, $2, $3, $4)";
    on!(tx, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(new.sealed)
        .bind(new.step)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    replace_codes(tx, account, new.codes).await?;
    audit::record(
        tx,
        who,
        Entry::about("factor_enrolled", "account", Some(account.0)),
    )
    .await
}

/// Uses up the code of a step. `false` when a code of this step or of a later one was used already. Leaves no audit row: what the code
/// was given for leaves its own.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn use_step(tx: &mut Tx, account: AccountId, step: i64) -> Result<bool, StoreError> {
    const SQL: &str = "update second_factor set last_step = $2 where account_id = $1 and last_step < $2";
    let used = on!(tx, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(step)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(used > 0)
}

/// Uses up a recovery code. `false` when the account has no such code, or has used it.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn use_recovery_code(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    code: &Digest,
) -> Result<bool, StoreError> {
    const SQL: &str =
        "update recovery_code set used_at = $3 where account_id = $1 and code_hash = $2 and used_at is null";
    let used = on!(tx, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(code.to_vec())
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if used == 0 {
        return Ok(false);
    }
    audit::record(
        tx,
        who,
        Entry::about("recovery_code_used", "account", Some(account.0)),
    )
    .await?;
    Ok(true)
}

/// Gives an account new recovery codes; the old ones stop working.
///
/// # Errors
/// [`StoreError::NotFound`] when the account has no authenticator app.
pub async fn renew_recovery_codes(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    codes: &[Digest],
) -> Result<(), StoreError> {
    if second_factor(tx, account).await?.is_none() {
        return Err(StoreError::NotFound);
    }
    replace_codes(tx, account, codes).await?;
    audit::record(
        tx,
        who,
        Entry::about("recovery_codes_made", "account", Some(account.0)),
    )
    .await
}

async fn replace_codes(tx: &mut Tx, account: AccountId, codes: &[Digest]) -> Result<(), StoreError> {
    const GONE: &str = "delete from recovery_code where account_id = $1";
    const SQL: &str = "insert into recovery_code (account_id, code_hash) values ($1, $2)";
    on!(tx, |c| sqlx::query(GONE)
        .bind(account.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    for code in codes {
        on!(tx, |c| sqlx::query(SQL)
            .bind(account.0)
            .bind(code.to_vec())
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Takes an account's app and recovery codes away and ends its sessions; the person enrols anew after the next right password. Whoever
/// asks for it has seen to it that the person is who they say.
///
/// # Errors
/// [`StoreError::NotFound`] when the account has no app.
pub async fn reset_factor(tx: &mut Tx, who: Who, account: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "delete from second_factor where account_id = $1";
    let gone = on!(tx, |c| sqlx::query(SQL)
        .bind(account.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if gone == 0 {
        return Err(StoreError::NotFound);
    }
    replace_codes(tx, account, &[]).await?;
    audit::record(tx, who, Entry::about("factor_reset", "account", Some(account.0))).await?;
    end_sessions_of(tx, who, account).await?;
    Ok(())
}
