use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::assessments::{ChildInView, Depth, Material, Status};
use domain::dates;
use domain::ids::{AccountId, AssessmentId, CaseId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::cases::Case;
use crate::children::{self, Child};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;
use crate::sections::{self, StoredSection};
use crate::{attachments, checklists, measures, participation};

/// An assessment without its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The assessment.
    pub id: AssessmentId,
    /// Its case.
    pub case: CaseId,
    /// The version that it began from.
    pub previous: Option<AssessmentId>,
    /// The version that began from it and has not ended without a decision.
    pub next: Option<AssessmentId>,
    /// Its number among the versions, from 1.
    pub series: i64,
    /// Its depth.
    pub depth: Depth,
    /// Its state.
    pub status: Status,
    /// The version of the checklist it is made with.
    pub content_version: String,
    /// What it is about.
    pub matter: String,
    /// Why no child is touched; only for a screening.
    pub screening_reason: String,
    /// Why it ended without a decision.
    pub withdrawn_reason: String,
    /// The day of the decision, once signed.
    pub decided_on: Option<NaiveDate>,
    /// When it was handed to a second person last.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// By whom: the worker who attests it.
    pub signed_by: Option<String>,
    /// Who signed as the second person.
    pub countersigned_by: Option<String>,
    /// What the signer attested, as codes.
    pub attestations: String,
    /// Optimistic version.
    pub version: i64,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    previous_id: Option<Uuid>,
    next_id: Option<Uuid>,
    series: i64,
    depth: String,
    status: String,
    content_version: String,
    matter: String,
    screening_reason: String,
    withdrawn_reason: String,
    decided_on: Option<NaiveDate>,
    submitted_at: Option<DateTime<Utc>>,
    signed_at: Option<DateTime<Utc>>,
    signed_by: Option<String>,
    countersigned_by: Option<String>,
    attestations: String,
    version: i64,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for Assessment {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: AssessmentId(row.id),
            case: CaseId(row.case_id),
            previous: row.previous_id.map(AssessmentId),
            next: row.next_id.map(AssessmentId),
            series: row.series,
            depth: Depth::from_code(&row.depth).ok_or(StoreError::Corrupt("assessment.depth"))?,
            status: Status::from_code(&row.status).ok_or(StoreError::Corrupt("assessment.status"))?,
            content_version: row.content_version,
            matter: row.matter,
            screening_reason: row.screening_reason,
            withdrawn_reason: row.withdrawn_reason,
            decided_on: row.decided_on,
            submitted_at: row.submitted_at,
            signed_at: row.signed_at,
            signed_by: row.signed_by,
            countersigned_by: row.countersigned_by,
            attestations: row.attestations,
            version: row.version,
            created_at: row.created_at,
        })
    }
}

macro_rules! assessment_where {
    ($where:literal) => {
        concat!(
            "select s.id, s.case_id, s.previous_id, (select n.id from assessment n where n.previous_id = s.id and n.status <> 'withdrawn' ",
            "order by n.created_at desc limit 1) as next_id, s.series, s.depth, s.status, s.content_version, s.matter, s.screening_reason, ",
            "s.withdrawn_reason, s.decided_on, s.submitted_at, s.signed_at, a.name as signed_by, b.name as countersigned_by, ",
            "s.attestations, s.version, s.created_at ",
            "from assessment s left join account a on a.id = s.signed_by left join account b on b.id = s.countersigned_by where ",
            $where
        )
    };
}

/// One assessment. The caller asks `may(…)` about its case.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn assessment(tx: &mut Tx, id: AssessmentId) -> Result<Assessment, StoreError> {
    const SQL: &str = assessment_where!("s.id = $1");
    on!(tx, |c| sqlx::query_as::<_, Row>(SQL)
        .bind(id.0)
        .fetch_one(c)
        .await)?
    .try_into()
}

/// The assessments of a case, the newest first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn assessments(tx: &mut Tx, case: CaseId) -> Result<Vec<Assessment>, StoreError> {
    const SQL: &str = assessment_where!("s.case_id = $1 order by s.created_at desc, s.id desc limit 100");
    on!(tx, |c| sqlx::query_as::<_, Row>(SQL)
        .bind(case.0)
        .fetch_all(c)
        .await)?
    .into_iter()
    .map(Assessment::try_from)
    .collect()
}

/// A child as an assessment sees it on a day.
#[must_use]
pub fn child_in_view(child: &Child, on: NaiveDate) -> ChildInView {
    ChildInView {
        id: child.id,
        position: usize::try_from(child.position).unwrap_or_default(),
        name: child.form.name.clone(),
        born: child.born_on,
        age: child.born_on.and_then(|born| dates::age_on(born, on)),
        protected: child.form.protected,
        interpreter: child.form.interpreter.clone(),
        guardians: child.guardians.clone(),
    }
}

/// Everything of an assessment. Ages are those of the decision once it is signed, otherwise of `today`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn material(
    tx: &mut Tx,
    case: &Case,
    assessment: &Assessment,
    today: NaiveDate,
) -> Result<Material, StoreError> {
    let stored = sections::sections(tx, assessment.id).await?;
    material_of(tx, case, assessment, today, &stored).await
}

/// As [`material`], from sections that are read already.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn material_of(
    tx: &mut Tx,
    case: &Case,
    assessment: &Assessment,
    today: NaiveDate,
    stored: &[StoredSection],
) -> Result<Material, StoreError> {
    let on = assessment.decided_on.unwrap_or(today);
    let children = children::children(tx, case.id).await?;
    let checklist = checklists::of_version(tx, &assessment.content_version).await?;
    Ok(Material {
        id: assessment.id,
        kind: case.kind,
        subject: case.subject_name.clone(),
        revised: assessment.previous.is_some(),
        checklist: Arc::clone(&checklist),
        status: assessment.status,
        depth: assessment.depth,
        area: case.area,
        children: children.iter().map(|c| child_in_view(c, on)).collect(),
        notes: participation::notes(tx, assessment.id).await?,
        sections: stored.iter().map(|s| (s.section, s.fields.clone())).collect(),
        measures: measures::measures(tx, assessment.id).await?,
        attachments: attachments::in_view(tx, assessment.id).await?,
    })
}

/// Tells the trail that somebody read a child's record. Without this row nothing of it may be shown.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn record_read(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    id: AssessmentId,
    what: &str,
) -> Result<(), StoreError> {
    audit::record(
        tx,
        who,
        Entry::in_case("read", "assessment", id.0, case).detail(what),
    )
    .await
}

/// Whether somebody has ever saved a text of an assessment, by the trail: whoever did is nobody to review it.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn wrote_in(
    tx: &mut Tx,
    case: CaseId,
    id: AssessmentId,
    account: AccountId,
) -> Result<bool, StoreError> {
    const SQL: &str = "select count(*) from audit where case_id = $1 and object_id = $2 and account_id = $3 \
        and object_kind = 'section' and action = 'saved'";
    let saved: i64 = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(case.0)
        .bind(id.0)
        .bind(account.0)
        .fetch_one(c)
        .await)?;
    Ok(saved > 0)
}
