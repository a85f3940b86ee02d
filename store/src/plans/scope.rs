use domain::access::Role;
use domain::ids::{AccountId, UnitId};
use domain::organisation::UnitPath;
use uuid::Uuid;

use crate::db::{Tx, on};
use crate::error::StoreError;

/// Whose plans, representatives and training are read: the roles of `Action::ReadPlan`, as in `r.role in (…)`.
macro_rules! readers {
    () => {
        "('worker', 'representative', 'manager', 'coordinator')"
    };
}
pub(super) use readers;

/// The units at or below a place in the tree, by name, at most 200.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn units_below(tx: &mut Tx, branch: &UnitPath) -> Result<Vec<(UnitId, String)>, StoreError> {
    const SQL: &str = "select u.id, u.name from unit u where substr(u.path, 1, length(cast($1 as text))) = $1 and u.kind = 'unit' \
        order by u.name, u.id limit 200";
    let rows: Vec<(Uuid, String)> = on!(tx, |c| sqlx::query_as(SQL).bind(&branch.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, name)| (UnitId(id), name)).collect())
}

/// The tops of the branches for which somebody has a role: id and name, by name.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn branches(
    tx: &mut Tx,
    account: AccountId,
    role: Role,
) -> Result<Vec<(UnitId, String)>, StoreError> {
    const SQL: &str = "select u.id, u.name from role_grant g join unit u on u.id = g.unit_id where g.account_id = $1 and g.role = $2 \
        order by u.name, u.id limit 50";
    let rows: Vec<(Uuid, String)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(role.code())
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(|(id, name)| (UnitId(id), name)).collect())
}
