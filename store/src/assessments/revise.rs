use std::collections::BTreeMap;

use domain::assessments::{Depth, Material, Status, carried_over};
use domain::ids::{AssessmentId, NoteId};
use uuid::Uuid;

use super::begin::{New, insert};
use super::moves::hold;
use super::read::Assessment;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;
use crate::{attachments, sections};

/// Begins a new version from a signed one: the facts with their files, the children's words and what was asked are taken over, the
/// judgements are not.
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

/// Takes an occasion over, unless its child is no longer in the case.
async fn copy_note(tx: &mut Tx, to: AssessmentId, note: NoteId) -> Result<Option<NoteId>, StoreError> {
    const SQL: &str = "insert into participation_note (id, assessment_id, child_id, kind, created_by, created_at, copied_from) \
        select $1, $2, n.child_id, n.kind, n.created_by, n.created_at, n.id from participation_note n \
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
