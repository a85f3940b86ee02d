//! Reads the figures of a report back out of its files.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chrono::{Days, NaiveDate};
use documents::reports::{JSON_SCHEMA, csv, json, xlsx};
use domain::reports::{ColumnKind, DataCell, Report};
use serde_json::Value;

/// The cells of each table in order, as they were read back.
pub type Figures = Vec<Vec<Vec<DataCell>>>;

/// The figures that a report holds.
pub fn of(report: &Report) -> Figures {
    report.tables().map(|table| table.rows.clone()).collect()
}

/// Out of the JSON file, which must be as its schema says.
pub fn from_json(report: &Report) -> Figures {
    let file: Value = serde_json::from_slice(&json(report)).expect("JSON");
    assert_eq!(schema_errors(&file), Vec::<String>::new());
    let parts = file["parts"].as_array().expect("parts");
    let tables = parts.iter().filter(|part| part["kind"] == "table");
    tables
        .map(|table| {
            rows(&table["rows"])
                .iter()
                .map(|row| rows(row).iter().map(cell).collect())
                .collect()
        })
        .collect()
}

fn rows(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn cell(value: &Value) -> DataCell {
    let (kind, value) = value
        .as_object()
        .expect("a cell")
        .iter()
        .next()
        .expect("a member");
    let number = || value.as_i64().expect("a whole number");
    let text = || value.as_str().expect("a text").to_owned();
    match kind.as_str() {
        "text" => DataCell::Text(text()),
        "count" => DataCell::Count(number()),
        "percent" => DataCell::Percent(number()),
        "days" => DataCell::Days(number().try_into().expect("days")),
        "date" => DataCell::Date(text().parse().expect("a day")),
        "missing" => DataCell::Missing(text()),
        other => panic!("{other}"),
    }
}

/// What the published schema finds wrong.
pub fn schema_errors(file: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).expect("a schema");
    let validator = jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("a schema of draft 2020-12");
    validator
        .iter_errors(file)
        .map(|error| error.to_string())
        .collect()
}

/// The lines of the CSV file without its headings, with the apostrophes before formulas taken away.
pub fn csv_lines(report: &Report) -> Vec<[String; 5]> {
    let file = csv(report);
    let text = file
        .strip_prefix("\u{FEFF}".as_bytes())
        .expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text);
    assert_eq!(
        reader.headers().expect("headings"),
        vec!["table", "row", "column", "value", "missing"]
    );
    reader
        .records()
        .map(|record| {
            let record = record.expect("a line");
            std::array::from_fn(|at| record[at].to_owned())
        })
        .collect()
}

/// As `docs/exports.md` tells readers of the file to take the apostrophe away.
pub fn unguarded(text: &str) -> &str {
    let Some(rest) = text.strip_prefix('\'') else {
        return text;
    };
    let is_quote = |c: char| "\"'“”‘’`".contains(c);
    let sign = rest
        .trim_start_matches(|c: char| is_quote(c) || c.is_whitespace())
        .starts_with(|c| "=+-@|%−＝＋－＠".contains(c));
    let hides = rest.trim_start_matches(is_quote).starts_with(['\t', '\r', '\n']);
    if sign || hides { rest } else { text }
}

/// Out of the CSV file, whose cells are of the kinds of the report's columns.
pub fn from_csv(report: &Report) -> Figures {
    let lines = csv_lines(report);
    let read = |table: &str, row: usize, column: &str, kind: ColumnKind| {
        let row = row.to_string();
        let mut found = lines
            .iter()
            .filter(|line| line[0] == table && line[1] == row && line[2] == column);
        let line = found.next().expect("a line for each cell");
        assert!(found.next().is_none(), "{line:?} twice");
        let value = line[3].as_str();
        if !line[4].is_empty() {
            assert_eq!(value, "");
            return DataCell::Missing(unguarded(&line[4]).to_owned());
        }
        match kind {
            ColumnKind::Text => DataCell::text(unguarded(value)),
            ColumnKind::Count => DataCell::Count(value.parse().expect("a number")),
            ColumnKind::Percent => DataCell::Percent(value.parse().expect("a number")),
            ColumnKind::Days => DataCell::Days(value.parse().expect("a number")),
            ColumnKind::Date => DataCell::Date(value.parse().expect("a day")),
        }
    };
    report
        .tables()
        .map(|table| {
            let row = |row| {
                let columns = table.columns.iter();
                columns
                    .map(|column| read(&table.id, row, &column.id, column.kind))
                    .collect()
            };
            (1..=table.rows.len()).map(row).collect()
        })
        .collect()
}

pub type Book = Xlsx<Cursor<Vec<u8>>>;

pub fn book(report: &Report) -> Book {
    let file = xlsx(report).expect("a workbook");
    calamine::open_workbook_from_rs(Cursor::new(file)).expect("a readable workbook")
}

/// Out of the workbook. What is a text there is a missing figure unless its column holds texts.
pub fn from_xlsx(report: &Report) -> Figures {
    let mut book = book(report);
    let names = book.sheet_names();
    assert_eq!(names.len(), 1 + report.tables().count());
    let mut found = Vec::new();
    for (table, name) in report.tables().zip(&names[1..]) {
        let range = book.worksheet_range(name).expect("a sheet");
        let formulas = book.worksheet_formula(name).expect("a sheet");
        assert_eq!(formulas.cells().filter(|(_, _, f)| !f.is_empty()).count(), 0);
        let at = |row: usize, column: usize| {
            let position = (
                row.try_into().expect("a row"),
                column.try_into().expect("a column"),
            );
            range.get_value(position).cloned().unwrap_or_default()
        };
        for (column, expected) in table.columns.iter().enumerate() {
            assert_eq!(at(0, column).to_string().trim(), expected.label.trim());
        }
        let row = |row| {
            let columns = table.columns.iter().enumerate();
            columns
                .map(|(column, of)| xlsx_cell(&at(row, column), of.kind, &table.rows[row - 1][column]))
                .collect()
        };
        found.push((1..=table.rows.len()).map(row).collect());
    }
    found
}

fn xlsx_cell(data: &Data, kind: ColumnKind, expected: &DataCell) -> DataCell {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole numbers within the limits of a report"
    )]
    let whole = |number: f64| {
        assert!((number - number.round()).abs() < 1e-6, "{number}");
        number.round() as i64
    };
    match (data, kind) {
        // What looks alike in a cell is told apart by its style.
        (Data::String(text), ColumnKind::Text) if matches!(expected, DataCell::Missing(_)) => {
            DataCell::Missing(text.clone())
        }
        (Data::String(text), ColumnKind::Text) => DataCell::Text(text.clone()),
        (Data::Empty, ColumnKind::Text) => DataCell::text(""),
        (Data::String(text), _) => DataCell::Missing(text.clone()),
        (Data::Float(n), ColumnKind::Count) => DataCell::Count(whole(*n)),
        (Data::Float(n), ColumnKind::Percent) => DataCell::Percent(whole(n * 100.0)),
        (Data::Float(n), ColumnKind::Days) => DataCell::Days(whole(*n).try_into().expect("days")),
        (Data::DateTime(moment), ColumnKind::Date) => {
            let first = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
            let days = whole(moment.as_f64()).try_into().expect("a day after 1900");
            DataCell::Date(first.checked_add_days(Days::new(days)).expect("a day"))
        }
        other => panic!("{other:?}, expected {expected:?}"),
    }
}
