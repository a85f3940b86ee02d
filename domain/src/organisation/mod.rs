//! The municipality as a tree: districts, units, areas of operation; how a unit works, and what is published for all.

mod area;
mod delegation;
mod publication;

pub use area::{AreaOfOperation, UnitPath};
pub use delegation::DelegationForm;
pub use publication::PublicationForm;
