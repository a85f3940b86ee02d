use domain::ids::CaseId;

use super::Digest;
use crate::db::{Tx, on};
use crate::error::StoreError;

/// Notes that a session has opened a case after a proof of who uses it. Leaves no audit row: the reading leaves its own.
///
/// # Errors
/// [`StoreError::Database`]. A session that has ended meanwhile is none: nothing is noted for it.
pub async fn note_opened(tx: &mut Tx, session: &Digest, case: CaseId) -> Result<(), StoreError> {
    const SQL: &str = "insert into opened_case (token_hash, case_id) select s.token_hash, $2 from session s where s.token_hash = $1 \
        on conflict (token_hash, case_id) do nothing";
    on!(tx, |c| sqlx::query(SQL)
        .bind(session.to_vec())
        .bind(case.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Whether a session has opened a case after a proof.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn has_opened(tx: &mut Tx, session: &Digest, case: CaseId) -> Result<bool, StoreError> {
    const SQL: &str = "select count(*) from opened_case where token_hash = $1 and case_id = $2";
    let count: i64 = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(session.to_vec())
        .bind(case.0)
        .fetch_one(c)
        .await)?;
    Ok(count > 0)
}
