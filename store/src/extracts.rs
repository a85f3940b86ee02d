//! Extracts of everything that is held about a person: asked for by a records officer with an exact number, assessed case by case by the
//! managers of the units, closed when it has been handed out. The number and the files go with the closing.

use chrono::{DateTime, Utc};
use domain::extracts::ExtractOutcome;
use domain::ids::{AccountId, CaseId, ExtractId, UnitId};
use domain::organisation::UnitPath;
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most cases of one extract, and the most lines of a list.
pub const MOST_CASES: i64 = 200;
const MOST_LISTED: i64 = 100;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extract {
    /// The extract.
    pub id: ExtractId,
    /// The top of the branch that was looked through.
    pub unit: UnitId,
    /// That branch.
    pub branch: UnitPath,
    /// The person's number, twelve digits; empty when the extract is closed.
    pub number: String,
    /// What the request is about.
    pub purpose: String,
    /// Who asked for it.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// How many cases it has.
    pub cases: i64,
    /// How many of them are assessed.
    pub assessed: i64,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    unit_id: Uuid,
    path: String,
    number: String,
    purpose: String,
    asked_by: String,
    asked_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    cases: i64,
    assessed: i64,
}

impl From<Row> for Extract {
    fn from(row: Row) -> Self {
        Self {
            id: ExtractId(row.id),
            unit: UnitId(row.unit_id),
            branch: UnitPath(row.path),
            number: row.number,
            purpose: row.purpose,
            asked_by: row.asked_by,
            asked_at: row.asked_at,
            closed_at: row.closed_at,
            cases: row.cases,
            assessed: row.assessed,
        }
    }
}

/// The part of one case: what is held by kind, and the manager's assessment.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Part {
    /// The case.
    #[sqlx(try_from = "Uuid")]
    pub case_id: CaseId,
    /// Its number here.
    pub number: String,
    /// Its unit.
    pub unit_name: String,
    /// Codes of what the person is in it: `subject`, `child`.
    pub roles: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When something last happened in it.
    pub updated_at: DateTime<Utc>,
    /// Assessments.
    pub assessments: i64,
    /// Participation notes.
    pub notes: i64,
    /// Letters.
    pub letters: i64,
    /// Files.
    pub attachments: i64,
    /// To whom statements were disclosed, or not: how many such assessments.
    pub disclosures: i64,
    /// Code of the outcome; none while it waits.
    pub outcome: Option<String>,
    /// Why something is kept back.
    pub reasons: String,
    /// Optimistic version.
    pub version: i64,
    /// Who assessed it.
    pub assessed_by: Option<String>,
    /// When.
    pub assessed_at: Option<DateTime<Utc>>,
    /// Whether there is a file to hand out.
    pub has_file: bool,
}

macro_rules! extracts_where {
    ($where:literal) => {
        concat!(
            "select x.id, x.unit_id, u.path, x.number, x.purpose, a.name as asked_by, x.asked_at, x.closed_at, ",
            "(select count(*) from extract_case e where e.extract_id = x.id) as cases, ",
            "(select count(*) from extract_case e where e.extract_id = x.id and e.outcome is not null) as assessed ",
            "from person_extract x join unit u on u.id = x.unit_id join account a on a.id = x.asked_by where ",
            $where
        )
    };
}

macro_rules! parts_where {
    ($where:literal) => {
        concat!(
            "select e.case_id, k.number, u.name as unit_name, e.roles, k.created_at, k.updated_at, ",
            "(select count(*) from assessment s where s.case_id = k.id) as assessments, ",
            "(select count(*) from participation_note n join assessment s on s.id = n.assessment_id where s.case_id = k.id) as notes, ",
            "(select count(*) from letter l join assessment s on s.id = l.assessment_id where s.case_id = k.id) as letters, ",
            "(select count(*) from attachment f join assessment s on s.id = f.assessment_id where s.case_id = k.id and f.removed_at is null) as attachments, ",
            "(select count(*) from disclosure d join assessment s on s.id = d.assessment_id where s.case_id = k.id) as disclosures, ",
            "e.outcome, e.reasons, e.version, b.name as assessed_by, e.assessed_at, e.file is not null as has_file ",
            "from extract_case e join case_file k on k.id = e.case_id join unit u on u.id = k.unit_id left join account b on b.id = e.assessed_by where ",
            $where
        )
    };
}

/// Asks for everything about a person in a branch: every case in which the number is that of the subject or of a child, also one that was
/// taken out. The caller has asked `may(…)` about the branch.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn ask(
    tx: &mut Tx,
    who: Who,
    unit: UnitId,
    number: &str,
    purpose: &str,
) -> Result<ExtractId, StoreError> {
    const SQL: &str = "insert into person_extract (id, unit_id, number, purpose, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6)";
    const FOUND: &str = "select k.id, k.unit_id, max(case when k.subject_number = $1 then 1 else 0 end), \
        max(case when b.number = $1 then 1 else 0 end) from case_file k join unit u on u.id = k.unit_id \
        join unit t on t.id = $2 left join child b on b.case_id = k.id and b.number = $1 \
        where substr(u.path, 1, length(t.path)) = t.path and (k.subject_number = $1 or b.id is not null) \
        group by k.id, k.unit_id order by k.id limit $3";
    const PART: &str = "insert into extract_case (extract_id, case_id, roles) values ($1, $2, $3)";
    let by = who.account.ok_or(StoreError::State)?;
    let id = ExtractId(Uuid::now_v7());
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(unit.0)
        .bind(number)
        .bind(purpose)
        .bind(by.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    let found: Vec<(Uuid, Uuid, i32, i32)> = on!(tx, |c| sqlx::query_as(FOUND)
        .bind(number)
        .bind(unit.0)
        .bind(MOST_CASES)
        .fetch_all(c)
        .await)?;
    let of_branch = Who {
        unit: Some(unit),
        ..who
    };
    audit::record(tx, of_branch, Entry::about("asked", "extract", Some(id.0))).await?;
    for (case, of, subject, child) in found {
        let roles = match (subject, child) {
            (1, 1) => "subject child",
            (1, _) => "subject",
            _ => "child",
        };
        on!(tx, |c| sqlx::query(PART)
            .bind(id.0)
            .bind(case)
            .bind(roles)
            .execute(c)
            .await
            .map(|_| ()))?;
        let who = Who {
            unit: Some(UnitId(of)),
            ..who
        };
        audit::record(tx, who, Entry::in_case("listed", "extract", id.0, CaseId(case))).await?;
    }
    Ok(id)
}

/// A request. The caller asks `may(…)` about its branch.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn extract(tx: &mut Tx, id: ExtractId) -> Result<Extract, StoreError> {
    const SQL: &str = extracts_where!("x.id = $1");
    let row: Row = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_one(c).await)?;
    Ok(row.into())
}

/// The requests of an officer's branches, open ones first, then the newest, at most 100.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn extracts(tx: &mut Tx, account: AccountId) -> Result<Vec<Extract>, StoreError> {
    const SQL: &str = extracts_where!(
        "x.unit_id in (select unit_id from reach where account_id = $1 and role = 'records_officer') \
         order by case when x.closed_at is null then 0 else 1 end, x.asked_at desc, x.id desc limit $2"
    );
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(MOST_LISTED)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Extract::from).collect())
}

/// The cases of a request, by number.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn parts(tx: &mut Tx, id: ExtractId) -> Result<Vec<Part>, StoreError> {
    const SQL: &str = parts_where!("e.extract_id = $1 order by k.number limit $2");
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(id.0)
        .bind(MOST_CASES)
        .fetch_all(c)
        .await)?)
}

/// One case of a request.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn part(tx: &mut Tx, id: ExtractId, case: CaseId) -> Result<Part, StoreError> {
    const SQL: &str = parts_where!("e.extract_id = $1 and e.case_id = $2");
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(id.0)
        .bind(case.0)
        .fetch_one(c)
        .await)?)
}

/// What waits for a manager: requests that are open, with their cases in the units that the person manages, the oldest first, at most 100.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn waiting_for(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Vec<(ExtractId, CaseId, String, DateTime<Utc>)>, StoreError> {
    const SQL: &str = "select e.extract_id, e.case_id, k.number, x.asked_at from extract_case e join person_extract x on x.id = e.extract_id \
        join case_file k on k.id = e.case_id where e.outcome is null and x.closed_at is null \
        and k.unit_id in (select unit_id from reach where account_id = $1 and role = 'manager') order by x.asked_at, k.number limit $2";
    let rows: Vec<(Uuid, Uuid, String, DateTime<Utc>)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(MOST_LISTED)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(id, case, number, at)| (ExtractId(id), CaseId(case), number, at))
        .collect())
}

/// A manager's assessment of one case.
#[derive(Clone, Debug)]
pub struct Assessed {
    /// What may leave.
    pub outcome: ExtractOutcome,
    /// Titles of the parts that are kept back.
    pub withheld: Vec<String>,
    /// Why.
    pub reasons: String,
    /// The file to hand out; none where nothing may leave.
    pub file: Option<Vec<u8>>,
}

/// Stores an assessment over the one of `version`.
///
/// # Errors
/// [`StoreError::Stale`] when somebody has assessed it since; [`StoreError::State`] when the request is closed; [`StoreError::NotFound`].
pub async fn assess(
    tx: &mut Tx,
    who: Who,
    (id, case, version): (ExtractId, CaseId, i64),
    assessed: &Assessed,
) -> Result<(), StoreError> {
    const SQL: &str = "update extract_case set outcome = $4, withheld = $5, reasons = $6, file = $7, assessed_by = $8, assessed_at = $9, \
        version = version + 1 where extract_id = $1 and case_id = $2 and version = $3";
    let by = who.account.ok_or(StoreError::State)?;
    if extract(tx, id).await?.closed_at.is_some() {
        return Err(StoreError::State);
    }
    part(tx, id, case).await?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(version)
        .bind(assessed.outcome.code())
        .bind(Json(&assessed.withheld))
        .bind(&assessed.reasons)
        .bind(assessed.file.as_deref())
        .bind(by.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(StoreError::Stale);
    }
    let entry = Entry::in_case("assessed", "extract", id.0, case).detail(assessed.outcome.code());
    audit::record(tx, who, entry).await
}

/// The file of a case that may leave. Fetching it is told to the trail.
///
/// # Errors
/// [`StoreError::NotFound`] where there is none.
pub async fn file(tx: &mut Tx, who: Who, id: ExtractId, case: CaseId) -> Result<Vec<u8>, StoreError> {
    const SQL: &str =
        "select file from extract_case where extract_id = $1 and case_id = $2 and file is not null";
    let bytes: Vec<u8> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(id.0)
        .bind(case.0)
        .fetch_one(c)
        .await)?;
    audit::record(tx, who, Entry::in_case("fetched", "extract", id.0, case)).await?;
    Ok(bytes)
}

/// Closes a request: it has been handed out, or it is not needed any more. Number and files go.
///
/// # Errors
/// [`StoreError::State`] when it is closed already; [`StoreError::NotFound`].
pub async fn close(tx: &mut Tx, who: Who, id: ExtractId) -> Result<(), StoreError> {
    const SQL: &str = "update person_extract set number = '', closed_by = $2, closed_at = $3 where id = $1 and closed_at is null";
    const FILES: &str = "update extract_case set file = null where extract_id = $1";
    let by = who.account.ok_or(StoreError::State)?;
    let found = extract(tx, id).await?;
    let closed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(by.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if closed == 0 {
        return Err(StoreError::State);
    }
    on!(tx, |c| sqlx::query(FILES).bind(id.0).execute(c).await.map(|_| ()))?;
    let who = Who {
        unit: Some(found.unit),
        ..who
    };
    audit::record(tx, who, Entry::about("closed", "extract", Some(id.0))).await
}
