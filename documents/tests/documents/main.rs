//! Documents from the outside: what the server calls, and what comes out on paper.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of tests stop where something is wrong"
)]

mod common;
mod every_word;
mod glyphs;
mod leaflets;
mod letters;
mod other_forms;
mod reports;
mod service;
mod standards;
