use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::{ActivityCounts, ActivityText, GoalText, PlanState, Progress};
use crate::ids::{AccountId, ActivityId, GoalId, PlanId, UnitId};
use crate::language::Language;

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The person's name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A unit's plan of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The plan.
    pub id: PlanId,
    /// Whose it is.
    pub unit: UnitId,
    /// For which year.
    pub year: i32,
    /// Where it stands.
    pub state: PlanState,
    /// Counts every change of what the coordinator looks at, from 1.
    pub version: i64,
    /// Who handed it in last.
    pub submitted: Option<Stamp>,
    /// That person's account.
    pub submitted_by: Option<AccountId>,
    /// Which coordinator returned it or took note of it last.
    pub settled: Option<Stamp>,
}

/// A goal with all that hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The goal.
    pub id: GoalId,
    /// What it says.
    pub text: GoalText,
    /// Whether it was taken out and can be put back.
    pub removed: bool,
    /// The year of the plan that it was carried over from.
    pub from_year: Option<i32>,
    /// The year of the plan in which it goes on.
    pub to_year: Option<i32>,
    /// Counts the changes of its text, from 1.
    pub version: i64,
    /// Who saved it last.
    pub saved: Stamp,
    /// Its activities in order, also those that were taken out.
    pub activities: Vec<Activity>,
    /// What was said about it, in order.
    pub remarks: Vec<Remark>,
}

/// An activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The activity.
    pub id: ActivityId,
    /// What it is.
    pub text: ActivityText,
    /// How it goes.
    pub progress: Progress,
    /// Whether it was taken out and can be put back.
    pub removed: bool,
    /// The year of the plan that it was carried over from.
    pub from_year: Option<i32>,
    /// The year of the plan in which it goes on.
    pub to_year: Option<i32>,
    /// Counts the changes of what it is, from 1.
    pub version: i64,
    /// Who saved that last.
    pub saved: Stamp,
    /// Counts what was said of how it goes, from 1.
    pub progress_version: i64,
    /// Who said it last.
    pub progressed: Stamp,
}

/// A remark of the coordinator, or a reply of the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Whether the unit says it.
    pub reply: bool,
    /// What is said.
    pub text: String,
    /// Who says it, and when.
    pub stamp: Stamp,
}

/// A text as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versioned<T> {
    /// What it says.
    pub text: T,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Who saved it last, and when.
    pub saved: Stamp,
}

/// What became of a save that started from a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved<T> {
    /// Stored; the new version.
    Stored(i64),
    /// Somebody else saved since; what stands there now. Nothing was changed.
    Conflict(Box<Versioned<T>>),
}

impl Goal {
    /// Its activities that are still in the plan.
    pub fn standing(&self) -> impl Iterator<Item = &Activity> {
        self.activities.iter().filter(|a| !a.removed)
    }

    /// How many of them are in which state; none of a goal that was taken out.
    #[must_use]
    pub fn counts(&self, today: NaiveDate) -> ActivityCounts {
        let mut counts = ActivityCounts::default();
        for activity in self.standing().filter(|_| !self.removed) {
            counts.add(activity.progress.state, activity.text.due_on < today);
        }
        counts
    }
}

impl Activity {
    /// Whether it should have been done before today.
    #[must_use]
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.progress.state.is_open() && self.text.due_on < today
    }
}

/// Whether a plan of this year can be begun today: this year's and the next.
#[must_use]
pub fn may_begin(year: i32, today: NaiveDate) -> bool {
    (today.year()..=today.year() + 1).contains(&year)
}

/// Why a plan cannot be handed in yet. A goal that is going on with no activity says nothing that could be followed.
#[must_use]
pub fn submit_gap(goals: &[Goal], l: Language) -> Option<String> {
    let mut standing = goals.iter().filter(|g| !g.removed).peekable();
    if standing.peek().is_none() {
        let words = l.t(
            "Planen har inga mål än. Lägg till ett.",
            "The plan has no goals yet. Add one.",
        );
        return Some(words.to_owned());
    }
    let empty = standing.find(|g| g.standing().next().is_none())?;
    let aim = &empty.text.aim;
    Some(l.t(
        format!("Målet ”{aim}” har ingen aktivitet. Lägg till en, eller ta bort målet."),
        format!("The goal “{aim}” has no activity. Add one, or take the goal out."),
    ))
}

/// Why a plan cannot be sent back: the unit has to be told what to think about, and remarks of an earlier round do not say it.
#[must_use]
pub fn return_gap(plan: &Plan, goals: &[Goal], l: Language) -> Option<&'static str> {
    let since = plan.submitted.as_ref().map(|s| s.at);
    let told = goals
        .iter()
        .flat_map(|g| &g.remarks)
        .any(|r| !r.reply && since.is_none_or(|since| r.stamp.at >= since));
    (!told).then(|| {
        l.t(
            "Skriv en anmärkning till något av målen först, så att enheten vet vad den ska tänka på.",
            "Write a remark to one of the goals first, so that the unit knows what to think about.",
        )
    })
}

/// Why somebody cannot take note of a plan: nobody writes and approves, also where they have both roles.
#[must_use]
pub fn note_gap(plan: &Plan, reader: AccountId, l: Language) -> Option<&'static str> {
    (plan.submitted_by == Some(reader)).then(|| {
        l.t(
            "Du har själv skickat planen. Någon annan behöver ta del av den.",
            "You sent the plan yourself. Somebody else needs to take note of it.",
        )
    })
}
