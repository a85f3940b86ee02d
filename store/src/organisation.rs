//! Units: a tree of municipality, districts and units.

use chrono::{DateTime, Utc};
use domain::ids::{AccountId, UnitId};
use domain::organisation::{AreaOfOperation, UnitPath};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The unit.
    pub id: UnitId,
    /// Its place in the tree.
    pub path: UnitPath,
    /// Its area of operation; districts and the municipality have none.
    pub area: Option<AreaOfOperation>,
    /// Its name.
    pub name: String,
    /// Where to reach it.
    pub phone: String,
    /// Whether its standard assessments are signed by two.
    pub countersigns: bool,
}

#[derive(FromRow)]
struct UnitRow {
    id: Uuid,
    path: String,
    area: Option<String>,
    name: String,
    phone: String,
    countersigns: bool,
}

impl From<UnitRow> for Unit {
    fn from(row: UnitRow) -> Self {
        Self {
            id: UnitId(row.id),
            path: UnitPath(row.path),
            area: row.area.as_deref().and_then(AreaOfOperation::from_code),
            name: row.name,
            phone: row.phone,
            countersigns: row.countersigns,
        }
    }
}

/// A unit to be made.
#[derive(Clone, Debug)]
pub struct NewUnit<'a> {
    /// The unit above; `None` for the municipality.
    pub parent: Option<&'a Unit>,
    /// `municipality`, `district` or `unit`.
    pub kind: &'a str,
    /// The area, for a unit.
    pub area: Option<AreaOfOperation>,
    /// The name.
    pub name: &'a str,
    /// Where to reach it.
    pub phone: &'a str,
}

/// Makes a unit, without a word to the trail: for the demo and for tests. [`found_unit`] is for everybody else.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn add_unit(tx: &mut Tx, new: &NewUnit<'_>, now: DateTime<Utc>) -> Result<Unit, StoreError> {
    const SQL: &str = "insert into unit (id, parent_id, path, kind, area, name, phone, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let id = UnitId(Uuid::now_v7());
    let above = new.parent.map_or("/", |p| p.path.0.as_str());
    let unit = Unit {
        id,
        path: UnitPath(format!("{above}{}/", id.0.simple())),
        area: new.area,
        name: new.name.to_owned(),
        phone: new.phone.to_owned(),
        countersigns: false,
    };
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(new.parent.map(|p| p.id.0))
        .bind(&unit.path.0)
        .bind(new.kind)
        .bind(new.area.map(AreaOfOperation::code))
        .bind(new.name)
        .bind(new.phone)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(unit)
}

/// Makes a unit and tells the trail.
///
/// # Errors
/// As [`add_unit`].
pub async fn found_unit(tx: &mut Tx, who: Who, new: &NewUnit<'_>) -> Result<Unit, StoreError> {
    let unit = add_unit(tx, new, who.now).await?;
    let who = Who {
        unit: Some(unit.id),
        ..who
    };
    audit::record(tx, who, Entry::about("created", "unit", Some(unit.id.0))).await?;
    Ok(unit)
}

/// Changes a unit's name and telephone. What is signed already keeps what it said.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn change_unit(
    tx: &mut Tx,
    who: Who,
    unit: UnitId,
    name: &str,
    phone: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "update unit set name = $2, phone = $3 where id = $1";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(unit.0)
        .bind(name)
        .bind(phone)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(StoreError::NotFound);
    }
    let who = Who {
        unit: Some(unit),
        ..who
    };
    audit::record(tx, who, Entry::about("changed", "unit", Some(unit.0))).await
}

const COLUMNS_BY_ID: &str = "select id, path, area, name, phone, countersigns from unit where id = $1";

/// One unit.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn unit(tx: &mut Tx, id: UnitId) -> Result<Unit, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as::<_, UnitRow>(COLUMNS_BY_ID)
        .bind(id.0)
        .fetch_one(c)
        .await)?
    .into())
}

/// The unit at a place in the tree, or `None`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn unit_at(tx: &mut Tx, path: &UnitPath) -> Result<Option<Unit>, StoreError> {
    const SQL: &str = "select id, path, area, name, phone, countersigns from unit where path = $1";
    Ok(on!(tx, |c| sqlx::query_as::<_, UnitRow>(SQL)
        .bind(&path.0)
        .fetch_optional(c)
        .await)?
    .map(Unit::from))
}

/// Every unit, by path.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn units(tx: &mut Tx) -> Result<Vec<Unit>, StoreError> {
    const SQL: &str = "select id, path, area, name, phone, countersigns from unit order by path limit 2000";
    Ok(on!(tx, |c| sqlx::query_as::<_, UnitRow>(SQL).fetch_all(c).await)?
        .into_iter()
        .map(Unit::from)
        .collect())
}

/// The units in which a person does case work as worker or representative, by name.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn units_worked_in(tx: &mut Tx, account: AccountId) -> Result<Vec<Unit>, StoreError> {
    const SQL: &str = "select distinct u.id, u.path, u.area, u.name, u.phone, u.countersigns from unit u join reach r on r.unit_id = u.id \
        where r.account_id = $1 and r.role in ('worker', 'representative') and u.kind = 'unit' order by u.name limit 200";
    Ok(on!(tx, |c| sqlx::query_as::<_, UnitRow>(SQL)
        .bind(account.0)
        .fetch_all(c)
        .await)?
    .into_iter()
    .map(Unit::from)
    .collect())
}

/// The units whose settings somebody answers for as manager, by name.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn units_managed(tx: &mut Tx, account: AccountId) -> Result<Vec<Unit>, StoreError> {
    const SQL: &str = "select distinct u.id, u.path, u.area, u.name, u.phone, u.countersigns from unit u join reach r on r.unit_id = u.id \
        where r.account_id = $1 and r.role = 'manager' and u.kind = 'unit' order by u.name limit 200";
    Ok(on!(tx, |c| sqlx::query_as::<_, UnitRow>(SQL)
        .bind(account.0)
        .fetch_all(c)
        .await)?
    .into_iter()
    .map(Unit::from)
    .collect())
}

/// What somebody follows as coordinator, by name: the units, or the districts and the municipality above them.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn units_followed(
    tx: &mut Tx,
    account: AccountId,
    above_units: bool,
) -> Result<Vec<Unit>, StoreError> {
    const UNITS: &str = "select distinct u.id, u.path, u.area, u.name, u.phone, u.countersigns from unit u join reach r on r.unit_id = u.id \
        where r.account_id = $1 and r.role = 'coordinator' and u.kind = 'unit' order by u.name limit 200";
    const ABOVE: &str = "select distinct u.id, u.path, u.area, u.name, u.phone, u.countersigns from unit u join reach r on r.unit_id = u.id \
        where r.account_id = $1 and r.role = 'coordinator' and u.kind <> 'unit' order by u.name limit 200";
    let sql = if above_units { ABOVE } else { UNITS };
    Ok(on!(tx, |c| sqlx::query_as::<_, UnitRow>(sql)
        .bind(account.0)
        .fetch_all(c)
        .await)?
    .into_iter()
    .map(Unit::from)
    .collect())
}

/// The units in which somebody has a role, whichever, by name.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn units_reached(tx: &mut Tx, account: AccountId) -> Result<Vec<Unit>, StoreError> {
    const SQL: &str = "select distinct u.id, u.path, u.area, u.name, u.phone, u.countersigns from unit u join reach r on r.unit_id = u.id \
        where r.account_id = $1 and u.kind = 'unit' order by u.name limit 200";
    Ok(on!(tx, |c| sqlx::query_as::<_, UnitRow>(SQL)
        .bind(account.0)
        .fetch_all(c)
        .await)?
    .into_iter()
    .map(Unit::from)
    .collect())
}

/// Says whether a unit's standard assessments are signed by two. What is signed already stays as it is.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn set_countersigns(tx: &mut Tx, who: Who, unit: UnitId, two: bool) -> Result<(), StoreError> {
    const SQL: &str = "update unit set countersigns = $2 where id = $1";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(unit.0)
        .bind(two)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(StoreError::NotFound);
    }
    let detail = if two { "two" } else { "one" };
    audit::record(
        tx,
        who,
        Entry::about("countersigning", "unit", Some(unit.0)).detail(detail),
    )
    .await
}
