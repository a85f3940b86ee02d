//! The texts of an assessment, one row a page. A save names the version it started from; a stale one changes nothing and gets
//! both texts back.

use chrono::{DateTime, Utc};
use domain::assessments::Section;
use domain::fields::Fields;
use domain::ids::{AssessmentId, CaseId};
use domain::letters::LetterStatus;
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::assessments::hold;
use crate::audit::{self, Entry};
use crate::cases::touch;
use crate::db::{Tx, Who, on};
use crate::error::StoreError;
use crate::{figures, letters};

/// A stored section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSection {
    /// Which.
    pub section: Section,
    /// Its texts.
    pub fields: Fields,
    /// Its version; 0 is a section that was never saved.
    pub version: i64,
    /// Who saved it last.
    pub saved_by: String,
    /// When.
    pub saved_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct SectionRow {
    key: String,
    fields: Json<Fields>,
    version: i64,
    saved_by: String,
    updated_at: DateTime<Utc>,
}

impl SectionRow {
    fn stored(self) -> Option<StoredSection> {
        Some(StoredSection {
            section: Section::from_key(&self.key)?,
            fields: self.fields.0,
            version: self.version,
            saved_by: self.saved_by,
            saved_at: self.updated_at,
        })
    }
}

/// Every section of an assessment that was ever saved.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn sections(tx: &mut Tx, assessment: AssessmentId) -> Result<Vec<StoredSection>, StoreError> {
    const SQL: &str = "select s.key, s.fields, s.version, a.name as saved_by, s.updated_at from section s \
        join account a on a.id = s.updated_by where s.assessment_id = $1 limit 500";
    let rows: Vec<SectionRow> = on!(tx, |c| sqlx::query_as(SQL).bind(assessment.0).fetch_all(c).await)?;
    Ok(rows.into_iter().filter_map(SectionRow::stored).collect())
}

/// One section, or `None` where it was never saved.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn section(
    tx: &mut Tx,
    assessment: AssessmentId,
    section: Section,
) -> Result<Option<StoredSection>, StoreError> {
    const SQL: &str = "select s.key, s.fields, s.version, a.name as saved_by, s.updated_at from section s \
        join account a on a.id = s.updated_by where s.assessment_id = $1 and s.key = $2";
    let row: Option<SectionRow> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(assessment.0)
        .bind(section.key())
        .fetch_optional(c)
        .await)?;
    Ok(row.and_then(SectionRow::stored))
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Stored; the new version.
    Stored(i64),
    /// Somebody else saved since; what they saved. Nothing was changed.
    Conflict(StoredSection),
}

/// Saves a section's texts if nobody else has saved since `version`. Saving the very same text again is no change and no conflict.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case or a letter of another assessment; [`StoreError::State`] when the
/// assessment's state no longer takes this section, or the letter is no draft.
pub async fn save_section(
    tx: &mut Tx,
    who: Who,
    (case, assessment): (CaseId, AssessmentId),
    section_key: Section,
    version: i64,
    fields: &Fields,
) -> Result<Saved, StoreError> {
    const INSERT: &str = "insert into section (assessment_id, key, fields, version, updated_by, updated_at) values ($1, $2, $3, 1, $4, $5) \
        on conflict (assessment_id, key) do nothing";
    const UPDATE: &str = "update section set fields = $3, version = version + 1, updated_by = $4, updated_at = $5 \
        where assessment_id = $1 and key = $2 and version = $6";
    if !section_key.open_in(hold(tx, case, assessment).await?) {
        return Err(StoreError::State);
    }
    if let Section::Letter(letter) = section_key
        && letters::letter(tx, assessment, letter).await?.status != LetterStatus::Draft
    {
        return Err(StoreError::State);
    }
    let current = section(tx, assessment, section_key).await?;
    if let Some(current) = &current
        && current.fields == *fields
    {
        return Ok(Saved::Stored(current.version));
    }
    let by = who.account.map_or_else(Uuid::nil, |a| a.0);
    let key = section_key.key();
    let changed = if version == 0 {
        on!(tx, |c| sqlx::query(INSERT)
            .bind(assessment.0)
            .bind(&key)
            .bind(Json(fields))
            .bind(by)
            .bind(who.now)
            .execute(c)
            .await
            .map(|r| r.rows_affected()))?
    } else {
        on!(tx, |c| sqlx::query(UPDATE)
            .bind(assessment.0)
            .bind(&key)
            .bind(Json(fields))
            .bind(by)
            .bind(who.now)
            .bind(version)
            .execute(c)
            .await
            .map(|r| r.rows_affected()))?
    };
    if changed == 0 {
        let theirs = section(tx, assessment, section_key).await?;
        return theirs.map(Saved::Conflict).ok_or(StoreError::Stale);
    }
    let planned = |fields: &Fields| fields.text("planned_on").to_owned();
    if section_key == Section::Question
        && current.as_ref().map(|c| planned(&c.fields)) != Some(planned(fields))
    {
        figures::refresh(tx, assessment).await?;
    }
    touch(tx, case, who.now).await?;
    audit::record(
        tx,
        who,
        Entry::in_case("saved", "section", assessment.0, case).detail(&key),
    )
    .await?;
    Ok(Saved::Stored(version + 1))
}
