//! Figures in a table, and the geometry of their drawings, which every renderer shares.

use domain::reports::ChartKind;
use serde::Serialize;

use crate::model::{Column, Language};
use crate::shape::brief;

/// A table of figures with what it shows in a sentence and, where it helps, a drawing. The drawing only repeats the table: nobody depends
/// on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FigureTable {
    /// States what the table shows.
    pub caption: String,
    /// What it says, in one sentence: the text alternative of the drawing.
    pub sentence: String,
    /// How to read it; may be empty.
    pub note: String,
    /// The headings.
    pub columns: Vec<Column>,
    /// Cells in the order of the columns. Short rows are filled; a longer row adds columns.
    pub rows: Vec<Vec<FigureCell>>,
    /// How the rows are drawn; what it names must be there, or nothing is drawn.
    pub chart: Option<ChartKind>,
}

/// A cell of a table of figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FigureCell {
    /// What is printed, with its unit.
    pub text: String,
    /// What is drawn; none where there is no figure.
    pub number: Option<i64>,
    /// Whether the text says why there is no figure.
    pub missing: bool,
    /// The figure is a share of a hundred.
    pub percent: bool,
}

/// The most bars and moments in a drawing; longer tables are not drawn, for nobody would see anything in it.
const MOST_BARS: usize = 30;
const MOST_MOMENTS: usize = 60;

/// The most columns of a table beside whose figures there is room for bars.
const MOST_COLUMNS_BESIDE_BARS: usize = 4;

/// The most characters of a name in a drawing; the table has the whole.
const MOST_LABEL_CHARS: usize = 48;
const MOST_MOMENT_CHARS: usize = 16;

/// A drawing in shares of its own width or height, 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Drawing {
    /// A bar beside each figure of one column.
    Beside { column: usize, shares: Vec<Option<f64>> },
    /// A bar for each row, made of parts.
    Bars {
        /// Of the parts; one alone needs no key.
        names: Vec<String>,
        rows: Vec<Bars>,
    },
    /// Lines over moments.
    Lines {
        names: Vec<String>,
        /// The name of each; [`every`] says how many have room.
        moments: Vec<String>,
        ticks: Vec<Tick>,
        /// One list a line; where a figure is missing the line has a gap.
        lines: Vec<Vec<Option<f64>>>,
    },
    /// Every figure's level as the ground of its cell.
    Heat,
}

/// One bar of parts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bars {
    pub label: String,
    pub shares: Vec<f64>,
    /// Why there is no bar; empty if there is one.
    pub missing: String,
}

/// A line across a chart with its figure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    pub at: f64,
    pub label: String,
}

impl FigureTable {
    /// How the table is drawn, if it can be.
    pub(crate) fn drawing(&self, language: Language) -> Option<Drawing> {
        let (label, drawn) = self.chart.as_ref()?.columns(self.columns.len());
        let there = drawn.iter().chain([&label]).all(|at| *at < self.columns.len());
        let figures = self
            .rows
            .iter()
            .flat_map(|row| drawn.iter().map(|&at| number(row, at)));
        if drawn.is_empty() || !there || figures.flatten().next().is_none() {
            return None;
        }
        match self.chart.as_ref()? {
            ChartKind::Bars { value, .. } if self.columns.len() <= MOST_COLUMNS_BESIDE_BARS => {
                Some(self.beside(*value))
            }
            ChartKind::Bars { .. } | ChartKind::Stacked { .. } => self.bars(label, &drawn),
            ChartKind::Lines { .. } => self.lines(label, &drawn, language),
            ChartKind::HeatGrid => Some(Drawing::Heat),
        }
    }

    fn names(&self, drawn: &[usize]) -> Vec<String> {
        let columns = drawn.iter().filter_map(|&at| self.columns.get(at));
        columns
            .map(|column| brief(&column.label, MOST_LABEL_CHARS))
            .collect()
    }

    fn beside(&self, column: usize) -> Drawing {
        let figures: Vec<Option<f64>> = self.rows.iter().map(|row| number(row, column)).collect();
        let longest = figures.iter().flatten().copied().fold(0.0, f64::max);
        let shares = figures.iter().map(|n| n.map(|n| share(n, longest))).collect();
        Drawing::Beside { column, shares }
    }

    fn bars(&self, label: usize, drawn: &[usize]) -> Option<Drawing> {
        if self.rows.len() > MOST_BARS {
            return None;
        }
        let parts =
            |row: &[FigureCell]| -> Option<Vec<f64>> { drawn.iter().map(|&at| number(row, at)).collect() };
        let totals = self.rows.iter().filter_map(|row| parts(row));
        let longest = totals.map(|parts| parts.iter().sum()).fold(0.0, f64::max);
        let bar = |row: &Vec<FigureCell>| {
            // A bar without one of its parts would look like a shorter one.
            let missing = drawn
                .iter()
                .filter_map(|&at| row.get(at))
                .find(|cell| cell.number.is_none());
            Bars {
                label: text(row, label, MOST_LABEL_CHARS),
                shares: parts(row)
                    .unwrap_or_default()
                    .iter()
                    .map(|n| share(*n, longest))
                    .collect(),
                missing: missing.map_or_else(String::new, |cell| brief(&cell.text, MOST_LABEL_CHARS)),
            }
        };
        Some(Drawing::Bars {
            names: self.names(drawn),
            rows: self.rows.iter().map(bar).collect(),
        })
    }

    fn lines(&self, label: usize, drawn: &[usize], language: Language) -> Option<Drawing> {
        if self.rows.len() > MOST_MOMENTS || self.rows.len() < 2 {
            return None;
        }
        let figures: Vec<Vec<Option<f64>>> = drawn
            .iter()
            .map(|&at| self.rows.iter().map(|row| number(row, at)).collect())
            .collect();
        let highest = figures.iter().flatten().flatten().copied().fold(0.0, f64::max);
        let percent = self
            .rows
            .iter()
            .flat_map(|row| drawn.iter().filter_map(|&at| row.get(at)))
            .any(|cell| cell.percent);
        let (step, steps) = scale(highest, percent);
        let top = step * f64::from(steps);
        let moments = self
            .rows
            .iter()
            .map(|row| text(row, label, MOST_MOMENT_CHARS))
            .collect();
        let unit = match language {
            _ if !percent => "",
            Language::Swedish => "\u{A0}%",
            Language::English => "%",
        };
        Some(Drawing::Lines {
            names: self.names(drawn),
            moments,
            ticks: (0..=steps)
                .map(|n| Tick {
                    at: share(step * f64::from(n), top),
                    label: format!("{}{unit}", step * f64::from(n)),
                })
                .collect(),
            lines: figures
                .into_iter()
                .map(|line| line.into_iter().map(|n| n.map(|n| share(n, top))).collect())
                .collect(),
        })
    }
}

/// Every how many of the names of moments has room, where so many characters fit side by side.
pub(crate) fn every(moments: &[String], room: usize) -> usize {
    let longest = moments.iter().map(|name| name.chars().count()).max();
    (moments.len() * (longest.unwrap_or(0) + 1)).div_ceil(room).max(1)
}

/// The figure of a cell for a drawing; what is below zero counts as zero.
#[expect(
    clippy::cast_precision_loss,
    reason = "a drawing does not show the sixteenth digit"
)]
fn number(row: &[FigureCell], at: usize) -> Option<f64> {
    row.get(at)?.number.map(|n| n.max(0) as f64)
}

fn text(row: &[FigureCell], at: usize, most: usize) -> String {
    row.get(at)
        .map_or_else(String::new, |cell| brief(&cell.text, most))
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 {
        (part / whole).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// The distance between the lines across a chart, and how many there are above zero. Shares are drawn on the whole scale to a hundred, so
/// that small ones look small.
fn scale(highest: f64, percent: bool) -> (f64, u32) {
    if percent && highest <= 100.0 {
        return (25.0, 4);
    }
    let mut power = 1.0;
    // Ends: no count has more than 19 digits.
    for _ in 0..20 {
        for factor in [1.0, 2.0, 5.0] {
            let step: f64 = power * factor;
            for steps in 2..=5 {
                if step * f64::from(steps) >= highest {
                    return (step, steps);
                }
            }
        }
        power *= 10.0;
    }
    (power, 5)
}

#[cfg(test)]
mod tests {
    use domain::reports::ChartKind;

    use super::{Drawing, FigureCell, FigureTable, MOST_BARS, scale};
    use crate::model::{Column, Language};

    fn cell(number: Option<i64>) -> FigureCell {
        FigureCell {
            text: number.map_or_else(|| "för få".to_owned(), |n| n.to_string()),
            number,
            missing: number.is_none(),
            percent: false,
        }
    }

    fn table(chart: ChartKind, rows: &[[Option<i64>; 2]]) -> FigureTable {
        let row = |figures: &[Option<i64>; 2]| {
            let name = FigureCell {
                text: "Norr".into(),
                ..FigureCell::default()
            };
            vec![name, cell(figures[0]), cell(figures[1])]
        };
        FigureTable {
            columns: vec![
                Column::text("Enhet"),
                Column::numeric("Ja"),
                Column::numeric("Nej"),
            ],
            rows: rows.iter().map(row).collect(),
            chart: Some(chart),
            ..FigureTable::default()
        }
    }

    fn stacked() -> ChartKind {
        ChartKind::Stacked {
            label: 0,
            parts: vec![1, 2],
        }
    }

    #[test]
    fn a_bar_without_one_of_its_parts_is_not_drawn_and_says_why() {
        let table = table(
            stacked(),
            &[[Some(9), Some(1)], [Some(5), None], [Some(0), Some(5)]],
        );
        let Some(Drawing::Bars { names, rows }) = table.drawing(Language::Swedish) else {
            panic!("bars");
        };
        assert_eq!(names, ["Ja", "Nej"]);
        let shares: Vec<&[f64]> = rows.iter().map(|row| row.shares.as_slice()).collect();
        assert_eq!(shares, [&[0.9, 0.1][..], &[], &[0.0, 0.5]]);
        assert_eq!(rows[1].missing, "för få");
        assert_eq!(rows[0].missing, "");
    }

    #[test]
    fn what_cannot_be_drawn_is_left_to_the_table() {
        let wrong = ChartKind::Bars { label: 0, value: 7 };
        assert_eq!(
            table(wrong, &[[Some(1), Some(1)]]).drawing(Language::Swedish),
            None
        );
        assert_eq!(table(stacked(), &[[None, None]]).drawing(Language::Swedish), None);
        assert_eq!(table(stacked(), &[]).drawing(Language::Swedish), None);
        let many = vec![[Some(1), Some(1)]; MOST_BARS + 1];
        assert_eq!(table(stacked(), &many).drawing(Language::Swedish), None);
    }

    #[test]
    fn bars_stand_in_proportion_to_the_longest() {
        let chart = ChartKind::Bars { label: 0, value: 1 };
        let drawing =
            table(chart, &[[Some(4), None], [None, None], [Some(8), None]]).drawing(Language::Swedish);
        let shares = vec![Some(0.5), None, Some(1.0)];
        assert_eq!(drawing, Some(Drawing::Beside { column: 1, shares }));
    }

    #[test]
    fn a_line_has_a_gap_where_a_figure_is_missing() {
        let chart = ChartKind::Lines {
            label: 0,
            values: vec![1, 2],
        };
        let drawing = table(chart, &[[Some(0), Some(8)], [None, Some(10)]]).drawing(Language::Swedish);
        let Some(Drawing::Lines { lines, ticks, .. }) = drawing else {
            panic!("lines");
        };
        assert_eq!(lines, [vec![Some(0.0), None], vec![Some(0.8), Some(1.0)]]);
        let ticks: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(ticks, ["0", "2", "4", "6", "8", "10"]);
    }

    #[test]
    fn scales_have_round_steps_and_room_for_the_highest() {
        for highest in [0.0, 1.0, 3.0, 7.0, 10.0, 11.0, 99.0, 101.0, 1234.0, 9e18] {
            let (step, steps) = scale(highest, false);
            assert!(step * f64::from(steps) >= highest, "{highest}");
            assert!((2..=5).contains(&steps));
            assert!(
                highest < 4.0 || step * f64::from(steps) <= highest * 2.0,
                "{highest}: {step}"
            );
        }
        assert_eq!(scale(12.0, true), (25.0, 4));
    }
}
