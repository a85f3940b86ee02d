//! Letters to children: bands, states, drafting from confirmed facts, readability.

#[cfg(not(target_arch = "wasm32"))]
mod approval;
mod band;
#[cfg(not(target_arch = "wasm32"))]
mod draft;
mod kind;
mod readability;
#[cfg(not(target_arch = "wasm32"))]
mod replies;

#[cfg(not(target_arch = "wasm32"))]
pub use approval::{
    ADULT_BASES, APPROVALS, AT_HOME, ApprovalForm, LetterInView, ReplyHow, WAYS, letter_gaps, letters_against, printed, reply_field,
    reply_how, reply_how_field, short, to_answer, ways,
};
pub use band::{AgeBand, LetterStatus};
#[cfg(not(target_arch = "wasm32"))]
pub use draft::{LetterFacts, draft, facts_for};
pub use kind::LetterKind;
#[cfg(not(target_arch = "wasm32"))]
pub use replies::first_draft;
pub use readability::{Readability, readability};
