//! Records that somebody opened in an emergency. They stand open to that person for a while; whoever manages the unit judges each
//! afterwards, never the person itself.

use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{EmergencyGround, EmergencyVerdict};
use domain::cases::IdentityNumber;
use domain::ids::{AccountId, CaseId, EmergencyId, UnitId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most cases that one number opens at once, and the most lines of a list.
const MOST: i64 = 50;

/// A record to be opened. Everything is checked by then.
#[derive(Clone, Debug)]
pub struct NewEmergency {
    /// A whole case number, personal number or coordination number, as typed.
    pub number: String,
    /// Why.
    pub ground: EmergencyGround,
    /// What has happened.
    pub reason: String,
    /// Until when it stands open.
    pub ends_at: DateTime<Utc>,
}

/// Opens every case that bears the number, as the case's own or as that of a person in it, and says how many; one that stands open
/// already stays as it is. That nothing was found is told to the trail as well.
///
/// # Errors
/// [`StoreError::State`] without an account.
pub async fn open_emergency(tx: &mut Tx, who: Who, new: &NewEmergency) -> Result<usize, StoreError> {
    const SQL: &str = "insert into emergency_access (id, case_id, account_id, ground, reason, opened_at, ends_at) \
        select $1, k.id, $3, $4, $5, $6, $7 from case_file k where k.id = $2 and not exists (select 1 from emergency_access e \
        where e.case_id = $2 and e.account_id = $3 and e.ends_at > $6 and e.ended_at is null)";
    let account = who.account.ok_or(StoreError::State)?;
    let cases = cases_of(tx, &new.number, who.today).await?;
    if cases.is_empty() {
        audit::record(tx, who, Entry::about("emergency_found_nothing", "case", None)).await?;
    }
    for (case, unit) in &cases {
        let id = Uuid::now_v7();
        on!(tx, |c| sqlx::query(SQL)
            .bind(id)
            .bind(case)
            .bind(account.0)
            .bind(new.ground.code())
            .bind(&new.reason)
            .bind(who.now)
            .bind(new.ends_at)
            .execute(c)
            .await
            .map(|_| ()))?;
        let entry = Entry::in_case("emergency_opened", "emergency", id, CaseId(*case));
        audit::record(tx, in_unit(who, *unit), entry.detail(new.ground.code())).await?;
    }
    Ok(cases.len())
}

fn in_unit(who: Who, unit: Uuid) -> Who {
    Who {
        unit: Some(UnitId(unit)),
        ..who
    }
}

async fn cases_of(tx: &mut Tx, number: &str, today: NaiveDate) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    const BY_PERSON: &str = "select k.id, k.unit_id from case_file k where k.id in (select id from case_file where subject_number = $1 \
        union select case_id from child where number = $1 and removed_at is null) order by k.updated_at desc, k.id limit $2";
    const BY_CASE: &str = "select id, unit_id from case_file where number = $1 limit $2";
    let (sql, number) = match IdentityNumber::parse(number, today) {
        Ok(person) => (BY_PERSON, person.digits().to_owned()),
        Err(_) => (BY_CASE, number.trim().to_owned()),
    };
    Ok(on!(tx, |c| sqlx::query_as(sql)
        .bind(&number)
        .bind(MOST)
        .fetch_all(c)
        .await)?)
}

/// How often somebody has tried since a time, found or not. One try that opens several cases counts as one.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn emergencies_tried(
    tx: &mut Tx,
    account: AccountId,
    since: DateTime<Utc>,
) -> Result<i64, StoreError> {
    const SQL: &str = "select count(distinct at) from audit where account_id = $1 and at >= $2 \
        and action in ('emergency_opened', 'emergency_found_nothing')";
    Ok(on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(account.0)
        .bind(since)
        .fetch_one(c)
        .await)?)
}

/// The cases that stand open to somebody now.
pub(super) async fn emergencies_now(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<CaseId>, StoreError> {
    const SQL: &str = "select case_id from emergency_access where account_id = $1 and ends_at > $2 and ended_at is null limit 250";
    let cases: Vec<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(account.0)
        .bind(now)
        .fetch_all(c)
        .await)?;
    Ok(cases.into_iter().map(CaseId).collect())
}

/// A record that stands open to somebody.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OwnEmergency {
    /// The row.
    #[sqlx(try_from = "Uuid")]
    pub id: EmergencyId,
    /// The case.
    #[sqlx(try_from = "Uuid")]
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// The unit that owns it.
    pub unit_name: String,
    /// That unit's telephone; may be empty.
    pub unit_phone: String,
    /// Until when.
    pub ends_at: DateTime<Utc>,
}

/// What stands open to somebody now, the newest first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn own_emergencies(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<OwnEmergency>, StoreError> {
    const SQL: &str = "select e.id, e.case_id as \"case\", k.number, u.name as unit_name, u.phone as unit_phone, e.ends_at \
        from emergency_access e join case_file k on k.id = e.case_id join unit u on u.id = k.unit_id \
        where e.account_id = $1 and e.ends_at > $2 and e.ended_at is null order by e.opened_at desc, e.id limit $3";
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(now)
        .bind(MOST)
        .fetch_all(c)
        .await)?)
}

/// Closes one's own before its time.
///
/// # Errors
/// [`StoreError::NotFound`] for one of somebody else, or one that is over.
pub async fn end_emergency(tx: &mut Tx, who: Who, id: EmergencyId) -> Result<(), StoreError> {
    const SQL: &str = "update emergency_access set ended_at = $3 where id = $1 and account_id = $2 and ends_at > $3 \
        and ended_at is null and judged_at is null returning case_id, (select unit_id from case_file where id = case_id)";
    let account = who.account.ok_or(StoreError::State)?;
    let ended: Option<(Uuid, Uuid)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(id.0)
        .bind(account.0)
        .bind(who.now)
        .fetch_optional(c)
        .await)?;
    let (case, unit) = ended.ok_or(StoreError::NotFound)?;
    let entry = Entry::in_case("emergency_ended", "emergency", id.0, CaseId(case));
    audit::record(tx, in_unit(who, unit), entry).await
}

/// A line of the list of those that wait for a manager.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct EmergencyLine {
    /// The row.
    #[sqlx(try_from = "Uuid")]
    pub id: EmergencyId,
    /// The case's number.
    pub number: String,
    /// The unit that owns the case.
    pub unit_name: String,
    /// Who opened it.
    pub account_name: String,
    /// When.
    pub opened_at: DateTime<Utc>,
}

/// What waits for the judgement of somebody who manages the unit: the longest waiting first. What they opened themselves waits for
/// somebody else.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn emergencies_to_judge(tx: &mut Tx, manager: AccountId) -> Result<Vec<EmergencyLine>, StoreError> {
    const SQL: &str = "with waiting as materialized (select e.id, k.number, u.name as unit_name, a.name as account_name, e.opened_at, k.unit_id \
        from emergency_access e join case_file k on k.id = e.case_id join unit u on u.id = k.unit_id join account a on a.id = e.account_id \
        where e.judged_at is null and e.account_id <> $1) select id, number, unit_name, account_name, opened_at from waiting \
        where unit_id in (select unit_id from reach where account_id = $1 and role = 'manager') order by opened_at, id limit $2";
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(manager.0)
        .bind(MOST)
        .fetch_all(c)
        .await)?)
}

/// One that was opened, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emergency {
    /// The row.
    pub id: EmergencyId,
    /// The case.
    pub case: CaseId,
    /// Who opened it.
    pub account: AccountId,
    /// That person's name.
    pub account_name: String,
    /// That person's title; may be empty.
    pub account_title: String,
    /// Why.
    pub ground: EmergencyGround,
    /// What had happened.
    pub reason: String,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it closes or closed by itself.
    pub ends_at: DateTime<Utc>,
    /// When the person closed it.
    pub ended_at: Option<DateTime<Utc>>,
    /// What the manager found, with a note, name and time.
    pub judged: Option<(EmergencyVerdict, String, String, DateTime<Utc>)>,
}

#[derive(FromRow)]
struct EmergencyRow {
    case_id: Uuid,
    account_id: Uuid,
    account_name: String,
    account_title: String,
    ground: String,
    reason: String,
    opened_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    verdict: Option<String>,
    note: String,
    judge_name: Option<String>,
    judged_at: Option<DateTime<Utc>>,
}

/// One that was opened.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Corrupt`] when a stored code is unknown.
pub async fn emergency(tx: &mut Tx, id: EmergencyId) -> Result<Emergency, StoreError> {
    const SQL: &str = "select e.case_id, e.account_id, a.name as account_name, a.title as account_title, e.ground, e.reason, \
        e.opened_at, e.ends_at, e.ended_at, e.verdict, e.note, j.name as judge_name, e.judged_at \
        from emergency_access e join account a on a.id = e.account_id left join account j on j.id = e.judged_by where e.id = $1";
    let row: EmergencyRow = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_one(c).await)?;
    let verdict = row
        .verdict
        .map(|code| EmergencyVerdict::from_code(&code).ok_or(StoreError::Corrupt("emergency_access.verdict")))
        .transpose()?;
    Ok(Emergency {
        id,
        case: CaseId(row.case_id),
        account: AccountId(row.account_id),
        account_name: row.account_name,
        account_title: row.account_title,
        ground: EmergencyGround::from_code(&row.ground)
            .ok_or(StoreError::Corrupt("emergency_access.ground"))?,
        reason: row.reason,
        opened_at: row.opened_at,
        ends_at: row.ends_at,
        ended_at: row.ended_at,
        judged: match (verdict, row.judge_name, row.judged_at) {
            (Some(verdict), Some(name), Some(at)) => Some((verdict, row.note, name, at)),
            _ => None,
        },
    })
}

/// Writes down what a manager finds, once. Whoever opened it does not judge it.
///
/// # Errors
/// [`StoreError::State`] when it is judged already or the judge is the person who opened it.
pub async fn judge_emergency(
    tx: &mut Tx,
    who: Who,
    id: EmergencyId,
    verdict: EmergencyVerdict,
    note: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "update emergency_access set verdict = $2, note = $3, judged_by = $4, judged_at = $5 \
        where id = $1 and judged_at is null and account_id <> $4 returning case_id";
    let judge = who.account.ok_or(StoreError::State)?;
    let case: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(id.0)
        .bind(verdict.code())
        .bind(note)
        .bind(judge.0)
        .bind(who.now)
        .fetch_optional(c)
        .await)?;
    let case = CaseId(case.ok_or(StoreError::State)?);
    let entry = Entry::in_case("emergency_judged", "emergency", id.0, case).detail(verdict.code());
    audit::record(tx, who, entry).await
}

/// What the trail says that somebody did in the case while it stood open: what was done to which kind of object, from when to when, and
/// how often.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OpenedPart {
    /// What was done.
    pub action: String,
    /// To which kind of object.
    pub object_kind: String,
    /// How often.
    pub times: i64,
    /// The first time.
    pub first_at: DateTime<Utc>,
    /// The last time.
    pub last_at: DateTime<Utc>,
}

/// What was opened in the case by that person while it stood open to them.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn opened_in_emergency(tx: &mut Tx, of: &Emergency) -> Result<Vec<OpenedPart>, StoreError> {
    const SQL: &str = "select action, object_kind, count(*) as times, min(at) as first_at, max(at) as last_at from audit \
        where case_id = $1 and account_id = $2 and at >= $3 and at <= $4 and object_kind <> 'emergency' \
        group by action, object_kind order by first_at, action, object_kind limit $5";
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(of.case.0)
        .bind(of.account.0)
        .bind(of.opened_at)
        .bind(of.ended_at.unwrap_or(of.ends_at))
        .bind(MOST)
        .fetch_all(c)
        .await)?)
}
