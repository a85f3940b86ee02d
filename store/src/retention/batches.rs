use chrono::{DateTime, NaiveDate, Utc};
use domain::cases::CaseKind;
use domain::ids::{AccountId, CaseId, PurgeId, UnitId};
use domain::organisation::UnitPath;
use domain::retention::{MOST_TOGETHER, Sample, Verdict, approval_gap};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use super::facts::standing;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// How many batches a list shows, the newest first.
pub const PROPOSED_BEFORE: i64 = 100;

/// Where a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PurgeState {
    /// Waits for the second officer.
    Proposed,
    /// Approved; is carried out.
    Approved,
    /// Carried out.
    Done,
    /// Taken back; nothing was purged.
    Cancelled,
}

impl PurgeState {
    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "proposed" => Self::Proposed,
            "approved" => Self::Approved,
            "done" => Self::Done,
            "cancelled" => Self::Cancelled,
            _ => return None,
        })
    }
}

/// A batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purge {
    /// The batch.
    pub id: PurgeId,
    /// The top of the branch that it is from.
    pub unit: UnitId,
    /// That branch.
    pub branch: UnitPath,
    /// Its name.
    pub unit_name: String,
    /// Where it is.
    pub state: PurgeState,
    /// Who proposed it.
    pub proposed_by: AccountId,
    /// That person's name.
    pub proposed_by_name: String,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// Who approved it.
    pub approved_by: Option<AccountId>,
    /// That person's name.
    pub approved_by_name: Option<String>,
    /// When.
    pub approved_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// How many cases it has.
    pub cases: i64,
    /// How many of them are purged.
    pub purged: i64,
    /// How many wait.
    pub waiting: i64,
}

#[derive(FromRow)]
struct PurgeRow {
    id: Uuid,
    unit_id: Uuid,
    path: String,
    unit_name: String,
    state: String,
    proposed_by: Uuid,
    proposed_by_name: String,
    proposed_at: DateTime<Utc>,
    approved_by: Option<Uuid>,
    approved_by_name: Option<String>,
    approved_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    cases: i64,
    purged: i64,
    waiting: i64,
}

impl TryFrom<PurgeRow> for Purge {
    type Error = StoreError;

    fn try_from(row: PurgeRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: PurgeId(row.id),
            unit: UnitId(row.unit_id),
            branch: UnitPath(row.path),
            unit_name: row.unit_name,
            state: PurgeState::from_code(&row.state).ok_or(StoreError::Corrupt("purge.state"))?,
            proposed_by: AccountId(row.proposed_by),
            proposed_by_name: row.proposed_by_name,
            proposed_at: row.proposed_at,
            approved_by: row.approved_by.map(AccountId),
            approved_by_name: row.approved_by_name,
            approved_at: row.approved_at,
            ended_at: row.ended_at,
            cases: row.cases,
            purged: row.purged,
            waiting: row.waiting,
        })
    }
}

/// What became of a case of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// It waits.
    Waiting,
    /// It is purged.
    Purged,
    /// It was kept, because something had changed since the proposal.
    Kept,
}

/// A case of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The case; gone where it is purged.
    pub case: CaseId,
    /// Its number in this tool.
    pub number: String,
    /// Its unit.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// Whom it was about.
    pub kind: CaseKind,
    /// Id of the rule.
    pub rule: String,
    /// When the last entry was made.
    pub last_entry_at: DateTime<Utc>,
    /// When the duty arose.
    pub due_since: NaiveDate,
    /// The last day on which it may be done.
    pub done_by: NaiveDate,
    /// What became of it.
    pub state: ItemState,
    /// Why it was kept: a code of [`super::KeptBecause`].
    pub reason: String,
    /// When that happened.
    pub ended_at: Option<DateTime<Utc>>,
    /// Rows removed by table, in the order of the tables.
    pub counts: Vec<(String, i64)>,
    /// What the sealed trail repeats of the row.
    pub digest: Option<Vec<u8>>,
}

#[derive(FromRow)]
struct ItemRow {
    case_id: Uuid,
    number: String,
    unit_id: Uuid,
    unit_name: String,
    kind: String,
    rule: String,
    last_entry_at: DateTime<Utc>,
    due_since: NaiveDate,
    done_by: NaiveDate,
    state: String,
    reason: String,
    ended_at: Option<DateTime<Utc>>,
    counts: Json<Vec<(String, i64)>>,
    digest: Option<Vec<u8>>,
}

impl TryFrom<ItemRow> for Item {
    type Error = StoreError;

    fn try_from(row: ItemRow) -> Result<Self, StoreError> {
        Ok(Self {
            case: CaseId(row.case_id),
            number: row.number,
            unit: UnitId(row.unit_id),
            unit_name: row.unit_name,
            kind: CaseKind::from_code(&row.kind).ok_or(StoreError::Corrupt("purge_item.kind"))?,
            rule: row.rule,
            last_entry_at: row.last_entry_at,
            due_since: row.due_since,
            done_by: row.done_by,
            state: match row.state.as_str() {
                "waiting" => ItemState::Waiting,
                "purged" => ItemState::Purged,
                "kept" => ItemState::Kept,
                _ => return Err(StoreError::Corrupt("purge_item.state")),
            },
            reason: row.reason,
            ended_at: row.ended_at,
            counts: row.counts.0,
            digest: row.digest,
        })
    }
}

macro_rules! purges_where {
    ($where:literal) => {
        concat!(
            "select p.id, p.unit_id, u.path, u.name as unit_name, p.state, p.proposed_by, a.name as proposed_by_name, p.proposed_at, ",
            "p.approved_by, b.name as approved_by_name, p.approved_at, p.ended_at, ",
            "(select count(*) from purge_item i where i.purge_id = p.id) as cases, ",
            "(select count(*) from purge_item i where i.purge_id = p.id and i.state = 'purged') as purged, ",
            "(select count(*) from purge_item i where i.purge_id = p.id and i.state = 'waiting') as waiting ",
            "from purge p join unit u on u.id = p.unit_id join account a on a.id = p.proposed_by left join account b on b.id = p.approved_by where ",
            $where
        )
    };
}

/// A batch. The caller asks `may(…)` about its branch.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn purge(tx: &mut Tx, id: PurgeId) -> Result<Purge, StoreError> {
    const SQL: &str = purges_where!("p.id = $1");
    let row: PurgeRow = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_one(c).await)?;
    row.try_into()
}

/// The batches of the officer's branches, those that wait first, then the newest, at most [`PROPOSED_BEFORE`].
///
/// # Errors
/// [`StoreError::Database`].
pub async fn purges(tx: &mut Tx, account: AccountId) -> Result<Vec<Purge>, StoreError> {
    const SQL: &str = purges_where!(
        "p.unit_id in (select unit_id from reach where account_id = $1 and role = 'records_officer') \
         order by case when p.state in ('proposed', 'approved') then 0 else 1 end, p.proposed_at desc, p.id desc limit $2"
    );
    let rows: Vec<PurgeRow> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(PROPOSED_BEFORE)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Purge::try_from).collect()
}

/// The cases of a batch by number, at most as many as a batch may have.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn items(tx: &mut Tx, id: PurgeId) -> Result<Vec<Item>, StoreError> {
    const SQL: &str = "select i.case_id, i.number, i.unit_id, u.name as unit_name, i.kind, i.rule, i.last_entry_at, i.due_since, i.done_by, \
        i.state, i.reason, i.ended_at, i.counts, i.digest from purge_item i join unit u on u.id = i.unit_id \
        where i.purge_id = $1 order by i.number limit $2";
    let rows: Vec<ItemRow> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(id.0)
        .bind(i64::try_from(MOST_TOGETHER).unwrap_or(i64::MAX))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Item::try_from).collect()
}

/// The cases of a batch that wait, by number.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn waiting(tx: &mut Tx, id: PurgeId) -> Result<Vec<CaseId>, StoreError> {
    const SQL: &str =
        "select case_id from purge_item where purge_id = $1 and state = 'waiting' order by number limit $2";
    let ids: Vec<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(id.0)
        .bind(i64::try_from(MOST_TOGETHER).unwrap_or(i64::MAX))
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(CaseId).collect())
}

/// What became of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// It waits for the second officer.
    Made(PurgeId),
    /// These cases, by number, are not due or wait in another batch; nothing was proposed.
    NotDue(Vec<String>),
}

/// Proposes cases of a branch to be purged. Each is looked at anew. The caller has asked `may(…)` about every unit.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown case; [`StoreError::State`] for none or too many.
pub async fn propose(
    tx: &mut Tx,
    who: Who,
    unit: UnitId,
    cases: &[CaseId],
    sample: &Sample,
) -> Result<Proposal, StoreError> {
    const SQL: &str = "insert into purge (id, unit_id, proposed_by, proposed_at) values ($1, $2, $3, $4)";
    const ITEM: &str = "insert into purge_item (purge_id, case_id, number, unit_id, kind, rule, last_entry_at, due_since, done_by) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let by = who.account.ok_or(StoreError::State)?;
    if cases.is_empty() || cases.len() > MOST_TOGETHER {
        return Err(StoreError::State);
    }
    let (mut due, mut not_due) = (Vec::new(), Vec::new());
    for case in cases {
        crate::cases::hold(tx, *case).await?;
        let found = standing(tx, *case, sample, who.today).await?;
        match found.verdict.clone() {
            Verdict::Due { since, done_by, rule } if !found.proposed => {
                due.push((found, since, done_by, rule));
            }
            _ => not_due.push(found.number),
        }
    }
    if !not_due.is_empty() {
        return Ok(Proposal::NotDue(not_due));
    }
    let id = PurgeId(Uuid::now_v7());
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(unit.0)
        .bind(by.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    for (found, since, done_by, rule) in &due {
        on!(tx, |c| sqlx::query(ITEM)
            .bind(id.0)
            .bind(found.case.0)
            .bind(&found.number)
            .bind(found.unit.0)
            .bind(found.kind.code())
            .bind(rule)
            .bind(found.last_entry_at)
            .bind(since)
            .bind(done_by)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    tell(tx, who, unit, "proposed", id).await?;
    Ok(Proposal::Made(id))
}

async fn tell(tx: &mut Tx, who: Who, unit: UnitId, action: &str, id: PurgeId) -> Result<(), StoreError> {
    let who = Who {
        unit: Some(unit),
        ..who
    };
    audit::record(tx, who, Entry::about(action, "purge", Some(id.0))).await
}

/// Approves a batch that somebody else proposed. Nothing is purged by that alone.
///
/// # Errors
/// [`StoreError::State`] for one's own proposal, or one that does not wait; [`StoreError::NotFound`].
pub async fn approve(tx: &mut Tx, who: Who, id: PurgeId) -> Result<(), StoreError> {
    const SQL: &str = "update purge set state = 'approved', approved_by = $2, approved_at = $3 \
        where id = $1 and state = 'proposed' and proposed_by <> $2";
    let by = who.account.ok_or(StoreError::State)?;
    let found = purge(tx, id).await?;
    if approval_gap(found.proposed_by, by).is_some() {
        return Err(StoreError::State);
    }
    let approved = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(by.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if approved == 0 {
        return Err(StoreError::State);
    }
    tell(tx, who, found.unit, "approved", id).await
}

/// Takes a proposal back before it is approved.
///
/// # Errors
/// [`StoreError::State`] when it does not wait any more; [`StoreError::NotFound`].
pub async fn cancel(tx: &mut Tx, who: Who, id: PurgeId) -> Result<(), StoreError> {
    const SQL: &str = "update purge set state = 'cancelled', ended_by = $2, ended_at = $3 where id = $1 and state = 'proposed'";
    finish(tx, who, id, SQL, "cancelled").await
}

/// Ends a batch of which no case waits any more.
///
/// # Errors
/// [`StoreError::State`] while one waits, or when it has ended; [`StoreError::NotFound`].
pub async fn end(tx: &mut Tx, who: Who, id: PurgeId) -> Result<(), StoreError> {
    const SQL: &str = "update purge set state = 'done', ended_by = $2, ended_at = $3 where id = $1 and state = 'approved' \
        and not exists (select 1 from purge_item i where i.purge_id = purge.id and i.state = 'waiting')";
    finish(tx, who, id, SQL, "carried_out").await
}

async fn finish(
    tx: &mut Tx,
    who: Who,
    id: PurgeId,
    sql: &'static str,
    action: &str,
) -> Result<(), StoreError> {
    let by = who.account.ok_or(StoreError::State)?;
    let found = purge(tx, id).await?;
    let ended = on!(tx, |c| sqlx::query(sql)
        .bind(id.0)
        .bind(by.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if ended == 0 {
        return Err(StoreError::State);
    }
    tell(tx, who, found.unit, action, id).await
}
