use chrono::{DateTime, Utc};
use domain::ids::{RemarkId, RoundId, UnitId};
use sqlx::FromRow;
use uuid::Uuid;

use super::rounds::{at, by, count, hold, participant};
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most remarks on one unit's answers in a round.
pub const MAX_REMARKS: i64 = 100;

/// What the coordinator says of a unit's answers in an area, and what the unit answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The remark.
    pub id: RemarkId,
    /// The area's code.
    pub area: String,
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub written_by: String,
    /// When.
    pub written_at: DateTime<Utc>,
    /// What the unit answered, who wrote that and when.
    pub reply: Option<(String, String, DateTime<Utc>)>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    area: String,
    text: String,
    written_by: String,
    written_at: DateTime<Utc>,
    reply: Option<String>,
    replied_by: Option<String>,
    replied_at: Option<DateTime<Utc>>,
}

impl From<Row> for Remark {
    fn from(row: Row) -> Self {
        let reply = match (row.reply, row.replied_by, row.replied_at) {
            (Some(text), Some(by), Some(at)) => Some((text, by, at)),
            _ => None,
        };
        Self {
            id: RemarkId(row.id),
            area: row.area,
            text: row.text,
            written_by: row.written_by,
            written_at: row.written_at,
            reply,
        }
    }
}

/// The remarks on a unit's answers in a round, the oldest first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn remarks(tx: &mut Tx, round: RoundId, unit: UnitId) -> Result<Vec<Remark>, StoreError> {
    const SQL: &str = "select m.id, m.area, m.text, w.name as written_by, m.written_at, m.reply, a.name as replied_by, m.replied_at \
        from monitoring_remark m join account w on w.id = m.written_by left join account a on a.id = m.replied_by \
        where m.round_id = $1 and m.unit_id = $2 order by m.written_at, m.id limit $3";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(round.0)
        .bind(unit.0)
        .bind(MAX_REMARKS)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Remark::from).collect())
}

/// Writes a remark on answers that are handed in. The caller has checked that the instrument has the area.
///
/// # Errors
/// [`StoreError::NotFound`] for a unit that does not answer the round; [`StoreError::State`] when its answers are not handed in, there are
/// [`MAX_REMARKS`], or the round is closed.
pub async fn add_remark(
    tx: &mut Tx,
    who: Who,
    (round, unit): (RoundId, UnitId),
    area: &str,
    text: &str,
) -> Result<RemarkId, StoreError> {
    const SQL: &str = "insert into monitoring_remark (id, round_id, unit_id, area, text, written_by, written_at) values ($1, $2, $3, $4, $5, $6, $7)";
    const COUNT: &str = "select count(*) from monitoring_remark where round_id = $1 and unit_id = $2";
    hold(tx, round).await?;
    let written: i64 = on!(tx, |c| sqlx::query_scalar(COUNT)
        .bind(round.0)
        .bind(unit.0)
        .fetch_one(c)
        .await)?;
    if participant(tx, round, unit).await?.handed_in.is_none() || written >= MAX_REMARKS {
        return Err(StoreError::State);
    }
    let id = RemarkId(Uuid::now_v7());
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(round.0)
        .bind(unit.0)
        .bind(area)
        .bind(text)
        .bind(by(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    let entry = Entry::about("created", "monitoring_remark", Some(id.0)).detail(area);
    audit::record(tx, at(who, unit), entry).await?;
    Ok(id)
}

/// Writes a unit's reply to a remark, once.
///
/// # Errors
/// [`StoreError::NotFound`] for a remark on another unit's answers or of another round; [`StoreError::State`] when it has its reply or the
/// round is closed.
pub async fn reply(
    tx: &mut Tx,
    who: Who,
    (round, unit): (RoundId, UnitId),
    id: RemarkId,
    text: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "update monitoring_remark set reply = $4, replied_by = $5, replied_at = $6 \
        where id = $1 and round_id = $2 and unit_id = $3 and reply is null";
    const KNOWN: &str =
        "select count(*) from monitoring_remark where id = $1 and round_id = $2 and unit_id = $3";
    hold(tx, round).await?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(round.0)
        .bind(unit.0)
        .bind(text)
        .bind(by(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        let known: i64 = on!(tx, |c| sqlx::query_scalar(KNOWN)
            .bind(id.0)
            .bind(round.0)
            .bind(unit.0)
            .fetch_one(c)
            .await)?;
        return Err(if known > 0 {
            StoreError::State
        } else {
            StoreError::NotFound
        });
    }
    audit::record(
        tx,
        at(who, unit),
        Entry::about("replied", "monitoring_remark", Some(id.0)),
    )
    .await
}

/// How many remarks of a round have no reply.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn unreplied(tx: &mut Tx, round: RoundId) -> Result<usize, StoreError> {
    const SQL: &str = "select count(*) from monitoring_remark where round_id = $1 and reply is null";
    let found: i64 = on!(tx, |c| sqlx::query_scalar(SQL).bind(round.0).fetch_one(c).await)?;
    Ok(count(found))
}
