use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use uuid::Uuid;

use super::accounts::{Account, account};
use super::{Digest, set_password};
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// Keeps a one-time link's digest. Earlier links of the account stop working, so that only the newest opens it.
///
/// # Errors
/// [`StoreError::Database`], also when the account does not exist.
pub async fn add_activation(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    token: &Digest,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    const VOID: &str = "update activation set used_at = $2 where account_id = $1 and used_at is null";
    const SQL: &str = "insert into activation (token_hash, account_id, expires_at) values ($1, $2, $3)";
    on!(tx, |c| sqlx::query(VOID)
        .bind(account.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(token.to_vec())
        .bind(account.0)
        .bind(expires_at)
        .execute(c)
        .await
        .map(|_| ()))?;
    audit::record(
        tx,
        who,
        Entry::about("activation_made", "account", Some(account.0)),
    )
    .await
}

/// The account that a link still opens.
///
/// # Errors
/// [`StoreError::NotFound`] when the link is unknown, used or too old, or the account closed.
pub async fn activation(tx: &mut Tx, token: &Digest, now: DateTime<Utc>) -> Result<Account, StoreError> {
    const SQL: &str = "select v.account_id from activation v join account a on a.id = v.account_id \
        where v.token_hash = $1 and v.used_at is null and v.expires_at > $2 and a.disabled_at is null";
    let id: Uuid = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(token.to_vec())
        .bind(now)
        .fetch_one(c)
        .await)?;
    account(tx, AccountId(id)).await
}

/// Uses a link up and sets the account's password (hash in PHC form). Says which account it was.
///
/// # Errors
/// [`StoreError::NotFound`] as for [`activation`].
pub async fn use_activation(
    tx: &mut Tx,
    token: &Digest,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<AccountId, StoreError> {
    const SQL: &str = "update activation set used_at = $2 where token_hash = $1 and used_at is null";
    let id = activation(tx, token, now).await?.id;
    let used = on!(tx, |c| sqlx::query(SQL)
        .bind(token.to_vec())
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if used == 0 {
        return Err(StoreError::NotFound);
    }
    let who = Who {
        account: Some(id),
        unit: None,
        now,
        today: now.date_naive(),
    };
    audit::record(tx, who, Entry::about("activated", "account", Some(id.0))).await?;
    set_password(tx, who, id, hash).await?;
    Ok(id)
}
