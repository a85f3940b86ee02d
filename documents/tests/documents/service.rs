//! The service that a server awaits.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use crate::common::{empty, everything};
use documents::{Block, Document, Paper, PdfService, RenderError, Renderer};

#[tokio::test]
async fn both_kinds_of_paper_are_rendered() {
    let service = PdfService::new();
    for paper in [Paper::Kept, Paper::Working] {
        let pdf = service.render(paper, everything()).await.expect("a PDF");
        crate::common::assert_every_word(&everything(), &pdf, "service");
    }
}

#[tokio::test]
async fn a_refusal_reaches_the_caller() {
    let refused = PdfService::new()
        .render(Paper::Kept, empty().with(Block::paragraph("😀")))
        .await;
    assert_eq!(refused, Err(RenderError::MissingGlyphs(vec!['😀'])));
}

#[derive(Default)]
struct Slow {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Renderer for Slow {
    fn render(&self, _: &Document) -> Result<Vec<u8>, RenderError> {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        sleep(Duration::from_millis(20));
        self.now.fetch_sub(1, Ordering::SeqCst);
        Ok(Vec::new())
    }
}

#[tokio::test]
async fn never_more_than_two_documents_are_rendered_at_once() {
    let slow = Arc::new(Slow::default());
    let service = PdfService::with(slow.clone(), slow.clone());
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let service = service.clone();
            tokio::spawn(async move { service.render(Paper::Kept, empty()).await })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.expect("no panic"), Ok(Vec::new()));
    }
    assert_eq!(slow.most.load(Ordering::SeqCst), 2);
}

struct Panics;

impl Renderer for Panics {
    fn render(&self, _: &Document) -> Result<Vec<u8>, RenderError> {
        panic!("on purpose")
    }
}

#[tokio::test]
async fn a_panicking_renderer_takes_no_turn_with_it() {
    let service = PdfService::with(Arc::new(Panics), Arc::new(Slow::default()));
    for _ in 0..3 {
        assert_eq!(
            service.render(Paper::Kept, empty()).await,
            Err(RenderError::Interrupted)
        );
    }
    assert_eq!(service.render(Paper::Working, empty()).await, Ok(Vec::new()));
}
