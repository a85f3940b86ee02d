//! The document as the template reads it: JSON of paragraphs, lines and runs. The template decides how it looks.

use chrono::Datelike;
use serde::Serialize;

use super::breaks::Measure;
use super::figures::Figures;
use crate::flow::{self, Paragraphs, Weight};
use crate::model::{Block, Column, Document, KeyValue, Language};
use crate::shape::{CONTENTS_DEPTH, MOST_REPLY_LINES, column_weights, or, quoted, running, runs_over};

/// The width of the text on the page, in points: A4 with side margins of 25 mm.
const TEXT_WIDTH_PT: f64 = 453.5;

/// Type size in points, ordinary and large.
const SIZES_PT: (f64, f64) = (10.5, 15.0);

/// Type size of head and foot in points, as in the template.
const RUNNING_SIZE_PT: f64 = 8.5;

/// Everything that the template needs.
#[derive(Serialize)]
pub(super) struct Page {
    title: Text,
    /// For the file's properties; never empty.
    short_title: String,
    /// For the foot of the page.
    foot: Text,
    language: &'static str,
    region: &'static str,
    date: (i32, u32, u32),
    header: (Text, Text),
    /// Headers that are too long for the head of a page, printed whole above the text.
    long_headers: Vec<Text>,
    /// The words around the page number: "Sida" and "av".
    numbering: (&'static str, &'static str),
    size: f64,
    large: bool,
    blocks: Vec<Part>,
}

/// Paragraphs of lines of runs.
pub(super) type Text = Vec<Vec<Vec<Run>>>;

#[derive(Serialize)]
pub(super) struct Run {
    text: String,
    weight: &'static str,
    /// A line may end before this run, in the middle of a word.
    broken: bool,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Part {
    Heading {
        level: u8,
        text: Text,
    },
    Text {
        text: Text,
    },
    List {
        ordered: bool,
        items: Vec<Text>,
    },
    Facts {
        rows: Vec<(Text, Text)>,
        /// Short enough to stand on one page, as an address does.
        together: bool,
    },
    Table {
        caption: Text,
        columns: Vec<Head>,
        rows: Vec<Vec<Text>>,
    },
    Words {
        caption: Text,
        text: Text,
    },
    Judgement {
        label: Text,
        text: Text,
    },
    Note {
        text: Text,
    },
    Reply {
        prompt: Text,
        lines: u8,
        /// Short enough to stand on one page, to be torn off.
        together: bool,
    },
    Signature {
        lines: Vec<Text>,
    },
    Chart {
        title: Text,
        sentence: Text,
        heads: (Text, Text),
        rows: Vec<BarRow>,
    },
    Figures(Figures),
    Contents {
        title: Text,
        depth: u8,
    },
    PageBreak,
}

#[derive(Serialize)]
struct Head {
    text: Text,
    numeric: bool,
    weight: usize,
}

#[derive(Serialize)]
struct BarRow {
    label: Text,
    shown: Text,
    /// Share of the longest bar, 0 to 1.
    share: f64,
}

impl Page {
    /// The data of a cleaned document.
    pub(super) fn of(document: &Document) -> Self {
        let wording = document.language.wording();
        let size = if document.large_type {
            SIZES_PT.1
        } else {
            SIZES_PT.0
        };
        let lower = Lower {
            language: document.language,
            line_em: TEXT_WIDTH_PT / size,
            hyphenate: !document.large_type,
        };
        let headers = [&document.header_left, &document.header_right];
        Self {
            title: lower.scaled(&document.title, 1.7),
            foot: lower.running(or(&document.title, wording.untitled), 0.7),
            short_title: running(or(&document.title, wording.untitled)),
            language: document.language.tag(),
            region: match document.language {
                Language::Swedish => "SE",
                Language::English => "GB",
            },
            date: (document.date.year(), document.date.month(), document.date.day()),
            header: (
                lower.running(&document.header_left, 0.48),
                lower.running(&document.header_right, 0.48),
            ),
            long_headers: headers
                .iter()
                .filter(|text| runs_over(text))
                .map(|text| lower.body(text))
                .collect(),
            numbering: (wording.page, wording.of),
            size,
            large: document.large_type,
            blocks: document
                .blocks
                .iter()
                .filter_map(|block| lower.block(block))
                .collect(),
        }
    }
}

/// Lowers blocks to parts.
pub(super) struct Lower {
    pub language: Language,
    /// Width of a line of body text, in em.
    line_em: f64,
    hyphenate: bool,
}

impl Lower {
    fn block(&self, block: &Block) -> Option<Part> {
        let wording = self.language.wording();
        let part = match block {
            Block::Heading { level, text } => Part::Heading {
                level: *level,
                text: present(self.scaled(text, 1.4))?,
            },
            Block::Paragraph(inlines) => Part::Text {
                text: present(Self::cut(flow::inline_paragraphs(inlines), self.body_measure()))?,
            },
            Block::List { ordered, items } => Part::List {
                ordered: *ordered,
                items: present(items.iter().filter_map(|item| present(self.body(item))).collect())?,
            },
            Block::KeyValues(rows) => Part::Facts {
                rows: present(
                    rows.iter()
                        .map(|row| (self.narrow(&row.key, 0.30), self.narrow(&row.value, 0.62)))
                        .collect(),
                )?,
                together: are_short(rows),
            },
            Block::Table {
                caption,
                columns,
                rows,
            } => self.table(caption, columns, rows)?,
            Block::ChildsWords { text, caption } => Part::Words {
                caption: self.body(or(caption, wording.childs_words)),
                text: present(self.scaled(&quoted(text, self.language), 1.25))?,
            },
            Block::Judgement { label, text } => Part::Judgement {
                label: self.body(or(label, wording.judgement)),
                text: self.body(text),
            },
            Block::Note { text } => Part::Note {
                text: present(self.body(text))?,
            },
            Block::ReplyStrip { prompt, lines } => Part::Reply {
                prompt: self.body(prompt),
                lines: (*lines).min(MOST_REPLY_LINES),
                together: *lines <= 12 && prompt.chars().count() <= 200,
            },
            Block::Signature { lines } => Part::Signature {
                lines: present(lines.iter().map(|text| self.narrow(text, 0.44)).collect())?,
            },
            Block::Chart {
                title,
                sentence,
                label_heading,
                value_heading,
                rows,
            } => {
                let longest = rows.iter().map(|bar| bar.value).fold(0.0, f64::max);
                Part::Chart {
                    title: self.body(title),
                    sentence: self.body(sentence),
                    heads: (self.narrow(label_heading, 0.35), self.narrow(value_heading, 0.2)),
                    rows: rows
                        .iter()
                        .map(|bar| BarRow {
                            label: self.narrow(&bar.label, 0.35),
                            shown: self.narrow(&bar.shown, 0.2),
                            share: if longest > 0.0 { bar.value / longest } else { 0.0 },
                        })
                        .collect(),
                }
            }
            Block::Figures(table) => Part::Figures(self.figures(table)?),
            Block::Contents { title } => Part::Contents {
                title: self.scaled(title, 1.4),
                depth: CONTENTS_DEPTH,
            },
            Block::PageBreak => Part::PageBreak,
        };
        Some(part)
    }

    fn table(&self, caption: &str, columns: &[Column], rows: &[Vec<String>]) -> Option<Part> {
        let weights = column_weights(columns, rows);
        #[expect(clippy::cast_precision_loss, reason = "weights are at most 30 each")]
        let shares: Vec<f64> = {
            let sum = weights.iter().sum::<usize>().max(1) as f64;
            weights.iter().map(|&weight| weight as f64 / sum).collect()
        };
        let heads = columns
            .iter()
            .zip(&weights)
            .zip(&shares)
            .map(|((column, &weight), &share)| Head {
                text: self.cell(&column.label, share),
                numeric: column.numeric,
                weight,
            });
        let cells = |row: &Vec<String>| {
            row.iter()
                .zip(&shares)
                .map(|(text, &share)| self.cell(text, share))
                .collect()
        };
        Some(Part::Table {
            caption: self.body(caption),
            columns: present(heads.collect())?,
            rows: rows.iter().map(cells).collect(),
        })
    }

    /// Text of body size across the page; a little is taken off for indents and tinted grounds.
    pub(super) fn body(&self, text: &str) -> Text {
        Self::cut(flow::paragraphs(text), self.body_measure())
    }

    fn body_measure(&self) -> Measure {
        self.measure(self.line_em - 4.0, self.hyphenate)
    }

    /// Text of another size across the page.
    fn scaled(&self, text: &str, size: f64) -> Text {
        Self::cut(
            flow::paragraphs(text),
            self.measure((self.line_em - 4.0) / size, self.hyphenate),
        )
    }

    /// Text in a part of the page's width.
    pub(super) fn narrow(&self, text: &str, share: f64) -> Text {
        Self::cut(
            flow::paragraphs(text),
            self.measure(self.line_em * share - 1.0, true),
        )
    }

    /// Text in a table, which is set somewhat smaller, between the table's insets.
    pub(super) fn cell(&self, text: &str, share: f64) -> Text {
        Self::cut(flow::paragraphs(text), self.cell_measure(share))
    }

    pub(super) fn cell_measure(&self, share: f64) -> Measure {
        self.measure(self.line_em * share / 0.92 - 1.1, true)
    }

    /// One line in the head or foot, in a part of the page's width.
    fn running(&self, text: &str, share: f64) -> Text {
        let em = TEXT_WIDTH_PT / RUNNING_SIZE_PT * share;
        Self::cut(flow::paragraphs(&running(text)), self.measure(em, false))
    }

    fn measure(&self, em: f64, hyphenate: bool) -> Measure {
        Measure {
            em: em.max(0.5),
            hyphenate: hyphenate.then_some(self.language),
        }
    }

    fn cut(paragraphs: Paragraphs, measure: Measure) -> Text {
        let line = |line: flow::Line| line.into_iter().flat_map(|run| runs(&run, measure)).collect();
        paragraphs
            .into_iter()
            .map(|paragraph| paragraph.into_iter().map(line).collect())
            .collect()
    }
}

/// Whether facts fit on a page even in large type, where a line holds some 25 characters. Longer ones have to break, or be lost.
fn are_short(rows: &[KeyValue]) -> bool {
    let lines = |text: &str| {
        text.lines()
            .map(|line| 1 + line.chars().count() / 12)
            .sum::<usize>()
    };
    rows.iter()
        .map(|row| lines(&row.key).max(lines(&row.value)))
        .sum::<usize>()
        <= 24
}

fn runs(run: &flow::Run, measure: Measure) -> Vec<Run> {
    let weight = match run.weight {
        Weight::Plain => "plain",
        Weight::Strong => "strong",
        Weight::Emphasis => "emphasis",
    };
    let pieces = measure.pieces(&run.text).into_iter().enumerate();
    pieces
        .map(|(index, text)| Run {
            text,
            weight,
            broken: index > 0,
        })
        .collect()
}

fn present<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
