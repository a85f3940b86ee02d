//! The child's voice: the gate before a talk, and who may read what was said.

#[cfg(not(target_arch = "wasm32"))]
mod consent;
#[cfg(not(target_arch = "wasm32"))]
mod disclosure;
#[cfg(not(target_arch = "wasm32"))]
mod quoting;

#[cfg(not(target_arch = "wasm32"))]
pub use consent::{CONSENT_STATES, Gate, consent_gate};
#[cfg(not(target_arch = "wasm32"))]
pub use disclosure::{Disclosure, DisclosureForm, DisclosureOutcome, GROUNDS, Standing, standing};
#[cfg(not(target_arch = "wasm32"))]
pub use quoting::{names, repeats};
