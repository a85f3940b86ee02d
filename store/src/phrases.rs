//! A unit's library of phrases: facts and information that its people write often. Nothing here is about a person, so reading it
//! leaves no row in the trail; adding and taking out does.

use chrono::{DateTime, Utc};
use domain::ids::{AccountId, PhraseId, UnitId};
use domain::organisation::Phrase;
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on, refusal};
use crate::error::StoreError;

/// The most phrases of one unit.
pub const MAX_PHRASES: i64 = 100;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    title: String,
    text: String,
    created_by: Uuid,
    added_by_name: String,
    created_at: DateTime<Utc>,
}

impl From<Row> for Phrase {
    fn from(row: Row) -> Self {
        Self {
            id: PhraseId(row.id),
            title: row.title,
            text: row.text,
            added_by: AccountId(row.created_by),
            added_by_name: row.added_by_name,
            added_at: row.created_at,
        }
    }
}

/// A phrase to be added. Checked by then.
#[derive(Clone, Debug)]
pub struct NewPhrase {
    /// What it is about.
    pub title: String,
    /// The text.
    pub text: String,
}

macro_rules! phrase_where {
    ($where:literal) => {
        concat!(
            "select p.id, p.title, p.text, p.created_by, a.name as added_by_name, p.created_at from phrase p ",
            "join account a on a.id = p.created_by where p.unit_id = $1 and p.removed_at is null ",
            $where
        )
    };
}

/// The phrases of a unit, by title.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn phrases(tx: &mut Tx, unit: UnitId) -> Result<Vec<Phrase>, StoreError> {
    const SQL: &str = phrase_where!("order by p.title, p.id limit 100");
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(unit.0).fetch_all(c).await)?;
    let mut found: Vec<Phrase> = rows.into_iter().map(Phrase::from).collect();
    // The engines do not agree on where small letters stand.
    found.sort_by_cached_key(|p| p.title.to_lowercase());
    Ok(found)
}

/// One phrase of a unit. The caller asks `may(…)` about the unit.
///
/// # Errors
/// [`StoreError::NotFound`] for a phrase of another unit or one that was taken out.
pub async fn phrase(tx: &mut Tx, unit: UnitId, id: PhraseId) -> Result<Phrase, StoreError> {
    const SQL: &str = phrase_where!("and p.id = $2");
    let row: Row = on!(tx, |c| sqlx::query_as(SQL)
        .bind(unit.0)
        .bind(id.0)
        .fetch_one(c)
        .await)?;
    Ok(row.into())
}

/// Who added a phrase, also one that was taken out.
///
/// # Errors
/// [`StoreError::NotFound`] for a phrase of another unit.
pub async fn added_by(tx: &mut Tx, unit: UnitId, id: PhraseId) -> Result<AccountId, StoreError> {
    const SQL: &str = "select created_by from phrase where id = $1 and unit_id = $2";
    let by: Uuid = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(id.0)
        .bind(unit.0)
        .fetch_one(c)
        .await)?;
    Ok(AccountId(by))
}

/// Adds a phrase.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown unit; [`StoreError::State`] when it has [`MAX_PHRASES`].
pub async fn add_phrase(
    tx: &mut Tx,
    who: Who,
    unit: UnitId,
    new: &NewPhrase,
) -> Result<PhraseId, StoreError> {
    // Keeps others from adding until the transaction ends, so that the limit holds. An update, because SQLite has no `for update`.
    const HOLD: &str = "update unit set name = name where id = $1";
    const COUNT: &str = "select count(*) from phrase where unit_id = $1 and removed_at is null";
    const SQL: &str = "insert into phrase (id, unit_id, title, text, created_by, created_at) values ($1, $2, $3, $4, $5, $6)";
    let held = on!(tx, |c| sqlx::query(HOLD)
        .bind(unit.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if held == 0 {
        return Err(StoreError::NotFound);
    }
    let count: i64 = on!(tx, |c| sqlx::query_scalar(COUNT).bind(unit.0).fetch_one(c).await)?;
    if count >= MAX_PHRASES {
        return Err(StoreError::State);
    }
    let id = PhraseId(Uuid::now_v7());
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(unit.0)
        .bind(&new.title)
        .bind(&new.text)
        .bind(who.account.map_or_else(Uuid::nil, |a| a.0))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    let who = Who {
        unit: Some(unit),
        ..who
    };
    audit::record(tx, who, Entry::about("created", "phrase", Some(id.0))).await?;
    Ok(id)
}

/// Takes a phrase out of a unit's library. What was written with it stays. Taking it out again changes nothing.
///
/// # Errors
/// [`StoreError::NotFound`] for a phrase of another unit.
pub async fn remove_phrase(tx: &mut Tx, who: Who, unit: UnitId, id: PhraseId) -> Result<(), StoreError> {
    const SQL: &str =
        "update phrase set removed_at = $3 where id = $1 and unit_id = $2 and removed_at is null";
    const IN_UNIT: &str = "select count(*) from phrase where id = $1 and unit_id = $2";
    let removed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(unit.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if removed == 0 {
        // Already taken out is as good.
        return match refusal(tx, IN_UNIT, [id.0, unit.0], StoreError::State).await {
            StoreError::State => Ok(()),
            other => Err(other),
        };
    }
    let who = Who {
        unit: Some(unit),
        ..who
    };
    audit::record(tx, who, Entry::about("removed", "phrase", Some(id.0))).await
}
