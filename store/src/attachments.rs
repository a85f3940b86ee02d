//! Files that belong to an assessment, bytes and all.

use chrono::{DateTime, Utc};
use domain::assessments::{AttachedInView, Section};
use domain::attachments::{Attached, AttachmentKind};
use domain::ids::{AssessmentId, AttachmentId, CaseId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::access::Digest;
use crate::assessments::hold;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// A file as it is listed, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The attachment.
    pub id: AttachmentId,
    /// The file's name.
    pub name: String,
    /// What its content is.
    pub kind: AttachmentKind,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the bytes.
    pub digest: Digest,
    /// What the file is, in the worker's words.
    pub note: String,
    /// The name of who added it.
    pub added_by: String,
    /// When.
    pub added_at: DateTime<Utc>,
}

/// A file to be added. Checked by then.
#[derive(Clone)]
pub struct NewAttachment {
    /// The file's name.
    pub name: String,
    /// What its content is.
    pub kind: AttachmentKind,
    /// SHA-256 of the bytes.
    pub digest: Digest,
    /// What the file is.
    pub note: String,
    /// The bytes. Never empty.
    pub bytes: Vec<u8>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    name: String,
    kind: String,
    size: i64,
    digest: Vec<u8>,
    note: String,
    added_by: String,
    added_at: DateTime<Utc>,
}

impl TryFrom<Row> for Attachment {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let digest = Digest::try_from(row.digest).map_err(|_| StoreError::Corrupt("attachment.digest"))?;
        Ok(Self {
            id: AttachmentId(row.id),
            name: row.name,
            kind: AttachmentKind::from_code(&row.kind).ok_or(StoreError::Corrupt("attachment.kind"))?,
            size: row.size,
            digest,
            note: row.note,
            added_by: row.added_by,
            added_at: row.added_at,
        })
    }
}

macro_rules! attachment_where {
    ($where:literal) => {
        concat!(
            "select f.id, f.name, f.kind, f.size, f.digest, f.note, a.name as added_by, f.added_at from attachment f ",
            "join assessment s on s.id = f.assessment_id join account a on a.id = f.added_by where f.removed_at is null and ",
            $where
        )
    };
}

/// The files of an assessment, oldest first. The caller asks `may(…)` about its case.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn attachments(tx: &mut Tx, assessment: AssessmentId) -> Result<Vec<Attachment>, StoreError> {
    const SQL: &str = attachment_where!("s.id = $1 order by f.added_at, f.id limit 100");
    on!(tx, |c| sqlx::query_as::<_, Row>(SQL)
        .bind(assessment.0)
        .fetch_all(c)
        .await)?
    .into_iter()
    .map(Attachment::try_from)
    .collect()
}

/// One file without its bytes.
///
/// # Errors
/// [`StoreError::NotFound`] for one of another assessment or case, and for a removed one.
pub async fn attachment(
    tx: &mut Tx,
    case: CaseId,
    assessment: AssessmentId,
    id: AttachmentId,
) -> Result<Attachment, StoreError> {
    const SQL: &str = attachment_where!("f.id = $1 and s.id = $2 and s.case_id = $3");
    on!(tx, |c| sqlx::query_as::<_, Row>(SQL)
        .bind(id.0)
        .bind(assessment.0)
        .bind(case.0)
        .fetch_one(c)
        .await)?
    .try_into()
}

/// One file with its bytes; tells the trail that it was read.
///
/// # Errors
/// As [`attachment`].
pub async fn read_attachment(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    assessment: AssessmentId,
    id: AttachmentId,
) -> Result<(Attachment, Vec<u8>), StoreError> {
    const SQL: &str = "select bytes from attachment where id = $1 and removed_at is null";
    let found = attachment(tx, case, assessment, id).await?;
    audit::record(tx, who, Entry::in_case("read", "attachment", id.0, case)).await?;
    let bytes: Vec<u8> = on!(tx, |c| sqlx::query_scalar(SQL).bind(id.0).fetch_one(c).await)?;
    Ok((found, bytes))
}

/// How much room an assessment's files take.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn attached(tx: &mut Tx, assessment: AssessmentId) -> Result<Attached, StoreError> {
    // PostgreSQL sums whole numbers into another type.
    const SQL: &str = "select count(*), cast(coalesce(sum(size), 0) as bigint) from attachment \
        where assessment_id = $1 and removed_at is null";
    let (files, bytes): (i64, i64) = on!(tx, |c| sqlx::query_as(SQL).bind(assessment.0).fetch_one(c).await)?;
    Ok(Attached { files, bytes })
}

/// Adds a file.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case; [`StoreError::State`] when its facts may not be written any more or
/// [`Attached::takes`] refuses; [`StoreError::Exists`] when the same bytes are there already.
pub async fn add_attachment(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    assessment: AssessmentId,
    new: &NewAttachment,
) -> Result<AttachmentId, StoreError> {
    const SAME: &str =
        "select count(*) from attachment where assessment_id = $1 and digest = $2 and removed_at is null";
    const SQL: &str = "insert into attachment (id, assessment_id, name, kind, size, digest, note, added_by, added_at, bytes) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let status = hold(tx, case, assessment).await?;
    let fits = attached(tx, assessment).await?.takes(new.bytes.len()).is_ok();
    if !Section::Facts.open_in(status) || !fits {
        return Err(StoreError::State);
    }
    let same: i64 = on!(tx, |c| sqlx::query_scalar(SAME)
        .bind(assessment.0)
        .bind(new.digest.to_vec())
        .fetch_one(c)
        .await)?;
    if same > 0 {
        return Err(StoreError::Exists);
    }
    let id = AttachmentId(Uuid::now_v7());
    let by = who.account.map_or_else(Uuid::nil, |a| a.0);
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(assessment.0)
        .bind(&new.name)
        .bind(new.kind.code())
        .bind(i64::try_from(new.bytes.len()).unwrap_or(i64::MAX))
        .bind(new.digest.to_vec())
        .bind(&new.note)
        .bind(by)
        .bind(who.now)
        .bind(new.bytes.as_slice())
        .execute(c)
        .await
        .map(|_| ()))?;
    audit::record(tx, who, Entry::in_case("created", "attachment", id.0, case)).await?;
    Ok(id)
}

/// Takes the files of an assessment over into its new version, with who added them and when, because the facts are taken over, too.
///
/// # Errors
/// [`StoreError::Database`].
pub(crate) async fn carry_over(tx: &mut Tx, from: AssessmentId, to: AssessmentId) -> Result<(), StoreError> {
    const SQL: &str = "insert into attachment (id, assessment_id, name, kind, size, digest, note, added_by, added_at, bytes) \
        select $1, $2, f.name, f.kind, f.size, f.digest, f.note, f.added_by, f.added_at, f.bytes from attachment f where f.id = $3";
    for file in attachments(tx, from).await? {
        on!(tx, |c| sqlx::query(SQL)
            .bind(Uuid::now_v7())
            .bind(to.0)
            .bind(file.id.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// The files as a note can point at them.
///
/// # Errors
/// [`StoreError::Database`].
pub(crate) async fn in_view(
    tx: &mut Tx,
    assessment: AssessmentId,
) -> Result<Vec<AttachedInView>, StoreError> {
    let in_view = |file: Attachment| AttachedInView {
        code: code_of(&file.digest),
        words: format!("{} ({})", file.note, file.name),
    };
    Ok(attachments(tx, assessment)
        .await?
        .into_iter()
        .map(in_view)
        .collect())
}

/// The digest's first eight bytes in hexadecimal digits, enough to tell the files of one assessment apart.
fn code_of(digest: &Digest) -> String {
    let first = digest.first_chunk::<8>().copied().unwrap_or_default();
    format!("{:016x}", u64::from_be_bytes(first))
}

/// Takes a file out. Its row and digest stay, so that it can be said what it was; its bytes do not.
///
/// # Errors
/// [`StoreError::NotFound`] for a file of another assessment or case, and for a removed one; [`StoreError::State`] when the facts
/// of the assessment may not be written any more.
pub async fn remove_attachment(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    assessment: AssessmentId,
    id: AttachmentId,
) -> Result<(), StoreError> {
    const SQL: &str = "update attachment set bytes = $3, removed_at = $4, removed_by = $5 \
        where id = $1 and assessment_id = $2 and removed_at is null";
    let status = hold(tx, case, assessment).await?;
    if !Section::Facts.open_in(status) {
        return Err(StoreError::State);
    }
    let removed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(assessment.0)
        .bind(Vec::<u8>::new())
        .bind(who.now)
        .bind(who.account.map(|a| a.0))
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if removed == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::in_case("removed", "attachment", id.0, case)).await
}
