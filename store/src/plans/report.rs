//! What the yearly status report asks, for a branch of the unit tree. The caller asks `may(…)` about the branch. Units come by name,
//! at most 200, and those without anything are there too: a gap is part of the report.

use chrono::NaiveDate;
use domain::ids::{MeetingId, TrainingId, UnitId};
use domain::organisation::UnitPath;
use domain::plans::{
    ActivityCounts, ActivityState, FocusArea, MeetingKind, PlanState, TrainingSubject, TrainingText,
};
use uuid::Uuid;

use super::appointments::{self, UnitAppointments, appointment_where, by_unit};
use super::meetings::{self, meeting_where};
use super::scope::units_below;
use super::trainings::{self, training_where};
use crate::db::{Tx, on};
use crate::error::StoreError;

/// A unit's plan of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFigures {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Where its plan stands; none where it has no plan.
    pub state: Option<PlanState>,
    /// Its activities by focus area, in the order of [`FocusArea::ALL`]; all zero without a plan.
    pub by_focus: [(FocusArea, ActivityCounts); 3],
}

impl PlanFigures {
    /// Its activities in all areas.
    #[must_use]
    pub fn total(&self) -> ActivityCounts {
        self.by_focus
            .iter()
            .fold(ActivityCounts::default(), |sum, (_, counts)| sum.and(*counts))
    }
}

/// The plans of a branch for a year. `on` decides what is late.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn plans(
    tx: &mut Tx,
    branch: &UnitPath,
    year: i32,
    on: NaiveDate,
) -> Result<Vec<PlanFigures>, StoreError> {
    const PLANS: &str = "select p.unit_id, p.state from plan p join unit u on u.id = p.unit_id where p.year = $2 \
        and substr(u.path, 1, length(cast($1 as text))) = $1 limit 2000";
    const COUNTS: &str = "select p.unit_id, g.focus, x.state, count(*), count(case when x.due_on < $3 then 1 end) from plan p \
        join unit u on u.id = p.unit_id join plan_goal g on g.plan_id = p.id and g.removed_at is null \
        join plan_activity x on x.goal_id = g.id and x.removed_at is null where p.year = $2 \
        and substr(u.path, 1, length(cast($1 as text))) = $1 group by p.unit_id, g.focus, x.state limit 5000";
    let units = units_below(tx, branch).await?;
    let states: Vec<(Uuid, String)> = on!(tx, |c| sqlx::query_as(PLANS)
        .bind(&branch.0)
        .bind(year)
        .fetch_all(c)
        .await)?;
    let counted: Vec<(Uuid, String, String, i64, i64)> = on!(tx, |c| sqlx::query_as(COUNTS)
        .bind(&branch.0)
        .bind(year)
        .bind(on)
        .fetch_all(c)
        .await)?;
    let counts_of = |unit: UnitId, focus: FocusArea| {
        let mut counts = ActivityCounts::default();
        let of_both = counted
            .iter()
            .filter(|(u, f, ..)| *u == unit.0 && f == focus.code());
        for (_, _, state, count, overdue) in of_both {
            if let Some(state) = ActivityState::from_code(state) {
                counts.add_many(state, *count, *overdue);
            }
        }
        (focus, counts)
    };
    Ok(units
        .into_iter()
        .map(|(unit, name)| PlanFigures {
            unit,
            name,
            state: states
                .iter()
                .find(|(id, _)| *id == unit.0)
                .and_then(|(_, state)| PlanState::from_code(state)),
            by_focus: FocusArea::ALL.map(|focus| counts_of(unit, focus)),
        })
        .collect())
}

/// Who represents the units of a branch on a day. A unit whose `representatives` is empty is a gap.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn representatives(
    tx: &mut Tx,
    branch: &UnitPath,
    day: NaiveDate,
) -> Result<Vec<UnitAppointments>, StoreError> {
    const ROWS: &str = appointment_where!(
        "m.since <= $2 and (m.until is null or m.until >= $2) and m.unit_id in (select u.id from unit u \
         where substr(u.path, 1, length(cast($1 as text))) = $1) order by m.since, m.id limit 2000"
    );
    let units = units_below(tx, branch).await?;
    let rows: Vec<appointments::Row> = on!(tx, |c| sqlx::query_as(ROWS)
        .bind(&branch.0)
        .bind(day)
        .fetch_all(c)
        .await)?;
    by_unit(units.into_iter().map(|(id, name)| (id.0, name)).collect(), rows)
}

/// A meeting with how many were there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingFigures {
    /// The meeting.
    pub id: MeetingId,
    /// Which kind.
    pub kind: MeetingKind,
    /// The name of the branch that it was for.
    pub branch_name: String,
    /// The day.
    pub held_on: NaiveDate,
    /// From how many units somebody was there.
    pub present: usize,
    /// Of how many units it is known whether somebody was.
    pub of: usize,
}

/// The meetings at or below a branch in a period, both days included, the latest first, at most 500.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn meetings(
    tx: &mut Tx,
    branch: &UnitPath,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<MeetingFigures>, StoreError> {
    const SQL: &str = meeting_where!(
        "substr(u.path, 1, length(cast($1 as text))) = $1 and m.held_on >= $2 and m.held_on <= $3 order by m.held_on desc, m.id limit 500"
    );
    let rows: Vec<meetings::Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(&branch.0)
        .bind(first)
        .bind(last)
        .fetch_all(c)
        .await)?;
    let found = meetings::with_units(tx, rows).await?;
    Ok(found
        .into_iter()
        .map(|m| MeetingFigures {
            id: m.id,
            kind: m.kind,
            branch_name: m.branch_name,
            held_on: m.text.held_on,
            present: m.text.present.iter().filter(|(_, there)| *there).count(),
            of: m.text.present.len(),
        })
        .collect())
}

/// A training with its coverage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainingFigures {
    /// The training.
    pub id: TrainingId,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub subject: TrainingSubject,
    /// The day.
    pub held_on: NaiveDate,
    /// How long it was, in minutes.
    pub minutes: i64,
    /// How many took part of how many, per unit of the branch, by the units' names.
    pub units: Vec<(UnitId, i64, i64)>,
}

impl TrainingFigures {
    /// How many took part of how many, in all units.
    #[must_use]
    pub fn coverage(&self) -> (i64, i64) {
        self.units
            .iter()
            .fold((0, 0), |(took, of), (_, t, s)| (took + t, of + s))
    }
}

/// The trainings in which units of a branch took part in a period, both days included, the latest first, at most 500.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn trainings(
    tx: &mut Tx,
    branch: &UnitPath,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<TrainingFigures>, StoreError> {
    const SQL: &str = training_where!(
        "t.held_on >= $2 and t.held_on <= $3 and (substr(u.path, 1, length(cast($1 as text))) = $1 \
         or substr(cast($1 as text), 1, length(u.path)) = u.path) order by t.held_on desc, t.id limit 500"
    );
    let units = units_below(tx, branch).await?;
    let rows: Vec<trainings::Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(&branch.0)
        .bind(first)
        .bind(last)
        .fetch_all(c)
        .await)?;
    let found = trainings::with_units(tx, rows).await?;
    let inside = |unit: UnitId| units.iter().any(|(id, _)| *id == unit);
    Ok(found
        .into_iter()
        .map(|t| {
            let TrainingText {
                title,
                subject,
                held_on,
                minutes,
                ..
            } = t.text;
            TrainingFigures {
                id: t.id,
                title,
                subject,
                held_on,
                minutes,
                units: t
                    .attendance
                    .iter()
                    .filter(|a| inside(a.unit))
                    .map(|a| (a.unit, a.took_part, a.staff))
                    .collect(),
            }
        })
        .filter(|t| !t.units.is_empty())
        .collect())
}
