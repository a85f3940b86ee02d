//! Corrections and objections. They are added beside the texts, in the order in which they come, and never changed or taken away;
//! the database refuses that itself.

use chrono::{DateTime, NaiveDate, Utc};
use domain::assessments::{Annotation, AnnotationKind, Section};
use domain::ids::{AnnotationId, AssessmentId, CaseId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::assessments::hold;
use crate::audit::{self, Entry};
use crate::cases::touch;
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most annotations of one assessment.
pub const MAX_ANNOTATIONS: i64 = 200;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    section_key: String,
    text: String,
    right_text: String,
    by_whom: String,
    decided_by: String,
    on_date: NaiveDate,
    noted_by: String,
    noted_on: NaiveDate,
    noted_at: DateTime<Utc>,
}

impl TryFrom<Row> for Annotation {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let section = if row.section_key.is_empty() {
            None
        } else {
            let section = Section::from_key(&row.section_key);
            Some(section.ok_or(StoreError::Corrupt("annotation.section_key"))?)
        };
        Ok(Self {
            id: AnnotationId(row.id),
            kind: AnnotationKind::from_code(&row.kind).ok_or(StoreError::Corrupt("annotation.kind"))?,
            section,
            text: row.text,
            right_text: row.right_text,
            by_whom: row.by_whom,
            decided_by: row.decided_by,
            on: row.on_date,
            noted_by: row.noted_by,
            noted_on: row.noted_on,
            noted_at: row.noted_at,
        })
    }
}

/// A correction or an objection to be noted. Checked by then.
#[derive(Clone, Debug)]
pub struct NewAnnotation {
    /// Which kind.
    pub kind: AnnotationKind,
    /// What it is about; `None` for the whole assessment.
    pub section: Option<Section>,
    /// What is wrong, or what the person says.
    pub text: String,
    /// What it should say; empty for an objection.
    pub right_text: String,
    /// Who objects; empty for a correction.
    pub by_whom: String,
    /// Who decided it; empty for an objection.
    pub decided_by: String,
    /// The day.
    pub on: NaiveDate,
}

/// The annotations of an assessment, in the order in which they were noted.
///
/// # Errors
/// [`StoreError::Database`]; [`StoreError::Corrupt`] for a kind or a section that this program does not know.
pub async fn annotations(tx: &mut Tx, assessment: AssessmentId) -> Result<Vec<Annotation>, StoreError> {
    const SQL: &str = "select n.id, n.kind, n.section_key, n.text, n.right_text, n.by_whom, n.decided_by, n.on_date, \
        a.name as noted_by, n.noted_on, n.noted_at from annotation n join account a on a.id = n.noted_by \
        where n.assessment_id = $1 order by n.noted_at, n.id limit 200";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(assessment.0).fetch_all(c).await)?;
    rows.into_iter().map(Annotation::try_from).collect()
}

/// Notes a correction or an objection. The very same one again, as from a button that was pressed twice, is noted once, because
/// nothing can be taken away afterwards.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case, or a section about a child, a note or a letter of another;
/// [`StoreError::State`] when the assessment's state does not take this kind, or it has [`MAX_ANNOTATIONS`].
pub async fn add_annotation(
    tx: &mut Tx,
    who: Who,
    (case, assessment): (CaseId, AssessmentId),
    new: &NewAnnotation,
) -> Result<AnnotationId, StoreError> {
    const COUNT: &str = "select count(*) from annotation where assessment_id = $1";
    const SQL: &str = "insert into annotation (id, assessment_id, kind, section_key, text, right_text, by_whom, decided_by, on_date, \
        noted_by, noted_on, noted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    if !new.kind.possible_in(hold(tx, case, assessment).await?) {
        return Err(StoreError::State);
    }
    if !belongs(tx, case, assessment, new.section).await? {
        return Err(StoreError::NotFound);
    }
    if let Some(same) = same(tx, assessment, new).await? {
        return Ok(same);
    }
    let count: i64 = on!(tx, |c| sqlx::query_scalar(COUNT)
        .bind(assessment.0)
        .fetch_one(c)
        .await)?;
    if count >= MAX_ANNOTATIONS {
        return Err(StoreError::State);
    }
    touch(tx, case, who.now).await?;
    let id = AnnotationId(Uuid::now_v7());
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(assessment.0)
        .bind(new.kind.code())
        .bind(key(new.section))
        .bind(&new.text)
        .bind(&new.right_text)
        .bind(&new.by_whom)
        .bind(&new.decided_by)
        .bind(new.on)
        .bind(who.account.map_or_else(Uuid::nil, |a| a.0))
        .bind(who.today)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    audit::record(
        tx,
        who,
        Entry::in_case("created", "annotation", id.0, case).detail(new.kind.code()),
    )
    .await?;
    Ok(id)
}

fn key(section: Option<Section>) -> String {
    section.map(Section::key).unwrap_or_default()
}

/// Whether the child, the note or the letter that a section is about is one of this assessment.
async fn belongs(
    tx: &mut Tx,
    case: CaseId,
    assessment: AssessmentId,
    section: Option<Section>,
) -> Result<bool, StoreError> {
    const CHILD: &str = "select count(*) from child where id = $1 and case_id = $2";
    const NOTE: &str = "select count(*) from participation_note where id = $1 and assessment_id = $2";
    const LETTER: &str = "select count(*) from letter where id = $1 and assessment_id = $2";
    let (sql, id, parent) = match section {
        Some(Section::Child(id)) => (CHILD, id.0, case.0),
        Some(Section::Note(id)) => (NOTE, id.0, assessment.0),
        Some(Section::Letter(id)) => (LETTER, id.0, assessment.0),
        _ => return Ok(true),
    };
    let known: i64 = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(id)
        .bind(parent)
        .fetch_one(c)
        .await)?;
    Ok(known > 0)
}

/// The annotation that says exactly the same, if there is one.
async fn same(
    tx: &mut Tx,
    assessment: AssessmentId,
    new: &NewAnnotation,
) -> Result<Option<AnnotationId>, StoreError> {
    const SQL: &str = "select id from annotation where assessment_id = $1 and kind = $2 and section_key = $3 and on_date = $4 \
        and text = $5 and right_text = $6 and by_whom = $7 and decided_by = $8 limit 1";
    let id: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(assessment.0)
        .bind(new.kind.code())
        .bind(key(new.section))
        .bind(new.on)
        .bind(&new.text)
        .bind(&new.right_text)
        .bind(&new.by_whom)
        .bind(&new.decided_by)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(AnnotationId))
}
