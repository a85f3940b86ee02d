//! From one year's plan into the next. What is unfinished is offered; what is chosen is copied, and the old one says where it went.

use chrono::{Datelike, NaiveDate};

use super::{Activity, ActivityState, ActivityText, Goal, Progress};
use crate::fields::Fields;
use crate::ids::{ActivityId, GoalId};

/// A goal to be copied, with the activities that go along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The old goal.
    pub goal: GoalId,
    /// The old activities with what the new ones say.
    pub activities: Vec<(ActivityId, ActivityText, Progress)>,
}

/// Whether an activity can go on in the next plan.
#[must_use]
pub fn is_offered(activity: &Activity) -> bool {
    !activity.removed && activity.progress.state.is_open()
}

/// The unfinished goals: those with an open activity, and those with none at all that have not gone on already.
#[must_use]
pub fn offered(goals: &[Goal]) -> Vec<&Goal> {
    goals
        .iter()
        .filter(|g| !g.removed)
        .filter(|g| {
            g.activities.iter().any(is_offered) || (g.standing().next().is_none() && g.to_year.is_none())
        })
        .collect()
}

/// What was ticked, as `goal.<id>` and `activity.<id>`. An activity takes its goal along. Ids that are not offered are ignored: what
/// somebody else has finished or carried over since is not copied twice. A due day keeps its place in the year; what was begun stays
/// begun, and what it led to stays in the old plan.
#[must_use]
pub fn carried(goals: &[Goal], ticked: &Fields, year: i32) -> Vec<Carried> {
    let chosen = |goal: &Goal| -> Vec<(ActivityId, ActivityText, Progress)> {
        goal.activities
            .iter()
            .filter(|a| is_offered(a) && ticked.ticked(&format!("activity.{}", a.id)))
            .map(|a| (a.id, moved(&a.text, year), begun(a.progress.state)))
            .collect()
    };
    offered(goals)
        .into_iter()
        .map(|goal| Carried {
            goal: goal.id,
            activities: chosen(goal),
        })
        .filter(|c| !c.activities.is_empty() || ticked.ticked(&format!("goal.{}", c.goal)))
        .collect()
}

fn moved(text: &ActivityText, year: i32) -> ActivityText {
    // Only the 29th of February has no day in other years.
    let due_on = text
        .due_on
        .with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        .unwrap_or(text.due_on);
    ActivityText {
        due_on,
        ..text.clone()
    }
}

fn begun(state: ActivityState) -> Progress {
    Progress {
        state,
        ..Progress::not_begun()
    }
}
