use domain::ids::{ActivityId, AppointmentId, GoalId, MeetingId, TrainingId, UnitId};

/// The address of a unit's plans.
#[must_use]
pub fn unit_address(unit: UnitId) -> String {
    format!("/planer/{unit}")
}

/// The address of a unit's plan of a year.
#[must_use]
pub fn plan_address(unit: UnitId, year: i32) -> String {
    format!("/planer/{unit}/{year}")
}

/// The address of a goal's form.
#[must_use]
pub fn goal_address(unit: UnitId, year: i32, goal: GoalId) -> String {
    format!("/planer/{unit}/{year}/mal/{goal}")
}

/// The address of an activity's form.
#[must_use]
pub fn activity_address(unit: UnitId, year: i32, activity: ActivityId) -> String {
    format!("/planer/{unit}/{year}/aktivitet/{activity}")
}

/// The address of a unit's register of representatives, or of one row in it.
#[must_use]
pub fn register_address(unit: UnitId, row: Option<AppointmentId>) -> String {
    match row {
        Some(row) => format!("/ombud/enhet/{unit}/{row}"),
        None => format!("/ombud/enhet/{unit}"),
    }
}

/// The address of a meeting.
#[must_use]
pub fn meeting_address(meeting: MeetingId) -> String {
    format!("/ombud/moten/{meeting}")
}

/// The address of a training.
#[must_use]
pub fn training_address(training: TrainingId) -> String {
    format!("/utbildning/{training}")
}
