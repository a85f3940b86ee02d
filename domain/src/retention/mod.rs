//! How long a file is kept, as the Social Services Act (`SoL`) chapter 16 says it. The rules are dated content
//! (`content/retention.toml`); [`verdict`] says what they come to for one case on one day and is pure. An assessment follows the file
//! whose decision it belongs to, so somebody who knows that file chooses its rule where it is not obvious ([`default_rule`]).

mod form;
mod hold;
mod sample;
mod verdict;

pub use form::{ApprovalForm, ClassForm, HoldForm, LiftForm, MAX_REASON, ProposalForm};
pub use hold::HoldReason;
pub use sample::{Sample, SampleForm};
pub use verdict::{
    Facts, Kept, Missing, Person, Verdict, Waits, default_rule, done_by, general_years, later, rules_on,
    verdict,
};

use crate::ids::AccountId;

/// The most cases of one batch.
pub const MOST_TOGETHER: usize = 200;

/// Why somebody may not approve a batch that another proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApprovalGap {
    /// They proposed it themselves: two officers purge, always.
    SamePerson,
}

/// What stands against an approval; nothing where another person proposed the batch.
#[must_use]
pub fn approval_gap(proposed_by: AccountId, by: AccountId) -> Option<ApprovalGap> {
    (proposed_by == by).then_some(ApprovalGap::SamePerson)
}
