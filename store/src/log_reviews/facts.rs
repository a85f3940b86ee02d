use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::audit::CaseFacts;
use domain::ids::{AccountId, CaseId, UnitId};
use uuid::Uuid;

use crate::db::{Tx, on};
use crate::error::StoreError;

/// What the rules need to know of a case; `None` where it is purged. `reviewers` are those of its unit.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn case_facts(
    tx: &mut Tx,
    case: CaseId,
    reviewers: &BTreeSet<AccountId>,
) -> Result<Option<CaseFacts>, StoreError> {
    const CASE: &str = "select owner_id, kind, subject_name, protected from case_file where id = $1";
    const NAMES: &str = "select name from child where case_id = $1 and removed_at is null \
        union all select name from guardian where case_id = $1 limit 200";
    // Nobody changes anything of a case that is not theirs, so whoever did has had it or reviewed it.
    const WORKED: &str = "select distinct account_id from audit where case_id = $1 and account_id is not null \
        and action not in ('read', 'opened_protected') \
        and object_kind in ('case', 'child', 'guardian', 'assessment', 'section', 'note', 'measure', 'letter', 'attachment', \
        'review', 'annotation', 'disclosure') limit 500";
    const ASSIGNED: &str = "select detail from audit where case_id = $1 and action = 'assigned' and object_kind = 'case' limit 500";
    let found: Option<(Uuid, String, String, bool)> =
        on!(tx, |c| sqlx::query_as(CASE).bind(case.0).fetch_optional(c).await)?;
    let Some((owner, kind, subject, protected)) = found else {
        return Ok(None);
    };
    let mut names: Vec<String> = on!(tx, |c| sqlx::query_scalar(NAMES).bind(case.0).fetch_all(c).await)?;
    // What a general decision is called is nobody's name.
    if kind != "general" {
        names.push(subject);
    }
    let worked: Vec<Uuid> = on!(tx, |c| sqlx::query_scalar(WORKED).bind(case.0).fetch_all(c).await)?;
    let assigned: Vec<String> = on!(tx, |c| sqlx::query_scalar(ASSIGNED)
        .bind(case.0)
        .fetch_all(c)
        .await)?;
    let mut with_role = reviewers.clone();
    with_role.insert(AccountId(owner));
    with_role.extend(worked.into_iter().map(AccountId));
    with_role.extend(assigned.iter().filter_map(|id| id.parse::<AccountId>().ok()));
    Ok(Some(CaseFacts {
        names,
        with_role,
        protected,
    }))
}

/// Who manages a unit, itself or from above.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn managers(tx: &mut Tx, unit: UnitId) -> Result<BTreeMap<AccountId, String>, StoreError> {
    const SQL: &str = "select distinct a.id, a.name from reach r join account a on a.id = r.account_id \
        where r.unit_id = $1 and r.role = 'manager' and a.disabled_at is null order by a.name limit 200";
    let found: Vec<(Uuid, String)> = on!(tx, |c| sqlx::query_as(SQL).bind(unit.0).fetch_all(c).await)?;
    Ok(found
        .into_iter()
        .map(|(id, name)| (AccountId(id), name))
        .collect())
}

/// Who manages a unit, or reviewed in it by delegation on one of these days.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn reviewers(
    tx: &mut Tx,
    unit: UnitId,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<BTreeSet<AccountId>, StoreError> {
    const SQL: &str = "select distinct account_id from delegation where unit_id = $1 and since <= $3 \
        and (until is null or until >= $2) limit 500";
    let delegates: Vec<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(unit.0)
        .bind(first)
        .bind(last)
        .fetch_all(c)
        .await)?;
    let mut found: BTreeSet<AccountId> = managers(tx, unit).await?.into_keys().collect();
    found.extend(delegates.into_iter().map(AccountId));
    Ok(found)
}

/// The names of these people.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn names(
    tx: &mut Tx,
    accounts: &BTreeSet<AccountId>,
) -> Result<BTreeMap<AccountId, String>, StoreError> {
    const SQL: &str = "select name from account where id = $1";
    let mut found = BTreeMap::new();
    for account in accounts {
        let name: Option<String> = on!(tx, |c| sqlx::query_scalar(SQL)
            .bind(account.0)
            .fetch_optional(c)
            .await)?;
        found.extend(name.map(|name| (*account, name)));
    }
    Ok(found)
}
