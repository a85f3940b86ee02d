//! Assessments: begun, signed, ended; and everything of one loaded at once.

use chrono::{DateTime, NaiveDate, Utc};
use domain::assessments::{ChildInView, Depth, Material, Status};
use domain::dates;
use domain::ids::{AssessmentId, CaseId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::cases::{Case, touch};
use crate::children::{self, Child};
use crate::db::{Tx, Who, on, refusal};
use crate::error::StoreError;
use crate::{measures, participation, sections};

/// Days from the decision to the answer that the child is owed.
pub const DAYS_TO_ANSWER: i64 = 14;

/// An assessment without its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The assessment.
    pub id: AssessmentId,
    /// Its case.
    pub case: CaseId,
    /// Its depth.
    pub depth: Depth,
    /// Its state.
    pub status: Status,
    /// The version of the content it was made with.
    pub content_version: String,
    /// What it is about.
    pub matter: String,
    /// Why no child is touched; only for a screening.
    pub screening_reason: String,
    /// Why it ended without a decision.
    pub withdrawn_reason: String,
    /// The day of the decision, once signed.
    pub decided_on: Option<NaiveDate>,
    /// When it was signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// By whom.
    pub signed_by: Option<String>,
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
    depth: String,
    status: String,
    content_version: String,
    matter: String,
    screening_reason: String,
    withdrawn_reason: String,
    decided_on: Option<NaiveDate>,
    signed_at: Option<DateTime<Utc>>,
    signed_by: Option<String>,
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
            depth: Depth::from_code(&row.depth).ok_or(StoreError::Corrupt("assessment.depth"))?,
            status: Status::from_code(&row.status).ok_or(StoreError::Corrupt("assessment.status"))?,
            content_version: row.content_version,
            matter: row.matter,
            screening_reason: row.screening_reason,
            withdrawn_reason: row.withdrawn_reason,
            decided_on: row.decided_on,
            signed_at: row.signed_at,
            signed_by: row.signed_by,
            attestations: row.attestations,
            version: row.version,
            created_at: row.created_at,
        })
    }
}

const IN_CASE: &str = "select count(*) from assessment where id = $1 and case_id = $2";

macro_rules! assessment_where {
    ($where:literal) => {
        concat!(
            "select s.id, s.case_id, s.depth, s.status, s.content_version, s.matter, s.screening_reason, s.withdrawn_reason, s.decided_on, ",
            "s.signed_at, a.name as signed_by, s.attestations, s.version, s.created_at ",
            "from assessment s left join account a on a.id = s.signed_by where ",
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

async fn insert(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    (depth, status): (Depth, Status),
    matter: &str,
    reason: &str,
    content_version: &str,
) -> Result<AssessmentId, StoreError> {
    const SQL: &str = "insert into assessment (id, case_id, depth, status, content_version, matter, screening_reason, decided_on, signed_at, signed_by, \
        created_by, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)";
    touch(tx, case, who.now).await?;
    let id = AssessmentId(Uuid::now_v7());
    let by = who.account.map_or_else(Uuid::nil, |a| a.0);
    let signed = status == Status::Signed;
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(depth.code())
        .bind(status.code())
        .bind(content_version)
        .bind(matter)
        .bind(reason)
        .bind(signed.then_some(who.today))
        .bind(signed.then_some(who.now))
        .bind(signed.then_some(by))
        .bind(by)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(id)
}

/// Begins a standard assessment.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown case.
pub async fn begin(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    matter: &str,
    content_version: &str,
) -> Result<AssessmentId, StoreError> {
    let id = insert(
        tx,
        who,
        case,
        (Depth::Standard, Status::Draft),
        matter,
        "",
        content_version,
    )
    .await?;
    audit::record(
        tx,
        who,
        Entry::in_case("created", "assessment", id.0, case).detail("standard"),
    )
    .await?;
    Ok(id)
}

/// Records that no child is touched, with the reason; signed by the worker at once.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown case.
pub async fn record_screening(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    matter: &str,
    reason: &str,
    content_version: &str,
) -> Result<AssessmentId, StoreError> {
    let id = insert(
        tx,
        who,
        case,
        (Depth::Screening, Status::Signed),
        matter,
        reason,
        content_version,
    )
    .await?;
    audit::record(
        tx,
        who,
        Entry::in_case("signed", "assessment", id.0, case).detail("screening"),
    )
    .await?;
    Ok(id)
}

/// Keeps everybody else from changing an assessment until the transaction ends, and says in which state it is. Whatever depends on
/// the state, or on the texts, looks at them after this.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case.
pub async fn hold(tx: &mut Tx, case: CaseId, id: AssessmentId) -> Result<Status, StoreError> {
    // An update, because SQLite has no `for update`; there the transaction is alone anyway.
    const SQL: &str = "update assessment set status = status where id = $1 and case_id = $2 returning status";
    let status: String = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(id.0)
        .bind(case.0)
        .fetch_one(c)
        .await)?;
    Status::from_code(&status).ok_or(StoreError::Corrupt("assessment.status"))
}

/// Signs and locks a draft. The caller has called [`hold`] and then checked the stored draft in this transaction, and found nothing
/// missing.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case; [`StoreError::Stale`] when it is no draft any more or `version` is not the stored one.
pub async fn sign(
    tx: &mut Tx,
    who: Who,
    (case, id, version): (CaseId, AssessmentId, i64),
    decided_on: NaiveDate,
    follow_up_on: Option<NaiveDate>,
    attestations: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "update assessment set status = 'signed', decided_on = $4, follow_up_on = $5, attestations = $6, signed_at = $7, signed_by = $8, \
        updated_at = $7, version = version + 1 where id = $1 and case_id = $2 and version = $3 and status = 'draft'";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(version)
        .bind(decided_on)
        .bind(follow_up_on)
        .bind(attestations)
        .bind(who.now)
        .bind(who.account.map(|a| a.0))
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(refusal(tx, IN_CASE, [id.0, case.0], StoreError::Stale).await);
    }
    touch(tx, case, who.now).await?;
    audit::record(
        tx,
        who,
        Entry::in_case("signed", "assessment", id.0, case).detail("standard"),
    )
    .await
}

/// Ends a draft without a decision, or opens it again (`reason` is `None`).
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case; [`StoreError::Stale`] when the state is another than expected.
pub async fn set_withdrawn(
    tx: &mut Tx,
    who: Who,
    (case, id, version): (CaseId, AssessmentId, i64),
    reason: Option<&str>,
) -> Result<(), StoreError> {
    const SQL: &str = "update assessment set status = $4, withdrawn_reason = $5, updated_at = $6, version = version + 1 \
        where id = $1 and case_id = $2 and version = $3 and status = $7";
    let (to, from) = if reason.is_some() {
        (Status::Withdrawn, Status::Draft)
    } else {
        (Status::Draft, Status::Withdrawn)
    };
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(version)
        .bind(to.code())
        .bind(reason.unwrap_or(""))
        .bind(who.now)
        .bind(from.code())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(refusal(tx, IN_CASE, [id.0, case.0], StoreError::Stale).await);
    }
    audit::record(
        tx,
        who,
        Entry::in_case(
            if reason.is_some() { "withdrawn" } else { "reopened" },
            "assessment",
            id.0,
            case,
        ),
    )
    .await
}

/// Closes a signed assessment: followed up, nothing left to do.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case; [`StoreError::Stale`] when it is not signed or `version` is not the stored one.
pub async fn close(
    tx: &mut Tx,
    who: Who,
    (case, id, version): (CaseId, AssessmentId, i64),
) -> Result<(), StoreError> {
    const SQL: &str = "update assessment set status = 'closed', updated_at = $4, version = version + 1 \
        where id = $1 and case_id = $2 and version = $3 and status = 'signed' and depth = 'standard'";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(version)
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(refusal(tx, IN_CASE, [id.0, case.0], StoreError::Stale).await);
    }
    audit::record(tx, who, Entry::in_case("closed", "assessment", id.0, case)).await
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
    let on = assessment.decided_on.unwrap_or(today);
    let children = children::children(tx, case.id).await?;
    Ok(Material {
        id: assessment.id,
        status: assessment.status,
        depth: assessment.depth,
        area: case.area,
        children: children.iter().map(|c| child_in_view(c, on)).collect(),
        notes: participation::notes(tx, assessment.id).await?,
        sections: sections::sections(tx, assessment.id)
            .await?
            .into_iter()
            .map(|s| (s.section, s.fields))
            .collect(),
        measures: measures::measures(tx, assessment.id).await?,
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
