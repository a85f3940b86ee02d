//! A unit's implementation plan of a year: goals in three focus areas with activities, followed by the coordinator; and the registers
//! beside it: who represents the unit, the network's meetings, training. Nothing here is about a client, and every text is checked for
//! numbers of persons.

mod asked;
mod carry;
mod counts;
mod focus;
mod goal;
mod plan;
mod progress;
mod registers;
mod state;
mod training;

pub use asked::Asked;
pub use carry::{Carried, carried, is_offered, offered};
pub use counts::ActivityCounts;
pub use focus::FocusArea;
pub use goal::{ActivityText, GoalText, RemarkText};
pub use plan::{
    Activity, Goal, Plan, Remark, Saved, Stamp, Versioned, may_begin, note_gap, return_gap, submit_gap,
};
pub use progress::Progress;
pub use registers::{AppointmentKind, AppointmentText, MeetingKind, MeetingText};
pub use state::{ActivityState, PlanMove, PlanState, after};
pub use training::{Attendance, TrainingSubject, TrainingText, hours_in_words, minutes_of};
