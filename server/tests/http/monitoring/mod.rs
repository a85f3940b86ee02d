//! Self-monitoring as browsers meet it: a coordinator opens a round, a unit answers and hands in, remarks and replies, closing.

mod answers;
mod help;
mod nodes;
mod reach;
mod rounds;

pub use help::{given_back, own};
