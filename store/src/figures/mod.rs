//! Figures from the cases. Each assessment adds what it comes to to a tally by unit and month, in the very transaction that changes it,
//! so that a dashboard reads some thousand rows however many assessments there are. What is counted is said by `domain::figures`.

mod counting;
mod reading;
mod waiting;

pub use counting::{count_later, recount, refresh, refresh_case};
pub use reading::{NotYetDue, days_to_answer, not_yet_due, outline, tallies};
pub use waiting::{WaitingCounts, waiting};
