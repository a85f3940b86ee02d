//! All that the typesetter can reach: one template, one document's data and the embedded fonts. No files, no
//! packages, no network, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::glyphs::LETTER;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static TEMPLATE: LazyLock<Source> = LazyLock::new(|| Source::new(file_id("template.typ"), TEXT.to_owned()));
/// One template in three files: what it draws on, drawings, and how a document looks.
const TEXT: &str = concat!(
    include_str!("base.typ"),
    include_str!("charts.typ"),
    include_str!("template.typ")
);
static DATA: LazyLock<FileId> = LazyLock::new(|| file_id("data.json"));

#[expect(
    clippy::expect_used,
    reason = "both names above are plain and never come from input"
)]
fn file_id(name: &'static str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The world of one document.
pub(super) struct PageWorld {
    data: Bytes,
}

impl PageWorld {
    /// A world around a document's data as JSON.
    pub(super) fn new(json: Vec<u8>) -> Self {
        Self {
            data: Bytes::new(json),
        }
    }
}

impl World for PageWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &LETTER.book
    }

    fn main(&self) -> FileId {
        TEMPLATE.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == TEMPLATE.id() {
            Ok(TEMPLATE.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        LETTER.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
