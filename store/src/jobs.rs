//! What takes longer than a page should: somebody asks for it, the program does it, the result waits for a while. Everything stands in
//! the database, so that a restart loses nothing and any instance may go on.

use chrono::{DateTime, Duration, Utc};
use domain::ids::{AccountId, JobId, ReportId};
use domain::reports::{JobState, ReportFormat};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most jobs that one person may have waiting or running.
pub const MOST_OPEN: i64 = 5;
/// How long a job may be silent before another instance takes it over.
pub const SILENT_SECONDS: i64 = 60;
/// How long a result is kept.
pub const KEPT_DAYS: i64 = 7;

/// A job, without its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The job.
    pub id: JobId,
    /// Who asked for it.
    pub account: AccountId,
    /// What is exported.
    pub report: ReportId,
    /// Into what.
    pub format: ReportFormat,
    /// Where it is.
    pub state: JobState,
    /// Steps done.
    pub done: i64,
    /// Of how many.
    pub of: i64,
    /// What the file is called; empty until it is done.
    pub file_name: String,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    account_id: Uuid,
    report_id: Uuid,
    format: String,
    state: String,
    done: i64,
    steps: i64,
    file_name: String,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for Job {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: JobId(row.id),
            account: AccountId(row.account_id),
            report: ReportId(row.report_id),
            format: ReportFormat::from_code(&row.format).ok_or(StoreError::Corrupt("job.format"))?,
            state: JobState::from_code(&row.state).ok_or(StoreError::Corrupt("job.state"))?,
            done: row.done,
            of: row.steps,
            file_name: row.file_name,
            created_at: row.created_at,
        })
    }
}

macro_rules! jobs_where {
    ($where:literal) => {
        concat!(
            "select id, account_id, report_id, format, state, done, steps, file_name, created_at from job where ",
            $where
        )
    };
}

/// Asks for an export. The caller has asked `may(…)` about the report.
///
/// # Errors
/// [`StoreError::State`] when the person has [`MOST_OPEN`] jobs open already; [`StoreError::NotFound`] for an unknown report.
pub async fn enqueue(
    tx: &mut Tx,
    who: Who,
    report: ReportId,
    format: ReportFormat,
) -> Result<JobId, StoreError> {
    const OPEN: &str = "select count(*) from job where account_id = $1 and state in ('queued', 'running')";
    const SQL: &str = "insert into job (id, account_id, report_id, format, created_at) \
        select $1, $2, id, $4, $5 from report where id = $3";
    let by = who.account.ok_or(StoreError::State)?;
    let open: i64 = on!(tx, |c| sqlx::query_scalar(OPEN).bind(by.0).fetch_one(c).await)?;
    if open >= MOST_OPEN {
        return Err(StoreError::State);
    }
    let id = JobId(Uuid::now_v7());
    let added = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(by.0)
        .bind(report.0)
        .bind(format.code())
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if added == 0 {
        return Err(StoreError::NotFound);
    }
    let entry = Entry::about("exported", "report", Some(report.0)).detail(format.code());
    audit::record(tx, who, entry).await?;
    Ok(id)
}

/// Takes the job that has waited longest, or one whose instance has fallen silent. `None` where nothing waits.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn claim(tx: &mut Tx, now: DateTime<Utc>) -> Result<Option<Job>, StoreError> {
    const NEXT: &str = "select id from job where state = 'queued' or state = 'running' and heartbeat_at < $1 order by created_at, id limit 1";
    const CLAIM: &str = "update job set state = 'running', heartbeat_at = $3, done = 0 \
        where id = $1 and (state = 'queued' or state = 'running' and heartbeat_at < $2)";
    const BY_ID: &str = jobs_where!("id = $1");
    let silent = now - Duration::seconds(SILENT_SECONDS);
    let next: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(NEXT)
        .bind(silent)
        .fetch_optional(c)
        .await)?;
    let Some(id) = next else { return Ok(None) };
    let claimed = on!(tx, |c| sqlx::query(CLAIM)
        .bind(id)
        .bind(silent)
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    // Another instance was quicker.
    if claimed == 0 {
        return Ok(None);
    }
    let row: Row = on!(tx, |c| sqlx::query_as(BY_ID).bind(id).fetch_one(c).await)?;
    Ok(Some(row.try_into()?))
}

/// Puts what was running back into the queue: after a restart of the only instance nobody is at it any more.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn requeue(tx: &mut Tx) -> Result<u64, StoreError> {
    const SQL: &str = "update job set state = 'queued', heartbeat_at = null where state = 'running'";
    Ok(on!(tx, |c| sqlx::query(SQL)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?)
}

/// Says how far a job is. `false` when it was cancelled: then whoever works on it stops.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn progress(
    tx: &mut Tx,
    id: JobId,
    (done, of): (i64, i64),
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str =
        "update job set done = $2, steps = $3, heartbeat_at = $4 where id = $1 and state = 'running'";
    let still = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(done)
        .bind(of)
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(still > 0)
}

/// Keeps the result. `false` when the job was cancelled in the meantime.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn finish(
    tx: &mut Tx,
    id: JobId,
    file_name: &str,
    result: &[u8],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "update job set state = 'done', done = steps, file_name = $2, result = $3, finished_at = $4 where id = $1 and state = 'running'";
    let done = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(file_name)
        .bind(result)
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(done > 0)
}

/// Gives a job up that cannot be done.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn fail(tx: &mut Tx, id: JobId, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "update job set state = 'failed', finished_at = $2 where id = $1 and state = 'running'";
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Cancels one's own job while it waits or runs.
///
/// # Errors
/// [`StoreError::NotFound`] for somebody else's; [`StoreError::State`] when it is over.
pub async fn cancel(tx: &mut Tx, who: Who, id: JobId) -> Result<(), StoreError> {
    const SQL: &str = "update job set state = 'cancelled', finished_at = $3 where id = $1 and account_id = $2 and state in ('queued', 'running')";
    let by = who.account.ok_or(StoreError::NotFound)?;
    job(tx, by, id).await?;
    let cancelled = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(by.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if cancelled == 0 {
        return Err(StoreError::State);
    }
    audit::record(tx, who, Entry::about("cancelled", "job", Some(id.0))).await
}

/// One's own job.
///
/// # Errors
/// [`StoreError::NotFound`], for somebody else's, too.
pub async fn job(tx: &mut Tx, account: AccountId, id: JobId) -> Result<Job, StoreError> {
    const SQL: &str = jobs_where!("id = $1 and account_id = $2");
    on!(tx, |c| sqlx::query_as::<_, Row>(SQL)
        .bind(id.0)
        .bind(account.0)
        .fetch_one(c)
        .await)?
    .try_into()
}

/// One's own jobs for a report, the newest first, at most 20.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn jobs_of(tx: &mut Tx, account: AccountId, report: ReportId) -> Result<Vec<Job>, StoreError> {
    const SQL: &str =
        jobs_where!("account_id = $1 and report_id = $2 order by created_at desc, id desc limit 20");
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(report.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Job::try_from).collect()
}

/// The result of one's own job that is done.
///
/// # Errors
/// [`StoreError::NotFound`] for somebody else's, one that is not done, or one that was swept away.
pub async fn result(tx: &mut Tx, account: AccountId, id: JobId) -> Result<Vec<u8>, StoreError> {
    const SQL: &str =
        "select result from job where id = $1 and account_id = $2 and state = 'done' and result is not null";
    Ok(on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(id.0)
        .bind(account.0)
        .fetch_one(c)
        .await)?)
}

/// Removes jobs that ended more than [`KEPT_DAYS`] days ago. Gives back how many.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn sweep(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64, StoreError> {
    const SQL: &str = "delete from job where finished_at is not null and finished_at < $1";
    let before = now - Duration::days(KEPT_DAYS);
    Ok(on!(tx, |c| sqlx::query(SQL)
        .bind(before)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?)
}
