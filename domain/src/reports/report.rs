use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{DataCell, DataColumn};
use crate::language::Language;

/// A report on a unit, a district or the municipality, ready to be written in any format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What it is: "Uppföljning av barnets rättigheter".
    pub title: String,
    /// The unit, district or municipality that it is about.
    pub scope: String,
    /// The period in words: "andra tertialet 2026".
    pub period: String,
    /// The period that it is compared with, in words; empty if there is none.
    pub against: String,
    /// The language of every text in it.
    pub language: Language,
    /// The day that the figures were taken.
    pub made_on: NaiveDate,
    /// Who took it out.
    pub made_by: String,
    /// Whether it may still change.
    pub state: ReportState,
    /// What it says, in order.
    pub parts: Vec<Part>,
}

impl Report {
    /// The tables in order.
    pub fn tables(&self) -> impl Iterator<Item = &DataTable> {
        self.parts.iter().filter_map(|part| match part {
            Part::Table(table) => Some(table),
            _ => None,
        })
    }
}

/// Whether a report may still change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// It may.
    #[default]
    Draft,
    /// It stays as it is.
    Final,
}

impl ReportState {
    /// The code in exported files, `draft` or `final`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Final => "final",
        }
    }

    /// In words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Draft => language.t("Utkast", "Draft"),
            Self::Final => language.t("Fastställd", "Final"),
        }
    }
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A heading.
    Heading {
        /// 1 to 3.
        level: u8,
        /// The heading.
        text: String,
    },
    /// Running text; a blank line begins a new paragraph.
    Text(String),
    /// A remark to the reader: how figures were counted, what cannot be concluded from them.
    Note(String),
    /// Figures.
    Table(DataTable),
}

/// Figures with what they show and, where it helps, how to draw them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataTable {
    /// A code that stays the same in every language and in every later report: ascii, unique in the report.
    pub id: String,
    /// States what the table shows; also the name of its sheet.
    pub title: String,
    /// What it shows, in one sentence; the text alternative of its chart.
    pub sentence: String,
    /// How to read it; may be empty.
    pub note: String,
    /// The headings.
    pub columns: Vec<DataColumn>,
    /// Cells in the order of the columns.
    pub rows: Vec<Vec<DataCell>>,
    /// How it is drawn, if at all.
    pub chart: Option<ChartKind>,
}

/// How a table is drawn. Numbers are positions of its columns, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// One bar a row.
    Bars {
        /// The column with the name of each bar.
        label: usize,
        /// The column with its length.
        value: usize,
    },
    /// One bar a row, made of parts of a whole.
    Stacked {
        /// The column with the name of each bar.
        label: usize,
        /// The columns with the lengths of its parts, from the left.
        parts: Vec<usize>,
    },
    /// One line a column over the rows, which follow each other in time.
    Lines {
        /// The column with the name of each moment.
        label: usize,
        /// The columns with the heights.
        values: Vec<usize>,
    },
    /// The first column names the rows; every other is a count from 0 to 3, a level that [`super::level_words`] names.
    HeatGrid,
}

impl ChartKind {
    /// The column with labels and those with figures, for a table of so many columns.
    #[must_use]
    pub fn columns(&self, count: usize) -> (usize, Vec<usize>) {
        match self {
            Self::Bars { label, value } => (*label, vec![*value]),
            Self::Stacked { label, parts: values } | Self::Lines { label, values } => {
                (*label, values.clone())
            }
            Self::HeatGrid => (0, (1..count).collect()),
        }
    }
}
