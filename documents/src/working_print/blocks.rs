//! The blocks of a document as elements on paper.

use genpdf::elements::PageBreak;
use genpdf::error::Error;
use genpdf::render::Area;
use genpdf::style::{Color, Style};
use genpdf::{Context, Element, Mm, Position, RenderResult, Size};

use super::table::Table;
use super::textblock::TextBlock;
use crate::figures::{FigureCell, FigureTable};
use crate::flow::{self, Paragraphs};
use crate::model::{Bar, Block, Column, Document, Language};
use crate::shape::{MOST_REPLY_LINES, column_weights, contents, or, quoted, runs_over};

const CHILD: Color = Color::Rgb(0x7a, 0x3e, 0x00);
const JUDGE: Color = Color::Rgb(0x4b, 0x3f, 0x72);
const ACCENT: Color = Color::Rgb(0x0b, 0x55, 0x63);
const SOFT: Color = Color::Rgb(0x4d, 0x57, 0x5e);

/// The indent of text beside a rule or a bullet, in millimetres.
const INDENT: f32 = 5.0;

/// What must fit below a heading, in millimetres.
const KEEP: f32 = 16.0;

/// The size of body text in points.
pub(super) fn body_size(document: &Document) -> u8 {
    if document.large_type { 14 } else { 10 }
}

/// Pushes the whole text of a cleaned document.
pub(super) fn push_all(paper: &mut genpdf::Document, document: &Document) {
    let setter = Setter {
        size: body_size(document),
        language: document.language,
        contents: contents(document).into_iter().map(|(_, _, text)| text).collect(),
    };
    for long in [&document.header_left, &document.header_right]
        .into_iter()
        .filter(|text| runs_over(text))
    {
        paper.push(setter.body(long));
    }
    if !document.title.trim().is_empty() {
        let mut title = styled(&document.title, setter.style(6).bold());
        title.after = 5.0;
        paper.push(title);
    }
    for block in &document.blocks {
        setter.push(paper, block);
    }
}

fn styled(text: &str, style: Style) -> TextBlock {
    TextBlock::new(flow::paragraphs(text), style)
}

struct Setter {
    size: u8,
    language: Language,
    /// What a table of contents lists; a paper that is thrown away gives no pages.
    contents: Vec<String>,
}

impl Setter {
    fn style(&self, more: u8) -> Style {
        Style::new().with_font_size(self.size + more)
    }

    fn body(&self, text: &str) -> TextBlock {
        styled(text, self.style(0))
    }

    fn bold(&self, text: &str) -> TextBlock {
        styled(text, self.style(0).bold())
    }

    fn push(&self, paper: &mut genpdf::Document, block: &Block) {
        let wording = self.language.wording();
        match block {
            Block::Heading { level, text } => {
                let larger = 4_u8.saturating_sub(2 * (level - 1));
                let mut heading = styled(text, self.style(larger).bold());
                heading.before = 4.0;
                heading.keep = KEEP;
                paper.push(heading);
            }
            Block::Paragraph(inlines) => self.push_text(paper, flow::inline_paragraphs(inlines)),
            Block::List { ordered, items } => self.push_list(paper, *ordered, items),
            Block::KeyValues(rows) => {
                let cells = rows.iter().map(|row| {
                    vec![
                        styled(&row.key, self.style(0).with_color(SOFT)),
                        self.body(&row.value),
                    ]
                });
                paper.push(Table::new(vec![1, 2], None, cells.collect()));
            }
            Block::Table {
                caption,
                columns,
                rows,
            } => {
                self.push_caption(paper, caption);
                self.push_table(paper, columns, rows);
            }
            Block::ChildsWords { text, caption } => {
                let style = self.style(2);
                self.push_ruled(
                    paper,
                    CHILD,
                    or(caption, wording.childs_words),
                    flow::paragraphs(&quoted(text, self.language)),
                    style,
                );
            }
            Block::Judgement { label, text } => {
                self.push_ruled(
                    paper,
                    JUDGE,
                    or(label, wording.judgement),
                    flow::paragraphs(text),
                    self.style(0),
                );
            }
            Block::Note { text } => {
                let mut note = self.body(text);
                (note.rule, note.indent, note.after) = (Some(ACCENT), INDENT, 4.0);
                paper.push(note);
            }
            Block::ReplyStrip { prompt, lines } => {
                let mut prompt = self.bold(prompt);
                (prompt.before, prompt.keep) = (3.0, KEEP);
                paper.push(prompt);
                paper.push(WritingLines {
                    left: (*lines).min(MOST_REPLY_LINES),
                    spacing: 10.0,
                    share: 1.0,
                });
            }
            Block::Signature { lines } => {
                for label in lines {
                    self.push_signature(paper, label);
                }
            }
            Block::Chart {
                title,
                sentence,
                label_heading,
                value_heading,
                rows,
            } => {
                self.push_caption(paper, title);
                self.push_text(paper, flow::paragraphs(sentence));
                let heads = vec![self.bold(label_heading), self.bold(value_heading)];
                let cells = rows
                    .iter()
                    .map(|Bar { label, shown, .. }| vec![self.body(label), self.body(shown)]);
                paper.push(Table::new(vec![3, 2], Some(heads), cells.collect()));
            }
            Block::Figures(table) => self.push_figures(paper, table),
            Block::Contents { title } => {
                self.push_caption(paper, title);
                self.push_list(paper, false, &self.contents);
            }
            Block::PageBreak => paper.push(PageBreak::new()),
        }
    }

    fn push_figures(&self, paper: &mut genpdf::Document, table: &FigureTable) {
        self.push_caption(paper, &table.caption);
        self.push_text(paper, flow::paragraphs(&table.sentence));
        let cells = |row: &Vec<FigureCell>| row.iter().map(|cell| cell.text.clone()).collect();
        let rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
        self.push_table(paper, &table.columns, &rows);
        self.push_text(paper, flow::paragraphs(&table.note));
    }

    fn push_table(&self, paper: &mut genpdf::Document, columns: &[Column], rows: &[Vec<String>]) {
        if columns.is_empty() {
            return;
        }
        let row = |texts: &[String], style: Style| -> Vec<TextBlock> {
            let cells = texts.iter().zip(columns).map(|(text, column)| {
                let mut cell = styled(text, style);
                cell.right = column.numeric;
                cell
            });
            cells.collect()
        };
        let labels: Vec<String> = columns.iter().map(|column| column.label.clone()).collect();
        let head = row(&labels, self.style(0).bold());
        let cells = rows.iter().map(|texts| row(texts, self.style(0)));
        paper.push(Table::new(
            column_weights(columns, rows),
            Some(head),
            cells.collect(),
        ));
    }

    fn push_signature(&self, paper: &mut genpdf::Document, label: &str) {
        let mut space = self.body("");
        (space.before, space.keep) = (6.0, 26.0);
        paper.push(space);
        paper.push(WritingLines {
            left: 1,
            spacing: 10.0,
            share: 0.5,
        });
        paper.push(styled(label, self.style(0).with_color(SOFT)));
    }

    fn push_text(&self, paper: &mut genpdf::Document, paragraphs: Paragraphs) {
        if !paragraphs.is_empty() {
            paper.push(TextBlock::new(paragraphs, self.style(0)));
        }
    }

    fn push_caption(&self, paper: &mut genpdf::Document, caption: &str) {
        if !caption.trim().is_empty() {
            let mut caption = self.bold(caption);
            (caption.before, caption.keep) = (2.0, KEEP);
            paper.push(caption);
        }
    }

    fn push_list(&self, paper: &mut genpdf::Document, ordered: bool, items: &[String]) {
        let items = items.iter().filter(|item| !item.trim().is_empty());
        for (index, item) in items.enumerate() {
            let mut text = self.body(item);
            let number = format!("{}.", index + 1);
            text.indent = if number.len() > 3 {
                2.0 * INDENT
            } else {
                1.4 * INDENT
            };
            text.marker = Some(if ordered { number } else { "•".to_owned() });
            text.after = 1.2;
            paper.push(text);
        }
        let mut space = self.body("");
        space.after = 1.2;
        paper.push(space);
    }

    fn push_ruled(
        &self,
        paper: &mut genpdf::Document,
        color: Color,
        label: &str,
        text: Paragraphs,
        style: Style,
    ) {
        let mut head = styled(label, self.style(0).bold().with_color(color));
        (head.rule, head.indent, head.before, head.after, head.keep) = (Some(color), INDENT, 3.0, 0.0, KEEP);
        paper.push(head);
        let mut body = TextBlock::new(text, style);
        (body.rule, body.indent, body.after) = (Some(color), INDENT, 4.0);
        paper.push(body);
    }
}

/// Empty lines to write on.
struct WritingLines {
    left: u8,
    /// Distance between them, in millimetres.
    spacing: f32,
    /// Share of the page's width.
    share: f64,
}

impl Element for WritingLines {
    fn render(&mut self, _: &Context, area: Area<'_>, _: Style) -> Result<RenderResult, Error> {
        let spacing = Mm::from(self.spacing);
        let width = area.size().width;
        let mut y = Mm::default();
        while self.left > 0 && y + spacing <= area.size().height {
            y += spacing;
            let line = vec![
                Position { x: Mm::default(), y },
                Position {
                    x: width * self.share,
                    y,
                },
            ];
            area.draw_line(line, Style::new().with_color(SOFT));
            self.left -= 1;
        }
        let after = if self.left == 0 {
            Mm::from(2)
        } else {
            Mm::default()
        };
        Ok(RenderResult {
            size: Size {
                width,
                height: y + after,
            },
            has_more: self.left > 0,
        })
    }
}
