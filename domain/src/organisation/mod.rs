//! The municipality as a tree: districts, units, areas of operation.

mod area;

pub use area::{AreaOfOperation, UnitPath};
