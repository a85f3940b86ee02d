//! Rounds of self-monitoring: opened by a coordinator, answered by units, remarked on, closed. Nothing here is about a person or a case,
//! so reading leaves no row in the trail; each change does. Callers ask `may(…)` about the unit or the branch first.

mod answers;
mod instruments;
mod lists;
mod remarks;
mod reminders;
mod results;
mod rounds;

pub use answers::{Saved, StoredAnswers, answers, give_back, hand_in, save_answers, texts};
pub use instruments::{
    KeptInstrument, PublishedInstrument, in_force, instrument, keep_own, publish, source, versions,
};
pub use lists::{RoundLine, UnitLine, due, rounds_of_units, rounds_run};
pub use remarks::{MAX_REMARKS, Remark, add_remark, remarks, reply, unreplied};
pub use reminders::{Reminder, remind, reminders};
pub use results::{
    Earlier, FigureRating, MOST_EARLIER, RoundAnswers, RoundResults, earlier, ratings_with_figures,
    results_within, round_answers,
};
pub use rounds::{HandedIn, NewRound, Participant, Round, close, open, participant, participants, round};
