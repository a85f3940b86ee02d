//! Review by a second person: rounds, a verdict and a remark per section, answers to them, and who may review in a unit.

use chrono::{DateTime, Utc};
use domain::assessments::{Section, Verdict};
use domain::ids::{AccountId, AssessmentId, CaseId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::assessments::hold;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most rounds that are listed.
const MOST_ROUNDS: i64 = 50;

/// One round, from the submission to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// The round's id.
    pub id: Uuid,
    /// Its number, from 1.
    pub number: i64,
    /// Who submitted.
    pub submitted_by: String,
    /// That account.
    pub submitter: AccountId,
    /// When.
    pub submitted_at: DateTime<Utc>,
    /// What the author wrote with it: from the second round on, what has changed.
    pub message: String,
    /// Who decided.
    pub reviewer: Option<String>,
    /// `returned`, `countersigned`, `recalled` or `withdrawn`; empty while it is open.
    pub outcome: String,
    /// The reason for sending it back.
    pub outcome_text: String,
    /// By which delegation the reviewer decided; empty where by role.
    pub delegation: String,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// What was found, by section.
    pub remarks: Vec<Remark>,
}

/// What a reviewer found about a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The section.
    pub section: Section,
    /// The verdict.
    pub verdict: Verdict,
    /// The remark; may be empty where the section is accepted.
    pub text: String,
    /// The author's answer.
    pub answer: String,
    /// Optimistic version.
    pub version: i64,
}

#[derive(FromRow)]
struct RoundRow {
    id: Uuid,
    round: i64,
    submitted_by: String,
    submitter: Uuid,
    submitted_at: DateTime<Utc>,
    message: String,
    reviewer: Option<String>,
    outcome: Option<String>,
    outcome_text: String,
    delegation: Option<String>,
    ended_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct RemarkRow {
    review_id: Uuid,
    section_key: String,
    verdict: String,
    text: String,
    answer: String,
    version: i64,
}

/// Every round of an assessment with its remarks, the first one first.
///
/// # Errors
/// [`StoreError::Database`]; [`StoreError::Corrupt`] for an unknown verdict.
pub async fn rounds(tx: &mut Tx, assessment: AssessmentId) -> Result<Vec<Round>, StoreError> {
    const ROUNDS: &str = "select r.id, r.round, a.name as submitted_by, r.submitted_by as submitter, r.submitted_at, r.message, b.name as reviewer, \
        r.outcome, r.outcome_text, d.reference as delegation, r.ended_at from review r join account a on a.id = r.submitted_by \
        left join account b on b.id = r.reviewer_id left join delegation d on d.id = r.delegation_id \
        where r.assessment_id = $1 order by r.round limit $2";
    const REMARKS: &str = "select m.review_id, m.section_key, m.verdict, m.text, m.answer, m.version from remark m \
        join review r on r.id = m.review_id where r.assessment_id = $1 order by m.section_key limit 5000";
    let rounds: Vec<RoundRow> = on!(tx, |c| sqlx::query_as(ROUNDS)
        .bind(assessment.0)
        .bind(MOST_ROUNDS)
        .fetch_all(c)
        .await)?;
    if rounds.is_empty() {
        return Ok(Vec::new());
    }
    let remarks: Vec<RemarkRow> = on!(tx, |c| sqlx::query_as(REMARKS)
        .bind(assessment.0)
        .fetch_all(c)
        .await)?;
    rounds
        .into_iter()
        .map(|row| {
            let remarks = remarks
                .iter()
                .filter(|m| m.review_id == row.id)
                .map(Remark::try_from)
                .collect::<Result<_, _>>()?;
            Ok(Round {
                id: row.id,
                number: row.round,
                submitted_by: row.submitted_by,
                submitter: AccountId(row.submitter),
                submitted_at: row.submitted_at,
                message: row.message,
                reviewer: row.reviewer,
                outcome: row.outcome.unwrap_or_default(),
                outcome_text: row.outcome_text,
                delegation: row.delegation.unwrap_or_default(),
                ended_at: row.ended_at,
                remarks,
            })
        })
        .collect()
}

impl TryFrom<&RemarkRow> for Remark {
    type Error = StoreError;
    fn try_from(row: &RemarkRow) -> Result<Self, StoreError> {
        Ok(Self {
            section: Section::from_key(&row.section_key).ok_or(StoreError::Corrupt("remark.section_key"))?,
            verdict: Verdict::from_code(&row.verdict).ok_or(StoreError::Corrupt("remark.verdict"))?,
            text: row.text.clone(),
            answer: row.answer.clone(),
            version: row.version,
        })
    }
}

/// The sections whose latest verdict, over all rounds, says that they have to be corrected.
#[must_use]
pub fn to_correct(rounds: &[Round]) -> Vec<Section> {
    let mut latest = std::collections::BTreeMap::new();
    for remark in rounds.iter().flat_map(|r| &r.remarks) {
        latest.insert(remark.section, remark.verdict);
    }
    latest
        .into_iter()
        .filter(|(_, verdict)| *verdict == Verdict::MustCorrect)
        .map(|(section, _)| section)
        .collect()
}

/// Opens a round, and gives back its number. The caller submits the assessment in the same transaction.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case; [`StoreError::State`] while another round is open.
pub async fn open_round(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    assessment: AssessmentId,
    message: &str,
) -> Result<i64, StoreError> {
    const LAST: &str = "select coalesce(max(round), 0), coalesce(sum(case when outcome is null then 1 else 0 end), 0) \
        from review where assessment_id = $1";
    const SQL: &str = "insert into review (id, assessment_id, round, submitted_by, submitted_at, message) values ($1, $2, $3, $4, $5, $6)";
    hold(tx, case, assessment).await?;
    let (last, open): (i64, i64) = on!(tx, |c| sqlx::query_as(LAST).bind(assessment.0).fetch_one(c).await)?;
    if open > 0 {
        return Err(StoreError::State);
    }
    let id = Uuid::now_v7();
    on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(assessment.0)
        .bind(last + 1)
        .bind(who.account.map_or_else(Uuid::nil, |a| a.0))
        .bind(who.now)
        .bind(message)
        .execute(c)
        .await
        .map(|_| ()))?;
    audit::record(tx, who, Entry::in_case("opened", "review", id, case)).await?;
    Ok(last + 1)
}

/// Ends the open round. The caller moves the assessment in the same transaction. `delegation` is the one that the reviewer acts by.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case; [`StoreError::State`] when no round is open.
pub async fn end_round(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    assessment: AssessmentId,
    (outcome, text): (&str, &str),
    delegation: Option<Uuid>,
) -> Result<(), StoreError> {
    const SQL: &str = "update review set outcome = $2, outcome_text = $3, ended_at = $4, reviewer_id = $5, delegation_id = $6 \
        where assessment_id = $1 and outcome is null returning id";
    hold(tx, case, assessment).await?;
    let reviewed = matches!(outcome, "returned" | "countersigned");
    let id: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(assessment.0)
        .bind(outcome)
        .bind(text)
        .bind(who.now)
        .bind(who.account.filter(|_| reviewed).map(|a| a.0))
        .bind(delegation)
        .fetch_optional(c)
        .await)?;
    let id = id.ok_or(StoreError::State)?;
    audit::record(tx, who, Entry::in_case(outcome, "review", id, case)).await
}

/// Writes what the reviewer found about a section in the open round; a second time changes it.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case; [`StoreError::State`] when no round is open.
pub async fn write_remark(
    tx: &mut Tx,
    who: Who,
    (case, assessment): (CaseId, AssessmentId),
    section: Section,
    verdict: Verdict,
    text: &str,
) -> Result<(), StoreError> {
    const OPEN: &str = "select id from review where assessment_id = $1 and outcome is null";
    const SQL: &str = "insert into remark (review_id, section_key, verdict, text, written_by, written_at) values ($1, $2, $3, $4, $5, $6) \
        on conflict (review_id, section_key) do update set verdict = excluded.verdict, text = excluded.text, \
        written_by = excluded.written_by, written_at = excluded.written_at, version = remark.version + 1";
    // Held first: a remark that meets a signature must not come into a round that has ended.
    hold(tx, case, assessment).await?;
    let review: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(OPEN)
        .bind(assessment.0)
        .fetch_optional(c)
        .await)?;
    let review = review.ok_or(StoreError::State)?;
    let key = section.key();
    on!(tx, |c| sqlx::query(SQL)
        .bind(review)
        .bind(&key)
        .bind(verdict.code())
        .bind(text)
        .bind(who.account.map_or_else(Uuid::nil, |a| a.0))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    audit::record(
        tx,
        who,
        Entry::in_case("remarked", "review", review, case).detail(&key),
    )
    .await
}

/// The author's answer to a remark of the latest ended round, while the assessment is being written.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case and where there is no such remark; [`StoreError::State`] when the
/// assessment is not being written.
pub async fn answer_remark(
    tx: &mut Tx,
    who: Who,
    (case, assessment): (CaseId, AssessmentId),
    section: Section,
    answer: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "update remark set answer = $3, answered_by = $4, answered_at = $5, version = version + 1 where section_key = $2 and review_id = \
        (select r.id from review r where r.assessment_id = $1 and r.outcome is not null order by r.round desc limit 1) returning review_id";
    if !hold(tx, case, assessment).await?.is_written() {
        return Err(StoreError::State);
    }
    let key = section.key();
    let review: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(assessment.0)
        .bind(&key)
        .bind(answer)
        .bind(who.account.map(|a| a.0))
        .bind(who.now)
        .fetch_optional(c)
        .await)?;
    let review = review.ok_or(StoreError::NotFound)?;
    audit::record(
        tx,
        who,
        Entry::in_case("answered", "review", review, case).detail(&key),
    )
    .await
}
