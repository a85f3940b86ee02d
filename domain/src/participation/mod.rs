//! The child's voice: where a talk stands, the gate before it, what each child's notes come to, and who may read what was said.

#[cfg(not(target_arch = "wasm32"))]
mod child_voice;
#[cfg(not(target_arch = "wasm32"))]
mod consent;
#[cfg(not(target_arch = "wasm32"))]
mod disclosure;
#[cfg(not(target_arch = "wasm32"))]
mod quoting;
#[cfg(not(target_arch = "wasm32"))]
mod talk;

#[cfg(not(target_arch = "wasm32"))]
pub use child_voice::{ChildVoice, child_voice};
#[cfg(not(target_arch = "wasm32"))]
pub use consent::{CONSENT_STATES, Gate, consent_gate};
#[cfg(not(target_arch = "wasm32"))]
pub use disclosure::{Disclosure, DisclosureForm, DisclosureOutcome, GROUNDS, Standing, standing};
#[cfg(not(target_arch = "wasm32"))]
pub use quoting::{names, repeats};
#[cfg(not(target_arch = "wasm32"))]
pub use talk::{TalkState, has_statements, is_called_off, talk_state};
