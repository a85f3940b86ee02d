use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, InstrumentId, RoundId, UnitId};
use domain::monitoring::{InstrumentKind, RoundDays, UnitState};
use domain::organisation::UnitPath;
use sqlx::FromRow;
use uuid::Uuid;

use super::instruments::KeptInstrument;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most units of a round, as the form takes.
const MOST_UNITS: i64 = 200;

/// A round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// The round.
    pub id: RoundId,
    /// The top of the branch whose coordinators run it.
    pub branch: UnitId,
    /// Its place in the tree.
    pub branch_path: UnitPath,
    /// Its name.
    pub branch_name: String,
    /// The version of the instrument that it was opened with.
    pub instrument: InstrumentId,
    /// For whom.
    pub kind: InstrumentKind,
    /// How many items the instrument has.
    pub items: usize,
    /// What it is called.
    pub title: String,
    /// Its period and deadline.
    pub days: RoundDays,
    /// A word to the units; may be empty.
    pub word: String,
    /// Who opened it.
    pub opened_by: String,
    /// When.
    pub opened_at: DateTime<Utc>,
    /// Who closed it, and when.
    pub closed: Option<(String, DateTime<Utc>)>,
}

#[derive(FromRow)]
struct RoundRow {
    id: Uuid,
    unit_id: Uuid,
    branch_path: String,
    branch_name: String,
    instrument_id: Uuid,
    kind: String,
    items: i64,
    title: String,
    period_from: NaiveDate,
    period_to: NaiveDate,
    deadline: NaiveDate,
    word: String,
    opened_by: String,
    opened_at: DateTime<Utc>,
    closed_by: Option<String>,
    closed_at: Option<DateTime<Utc>>,
}

impl TryFrom<RoundRow> for Round {
    type Error = StoreError;

    fn try_from(row: RoundRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: RoundId(row.id),
            branch: UnitId(row.unit_id),
            branch_path: UnitPath(row.branch_path),
            branch_name: row.branch_name,
            instrument: InstrumentId(row.instrument_id),
            kind: InstrumentKind::from_code(&row.kind).ok_or(StoreError::Corrupt("monitoring_round.kind"))?,
            items: count(row.items),
            title: row.title,
            days: RoundDays {
                from: row.period_from,
                to: row.period_to,
                deadline: row.deadline,
            },
            word: row.word,
            opened_by: row.opened_by,
            opened_at: row.opened_at,
            closed: row.closed_by.zip(row.closed_at),
        })
    }
}

pub(super) fn count(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}

/// Somebody who answers a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The unit, the district or the municipality.
    pub unit: UnitId,
    /// Its place in the tree.
    pub path: UnitPath,
    /// Its name.
    pub name: String,
    /// Whether somebody manages it.
    pub managed: bool,
    /// How many items are answered.
    pub answered: usize,
    /// Who handed in and when; none while the answers are the unit's to write.
    pub handed_in: Option<HandedIn>,
    /// Who gave the answers back last, when and why.
    pub given_back: Option<(String, DateTime<Utc>, String)>,
}

/// That answers were handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedIn {
    /// By which account.
    pub account: AccountId,
    /// Their name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Participant {
    /// Where it stands in its round.
    #[must_use]
    pub fn state(&self, round: &Round) -> UnitState {
        UnitState::of(
            self.handed_in.is_some(),
            round.closed.is_some(),
            self.answered,
            round.items,
        )
    }
}

#[derive(FromRow)]
struct ParticipantRow {
    unit_id: Uuid,
    path: String,
    name: String,
    managed: bool,
    answered: i64,
    handed_in_account: Option<Uuid>,
    handed_in_by: Option<String>,
    handed_in_at: Option<DateTime<Utc>>,
    given_back_by: Option<String>,
    given_back_at: Option<DateTime<Utc>>,
    given_back_word: String,
}

impl From<ParticipantRow> for Participant {
    fn from(row: ParticipantRow) -> Self {
        let handed_in = match (row.handed_in_account, row.handed_in_by, row.handed_in_at) {
            (Some(account), Some(by), Some(at)) => Some(HandedIn {
                account: AccountId(account),
                by,
                at,
            }),
            _ => None,
        };
        let word = row.given_back_word;
        Self {
            unit: UnitId(row.unit_id),
            path: UnitPath(row.path),
            name: row.name,
            managed: row.managed,
            answered: count(row.answered),
            handed_in,
            given_back: row
                .given_back_by
                .zip(row.given_back_at)
                .map(|(by, at)| (by, at, word)),
        }
    }
}

/// A round to be opened.
#[derive(Clone, Debug)]
pub struct NewRound {
    /// The top of the branch whose coordinators run it. The caller has checked that it covers the units.
    pub branch: UnitId,
    /// What is asked.
    pub instrument: KeptInstrument,
    /// What it is called.
    pub title: String,
    /// Its days.
    pub days: RoundDays,
    /// A word to the units.
    pub word: String,
    /// Who answers, each once.
    pub units: Vec<UnitId>,
}

/// Opens a round.
///
/// # Errors
/// [`StoreError::Database`], also for a unit that does not exist; [`StoreError::Exists`] when a unit is named twice.
pub async fn open(tx: &mut Tx, who: Who, new: &NewRound) -> Result<RoundId, StoreError> {
    const ROUND: &str = "insert into monitoring_round (id, unit_id, instrument_id, kind, items, title, period_from, period_to, deadline, word, opened_by, opened_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    const UNIT: &str = "insert into monitoring_participant (round_id, unit_id) values ($1, $2)";
    let id = RoundId(Uuid::now_v7());
    let instrument = &new.instrument.instrument;
    let items = i64::try_from(instrument.items().count()).unwrap_or(i64::MAX);
    on!(tx, |c| sqlx::query(ROUND)
        .bind(id.0)
        .bind(new.branch.0)
        .bind(new.instrument.id.0)
        .bind(instrument.kind.code())
        .bind(items)
        .bind(&new.title)
        .bind(new.days.from)
        .bind(new.days.to)
        .bind(new.days.deadline)
        .bind(&new.word)
        .bind(by(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    for unit in &new.units {
        on!(tx, |c| sqlx::query(UNIT)
            .bind(id.0)
            .bind(unit.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    let who = at(who, new.branch);
    let entry = Entry::about("opened", "monitoring_round", Some(id.0)).detail(instrument.kind.code());
    audit::record(tx, who, entry).await?;
    Ok(id)
}

/// Whoever does it, for a column that names an account.
pub(super) fn by(who: Who) -> Uuid {
    who.account.map_or_else(Uuid::nil, |a| a.0)
}

/// The same person doing it in a unit.
pub(super) fn at(who: Who, unit: UnitId) -> Who {
    Who {
        unit: Some(unit),
        ..who
    }
}

macro_rules! round_where {
    ($where:literal) => {
        concat!(
            "select r.id, r.unit_id, u.path as branch_path, u.name as branch_name, r.instrument_id, r.kind, r.items, r.title, ",
            "r.period_from, r.period_to, r.deadline, r.word, o.name as opened_by, r.opened_at, k.name as closed_by, r.closed_at ",
            "from monitoring_round r join unit u on u.id = r.unit_id join account o on o.id = r.opened_by ",
            "left join account k on k.id = r.closed_by where ",
            $where
        )
    };
}

/// One round.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn round(tx: &mut Tx, id: RoundId) -> Result<Round, StoreError> {
    const SQL: &str = round_where!("r.id = $1");
    on!(tx, |c| sqlx::query_as::<_, RoundRow>(SQL)
        .bind(id.0)
        .fetch_one(c)
        .await)?
    .try_into()
}

macro_rules! participant_where {
    ($where:literal) => {
        concat!(
            "select p.unit_id, u.path, u.name, ",
            "exists (select 1 from reach m join account ma on ma.id = m.account_id where m.unit_id = u.id and m.role = 'manager' and ma.disabled_at is null) as managed, ",
            "(select cast(coalesce(sum(a.answered), 0) as bigint) from monitoring_answer a where a.round_id = p.round_id and a.unit_id = p.unit_id) as answered, ",
            "p.handed_in_by as handed_in_account, h.name as handed_in_by, p.handed_in_at, g.name as given_back_by, p.given_back_at, p.given_back_word ",
            "from monitoring_participant p join unit u on u.id = p.unit_id left join account h on h.id = p.handed_in_by ",
            "left join account g on g.id = p.given_back_by where p.round_id = $1 ",
            $where
        )
    };
}

/// Everybody who answers a round, by name.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn participants(tx: &mut Tx, round: RoundId) -> Result<Vec<Participant>, StoreError> {
    const SQL: &str = participant_where!("order by u.name, u.id limit $2");
    Ok(on!(tx, |c| sqlx::query_as::<_, ParticipantRow>(SQL)
        .bind(round.0)
        .bind(MOST_UNITS)
        .fetch_all(c)
        .await)?
    .into_iter()
    .map(Participant::from)
    .collect())
}

/// One that answers a round.
///
/// # Errors
/// [`StoreError::NotFound`] where it does not.
pub async fn participant(tx: &mut Tx, round: RoundId, unit: UnitId) -> Result<Participant, StoreError> {
    const SQL: &str = participant_where!("and p.unit_id = $2");
    Ok(on!(tx, |c| sqlx::query_as::<_, ParticipantRow>(SQL)
        .bind(round.0)
        .bind(unit.0)
        .fetch_one(c)
        .await)?
    .into())
}

/// Keeps a round from being closed, and its answers from changing hands, until the transaction ends. An update, because SQLite has no
/// `for update`.
pub(super) async fn hold(tx: &mut Tx, round: RoundId) -> Result<(), StoreError> {
    const SQL: &str = "update monitoring_round set title = title where id = $1 and closed_at is null";
    const KNOWN: &str = "select count(*) from monitoring_round where id = $1";
    let held = on!(tx, |c| sqlx::query(SQL)
        .bind(round.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if held > 0 {
        return Ok(());
    }
    let known: i64 = on!(tx, |c| sqlx::query_scalar(KNOWN).bind(round.0).fetch_one(c).await)?;
    Err(if known > 0 {
        StoreError::State
    } else {
        StoreError::NotFound
    })
}

/// Closes a round for good: no answer changes any more, and what is unanswered stays so.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::State`] when it is closed already.
pub async fn close(tx: &mut Tx, who: Who, id: RoundId) -> Result<(), StoreError> {
    const SQL: &str = "update monitoring_round set closed_by = $2, closed_at = $3 where id = $1";
    hold(tx, id).await?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(by(who))
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    let branch = round(tx, id).await?.branch;
    audit::record(
        tx,
        at(who, branch),
        Entry::about("closed", "monitoring_round", Some(id.0)),
    )
    .await
}
