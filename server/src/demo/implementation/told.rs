//! What the file of plans and registers says.

use domain::plans::{ActivityState, FocusArea, PlanState};
use serde::Deserialize;
use store::StoreError;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub plan: Vec<ToldPlan>,
    pub appointment: Vec<ToldAppointment>,
    pub meeting: Vec<ToldMeeting>,
    pub training: Vec<ToldTraining>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToldPlan {
    pub unit: String,
    pub year: i32,
    pub state: PlanState,
    pub goal: Vec<ToldGoal>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToldGoal {
    pub focus: FocusArea,
    pub aim: String,
    #[serde(default)]
    pub noticed: String,
    pub remark: Option<String>,
    pub reply: Option<String>,
    pub activity: Vec<ToldActivity>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToldActivity {
    pub what: String,
    pub who: String,
    pub due: Option<String>,
    pub due_in: Option<i64>,
    pub state: ActivityState,
    #[serde(default)]
    pub led_to: String,
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub carry: bool,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToldAppointment {
    pub unit: String,
    pub kind: String,
    #[serde(default)]
    pub person: String,
    #[serde(default)]
    pub name: String,
    pub since_days: i64,
    pub until_days: Option<i64>,
    pub weekly_minutes: Option<i64>,
    pub trained_days: Option<i64>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToldMeeting {
    pub branch: String,
    pub days: i64,
    pub talked: String,
    pub agreed: String,
    pub present: Vec<String>,
    pub absent: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToldTraining {
    pub branch: String,
    pub title: String,
    pub subject: String,
    pub provider: String,
    pub days: i64,
    pub minutes: i64,
    pub units: Vec<(String, i64, i64)>,
}

pub(super) const UNREADABLE: StoreError = StoreError::Corrupt("plans of the demo");

pub(super) fn load() -> Result<File, StoreError> {
    toml::from_str(include_str!("plans.toml")).map_err(|_| UNREADABLE)
}
