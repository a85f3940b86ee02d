//! Participation notes: one row an occasion; the texts are a section.

use domain::assessments::{NoteInView, NoteKind, Section};
use domain::ids::{AssessmentId, CaseId, ChildId, NoteId};
use uuid::Uuid;

use crate::assessments::hold;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on, refusal};
use crate::error::StoreError;

/// The most notes of one assessment.
pub const MAX_NOTES: i64 = 60;

/// Begins a note about a child of the case.
///
/// # Errors
/// [`StoreError::NotFound`] for a child or an assessment of another case; [`StoreError::State`] when the assessment is no draft or has [`MAX_NOTES`].
pub async fn add_note(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    assessment: AssessmentId,
    child: ChildId,
    kind: NoteKind,
) -> Result<NoteId, StoreError> {
    const COUNT: &str = "select count(*) from participation_note where assessment_id = $1";
    const SQL: &str = "insert into participation_note (id, assessment_id, child_id, kind, created_by, created_at) \
        select $1, $2, c.id, $4, $5, $6 from child c where c.id = $3 and c.case_id = $7 and c.removed_at is null";
    let status = hold(tx, case, assessment).await?;
    let count: i64 = on!(tx, |c| sqlx::query_scalar(COUNT)
        .bind(assessment.0)
        .fetch_one(c)
        .await)?;
    if !status.is_written() || count >= MAX_NOTES {
        return Err(StoreError::State);
    }
    let id = NoteId(Uuid::now_v7());
    let by = who.account.map_or_else(Uuid::nil, |a| a.0);
    let added = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(assessment.0)
        .bind(child.0)
        .bind(kind.code())
        .bind(by)
        .bind(who.now)
        .bind(case.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if added == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::in_case("created", "note", id.0, case)).await?;
    Ok(id)
}

/// The notes of an assessment, oldest first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn notes(tx: &mut Tx, assessment: AssessmentId) -> Result<Vec<NoteInView>, StoreError> {
    const SQL: &str = "select id, child_id, kind, copied_from from participation_note where assessment_id = $1 order by created_at, id limit 100";
    let rows: Vec<(Uuid, Uuid, String, Option<Uuid>)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(assessment.0).fetch_all(c).await)?;
    rows.into_iter()
        .map(|(id, child, kind, copied_from)| {
            let kind = NoteKind::from_code(&kind).ok_or(StoreError::Corrupt("participation_note.kind"))?;
            Ok(NoteInView {
                id: NoteId(id),
                child: ChildId(child),
                kind,
                copied_from: copied_from.map(NoteId),
            })
        })
        .collect()
}

/// Removes a note that holds no text yet. A note with text is part of the record and stays.
///
/// # Errors
/// [`StoreError::NotFound`] for a note of another assessment; [`StoreError::State`] when something is written in it or the assessment
/// is no draft.
pub async fn remove_empty_note(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    assessment: AssessmentId,
    note: NoteId,
) -> Result<(), StoreError> {
    const IN_ASSESSMENT: &str =
        "select count(*) from participation_note where id = $1 and assessment_id = $2";
    const SQL: &str = "delete from participation_note where id = $1 and assessment_id = $2 and not exists \
        (select 1 from section where assessment_id = $2 and key = $3)";
    if !hold(tx, case, assessment).await?.is_written() {
        return Err(StoreError::State);
    }
    let key = Section::Note(note).key();
    let removed = on!(tx, |c| sqlx::query(SQL)
        .bind(note.0)
        .bind(assessment.0)
        .bind(&key)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if removed == 0 {
        return Err(refusal(tx, IN_ASSESSMENT, [note.0, assessment.0], StoreError::State).await);
    }
    audit::record(tx, who, Entry::in_case("removed", "note", note.0, case)).await
}
