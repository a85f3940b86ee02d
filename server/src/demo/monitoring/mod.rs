//! Self-monitoring in Granvattna: in each district two closed half-years and one open round, and the matrix of the north. The levels are
//! drawn from the places of unit and item, so that they are the same each time, and rise a little from round to round.

mod rounds;
mod words;

pub use rounds::write;
