//! The child's voice: the gate before a talk.

#[cfg(not(target_arch = "wasm32"))]
mod consent;

#[cfg(not(target_arch = "wasm32"))]
pub use consent::{CONSENT_STATES, Gate, consent_gate};
