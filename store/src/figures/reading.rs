use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::figures::{ByUnit, Counts, Dimension, Indicator, Month, Outline};
use domain::ids::UnitId;
use domain::organisation::{AreaOfOperation, UnitPath};
use sqlx::FromRow;
use uuid::Uuid;

use crate::db::{Tx, on};
use crate::error::StoreError;

/// The most rows of a tally that are read at once: two years of a very large municipality, divided.
const MOST: i64 = 400_000;

#[derive(FromRow)]
struct Row {
    month: i64,
    unit_id: Uuid,
    indicator: String,
    value: String,
    yes: i64,
    reason: i64,
    no: i64,
    outside: i64,
}

/// Counts of some whole years by unit, divided by a dimension or not. Gives back one [`ByUnit`] for each year from `from` to `to`.
/// The caller asks `may(…)` and shows only what may be shown.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn tallies(
    tx: &mut Tx,
    dimension: Dimension,
    (from, to): (i32, i32),
) -> Result<BTreeMap<i32, ByUnit>, StoreError> {
    const SQL: &str = "select month, unit_id, indicator, value, yes, reason, no, outside from tally \
        where dimension = $1 and month >= $2 and month <= $3 limit $4";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(dimension.code())
        .bind(i64::from(from) * 100 + 1)
        .bind(i64::from(to) * 100 + 12)
        .bind(MOST)
        .fetch_all(c)
        .await)?;
    let mut years: BTreeMap<i32, ByUnit> = (from..=to).map(|year| (year, ByUnit::new())).collect();
    for row in rows {
        let Some(indicator) = Indicator::from_code(&row.indicator) else {
            continue;
        };
        let month = Month(i32::try_from(row.month).unwrap_or(0));
        let of_unit = years
            .entry(month.year())
            .or_default()
            .entry(UnitId(row.unit_id))
            .or_default();
        let year = of_unit.entry((row.value, indicator)).or_default();
        if let Some(cell) = year.get_mut(month.index()) {
            *cell += Counts {
                yes: row.yes,
                reason: row.reason,
                no: row.no,
                outside: row.outside,
            };
        }
    }
    Ok(years)
}

/// The whole tree of units for figures: small, and needed whole, because siblings hide each other.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn outline(tx: &mut Tx) -> Result<Outline, StoreError> {
    const SQL: &str = "select id, parent_id, area from unit order by path limit 5000";
    let rows: Vec<(Uuid, Option<Uuid>, Option<String>)> =
        on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    let node = |(id, parent, area): (Uuid, Option<Uuid>, Option<String>)| {
        let area = area.as_deref().and_then(AreaOfOperation::from_code);
        (UnitId(id), (parent.map(UnitId), area))
    };
    Ok(Outline {
        nodes: rows.into_iter().map(node).collect(),
    })
}

/// How many days children waited for their answer, by how many, for answers owed in a stretch of time under a branch.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn days_to_answer(
    tx: &mut Tx,
    branch: &UnitPath,
    (from, to): (Month, Month),
) -> Result<Vec<(u32, i64)>, StoreError> {
    const SQL: &str = "select t.value, cast(sum(t.yes + t.no) as bigint) as n from tally t join unit u on u.id = t.unit_id \
        where t.dimension = 'days' and t.month >= $1 and t.month <= $2 and substr(u.path, 1, length($3)) = $3 \
        group by t.value limit 400";
    let rows: Vec<(String, i64)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(i64::from(from.0))
        .bind(i64::from(to.0))
        .bind(&branch.0)
        .fetch_all(c)
        .await)?;
    let known = |(days, n): (String, i64)| Some((days.parse().ok()?, n));
    Ok(rows
        .into_iter()
        .filter_map(known)
        .filter(|(_, n)| *n > 0)
        .collect())
}

/// What stands among the misses of a period that runs, although its day has still to come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct NotYetDue {
    /// Decisions that are planned for a later day.
    pub assessed: i64,
    /// Answers owed on a later day.
    pub answered: i64,
    /// Measures to be done by a later day.
    pub measures: i64,
}

impl NotYetDue {
    /// Takes them out of the misses.
    #[must_use]
    pub fn without(&self, indicator: Indicator, counts: Counts) -> Counts {
        let waiting = match indicator {
            Indicator::Assessed => self.assessed,
            Indicator::Answered => self.answered,
            Indicator::Measures => self.measures,
            _ => 0,
        };
        Counts {
            no: (counts.no - waiting).max(0),
            ..counts
        }
    }
}

/// Counts, under a branch, what is due from today until the end of a period. Looks at what is open only, which is little.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn not_yet_due(
    tx: &mut Tx,
    branch: &UnitPath,
    (today, until): (NaiveDate, NaiveDate),
) -> Result<NotYetDue, StoreError> {
    const SQL: &str = "select \
        (select count(*) from assessment s join case_file k on k.id = s.case_id join unit u on u.id = k.unit_id \
         where s.status in ('draft', 'submitted', 'returned') and s.planned_on is not null and s.planned_on >= $2 and s.planned_on <= $3 \
         and s.depth <> 'screening' and substr(u.path, 1, length($1)) = $1) as assessed, \
        (select count(*) from letter l join assessment s on s.id = l.assessment_id join case_file k on k.id = s.case_id \
         join unit u on u.id = k.unit_id where l.status in ('draft', 'approved') and l.kind = 'feedback' and l.due_on >= $2 and l.due_on <= $3 \
         and s.status in ('signed', 'closed') and substr(u.path, 1, length($1)) = $1) as answered, \
        (select count(*) from measure m join assessment s on s.id = m.assessment_id join case_file k on k.id = s.case_id \
         join unit u on u.id = k.unit_id where m.done_on is null and m.due_on >= $2 and m.due_on <= $3 \
         and s.status in ('signed', 'closed') and substr(u.path, 1, length($1)) = $1) as measures";
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(&branch.0)
        .bind(today)
        .bind(until)
        .fetch_one(c)
        .await)?)
}
