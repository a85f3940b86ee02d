use chrono::{DateTime, Duration, Utc};
use domain::access::Actor;
use domain::ids::AccountId;
use domain::language::Language;
use sqlx::FromRow;
use uuid::Uuid;

use super::Digest;
use super::emergencies::emergencies_now;
use super::grants::{GrantedRole, actor_of, grants};
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// A session to be started.
#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    /// The digest of the token in the cookie.
    pub token: &'a Digest,
    /// Whose it is.
    pub account: AccountId,
    /// Until when it lives without activity.
    pub idle_until: DateTime<Utc>,
    /// When it ends whatever happens.
    pub ends_at: DateTime<Utc>,
}

/// A session that is neither idle nor over, with its person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveSession {
    /// The person as permissions see them.
    pub actor: Actor,
    /// The person's roles with the units' names.
    pub grants: Vec<GrantedRole>,
    /// The person's name.
    pub name: String,
    /// The person's title at work.
    pub title: String,
    /// The language of the interface.
    pub language: Language,
    /// When it was last seen, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// Until when it lives without activity.
    pub idle_until: DateTime<Utc>,
    /// When it ends whatever happens.
    pub ends_at: DateTime<Utc>,
    /// When it last proved who uses it.
    pub proved_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct LiveRow {
    account_id: Uuid,
    name: String,
    title: String,
    language: String,
    last_seen_at: DateTime<Utc>,
    idle_until: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    proved_at: Option<DateTime<Utc>>,
}

/// One of a person's own sessions, for the page that lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// The digest, for [`end_other_session`]; it opens nothing.
    pub token: Digest,
    /// When it was started.
    pub created_at: DateTime<Utc>,
    /// When it was last seen, to the minute.
    pub last_seen_at: DateTime<Utc>,
}

/// Starts a session of somebody who has proved who they are, and removes the account's dead ones.
///
/// # Errors
/// [`StoreError::State`] when the account is closed.
pub async fn start_session(tx: &mut Tx, who: Who, new: NewSession<'_>) -> Result<(), StoreError> {
    const SEEN: &str = "update account set last_signed_in_at = $2 where id = $1";
    sweep(tx, who, new.account).await?;
    insert(tx, who, new, Stage::Complete).await?;
    on!(tx, |c| sqlx::query(SEEN)
        .bind(new.account.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    audit::record(tx, who, Entry::about("signed_in", "account", Some(new.account.0))).await
}

/// Removes an account's dead sessions.
pub(super) async fn sweep(tx: &mut Tx, who: Who, account: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "delete from session where account_id = $1 and (idle_until <= $2 or ends_at <= $2)";
    on!(tx, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// How far somebody has come for whom a session is begun.
#[derive(Clone, Copy)]
pub(super) enum Stage<'a> {
    /// Proved with everything that it takes.
    Complete,
    /// Only the password was given; the sealed secret that is offered to an app, where there is none yet.
    Pending(Option<&'a [u8]>),
}

/// Writes a session's row.
pub(super) async fn insert(
    tx: &mut Tx,
    who: Who,
    new: NewSession<'_>,
    stage: Stage<'_>,
) -> Result<(), StoreError> {
    const SQL: &str = "insert into session (token_hash, account_id, created_at, last_seen_at, idle_until, ends_at, pending, enrolling, proved_at) \
        select $1, a.id, $3, $3, $4, $5, $6, $7, $8 from account a where a.id = $2 and a.disabled_at is null";
    let (pending, enrolling, proved_at) = match stage {
        Stage::Complete => (false, None, Some(who.now)),
        Stage::Pending(enrolling) => (true, enrolling, None),
    };
    let made = on!(tx, |c| sqlx::query(SQL)
        .bind(new.token.to_vec())
        .bind(new.account.0)
        .bind(who.now)
        .bind(new.idle_until)
        .bind(new.ends_at)
        .bind(pending)
        .bind(enrolling)
        .bind(proved_at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if made == 0 {
        return Err(StoreError::State);
    }
    Ok(())
}

/// The live session of a token. A closed account has none, and neither has somebody who has not given the second factor yet: what a
/// pending session is shown asks [`super::pending_session`].
///
/// # Errors
/// [`StoreError::Database`]; [`StoreError::Corrupt`] when a stored role is unknown.
pub async fn live_session(
    tx: &mut Tx,
    token: &Digest,
    now: DateTime<Utc>,
) -> Result<Option<LiveSession>, StoreError> {
    const SQL: &str = "select s.account_id, a.name, a.title, a.language, s.last_seen_at, s.idle_until, s.ends_at, s.proved_at \
        from session s join account a on a.id = s.account_id \
        where s.token_hash = $1 and not s.pending and s.idle_until > $2 and s.ends_at > $2 and a.disabled_at is null";
    let row = on!(tx, |c| sqlx::query_as::<_, LiveRow>(SQL)
        .bind(token.to_vec())
        .bind(now)
        .fetch_optional(c)
        .await)?;
    let Some(row) = row else { return Ok(None) };
    let account = AccountId(row.account_id);
    let grants = grants(tx, account).await?;
    // The day in UTC is near enough to show what somebody may do; whoever decides asks again for the day in Sweden.
    let actor = actor_of(tx, account, &grants, now.date_naive()).await?;
    Ok(Some(LiveSession {
        actor: Actor {
            emergencies: emergencies_now(tx, account, now).await?,
            ..actor
        },
        grants,
        name: row.name,
        title: row.title,
        language: Language::from_code(&row.language).unwrap_or_default(),
        last_seen_at: row.last_seen_at,
        idle_until: row.idle_until,
        ends_at: row.ends_at,
        proved_at: row.proved_at,
    }))
}

/// What [`touch_session`] writes.
#[derive(Clone, Copy, Debug)]
pub struct Touch<'a> {
    /// The digest of the token in the cookie.
    pub token: &'a Digest,
    /// Now.
    pub now: DateTime<Utc>,
    /// Until when the session lives without further activity.
    pub idle_until: DateTime<Utc>,
}

impl Touch<'_> {
    /// Whether a session last seen then is due to be written again: at most once a minute.
    #[must_use]
    pub fn is_due(now: DateTime<Utc>, last_seen_at: DateTime<Utc>) -> bool {
        now - last_seen_at >= Duration::minutes(1)
    }
}

/// Notes that a live session was used, at most once a minute; says whether it did. A dead session is not brought back.
/// Leaves no audit row: what the session was used for leaves its own.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn touch_session(tx: &mut Tx, touch: Touch<'_>) -> Result<bool, StoreError> {
    const SQL: &str = "update session set last_seen_at = $2, idle_until = $3 \
        where token_hash = $1 and not pending and last_seen_at <= $4 and idle_until > $2 and ends_at > $2";
    let touched = on!(tx, |c| sqlx::query(SQL)
        .bind(touch.token.to_vec())
        .bind(touch.now)
        .bind(touch.idle_until)
        .bind(touch.now - Duration::minutes(1))
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(touched > 0)
}

/// Ends the session of a token; one that is gone already is no error.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn end_session(tx: &mut Tx, who: Who, token: &Digest) -> Result<(), StoreError> {
    const SQL: &str = "delete from session where token_hash = $1 returning account_id";
    let owner: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(token.to_vec())
        .fetch_optional(c)
        .await)?;
    let Some(owner) = owner else { return Ok(()) };
    audit::record(tx, who, Entry::about("signed_out", "account", Some(owner))).await
}

/// Ends one session, if it belongs to the account.
///
/// # Errors
/// [`StoreError::NotFound`] when the account has no such session.
pub async fn end_other_session(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    token: &Digest,
) -> Result<(), StoreError> {
    const SQL: &str = "delete from session where token_hash = $1 and account_id = $2";
    let gone = on!(tx, |c| sqlx::query(SQL)
        .bind(token.to_vec())
        .bind(account.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if gone == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::about("session_ended", "account", Some(account.0))).await
}

/// Ends every session of the account but one; says how many.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn end_other_sessions(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    keep: &Digest,
) -> Result<u64, StoreError> {
    const SQL: &str = "delete from session where account_id = $1 and token_hash <> $2";
    let gone = on!(tx, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(keep.to_vec())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if gone > 0 {
        audit::record(
            tx,
            who,
            Entry::about("sessions_ended", "account", Some(account.0)),
        )
        .await?;
    }
    Ok(gone)
}

/// Ends every session of the account; says how many.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn end_sessions_of(tx: &mut Tx, who: Who, account: AccountId) -> Result<u64, StoreError> {
    const SQL: &str = "delete from session where account_id = $1";
    let gone = on!(tx, |c| sqlx::query(SQL)
        .bind(account.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if gone > 0 {
        audit::record(
            tx,
            who,
            Entry::about("sessions_ended", "account", Some(account.0)),
        )
        .await?;
    }
    Ok(gone)
}

/// The account's live sessions, the most recently seen first.
///
/// # Errors
/// [`StoreError::Corrupt`] when a stored digest has another length.
pub async fn sessions_of(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<OwnSession>, StoreError> {
    const SQL: &str = "select token_hash, created_at, last_seen_at from session \
        where account_id = $1 and not pending and idle_until > $2 and ends_at > $2 order by last_seen_at desc, created_at desc limit 200";
    let rows: Vec<(Vec<u8>, DateTime<Utc>, DateTime<Utc>)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(now)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(token, created_at, last_seen_at)| {
            let token = token
                .try_into()
                .map_err(|_| StoreError::Corrupt("session.token_hash"))?;
            Ok(OwnSession {
                token,
                created_at,
                last_seen_at,
            })
        })
        .collect()
}
