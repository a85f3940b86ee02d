//! Who opened a record, taken out by a records officer for the person that it is about. What was asked for is kept; the rows are read from
//! the trail each time, up to the moment at which it was asked. Every look leaves a row in the chain of each case's unit.

use chrono::{DateTime, NaiveDate, Utc};
use domain::audit::{MOST_EXTRACTED, Shown, Sought};
use domain::fold::fold;
use domain::ids::{AccountId, CaseId, LogExtractId, UnitId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most cases of one extract.
pub const MOST_CASES: i64 = 50;

/// A case that matches.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct FoundCase {
    /// The case.
    #[sqlx(try_from = "Uuid")]
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// The unit that owns it.
    #[sqlx(try_from = "Uuid")]
    pub unit_id: UnitId,
}

/// The cases in a records officer's branch that belong to exactly this number, by case number; a child's own number gives the cases that
/// it is or was a child in.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find(tx: &mut Tx, account: AccountId, sought: &Sought) -> Result<Vec<FoundCase>, StoreError> {
    macro_rules! found {
        ($matching:literal) => {
            concat!(
                "select k.id, k.number, k.unit_id from case_file k where k.id in (",
                $matching,
                ") and k.unit_id in (select unit_id from reach where account_id = $1 and role = 'records_officer') \
                 order by k.number limit $4"
            )
        };
    }
    const BY_PERSON: &str = found!(
        "select id from case_file where subject_number = $2 and $3 <> '' union select case_id from child where number = $2"
    );
    const BY_CASE: &str = found!(
        "select id from case_file where number = $2 union select id from case_file where search_reference = $3 and $3 <> ''"
    );
    let (sql, exact, folded) = match sought {
        Sought::Person(number) => (BY_PERSON, number.digits().to_owned(), number.digits().to_owned()),
        Sought::Case(number) => (BY_CASE, number.clone(), fold(number)),
    };
    Ok(on!(tx, |c| sqlx::query_as(sql)
        .bind(account.0)
        .bind(&exact)
        .bind(&folded)
        .bind(MOST_CASES)
        .fetch_all(c)
        .await)?)
}

/// An extract to be kept.
#[derive(Clone, Debug)]
pub struct NewExtract {
    /// For whom.
    pub recipient: String,
    /// Why.
    pub reason: String,
    /// Whether employees are named.
    pub shown: Shown,
    /// First and last day.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// Of which cases.
    pub cases: Vec<FoundCase>,
}

/// An extract as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extract {
    /// The extract.
    pub id: LogExtractId,
    /// For whom.
    pub recipient: String,
    /// Why.
    pub reason: String,
    /// Whether employees are named.
    pub shown: Shown,
    /// First and last day.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// When.
    pub made_at: DateTime<Utc>,
    /// The numbers of its cases.
    pub numbers: Vec<String>,
}

/// Keeps what was asked for and tells the chain of each case's unit.
///
/// # Errors
/// [`StoreError::State`] without cases.
pub async fn keep(tx: &mut Tx, who: Who, new: &NewExtract) -> Result<LogExtractId, StoreError> {
    const SQL: &str = "insert into log_extract (id, account_id, recipient, reason, shown, since, until, made_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    const CASE: &str = "insert into log_extract_case (extract_id, case_id, number) values ($1, $2, $3)";
    let by = who.account.ok_or(StoreError::State)?;
    if new.cases.is_empty() {
        return Err(StoreError::State);
    }
    let id = LogExtractId(Uuid::now_v7());
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(by.0)
        .bind(&new.recipient)
        .bind(&new.reason)
        .bind(new.shown.code())
        .bind(new.days.0)
        .bind(new.days.1)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    for case in &new.cases {
        on!(tx, |c| sqlx::query(CASE)
            .bind(id.0)
            .bind(case.id.0)
            .bind(&case.number)
            .execute(c)
            .await
            .map(|_| ()))?;
        let who = Who {
            unit: Some(case.unit_id),
            ..who
        };
        let entry = Entry::in_case("extract", "log_extract", id.0, case.id).detail(new.shown.code());
        audit::record(tx, who, entry).await?;
    }
    Ok(id)
}

/// Tells the trail that a number was looked for of which the officer's branch has no case. The number stands nowhere.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn note_nothing(tx: &mut Tx, who: Who) -> Result<(), StoreError> {
    audit::record(
        tx,
        who,
        Entry::about("extract", "log_extract", None).detail("nothing"),
    )
    .await
}

#[derive(FromRow)]
struct Row {
    recipient: String,
    reason: String,
    shown: String,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
    made_at: DateTime<Utc>,
}

/// An extract of one's own.
///
/// # Errors
/// [`StoreError::NotFound`] for everybody else.
pub async fn extract(tx: &mut Tx, account: AccountId, id: LogExtractId) -> Result<Extract, StoreError> {
    const SQL: &str = "select recipient, reason, shown, since, until, made_at from log_extract where id = $1 and account_id = $2";
    let row: Row = on!(tx, |c| sqlx::query_as(SQL)
        .bind(id.0)
        .bind(account.0)
        .fetch_one(c)
        .await)?;
    let numbers = cases_of(tx, account, id).await?;
    if numbers.is_empty() {
        return Err(StoreError::NotFound);
    }
    Ok(Extract {
        id,
        recipient: row.recipient,
        reason: row.reason,
        shown: Shown::from_code(&row.shown).ok_or(StoreError::Corrupt("log_extract.shown"))?,
        days: (row.since, row.until),
        made_at: row.made_at,
        numbers: numbers.into_iter().map(|case| case.number).collect(),
    })
}

/// The cases of an extract that still lie within the officer's branch.
async fn cases_of(tx: &mut Tx, account: AccountId, id: LogExtractId) -> Result<Vec<FoundCase>, StoreError> {
    const SQL: &str = "select k.id, k.number, k.unit_id from log_extract_case e join case_file k on k.id = e.case_id \
        where e.extract_id = $2 and k.unit_id in (select unit_id from reach where account_id = $1 and role = 'records_officer') \
        order by k.number limit $3";
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(id.0)
        .bind(MOST_CASES)
        .fetch_all(c)
        .await)?)
}

/// Tells the chain of each case's unit that an extract was looked at or fetched as a file; `detail` is `page`, `pdf` or `csv`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn note_fetched(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    id: LogExtractId,
    detail: &str,
) -> Result<(), StoreError> {
    for case in cases_of(tx, account, id).await? {
        let who = Who {
            unit: Some(case.unit_id),
            ..who
        };
        let entry = Entry::in_case("fetched", "log_extract", id.0, case.id).detail(detail);
        audit::record(tx, who, entry).await?;
    }
    Ok(())
}

/// Something that somebody did to a record.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// The case's number.
    pub number: String,
    /// The name of who did it; none for the program itself.
    pub name: Option<String>,
    /// That person's title at work.
    pub title: Option<String>,
    /// The unit in which it was done.
    pub unit: Option<String>,
    /// The verb.
    pub action: String,
    /// The kind of object.
    pub object_kind: String,
    /// More.
    pub detail: String,
}

/// What was done to the cases of an extract from `since` on and before `until`, the newest first, and whether there is more than
/// [`MOST_EXTRACTED`]. What came after the extract was asked for is not in it.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn events(
    tx: &mut Tx,
    account: AccountId,
    extract: &Extract,
    (since, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(Vec<Event>, bool), StoreError> {
    const SQL: &str = "select t.at, k.number, a.name, a.title, u.name as unit, t.action, t.object_kind, t.detail from audit t \
        join case_file k on k.id = t.case_id left join account a on a.id = t.account_id left join unit u on u.id = t.unit_id \
        where t.case_id in (select case_id from log_extract_case where extract_id = $2) \
        and k.unit_id in (select unit_id from reach where account_id = $1 and role = 'records_officer') \
        and t.at >= $3 and t.at < $4 and t.at < $5 order by t.at desc, t.id desc limit $6";
    let most = i64::try_from(MOST_EXTRACTED).unwrap_or(i64::MAX);
    let mut found: Vec<Event> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(extract.id.0)
        .bind(since)
        .bind(until)
        .bind(extract.made_at)
        .bind(most + 1)
        .fetch_all(c)
        .await)?;
    let more = found.len() > MOST_EXTRACTED;
    found.truncate(MOST_EXTRACTED);
    Ok((found, more))
}
