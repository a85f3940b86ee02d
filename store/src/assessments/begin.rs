use domain::assessments::{Depth, Section, Status};
use domain::fields::Fields;
use domain::ids::{AssessmentId, CaseId};
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::cases::touch;
use crate::db::{Tx, Who, on};
use crate::error::StoreError;
use crate::sections;

/// A row of a new assessment.
pub(super) struct New<'a> {
    pub case: CaseId,
    pub previous: Option<(AssessmentId, i64)>,
    pub depth: Depth,
    pub status: Status,
    pub matter: &'a str,
    pub reason: &'a str,
    pub content_version: &'a str,
}

pub(super) async fn insert(tx: &mut Tx, who: Who, new: &New<'_>) -> Result<AssessmentId, StoreError> {
    const SQL: &str = "insert into assessment (id, case_id, depth, status, content_version, matter, screening_reason, decided_on, signed_at, signed_by, \
        created_by, created_at, updated_at, previous_id, series) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14)";
    touch(tx, new.case, who.now).await?;
    let id = AssessmentId(Uuid::now_v7());
    let by = who.account.map_or_else(Uuid::nil, |a| a.0);
    let signed = new.status == Status::Signed;
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(new.case.0)
        .bind(new.depth.code())
        .bind(new.status.code())
        .bind(new.content_version)
        .bind(new.matter)
        .bind(new.reason)
        .bind(signed.then_some(who.today))
        .bind(signed.then_some(who.now))
        .bind(signed.then_some(by))
        .bind(by)
        .bind(who.now)
        .bind(new.previous.map(|(id, _)| id.0))
        .bind(new.previous.map_or(1, |(_, series)| series + 1))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(id)
}

/// Begins an assessment at a depth. `chosen` is what stands about that choice: the answers, the proposal and the reason.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown case.
pub async fn begin(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    depth: Depth,
    matter: &str,
    content_version: &str,
    chosen: &Fields,
) -> Result<AssessmentId, StoreError> {
    let new = New {
        case,
        previous: None,
        depth,
        status: Status::Draft,
        matter,
        reason: "",
        content_version,
    };
    let id = insert(tx, who, &new).await?;
    audit::record(
        tx,
        who,
        Entry::in_case("created", "assessment", id.0, case).detail(depth.code()),
    )
    .await?;
    if !chosen.0.is_empty() {
        sections::save_section(tx, who, (case, id), Section::Depth, 0, chosen).await?;
    }
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
    let new = New {
        case,
        previous: None,
        depth: Depth::Screening,
        status: Status::Signed,
        matter,
        reason,
        content_version,
    };
    let id = insert(tx, who, &new).await?;
    audit::record(
        tx,
        who,
        Entry::in_case("signed", "assessment", id.0, case).detail("screening"),
    )
    .await?;
    Ok(id)
}
