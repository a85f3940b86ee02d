//! The rules and words of Ögonhöjd: types, decisions and the method as data. No I/O, no clock, no database;
//! compiles for the server and for the browser.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        reason = "tests may fail loudly"
    )
)]

pub mod access;
pub mod assessments;
pub mod attachments;
#[cfg(not(target_arch = "wasm32"))]
pub mod audit;
pub mod cases;
#[cfg(not(target_arch = "wasm32"))]
pub mod content;
pub mod dates;
#[cfg(not(target_arch = "wasm32"))]
pub mod extracts;
pub mod fields;
#[cfg(not(target_arch = "wasm32"))]
pub mod figures;
pub mod fold;
pub mod ids;
pub mod language;
pub mod letters;
#[cfg(not(target_arch = "wasm32"))]
pub mod monitoring;
pub mod organisation;
pub mod participation;
#[cfg(not(target_arch = "wasm32"))]
pub mod plans;
#[cfg(not(target_arch = "wasm32"))]
pub mod reports;
#[cfg(not(target_arch = "wasm32"))]
pub mod retention;
