//! The audit trail: append-only rows, written in the same transaction as what they tell of.

use chrono::{DateTime, Utc};
use domain::ids::CaseId;
use sqlx::FromRow;
use uuid::Uuid;

use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// What an audit row is about. Never a name, a number or a text that somebody wrote.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// A verb: `read`, `created`, `saved`, `signed`, `signed_in` …
    pub action: &'a str,
    /// The kind of object: `case`, `section`, `letter` …
    pub kind: &'a str,
    /// The object.
    pub object: Option<Uuid>,
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// A code that says more, such as a section's key.
    pub detail: &'a str,
}

impl<'a> Entry<'a> {
    /// A row about something in a case.
    #[must_use]
    pub fn in_case(action: &'a str, kind: &'a str, object: Uuid, case: CaseId) -> Self {
        Self {
            action,
            kind,
            object: Some(object),
            case: Some(case),
            detail: "",
        }
    }

    /// A row about something outside any case.
    #[must_use]
    pub fn about(action: &'a str, kind: &'a str, object: Option<Uuid>) -> Self {
        Self {
            action,
            kind,
            object,
            case: None,
            detail: "",
        }
    }

    /// With a code that says more.
    #[must_use]
    pub fn detail(mut self, detail: &'a str) -> Self {
        self.detail = detail;
        self
    }
}

/// Writes a row.
///
/// # Errors
/// [`StoreError::Database`]; then the caller's transaction must not be committed and nothing may be shown.
pub async fn record(tx: &mut Tx, who: Who, entry: Entry<'_>) -> Result<(), StoreError> {
    const SQL: &str = "insert into audit (id, at, account_id, unit_id, action, object_kind, object_id, case_id, detail) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    on!(tx, |c| sqlx::query(SQL)
        .bind(Uuid::now_v7())
        .bind(who.now)
        .bind(who.account.map(|a| a.0))
        .bind(who.unit.map(|u| u.0))
        .bind(entry.action)
        .bind(entry.kind)
        .bind(entry.object)
        .bind(entry.case.map(|c| c.0))
        .bind(entry.detail)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// A row of the trail, as read back.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Row {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub account_id: Option<Uuid>,
    /// What.
    pub action: String,
    /// To which kind of object.
    pub object_kind: String,
    /// To which object.
    pub object_id: Option<Uuid>,
    /// More.
    pub detail: String,
}

/// The newest rows about a case, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn of_case(tx: &mut Tx, case: CaseId, limit: i64) -> Result<Vec<Row>, StoreError> {
    const SQL: &str = "select at, account_id, action, object_kind, object_id, detail from audit \
        where case_id = $1 order by at desc, id desc limit $2";
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(case.0)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}
