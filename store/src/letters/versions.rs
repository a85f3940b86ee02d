use chrono::{DateTime, Utc};
use domain::assessments::Section;
use domain::fields::Fields;
use domain::ids::LetterId;
use sqlx::types::Json;

use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// Keeps the text that was approved.
pub(super) async fn keep_version(
    tx: &mut Tx,
    who: Who,
    id: LetterId,
    approval: &Fields,
) -> Result<(), StoreError> {
    const SQL: &str = "insert into letter_version (letter_id, number, fields, approval, approved_by, approved_at) \
        select l.id, 1 + (select count(*) from letter_version v where v.letter_id = l.id), s.fields, $3, $4, $5 \
        from letter l join section s on s.assessment_id = l.assessment_id and s.key = $2 where l.id = $1";
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(Section::Letter(id).key())
        .bind(Json(approval))
        .bind(who.account.map(|a| a.0))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// A letter as it was approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterVersion {
    /// Counted from 1.
    pub number: i64,
    /// The text.
    pub fields: Fields,
    /// What was checked.
    pub approval: Fields,
    /// By whom.
    pub approved_by: Option<String>,
    /// When.
    pub approved_at: DateTime<Utc>,
}

/// The texts of a letter that were approved, the first one first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn letter_versions(tx: &mut Tx, id: LetterId) -> Result<Vec<LetterVersion>, StoreError> {
    const SQL: &str = "select v.number, v.fields, v.approval, a.name, v.approved_at from letter_version v \
        left join account a on a.id = v.approved_by where v.letter_id = $1 order by v.number limit 100";
    type Row = (i64, Json<Fields>, Json<Fields>, Option<String>, DateTime<Utc>);
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_all(c).await)?;
    Ok(rows
        .into_iter()
        .map(
            |(number, fields, approval, approved_by, approved_at)| LetterVersion {
                number,
                fields: fields.0,
                approval: approval.0,
                approved_by,
                approved_at,
            },
        )
        .collect())
}
