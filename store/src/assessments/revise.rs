use std::collections::BTreeMap;

use domain::assessments::{Depth, Material, Section, Status, carried_over};
use domain::ids::{AssessmentId, CaseId, NoteId};
use uuid::Uuid;

use super::begin::{New, insert};
use super::kept::with_answers;
use super::moves::hold;
use super::read::Assessment;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;
use crate::{attachments, participation, sections};

/// Begins a new version from a signed one: the facts with their files, the children's words and what was asked are taken over, the
/// judgements are not. What a child answered to its letter becomes a talk, so that it is weighed now.
/// `before` is the assessment as it was signed.
///
/// # Errors
/// [`StoreError::NotFound`] when it belongs to another case than it says; [`StoreError::State`] when it is not signed, is a screening,
/// or has a newer version already.
pub async fn revise(
    tx: &mut Tx,
    who: Who,
    from: &Assessment,
    before: &Material,
    content_version: &str,
) -> Result<AssessmentId, StoreError> {
    const NEXT: &str = "select count(*) from assessment where previous_id = $1 and status <> 'withdrawn'";
    // Looked at again once it is held: of two who begin a version at the same moment, one is refused.
    let status = hold(tx, from.case, from.id).await?;
    let next: i64 = on!(tx, |c| sqlx::query_scalar(NEXT)
        .bind(from.id.0)
        .fetch_one(c)
        .await)?;
    if !status.is_signed() || from.depth == Depth::Screening || next > 0 {
        return Err(StoreError::State);
    }
    let new = New {
        case: from.case,
        previous: Some((from.id, from.series)),
        depth: from.depth,
        status: Status::Draft,
        matter: &from.matter,
        reason: "",
        content_version,
    };
    let id = insert(tx, who, &new).await?;
    audit::record(
        tx,
        who,
        Entry::in_case("revised", "assessment", id.0, from.case).detail(from.depth.code()),
    )
    .await?;
    let before = &with_answers(tx, before).await?;
    let mut notes = BTreeMap::new();
    for note in &before.notes {
        if let Some(copy) = copy_note(tx, id, note.id).await? {
            notes.insert(note.id, copy);
        }
    }
    attachments::carry_over(tx, from.id, id).await?;
    for (section, fields) in carried_over(before, &notes) {
        sections::save_section(tx, who, (from.case, id), section, 0, &fields).await?;
    }
    Ok(id)
}

/// Takes the occasions of an earlier assessment of the case over into one that is being written: what was asked, done and said. Those
/// that are there already, and those of children who are no longer in the case, are left out. Gives back how many came.
///
/// # Errors
/// [`StoreError::NotFound`] for assessments of different cases; [`StoreError::State`] when the one is not signed, the other not being
/// written, or there is no room for so many.
pub async fn take_over_notes(
    tx: &mut Tx,
    who: Who,
    (case, to): (CaseId, AssessmentId),
    earlier: &Material,
) -> Result<usize, StoreError> {
    if !hold(tx, case, to).await?.is_written() || !hold(tx, case, earlier.id).await?.is_signed() {
        return Err(StoreError::State);
    }
    let earlier = &with_answers(tx, earlier).await?;
    let there = participation::notes(tx, to).await?;
    let mut notes = BTreeMap::new();
    for note in &earlier.notes {
        if there.iter().any(|n| n.copied_from == Some(note.id)) {
            continue;
        }
        if let Some(copy) = copy_note(tx, to, note.id).await? {
            notes.insert(note.id, copy);
            audit::record(tx, who, Entry::in_case("created", "note", copy.0, case)).await?;
        }
    }
    if i64::try_from(there.len() + notes.len()).unwrap_or(i64::MAX) > participation::MAX_NOTES {
        return Err(StoreError::State);
    }
    for (section, fields) in carried_over(earlier, &notes) {
        if matches!(section, Section::Note(_)) {
            sections::save_section(tx, who, (case, to), section, 0, &fields).await?;
        }
    }
    Ok(notes.len())
}

/// Takes an occasion over, unless its child is no longer in the case. An answer to a letter becomes a talk.
async fn copy_note(tx: &mut Tx, to: AssessmentId, note: NoteId) -> Result<Option<NoteId>, StoreError> {
    const SQL: &str = "insert into participation_note (id, assessment_id, child_id, kind, created_by, created_at, copied_from) \
        select $1, $2, n.child_id, case n.kind when 'answer' then 'heard' else n.kind end, n.created_by, n.created_at, n.id from participation_note n \
        join child b on b.id = n.child_id where n.id = $3 and b.removed_at is null";
    let copy = NoteId(Uuid::now_v7());
    let made = on!(tx, |c| sqlx::query(SQL)
        .bind(copy.0)
        .bind(to.0)
        .bind(note.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok((made > 0).then_some(copy))
}
