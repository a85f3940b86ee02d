//! Looking at who opened what. The trail says that a record was opened; here is what a manager asks of it each month (*loggkontroll*): a
//! sample that nobody chooses, and openings that a rule points at. A rule accuses nobody, it says where to look. And what a records
//! officer takes out of it for the person that it is about (*logguttag*).
//!
//! Server only: nothing here is needed by an island.

mod draw;
mod extract;
mod opening;
mod rules;
mod verdict;
mod words;

pub use draw::{Drawing, Drawn, MANY_SHOWN, MOST_DRAWN, SAMPLE, draw};
pub use extract::{ExtractForm, MAX_REASON, MOST_EXTRACTED, Shown, Sought};
pub use opening::{DayOpenings, Opening, Pair, cases_a_day, pairs};
pub use rules::{CaseFacts, DayCounts, MANY_CASES, NIGHT_BEGINS, NIGHT_ENDS, Rule, hits, same_family_name};
pub use verdict::{MAX_NOTE, Part, Verdict, VerdictForm, may_judge};
pub use words::{event_words, object_words};
