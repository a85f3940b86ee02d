//! How long cases are kept, what holds them, and their purge by two records officers.
//!
//! The *last entry* of a case is the latest of: when its row was last touched; when any row below it was made, changed, ended or removed;
//! and the last row of the audit trail that tells of a change to its contents. Reading is no entry, nor is anything that is done about
//! its retention. What [`domain::retention::verdict`] makes of it is asked anew whenever it matters.

mod batches;
mod carry_out;
mod choices;
mod facts;
mod holds;

pub use batches::{
    Item, ItemState, PROPOSED_BEFORE, Proposal, Purge, PurgeState, approve, cancel, end, items, propose,
    purge, purges, waiting,
};
pub use carry_out::{KeptBecause, Outcome, carry_out, purged_tables, settle, vouched};
pub use choices::{Choice, Chosen, SaidSample, Saved, choose, chosen, sample, set_sample};
pub use facts::{Found, MOST_SCANNED, Scope, Standing, has_second, look_through, standing};
pub use holds::{Hold, MAX_HOLDS, hold_of, holds, holds_of_case, lift_hold, place_hold};
