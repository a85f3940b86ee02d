//! Compensating measures.

use chrono::NaiveDate;
use domain::assessments::Measure;
use domain::ids::{AssessmentId, CaseId, ChildId, MeasureId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::assessments::hold;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on, refusal};
use crate::error::StoreError;
use crate::figures;

/// The most measures of one assessment.
pub const MAX_MEASURES: i64 = 50;

const IN_CASE: &str = "select count(*) from measure m join assessment s on s.id = m.assessment_id where m.id = $1 and s.case_id = $2";

#[derive(FromRow)]
struct MeasureRow {
    id: Uuid,
    child_id: Option<Uuid>,
    text: String,
    owner: String,
    due_on: NaiveDate,
    done_on: Option<NaiveDate>,
    outcome: String,
    version: i64,
}

impl From<MeasureRow> for Measure {
    fn from(row: MeasureRow) -> Self {
        Self {
            id: MeasureId(row.id),
            child: row.child_id.map(ChildId),
            text: row.text,
            owner: row.owner,
            due_on: row.due_on,
            done_on: row.done_on,
            outcome: row.outcome,
            version: row.version,
        }
    }
}

/// A measure to be added. Checked by then.
#[derive(Clone, Debug)]
pub struct NewMeasure {
    /// For one child, or for all.
    pub child: Option<ChildId>,
    /// What is done.
    pub text: String,
    /// Who sees to it.
    pub owner: String,
    /// When.
    pub due_on: NaiveDate,
}

/// The measures of an assessment, by due date.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn measures(tx: &mut Tx, assessment: AssessmentId) -> Result<Vec<Measure>, StoreError> {
    const SQL: &str = "select id, child_id, text, owner, due_on, done_on, outcome, version from measure \
        where assessment_id = $1 order by due_on, id limit 100";
    let rows: Vec<MeasureRow> = on!(tx, |c| sqlx::query_as(SQL).bind(assessment.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Measure::from).collect())
}

/// Adds a measure.
///
/// # Errors
/// [`StoreError::NotFound`] for a child or an assessment of another case; [`StoreError::State`] when the assessment is no draft or has [`MAX_MEASURES`].
pub async fn add_measure(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    assessment: AssessmentId,
    new: &NewMeasure,
) -> Result<MeasureId, StoreError> {
    const COUNT: &str = "select count(*) from measure where assessment_id = $1";
    const SQL: &str = "insert into measure (id, assessment_id, child_id, text, owner, due_on, created_at) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    const CHILD: &str = "select count(*) from child where id = $1 and case_id = $2 and removed_at is null";
    let status = hold(tx, case, assessment).await?;
    let count: i64 = on!(tx, |c| sqlx::query_scalar(COUNT)
        .bind(assessment.0)
        .fetch_one(c)
        .await)?;
    if !status.is_written() || count >= MAX_MEASURES {
        return Err(StoreError::State);
    }
    if let Some(child) = new.child {
        let known: i64 = on!(tx, |c| sqlx::query_scalar(CHILD)
            .bind(child.0)
            .bind(case.0)
            .fetch_one(c)
            .await)?;
        if known == 0 {
            return Err(StoreError::NotFound);
        }
    }
    let id = MeasureId(Uuid::now_v7());
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(assessment.0)
        .bind(new.child.map(|c| c.0))
        .bind(&new.text)
        .bind(&new.owner)
        .bind(new.due_on)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    audit::record(tx, who, Entry::in_case("created", "measure", id.0, case)).await?;
    Ok(id)
}

/// Takes a measure out of a draft.
///
/// # Errors
/// [`StoreError::NotFound`] for a measure of another case; [`StoreError::State`] when the assessment is no draft.
pub async fn remove_measure(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    assessment: AssessmentId,
    id: MeasureId,
) -> Result<(), StoreError> {
    const SQL: &str = "delete from measure where id = $1 and assessment_id in \
        (select id from assessment where id = $2 and case_id = $3 and status in ('draft', 'returned'))";
    let removed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(assessment.0)
        .bind(case.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if removed == 0 {
        return Err(refusal(tx, IN_CASE, [id.0, case.0], StoreError::State).await);
    }
    audit::record(tx, who, Entry::in_case("removed", "measure", id.0, case)).await
}

/// Says that a measure is done and whether it worked.
///
/// # Errors
/// [`StoreError::NotFound`] for a measure of another case; [`StoreError::Stale`] when `version` is not the stored one or the
/// assessment is over.
pub async fn finish_measure(
    tx: &mut Tx,
    who: Who,
    (case, assessment): (CaseId, AssessmentId),
    (id, version): (MeasureId, i64),
    done_on: NaiveDate,
    outcome: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "update measure set done_on = $4, outcome = $5, version = version + 1 where id = $1 and assessment_id = $2 and version = $3 \
        and exists (select 1 from assessment where id = $2 and case_id = $6 and status in ('draft', 'returned', 'signed'))";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(assessment.0)
        .bind(version)
        .bind(done_on)
        .bind(outcome)
        .bind(case.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(refusal(tx, IN_CASE, [id.0, case.0], StoreError::Stale).await);
    }
    audit::record(tx, who, Entry::in_case("done", "measure", id.0, case)).await?;
    figures::refresh(tx, assessment).await
}
