//! PDF for what leaves the office or is archived, set by Typst: tagged, PDF/UA-1 and PDF/A-2a.

mod breaks;
mod data;
mod figures;
mod world;

use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::clean::cleaned;
use crate::glyphs::LETTER_COVERAGE;
use crate::model::Document;
use crate::render::{RenderError, Renderer};
use world::PageWorld;

/// Renders letters, decisions and reports as accessible (PDF/UA-1), archivable (PDF/A-2a) files.
///
/// Documents in large type are not hyphenated, because their readers have just learned to read; only words that are
/// wider than their line are broken there. The text of the document reaches the typesetter as data and is never read
/// as markup. Names in Arabic and Hebrew script are set from right to left.
#[derive(Clone, Copy, Debug, Default)]
pub struct TypstPdf;

impl Renderer for TypstPdf {
    fn render(&self, document: &Document) -> Result<Vec<u8>, RenderError> {
        let document = cleaned(document);
        LETTER_COVERAGE.check(&document)?;
        let _forget = ForgetOnDrop;
        let pages = lay_out(&document)?;
        let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
            .map_err(|error| RenderError::Layout(error.message().to_string()))?;
        let options = PdfOptions {
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&pages, &options).map_err(|errors| refusal(&errors))
    }
}

/// Lays a cleaned document out on pages.
fn lay_out(document: &Document) -> Result<PagedDocument, RenderError> {
    let data = serde_json::to_vec(&data::Page::of(document))
        .map_err(|error| RenderError::Layout(error.to_string()))?;
    typst::compile::<PagedDocument>(&PageWorld::new(data))
        .output
        .map_err(|errors| refusal(&errors))
}

fn refusal(errors: &[SourceDiagnostic]) -> RenderError {
    RenderError::Layout(
        errors
            .iter()
            .map(|error| error.message.as_str())
            .collect::<Vec<_>>()
            .join("; "),
    )
}

/// Typst remembers everything it has laid out for the life of the process. A letter about a child is to be
/// forgotten with its rendering, also when that fails or panics.
struct ForgetOnDrop;

impl Drop for ForgetOnDrop {
    fn drop(&mut self) {
        comemo::evict(0);
    }
}

#[cfg(test)]
mod tests;
