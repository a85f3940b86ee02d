//! Tables: the headings return on every page, and a row is not torn apart if it fits on a page.

use std::collections::VecDeque;

use genpdf::error::Error;
use genpdf::render::Area;
use genpdf::style::{Color, Style};
use genpdf::{Context, Element, Margins, Mm, Position, RenderResult, Size};

use super::pages::BODY_HEIGHT_MM;
use super::textblock::TextBlock;

/// Space between a cell's text and its edges, in millimetres.
const INSET_X: f32 = 1.2;
const INSET_Y: f32 = 0.8;

/// Headings higher than this share of a page are printed once only, or the rows would find no room.
const MOST_REPEATED: f32 = 0.25;

/// A table of texts.
pub(super) struct Table {
    /// Relative widths of the columns.
    weights: Vec<usize>,
    head: Option<Vec<TextBlock>>,
    rows: VecDeque<Vec<TextBlock>>,
    /// Lines below the rows.
    ruled: bool,
    head_printed: bool,
    after: f32,
}

impl Table {
    /// A table; without headings it is a list of facts. Every row must have one cell for each weight.
    pub(super) fn new(
        weights: Vec<usize>,
        head: Option<Vec<TextBlock>>,
        rows: VecDeque<Vec<TextBlock>>,
    ) -> Self {
        Self {
            weights,
            ruled: head.is_some(),
            head,
            rows,
            head_printed: false,
            after: 4.0,
        }
    }

    fn head_to_repeat(&self, context: &Context, area: &Area<'_>, style: Style) -> Option<Vec<TextBlock>> {
        let mut head = self.head.clone()?;
        let height = row_height(&mut head, context, area, style, &self.weights);
        (!self.head_printed || height < Mm::from(BODY_HEIGHT_MM * MOST_REPEATED)).then_some(head)
    }
}

impl Element for Table {
    fn render(&mut self, context: &Context, mut area: Area<'_>, style: Style) -> Result<RenderResult, Error> {
        let width = area.size().width;
        let mut used = Mm::default();
        if let Some(mut head) = self.head_to_repeat(context, &area, style) {
            let mut wanted = row_height(&mut head, context, &area, style, &self.weights);
            if let Some(row) = self.rows.front_mut() {
                wanted += row_height(row, context, &area, style, &self.weights);
            }
            if must_wait(wanted, &area) {
                return Ok(RenderResult {
                    size: Size::default(),
                    has_more: true,
                });
            }
            if self.head_printed || wanted < Mm::from(BODY_HEIGHT_MM) {
                used += print_row(&mut head, context, &mut area, style, &self.weights, true)?;
            } else {
                // Headings that fill pages are printed as an ordinary first row.
                self.rows.push_front(head);
            }
            self.head_printed = true;
        }
        while let Some(row) = self.rows.front_mut() {
            if must_wait(row_height(row, context, &area, style, &self.weights), &area) {
                break;
            }
            let height = print_row(row, context, &mut area, style, &self.weights, self.ruled)?;
            used += height;
            if !row.iter().all(TextBlock::is_done) {
                break;
            }
            self.rows.pop_front();
        }
        let has_more = !self.rows.is_empty();
        let after = if has_more {
            Mm::default()
        } else {
            Mm::from(self.after)
        };
        Ok(RenderResult {
            size: Size {
                width,
                height: used + after,
            },
            has_more,
        })
    }
}

/// Whether something of this height should wait for the next page, because there it would fit.
fn must_wait(height: Mm, area: &Area<'_>) -> bool {
    height > area.size().height && height < Mm::from(BODY_HEIGHT_MM * (1.0 - MOST_REPEATED))
}

fn cell_areas<'a>(area: &Area<'a>, weights: &[usize]) -> Vec<Area<'a>> {
    let mut areas = area.split_horizontally(weights);
    for cell in &mut areas {
        cell.add_margins(Margins::trbl(INSET_Y, INSET_X, 0, INSET_X));
    }
    areas
}

fn row_height(
    row: &mut [TextBlock],
    context: &Context,
    area: &Area<'_>,
    style: Style,
    weights: &[usize],
) -> Mm {
    let heights = row
        .iter_mut()
        .zip(cell_areas(area, weights))
        .map(|(cell, area)| cell.height(context, style, area.size().width));
    heights.fold(Mm::default(), Mm::max) + Mm::from(2.0 * INSET_Y)
}

/// Prints what fits of a row, moves the area below it and returns the height used: nothing, if no line fitted.
fn print_row(
    row: &mut [TextBlock],
    context: &Context,
    area: &mut Area<'_>,
    style: Style,
    weights: &[usize],
    ruled: bool,
) -> Result<Mm, Error> {
    let mut highest = Mm::default();
    for (cell, area) in row.iter_mut().zip(cell_areas(area, weights)) {
        highest = highest.max(cell.print_lines(context, &area, style)?);
    }
    let done = row.iter().all(TextBlock::is_done);
    if highest == Mm::default() && !done {
        return Ok(highest);
    }
    let height = highest + Mm::from(2.0 * INSET_Y);
    if ruled {
        let line = vec![
            Position::new(0, height),
            Position {
                x: area.size().width,
                y: height,
            },
        ];
        area.draw_line(line, Style::new().with_color(Color::Rgb(0xd9, 0xd5, 0xcc)));
    }
    area.add_offset(Position {
        x: Mm::default(),
        y: height,
    });
    Ok(height)
}
