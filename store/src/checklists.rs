//! Versions of the checklist: the program's own and those that the municipality published. None is ever changed or removed, because
//! assessments were made with them.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use domain::content::{Checklist, content, read_checklist, write_checklist};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most versions that are listed.
const MOST: i64 = 200;
/// The most that are kept parsed; more than any municipality has in use at a time.
const MOST_PARSED: usize = 50;

/// Parsed checklists by row. Rows never change, so what was parsed once stays right.
static PARSED: LazyLock<Mutex<HashMap<Uuid, Arc<Checklist>>>> = LazyLock::new(Mutex::default);

/// A version as it stands in the list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PublishedChecklist {
    /// Its name.
    pub version: String,
    /// First day on which assessments are begun with it.
    pub effective_from: NaiveDate,
    /// Whether it came with the program.
    pub own: bool,
    /// What is new in it, in the publisher's words.
    pub note: String,
    /// Who published it.
    pub published_by: Option<String>,
    /// When.
    pub published_at: DateTime<Utc>,
    /// How many assessments are made with it.
    pub used: i64,
}

/// Puts the program's own checklist among the versions, if it is not there yet: a later program brings another, and what was begun
/// with this one keeps it.
///
/// # Errors
/// [`StoreError::Database`]; [`StoreError::Corrupt`] when it cannot be written.
pub async fn keep_own(tx: &mut Tx, who: Who) -> Result<(), StoreError> {
    const KNOWN: &str = "select count(*) from checklist where version = $1";
    let list = content().checklist();
    let known: i64 = on!(tx, |c| sqlx::query_scalar(KNOWN)
        .bind(&list.version)
        .fetch_one(c)
        .await)?;
    if known > 0 {
        return Ok(());
    }
    let source = write_checklist(list).map_err(|_| StoreError::Corrupt("checklist"))?;
    match insert(tx, who, list, &source, true, "").await {
        // Another instance that starts at the same moment was quicker.
        Ok(_) | Err(StoreError::State) => Ok(()),
        Err(error) => Err(error),
    }
}

async fn insert(
    tx: &mut Tx,
    who: Who,
    list: &Checklist,
    source: &str,
    own: bool,
    note: &str,
) -> Result<Uuid, StoreError> {
    const SQL: &str = "insert into checklist (id, version, effective_from, source, own, note, published_by, published_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (version) do nothing";
    let id = Uuid::now_v7();
    let made = on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&list.version)
        .bind(list.effective_from)
        .bind(source)
        .bind(own)
        .bind(note)
        .bind(who.account.map(|a| a.0))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if made == 0 {
        return Err(StoreError::State);
    }
    Ok(id)
}

/// Publishes a version. The caller has read `source` with [`read_checklist`] and got `list`.
///
/// # Errors
/// [`StoreError::State`] when a version of this name exists.
pub async fn publish(
    tx: &mut Tx,
    who: Who,
    list: &Checklist,
    source: &str,
    note: &str,
) -> Result<(), StoreError> {
    let id = insert(tx, who, list, source, false, note).await?;
    audit::record(
        tx,
        who,
        Entry::about("published", "checklist", Some(id)).detail(&list.version),
    )
    .await
}

/// Every version, the newest first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn versions(tx: &mut Tx) -> Result<Vec<PublishedChecklist>, StoreError> {
    const SQL: &str = "select k.version, k.effective_from, k.own, k.note, a.name as published_by, k.published_at, \
        (select count(*) from assessment s where s.content_version = k.version) as used \
        from checklist k left join account a on a.id = k.published_by order by k.effective_from desc, k.published_at desc, k.id desc limit $1";
    Ok(on!(tx, |c| sqlx::query_as(SQL).bind(MOST).fetch_all(c).await)?)
}

/// The source of a version, to download and edit.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn source(tx: &mut Tx, version: &str) -> Result<String, StoreError> {
    const SQL: &str = "select source from checklist where version = $1";
    Ok(on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(version)
        .fetch_one(c)
        .await)?)
}

/// The checklist that assessments are begun with on a day: the one that came into force last. Where none is stored yet, or none is
/// in force, the program's own.
///
/// # Errors
/// [`StoreError::Database`]; [`StoreError::Corrupt`] when it cannot be read any more.
pub async fn in_force(tx: &mut Tx, today: NaiveDate) -> Result<Arc<Checklist>, StoreError> {
    const SQL: &str = "select version from checklist where effective_from <= $1 \
        order by effective_from desc, published_at desc, id desc limit 1";
    let version: Option<String> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(today)
        .fetch_optional(c)
        .await)?;
    match version {
        Some(version) => of_version(tx, &version).await,
        None => Ok(Arc::clone(content().checklist())),
    }
}

/// The checklist of a version. One that is nowhere stored is the program's own: nothing was published when it was begun. A version
/// that the municipality published stays what it was, even when a later program calls its own by the same name.
///
/// # Errors
/// As [`in_force`].
pub async fn of_version(tx: &mut Tx, version: &str) -> Result<Arc<Checklist>, StoreError> {
    const SQL: &str = "select id, own from checklist where version = $1";
    let row: Option<(Uuid, bool)> = on!(tx, |c| sqlx::query_as(SQL).bind(version).fetch_optional(c).await)?;
    let id = match row {
        Some((id, own)) if !own || version != content().version() => id,
        _ => return Ok(Arc::clone(content().checklist())),
    };
    if let Some(list) = parsed().get(&id) {
        return Ok(Arc::clone(list));
    }
    let text = source(tx, version).await?;
    let list = Arc::new(read_checklist(&text).map_err(|_| StoreError::Corrupt("checklist.source"))?);
    let mut parsed = parsed();
    if parsed.len() >= MOST_PARSED {
        parsed.clear();
    }
    parsed.insert(id, Arc::clone(&list));
    Ok(list)
}

fn parsed() -> std::sync::MutexGuard<'static, HashMap<Uuid, Arc<Checklist>>> {
    PARSED.lock().unwrap_or_else(PoisonError::into_inner)
}
