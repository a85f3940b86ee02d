//! Rendering for a server: off the threads that answer requests, and not more at once than the machine bears.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::model::Document;
use crate::render::{RenderError, Renderer};
use crate::typst_pdf::TypstPdf;
use crate::working_print::WorkingPrint;

/// How many documents are rendered at once; the rest wait their turn.
const AT_ONCE: usize = 2;

/// What a PDF is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Leaves the office or is archived: accessible and archivable, by [`TypstPdf`].
    Kept,
    /// Is thrown away after use, by [`WorkingPrint`].
    Working,
}

/// Renders PDFs for a server. Cheap to clone; all clones share one queue.
#[derive(Clone)]
pub struct PdfService {
    turns: Arc<Semaphore>,
    kept: Arc<dyn Renderer>,
    working: Arc<dyn Renderer>,
}

impl Default for PdfService {
    fn default() -> Self {
        Self::new()
    }
}

impl PdfService {
    /// A service with the renderers of this crate.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Arc::new(TypstPdf), Arc::new(WorkingPrint))
    }

    /// A service with other renderers.
    #[must_use]
    pub fn with(kept: Arc<dyn Renderer>, working: Arc<dyn Renderer>) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            kept,
            working,
        }
    }

    /// The document as PDF. A document keeps its turn until it is done, also when nobody waits for it any more.
    ///
    /// # Errors
    ///
    /// What the renderer says; [`RenderError::Interrupted`] if it panics or the runtime shuts down.
    pub async fn render(
        &self,
        paper: Paper,
        document: impl Into<Arc<Document>>,
    ) -> Result<Vec<u8>, RenderError> {
        let document = document.into();
        let renderer = Arc::clone(match paper {
            Paper::Kept => &self.kept,
            Paper::Working => &self.working,
        });
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|_| RenderError::Interrupted)?;
        let task = spawn_blocking(move || {
            let _turn = turn;
            renderer.render(&document)
        });
        task.await.unwrap_or(Err(RenderError::Interrupted))
    }
}
