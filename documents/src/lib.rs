//! What leaves the system on paper: a document model and its renderers.
//!
//! A [`Document`] says what stands in a letter, a decision or a report and nothing about how it looks. It becomes
//!
//! - an archivable, accessible PDF through [`TypstPdf`] (letters, decisions, reports),
//! - a quick PDF for paper that is thrown away through [`WorkingPrint`] (working prints, blank checklists),
//! - a preview for a page through [`html::preview`],
//! - plain text to copy into another system through [`text::plain`].
//!
//! A report becomes a document, too, and besides a workbook, a CSV and a JSON file with the same figures: [`reports`].
//!
//! The server awaits [`PdfService`], which keeps rendering off the threads that answer requests. Why there are two
//! PDF renderers is told in `docs/decisions/0001-two-pdf-renderers.md`.
//!
//! Three kinds of text look different wherever they appear: facts are plain, a child's words are amber, larger and
//! in quotation marks, and judgements carry a violet rule.

pub mod access_log;
mod annotations;
pub mod assessments;
mod clean;
mod disclosures;
mod figures;
mod flow;
mod glyphs;
pub mod html;
pub mod leaflets;
pub mod letters;
mod model;
mod render;
pub mod reports;
mod service;
mod shape;
pub mod text;
mod typst_pdf;
mod words;
mod working_print;

pub use figures::{FigureCell, FigureTable};
pub use glyphs::{glyph_names, unprintable};
pub use model::{Bar, Block, Column, Document, Inline, KeyValue, Language};
pub use render::{RenderError, Renderer};
pub use service::{Paper, PdfService};
pub use typst_pdf::TypstPdf;
pub use words::words;
pub use working_print::WorkingPrint;
