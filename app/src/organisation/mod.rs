//! What a unit shares.

mod phrases;

pub use phrases::{PhraseLine, PhrasePicker, PhrasesPage, PhrasesPageData};
