//! Self-monitoring: instruments, rounds, answers, remarks, and what they come to.

mod answers;
mod help;
mod instruments;
mod lists;
