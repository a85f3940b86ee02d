use chrono::{DateTime, Utc};
use domain::fields::Fields;
use domain::ids::{RoundId, UnitId};
use domain::monitoring::{Answers, Area, answered_in};
use sqlx::FromRow;
use sqlx::types::Json;

use super::rounds::{at, by, hold, participant};
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most areas that are read; an instrument has fewer.
const MOST: i64 = 50;

/// The answers to one area, as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswers {
    /// The area's code.
    pub area: String,
    /// The texts.
    pub fields: Fields,
    /// Their version, from 1.
    pub version: i64,
    /// Who saved last.
    pub saved_by: String,
    /// When.
    pub saved_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    area: String,
    fields: Json<Fields>,
    version: i64,
    saved_by: String,
    updated_at: DateTime<Utc>,
}

impl From<Row> for StoredAnswers {
    fn from(row: Row) -> Self {
        Self {
            area: row.area,
            fields: row.fields.0,
            version: row.version,
            saved_by: row.saved_by,
            saved_at: row.updated_at,
        }
    }
}

/// Everything that a unit has answered in a round, by the area's code.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn answers(tx: &mut Tx, round: RoundId, unit: UnitId) -> Result<Vec<StoredAnswers>, StoreError> {
    const SQL: &str = "select s.area, s.fields, s.version, a.name as saved_by, s.updated_at from monitoring_answer s \
        join account a on a.id = s.updated_by where s.round_id = $1 and s.unit_id = $2 order by s.area limit $3";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(round.0)
        .bind(unit.0)
        .bind(MOST)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(StoredAnswers::from).collect())
}

/// The texts of stored answers, as the rules want them.
#[must_use]
pub fn texts(stored: &[StoredAnswers]) -> Answers {
    stored
        .iter()
        .map(|s| (s.area.clone(), s.fields.clone()))
        .collect()
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Stored; the new version.
    Stored(i64),
    /// Somebody else saved since; what they saved. Nothing was changed.
    Conflict(StoredAnswers),
}

/// Holds the round and finds the unit in it, with its answers still to be written.
async fn hold_open(tx: &mut Tx, round: RoundId, unit: UnitId) -> Result<(), StoreError> {
    hold(tx, round).await?;
    match participant(tx, round, unit).await?.handed_in {
        Some(_) => Err(StoreError::State),
        None => Ok(()),
    }
}

/// Saves a unit's answers to an area if nobody else has saved since `version`; 0 where there were none. Saving the very same texts again
/// is no change and no conflict.
///
/// # Errors
/// [`StoreError::NotFound`] for a unit that does not answer the round; [`StoreError::State`] when its answers are handed in or the round
/// is closed.
pub async fn save_answers(
    tx: &mut Tx,
    who: Who,
    (round, unit): (RoundId, UnitId),
    area: &Area,
    version: i64,
    fields: &Fields,
) -> Result<Saved, StoreError> {
    hold_open(tx, round, unit).await?;
    let found = |all: Vec<StoredAnswers>| all.into_iter().find(|s| s.area == area.code);
    let current = found(answers(tx, round, unit).await?);
    if let Some(current) = &current
        && current.fields == *fields
    {
        return Ok(Saved::Stored(current.version));
    }
    if put(tx, who, (round, unit), area, version, fields).await? == 0 {
        return current.map(Saved::Conflict).ok_or(StoreError::Stale);
    }
    let entry = Entry::about("saved", "monitoring_answer", Some(round.0)).detail(&area.code);
    audit::record(tx, at(who, unit), entry).await?;
    Ok(Saved::Stored(version + 1))
}

/// Writes the row if it still has this version; how many rows that were, 0 or 1.
async fn put(
    tx: &mut Tx,
    who: Who,
    (round, unit): (RoundId, UnitId),
    area: &Area,
    version: i64,
    fields: &Fields,
) -> Result<u64, StoreError> {
    const INSERT: &str = "insert into monitoring_answer (round_id, unit_id, area, fields, answered, updated_by, updated_at, version) \
        values ($1, $2, $3, $4, $5, $6, $7, $8 + 1) on conflict (round_id, unit_id, area) do nothing";
    const UPDATE: &str = "update monitoring_answer set fields = $4, answered = $5, updated_by = $6, updated_at = $7, version = version + 1 \
        where round_id = $1 and unit_id = $2 and area = $3 and version = $8";
    let sql = if version == 0 { INSERT } else { UPDATE };
    let answered = i64::try_from(answered_in(area, fields)).unwrap_or(i64::MAX);
    Ok(on!(tx, |c| sqlx::query(sql)
        .bind(round.0)
        .bind(unit.0)
        .bind(&area.code)
        .bind(Json(fields))
        .bind(answered)
        .bind(by(who))
        .bind(who.now)
        .bind(version)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?)
}

/// Hands a unit's answers in. `whole` is asked about the answers as they are by then, so that none slips in between; where it says no,
/// nothing is changed and `false` comes back.
///
/// # Errors
/// As [`save_answers`].
pub async fn hand_in(
    tx: &mut Tx,
    who: Who,
    (round, unit): (RoundId, UnitId),
    whole: impl FnOnce(&Answers) -> bool,
) -> Result<bool, StoreError> {
    const SQL: &str = "update monitoring_participant set handed_in_by = $3, handed_in_at = $4 where round_id = $1 and unit_id = $2";
    hold_open(tx, round, unit).await?;
    let stored = answers(tx, round, unit).await?;
    if !whole(&texts(&stored)) {
        return Ok(false);
    }
    on!(tx, |c| sqlx::query(SQL)
        .bind(round.0)
        .bind(unit.0)
        .bind(by(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    audit::record(
        tx,
        at(who, unit),
        Entry::about("handed_in", "monitoring_answer", Some(round.0)),
    )
    .await?;
    Ok(true)
}

/// Gives handed-in answers back to the unit, which can then change them and hand them in again.
///
/// # Errors
/// [`StoreError::NotFound`] for a unit that does not answer the round; [`StoreError::State`] when nothing is handed in or the round is
/// closed.
pub async fn give_back(
    tx: &mut Tx,
    who: Who,
    (round, unit): (RoundId, UnitId),
    word: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "update monitoring_participant set handed_in_by = null, handed_in_at = null, given_back_by = $3, given_back_at = $4, given_back_word = $5 \
        where round_id = $1 and unit_id = $2";
    hold(tx, round).await?;
    if participant(tx, round, unit).await?.handed_in.is_none() {
        return Err(StoreError::State);
    }
    on!(tx, |c| sqlx::query(SQL)
        .bind(round.0)
        .bind(unit.0)
        .bind(by(who))
        .bind(who.now)
        .bind(word)
        .execute(c)
        .await
        .map(|_| ()))?;
    audit::record(
        tx,
        at(who, unit),
        Entry::about("given_back", "monitoring_answer", Some(round.0)),
    )
    .await
}
