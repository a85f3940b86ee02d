use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, AppointmentId, UnitId};
use domain::plans::{AppointmentKind, AppointmentText, Saved, Stamp, Versioned};
use sqlx::FromRow;
use uuid::Uuid;

use super::before_writing;
use super::plan::account;
use super::scope::readers;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// Who represents a unit, or represented it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// The row.
    pub id: AppointmentId,
    /// The unit.
    pub unit: UnitId,
    /// What was written down.
    pub text: AppointmentText,
    /// The person's name, with or without an account.
    pub person: String,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Who saved it last.
    pub saved: Stamp,
}

#[derive(FromRow)]
pub(super) struct Row {
    id: Uuid,
    unit_id: Uuid,
    kind: String,
    account_id: Option<Uuid>,
    name: String,
    person: Option<String>,
    since: NaiveDate,
    until: Option<NaiveDate>,
    weekly_minutes: Option<i64>,
    trained_on: Option<NaiveDate>,
    version: i64,
    saved_by: String,
    updated_at: DateTime<Utc>,
}

impl TryFrom<Row> for Appointment {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: AppointmentId(row.id),
            unit: UnitId(row.unit_id),
            person: row.person.unwrap_or_else(|| row.name.clone()),
            text: AppointmentText {
                kind: AppointmentKind::from_code(&row.kind).ok_or(StoreError::Corrupt("appointment.kind"))?,
                account: row.account_id.map(AccountId),
                name: row.name,
                since: row.since,
                until: row.until,
                weekly_minutes: row.weekly_minutes,
                trained_on: row.trained_on,
            },
            version: row.version,
            saved: Stamp {
                by: row.saved_by,
                at: row.updated_at,
            },
        })
    }
}

macro_rules! appointment_where {
    ($where:expr) => {
        concat!(
            "select m.id, m.unit_id, m.kind, m.account_id, m.name, p.name as person, m.since, m.until, m.weekly_minutes, m.trained_on, ",
            "m.version, a.name as saved_by, m.updated_at from appointment m join account a on a.id = m.updated_by ",
            "left join account p on p.id = m.account_id where ",
            $where
        )
    };
}
pub(super) use appointment_where;

/// Everybody who represents a unit or did, the latest first, at most 200.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn appointments(tx: &mut Tx, unit: UnitId) -> Result<Vec<Appointment>, StoreError> {
    const SQL: &str = appointment_where!("m.unit_id = $1 order by m.since desc, m.kind desc, m.id limit 200");
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(unit.0).fetch_all(c).await)?;
    rows.into_iter().map(Appointment::try_from).collect()
}

/// One row of a unit's register.
///
/// # Errors
/// [`StoreError::NotFound`] for one of another unit.
pub async fn appointment(tx: &mut Tx, unit: UnitId, id: AppointmentId) -> Result<Appointment, StoreError> {
    const SQL: &str = appointment_where!("m.unit_id = $1 and m.id = $2");
    let row: Row = on!(tx, |c| sqlx::query_as(SQL)
        .bind(unit.0)
        .bind(id.0)
        .fetch_one(c)
        .await)?;
    row.try_into()
}

/// Who can be chosen in a unit: everybody who does case work there, by name, at most 200.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn people(tx: &mut Tx, unit: UnitId) -> Result<Vec<(AccountId, String)>, StoreError> {
    const SQL: &str = "select distinct a.id, a.name from account a join reach r on r.account_id = a.id \
        where r.unit_id = $1 and a.disabled_at is null and r.role in ('worker', 'representative', 'manager') order by a.name, a.id limit 200";
    let rows: Vec<(Uuid, String)> = on!(tx, |c| sqlx::query_as(SQL).bind(unit.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, name)| (AccountId(id), name)).collect())
}

async fn works_there(tx: &mut Tx, unit: UnitId, account: AccountId) -> Result<bool, StoreError> {
    Ok(people(tx, unit).await?.iter().any(|(id, _)| *id == account))
}

/// Writes down who represents a unit.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown unit, or an account that does no case work there.
pub async fn add_appointment(
    tx: &mut Tx,
    who: Who,
    unit: UnitId,
    new: &AppointmentText,
) -> Result<AppointmentId, StoreError> {
    const SQL: &str = "insert into appointment (id, unit_id, kind, account_id, name, since, until, weekly_minutes, trained_on, updated_by, \
        updated_at) select $1, u.id, $3, $4, $5, $6, $7, $8, $9, $10, $11 from unit u where u.id = $2 and u.kind = 'unit'";
    if let Some(account) = new.account
        && !works_there(tx, unit, account).await?
    {
        return Err(StoreError::NotFound);
    }
    let id = AppointmentId(Uuid::now_v7());
    let made = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(unit.0)
        .bind(new.kind.code())
        .bind(new.account.map(|a| a.0))
        .bind(&new.name)
        .bind(new.since)
        .bind(new.until)
        .bind(new.weekly_minutes)
        .bind(new.trained_on)
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if made == 0 {
        return Err(StoreError::NotFound);
    }
    let entry = Entry::about("created", "appointment", Some(id.0)).detail(new.kind.code());
    audit::record(tx, who, entry).await?;
    Ok(id)
}

/// Saves a row if nobody else has since `version`. Whoever has left the unit may stay in the row, as history.
///
/// # Errors
/// [`StoreError::NotFound`] for a row of another unit, or a new account that does no case work there.
pub async fn save_appointment(
    tx: &mut Tx,
    who: Who,
    unit: UnitId,
    id: AppointmentId,
    version: i64,
    new: &AppointmentText,
) -> Result<Saved<AppointmentText>, StoreError> {
    const SQL: &str = "update appointment set kind = $3, account_id = $4, name = $5, since = $6, until = $7, weekly_minutes = $8, \
        trained_on = $9, updated_by = $10, updated_at = $11, version = version + 1 where id = $1 and version = $2";
    let current = appointment(tx, unit, id).await?;
    if let Some(account) = new.account
        && current.text.account != new.account
        && !works_there(tx, unit, account).await?
    {
        return Err(StoreError::NotFound);
    }
    if let Some(settled) = before_writing(versioned(current), version, new) {
        return Ok(settled);
    }
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(version)
        .bind(new.kind.code())
        .bind(new.account.map(|a| a.0))
        .bind(&new.name)
        .bind(new.since)
        .bind(new.until)
        .bind(new.weekly_minutes)
        .bind(new.trained_on)
        .bind(account(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        // On PostgreSQL somebody may have saved since the first look.
        let theirs = versioned(appointment(tx, unit, id).await?);
        return Ok(Saved::Conflict(Box::new(theirs)));
    }
    audit::record(tx, who, Entry::about("saved", "appointment", Some(id.0))).await?;
    Ok(Saved::Stored(version + 1))
}

fn versioned(row: Appointment) -> Versioned<AppointmentText> {
    Versioned {
        text: row.text,
        version: row.version,
        saved: row.saved,
    }
}

/// A unit with those who represent it on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitAppointments {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Its representatives; empty is a gap.
    pub representatives: Vec<Appointment>,
    /// Who steps in.
    pub deputies: Vec<Appointment>,
}

/// Who represents the units that somebody reads about, on a day; units by name.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn register(
    tx: &mut Tx,
    account: AccountId,
    day: NaiveDate,
) -> Result<Vec<UnitAppointments>, StoreError> {
    const UNITS: &str = concat!(
        "select distinct u.id, u.name from unit u join reach r on r.unit_id = u.id where r.account_id = $1 and u.kind = 'unit' ",
        "and r.role in ",
        readers!(),
        " order by u.name, u.id limit 200"
    );
    const ROWS: &str = concat!(
        appointment_where!("m.since <= $2 and (m.until is null or m.until >= $2) and m.unit_id in "),
        "(select r.unit_id from reach r where r.account_id = $1 and r.role in ",
        readers!(),
        ") order by m.since, m.id limit 2000"
    );
    let units: Vec<(Uuid, String)> = on!(tx, |c| sqlx::query_as(UNITS).bind(account.0).fetch_all(c).await)?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(ROWS)
        .bind(account.0)
        .bind(day)
        .fetch_all(c)
        .await)?;
    by_unit(units, rows)
}

/// Rows sorted into their units.
pub(super) fn by_unit(
    units: Vec<(Uuid, String)>,
    rows: Vec<Row>,
) -> Result<Vec<UnitAppointments>, StoreError> {
    let all: Vec<Appointment> = rows
        .into_iter()
        .map(Appointment::try_from)
        .collect::<Result<_, _>>()?;
    let of = |unit: UnitId, kind| -> Vec<Appointment> {
        all.iter()
            .filter(|a| a.unit == unit && a.text.kind == kind)
            .cloned()
            .collect()
    };
    Ok(units
        .into_iter()
        .map(|(id, name)| UnitAppointments {
            unit: UnitId(id),
            name,
            representatives: of(UnitId(id), AppointmentKind::Representative),
            deputies: of(UnitId(id), AppointmentKind::Deputy),
        })
        .collect())
}
