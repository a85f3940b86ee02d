//! Participation notes: one row an occasion; the texts are a section.

use domain::assessments::{NoteInView, NoteKind, Section, Status};
use domain::fields::Fields;
use domain::ids::{AssessmentId, CaseId, ChildId, LetterId, NoteId};
use sqlx::types::Json;
use uuid::Uuid;

use crate::assessments::hold;
use crate::audit::{self, Entry};
use crate::cases::touch;
use crate::db::{Tx, Who, on, refusal};
use crate::error::StoreError;

/// The most notes of one assessment.
pub const MAX_NOTES: i64 = 60;

/// Begins a note about a child of the case.
///
/// # Errors
/// [`StoreError::NotFound`] for a child or an assessment of another case; [`StoreError::State`] when the assessment is no draft or has
/// [`MAX_NOTES`], and for an answer to a letter, which [`add_answer`] makes.
pub async fn add_note(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    assessment: AssessmentId,
    child: ChildId,
    kind: NoteKind,
) -> Result<NoteId, StoreError> {
    const SQL: &str = "insert into participation_note (id, assessment_id, child_id, kind, created_by, created_at) \
        select $1, $2, c.id, $4, $5, $6 from child c where c.id = $3 and c.case_id = $7 and c.removed_at is null";
    let status = hold(tx, case, assessment).await?;
    if !status.is_written() || !NoteKind::BEGUN.contains(&kind) || is_full(tx, assessment).await? {
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

async fn is_full(tx: &mut Tx, assessment: AssessmentId) -> Result<bool, StoreError> {
    const COUNT: &str = "select count(*) from participation_note where assessment_id = $1";
    let count: i64 = on!(tx, |c| sqlx::query_scalar(COUNT)
        .bind(assessment.0)
        .fetch_one(c)
        .await)?;
    Ok(count >= MAX_NOTES)
}

/// What an answer to a letter holds; everything else that is sent is left out.
const ANSWER_FIELDS: [&str; 3] = ["held_on", "by", "statement.1.words"];

/// Writes down what a child answered when it had its letter: `held_on` (the day), `by` (who received the answer) and
/// `statement.1.words` (the child's words). The signed texts stay as they are; the answer is weighed in the next version. The caller
/// has checked the lengths.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case, and for a letter of another assessment or child;
/// [`StoreError::State`] when the assessment is not signed, or is followed up already, or has [`MAX_NOTES`].
pub async fn add_answer(
    tx: &mut Tx,
    who: Who,
    (case, assessment): (CaseId, AssessmentId),
    child: ChildId,
    letter: LetterId,
    fields: &Fields,
) -> Result<NoteId, StoreError> {
    const NOTE: &str = "insert into participation_note (id, assessment_id, child_id, kind, created_by, created_at, letter_id) \
        select $1, l.assessment_id, l.child_id, $2, $3, $4, l.id from letter l where l.id = $5 and l.assessment_id = $6 and l.child_id = $7";
    const TEXTS: &str = "insert into section (assessment_id, key, fields, version, updated_by, updated_at) values ($1, $2, $3, 1, $4, $5)";
    let status = hold(tx, case, assessment).await?;
    if status != Status::Signed || is_full(tx, assessment).await? {
        return Err(StoreError::State);
    }
    let id = NoteId(Uuid::now_v7());
    let by = who.account.map_or_else(Uuid::nil, |a| a.0);
    let added = on!(tx, |c| sqlx::query(NOTE)
        .bind(id.0)
        .bind(NoteKind::Answer.code())
        .bind(by)
        .bind(who.now)
        .bind(letter.0)
        .bind(assessment.0)
        .bind(child.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if added == 0 {
        return Err(StoreError::NotFound);
    }
    let texts: Fields = ANSWER_FIELDS
        .into_iter()
        .map(|name| (name, fields.raw(name)))
        .collect();
    on!(tx, |c| sqlx::query(TEXTS)
        .bind(assessment.0)
        .bind(Section::Note(id).key())
        .bind(Json(&texts))
        .bind(by)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    touch(tx, case, who.now).await?;
    let entry = Entry::in_case("created", "note", id.0, case).detail(NoteKind::Answer.code());
    audit::record(tx, who, entry).await?;
    Ok(id)
}

/// The notes of an assessment, oldest first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn notes(tx: &mut Tx, assessment: AssessmentId) -> Result<Vec<NoteInView>, StoreError> {
    const SQL: &str = "select id, child_id, kind, copied_from, letter_id from participation_note where assessment_id = $1 \
        order by created_at, id limit 100";
    type Row = (Uuid, Uuid, String, Option<Uuid>, Option<Uuid>);
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(assessment.0).fetch_all(c).await)?;
    rows.into_iter()
        .map(|(id, child, kind, copied_from, letter)| {
            let kind = NoteKind::from_code(&kind).ok_or(StoreError::Corrupt("participation_note.kind"))?;
            Ok(NoteInView {
                id: NoteId(id),
                child: ChildId(child),
                kind,
                copied_from: copied_from.map(NoteId),
                letter: letter.map(LetterId),
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
