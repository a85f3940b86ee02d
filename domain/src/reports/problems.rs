use std::collections::BTreeSet;

use chrono::Datelike;

use super::{ChartKind, ColumnKind, DataCell, DataTable, HIGHEST_LEVEL, Part, Report};

/// The most parts of a report.
pub const MOST_PARTS: usize = 400;
/// The most rows of a table.
pub const MOST_ROWS: usize = 2_000;
/// The most columns of a table: what a page in portrait holds.
pub const MOST_COLUMNS: usize = 12;
/// The most cells of a report, over all its tables: what a PDF of seconds, not minutes, can hold.
pub const MOST_CELLS: usize = 20_000;
/// The most lines, or parts of a bar, that can be told apart in one chart.
pub const MOST_SERIES: usize = 6;
/// The longest code of a table or column, in characters.
pub const MOST_ID_CHARS: usize = 40;
/// The longest title, heading or name, in characters.
pub const MOST_LABEL_CHARS: usize = 200;
/// The longest sentence or note of a table, in characters.
pub const MOST_SENTENCE_CHARS: usize = 600;
/// The longest text in a cell, in characters.
pub const MOST_CELL_CHARS: usize = 1_000;
/// The longest running text or remark, in characters.
pub const MOST_TEXT_CHARS: usize = 20_000;
/// The largest count; spreadsheets keep every digit of it.
pub const LARGEST_COUNT: i64 = 999_999_999_999;
/// The first year of a date; spreadsheets count wrongly before.
pub const FIRST_YEAR: i32 = 1901;
/// The last year of a date.
pub const LAST_YEAR: i32 = 9999;
/// The code under which the CSV file tells what report it holds; no table may have it.
pub const RESERVED_ID: &str = "report";

/// Something in a report that keeps it from being written truthfully in every format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct Problem {
    /// Where, by codes and numbers alone: "table absent, row 3, column heard".
    pub place: String,
    /// What.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There must be words.
    #[error("is blank")]
    Blank,
    /// More characters than allowed.
    #[error("is longer than {0} characters")]
    TooLong(usize),
    /// More things than allowed.
    #[error("are more than {0}")]
    TooMany(usize),
    /// A code is not 1 to 40 of `a-z`, `0-9`, `_`, `-`, or is reserved.
    #[error("is no code")]
    BadId,
    /// A code stands twice.
    #[error("is there twice")]
    Twice,
    /// A heading's level is not 1 to 3.
    #[error("has no such level")]
    BadHeading,
    /// A row has more or fewer cells than there are columns, or there are no columns.
    #[error("has not one cell a column")]
    WrongLength,
    /// A cell is of another kind than its column.
    #[error("is of another kind than its column")]
    WrongKind,
    /// A number or a date is out of range.
    #[error("is out of range")]
    OutOfRange,
    /// A chart names a column that is not there or cannot be drawn.
    #[error("names a column that cannot be drawn")]
    BadChart,
    /// A drawn figure is below zero, or a level is not 0 to 3.
    #[error("cannot be drawn")]
    CannotBeDrawn,
}

impl Report {
    /// Everything that keeps the report from being written truthfully in every format; empty if it can be. A report with problems is
    /// still rendered without a panic, but figures may differ between formats.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Found::default();
        for (place, text) in [
            ("title", &self.title),
            ("scope", &self.scope),
            ("period", &self.period),
            ("made by", &self.made_by),
        ] {
            found.words(place, text, MOST_LABEL_CHARS);
        }
        found.length("against", &self.against, MOST_LABEL_CHARS);
        found.year("made on", self.made_on.year());
        found.number("parts", self.parts.len(), MOST_PARTS);
        let cells: usize = self.tables().flat_map(|table| &table.rows).map(Vec::len).sum();
        found.number("cells", cells, MOST_CELLS);
        let mut ids = BTreeSet::from([RESERVED_ID]);
        for (index, part) in (1..).zip(&self.parts) {
            match part {
                Part::Heading { level, text } => {
                    let place = format!("part {index}, heading");
                    found.words(&place, text, MOST_LABEL_CHARS);
                    found.unless((1..=3).contains(level), &place, Fault::BadHeading);
                }
                Part::Text(text) => found.words(&format!("part {index}, text"), text, MOST_TEXT_CHARS),
                Part::Note(text) => found.words(&format!("part {index}, note"), text, MOST_TEXT_CHARS),
                Part::Table(table) => {
                    let place = format!("part {index}, table");
                    found.id(&place, &table.id);
                    found.unless(ids.insert(&table.id), &place, Fault::Twice);
                    found.table(table);
                }
            }
        }
        found.0
    }
}

#[derive(Default)]
struct Found(Vec<Problem>);

impl Found {
    fn unless(&mut self, good: bool, place: &str, fault: Fault) {
        if !good {
            let place = place.to_owned();
            self.0.push(Problem { place, fault });
        }
    }

    fn length(&mut self, place: &str, text: &str, most: usize) {
        self.unless(text.chars().nth(most).is_none(), place, Fault::TooLong(most));
    }

    fn words(&mut self, place: &str, text: &str, most: usize) {
        self.unless(!text.trim().is_empty(), place, Fault::Blank);
        self.length(place, text, most);
    }

    fn number(&mut self, place: &str, number: usize, most: usize) {
        self.unless(number <= most, place, Fault::TooMany(most));
    }

    fn year(&mut self, place: &str, year: i32) {
        self.unless((FIRST_YEAR..=LAST_YEAR).contains(&year), place, Fault::OutOfRange);
    }

    fn id(&mut self, place: &str, id: &str) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
        // A code begins with a letter, so that no spreadsheet takes it for a formula or a number.
        let begins = id.starts_with(|c: char| c.is_ascii_lowercase());
        let good = begins && id.len() <= MOST_ID_CHARS && id.chars().all(plain);
        self.unless(good, place, Fault::BadId);
    }

    fn table(&mut self, table: &DataTable) {
        let name = format!("table {}", table.id);
        self.words(&format!("{name}, title"), &table.title, MOST_LABEL_CHARS);
        self.words(&format!("{name}, sentence"), &table.sentence, MOST_SENTENCE_CHARS);
        self.length(&format!("{name}, note"), &table.note, MOST_SENTENCE_CHARS);
        self.number(&format!("{name}, columns"), table.columns.len(), MOST_COLUMNS);
        self.number(&format!("{name}, rows"), table.rows.len(), MOST_ROWS);
        self.unless(!table.columns.is_empty(), &name, Fault::WrongLength);
        let mut ids = BTreeSet::new();
        for (index, column) in (1..).zip(&table.columns) {
            let place = format!("{name}, column {index}");
            self.id(&place, &column.id);
            self.unless(ids.insert(&column.id), &place, Fault::Twice);
            self.words(&place, &column.label, MOST_LABEL_CHARS);
        }
        let drawn = self.chart(&name, table);
        for (index, row) in (1..).zip(&table.rows) {
            let place = format!("{name}, row {index}");
            self.unless(row.len() == table.columns.len(), &place, Fault::WrongLength);
            for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                let place = format!("{place}, column {}", column.id);
                self.unless(cell.fits(column.kind), &place, Fault::WrongKind);
                self.cell(&place, cell);
                if let (true, Some(number)) = (drawn.contains(&at), cell.number()) {
                    let level = table.chart != Some(ChartKind::HeatGrid) || number <= HIGHEST_LEVEL;
                    self.unless(number >= 0 && level, &place, Fault::CannotBeDrawn);
                }
            }
        }
    }

    fn cell(&mut self, place: &str, cell: &DataCell) {
        match cell {
            DataCell::Text(text) => self.length(place, text, MOST_CELL_CHARS),
            DataCell::Missing(why) => self.words(place, why, MOST_CELL_CHARS),
            DataCell::Count(n) | DataCell::Percent(n) => {
                let range = -LARGEST_COUNT..=LARGEST_COUNT;
                self.unless(range.contains(n), place, Fault::OutOfRange);
            }
            DataCell::Date(date) => self.year(place, date.year()),
            DataCell::Days(_) => {}
        }
    }

    /// Checks what a chart names; the columns that it draws.
    fn chart(&mut self, name: &str, table: &DataTable) -> Vec<usize> {
        let Some(chart) = &table.chart else {
            return Vec::new();
        };
        let place = format!("{name}, chart");
        let (label, drawn) = chart.columns(table.columns.len());
        let kind = |at: usize| table.columns.get(at).map(|column| column.kind);
        let labelled = matches!(kind(label), Some(ColumnKind::Text | ColumnKind::Date));
        let figures = drawn.iter().all(|&at| match kind(at) {
            Some(ColumnKind::Count) => true,
            Some(ColumnKind::Percent | ColumnKind::Days) => *chart != ChartKind::HeatGrid,
            _ => false,
        });
        // Lengths of different units cannot be compared.
        let kinds: Vec<_> = drawn.iter().map(|&at| kind(at)).collect();
        let same = kinds.windows(2).all(|pair| pair.first() == pair.last());
        self.unless(
            labelled && figures && same && !drawn.is_empty(),
            &place,
            Fault::BadChart,
        );
        if *chart != ChartKind::HeatGrid {
            self.number(&format!("{place}, series"), drawn.len(), MOST_SERIES);
        }
        drawn
    }
}

#[cfg(test)]
mod tests;
