//! The audit trail: append-only rows, written in the same transaction as what they tell of, sealed into one chain a unit with
//! a key that is not in the database (docs/decisions/0016).

mod checkpoint;
mod keys;
mod record;
mod seal;
mod verdict;
mod verify;

pub use checkpoint::{Checkpoint, CheckpointKey, Head, heads};
pub use keys::AuditKeys;
pub use record::{Entry, Row, of_case, record};
pub use seal::seal_older;
pub(crate) use seal::{Trail, seal};
pub use verdict::{Cause, Finding, Verdict};
pub use verify::verify;
