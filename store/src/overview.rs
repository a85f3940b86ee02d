//! What waits for somebody. Work lists are by task, date and owner.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, AssessmentId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::db::{Tx, on};
use crate::delegations::holds;
use crate::error::StoreError;

/// The most lines of each list.
const MOST: i64 = 50;

/// An assessment that is not signed yet.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct DraftLine {
    /// The assessment.
    #[sqlx(try_from = "Uuid")]
    pub id: AssessmentId,
    /// The case's number.
    pub number: String,
    /// What it is about; empty where somebody in the case has a protected identity.
    pub matter: String,
    /// Who answers for it.
    pub owner_name: String,
    /// The state's code: a draft, sent back, or with the reviewer.
    pub state: String,
    /// When something was saved last.
    pub updated_at: DateTime<Utc>,
}

/// Something with a day on which it is due.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct DueLine {
    /// The assessment.
    #[sqlx(try_from = "Uuid")]
    pub id: AssessmentId,
    /// What is due: the letter, the measure or the assessment itself.
    pub object: Uuid,
    /// The case's number.
    pub number: String,
    /// What it is about; empty where somebody in the case has a protected identity.
    pub matter: String,
    /// Who answers for it.
    pub owner_name: String,
    /// The day.
    pub due_on: NaiveDate,
    /// A state's code.
    pub state: String,
}

/// Whose tasks are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Those of the person's own cases.
    Worker,
    /// Those of all cases in the units that the person manages.
    Manager,
}

/// Everything that waits is little and has an index of its own, so it is found first and the person's part of it taken then.
/// Left to themselves, both engines begin with every case of the person's units.
macro_rules! scoped {
    ($waiting:literal, worker, $columns:literal, $order:literal) => {
        concat!(
            "with waiting as materialized (",
            $waiting,
            ") select ",
            $columns,
            " from waiting where owner_id = $1 and unit_id in (select unit_id from reach where account_id = $1) order by ",
            $order,
            " limit $2"
        )
    };
    ($waiting:literal, manager, $columns:literal, $order:literal) => {
        concat!(
            "with waiting as materialized (",
            $waiting,
            ") select ",
            $columns,
            " from waiting where unit_id in (select unit_id from reach where account_id = $1 and role = 'manager') order by ",
            $order,
            " limit $2"
        )
    };
}

macro_rules! both_scopes {
    ($of:expr, $waiting:literal, $columns:literal, $order:literal) => {{
        const WORKER: &str = scoped!($waiting, worker, $columns, $order);
        const MANAGER: &str = scoped!($waiting, manager, $columns, $order);
        match $of {
            Of::Worker => WORKER,
            Of::Manager => MANAGER,
        }
    }};
}

/// What has a day, the most urgent first.
macro_rules! due {
    ($of:expr, $waiting:literal) => {
        both_scopes!(
            $of,
            $waiting,
            "id, object, number, matter, owner_name, due_on, state",
            "due_on, object"
        )
    };
}

/// Assessments that are not signed yet: those that were sent back first, then drafts, then those that are being reviewed; in each
/// group the one that was touched last first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn drafts(tx: &mut Tx, account: AccountId, of: Of) -> Result<Vec<DraftLine>, StoreError> {
    let sql = both_scopes!(
        of,
        "select s.id, k.number, case when k.protected then '' else s.matter end as matter, a.name as owner_name, s.status as state, k.updated_at, k.owner_id, k.unit_id from assessment s \
         join case_file k on k.id = s.case_id join account a on a.id = k.owner_id where s.status in ('draft', 'submitted', 'returned')",
        "id, number, matter, owner_name, state, updated_at",
        "case state when 'returned' then 0 when 'draft' then 1 else 2 end, updated_at desc, id"
    );
    Ok(on!(tx, |c| sqlx::query_as(sql)
        .bind(account.0)
        .bind(MOST)
        .fetch_all(c)
        .await)?)
}

/// Submitted assessments that somebody may review: in units that the person manages or reviews in by delegation, never their own
/// cases. The longest waiting first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn to_review(
    tx: &mut Tx,
    account: AccountId,
    today: NaiveDate,
) -> Result<Vec<DraftLine>, StoreError> {
    const SQL: &str = concat!(
        "select s.id, k.number, case when k.protected then '' else s.matter end as matter, a.name as owner_name, s.status as state, s.submitted_at as updated_at ",
        "from assessment s join case_file k on k.id = s.case_id join account a on a.id = k.owner_id ",
        "where s.status in ('draft', 'submitted', 'returned') and s.status = 'submitted' and k.owner_id <> $1 and s.submitted_by <> $1 and (k.unit_id in ",
        "(select unit_id from reach where account_id = $1 and role = 'manager') or k.unit_id in ",
        "(select d.unit_id from delegation d where d.account_id = $1 and ",
        holds!(),
        ")) order by s.submitted_at, s.id limit $3"
    );
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(today)
        .bind(MOST)
        .fetch_all(c)
        .await)?)
}

/// Answers that a child still waits for, the longest waiting first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn letters_due(tx: &mut Tx, account: AccountId, of: Of) -> Result<Vec<DueLine>, StoreError> {
    let sql = due!(
        of,
        "select s.id, l.id as object, k.number, case when k.protected then '' else s.matter end as matter, a.name as owner_name, l.due_on, l.status as state, k.owner_id, k.unit_id \
         from letter l join assessment s on s.id = l.assessment_id join case_file k on k.id = s.case_id \
         join account a on a.id = k.owner_id where l.kind = 'feedback' and l.status in ('draft', 'approved') \
         and l.due_on is not null and s.status <> 'withdrawn'"
    );
    Ok(on!(tx, |c| sqlx::query_as(sql)
        .bind(account.0)
        .bind(MOST)
        .fetch_all(c)
        .await)?)
}

/// Measures that are not done, the most urgent first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn measures_due(tx: &mut Tx, account: AccountId, of: Of) -> Result<Vec<DueLine>, StoreError> {
    let sql = due!(
        of,
        "select s.id, m.id as object, k.number, case when k.protected then '' else m.text end as matter, m.owner as owner_name, m.due_on, s.status as state, k.owner_id, k.unit_id \
         from measure m join assessment s on s.id = m.assessment_id join case_file k on k.id = s.case_id \
         where m.done_on is null and s.status = 'signed'"
    );
    Ok(on!(tx, |c| sqlx::query_as(sql)
        .bind(account.0)
        .bind(MOST)
        .fetch_all(c)
        .await)?)
}

/// Signed assessments that wait for their follow-up, the most urgent first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn follow_ups_due(tx: &mut Tx, account: AccountId, of: Of) -> Result<Vec<DueLine>, StoreError> {
    let sql = due!(
        of,
        "select s.id, s.id as object, k.number, case when k.protected then '' else s.matter end as matter, a.name as owner_name, s.follow_up_on as due_on, s.status as state, k.owner_id, \
         k.unit_id from assessment s join case_file k on k.id = s.case_id join account a on a.id = k.owner_id \
         where s.status = 'signed' and s.follow_up_on is not null"
    );
    Ok(on!(tx, |c| sqlx::query_as(sql)
        .bind(account.0)
        .bind(MOST)
        .fetch_all(c)
        .await)?)
}
