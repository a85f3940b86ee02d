use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, MeetingId, UnitId};
use domain::organisation::UnitPath;
use domain::plans::{MeetingKind, MeetingText, Saved, Stamp, Versioned};
use sqlx::FromRow;
use uuid::Uuid;

use super::before_writing;
use super::plan::account;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// A meeting of representatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The meeting.
    pub id: MeetingId,
    /// The branch that it was for.
    pub branch: UnitId,
    /// Its place in the tree.
    pub branch_path: UnitPath,
    /// Its name.
    pub branch_name: String,
    /// Which kind.
    pub kind: MeetingKind,
    /// What was written down.
    pub text: MeetingText,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Who saved it last.
    pub saved: Stamp,
}

#[derive(FromRow)]
pub(super) struct Row {
    id: Uuid,
    unit_id: Uuid,
    path: String,
    branch: String,
    kind: String,
    held_on: NaiveDate,
    talked: String,
    agreed: String,
    version: i64,
    saved_by: String,
    updated_at: DateTime<Utc>,
}

macro_rules! meeting_where {
    ($where:expr) => {
        concat!(
            "select m.id, m.unit_id, u.path, u.name as branch, m.kind, m.held_on, m.talked, m.agreed, m.version, a.name as saved_by, ",
            "m.updated_at from meeting m join unit u on u.id = m.unit_id join account a on a.id = m.updated_by where ",
            $where
        )
    };
}
pub(super) use meeting_where;

impl Row {
    pub(super) fn read(self, present: Vec<(UnitId, bool)>) -> Result<Meeting, StoreError> {
        Ok(Meeting {
            id: MeetingId(self.id),
            branch: UnitId(self.unit_id),
            branch_path: UnitPath(self.path),
            branch_name: self.branch,
            kind: MeetingKind::from_code(&self.kind).ok_or(StoreError::Corrupt("meeting.kind"))?,
            text: MeetingText {
                held_on: self.held_on,
                talked: self.talked,
                agreed: self.agreed,
                present,
            },
            version: self.version,
            saved: Stamp {
                by: self.saved_by,
                at: self.updated_at,
            },
        })
    }

    pub(super) fn meeting(&self) -> MeetingId {
        MeetingId(self.id)
    }
}

/// Which units' representatives were there, by the units' names.
pub(super) async fn present(tx: &mut Tx, meeting: MeetingId) -> Result<Vec<(UnitId, bool)>, StoreError> {
    const SQL: &str = "select m.unit_id, m.present from meeting_unit m join unit u on u.id = m.unit_id where m.meeting_id = $1 \
        order by u.name, u.id limit 200";
    let rows: Vec<(Uuid, bool)> = on!(tx, |c| sqlx::query_as(SQL).bind(meeting.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, there)| (UnitId(id), there)).collect())
}

pub(super) async fn with_units(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<Meeting>, StoreError> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let present = present(tx, row.meeting()).await?;
        found.push(row.read(present)?);
    }
    Ok(found)
}

/// The meetings that somebody may read in a period, both days included, the latest first, at most 100: those of the branches of a
/// representative, manager or coordinator, of the branches above, and of all below.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn meetings(
    tx: &mut Tx,
    account: AccountId,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<Meeting>, StoreError> {
    const SQL: &str = meeting_where!(
        "m.held_on >= $2 and m.held_on <= $3 and exists (select 1 from role_grant g join unit top on top.id = g.unit_id \
         where g.account_id = $1 and g.role in ('representative', 'manager', 'coordinator') \
         and (substr(u.path, 1, length(top.path)) = top.path or substr(top.path, 1, length(u.path)) = u.path)) \
         order by m.held_on desc, m.id limit 100"
    );
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(first)
        .bind(last)
        .fetch_all(c)
        .await)?;
    with_units(tx, rows).await
}

/// One meeting. The caller asks `may(…)` about its branch.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn meeting(tx: &mut Tx, id: MeetingId) -> Result<Meeting, StoreError> {
    const SQL: &str = meeting_where!("m.id = $1");
    let row: Row = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_one(c).await)?;
    let present = present(tx, id).await?;
    row.read(present)
}

/// Writes a meeting down: of a unit with its management, of a branch above as its network.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown branch, or a unit outside it.
pub async fn add_meeting(
    tx: &mut Tx,
    who: Who,
    branch: UnitId,
    new: &MeetingText,
) -> Result<MeetingId, StoreError> {
    const SQL: &str = "insert into meeting (id, unit_id, kind, held_on, talked, agreed, updated_by, updated_at) \
        select $1, u.id, case when u.kind = 'unit' then 'management' else 'network' end, $3, $4, $5, $6, $7 from unit u where u.id = $2";
    let id = MeetingId(Uuid::now_v7());
    let made = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(branch.0)
        .bind(new.held_on)
        .bind(&new.talked)
        .bind(&new.agreed)
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if made == 0 {
        return Err(StoreError::NotFound);
    }
    write_units(tx, id, new).await?;
    audit::record(tx, who, Entry::about("created", "meeting", Some(id.0))).await?;
    Ok(id)
}

/// Saves a meeting if nobody else has since `version`.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown meeting, or a unit outside its branch.
pub async fn save_meeting(
    tx: &mut Tx,
    who: Who,
    id: MeetingId,
    version: i64,
    new: &MeetingText,
) -> Result<Saved<MeetingText>, StoreError> {
    const SQL: &str = "update meeting set held_on = $3, talked = $4, agreed = $5, updated_by = $6, updated_at = $7, version = version + 1 \
        where id = $1 and version = $2";
    const CLEAR: &str = "delete from meeting_unit where meeting_id = $1";
    if let Some(settled) = before_writing(versioned(meeting(tx, id).await?), version, new) {
        return Ok(settled);
    }
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(version)
        .bind(new.held_on)
        .bind(&new.talked)
        .bind(&new.agreed)
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        // On PostgreSQL somebody may have saved since the first look.
        let theirs = versioned(meeting(tx, id).await?);
        return Ok(Saved::Conflict(Box::new(theirs)));
    }
    on!(tx, |c| sqlx::query(CLEAR).bind(id.0).execute(c).await.map(|_| ()))?;
    write_units(tx, id, new).await?;
    audit::record(tx, who, Entry::about("saved", "meeting", Some(id.0))).await?;
    Ok(Saved::Stored(version + 1))
}

async fn write_units(tx: &mut Tx, id: MeetingId, text: &MeetingText) -> Result<(), StoreError> {
    const SQL: &str = "insert into meeting_unit (meeting_id, unit_id, present) select m.id, u.id, $3 from meeting m \
        join unit top on top.id = m.unit_id join unit u on substr(u.path, 1, length(top.path)) = top.path where m.id = $1 and u.id = $2";
    for (unit, there) in &text.present {
        let made = on!(tx, |c| sqlx::query(SQL)
            .bind(id.0)
            .bind(unit.0)
            .bind(*there)
            .execute(c)
            .await
            .map(|r| r.rows_affected()))?;
        if made == 0 {
            return Err(StoreError::NotFound);
        }
    }
    Ok(())
}

fn versioned(meeting: Meeting) -> Versioned<MeetingText> {
    Versioned {
        text: meeting.text,
        version: meeting.version,
        saved: meeting.saved,
    }
}
