//! Assessments: begun, moved from state to state, kept as they stood, followed by a new version; and everything of one loaded at once.
//!
//! Which move is allowed to whom under which conditions is said by the table in `domain::assessments`; the functions here make sure
//! that the state is still the one that the caller looked at.

mod begin;
mod kept;
mod moves;
mod read;
mod revise;

pub use begin::{begin, record_screening};
pub use kept::{keep_version, kept_version, signed_with_answers};
pub use moves::{
    Ids, Signature, close, countersign, hold, raise_depth, recall, set_withdrawn, sign, submit, take_back,
};
pub use read::{
    Assessment, assessment, assessments, child_in_view, material, material_of, record_read, wrote_in,
};
pub use revise::{revise, take_over_notes};

/// Days from the decision to the answer that the child is owed.
pub const DAYS_TO_ANSWER: i64 = 14;
