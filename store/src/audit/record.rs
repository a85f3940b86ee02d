use chrono::{DateTime, Utc};
use domain::ids::CaseId;
use sqlx::FromRow;
use uuid::Uuid;

use super::seal::Draft;
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

/// Leaves a row. It is sealed and written when the transaction is committed, so that the chain is held for the shortest time;
/// awaited like every other statement all the same, because when it is written is this module's own affair.
///
/// # Errors
/// [`StoreError::Unusable`] where the database has no key to seal with or the transaction is one for reading.
pub async fn record(tx: &mut Tx, who: Who, entry: Entry<'_>) -> Result<(), StoreError> {
    tx.trail.add(Draft {
        id: Uuid::now_v7(),
        at: who.now,
        account: who.account.map(|a| a.0),
        unit: who.unit.map(|u| u.0),
        action: entry.action.to_owned(),
        kind: entry.kind.to_owned(),
        object: entry.object,
        case: entry.case.map(|c| c.0),
        detail: entry.detail.to_owned(),
    })
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
