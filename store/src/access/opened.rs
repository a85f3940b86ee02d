use domain::access::OpeningReason;
use domain::ids::CaseId;

use super::Digest;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// Notes that a session has chosen to open a protected case, and why. It stays open to the session.
///
/// # Errors
/// [`StoreError::Database`]. A session that has ended meanwhile is none: nothing is noted for it.
pub async fn note_opened(
    tx: &mut Tx,
    who: Who,
    session: &Digest,
    case: CaseId,
    reason: OpeningReason,
) -> Result<(), StoreError> {
    const SQL: &str = "insert into opened_case (token_hash, case_id) select s.token_hash, $2 from session s where s.token_hash = $1 \
        on conflict (token_hash, case_id) do nothing";
    let noted = on!(tx, |c| sqlx::query(SQL)
        .bind(session.to_vec())
        .bind(case.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if noted == 0 {
        return Ok(());
    }
    let entry = Entry::in_case("opened_protected", "case", case.0, case).detail(reason.code());
    audit::record(tx, who, entry).await
}

/// Whether a session has chosen to open a case.
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
