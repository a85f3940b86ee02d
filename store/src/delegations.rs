//! Who may review and countersign in a unit besides its manager. Granted by the manager, for a time, with a reference to the decision;
//! every row stays.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, DelegationId, UnitId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most delegations that may be in force in a unit at a time.
pub const MAX_IN_FORCE: i64 = 20;

/// A delegation as it stands in the list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Delegation {
    /// The delegation.
    #[sqlx(try_from = "Uuid")]
    pub id: DelegationId,
    /// To whom.
    pub name: String,
    /// First day.
    pub since: NaiveDate,
    /// Last day; none where it holds until it is revoked.
    pub until: Option<NaiveDate>,
    /// The decision that it rests on.
    pub reference: String,
    /// Who granted it.
    pub granted_by: String,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A delegation to be granted.
#[derive(Clone, Debug)]
pub struct NewDelegation {
    /// The unit.
    pub unit: UnitId,
    /// To whom.
    pub to: AccountId,
    /// First day.
    pub since: NaiveDate,
    /// Last day.
    pub until: Option<NaiveDate>,
    /// The decision that it rests on.
    pub reference: String,
}

/// Whether delegation `d` holds on day `$2`. Who no longer does case work in the unit does not review there either.
macro_rules! holds {
    () => {
        "d.since <= $2 and (d.until is null or d.until >= $2) and d.revoked_at is null and exists (select 1 from reach r \
         where r.account_id = d.account_id and r.unit_id = d.unit_id and r.role in ('worker', 'representative', 'manager'))"
    };
}
pub(crate) use holds;

/// Grants a delegation to somebody who does case work in the unit.
///
/// # Errors
/// [`StoreError::NotFound`] when the person does no case work there; [`StoreError::State`] when the unit has [`MAX_IN_FORCE`].
pub async fn grant(tx: &mut Tx, who: Who, new: &NewDelegation) -> Result<DelegationId, StoreError> {
    const COUNT: &str = "select count(*) from delegation where unit_id = $1 and revoked_at is null and (until is null or until >= $2)";
    const SQL: &str = "insert into delegation (id, unit_id, account_id, since, until, reference, granted_by, created_at) \
        select $1, u.id, a.id, $4, $5, $6, $7, $8 from unit u join reach r on r.unit_id = u.id join account a on a.id = r.account_id \
        where u.id = $2 and a.id = $3 and a.disabled_at is null and r.role in ('worker', 'representative', 'manager') limit 1";
    let count: i64 = on!(tx, |c| sqlx::query_scalar(COUNT)
        .bind(new.unit.0)
        .bind(who.today)
        .fetch_one(c)
        .await)?;
    if count >= MAX_IN_FORCE {
        return Err(StoreError::State);
    }
    let id = DelegationId(Uuid::now_v7());
    let made = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(new.unit.0)
        .bind(new.to.0)
        .bind(new.since)
        .bind(new.until)
        .bind(&new.reference)
        .bind(who.account.map_or_else(Uuid::nil, |a| a.0))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if made == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::about("granted", "delegation", Some(id.0))).await?;
    Ok(id)
}

/// Revokes a delegation from now on.
///
/// # Errors
/// [`StoreError::NotFound`] for one of another unit, or one that is revoked already.
pub async fn revoke(tx: &mut Tx, who: Who, unit: UnitId, id: DelegationId) -> Result<(), StoreError> {
    const SQL: &str = "update delegation set revoked_at = $3, revoked_by = $4 where id = $1 and unit_id = $2 and revoked_at is null";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(unit.0)
        .bind(who.now)
        .bind(who.account.map(|a| a.0))
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::about("revoked", "delegation", Some(id.0))).await
}

/// Somebody who can be given a delegation.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Candidate {
    /// The account.
    #[sqlx(try_from = "Uuid")]
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The title at work; may be empty.
    pub title: String,
}

/// Whom somebody is offered to give a delegation in a unit: everybody else who does case work there, by name.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn candidates(tx: &mut Tx, unit: UnitId, granter: AccountId) -> Result<Vec<Candidate>, StoreError> {
    const SQL: &str = "select distinct a.id, a.name, a.title from account a join reach r on r.account_id = a.id \
        where r.unit_id = $1 and a.id <> $2 and a.disabled_at is null and r.role in ('worker', 'representative', 'manager') \
        order by a.name, a.id limit 200";
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(unit.0)
        .bind(granter.0)
        .fetch_all(c)
        .await)?)
}

/// The delegations of a unit, the newest first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn of_unit(tx: &mut Tx, unit: UnitId) -> Result<Vec<Delegation>, StoreError> {
    const SQL: &str = "select d.id, a.name, d.since, d.until, d.reference, b.name as granted_by, d.revoked_at from delegation d \
        join account a on a.id = d.account_id join account b on b.id = d.granted_by \
        where d.unit_id = $1 order by d.created_at desc, d.id desc limit 200";
    Ok(on!(tx, |c| sqlx::query_as(SQL).bind(unit.0).fetch_all(c).await)?)
}

/// The delegation by which somebody may review in a unit on a day, if there is one.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn in_force(
    tx: &mut Tx,
    account: AccountId,
    unit: UnitId,
    today: NaiveDate,
) -> Result<Option<DelegationId>, StoreError> {
    const SQL: &str = concat!(
        "select d.id from delegation d where d.account_id = $1 and d.unit_id = $3 and ",
        holds!(),
        " order by d.created_at, d.id limit 1"
    );
    let id: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(account.0)
        .bind(today)
        .bind(unit.0)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(DelegationId))
}
