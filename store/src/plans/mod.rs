//! Implementation plans and the registers beside them. Nothing here is about a client, so reading leaves no row in the trail; every
//! change does. What belongs to a plan is reached through that plan alone, and callers ask `may(…)` about the plan's unit and set it
//! on [`Who`](crate::Who).

mod activities;
mod appointments;
mod carry;
mod goals;
mod meetings;
mod overview;
mod plan;
mod remarks;
pub mod report;
mod scope;
mod tasks;
mod trainings;

pub use activities::{
    MAX_ACTIVITIES, add_activity, move_activity, save_activity, save_progress, set_activity_removed,
};
pub use appointments::{
    Appointment, UnitAppointments, add_appointment, appointment, appointments, people, register,
    save_appointment,
};
pub use carry::carry;
pub use goals::{MAX_GOALS, add_goal, goals, move_goal, save_goal, set_goal_removed};
pub use meetings::{Meeting, add_meeting, meeting, meetings, save_meeting};
pub use overview::{UnitPlan, overview};
pub use plan::{PlanLine, begin, move_plan, plan, plans_of};
pub use remarks::{MAX_REMARKS, add_remark};
pub use scope::{branches, units_below};
pub use tasks::{PlanTask, TaskKind, tasks};
pub use trainings::{Training, add_training, save_training, training, trainings};

use domain::plans::{Saved, Versioned};

/// What a save comes to before anything is written: nothing to do, or a conflict; `None` where it can be written.
fn before_writing<T: PartialEq>(current: Versioned<T>, version: i64, new: &T) -> Option<Saved<T>> {
    if current.text == *new {
        return Some(Saved::Stored(current.version));
    }
    (current.version != version).then(|| Saved::Conflict(Box::new(current)))
}
