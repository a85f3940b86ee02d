use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Months, NaiveDate, NaiveTime, Utc};
use domain::cases::{CaseKind, IdentityNumber};
use domain::content::content;
use domain::ids::{AccountId, CaseId, UnitId};
use domain::organisation::{AreaOfOperation, UnitPath};
use domain::retention::{Facts, Person, Sample, Verdict, verdict};
use sqlx::FromRow;
use uuid::Uuid;

use crate::db::{Tx, on};
use crate::error::StoreError;

/// Cases that are looked at together.
const TOGETHER: i64 = 500;
/// The most cases that one look goes through, the longest untouched first.
pub const MOST_SCANNED: usize = 5_000;

/// Where a case stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The case.
    pub case: CaseId,
    /// Its number in this tool.
    pub number: String,
    /// Its number in the case system, or empty.
    pub reference: String,
    /// Whom it is about.
    pub kind: CaseKind,
    /// Its unit.
    pub unit: UnitId,
    /// The unit's place in the tree.
    pub unit_path: UnitPath,
    /// The unit's name.
    pub unit_name: String,
    /// The unit's area of operation.
    pub area: AreaOfOperation,
    /// Whether a child is in the case.
    pub has_children: bool,
    /// When the last entry was made.
    pub last_entry_at: DateTime<Utc>,
    /// Whether it waits in a batch already.
    pub proposed: bool,
    /// What the rules come to.
    pub verdict: Verdict,
}

/// What a look goes through.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The records officer.
    pub account: AccountId,
    /// The branch; the officer's whole reach where it is empty.
    pub branch: &'a str,
}

/// What a look found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Cases that are due or need an answer, the longest untouched first.
    pub lines: Vec<Standing>,
    /// Whether there are older cases than the look went through.
    pub more: bool,
}

#[derive(FromRow)]
struct Head {
    id: Uuid,
    number: String,
    reference: String,
    kind: String,
    unit_id: Uuid,
    unit_path: String,
    unit_name: String,
    area: Option<String>,
    subject_number: String,
    class: Option<String>,
    file_last_entry: Option<NaiveDate>,
    ended_on: Option<NaiveDate>,
    in_sample: String,
    touched_at: DateTime<Utc>,
    last_entry_at: DateTime<Utc>,
    held: bool,
    proposed: bool,
}

/// The last entry of case `k`, as the module says it. Every time of every table below a case stands here; a test compares.
macro_rules! last_entry {
    () => {
        "(select max(t.at) from (select k.updated_at as at union all select k.created_at \
         union all select max(b.created_at) from child b where b.case_id = k.id \
         union all select max(b.removed_at) from child b where b.case_id = k.id \
         union all select max(a.created_at) from assessment a where a.case_id = k.id \
         union all select max(a.updated_at) from assessment a where a.case_id = k.id \
         union all select max(a.submitted_at) from assessment a where a.case_id = k.id \
         union all select max(a.signed_at) from assessment a where a.case_id = k.id \
         union all select max(x.updated_at) from section x join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(x.created_at) from participation_note x join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(x.created_at) from measure x join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(x.created_at) from letter x join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(x.approved_at) from letter x join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(v.approved_at) from letter_version v join letter x on x.id = v.letter_id join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(x.kept_at) from kept_version x join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(x.submitted_at) from review x join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(x.ended_at) from review x join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(m.answered_at) from remark m join review x on x.id = m.review_id join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(m.written_at) from remark m join review x on x.id = m.review_id join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(x.added_at) from attachment x join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(x.removed_at) from attachment x join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(x.noted_at) from annotation x join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(x.noted_at) from disclosure x join assessment a on a.id = x.assessment_id where a.case_id = k.id \
         union all select max(l.at) from audit l where l.case_id = k.id and l.action <> 'read' and l.object_kind in ('case', 'child', \
         'guardian', 'assessment', 'section', 'note', 'measure', 'letter', 'review', 'attachment', 'annotation', 'disclosure')) t)"
    };
}

macro_rules! heads {
    ($where:expr) => {
        concat!(
            "select k.id, k.number, k.reference, k.kind, k.unit_id, u.path as unit_path, u.name as unit_name, u.area, k.subject_number, r.class, ",
            "r.file_last_entry, r.ended_on, coalesce(r.in_sample, '') as in_sample, k.updated_at as touched_at, ",
            last_entry!(),
            " as last_entry_at, exists (select 1 from retention_hold h where h.case_id = k.id and h.lifted_at is null) \
             or exists (select 1 from extract_case e join person_extract x on x.id = e.extract_id where e.case_id = k.id and x.closed_at is null) as held, ",
            "exists (select 1 from purge_item i join purge p on p.id = i.purge_id where i.case_id = k.id and i.state = 'waiting' \
             and p.state in ('proposed', 'approved')) as proposed ",
            "from case_file k join unit u on u.id = k.unit_id left join case_retention r on r.case_id = k.id where ",
            $where
        )
    };
}

macro_rules! children {
    ($cases:expr) => {
        concat!(
            "select b.case_id, b.number, b.born_on from child b where b.removed_at is null and b.case_id in (",
            $cases,
            ")"
        )
    };
}

/// Other cases of the same persons: whose number is exactly that of the subject or of a child.
macro_rules! others {
    ($cases:expr) => {
        concat!(
            "with mine as (select c.id as case_id, c.subject_number as number from case_file c where c.subject_number <> '' and c.id in (",
            $cases,
            ") union select b.case_id, b.number from child b where b.number <> '' and b.removed_at is null and b.case_id in (",
            $cases,
            ")), pairs as (select m.case_id, o.id as other_id from mine m join case_file o on o.subject_number = m.number where o.id <> m.case_id \
             union select m.case_id, o.case_id from mine m join child o on o.number = m.number and o.removed_at is null where o.case_id <> m.case_id) \
             select p.case_id, ",
            last_entry!(),
            " as last_entry_at from pairs p join case_file k on k.id = p.other_id"
        )
    };
}

/// Cases of the officer's branch that were last touched before `$2`, after the place `$5`, `$6`. What is kept for good is left out.
macro_rules! candidates {
    () => {
        "select k.id from case_file k left join case_retention r on r.case_id = k.id \
         where k.unit_id in (select a.unit_id from reach a join unit v on v.id = a.unit_id where a.account_id = $1 \
         and a.role = 'records_officer' and substr(v.path, 1, length($3)) = $3) \
         and k.updated_at < $2 and (k.kind <> 'general' or r.class is not null) and $4 not like '%,' || coalesce(r.class, '-') || ',%' \
         and (k.updated_at, k.id) > ($5, $6) order by k.updated_at, k.id limit $7"
    };
}

/// Goes through the cases of a branch that have rested for the years of the general rule and says which are due and which need an answer.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn look_through(
    tx: &mut Tx,
    scope: Scope<'_>,
    sample: &Sample,
    today: NaiveDate,
) -> Result<Found, StoreError> {
    let mut found = Found::default();
    let mut scanned = 0;
    let mut place = (DateTime::UNIX_EPOCH, Uuid::nil());
    while scanned < MOST_SCANNED {
        let together = page(tx, scope, place, today).await?;
        let Some(last) = together.last() else {
            return Ok(found);
        };
        place = (last.0.touched_at, last.0.id);
        scanned += together.len();
        let full = i64::try_from(together.len()) == Ok(TOGETHER);
        for (head, facts) in together {
            let line = stand(head, &facts, sample, today)?;
            if matches!(line.verdict, Verdict::Due { .. } | Verdict::NeedsAnswer(_)) {
                found.lines.push(line);
            }
        }
        if !full {
            return Ok(found);
        }
    }
    found.more = true;
    Ok(found)
}

/// The rules that keep for good, between commas, for the query to leave out.
fn kept_for_good() -> String {
    let ids: Vec<&str> = content()
        .retention()
        .iter()
        .filter(|rule| rule.years.is_none())
        .map(|rule| rule.id.as_str())
        .collect();
    format!(",{},", ids.join(","))
}

/// The moment before which a case must have been touched last to be due under any rule: the shortest term ago, and two days later,
/// because days begin at different times.
fn cut_off(today: NaiveDate) -> DateTime<Utc> {
    let shortest = content().retention().iter().filter_map(|rule| rule.years).min();
    let months = Months::new(shortest.unwrap_or_default().saturating_mul(12));
    let day = today.checked_sub_months(months).unwrap_or_default();
    day.and_time(NaiveTime::MIN).and_utc() + Duration::days(2)
}

async fn page(
    tx: &mut Tx,
    scope: Scope<'_>,
    place: (DateTime<Utc>, Uuid),
    today: NaiveDate,
) -> Result<Vec<(Head, Facts)>, StoreError> {
    const HEADS: &str = heads!(concat!(
        "k.id in (",
        candidates!(),
        ") order by k.updated_at, k.id"
    ));
    const CHILDREN: &str = children!(candidates!());
    const OTHERS: &str = others!(candidates!());
    let (kept, before) = (kept_for_good(), cut_off(today));
    macro_rules! ask {
        ($sql:expr) => {
            on!(tx, |c| sqlx::query_as($sql)
                .bind(scope.account.0)
                .bind(before)
                .bind(scope.branch)
                .bind(&kept)
                .bind(place.0)
                .bind(place.1)
                .bind(TOGETHER)
                .fetch_all(c)
                .await)?
        };
    }
    let heads: Vec<Head> = ask!(HEADS);
    if heads.is_empty() {
        return Ok(Vec::new());
    }
    let children: Vec<(Uuid, String, Option<NaiveDate>)> = ask!(CHILDREN);
    let others: Vec<(Uuid, DateTime<Utc>)> = ask!(OTHERS);
    heads_with(heads, children, others, today)
}

/// Where one case stands.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn standing(
    tx: &mut Tx,
    case: CaseId,
    sample: &Sample,
    today: NaiveDate,
) -> Result<Standing, StoreError> {
    const HEAD: &str = heads!("k.id = $1");
    const CHILDREN: &str = children!("$1");
    const OTHERS: &str = others!("$1");
    let head: Head = on!(tx, |c| sqlx::query_as(HEAD).bind(case.0).fetch_one(c).await)?;
    let children: Vec<(Uuid, String, Option<NaiveDate>)> =
        on!(tx, |c| sqlx::query_as(CHILDREN).bind(case.0).fetch_all(c).await)?;
    let others: Vec<(Uuid, DateTime<Utc>)> =
        on!(tx, |c| sqlx::query_as(OTHERS).bind(case.0).fetch_all(c).await)?;
    let mut one = heads_with(vec![head], children, others, today)?;
    let (head, facts) = one.pop().ok_or(StoreError::NotFound)?;
    stand(head, &facts, sample, today)
}

fn heads_with(
    heads: Vec<Head>,
    children: Vec<(Uuid, String, Option<NaiveDate>)>,
    others: Vec<(Uuid, DateTime<Utc>)>,
    today: NaiveDate,
) -> Result<Vec<(Head, Facts)>, StoreError> {
    let mut of_case: BTreeMap<Uuid, (Vec<Person>, Vec<NaiveDate>)> = BTreeMap::new();
    for (case, number, born_on) in children {
        let born = born_on.or_else(|| born(&number, today));
        of_case
            .entry(case)
            .or_default()
            .0
            .push(Person { child: true, born });
    }
    for (case, at) in others {
        of_case.entry(case).or_default().1.push(day_of(at));
    }
    heads
        .into_iter()
        .map(|head| {
            let (people, others) = of_case.remove(&head.id).unwrap_or_default();
            let facts = facts(&head, people, others, today)?;
            Ok((head, facts))
        })
        .collect()
}

/// The later of the days that it can have been where the people work: a term is never shorter for the hour at which somebody wrote.
fn day_of(at: DateTime<Utc>) -> NaiveDate {
    (at + Duration::hours(2)).date_naive()
}

fn born(number: &str, today: NaiveDate) -> Option<NaiveDate> {
    IdentityNumber::parse(number, today).ok().map(|n| n.born())
}

fn facts(
    head: &Head,
    mut people: Vec<Person>,
    others: Vec<NaiveDate>,
    today: NaiveDate,
) -> Result<Facts, StoreError> {
    let kind = CaseKind::from_code(&head.kind).ok_or(StoreError::Corrupt("case_file.kind"))?;
    // The subject of a child's own case is one of its children.
    if kind == CaseKind::Adult || !head.subject_number.is_empty() {
        people.push(Person {
            child: false,
            born: born(&head.subject_number, today),
        });
    }
    Ok(Facts {
        kind,
        area: area(head)?,
        chosen: head.class.clone(),
        last_entry: day_of(head.last_entry_at),
        file_last_entry: head.file_last_entry,
        ended_on: head.ended_on,
        people,
        others,
        held: head.held,
        in_sample: match head.in_sample.as_str() {
            "in" => Some(true),
            "out" => Some(false),
            _ => None,
        },
    })
}

fn area(head: &Head) -> Result<AreaOfOperation, StoreError> {
    head.area
        .as_deref()
        .and_then(AreaOfOperation::from_code)
        .ok_or(StoreError::Corrupt("unit.area"))
}

fn stand(head: Head, facts: &Facts, sample: &Sample, today: NaiveDate) -> Result<Standing, StoreError> {
    let area = area(&head)?;
    Ok(Standing {
        case: CaseId(head.id),
        kind: facts.kind,
        unit: UnitId(head.unit_id),
        unit_path: UnitPath(head.unit_path),
        unit_name: head.unit_name,
        area,
        has_children: facts.people.iter().any(|p| p.child),
        last_entry_at: head.last_entry_at,
        proposed: head.proposed,
        verdict: verdict(content(), facts, sample, today),
        number: head.number,
        reference: head.reference,
    })
}

/// Whether another records officer reaches a unit: two purge, always.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn has_second(tx: &mut Tx, account: AccountId, unit: UnitId) -> Result<bool, StoreError> {
    const SQL: &str = "select count(*) from reach r join account a on a.id = r.account_id \
        where r.role = 'records_officer' and r.unit_id = $1 and a.id <> $2 and a.disabled_at is null";
    let others: i64 = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(unit.0)
        .bind(account.0)
        .fetch_one(c)
        .await)?;
    Ok(others > 0)
}
