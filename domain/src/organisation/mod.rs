//! The municipality as a tree: districts, units, areas of operation; and what a unit shares.

mod area;
mod mentions;
mod phrase;

pub use area::{AreaOfOperation, UnitPath};
pub use phrase::{Phrase, PhraseForm};
