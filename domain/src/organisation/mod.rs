//! The municipality as a tree: districts, units, areas of operation; how a unit works and what it shares, and what is published for all.

mod area;
mod delegation;
mod leaflet;
pub(crate) mod mentions;
mod phrase;
mod publication;

pub use area::{AreaOfOperation, UnitPath};
pub use delegation::DelegationForm;
pub use leaflet::{LeafletKind, LeafletText};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use mentions::mentions_identity_number;
pub use phrase::{Phrase, PhraseForm};
pub use publication::PublicationForm;
