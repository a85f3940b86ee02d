//! What stands around the text of every page: sender and state above, title and page number below.

use std::cell::Cell;
use std::rc::Rc;

use genpdf::error::Error;
use genpdf::render::Area;
use genpdf::style::{Color, Style};
use genpdf::{Context, Margins, Mm, PageDecorator, Position};

use crate::model::{Document, Language};
use crate::shape::{or, running};

/// Page height less the margins, in millimetres: what fits into this fits on a page of its own.
pub(super) const BODY_HEIGHT_MM: f32 = 297.0 - TOP_MM - BOTTOM_MM;

const TOP_MM: f32 = 26.0;
const BOTTOM_MM: f32 = 24.0;
const SIDE_MM: f32 = 24.0;
const SIZE_PT: u8 = 8;
const SOFT: Color = Color::Rgb(0x4d, 0x57, 0x5e);

/// Draws head and foot and counts the pages.
pub(super) struct PageFrame {
    left: String,
    right: String,
    title: String,
    language: Language,
    total: usize,
    count: Rc<Cell<usize>>,
}

impl PageFrame {
    /// A frame for a document of `total` pages; `count` holds the number of the last page begun.
    pub(super) fn new(document: &Document, total: usize, count: Rc<Cell<usize>>) -> Self {
        Self {
            left: running(&document.header_left),
            right: running(&document.header_right),
            title: running(or(&document.title, document.language.wording().untitled)),
            language: document.language,
            total,
            count,
        }
    }
}

impl PageDecorator for PageFrame {
    fn decorate_page<'a>(
        &mut self,
        context: &Context,
        mut area: Area<'a>,
        _: Style,
    ) -> Result<Area<'a>, Error> {
        self.count.set(self.count.get() + 1);
        let height = area.size().height;
        area.add_margins(Margins::vh(0, SIDE_MM));
        let wording = self.language.wording();
        let number = format!(
            "{} {} {} {}",
            wording.page,
            self.count.get(),
            wording.of,
            self.total
        );
        let plain = Style::new().with_font_size(SIZE_PT).with_color(SOFT);

        let head = Mm::from(TOP_MM - 12.0);
        let foot = height - Mm::from(BOTTOM_MM - 8.0);
        for (y, left, right, style) in [
            (head, &self.left, &self.right, plain.bold()),
            (foot, &self.title, &number, plain),
        ] {
            let right_x = area.size().width - style.str_width(&context.font_cache, right);
            // A long text to the left moves up a line rather than into its neighbour.
            let meets = plain.str_width(&context.font_cache, left) + Mm::from(4) > right_x;
            let left_y = if meets {
                y - plain.line_height(&context.font_cache)
            } else {
                y
            };
            area.print_str(&context.font_cache, Position::new(0, left_y), plain, left)?;
            area.print_str(&context.font_cache, Position::new(right_x, y), style, right)?;
        }
        area.set_height(height - Mm::from(BOTTOM_MM));
        area.add_offset(Position::new(0, TOP_MM));
        Ok(area)
    }
}
