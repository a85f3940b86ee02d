//! Text in lines: the element that almost everything in a working print is made of.

use std::collections::VecDeque;

use genpdf::error::Error;
use genpdf::render::Area;
use genpdf::style::{Color, Style};
use genpdf::{Context, Element, Mm, Position, RenderResult, Size};
use unicode_normalization::char::is_combining_mark;

use super::pages::BODY_HEIGHT_MM;
use crate::flow::{Paragraphs, Weight};

/// How far the font's letters reach below the baseline: 0.29 em.
const DESCENT_MM_PER_PT: f32 = 0.29 * 25.4 / 72.0;

/// Paragraphs with what stands around them. All lengths are millimetres.
#[derive(Clone)]
pub(super) struct TextBlock {
    paragraphs: Paragraphs,
    style: Style,
    /// Set to the right edge, for figures.
    pub right: bool,
    /// Space to the left of the text.
    pub indent: f32,
    /// Stands in the indent beside the first line: a bullet or a number.
    pub marker: Option<String>,
    /// A line along the left edge in this colour.
    pub rule: Option<Color>,
    /// Space above, except at the top of a page.
    pub before: f32,
    /// Space below.
    pub after: f32,
    /// Stays on the page only if so much fits below it.
    pub keep: f32,
    lines: Option<VecDeque<Line>>,
}

#[derive(Clone, Default)]
struct Line {
    runs: Vec<(String, Style)>,
    /// A gap above the line, where a paragraph begins.
    gap: bool,
}

impl TextBlock {
    /// Text in one style; strong and emphasised runs add theirs.
    pub(super) fn new(paragraphs: Paragraphs, style: Style) -> Self {
        Self {
            paragraphs,
            style,
            right: false,
            indent: 0.0,
            marker: None,
            rule: None,
            before: 0.0,
            after: 2.0,
            keep: 0.0,
            lines: None,
        }
    }

    /// The height of all lines that are still to be printed in a column of this width, without the space around.
    pub(super) fn height(&mut self, context: &Context, base: Style, width: Mm) -> Mm {
        let style = base.and(self.style);
        let (line, gap) = (line_height(context, style), paragraph_gap(context, style));
        let lines = self.break_lines(context, base, width);
        lines.iter().fold(Mm::default(), |sum, next| {
            sum + line + if next.gap { gap } else { Mm::default() }
        })
    }

    /// Whether everything has been printed.
    pub(super) fn is_done(&self) -> bool {
        self.lines.as_ref().is_some_and(VecDeque::is_empty)
    }

    /// Prints as many lines as fit into the area and returns their height.
    pub(super) fn print_lines(
        &mut self,
        context: &Context,
        area: &Area<'_>,
        base: Style,
    ) -> Result<Mm, Error> {
        let style = base.and(self.style);
        let (line_height, gap) = (line_height(context, style), paragraph_gap(context, style));
        let (width, height) = (area.size().width, area.size().height);
        let (right, indent) = (self.right, Mm::from(self.indent));
        // genpdf sets the baseline at the lower edge of the line; descenders need room below it.
        let rise = Mm::from(f32::from(style.font_size()) * DESCENT_MM_PER_PT);
        let mut marker = self.marker.take();
        let lines = self.break_lines(context, base, width);
        let mut y = Mm::default();
        while let Some(line) = lines.front() {
            let top = if line.gap && y > Mm::default() { y + gap } else { y };
            if top + line_height > height {
                break;
            }
            if let Some(marker) = marker.take() {
                area.print_str(&context.font_cache, Position::new(0, top - rise), style, marker)?;
            }
            let mut x = if right {
                width - line_width(context, line)
            } else {
                indent
            };
            for (text, style) in &line.runs {
                area.print_str(&context.font_cache, Position::new(x, top - rise), *style, text)?;
                x += style.str_width(&context.font_cache, text);
            }
            y = top + line_height;
            lines.pop_front();
        }
        self.marker = marker;
        if let (Some(color), true) = (self.rule, y > Mm::default()) {
            area.draw_line(
                vec![Position::new(1, 0), Position::new(Mm::from(1), y)],
                Style::new().with_color(color),
            );
        }
        Ok(y)
    }

    fn break_lines(&mut self, context: &Context, base: Style, width: Mm) -> &mut VecDeque<Line> {
        let style = base.and(self.style);
        let room = width - Mm::from(self.indent);
        let paragraphs = &mut self.paragraphs;
        self.lines.get_or_insert_with(|| {
            let mut lines = VecDeque::new();
            for (number, paragraph) in std::mem::take(paragraphs).into_iter().enumerate() {
                for (index, line) in paragraph.into_iter().enumerate() {
                    let mut breaker = Breaker {
                        context,
                        room,
                        done: &mut lines,
                        line: Line::default(),
                        x: Mm::default(),
                    };
                    breaker.line.gap = number > 0 && index == 0;
                    for run in line {
                        let style = match run.weight {
                            Weight::Plain => style,
                            Weight::Strong => style.bold(),
                            Weight::Emphasis => style.italic(),
                        };
                        run.text
                            .split_inclusive(' ')
                            .for_each(|word| breaker.word(word, style));
                    }
                    breaker.end_line();
                }
            }
            lines
        })
    }
}

impl Element for TextBlock {
    fn render(&mut self, context: &Context, mut area: Area<'_>, base: Style) -> Result<RenderResult, Error> {
        let before = if self.lines.is_some() {
            Mm::default()
        } else {
            Mm::from(self.before)
        };
        let wanted = self.height(context, base, area.size().width) + Mm::from(self.keep) + before;
        let room = area.size().height;
        if self.keep > 0.0 && wanted > room && wanted < Mm::from(BODY_HEIGHT_MM) {
            return Ok(RenderResult {
                size: Size::default(),
                has_more: true,
            });
        }
        area.add_offset(Position::new(0, before));
        let printed = self.print_lines(context, &area, base)?;
        let has_more = !self.is_done();
        let height = if has_more && printed == Mm::default() {
            printed
        } else {
            before + printed
        };
        let after = if has_more {
            Mm::default()
        } else {
            Mm::from(self.after)
        };
        Ok(RenderResult {
            size: Size {
                width: area.size().width,
                height: height + after,
            },
            has_more,
        })
    }
}

/// Fills lines word by word; a word that is wider than a line is broken where the line is full.
struct Breaker<'a> {
    context: &'a Context,
    room: Mm,
    done: &'a mut VecDeque<Line>,
    line: Line,
    x: Mm,
}

impl Breaker<'_> {
    fn word(&mut self, word: &str, style: Style) {
        let bare = style.str_width(&self.context.font_cache, word.trim_end_matches(' '));
        if self.x + bare > self.room && self.x > Mm::default() {
            self.end_line();
        }
        if bare <= self.room {
            self.append(word, style);
            return;
        }
        let mut piece = String::new();
        let mut width = Mm::default();
        for c in word.chars() {
            let advance = style.char_width(&self.context.font_cache, c);
            if width + advance > self.room && !piece.is_empty() && !is_combining_mark(c) && c != ' ' {
                self.append(&std::mem::take(&mut piece), style);
                self.end_line();
                width = Mm::default();
            }
            piece.push(c);
            width += advance;
        }
        self.append(&piece, style);
    }

    fn append(&mut self, text: &str, style: Style) {
        self.x += style.str_width(&self.context.font_cache, text);
        match self.line.runs.last_mut() {
            Some((last, same)) if *same == style => last.push_str(text),
            _ => self.line.runs.push((text.to_owned(), style)),
        }
    }

    fn end_line(&mut self) {
        self.x = Mm::default();
        self.done.push_back(std::mem::take(&mut self.line));
    }
}

fn line_width(context: &Context, line: &Line) -> Mm {
    line.runs
        .iter()
        .map(|(text, style)| style.str_width(&context.font_cache, text))
        .sum()
}

fn line_height(context: &Context, style: Style) -> Mm {
    style.line_height(&context.font_cache)
}

fn paragraph_gap(context: &Context, style: Style) -> Mm {
    style.line_height(&context.font_cache) * 0.5
}
