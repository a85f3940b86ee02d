//! Search by name, personal or coordination number, or case number, and nothing else. The text is stored, so that addresses hold
//! only an opaque id.

use chrono::NaiveDate;
use domain::cases::IdentityNumber;
use domain::fold::fold;
use domain::ids::{AccountId, SearchId};
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::cases::{After, CaseLine, PAGE, case_lines, far, reachable};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// Keeps what was searched for, and tells the trail that somebody searched.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn keep_search(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    text: &str,
) -> Result<SearchId, StoreError> {
    const SQL: &str = "insert into search (id, account_id, text, created_at) values ($1, $2, $3, $4)";
    // A search is of use for minutes; old ones of the same person go when a new one comes.
    const FORGET: &str = "delete from search where account_id = $1 and created_at < $2";
    let id = SearchId(Uuid::now_v7());
    let old = who.now - chrono::Duration::hours(12);
    on!(tx, |c| sqlx::query(FORGET)
        .bind(account.0)
        .bind(old)
        .execute(c)
        .await
        .map(|_| ()))?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(account.0)
        .bind(text)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    audit::record(tx, who, Entry::about("searched", "search", Some(id.0))).await?;
    Ok(id)
}

/// What was searched for. Only the person who searched gets it back.
///
/// # Errors
/// [`StoreError::NotFound`] for everybody else.
pub async fn kept_search(tx: &mut Tx, account: AccountId, id: SearchId) -> Result<String, StoreError> {
    const SQL: &str = "select text from search where id = $1 and account_id = $2";
    Ok(on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(id.0)
        .bind(account.0)
        .fetch_one(c)
        .await)?)
}

/// The cases within reach that match, the newest first. A number matches whole, a case number or a word of a name from its beginning.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find_cases(
    tx: &mut Tx,
    account: AccountId,
    text: &str,
    today: NaiveDate,
    after: Option<After>,
) -> Result<Vec<CaseLine>, StoreError> {
    /// What matches is found first, then what of it is within reach; left to itself, PostgreSQL begins with every case within reach.
    macro_rules! found {
        ($matching:literal) => {
            concat!(
                "with found as materialized (",
                $matching,
                ") ",
                case_lines!(concat!("k.id in (select id from found) and ", reachable!()))
            )
        };
    }
    const BY_NUMBER: &str = found!(
        "select id from case_file where subject_number = $5 \
         union select case_id from child where number = $5 and removed_at is null"
    );
    const BY_CASE_NUMBER: &str = found!(
        "select id from case_file where number = $5 union select id from case_file where search_reference = $6"
    );
    const BY_NAME: &str = found!(
        "select distinct w.case_id as id from name_word w left join child b on b.id = w.object_id \
         where w.word >= $5 and w.word < $6 and b.removed_at is null and exists (select 1 from name_word v \
         where v.object_id = w.object_id and v.word >= $7 and v.word < $8)"
    );
    let after = after.unwrap_or(After {
        updated_at: far(),
        id: domain::ids::CaseId(Uuid::max()),
    });
    let folded = fold(text);
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    if let Ok(number) = IdentityNumber::parse(text, today) {
        return Ok(on!(tx, |c| sqlx::query_as(BY_NUMBER)
            .bind(account.0)
            .bind(after.updated_at)
            .bind(after.id.0)
            .bind(PAGE)
            .bind(number.digits())
            .fetch_all(c)
            .await)?);
    }
    // A case number has a digit in it; a name has none.
    if folded.chars().any(|c| c.is_ascii_digit()) {
        return Ok(on!(tx, |c| sqlx::query_as(BY_CASE_NUMBER)
            .bind(account.0)
            .bind(after.updated_at)
            .bind(after.id.0)
            .bind(PAGE)
            .bind(text.trim())
            .bind(&folded)
            .fetch_all(c)
            .await)?);
    }
    let mut words = folded.split(' ');
    let first = words.next().unwrap_or_default();
    let second = words.next_back().unwrap_or(first);
    Ok(on!(tx, |c| sqlx::query_as(BY_NAME)
        .bind(account.0)
        .bind(after.updated_at)
        .bind(after.id.0)
        .bind(PAGE)
        .bind(first)
        .bind(beyond(first))
        .bind(second)
        .bind(beyond(second))
        .fetch_all(c)
        .await)?)
}

/// What sorts after every word that begins so.
fn beyond(beginning: &str) -> String {
    format!("{beginning}{}", char::MAX)
}
