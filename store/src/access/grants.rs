use chrono::NaiveDate;
use domain::access::{Actor, Grant, Role};
use domain::ids::{AccountId, UnitId};
use domain::organisation::UnitPath;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::delegations::holds;
use crate::error::StoreError;

/// A role with the branch it holds for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantedRole {
    /// The role.
    pub role: Role,
    /// The unit at the top of the branch.
    pub unit: UnitId,
    /// Its place in the tree.
    pub path: UnitPath,
    /// Its name.
    pub unit_name: String,
}

/// Gives a role for a unit and everything below it. Giving it again changes nothing.
///
/// # Errors
/// [`StoreError::Database`], also when the account or the unit does not exist.
pub async fn add_grant(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    role: Role,
    unit: UnitId,
) -> Result<(), StoreError> {
    const SQL: &str = "insert into role_grant (account_id, role, unit_id) values ($1, $2, $3) on conflict (account_id, role, unit_id) do nothing";
    let made = on!(tx, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(role.code())
        .bind(unit.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if made == 0 {
        return Ok(());
    }
    let who = Who {
        unit: Some(unit),
        ..who
    };
    audit::record(
        tx,
        who,
        Entry::about("role_granted", "account", Some(account.0)).detail(role.code()),
    )
    .await
}

/// Takes a role away; it no longer holds at the next request.
///
/// # Errors
/// [`StoreError::NotFound`] when the account has no such role there.
pub async fn remove_grant(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    role: Role,
    unit: UnitId,
) -> Result<(), StoreError> {
    const SQL: &str = "delete from role_grant where account_id = $1 and role = $2 and unit_id = $3";
    let gone = on!(tx, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(role.code())
        .bind(unit.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if gone == 0 {
        return Err(StoreError::NotFound);
    }
    let who = Who {
        unit: Some(unit),
        ..who
    };
    let entry = Entry::about("role_revoked", "account", Some(account.0));
    audit::record(tx, who, entry.detail(role.code())).await
}

/// Every role of an account, by unit name.
///
/// # Errors
/// [`StoreError::Corrupt`] when a stored role is unknown.
pub async fn grants(tx: &mut Tx, account: AccountId) -> Result<Vec<GrantedRole>, StoreError> {
    const SQL: &str = "select g.role, u.id, u.path, u.name from role_grant g join unit u on u.id = g.unit_id \
        where g.account_id = $1 order by u.name, g.role limit 500";
    let rows: Vec<(String, Uuid, String, String)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(account.0).fetch_all(c).await)?;
    granted(rows)
}

/// The units in which somebody reviews by delegation on a day.
async fn reviews(tx: &mut Tx, account: AccountId, today: NaiveDate) -> Result<Vec<UnitPath>, StoreError> {
    const SQL: &str = concat!(
        "select distinct u.path from delegation d join unit u on u.id = d.unit_id where d.account_id = $1 and ",
        holds!(),
        " order by u.path limit 100"
    );
    let paths: Vec<String> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(account.0)
        .bind(today)
        .fetch_all(c)
        .await)?;
    Ok(paths.into_iter().map(UnitPath).collect())
}

fn granted(rows: Vec<(String, Uuid, String, String)>) -> Result<Vec<GrantedRole>, StoreError> {
    rows.into_iter()
        .map(|(role, unit, path, unit_name)| {
            let role = Role::from_code(&role).ok_or(StoreError::Corrupt("role_grant.role"))?;
            Ok(GrantedRole {
                role,
                unit: UnitId(unit),
                path: UnitPath(path),
                unit_name,
            })
        })
        .collect()
}

/// The account as permissions see it on a day. What stands open to it in an emergency hangs on the time and is added for a session.
///
/// # Errors
/// As [`grants`].
pub async fn actor(tx: &mut Tx, account: AccountId, today: NaiveDate) -> Result<Actor, StoreError> {
    let grants = grants(tx, account).await?;
    actor_of(tx, account, &grants, today).await
}

pub(super) async fn actor_of(
    tx: &mut Tx,
    account: AccountId,
    grants: &[GrantedRole],
    today: NaiveDate,
) -> Result<Actor, StoreError> {
    let grants = grants
        .iter()
        .map(|g| Grant {
            role: g.role,
            branch: g.path.clone(),
        })
        .collect();
    Ok(Actor {
        account,
        grants,
        reviews: reviews(tx, account, today).await?,
        emergencies: Vec::new(),
    })
}
