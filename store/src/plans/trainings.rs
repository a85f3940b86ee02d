use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, TrainingId, UnitId};
use domain::organisation::UnitPath;
use domain::plans::{Attendance, Saved, Stamp, TrainingSubject, TrainingText, Versioned};
use sqlx::FromRow;
use uuid::Uuid;

use super::before_writing;
use super::plan::account;
use super::scope::readers;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// A training with its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Training {
    /// The training.
    pub id: TrainingId,
    /// The branch that it was for.
    pub branch: UnitId,
    /// Its place in the tree.
    pub branch_path: UnitPath,
    /// Its name.
    pub branch_name: String,
    /// What was written down.
    pub text: TrainingText,
    /// How many of which unit took part, by the units' names.
    pub attendance: Vec<Attendance>,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Who saved it last.
    pub saved: Stamp,
}

/// What is saved together: the training and the numbers of its units.
type Written = (TrainingText, Vec<Attendance>);

#[derive(FromRow)]
pub(super) struct Row {
    id: Uuid,
    unit_id: Uuid,
    path: String,
    branch: String,
    title: String,
    subject: String,
    provider: String,
    held_on: NaiveDate,
    minutes: i64,
    version: i64,
    saved_by: String,
    updated_at: DateTime<Utc>,
}

macro_rules! training_where {
    ($where:expr) => {
        concat!(
            "select t.id, t.unit_id, u.path, u.name as branch, t.title, t.subject, t.provider, t.held_on, t.minutes, t.version, ",
            "a.name as saved_by, t.updated_at from training t join unit u on u.id = t.unit_id join account a on a.id = t.updated_by where ",
            $where
        )
    };
}
pub(super) use training_where;

impl Row {
    fn read(self, attendance: Vec<Attendance>) -> Result<Training, StoreError> {
        Ok(Training {
            id: TrainingId(self.id),
            branch: UnitId(self.unit_id),
            branch_path: UnitPath(self.path),
            branch_name: self.branch,
            text: TrainingText {
                title: self.title,
                subject: TrainingSubject::from_code(&self.subject)
                    .ok_or(StoreError::Corrupt("training.subject"))?,
                provider: self.provider,
                held_on: self.held_on,
                minutes: self.minutes,
            },
            attendance,
            version: self.version,
            saved: Stamp {
                by: self.saved_by,
                at: self.updated_at,
            },
        })
    }
}

async fn attendance(tx: &mut Tx, training: Uuid) -> Result<Vec<Attendance>, StoreError> {
    const SQL: &str = "select t.unit_id, t.took_part, t.staff from training_unit t join unit u on u.id = t.unit_id where t.training_id = $1 \
        order by u.name, u.id limit 200";
    let rows: Vec<(Uuid, i64, i64)> = on!(tx, |c| sqlx::query_as(SQL).bind(training).fetch_all(c).await)?;
    let one = |(unit, took_part, staff)| Attendance {
        unit: UnitId(unit),
        took_part,
        staff,
    };
    Ok(rows.into_iter().map(one).collect())
}

pub(super) async fn with_units(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<Training>, StoreError> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let attendance = attendance(tx, row.id).await?;
        found.push(row.read(attendance)?);
    }
    Ok(found)
}

/// The trainings of a period that somebody reads about, both days included, the latest first, at most 200: those of their branches
/// and of the branches above them. Numbers of units out of reach are left out.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn trainings(
    tx: &mut Tx,
    account: AccountId,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<Training>, StoreError> {
    const SQL: &str = concat!(
        training_where!(
            "t.held_on >= $2 and t.held_on <= $3 and exists (select 1 from role_grant g join unit top on top.id = g.unit_id "
        ),
        "where g.account_id = $1 and g.role in ",
        readers!(),
        " and (substr(u.path, 1, length(top.path)) = top.path or substr(top.path, 1, length(u.path)) = u.path)) ",
        "order by t.held_on desc, t.id limit 200"
    );
    const REACHED: &str = concat!(
        "select distinct unit_id from reach where account_id = $1 and role in ",
        readers!(),
        " limit 2000"
    );
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(first)
        .bind(last)
        .fetch_all(c)
        .await)?;
    let reached: Vec<Uuid> = on!(tx, |c| sqlx::query_scalar(REACHED)
        .bind(account.0)
        .fetch_all(c)
        .await)?;
    let mut found = with_units(tx, rows).await?;
    for training in &mut found {
        training.attendance.retain(|a| reached.contains(&a.unit.0));
    }
    Ok(found)
}

/// One training with all its numbers. The caller asks `may(…)` about its branch and the units.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn training(tx: &mut Tx, id: TrainingId) -> Result<Training, StoreError> {
    const SQL: &str = training_where!("t.id = $1");
    let row: Row = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_one(c).await)?;
    let attendance = attendance(tx, id.0).await?;
    row.read(attendance)
}

/// Writes a training down.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown branch, or a unit outside it.
pub async fn add_training(
    tx: &mut Tx,
    who: Who,
    branch: UnitId,
    new: &TrainingText,
    attendance: &[Attendance],
) -> Result<TrainingId, StoreError> {
    const SQL: &str = "insert into training (id, unit_id, title, subject, provider, held_on, minutes, updated_by, updated_at) \
        select $1, u.id, $3, $4, $5, $6, $7, $8, $9 from unit u where u.id = $2";
    let id = TrainingId(Uuid::now_v7());
    let made = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(branch.0)
        .bind(&new.title)
        .bind(new.subject.code())
        .bind(&new.provider)
        .bind(new.held_on)
        .bind(new.minutes)
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if made == 0 {
        return Err(StoreError::NotFound);
    }
    write_units(tx, id, attendance).await?;
    audit::record(tx, who, Entry::about("created", "training", Some(id.0))).await?;
    Ok(id)
}

/// Saves a training if nobody else has since `version`. Of the numbers only those of `units` are changed: a unit's manager writes
/// the unit's own in a training of the whole branch.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown training, or a unit outside its branch.
pub async fn save_training(
    tx: &mut Tx,
    who: Who,
    (id, version): (TrainingId, i64),
    units: &[UnitId],
    new: &TrainingText,
    attendance: &[Attendance],
) -> Result<Saved<Written>, StoreError> {
    const SQL: &str = "update training set title = $3, subject = $4, provider = $5, held_on = $6, minutes = $7, updated_by = $8, \
        updated_at = $9, version = version + 1 where id = $1 and version = $2";
    const CLEAR: &str = "delete from training_unit where training_id = $1 and unit_id = $2";
    let current = versioned(training(tx, id).await?);
    let kept = current.text.1.iter().filter(|a| !units.contains(&a.unit));
    let mut all: Vec<Attendance> = kept.chain(attendance).copied().collect();
    // Stored by name, typed in the order of the form.
    let place = |a: &Attendance| current.text.1.iter().position(|c| c.unit == a.unit);
    all.sort_by_key(|a| place(a).unwrap_or(usize::MAX));
    if let Some(settled) = before_writing(current.clone(), version, &(new.clone(), all)) {
        return Ok(settled);
    }
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(version)
        .bind(&new.title)
        .bind(new.subject.code())
        .bind(&new.provider)
        .bind(new.held_on)
        .bind(new.minutes)
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        // On PostgreSQL somebody may have saved since the first look.
        let theirs = versioned(training(tx, id).await?);
        return Ok(Saved::Conflict(Box::new(theirs)));
    }
    for unit in units {
        on!(tx, |c| sqlx::query(CLEAR)
            .bind(id.0)
            .bind(unit.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    write_units(tx, id, attendance).await?;
    audit::record(tx, who, Entry::about("saved", "training", Some(id.0))).await?;
    Ok(Saved::Stored(version + 1))
}

async fn write_units(tx: &mut Tx, id: TrainingId, attendance: &[Attendance]) -> Result<(), StoreError> {
    const SQL: &str = "insert into training_unit (training_id, unit_id, took_part, staff) select t.id, u.id, $3, $4 from training t \
        join unit top on top.id = t.unit_id join unit u on substr(u.path, 1, length(top.path)) = top.path where t.id = $1 and u.id = $2 \
        and u.kind = 'unit'";
    for one in attendance {
        let made = on!(tx, |c| sqlx::query(SQL)
            .bind(id.0)
            .bind(one.unit.0)
            .bind(one.took_part)
            .bind(one.staff)
            .execute(c)
            .await
            .map(|r| r.rows_affected()))?;
        if made == 0 {
            return Err(StoreError::NotFound);
        }
    }
    Ok(())
}

fn versioned(training: Training) -> Versioned<Written> {
    Versioned {
        text: (training.text, training.attendance),
        version: training.version,
        saved: training.saved,
    }
}
