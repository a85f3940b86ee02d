//! A preview of a document for a page.
//!
//! The markup is semantic and carries class names only: `doc` around everything, `doc-head`, `doc-title`,
//! `doc-list`, `doc-kv`, `doc-table`, `doc-numeric`, `doc-words`, `doc-judgement`, `doc-label`, `doc-note`,
//! `doc-reply`, `doc-writing-line`, `doc-signature`, `doc-chart`, `doc-bar`, `doc-break`, `doc-contents` with
//! `doc-contents-1` and `-2`, `doc-figures`, `doc-figure-note`, `doc-missing`, `doc-level-0` to `-3`, `doc-drawing`
//! with `doc-part-0` to `-5` and `doc-line-0` to `-5`, and `doc-large` beside `doc` for large type. Headings of a document
//! with a table of contents have the ids `doc-heading-1` and on. Headings begin at `h2`, because the page around has its own `h1`.

mod figures;

use std::fmt::Write;

use crate::clean::cleaned;
use crate::flow::{self, Paragraphs, Weight};
use crate::model::{Bar, Block, Column, Document, Language};
use crate::shape::{MOST_REPLY_LINES, contents, or, quoted};

/// The document as one HTML `article`. Every text is escaped; safe to place into a page as it is.
#[must_use]
pub fn preview(document: &Document) -> String {
    let document = cleaned(document);
    let large = if document.large_type { " doc-large" } else { "" };
    let mut out = Html {
        out: String::new(),
        language: document.language,
        contents: contents(&document),
        is_linked: document
            .blocks
            .iter()
            .any(|block| matches!(block, Block::Contents { .. })),
        headings: 0,
        charts: 0,
    };
    out.raw(&format!(
        "<article class=\"doc{large}\" lang=\"{}\">",
        document.language.tag()
    ));
    if !(document.header_left.is_empty() && document.header_right.is_empty()) {
        out.raw("<p class=\"doc-head\"><span>");
        out.inline(&document.header_left);
        out.raw("</span> <strong>");
        out.inline(&document.header_right);
        out.raw("</strong></p>");
    }
    if !document.title.trim().is_empty() {
        out.element("h2", "doc-title", &document.title);
    }
    for block in &document.blocks {
        out.block(block);
    }
    out.raw("</article>");
    out.out
}

/// The text with the five characters escaped that mean something in HTML text or in an attribute.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

struct Html {
    out: String,
    language: Language,
    /// What a table of contents lists: position among all headings, level, text.
    contents: Vec<(usize, u8, String)>,
    /// Whether the document has a table of contents.
    is_linked: bool,
    /// How many headings have been written.
    headings: usize,
    /// How many tables of figures have been written; tells their patterns apart.
    charts: usize,
}

impl Html {
    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Text within a line element: newlines and paragraphs become line breaks.
    fn inline(&mut self, text: &str) {
        let escaped: Vec<String> = flow::paragraphs(text).concat().iter().map(runs).collect();
        self.raw(&escaped.join("<br>"));
    }

    fn element(&mut self, name: &str, class: &str, text: &str) {
        let class = if class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{class}\"")
        };
        self.raw(&format!("<{name}{class}>"));
        self.inline(text);
        self.raw(&format!("</{name}>"));
    }

    fn paragraphs(&mut self, paragraphs: &Paragraphs) {
        for paragraph in paragraphs {
            let lines: Vec<String> = paragraph.iter().map(runs).collect();
            self.raw(&format!("<p>{}</p>", lines.join("<br>")));
        }
    }

    fn text(&mut self, text: &str) {
        self.paragraphs(&flow::paragraphs(text));
    }

    fn block(&mut self, block: &Block) {
        let wording = self.language.wording();
        match block {
            Block::Heading { level, text } => {
                self.headings += 1;
                // Ids only where something leads to them: a page may show several documents.
                let id = if self.is_linked {
                    format!(" id=\"doc-heading-{}\"", self.headings)
                } else {
                    String::new()
                };
                self.raw(&format!("<h{}{id}>", level + 2));
                self.inline(text);
                self.raw(&format!("</h{}>", level + 2));
            }
            Block::Paragraph(inlines) => self.paragraphs(&flow::inline_paragraphs(inlines)),
            Block::List { ordered, items } => {
                let name = if *ordered { "ol" } else { "ul" };
                self.raw(&format!("<{name} class=\"doc-list\">"));
                for item in items.iter().filter(|item| !item.trim().is_empty()) {
                    self.element("li", "", item);
                }
                self.raw(&format!("</{name}>"));
            }
            Block::KeyValues(rows) => {
                self.raw("<dl class=\"doc-kv\">");
                for row in rows {
                    self.raw("<div>");
                    self.element("dt", "", &row.key);
                    self.element("dd", "", &row.value);
                    self.raw("</div>");
                }
                self.raw("</dl>");
            }
            Block::Table {
                caption,
                columns,
                rows,
            } => self.table(caption, columns, rows),
            Block::ChildsWords { text, caption } => {
                self.raw("<figure class=\"doc-words\">");
                self.element("figcaption", "doc-label", or(caption, wording.childs_words));
                self.raw("<blockquote>");
                self.text(&quoted(text, self.language));
                self.raw("</blockquote></figure>");
            }
            Block::Judgement { label, text } => {
                self.raw("<div class=\"doc-judgement\">");
                self.element("p", "doc-label", or(label, wording.judgement));
                self.text(text);
                self.raw("</div>");
            }
            Block::Note { text } => {
                self.raw("<div class=\"doc-note\">");
                self.text(text);
                self.raw("</div>");
            }
            Block::ReplyStrip { prompt, lines } => {
                self.raw("<div class=\"doc-reply\">");
                self.element("p", "doc-label", prompt);
                for _ in 0..(*lines).min(MOST_REPLY_LINES) {
                    self.raw("<div class=\"doc-writing-line\"></div>");
                }
                self.raw("</div>");
            }
            Block::Signature { lines } => {
                self.raw("<div class=\"doc-signature\">");
                for label in lines {
                    self.raw("<div><div class=\"doc-writing-line\"></div>");
                    self.element("p", "", label);
                    self.raw("</div>");
                }
                self.raw("</div>");
            }
            Block::Chart {
                title,
                sentence,
                label_heading,
                value_heading,
                rows,
            } => {
                self.text(sentence);
                self.chart(title, label_heading, value_heading, rows);
            }
            Block::Figures(table) => self.figures(table),
            Block::Contents { title } => self.contents(title),
            Block::PageBreak => self.raw("<hr class=\"doc-break\">"),
        }
    }

    fn table(&mut self, caption: &str, columns: &[Column], rows: &[Vec<String>]) {
        let class = |column: &Column| {
            if column.numeric {
                " class=\"doc-numeric\""
            } else {
                ""
            }
        };
        self.raw("<div class=\"doc-table\"><table>");
        self.element("caption", "", caption);
        self.raw("<thead><tr>");
        for column in columns {
            self.raw(&format!("<th scope=\"col\"{}>", class(column)));
            self.inline(&column.label);
            self.raw("</th>");
        }
        self.raw("</tr></thead><tbody>");
        for row in rows {
            self.raw("<tr>");
            for (cell, column) in row.iter().zip(columns) {
                self.raw(&format!("<td{}>", class(column)));
                self.inline(cell);
                self.raw("</td>");
            }
            self.raw("</tr>");
        }
        self.raw("</tbody></table></div>");
    }

    fn chart(&mut self, title: &str, label_heading: &str, value_heading: &str, rows: &[Bar]) {
        let longest = rows.iter().map(|bar| bar.value).fold(0.0, f64::max);
        self.raw("<div class=\"doc-table doc-chart\"><table>");
        self.element("caption", "", title);
        self.raw("<thead><tr>");
        for heading in [label_heading, value_heading] {
            self.raw("<th scope=\"col\">");
            self.inline(heading);
            self.raw("</th>");
        }
        self.raw("</tr></thead><tbody>");
        for Bar { label, value, shown } in rows {
            self.raw("<tr><th scope=\"row\">");
            self.inline(label);
            self.raw("</th><td>");
            self.inline(shown);
            let share = if longest > 0.0 {
                value / longest * 100.0
            } else {
                0.0
            };
            let bar = format!(
                " <svg class=\"doc-bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
                 <rect width=\"{share:.1}\" height=\"8\"/></svg></td></tr>"
            );
            self.raw(&bar);
        }
        self.raw("</tbody></table></div>");
    }
}

fn runs(line: &flow::Line) -> String {
    line.iter().fold(String::new(), |mut out, run| {
        let text = escape(&run.text);
        let written = match run.weight {
            Weight::Plain => write!(out, "{text}"),
            Weight::Strong => write!(out, "<strong>{text}</strong>"),
            Weight::Emphasis => write!(out, "<em>{text}</em>"),
        };
        debug_assert!(written.is_ok(), "writing to a string cannot fail");
        out
    })
}
