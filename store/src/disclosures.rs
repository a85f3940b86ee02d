//! Assessments of whether what a child said may be disclosed. They are added, in the order in which they come, and never changed; the
//! database refuses that itself. The latest about a statement counts.

use chrono::{DateTime, NaiveDate, Utc};
use domain::assessments::Status;
use domain::ids::{AssessmentId, CaseId, DisclosureId};
use domain::participation::{Disclosure, DisclosureOutcome};
use sqlx::FromRow;
use uuid::Uuid;

use crate::assessments::hold;
use crate::audit::{self, Entry};
use crate::cases::touch;
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most assessments of disclosure of one assessment.
pub const MAX_DISCLOSURES: i64 = 200;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    statement_key: String,
    recipient: String,
    outcome: String,
    ground: String,
    reasons: String,
    told_instead: String,
    decided_by: String,
    decided_on: NaiveDate,
    noted_by: String,
    noted_at: DateTime<Utc>,
}

impl TryFrom<Row> for Disclosure {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: DisclosureId(row.id),
            statement: row.statement_key,
            recipient: row.recipient,
            outcome: DisclosureOutcome::from_code(&row.outcome)
                .ok_or(StoreError::Corrupt("disclosure.outcome"))?,
            ground: row.ground,
            reasons: row.reasons,
            told_instead: row.told_instead,
            decided_by: row.decided_by,
            decided_on: row.decided_on,
            noted_by: row.noted_by,
            noted_at: row.noted_at,
        })
    }
}

/// An assessment of disclosure to be noted. Checked by then.
#[derive(Clone, Debug)]
pub struct NewDisclosure {
    /// The statement's key: note and number.
    pub statement: String,
    /// To whom.
    pub recipient: String,
    /// What it came to.
    pub outcome: DisclosureOutcome,
    /// Id of a reference, or empty.
    pub ground: String,
    /// Why.
    pub reasons: String,
    /// What the party is told instead.
    pub told_instead: String,
    /// Who decided.
    pub decided_by: String,
    /// The day.
    pub decided_on: NaiveDate,
}

/// The assessments of disclosure, in the order in which they were noted.
///
/// # Errors
/// [`StoreError::Database`]; [`StoreError::Corrupt`] for an outcome that this program does not know.
pub async fn disclosures(tx: &mut Tx, assessment: AssessmentId) -> Result<Vec<Disclosure>, StoreError> {
    const SQL: &str = "select d.id, d.statement_key, d.recipient, d.outcome, d.ground, d.reasons, d.told_instead, d.decided_by, \
        d.decided_on, a.name as noted_by, d.noted_at from disclosure d join account a on a.id = d.noted_by \
        where d.assessment_id = $1 order by d.noted_at, d.id limit 200";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(assessment.0).fetch_all(c).await)?;
    rows.into_iter().map(Disclosure::try_from).collect()
}

/// Notes an assessment of disclosure. Whether the statement exists, and whether an approved letter stands against it, is for the caller
/// to look at within the same transaction, after [`hold`].
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case; [`StoreError::State`] when it ended without a decision, or has
/// [`MAX_DISCLOSURES`].
pub async fn add_disclosure(
    tx: &mut Tx,
    who: Who,
    (case, assessment): (CaseId, AssessmentId),
    new: &NewDisclosure,
) -> Result<DisclosureId, StoreError> {
    const COUNT: &str = "select count(*) from disclosure where assessment_id = $1";
    const SQL: &str = "insert into disclosure (id, assessment_id, statement_key, recipient, outcome, ground, reasons, told_instead, \
        decided_by, decided_on, noted_by, noted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    if hold(tx, case, assessment).await? == Status::Withdrawn {
        return Err(StoreError::State);
    }
    let count: i64 = on!(tx, |c| sqlx::query_scalar(COUNT)
        .bind(assessment.0)
        .fetch_one(c)
        .await)?;
    if count >= MAX_DISCLOSURES {
        return Err(StoreError::State);
    }
    touch(tx, case, who.now).await?;
    let id = DisclosureId(Uuid::now_v7());
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(assessment.0)
        .bind(&new.statement)
        .bind(&new.recipient)
        .bind(new.outcome.code())
        .bind(&new.ground)
        .bind(&new.reasons)
        .bind(&new.told_instead)
        .bind(&new.decided_by)
        .bind(new.decided_on)
        .bind(who.account.map_or_else(Uuid::nil, |a| a.0))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    let entry = Entry::in_case("created", "disclosure", id.0, case).detail(new.outcome.code());
    audit::record(tx, who, entry).await?;
    Ok(id)
}
