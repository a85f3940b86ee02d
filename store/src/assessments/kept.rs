use std::sync::Arc;

use domain::assessments::{Material, NoteKind, Section};
use domain::ids::AssessmentId;
use sqlx::types::Json;
use uuid::Uuid;

use crate::db::{Tx, Who, on};
use crate::error::StoreError;
use crate::{checklists, participation, sections};

/// Keeps an assessment as it stands. `reason` is `submitted` or `signed`; `round` counts the submissions, and is 0 for one that was
/// signed alone.
///
/// # Errors
/// [`StoreError::Exists`] when the same round was kept for the same reason before.
pub async fn keep_version(
    tx: &mut Tx,
    who: Who,
    material: &Material,
    round: i64,
    reason: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "insert into kept_version (assessment_id, round, reason, material, kept_at, kept_by) values ($1, $2, $3, $4, $5, $6)";
    on!(tx, |c| sqlx::query(SQL)
        .bind(material.id.0)
        .bind(round)
        .bind(reason)
        .bind(Json(material))
        .bind(who.now)
        .bind(who.account.map(|a| a.0))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// An assessment as it stood when it was kept last for a reason, in this round or an earlier one (`None`: whichever is the last).
///
/// # Errors
/// [`StoreError::Database`], also when what is kept cannot be read; [`StoreError::Corrupt`] when it is another assessment.
pub async fn kept_version(
    tx: &mut Tx,
    id: AssessmentId,
    reason: &str,
    up_to: Option<i64>,
) -> Result<Option<Material>, StoreError> {
    const SQL: &str = "select k.material, s.content_version from kept_version k join assessment s on s.id = k.assessment_id \
        where k.assessment_id = $1 and k.reason = $2 and k.round <= $3 order by k.round desc limit 1";
    let found: Option<(Json<Material>, String)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(id.0)
        .bind(reason)
        .bind(up_to.unwrap_or(i64::from(i32::MAX)))
        .fetch_optional(c)
        .await)?;
    let Some((Json(mut material), version)) = found else {
        return Ok(None);
    };
    material.checklist = Arc::clone(&checklists::of_version(tx, &version).await?);
    // What was kept names itself; a row under another assessment's id would be a mix-up.
    if material.id.0 == id.0 && id.0 != Uuid::nil() {
        Ok(Some(material))
    } else {
        Err(StoreError::Corrupt("kept_version.material"))
    }
}

/// An assessment as it was signed, with what the children have answered to their letters since.
///
/// # Errors
/// As [`kept_version`].
pub async fn signed_with_answers(tx: &mut Tx, id: AssessmentId) -> Result<Option<Material>, StoreError> {
    match kept_version(tx, id, "signed", None).await? {
        Some(signed) => Ok(Some(with_answers(tx, &signed).await?)),
        None => Ok(None),
    }
}

/// What was kept, with the answers to letters that are not in it yet.
pub(super) async fn with_answers(tx: &mut Tx, kept: &Material) -> Result<Material, StoreError> {
    let mut all = kept.clone();
    for note in participation::notes(tx, kept.id).await? {
        if note.kind != NoteKind::Answer || all.note(note.id).is_some() {
            continue;
        }
        let section = Section::Note(note.id);
        if let Some(stored) = sections::section(tx, kept.id, section).await? {
            all.sections.insert(section, stored.fields);
        }
        all.notes.push(note);
    }
    Ok(all)
}
