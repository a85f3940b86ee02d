//! Case files. Every list is scoped by the `reach` view: what the person's roles cover, and nothing else.

use chrono::{DateTime, Datelike, Utc};
use domain::access::Subject;
use domain::cases::CaseKind;
use domain::fold::fold;
use domain::ids::{AccountId, AssessmentId, CaseId, UnitId};
use domain::organisation::{AreaOfOperation, UnitPath};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

mod lists;

pub use lists::{After, CaseLine, MOST_COUNTED, PAGE, Whose, count_cases, list_cases};
pub(crate) use lists::{case_lines, far, reachable, visible};

/// A case file with the names that its page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The case.
    pub id: CaseId,
    /// Its number here, `2026-0417`.
    pub number: String,
    /// Whom it is about.
    pub kind: CaseKind,
    /// The unit that owns it.
    pub unit: UnitId,
    /// The unit's place in the tree.
    pub unit_path: UnitPath,
    /// The unit's name.
    pub unit_name: String,
    /// The unit's telephone.
    pub unit_phone: String,
    /// The unit's area of operation.
    pub area: AreaOfOperation,
    /// Whether standard assessments of the unit are signed by two.
    pub countersigns: bool,
    /// The worker who answers for it.
    pub owner: AccountId,
    /// That worker's name.
    pub owner_name: String,
    /// That worker's telephone.
    pub owner_phone: String,
    /// Number in the municipality's case system, or empty.
    pub reference: String,
    /// The name of the adult or child that it is about, or what a general decision is called.
    pub subject_name: String,
    /// Twelve digits, or empty.
    pub subject_number: String,
    /// What it is about.
    pub matter: String,
    /// Whether somebody in it has a protected identity.
    pub protected: bool,
    /// Optimistic version.
    pub version: i64,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
}

impl Case {
    /// What the permission rules look at.
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        Subject::Record {
            case: self.id,
            unit: &self.unit_path,
            owner: self.owner,
            protected: self.protected,
        }
    }
}

#[derive(FromRow)]
struct CaseRow {
    id: Uuid,
    number: String,
    kind: String,
    unit_id: Uuid,
    unit_path: String,
    unit_name: String,
    unit_phone: String,
    area: Option<String>,
    countersigns: bool,
    owner_id: Uuid,
    owner_name: String,
    owner_phone: String,
    reference: String,
    subject_name: String,
    subject_number: String,
    matter: String,
    protected: bool,
    version: i64,
    created_at: DateTime<Utc>,
}

impl TryFrom<CaseRow> for Case {
    type Error = StoreError;
    fn try_from(row: CaseRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: CaseId(row.id),
            number: row.number,
            kind: CaseKind::from_code(&row.kind).ok_or(StoreError::Corrupt("case_file.kind"))?,
            unit: UnitId(row.unit_id),
            unit_path: UnitPath(row.unit_path),
            unit_name: row.unit_name,
            unit_phone: row.unit_phone,
            area: row
                .area
                .as_deref()
                .and_then(AreaOfOperation::from_code)
                .ok_or(StoreError::Corrupt("unit.area"))?,
            countersigns: row.countersigns,
            owner: AccountId(row.owner_id),
            owner_name: row.owner_name,
            owner_phone: row.owner_phone,
            reference: row.reference,
            subject_name: row.subject_name,
            subject_number: row.subject_number,
            matter: row.matter,
            protected: row.protected,
            version: row.version,
            created_at: row.created_at,
        })
    }
}

/// A case to be opened. Everything is checked by then.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// Whom it is about.
    pub kind: CaseKind,
    /// The owning unit.
    pub unit: UnitId,
    /// The worker who answers for it.
    pub owner: AccountId,
    /// Number in the case system, or empty.
    pub reference: String,
    /// The name of the adult or child that it is about, or what a general decision is called.
    pub subject_name: String,
    /// Twelve digits, or empty.
    pub subject_number: String,
    /// What it is about.
    pub matter: String,
    /// Whether somebody in it has a protected identity.
    pub protected: bool,
}

/// Opens a case and gives it the year's next number.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn open_case(tx: &mut Tx, who: Who, new: &NewCase) -> Result<CaseId, StoreError> {
    const SQL: &str = "insert into case_file (id, number, unit_id, owner_id, reference, subject_name, subject_number, matter, protected, \
        search_reference, created_at, updated_at, kind) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)";
    let id = CaseId(Uuid::now_v7());
    let year = who.today.year();
    let number = format!("{year}-{:04}", next(tx, &format!("case {year}")).await?);
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(&number)
        .bind(new.unit.0)
        .bind(new.owner.0)
        .bind(&new.reference)
        .bind(&new.subject_name)
        .bind(&new.subject_number)
        .bind(&new.matter)
        .bind(new.protected)
        .bind(fold(&new.reference))
        .bind(who.now)
        .bind(new.kind.code())
        .execute(c)
        .await
        .map(|_| ()))?;
    keep_name(tx, id, id.0, &new.subject_name).await?;
    audit::record(
        tx,
        Who {
            unit: Some(new.unit),
            ..who
        },
        Entry::in_case("created", "case", id.0, id),
    )
    .await?;
    Ok(id)
}

/// Keeps the words by which a name is found, instead of those kept before: of the case itself, or of a child in it.
pub(crate) async fn keep_name(tx: &mut Tx, case: CaseId, object: Uuid, name: &str) -> Result<(), StoreError> {
    const FORGET: &str = "delete from name_word where object_id = $1";
    const SQL: &str =
        "insert into name_word (word, object_id, case_id) values ($1, $2, $3) on conflict do nothing";
    on!(tx, |c| sqlx::query(FORGET)
        .bind(object)
        .execute(c)
        .await
        .map(|_| ()))?;
    for word in fold(name).split(' ').filter(|word| !word.is_empty()) {
        on!(tx, |c| sqlx::query(SQL)
            .bind(word)
            .bind(object)
            .bind(case.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

async fn next(tx: &mut Tx, counter: &str) -> Result<i64, StoreError> {
    const SQL: &str = "insert into counter (name, value) values ($1, 1) \
        on conflict (name) do update set value = counter.value + 1 returning value";
    Ok(on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(counter)
        .fetch_one(c)
        .await)?)
}

const CASE_BY_ID: &str = "select k.id, k.number, k.kind, u.countersigns, k.unit_id, u.path as unit_path, u.name as unit_name, u.phone as unit_phone, u.area, \
    k.owner_id, a.name as owner_name, a.phone as owner_phone, k.reference, k.subject_name, k.subject_number, k.matter, k.protected, \
    k.version, k.created_at \
    from case_file k join unit u on u.id = k.unit_id join account a on a.id = k.owner_id where k.id = $1";

/// One case. The caller asks `may(…)` with [`Case::subject`] before anything of it is shown.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn case(tx: &mut Tx, id: CaseId) -> Result<Case, StoreError> {
    on!(tx, |c| sqlx::query_as::<_, CaseRow>(CASE_BY_ID)
        .bind(id.0)
        .fetch_one(c)
        .await)?
    .try_into()
}

/// The case that an assessment belongs to.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn case_of(tx: &mut Tx, assessment: AssessmentId) -> Result<Case, StoreError> {
    const SQL: &str = "select case_id from assessment where id = $1";
    let id: Uuid = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(assessment.0)
        .fetch_one(c)
        .await)?;
    case(tx, CaseId(id)).await
}

/// What may be changed of a case after it is opened.
#[derive(Clone, Debug)]
pub struct CaseChange {
    /// Number in the case system, or empty.
    pub reference: String,
    /// The name of the adult or child that it is about, or what a general decision is called.
    pub subject_name: String,
    /// Twelve digits, or empty.
    pub subject_number: String,
    /// What it is about.
    pub matter: String,
    /// Whether somebody in it has a protected identity.
    pub protected: bool,
}

/// Changes a case. It stays protected while one of its children is.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Stale`] when `version` is not the stored one.
pub async fn change_case(
    tx: &mut Tx,
    who: Who,
    id: CaseId,
    version: i64,
    change: &CaseChange,
) -> Result<(), StoreError> {
    const SQL: &str = "update case_file set reference = $3, subject_name = $4, subject_number = $5, matter = $6, \
        protected = case when exists (select 1 from child b where b.case_id = case_file.id and b.removed_at is null \
        and b.protected) then $10 else $7 end, \
        search_reference = $8, version = version + 1, updated_at = $9 where id = $1 and version = $2";
    hold(tx, id).await?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(version)
        .bind(&change.reference)
        .bind(&change.subject_name)
        .bind(&change.subject_number)
        .bind(&change.matter)
        .bind(change.protected)
        .bind(fold(&change.reference))
        .bind(who.now)
        .bind(true)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        case(tx, id).await?;
        return Err(StoreError::Stale);
    }
    keep_name(tx, id, id.0, &change.subject_name).await?;
    audit::record(tx, who, Entry::in_case("changed", "case", id.0, id)).await
}

/// Hands a case to another worker.
///
/// # Errors
/// [`StoreError::NotFound`] when the account may not work in the case's unit or is disabled.
pub async fn assign_case(tx: &mut Tx, who: Who, id: CaseId, to: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "update case_file set owner_id = $2, version = version + 1, updated_at = $3 where id = $1 and exists \
        (select 1 from reach r join account a on a.id = r.account_id where r.account_id = $2 and r.unit_id = case_file.unit_id \
         and r.role in ('worker', 'representative') and a.disabled_at is null)";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(to.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(StoreError::NotFound);
    }
    // Whoever reviews the log later wants to know who has had the case.
    let entry = Entry::in_case("assigned", "case", id.0, id);
    audit::record(tx, who, entry.detail(&to.to_string())).await
}

/// The workers who can answer for a case of this unit, by name.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn workers_of_unit(tx: &mut Tx, unit: UnitId) -> Result<Vec<(AccountId, String)>, StoreError> {
    const SQL: &str = "select distinct a.id, a.name from account a join reach r on r.account_id = a.id \
        where r.unit_id = $1 and r.role in ('worker', 'representative') and a.disabled_at is null order by a.name limit 200";
    let rows: Vec<(Uuid, String)> = on!(tx, |c| sqlx::query_as(SQL).bind(unit.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, name)| (AccountId(id), name)).collect())
}

/// Keeps everybody else from changing a case and its children until the transaction ends.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn hold(tx: &mut Tx, id: CaseId) -> Result<(), StoreError> {
    const SQL: &str = "update case_file set updated_at = updated_at where id = $1";
    let held = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if held == 0 {
        Err(StoreError::NotFound)
    } else {
        Ok(())
    }
}

/// Marks a case as touched, so that lists show the newest first, and keeps others from changing it until the transaction ends.
pub(crate) async fn touch(tx: &mut Tx, id: CaseId, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "update case_file set updated_at = $2 where id = $1";
    let touched = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if touched == 0 {
        Err(StoreError::NotFound)
    } else {
        Ok(())
    }
}
