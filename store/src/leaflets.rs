//! What units say of themselves in their leaflets. Nothing here is about a person, so reading it leaves no row in the trail; each
//! change does. A save names the version it started from; a stale one changes nothing and gets the other's text back.

use chrono::{DateTime, Utc};
use domain::ids::UnitId;
use domain::language::Language;
use domain::organisation::{LeafletKind, LeafletText};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// A unit's text as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredText {
    /// The text; empty where the unit took it out again.
    pub text: LeafletText,
    /// Its version, from 1.
    pub version: i64,
    /// Who saved it last.
    pub saved_by: String,
    /// When.
    pub saved_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    who: String,
    phone: String,
    hours: String,
    place: String,
    more: String,
    version: i64,
    saved_by: String,
    updated_at: DateTime<Utc>,
}

impl From<Row> for StoredText {
    fn from(row: Row) -> Self {
        Self {
            text: LeafletText {
                who: row.who,
                phone: row.phone,
                hours: row.hours,
                place: row.place,
                more: row.more,
            },
            version: row.version,
            saved_by: row.saved_by,
            saved_at: row.updated_at,
        }
    }
}

/// A unit's text in one leaflet and language, or `None` where nobody has ever saved one. The caller asks `may(…)` about the unit.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn text(
    tx: &mut Tx,
    unit: UnitId,
    (kind, language): (LeafletKind, Language),
) -> Result<Option<StoredText>, StoreError> {
    const SQL: &str = "select t.who, t.phone, t.hours, t.place, t.more, t.version, a.name as saved_by, t.updated_at \
        from leaflet_text t join account a on a.id = t.updated_by where t.unit_id = $1 and t.leaflet = $2 and t.language = $3";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(unit.0)
        .bind(kind.code())
        .bind(language.code())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(StoredText::from))
}

/// In which leaflets and languages a unit says something of itself.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn written(tx: &mut Tx, unit: UnitId) -> Result<Vec<(LeafletKind, Language)>, StoreError> {
    const SQL: &str = "select leaflet, language from leaflet_text where unit_id = $1 and who <> '' order by leaflet, language limit 10";
    let rows: Vec<(String, String)> = on!(tx, |c| sqlx::query_as(SQL).bind(unit.0).fetch_all(c).await)?;
    let known = |(kind, language): (String, String)| {
        Some((LeafletKind::from_code(&kind)?, Language::from_code(&language)?))
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Stored; the new version.
    Stored(i64),
    /// Somebody else saved since; what they saved. Nothing was changed.
    Conflict(StoredText),
}

/// Saves a unit's text if nobody else has saved since `version`; 0 where there was none. An empty text takes it out of the leaflet.
/// Saving the very same text again is no change and no conflict.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown unit.
pub async fn save_text(
    tx: &mut Tx,
    who: Who,
    unit: UnitId,
    (kind, language): (LeafletKind, Language),
    version: i64,
    new: &LeafletText,
) -> Result<Saved, StoreError> {
    let current = text(tx, unit, (kind, language)).await?;
    if let Some(current) = &current
        && current.text == *new
    {
        return Ok(Saved::Stored(current.version));
    }
    if put(tx, who, unit, (kind, language), version, new).await? == 0 {
        // Read again: on PostgreSQL somebody may have saved since the first look.
        let theirs = text(tx, unit, (kind, language)).await?;
        return theirs.map(Saved::Conflict).ok_or(StoreError::NotFound);
    }
    let who = Who {
        unit: Some(unit),
        ..who
    };
    let action = if new.is_empty() { "removed" } else { "saved" };
    let detail = format!("{} {}", kind.code(), language.code());
    let entry = Entry::about(action, "leaflet_text", Some(unit.0)).detail(&detail);
    audit::record(tx, who, entry).await?;
    Ok(Saved::Stored(version + 1))
}

/// Writes the row if it still has this version; how many rows that were, 0 or 1.
async fn put(
    tx: &mut Tx,
    who: Who,
    unit: UnitId,
    (kind, language): (LeafletKind, Language),
    version: i64,
    new: &LeafletText,
) -> Result<u64, StoreError> {
    const INSERT: &str = "insert into leaflet_text (unit_id, leaflet, language, who, phone, hours, place, more, updated_by, updated_at, version) \
        select u.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 + 1 from unit u where u.id = $1 \
        on conflict (unit_id, leaflet, language) do nothing";
    const UPDATE: &str = "update leaflet_text set who = $4, phone = $5, hours = $6, place = $7, more = $8, updated_by = $9, \
        updated_at = $10, version = version + 1 where unit_id = $1 and leaflet = $2 and language = $3 and version = $11";
    let sql = if version == 0 { INSERT } else { UPDATE };
    Ok(on!(tx, |c| sqlx::query(sql)
        .bind(unit.0)
        .bind(kind.code())
        .bind(language.code())
        .bind(&new.who)
        .bind(&new.phone)
        .bind(&new.hours)
        .bind(&new.place)
        .bind(&new.more)
        .bind(who.account.map_or_else(Uuid::nil, |a| a.0))
        .bind(who.now)
        .bind(version)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?)
}
