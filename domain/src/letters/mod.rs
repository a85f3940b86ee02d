//! Letters to children: kinds, bands, states, drafting from confirmed facts with visible origins, readability.

#[cfg(not(target_arch = "wasm32"))]
mod approval;
mod band;
#[cfg(not(target_arch = "wasm32"))]
mod draft;
#[cfg(not(target_arch = "wasm32"))]
mod facts;
mod kind;
#[cfg(not(target_arch = "wasm32"))]
mod origin;
mod readability;
#[cfg(not(target_arch = "wasm32"))]
mod replies;
#[cfg(not(target_arch = "wasm32"))]
mod sentences;

#[cfg(not(target_arch = "wasm32"))]
pub use approval::{
    ADULT_BASES, APPROVALS, AT_HOME, ApprovalForm, LetterInView, ReplyHow, WAYS, letter_gaps,
    letters_against, printed, reply_field, reply_how, reply_how_field, short, to_answer, ways,
};
pub use band::{AgeBand, LetterStatus};
#[cfg(not(target_arch = "wasm32"))]
pub use draft::{DraftedSentence, draft, draft_reply, drafted};
#[cfg(not(target_arch = "wasm32"))]
pub use facts::{LetterFacts, facts_for};
pub use kind::LetterKind;
#[cfg(not(target_arch = "wasm32"))]
pub use origin::{Origin, SentenceOrigin, origin_of};
pub use readability::{Officialese, Readability, readability};
#[cfg(not(target_arch = "wasm32"))]
pub use replies::first_draft;
