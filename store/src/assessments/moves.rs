use chrono::NaiveDate;
use domain::assessments::{Depth, Status, TABLE};
use domain::ids::{AssessmentId, CaseId};

use crate::audit::{self, Entry};
use crate::cases::touch;
use crate::db::{Tx, Who, on, refusal};
use crate::error::StoreError;
use crate::figures;

const IN_CASE: &str = "select count(*) from assessment where id = $1 and case_id = $2";

/// Which assessment, of which case, at which version.
pub type Ids = (CaseId, AssessmentId, i64);

/// What a signature fixes.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'a> {
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// The day of the follow-up.
    pub follow_up_on: Option<NaiveDate>,
    /// What the author attested, as codes.
    pub attestations: &'a str,
}

/// Keeps everybody else from changing an assessment until the transaction ends, and says in which state it is. Whatever depends on
/// the state, or on the texts, looks at them after this.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case.
pub async fn hold(tx: &mut Tx, case: CaseId, id: AssessmentId) -> Result<Status, StoreError> {
    // An update, because SQLite has no `for update`; there the transaction is alone anyway.
    const SQL: &str = "update assessment set status = status where id = $1 and case_id = $2 returning status";
    let status: String = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(id.0)
        .bind(case.0)
        .fetch_one(c)
        .await)?;
    Status::from_code(&status).ok_or(StoreError::Corrupt("assessment.status"))
}

/// Moves an assessment if it is still in the state and at the version that the caller looked at. A step that no row of the table has
/// is refused here, too: nothing that is signed may come back to its author by a mistake above.
async fn shift(
    tx: &mut Tx,
    who: Who,
    (case, id, version): Ids,
    (from, to): (Status, Status),
    (verb, detail): (&str, &str),
) -> Result<(), StoreError> {
    const SQL: &str = "update assessment set status = $5, updated_at = $6, version = version + 1 \
        where id = $1 and case_id = $2 and version = $3 and status = $4";
    if !TABLE.iter().any(|row| row.from == from && row.to == to) {
        return Err(StoreError::State);
    }
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(version)
        .bind(from.code())
        .bind(to.code())
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(refusal(tx, IN_CASE, [id.0, case.0], StoreError::Stale).await);
    }
    touch(tx, case, who.now).await?;
    audit::record(
        tx,
        who,
        Entry::in_case(verb, "assessment", id.0, case).detail(detail),
    )
    .await
}

/// Signs and locks a draft, alone. The caller has called [`hold`] and then checked the stored draft in this transaction, and found
/// nothing missing.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case; [`StoreError::Stale`] when it is no draft any more or `version` is not the stored one.
pub async fn sign(tx: &mut Tx, who: Who, ids: Ids, signature: Signature<'_>) -> Result<(), StoreError> {
    const SQL: &str = "update assessment set decided_on = $2, follow_up_on = $3, attestations = $4, signed_at = $5, signed_by = $6 where id = $1";
    shift(tx, who, ids, (Status::Draft, Status::Signed), ("signed", "alone")).await?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(ids.1.0)
        .bind(signature.decided_on)
        .bind(signature.follow_up_on)
        .bind(signature.attestations)
        .bind(who.now)
        .bind(who.account.map(|a| a.0))
        .execute(c)
        .await
        .map(|_| ()))?;
    figures::refresh(tx, ids.1).await
}

/// Hands a draft, or one that was sent back, to a second person. The author attests it with that.
///
/// # Errors
/// As [`sign`]; [`StoreError::State`] when `from` is a state from which nothing is submitted.
pub async fn submit(
    tx: &mut Tx,
    who: Who,
    ids: Ids,
    from: Status,
    attestations: &str,
) -> Result<(), StoreError> {
    const SQL: &str =
        "update assessment set attestations = $2, submitted_at = $3, submitted_by = $4 where id = $1";
    shift(
        tx,
        who,
        ids,
        (from, Status::Submitted),
        ("submitted", from.code()),
    )
    .await?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(ids.1.0)
        .bind(attestations)
        .bind(who.now)
        .bind(who.account.map(|a| a.0))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// The author takes a submitted assessment back, before anybody decided about it.
///
/// # Errors
/// As [`sign`], for a submitted one.
pub async fn recall(tx: &mut Tx, who: Who, ids: Ids) -> Result<(), StoreError> {
    shift(tx, who, ids, (Status::Submitted, Status::Draft), ("recalled", "")).await
}

/// The reviewer sends a submitted assessment back.
///
/// # Errors
/// As [`sign`], for a submitted one.
pub async fn take_back(tx: &mut Tx, who: Who, ids: Ids) -> Result<(), StoreError> {
    shift(
        tx,
        who,
        ids,
        (Status::Submitted, Status::Returned),
        ("returned", ""),
    )
    .await
}

/// The reviewer signs a submitted assessment as the second person, and locks it. Who submitted it has signed it with that. The caller
/// has called [`hold`] and then checked it in this transaction.
///
/// # Errors
/// As [`sign`], for a submitted one; [`StoreError::State`] for the very person who submitted it.
pub async fn countersign(
    tx: &mut Tx,
    who: Who,
    ids: Ids,
    signature: Signature<'_>,
) -> Result<(), StoreError> {
    const SQL: &str = "update assessment set decided_on = $2, follow_up_on = $3, signed_at = $4, signed_by = submitted_by, \
        countersigned_by = $5 where id = $1 and submitted_by is not null and submitted_by <> $5";
    shift(
        tx,
        who,
        ids,
        (Status::Submitted, Status::Signed),
        ("countersigned", ""),
    )
    .await?;
    let by = who.account.ok_or(StoreError::State)?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(ids.1.0)
        .bind(signature.decided_on)
        .bind(signature.follow_up_on)
        .bind(who.now)
        .bind(by.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    // Never the same person in both roles, whatever the caller asked before.
    if changed == 0 {
        return Err(StoreError::State);
    }
    figures::refresh(tx, ids.1).await
}

/// Goes deeper. The texts stay as they are; what the greater depth asks besides is missing from then on.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case; [`StoreError::Stale`] when it is not being written, `version` is not the
/// stored one, or its depth is not `from`; [`StoreError::State`] when `to` is not deeper.
pub async fn raise_depth(
    tx: &mut Tx,
    who: Who,
    (case, id, version): Ids,
    (from, to): (Depth, Depth),
) -> Result<(), StoreError> {
    const SQL: &str = "update assessment set depth = $5, updated_at = $6, version = version + 1 \
        where id = $1 and case_id = $2 and version = $3 and depth = $4 and status in ('draft', 'returned')";
    if to <= from {
        return Err(StoreError::State);
    }
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(case.0)
        .bind(version)
        .bind(from.code())
        .bind(to.code())
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(refusal(tx, IN_CASE, [id.0, case.0], StoreError::Stale).await);
    }
    touch(tx, case, who.now).await?;
    audit::record(
        tx,
        who,
        Entry::in_case("deepened", "assessment", id.0, case).detail(to.code()),
    )
    .await
}

/// Ends an assessment without a decision, or opens it again (`reason` is `None`).
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case; [`StoreError::Stale`] when the state is another than `from`;
/// [`StoreError::State`] when nothing is ended or opened from that state, or another version has taken its place since.
pub async fn set_withdrawn(
    tx: &mut Tx,
    who: Who,
    ids: Ids,
    from: Status,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    const SQL: &str = "update assessment set withdrawn_reason = $2 where id = $1";
    let (to, verb) = match reason {
        Some(_) => (Status::Withdrawn, "withdrawn"),
        None => (Status::Draft, "reopened"),
    };
    if to == Status::Draft {
        stands_alone(tx, ids).await?;
    }
    shift(tx, who, ids, (from, to), (verb, "")).await?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(ids.1.0)
        .bind(reason.unwrap_or(""))
        .execute(c)
        .await
        .map(|_| ()))?;
    figures::refresh(tx, ids.1).await
}

/// Refuses a version beside which another one from the same assessment lives, and keeps everybody else from beginning one until the
/// transaction ends.
async fn stands_alone(tx: &mut Tx, (case, id, _): Ids) -> Result<(), StoreError> {
    const HOLD: &str = "update assessment set status = status where id = (select previous_id from assessment where id = $1 and case_id = $2)";
    const OTHERS: &str = "select count(*) from assessment s join assessment n on n.previous_id = s.previous_id and n.id <> s.id \
        where s.id = $1 and s.case_id = $2 and n.status <> 'withdrawn'";
    on!(tx, |c| sqlx::query(HOLD)
        .bind(id.0)
        .bind(case.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    let others: i64 = on!(tx, |c| sqlx::query_scalar(OTHERS)
        .bind(id.0)
        .bind(case.0)
        .fetch_one(c)
        .await)?;
    if others > 0 {
        Err(StoreError::State)
    } else {
        Ok(())
    }
}

/// Closes a signed assessment: followed up, nothing left to do.
///
/// # Errors
/// [`StoreError::NotFound`] for an assessment of another case; [`StoreError::Stale`] when it is not signed or `version` is not the stored one;
/// [`StoreError::State`] for a screening.
pub async fn close(tx: &mut Tx, who: Who, ids: Ids) -> Result<(), StoreError> {
    const DEPTH: &str =
        "select count(*) from assessment where id = $1 and case_id = $2 and depth = 'screening'";
    let screening: i64 = on!(tx, |c| sqlx::query_scalar(DEPTH)
        .bind(ids.1.0)
        .bind(ids.0.0)
        .fetch_one(c)
        .await)?;
    if screening > 0 {
        return Err(StoreError::State);
    }
    shift(tx, who, ids, (Status::Signed, Status::Closed), ("closed", "")).await
}
