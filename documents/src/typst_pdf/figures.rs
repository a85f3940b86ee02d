//! Tables of figures and their drawings as the template reads them.

use serde::Serialize;

use super::data::{Lower, Text};
use crate::figures::{Drawing, FigureCell, FigureTable, every};
use crate::model;

/// The most characters of a cell that surely fits on a page, however narrow its column.
const MOST_SHORT_CHARS: usize = 300;

/// The highest table, in points, that is not torn: more would leave too much of a page white.
const MOST_TOGETHER_PT: usize = 560;

/// About how many letters a line of a table holds across the page.
const CHARS_A_LINE: usize = 84;

/// What an empty column is worth.
const LEAST_WEIGHT: usize = 4;

/// How many characters have room below a line chart.
const ROOM_FOR_MOMENTS: usize = 96;

/// How wide the bars beside figures are in relation to other columns.
const BARS_WEIGHT: usize = 22;

#[derive(Serialize)]
pub(super) struct Figures {
    caption: Text,
    sentence: Text,
    note: Text,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    drawing: Option<Picture>,
    /// Short enough to stand on one page with its drawing.
    together: bool,
}

#[derive(Serialize)]
struct Column {
    text: Text,
    /// Its words have room undivided.
    whole: bool,
    numeric: bool,
    weight: usize,
}

#[derive(Serialize)]
struct Cell {
    text: Text,
    /// Its words have room undivided.
    whole: bool,
    missing: bool,
    /// 0 to 3, in the columns of a heat grid.
    level: Option<u8>,
    /// Short enough to stand on one page.
    short: bool,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Picture {
    Beside {
        column: usize,
        weight: usize,
        shares: Vec<Option<f64>>,
    },
    Bars {
        names: Vec<Text>,
        rows: Vec<BarRow>,
    },
    Lines {
        names: Vec<Text>,
        moments: Vec<String>,
        ticks: Vec<TickLine>,
        lines: Vec<Vec<Option<f64>>>,
    },
    Heat,
}

#[derive(Serialize)]
struct BarRow {
    label: Text,
    /// Its words have room undivided.
    whole: bool,
    shares: Vec<f64>,
    missing: Text,
}

#[derive(Serialize)]
struct TickLine {
    at: f64,
    label: String,
}

impl Lower {
    /// A table of figures; none if it has no columns.
    pub(super) fn figures(&self, table: &FigureTable) -> Option<Figures> {
        if table.columns.is_empty() {
            return None;
        }
        let drawing = table.drawing(self.language);
        let heat = matches!(drawing, Some(Drawing::Heat));
        let weights = weights(table, heat);
        let beside = if matches!(drawing, Some(Drawing::Beside { .. })) {
            BARS_WEIGHT
        } else {
            0
        };
        let sum = weights.iter().sum::<usize>() + beside;
        let share = |weight: usize| to_f64(weight) / to_f64(sum.max(1));
        let cell = |(at, (cell, weight)): (usize, (&FigureCell, &usize))| Cell {
            text: self.cell(&cell.text, share(*weight)),
            whole: self.cell_measure(share(*weight)).fits(&cell.text),
            missing: cell.missing,
            level: cell
                .number
                .filter(|_| heat && at > 0)
                .and_then(|level| u8::try_from(level.clamp(0, 3)).ok()),
            short: cell.text.chars().nth(MOST_SHORT_CHARS).is_none(),
        };
        let heads = table.columns.iter().zip(&weights).map(|(column, weight)| Column {
            text: self.cell(&column.label, share(*weight)),
            whole: self.cell_measure(share(*weight)).fits(&column.label),
            numeric: column.numeric,
            weight: *weight,
        });
        Some(Figures {
            caption: self.body(&table.caption),
            sentence: self.body(&table.sentence),
            note: self.body(&table.note),
            columns: heads.collect(),
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().zip(&weights).enumerate().map(cell).collect())
                .collect(),
            together: height(table, &weights, sum, drawing.as_ref()) <= MOST_TOGETHER_PT,
            drawing: drawing.map(|drawing| self.picture(drawing)),
        })
    }

    fn picture(&self, drawing: Drawing) -> Picture {
        let names = |names: Vec<String>| names.iter().map(|name| self.narrow(name, 0.6)).collect();
        match drawing {
            Drawing::Beside { column, shares } => Picture::Beside {
                column,
                weight: BARS_WEIGHT,
                shares,
            },
            Drawing::Bars { names: parts, rows } => Picture::Bars {
                names: names(parts),
                rows: rows
                    .into_iter()
                    .map(|row| BarRow {
                        label: self.narrow(&row.label, 0.30),
                        whole: self.cell_measure(0.30).fits(&row.label),
                        shares: row.shares,
                        missing: self.narrow(&row.missing, 0.60),
                    })
                    .collect(),
            },
            Drawing::Lines {
                names: lines_names,
                moments,
                ticks,
                lines,
            } => Picture::Lines {
                names: names(lines_names),
                moments: thinned(&moments),
                ticks: ticks
                    .into_iter()
                    .map(|tick| TickLine {
                        at: tick.at,
                        label: tick.label,
                    })
                    .collect(),
                lines,
            },
            Drawing::Heat => Picture::Heat,
        }
    }
}

/// How wide each column should be in relation to the others. The names of rows get more than their figures, so that few of them need a
/// second line.
fn weights(table: &FigureTable, heat: bool) -> Vec<usize> {
    let wanted = |text: &str, is_figure: bool| {
        let words = text.split_whitespace().map(|word| word.chars().count());
        let chars = text.chars().count();
        let line = if is_figure {
            chars.min(30) / 3
        } else {
            chars.min(60) / 2
        };
        LEAST_WEIGHT + words.max().unwrap_or(0).min(14) + line
    };
    let weight = |(at, column): (usize, &model::Column)| {
        let is_figure = column.numeric || (heat && at > 0);
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        let texts = cells
            .map(|cell| cell.text.as_str())
            .chain([column.label.as_str()]);
        texts
            .map(|text| wanted(text, is_figure))
            .max()
            .unwrap_or(LEAST_WEIGHT)
    };
    table.columns.iter().enumerate().map(weight).collect()
}

/// The names of moments for which there is room, and nothing for the others.
fn thinned(moments: &[String]) -> Vec<String> {
    let every = every(moments, ROOM_FOR_MOMENTS);
    let name = |(index, name): (usize, &String)| {
        if index % every == 0 {
            name.clone()
        } else {
            String::new()
        }
    };
    moments.iter().enumerate().map(name).collect()
}

/// About how high a table is with its drawing, in points; rather too much than too little.
fn height(table: &FigureTable, weights: &[usize], sum: usize, drawing: Option<&Drawing>) -> usize {
    let row = |texts: Vec<&str>| {
        let cells = texts.iter().zip(weights);
        let highest = cells
            .map(|(text, weight)| lines(text, CHARS_A_LINE * weight / sum.max(1)))
            .max();
        highest.unwrap_or(1) * 14 + 10
    };
    let head = row(table.columns.iter().map(|column| column.label.as_str()).collect());
    let cells = table
        .rows
        .iter()
        .map(|cells| row(cells.iter().map(|cell| cell.text.as_str()).collect()));
    let drawn = match drawing {
        Some(Drawing::Bars { rows, names }) => 26 * rows.len() + 20 * names.len(),
        Some(Drawing::Lines { names, .. }) => 170 + 20 * names.len(),
        _ => 0,
    };
    let words = [&table.caption, &table.sentence, &table.note];
    let around = words.map(|text| lines(text, CHARS_A_LINE) * 16 + 12);
    around.iter().sum::<usize>() + drawn + head + cells.sum::<usize>()
}

/// How many lines a text takes at so many characters a line, of which the last are often wasted.
fn lines(text: &str, chars: usize) -> usize {
    let room = chars.saturating_sub(3).max(2);
    let lines = text.lines().map(|line| 1 + line.chars().count() / room);
    lines.sum::<usize>().max(1)
}

#[expect(clippy::cast_precision_loss, reason = "weights are at most 48 each")]
fn to_f64(weight: usize) -> f64 {
    weight as f64
}
