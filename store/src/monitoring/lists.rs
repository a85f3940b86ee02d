use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, RoundId, UnitId};
use domain::monitoring::{InstrumentKind, UnitState};
use sqlx::FromRow;
use uuid::Uuid;

use super::rounds::count;
use crate::db::{Tx, on};
use crate::error::StoreError;

/// The most rounds that are listed.
const MOST: i64 = 100;
/// The most lines of units that are listed.
const MOST_LINES: i64 = 200;

/// A round in the list of whoever runs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundLine {
    /// The round.
    pub id: RoundId,
    /// What it is called.
    pub title: String,
    /// For whom.
    pub kind: InstrumentKind,
    /// The branch in which it is run.
    pub branch: String,
    /// First and last day of its period.
    pub period: (NaiveDate, NaiveDate),
    /// The day by which answers are handed in.
    pub deadline: NaiveDate,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// How many have handed in.
    pub handed_in: usize,
    /// Of how many.
    pub of: usize,
}

#[derive(FromRow)]
struct RoundLineRow {
    id: Uuid,
    title: String,
    kind: String,
    branch: String,
    period_from: NaiveDate,
    period_to: NaiveDate,
    deadline: NaiveDate,
    closed_at: Option<DateTime<Utc>>,
    handed_in: i64,
    units: i64,
}

impl TryFrom<RoundLineRow> for RoundLine {
    type Error = StoreError;

    fn try_from(row: RoundLineRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: RoundId(row.id),
            title: row.title,
            kind: kind(&row.kind)?,
            branch: row.branch,
            period: (row.period_from, row.period_to),
            deadline: row.deadline,
            closed_at: row.closed_at,
            handed_in: count(row.handed_in),
            of: count(row.units),
        })
    }
}

fn kind(code: &str) -> Result<InstrumentKind, StoreError> {
    InstrumentKind::from_code(code).ok_or(StoreError::Corrupt("monitoring_round.kind"))
}

/// The rounds that a person runs as coordinator: open ones first, by deadline; then those that are closed, the latest period first.
///
/// # Errors
/// [`StoreError::Corrupt`] for a round of an unknown kind.
pub async fn rounds_run(tx: &mut Tx, account: AccountId) -> Result<Vec<RoundLine>, StoreError> {
    const SQL: &str = "select r.id, r.title, r.kind, u.name as branch, r.period_from, r.period_to, r.deadline, r.closed_at, \
        (select count(*) from monitoring_participant p where p.round_id = r.id and p.handed_in_at is not null) as handed_in, \
        (select count(*) from monitoring_participant p where p.round_id = r.id) as units \
        from monitoring_round r join unit u on u.id = r.unit_id \
        where r.unit_id in (select unit_id from reach where account_id = $1 and role = 'coordinator') \
        order by case when r.closed_at is null then 0 else 1 end, case when r.closed_at is null then r.deadline end, r.period_to desc, r.id desc limit $2";
    let rows: Vec<RoundLineRow> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(MOST)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(RoundLine::try_from).collect()
}

/// A unit's part in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitLine {
    /// The round.
    pub round: RoundId,
    /// The unit, district or municipality that answers.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// What the round is called.
    pub title: String,
    /// For whom it is.
    pub kind: InstrumentKind,
    /// First and last day of its period.
    pub period: (NaiveDate, NaiveDate),
    /// The day by which answers are handed in.
    pub deadline: NaiveDate,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Where the unit stands.
    pub state: UnitState,
    /// Whether its answers were given back, and not handed in again since.
    pub given_back: bool,
    /// Remarks without the unit's reply.
    pub unreplied: usize,
    /// The last reminder: what it says, and when it was sent.
    pub reminded: Option<(String, DateTime<Utc>)>,
}

#[derive(FromRow)]
struct UnitLineRow {
    round_id: Uuid,
    unit_id: Uuid,
    unit_name: String,
    title: String,
    kind: String,
    items: i64,
    period_from: NaiveDate,
    period_to: NaiveDate,
    deadline: NaiveDate,
    closed_at: Option<DateTime<Utc>>,
    handed_in_at: Option<DateTime<Utc>>,
    given_back_at: Option<DateTime<Utc>>,
    answered: i64,
    unreplied: i64,
    reminder: Option<String>,
    reminded_at: Option<DateTime<Utc>>,
}

impl TryFrom<UnitLineRow> for UnitLine {
    type Error = StoreError;

    fn try_from(row: UnitLineRow) -> Result<Self, StoreError> {
        let handed_in = row.handed_in_at.is_some();
        Ok(Self {
            round: RoundId(row.round_id),
            unit: UnitId(row.unit_id),
            unit_name: row.unit_name,
            title: row.title,
            kind: kind(&row.kind)?,
            period: (row.period_from, row.period_to),
            deadline: row.deadline,
            closed_at: row.closed_at,
            state: UnitState::of(
                handed_in,
                row.closed_at.is_some(),
                count(row.answered),
                count(row.items),
            ),
            given_back: row.given_back_at.is_some() && !handed_in,
            unreplied: count(row.unreplied),
            reminded: row.reminder.zip(row.reminded_at),
        })
    }
}

macro_rules! lines_where {
    ($where:literal) => {
        concat!(
            "select r.id as round_id, u.id as unit_id, u.name as unit_name, r.title, r.kind, r.items, r.period_from, r.period_to, r.deadline, ",
            "r.closed_at, p.handed_in_at, p.given_back_at, ",
            "(select cast(coalesce(sum(a.answered), 0) as bigint) from monitoring_answer a where a.round_id = r.id and a.unit_id = u.id) as answered, ",
            "(select count(*) from monitoring_remark m where m.round_id = r.id and m.unit_id = u.id and m.reply is null) as unreplied, ",
            "n.word as reminder, n.sent_at as reminded_at ",
            "from monitoring_participant p join monitoring_round r on r.id = p.round_id join unit u on u.id = p.unit_id ",
            "left join monitoring_reminder n on n.id = (select l.id from monitoring_reminder l where l.round_id = r.id and l.unit_id = u.id ",
            "order by l.sent_at desc, l.id desc limit 1) where ",
            $where
        )
    };
}

async fn lines(tx: &mut Tx, sql: &'static str, account: AccountId) -> Result<Vec<UnitLine>, StoreError> {
    let rows: Vec<UnitLineRow> = on!(tx, |c| sqlx::query_as(sql)
        .bind(account.0)
        .bind(MOST_LINES)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(UnitLine::try_from).collect()
}

/// What a person has to do in open rounds: answers that are not handed in, and remarks to reply to. By deadline.
///
/// # Errors
/// [`StoreError::Corrupt`] for a round of an unknown kind.
pub async fn due(tx: &mut Tx, account: AccountId) -> Result<Vec<UnitLine>, StoreError> {
    const SQL: &str = lines_where!(
        "r.closed_at is null and (p.handed_in_at is null or exists (select 1 from monitoring_remark m where m.round_id = r.id and m.unit_id = u.id and m.reply is null)) \
         and (u.id in (select unit_id from reach where account_id = $1 and role = 'manager') \
         or r.kind = 'unit' and u.id in (select unit_id from reach where account_id = $1 and role = 'representative') \
         or r.kind = 'municipal' and u.id in (select unit_id from reach where account_id = $1 and role = 'coordinator') \
         and not exists (select 1 from reach m join account ma on ma.id = m.account_id where m.unit_id = u.id and m.role = 'manager' and ma.disabled_at is null)) \
         order by r.deadline, u.name, r.id limit $2"
    );
    lines(tx, SQL, account).await
}

/// The rounds of the units that a person works in or manages, the latest period first: workers see those that are closed, managers and
/// representatives all. Districts and the municipality are seen by whoever manages them.
///
/// # Errors
/// [`StoreError::Corrupt`] for a round of an unknown kind.
pub async fn rounds_of_units(tx: &mut Tx, account: AccountId) -> Result<Vec<UnitLine>, StoreError> {
    const SQL: &str = lines_where!(
        "u.id in (select unit_id from reach where account_id = $1 and role = 'manager') \
         or r.kind = 'unit' and u.id in (select unit_id from reach where account_id = $1 and role = 'representative') \
         or r.kind = 'unit' and r.closed_at is not null and u.id in (select unit_id from reach where account_id = $1 and role = 'worker') \
         order by r.period_to desc, u.name, r.id desc limit $2"
    );
    lines(tx, SQL, account).await
}
