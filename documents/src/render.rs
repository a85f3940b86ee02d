//! What every PDF renderer offers.

use crate::glyphs::glyph_names;
use crate::model::Document;

/// Turns documents into files.
pub trait Renderer: Send + Sync {
    /// The bytes of the finished file.
    ///
    /// Takes processor time in proportion to the text; call it through [`crate::PdfService`] from async code.
    ///
    /// # Errors
    ///
    /// [`RenderError::MissingGlyphs`] if the document holds characters that the renderer's fonts lack, before
    /// anything is rendered; [`RenderError::Layout`] if the layout engine gives up.
    fn render(&self, document: &Document) -> Result<Vec<u8>, RenderError>;
}

/// Why a document could not be rendered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// These characters have no shape in the fonts, each once, in order of appearance. [`glyph_names`] names them
    /// for the reader.
    #[error("the fonts lack {}", glyph_names(.0).join(", "))]
    MissingGlyphs(Vec<char>),
    /// The layout engine refused; the text is its reason and may quote the document, so it belongs in no log.
    #[error("the layout failed: {0}")]
    Layout(String),
    /// The rendering task was stopped or crashed.
    #[error("the rendering was interrupted")]
    Interrupted,
}
