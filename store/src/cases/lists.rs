use chrono::{DateTime, Utc};
use domain::ids::{AccountId, CaseId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::db::{OpenOn, Tx, on};
use crate::error::StoreError;

/// A line in a list of cases.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct CaseLine {
    /// The case.
    #[sqlx(try_from = "Uuid")]
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// The name of the adult or child that it is about, or what a general decision is called.
    pub subject_name: String,
    /// What it is about.
    pub matter: String,
    /// Who answers for it.
    pub owner_name: String,
    /// Its unit.
    pub unit_name: String,
    /// Protected identity: the name is hidden in lists.
    pub protected: bool,
    /// Number of children.
    pub children: i64,
    /// Number of assessments that are not signed yet.
    pub drafts: i64,
    /// When something last happened.
    pub updated_at: DateTime<Utc>,
}

/// Which cases a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those that the person answers for.
    Mine,
    /// All that the person's roles reach; protected ones only where the person answers for them or manages the unit.
    Reachable,
}

/// Where a page of a list begins: after this line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// The line's time.
    pub updated_at: DateTime<Utc>,
    /// The line's case.
    pub id: CaseId,
}

/// Lines of one page of a list.
pub const PAGE: i64 = 25;

macro_rules! case_lines {
    ($scope:expr) => {
        concat!(
            "select k.id, k.number, k.subject_name, k.matter, a.name as owner_name, u.name as unit_name, k.protected, ",
            "(select count(*) from child b where b.case_id = k.id and b.removed_at is null) as children, ",
            "(select count(*) from assessment s where s.case_id = k.id and s.status in ('draft', 'submitted', 'returned')) as drafts, k.updated_at ",
            "from case_file k join account a on a.id = k.owner_id join unit u on u.id = k.unit_id where ",
            $scope,
            " and (k.updated_at, k.id) < ($2, $3) order by k.updated_at desc, k.id desc limit $4"
        )
    };
}
pub(crate) use case_lines;

macro_rules! mine {
    () => {
        "k.owner_id = $1 and k.unit_id in (select unit_id from reach where account_id = $1)"
    };
}

/// A protected case is in reach only of its worker and of the unit's manager. `protected` is boolean in one engine and 0 or 1 in
/// the other; `case when` reads both.
macro_rules! visible {
    () => {
        "case when k.protected then k.owner_id = $1 or k.unit_id in \
         (select unit_id from reach where account_id = $1 and role = 'manager') else 1 = 1 end"
    };
}
pub(crate) use visible;

macro_rules! reachable {
    () => {
        concat!(
            "k.unit_id in (select unit_id from reach where account_id = $1 and role in ('worker', 'representative', 'manager')) and ",
            $crate::cases::visible!()
        )
    };
}
pub(crate) use reachable;

/// The units of which a person sees the cases.
macro_rules! units {
    () => {
        "(select distinct unit_id from reach where account_id = $1 and role in ('worker', 'representative', 'manager')) r"
    };
}

/// The newest cases of the unit `r`.
macro_rules! newest {
    () => {
        concat!(
            "select k.id from case_file k where k.unit_id = r.unit_id and ",
            visible!(),
            " and (k.updated_at, k.id) < ($2, $3) order by k.updated_at desc, k.id desc limit $4"
        )
    };
}

/// The newest of each unit, then the newest of these: however many cases a unit has, a page of them is read. PostgreSQL wants it
/// said as `lateral`, which SQLite does not know.
const REACHABLE: [&str; 2] = [
    case_lines!(concat!(
        "k.id in (select n.id from ",
        units!(),
        " join case_file n on n.id in (",
        newest!(),
        "))"
    )),
    case_lines!(concat!(
        "k.id in (select n.id from ",
        units!(),
        " cross join lateral (",
        newest!(),
        ") n)"
    )),
];

/// A page of cases, the newest first, at most [`PAGE`] lines.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list_cases(
    tx: &mut Tx,
    account: AccountId,
    whose: Whose,
    after: Option<After>,
) -> Result<Vec<CaseLine>, StoreError> {
    const MINE: &str = case_lines!(mine!());
    let sql = match (whose, &tx.on) {
        (Whose::Mine, _) => MINE,
        (Whose::Reachable, OpenOn::Sqlite(_)) => REACHABLE[0],
        (Whose::Reachable, OpenOn::Postgres(_)) => REACHABLE[1],
    };
    let after = after.unwrap_or(After {
        updated_at: far(),
        id: CaseId(Uuid::max()),
    });
    Ok(on!(tx, |c| sqlx::query_as(sql)
        .bind(account.0)
        .bind(after.updated_at)
        .bind(after.id.0)
        .bind(PAGE)
        .fetch_all(c)
        .await)?)
}

/// A time after every stored one that both engines can hold.
pub(crate) fn far() -> DateTime<Utc> {
    DateTime::from_timestamp(253_370_764_800, 0).unwrap_or_default()
}

/// A list is not counted further than this.
pub const MOST_COUNTED: i64 = 1_000;

/// How many cases a list holds; [`MOST_COUNTED`] and one more when it holds more than that.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn count_cases(tx: &mut Tx, account: AccountId, whose: Whose) -> Result<i64, StoreError> {
    const MINE: &str = concat!(
        "select count(*) from (select 1 from case_file k where ",
        mine!(),
        " limit $2) few"
    );
    const REACHABLE: &str = concat!(
        "select count(*) from (select 1 from case_file k where ",
        reachable!(),
        " limit $2) few"
    );
    let sql = match whose {
        Whose::Mine => MINE,
        Whose::Reachable => REACHABLE,
    };
    Ok(on!(tx, |c| sqlx::query_scalar(sql)
        .bind(account.0)
        .bind(MOST_COUNTED + 1)
        .fetch_one(c)
        .await)?)
}
