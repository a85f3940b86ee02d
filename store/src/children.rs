//! The children of a case and their guardians.

use chrono::NaiveDate;
use domain::cases::{ChildForm, Guardian, GuardianRole, IdentityNumber};
use domain::ids::{CaseId, ChildId, GuardianId};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::cases::{keep_name, touch};
use crate::db::{Tx, Who, on, refusal};
use crate::error::StoreError;
use crate::figures;

/// The most children of one case.
pub const MAX_CHILDREN: i64 = 20;
/// The most guardians of one case.
pub const MAX_GUARDIANS: i64 = 20;

const IN_CASE: &str = "select count(*) from child where id = $1 and case_id = $2 and removed_at is null";

/// A child as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// The child.
    pub id: ChildId,
    /// Its case.
    pub case: CaseId,
    /// Its place in the case, from 1. Stays when another child is removed.
    pub position: i64,
    /// Date of birth.
    pub born_on: Option<NaiveDate>,
    /// Everything that was typed.
    pub form: ChildForm,
    /// Its guardians, by name.
    pub guardians: Vec<Guardian>,
    /// Optimistic version.
    pub version: i64,
}

#[derive(FromRow)]
struct ChildRow {
    id: Uuid,
    case_id: Uuid,
    position: i64,
    born_on: Option<NaiveDate>,
    form: Json<ChildForm>,
    version: i64,
}

impl ChildRow {
    fn with(self, guardians: Vec<Guardian>) -> Child {
        Child {
            id: ChildId(self.id),
            case: CaseId(self.case_id),
            position: self.position,
            born_on: self.born_on,
            form: self.form.0,
            guardians,
            version: self.version,
        }
    }
}

fn digits(form: &ChildForm, today: NaiveDate) -> String {
    IdentityNumber::parse(&form.number, today)
        .map(|n| n.digits().to_owned())
        .unwrap_or_default()
}

/// Adds a child to a case.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown case; [`StoreError::State`] when the case has [`MAX_CHILDREN`] already.
pub async fn add_child(tx: &mut Tx, who: Who, case: CaseId, form: &ChildForm) -> Result<ChildId, StoreError> {
    const POSITION: &str = "select coalesce(max(position), 0) from child where case_id = $1";
    const SQL: &str = "insert into child (id, case_id, position, name, number, born_on, form, protected, created_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    // First, because it locks the case: two at a time must not get the same place.
    touch(tx, case, who.now).await?;
    let last: i64 = on!(tx, |c| sqlx::query_scalar(POSITION)
        .bind(case.0)
        .fetch_one(c)
        .await)?;
    if last >= MAX_CHILDREN {
        return Err(StoreError::State);
    }
    let id = ChildId(Uuid::now_v7());
    let today = who.today;
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(last + 1)
        .bind(&form.name)
        .bind(digits(form, today))
        .bind(form.born_on(today))
        .bind(Json(form))
        .bind(form.protected)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    keep_name(tx, case, id.0, &form.name).await?;
    protect(tx, case).await?;
    audit::record(tx, who, Entry::in_case("created", "child", id.0, case)).await?;
    Ok(id)
}

/// Whether a signed assessment speaks of the case's children. From then on none is taken out of the case; what a signed document says
/// of them is kept with the signature, so their details may change.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn settled(tx: &mut Tx, case: CaseId) -> Result<bool, StoreError> {
    const SQL: &str = "select count(*) from assessment where case_id = $1 and depth <> 'screening' and status in ('signed', 'closed')";
    let signed: i64 = on!(tx, |c| sqlx::query_scalar(SQL).bind(case.0).fetch_one(c).await)?;
    Ok(signed > 0)
}

/// Protects a case in which a child has a protected identity. Its version rises, so that a form drawn before does not undo it.
async fn protect(tx: &mut Tx, case: CaseId) -> Result<(), StoreError> {
    const SQL: &str = "update case_file set protected = $2, version = version + 1 where id = $1 and not protected \
        and exists (select 1 from child where case_id = $1 and removed_at is null and protected)";
    on!(tx, |c| sqlx::query(SQL)
        .bind(case.0)
        .bind(true)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Changes a child.
///
/// # Errors
/// [`StoreError::NotFound`] for a child of another case or one taken out; [`StoreError::Stale`] when `version` is not the stored one.
pub async fn change_child(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    id: ChildId,
    version: i64,
    form: &ChildForm,
) -> Result<(), StoreError> {
    const SQL: &str = "update child set name = $4, number = $5, born_on = $6, form = $7, protected = $8, \
        version = version + 1 where id = $1 and case_id = $2 and version = $3 and removed_at is null";
    let today = who.today;
    touch(tx, case, who.now).await?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(version)
        .bind(&form.name)
        .bind(digits(form, today))
        .bind(form.born_on(today))
        .bind(Json(form))
        .bind(form.protected)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(refusal(tx, IN_CASE, [id.0, case.0], StoreError::Stale).await);
    }
    keep_name(tx, case, id.0, &form.name).await?;
    protect(tx, case).await?;
    audit::record(tx, who, Entry::in_case("changed", "child", id.0, case)).await?;
    figures::refresh_case(tx, case).await
}

/// Takes a child out of a case again, or puts it back. Only while nothing that is signed speaks of it.
///
/// # Errors
/// [`StoreError::State`] when a signed assessment of the case exists.
pub async fn set_removed(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    id: ChildId,
    removed: bool,
) -> Result<(), StoreError> {
    const SQL: &str =
        "update child set removed_at = $3, version = version + 1 where id = $1 and case_id = $2";
    touch(tx, case, who.now).await?;
    if settled(tx, case).await? {
        return Err(StoreError::State);
    }
    let at = removed.then_some(who.now);
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(StoreError::NotFound);
    }
    protect(tx, case).await?;
    audit::record(
        tx,
        who,
        Entry::in_case(if removed { "removed" } else { "restored" }, "child", id.0, case),
    )
    .await
}

/// The children of a case in order, with their guardians.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn children(tx: &mut Tx, case: CaseId) -> Result<Vec<Child>, StoreError> {
    const SQL: &str = "select id, case_id, position, born_on, form, version from child \
        where case_id = $1 and removed_at is null order by position limit 50";
    const LINKS: &str = "select cg.child_id, g.id, g.name, g.role from child_guardian cg join guardian g on g.id = cg.guardian_id \
        where g.case_id = $1 order by g.role desc, g.name limit 400";
    let rows: Vec<ChildRow> = on!(tx, |c| sqlx::query_as(SQL).bind(case.0).fetch_all(c).await)?;
    let links: Vec<(Uuid, Uuid, String, String)> =
        on!(tx, |c| sqlx::query_as(LINKS).bind(case.0).fetch_all(c).await)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let guardians = links
                .iter()
                .filter(|(child, ..)| *child == row.id)
                .map(|(_, id, name, role)| guardian(*id, name, role))
                .collect();
            row.with(guardians)
        })
        .collect())
}

fn guardian(id: Uuid, name: &str, role: &str) -> Guardian {
    Guardian {
        id: GuardianId(id),
        name: name.to_owned(),
        role: GuardianRole::from_code(role),
    }
}

/// The guardians of a case, the party first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn guardians(tx: &mut Tx, case: CaseId) -> Result<Vec<Guardian>, StoreError> {
    const SQL: &str =
        "select id, name, role from guardian where case_id = $1 order by role desc, name limit 60";
    let rows: Vec<(Uuid, String, String)> = on!(tx, |c| sqlx::query_as(SQL).bind(case.0).fetch_all(c).await)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, role)| guardian(id, &name, &role))
        .collect())
}

/// Adds a guardian to a case.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown case; [`StoreError::State`] when the case has [`MAX_GUARDIANS`].
pub async fn add_guardian(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    name: &str,
    role: GuardianRole,
) -> Result<GuardianId, StoreError> {
    const SQL: &str =
        "insert into guardian (id, case_id, name, role) select $1, id, $3, $4 from case_file where id = $2";
    const COUNT: &str = "select count(*) from guardian where case_id = $1";
    touch(tx, case, who.now).await?;
    let count: i64 = on!(tx, |c| sqlx::query_scalar(COUNT).bind(case.0).fetch_one(c).await)?;
    if count >= MAX_GUARDIANS {
        return Err(StoreError::State);
    }
    let id = GuardianId(Uuid::now_v7());
    let added = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(name)
        .bind(role.code())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if added == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::in_case("created", "guardian", id.0, case)).await?;
    Ok(id)
}

/// Says which guardians a child has; guardians of other cases are ignored.
///
/// # Errors
/// [`StoreError::NotFound`] for a child of another case.
pub async fn set_guardians(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    child: ChildId,
    guardians: &[GuardianId],
) -> Result<(), StoreError> {
    const CLEAR: &str =
        "delete from child_guardian where child_id in (select id from child where id = $1 and case_id = $2)";
    const SQL: &str = "insert into child_guardian (child_id, guardian_id) select c.id, g.id from child c join guardian g on g.case_id = c.case_id \
        where c.id = $1 and g.id = $2 and c.case_id = $3 on conflict do nothing";
    let known: i64 = on!(tx, |c| sqlx::query_scalar(IN_CASE)
        .bind(child.0)
        .bind(case.0)
        .fetch_one(c)
        .await)?;
    if known == 0 {
        return Err(StoreError::NotFound);
    }
    on!(tx, |c| sqlx::query(CLEAR)
        .bind(child.0)
        .bind(case.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    for guardian in guardians {
        on!(tx, |c| sqlx::query(SQL)
            .bind(child.0)
            .bind(guardian.0)
            .bind(case.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    audit::record(tx, who, Entry::in_case("guardians", "child", child.0, case)).await
}
