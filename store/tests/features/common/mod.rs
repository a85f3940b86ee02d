//! A small municipality and short ways to put something into it.

mod town;

use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use domain::cases::{ChildForm, IdentityNumber};
use domain::fields::Fields;
use domain::ids::CaseId;
use store::assessments::Signature;
use store::{Db, Pools, audit};

pub use town::{Town, new_letter};

/// A minute of the day on which the tests play, 2 March 2026 from 08:00.
pub fn at(minute: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 8, 0, 0).unwrap() + Duration::minutes(minute)
}

/// That day.
pub fn today() -> NaiveDate {
    at(0).date_naive()
}

/// A day so many days later.
pub fn day(days: i64) -> NaiveDate {
    today() + Duration::days(days)
}

/// A signature decided and followed up so many days later.
pub fn signature(decided: i64, follow_up: Option<i64>) -> Signature<'static> {
    Signature {
        decided_on: day(decided),
        follow_up_on: follow_up.map(day),
        attestations: "read complete",
    }
}

/// Runs one change in a transaction of its own.
macro_rules! save {
    ($db:expr, |$tx:ident| $body:expr) => {
        $db.write(move |$tx| Box::pin(async move { $body.await })).await
    };
}
pub(crate) use save;

/// Reads one thing in a transaction of its own.
macro_rules! load {
    ($db:expr, |$tx:ident| $body:expr) => {{
        let mut tx = $db.read().await.unwrap();
        let $tx = &mut tx;
        $body.await
    }};
}
pub(crate) use load;

/// Texts of a section.
pub fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().map(|(name, text)| (*name, *text)).collect()
}

/// A child as typed, ten in 2026.
pub fn child(name: &str) -> ChildForm {
    ChildForm {
        name: name.to_owned(),
        born: "2016-02-17".to_owned(),
        relation: "dotter".to_owned(),
        ..ChildForm::default()
    }
}

/// A fictional number with its check digit, from eleven digits.
pub fn number(eleven: &str) -> String {
    IdentityNumber::with_check_digit(eleven).unwrap()
}

/// The trail of a case, oldest first, as `action kind detail`.
pub async fn trail(db: &Db, case: CaseId) -> Vec<String> {
    let mut rows = load!(db, |tx| audit::of_case(tx, case, 1000)).unwrap();
    rows.reverse();
    rows.into_iter()
        .map(|r| {
            format!("{} {} {}", r.action, r.object_kind, r.detail)
                .trim_end()
                .to_owned()
        })
        .collect()
}

/// Runs a statement that no function of the store offers, on the connections that may write.
pub async fn execute(db: &Db, sql: &'static str) -> Result<u64, sqlx::Error> {
    Ok(match db.pools() {
        Pools::Sqlite { write, .. } => sqlx::query(sql).execute(write).await?.rows_affected(),
        Pools::Postgres(pool) => sqlx::query(sql).execute(pool).await?.rows_affected(),
    })
}

/// One number out of the database.
pub async fn count(db: &Db, sql: &'static str) -> i64 {
    match db.pools() {
        Pools::Sqlite { read, .. } => sqlx::query_scalar(sql).fetch_one(read).await.unwrap(),
        Pools::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
    }
}

/// One column of texts out of the database.
pub async fn texts(db: &Db, sql: &'static str) -> Vec<String> {
    match db.pools() {
        Pools::Sqlite { read, .. } => sqlx::query_scalar(sql).fetch_all(read).await.unwrap(),
        Pools::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await.unwrap(),
    }
}

/// Asserts that a result is the error of this name.
macro_rules! refused {
    ($result:expr, $error:ident) => {{
        let result = $result;
        assert!(matches!(result, Err(store::StoreError::$error)), "{result:?}");
    }};
}
pub(crate) use refused;
