//! A report as JSON in a published form, which does not change when the types here do.

use chrono::NaiveDate;
use domain::language::Language;
use domain::reports::{ChartKind, ColumnKind, DataCell, DataColumn, DataTable, Part, Report, ReportState};
use serde::Serialize;

use super::tidy::tidied;

/// The JSON Schema (draft 2020-12) of what [`json`] writes.
pub const JSON_SCHEMA: &str = include_str!("../../../docs/schemas/report-1.json");

/// The name of that schema, which stands in every file.
const SCHEMA_ID: &str = "urn:ogonhojd:schema:report-1";

/// The whole report as JSON, as `docs/schemas/report-1.json` describes it. Every cell is an object with one member that says what it is:
/// `{"count": 0}` is a figure, `{"missing": "inget svar"}` is none.
#[must_use]
pub fn json(report: &Report) -> Vec<u8> {
    let report = tidied(report);
    let file = File {
        schema: SCHEMA_ID,
        title: &report.title,
        scope: &report.scope,
        period: &report.period,
        against: Some(report.against.as_str()).filter(|text| !text.trim().is_empty()),
        language: report.language,
        made_on: report.made_on,
        made_by: &report.made_by,
        state: report.state,
        parts: report.parts.iter().map(part).collect(),
    };
    let written = serde_json::to_vec_pretty(&file);
    debug_assert!(written.is_ok(), "texts and numbers can always be written");
    written.unwrap_or_default()
}

#[derive(Serialize)]
struct File<'a> {
    schema: &'static str,
    title: &'a str,
    scope: &'a str,
    period: &'a str,
    against: Option<&'a str>,
    language: Language,
    made_on: NaiveDate,
    made_by: &'a str,
    state: ReportState,
    parts: Vec<Piece<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Piece<'a> {
    Heading {
        level: u8,
        text: &'a str,
    },
    Text {
        text: &'a str,
    },
    Note {
        text: &'a str,
    },
    Table {
        id: &'a str,
        title: &'a str,
        sentence: &'a str,
        note: &'a str,
        columns: Vec<Column<'a>>,
        rows: Vec<Vec<Cell<'a>>>,
        chart: Option<Chart<'a>>,
    },
}

#[derive(Serialize)]
struct Column<'a> {
    id: &'a str,
    label: &'a str,
    kind: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Cell<'a> {
    Text(&'a str),
    Count(i64),
    Percent(i64),
    Days(u32),
    Date(NaiveDate),
    Missing(&'a str),
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Chart<'a> {
    Bars { label: &'a str, value: &'a str },
    Stacked { label: &'a str, parts: Vec<&'a str> },
    Lines { label: &'a str, values: Vec<&'a str> },
    HeatGrid,
}

fn part(part: &Part) -> Piece<'_> {
    match part {
        Part::Heading { level, text } => Piece::Heading { level: *level, text },
        Part::Text(text) => Piece::Text { text },
        Part::Note(text) => Piece::Note { text },
        Part::Table(table) => Piece::Table {
            id: &table.id,
            title: &table.title,
            sentence: &table.sentence,
            note: &table.note,
            columns: table.columns.iter().map(column).collect(),
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().map(cell).collect())
                .collect(),
            chart: table.chart.as_ref().and_then(|kind| chart(kind, table)),
        },
    }
}

fn column(column: &DataColumn) -> Column<'_> {
    let kind = match column.kind {
        ColumnKind::Text => "text",
        ColumnKind::Count => "count",
        ColumnKind::Percent => "percent",
        ColumnKind::Days => "days",
        ColumnKind::Date => "date",
    };
    Column {
        id: &column.id,
        label: &column.label,
        kind,
    }
}

fn cell(cell: &DataCell) -> Cell<'_> {
    match cell {
        DataCell::Text(text) => Cell::Text(text),
        DataCell::Count(n) => Cell::Count(*n),
        DataCell::Percent(n) => Cell::Percent(*n),
        DataCell::Days(n) => Cell::Days(*n),
        DataCell::Date(date) => Cell::Date(*date),
        DataCell::Missing(why) => Cell::Missing(why),
    }
}

/// The chart with its columns by code; none if it names a column that is not there.
fn chart<'a>(kind: &ChartKind, table: &'a DataTable) -> Option<Chart<'a>> {
    let id = |at: &usize| table.columns.get(*at).map(|column| column.id.as_str());
    let ids = |list: &[usize]| list.iter().map(id).collect::<Option<Vec<&str>>>();
    Some(match kind {
        ChartKind::Bars { label, value } => Chart::Bars {
            label: id(label)?,
            value: id(value)?,
        },
        ChartKind::Stacked { label, parts } => Chart::Stacked {
            label: id(label)?,
            parts: ids(parts)?,
        },
        ChartKind::Lines { label, values } => Chart::Lines {
            label: id(label)?,
            values: ids(values)?,
        },
        ChartKind::HeatGrid => Chart::HeatGrid,
    })
}
