//! Letters to children: bands, states, drafting from confirmed facts, readability.

mod band;
#[cfg(not(target_arch = "wasm32"))]
mod draft;
mod readability;

pub use band::{AgeBand, LetterStatus};
#[cfg(not(target_arch = "wasm32"))]
pub use draft::{LetterFacts, draft, facts_for};
pub use readability::{Officialese, Readability, readability};
