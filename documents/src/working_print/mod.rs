//! PDF for paper that is thrown away: working prints of an unfinished assessment, blank checklists and worksheets.
//! Light and quick, but neither tagged nor archivable. Set by genpdf, with the layout of text done here: genpdf's own
//! paragraphs drop text whose words are wider than the line.

mod blocks;
mod pages;
mod table;
mod textblock;

use std::cell::Cell;
use std::rc::Rc;

use genpdf::fonts::{FontData, FontFamily};

use crate::clean::cleaned;
use crate::glyphs::{WORKING_COVERAGE, working};
use crate::model::{Block, Document, Inline};
use crate::render::{RenderError, Renderer};
use pages::PageFrame;

/// Renders working prints. Knows Latin, modern Greek and Cyrillic letters.
#[derive(Clone, Copy, Debug, Default)]
pub struct WorkingPrint;

impl Renderer for WorkingPrint {
    fn render(&self, document: &Document) -> Result<Vec<u8>, RenderError> {
        let document = cleaned(document);
        WORKING_COVERAGE.check(&document)?;
        // The number of pages is known only after the first pass.
        let count = Rc::new(Cell::new(0));
        lay_out(&document, 0, Rc::clone(&count), std::io::sink())?;
        let mut bytes = Vec::new();
        lay_out(&document, count.get(), Rc::default(), &mut bytes)?;
        Ok(bytes)
    }
}

fn lay_out(
    document: &Document,
    total: usize,
    count: Rc<Cell<usize>>,
    target: impl std::io::Write,
) -> Result<(), RenderError> {
    let family = family(document).map_err(refusal)?;
    let mut paper = genpdf::Document::new(family);
    // No title in the file's properties: genpdf writes å, ä and ö there in a way that viewers misread.
    paper.set_minimal_conformance();
    paper.set_font_size(blocks::body_size(document));
    paper.set_page_decorator(PageFrame::new(document, total, count));
    blocks::push_all(&mut paper, document);
    paper.render(target).map_err(refusal)
}

/// Whole fonts go into the file, so a style that the document does not use is represented by a blank one.
fn family(document: &Document) -> Result<FontFamily<FontData>, genpdf::error::Error> {
    let has_emphasis = document.blocks.iter().any(|block| match block {
        Block::Paragraph(inlines) => inlines.iter().any(|inline| matches!(inline, Inline::Emphasis(_))),
        _ => false,
    });
    let load = |data: &[u8]| FontData::new(data.to_vec(), None);
    Ok(FontFamily {
        regular: load(working::REGULAR)?,
        bold: load(working::BOLD)?,
        italic: load(if has_emphasis {
            working::ITALIC
        } else {
            working::BLANK
        })?,
        bold_italic: load(working::BLANK)?,
    })
}

#[expect(clippy::needless_pass_by_value, reason = "the signature that map_err wants")]
fn refusal(error: genpdf::error::Error) -> RenderError {
    RenderError::Layout(error.to_string())
}
