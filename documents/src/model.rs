//! The document model: what a document says, free of any notion of pages.
//!
//! In every text a newline is a new line and a blank line a new paragraph. Texts are data: no markup is ever read
//! out of them.

use chrono::NaiveDate;
use serde::Serialize;

use crate::figures::FigureTable;

/// The language that a document is written in: decides hyphenation, quotation marks and the words that the
/// renderers add ("Sida 1 av 3").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Language {
    /// Swedish, as written in Sweden.
    #[default]
    Swedish,
    /// English, as written in Britain.
    English,
}

impl Language {
    /// The language tag for HTML and PDF, `sv` or `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }
}

/// One document: a letter, a decision, a report, a checklist.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// Stands above the text and in the file's properties.
    pub title: String,
    /// The language of every text in it.
    pub language: Language,
    /// The day that the document is dated; archives demand one. It is not printed by itself.
    pub date: NaiveDate,
    /// Who it comes from, on every page to the left.
    pub header_left: String,
    /// What state it is in, on every page to the right: "Arbetsmaterial", "Signerad 2026-11-14 av …".
    pub header_right: String,
    /// Larger letters for those who have just learned to read.
    pub large_type: bool,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// An empty document of ordinary type size without headers.
    #[must_use]
    pub fn new(title: impl Into<String>, language: Language, date: NaiveDate) -> Self {
        Self {
            title: title.into(),
            language,
            date,
            header_left: String::new(),
            header_right: String::new(),
            large_type: false,
            blocks: Vec::new(),
        }
    }

    /// The same document with these texts at the head of every page.
    #[must_use]
    pub fn with_headers(mut self, left: impl Into<String>, right: impl Into<String>) -> Self {
        self.header_left = left.into();
        self.header_right = right.into();
        self
    }

    /// The same document in larger type.
    #[must_use]
    pub fn in_large_type(mut self) -> Self {
        self.large_type = true;
        self
    }

    /// The same document with one block more at its end.
    #[must_use]
    pub fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// Adds a block at the end.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Block {
    /// A heading. Levels run from 1 to 3; a level that skips one is printed one step below the heading before it,
    /// because a reader by ear navigates by levels.
    Heading {
        /// 1 to 3.
        level: u8,
        /// The heading.
        text: String,
    },
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A list; `ordered` ones are numbered from 1.
    List {
        /// Numbered, or with bullets.
        ordered: bool,
        /// One text each.
        items: Vec<String>,
    },
    /// Facts beside their names, without lines.
    KeyValues(Vec<KeyValue>),
    /// A data table with one row of headings. Short rows are filled with empty cells; a longer row adds columns.
    Table {
        /// States what the table shows.
        caption: String,
        /// The headings.
        columns: Vec<Column>,
        /// Cells in the order of the columns.
        rows: Vec<Vec<String>>,
    },
    /// What a child said, in the child's own words: amber, larger, in quotation marks. Nothing else looks so.
    ChildsWords {
        /// The child's words.
        text: String,
        /// Who said it and when; empty means the language's word for "the child's words".
        caption: String,
    },
    /// A judgement, with a violet rule.
    Judgement {
        /// What kind of judgement; empty means the language's word for "assessment".
        label: String,
        /// The judgement.
        text: String,
    },
    /// A remark to the reader, on a tinted ground.
    Note {
        /// The remark.
        text: String,
    },
    /// Lines to write an answer on.
    ReplyStrip {
        /// What is asked.
        prompt: String,
        /// How many lines; at most 60 are drawn.
        lines: u8,
    },
    /// Lines to sign on.
    Signature {
        /// What stands below each line: a name and a title.
        lines: Vec<String>,
    },
    /// Bars with their figures, printed as a table so that nobody depends on the picture.
    Chart {
        /// What the chart shows.
        title: String,
        /// What it says, in one sentence: the text alternative.
        sentence: String,
        /// The heading above the labels.
        label_heading: String,
        /// The heading above the values.
        value_heading: String,
        /// The bars, from top to bottom.
        rows: Vec<Bar>,
    },
    /// Figures with a drawing of them.
    Figures(FigureTable),
    /// The headings of level 1 and 2 that follow, on paper with their pages.
    Contents {
        /// Stands above them.
        title: String,
    },
    /// What follows begins on a new page.
    PageBreak,
}

impl Block {
    /// A heading of level 1 to 3.
    #[must_use]
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading {
            level,
            text: text.into(),
        }
    }

    /// A paragraph of plain text; blank lines in it make several.
    #[must_use]
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Inline::Text(text.into())])
    }
}

/// A stretch of text within a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Inline {
    /// As it is.
    Text(String),
    /// Bold.
    Strong(String),
    /// Italic.
    Emphasis(String),
}

impl Inline {
    /// The text, without regard to its weight.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Emphasis(text) => text,
        }
    }
}

/// A fact and its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyValue {
    /// The name, "Beslutsdatum".
    pub key: String,
    /// The fact, "14 november 2026".
    pub value: String,
}

impl KeyValue {
    /// A fact and its name.
    #[must_use]
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The heading.
    pub label: String,
    /// Figures, set to the right.
    pub numeric: bool,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn text(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            numeric: false,
        }
    }

    /// A column of figures.
    #[must_use]
    pub fn numeric(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            numeric: true,
        }
    }
}

/// One bar of a chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// Its size; bars are drawn in proportion to the largest. Below zero and not-a-number count as zero.
    pub value: f64,
    /// The value in words, with its denominator: "12 av 18".
    pub shown: String,
}
