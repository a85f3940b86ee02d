//! A report in four forms that carry the same figures: a document (PDF, preview, plain text), a workbook, a CSV file and a JSON file.
//!
//! What each looks like for whoever reads it is told in `docs/exports.md`. Every form begins with the same tidied texts, so that a name
//! in one is found in the others; a figure that is missing says why and is a zero in none.
//!
//! Ask [`Report::problems`](domain::reports::Report::problems) first: a report without problems is written truthfully by all of them.

mod csv;
mod document;
mod json;
mod sheets;
mod shown;
mod tidy;
mod xlsx;

pub use csv::csv;
pub(crate) use csv::guarded;
pub use document::document;
pub use json::{JSON_SCHEMA, json};
pub use shown::shown;
pub use xlsx::{ExportError, xlsx};
