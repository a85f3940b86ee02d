//! Tables of figures with their drawings, and the table of contents.

use std::fmt::Write;

use super::{Html, escape};
use crate::figures::{Bars, Drawing, FigureTable, Tick, every};
use crate::shape::brief;

/// The width of a drawing in its own units; it scales with the page.
const WIDTH: f64 = 480.0;

/// Where bars begin, and where the area of a line chart begins.
const BARS_FROM: f64 = 190.0;
const LINES_FROM: f64 = 50.0;

/// The height of a row of bars, of a row of the key, and of the area of a line chart.
const ROW: f64 = 22.0;
const KEY_ROW: f64 = 18.0;
const LINES_HEIGHT: f64 = 150.0;

/// How many characters have room below a line chart.
const ROOM_FOR_MOMENTS: usize = 62;

/// The most characters of a name beside a bar.
const MOST_BESIDE: usize = 24;

/// Grounds that can be told apart without colour: dark, hatched, pale, grey, dotted, white. Pages may give them others by class.
const FILLS: [&str; 6] = ["#0b5563", "", "#cfe3e6", "#8a9499", "", "#ffffff"];

/// Strokes and dashes of lines that can be told apart without colour.
const STROKES: [(&str, &str); 6] = [
    ("#0b5563", ""),
    ("#1d2327", "6 4"),
    ("#5f9ea8", ""),
    ("#4d575e", "2 3"),
    ("#0b5563", "9 3 2 3"),
    ("#1d2327", "1 5"),
];

impl Html {
    pub(super) fn contents(&mut self, title: &str) {
        let entries = std::mem::take(&mut self.contents);
        self.raw("<div class=\"doc-contents\">");
        self.element("p", "doc-label", title);
        self.raw("<ul>");
        for (index, level, text) in &entries {
            self.raw(&format!(
                "<li class=\"doc-contents-{level}\"><a href=\"#doc-heading-{index}\">"
            ));
            self.inline(text);
            self.raw("</a></li>");
        }
        self.raw("</ul></div>");
        self.contents = entries;
    }

    pub(super) fn figures(&mut self, table: &FigureTable) {
        self.charts += 1;
        let drawing = table.drawing(self.language);
        self.raw("<div class=\"doc-figures\">");
        self.text(&table.sentence);
        match &drawing {
            Some(Drawing::Bars { names, rows }) => self.bars(names, rows),
            Some(Drawing::Lines {
                names,
                moments,
                ticks,
                lines,
            }) => {
                self.lines(names, (moments, ticks), lines);
            }
            Some(Drawing::Beside { .. } | Drawing::Heat) | None => {}
        }
        self.figure_table(table, drawing.as_ref());
        if !table.note.trim().is_empty() {
            self.raw("<div class=\"doc-figure-note\">");
            self.text(&table.note);
            self.raw("</div>");
        }
        self.raw("</div>");
    }

    fn figure_table(&mut self, table: &FigureTable, drawing: Option<&Drawing>) {
        // It scrolls in its own box on a narrow screen, so that it can be reached by keyboard.
        self.raw(&format!(
            "<div class=\"doc-table doc-chart\" role=\"region\" tabindex=\"0\" aria-label=\"{}\"><table>",
            escape(&table.caption)
        ));
        self.element("caption", "", &table.caption);
        self.raw("<thead><tr>");
        for column in &table.columns {
            let numeric = if column.numeric {
                " class=\"doc-numeric\""
            } else {
                ""
            };
            self.raw(&format!("<th scope=\"col\"{numeric}>"));
            self.inline(&column.label);
            self.raw("</th>");
        }
        self.raw("</tr></thead><tbody>");
        for (index, row) in table.rows.iter().enumerate() {
            self.raw("<tr>");
            for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                let mut classes = Vec::new();
                if column.numeric {
                    classes.push("doc-numeric".to_owned());
                }
                if cell.missing {
                    classes.push("doc-missing".to_owned());
                }
                if let (Some(Drawing::Heat), Some(level), true) = (drawing, cell.number, at > 0) {
                    classes.push(format!("doc-level-{}", level.clamp(0, 3)));
                }
                let class = if classes.is_empty() {
                    String::new()
                } else {
                    format!(" class=\"{}\"", classes.join(" "))
                };
                let heads = at == 0 && !column.numeric;
                self.raw(&if heads {
                    format!("<th scope=\"row\"{class}>")
                } else {
                    format!("<td{class}>")
                });
                self.inline(&cell.text);
                if let Some(Drawing::Beside { column, shares }) = drawing
                    && *column == at
                    && let Some(Some(share)) = shares.get(index)
                {
                    self.raw(&format!(
                        " <svg class=\"doc-bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" \
                         aria-hidden=\"true\"><rect width=\"{:.1}\" height=\"8\"/></svg>",
                        share * 100.0
                    ));
                }
                self.raw(if heads { "</th>" } else { "</td>" });
            }
            self.raw("</tr>");
        }
        self.raw("</tbody></table></div>");
    }

    /// Opens a drawing that a screen reader leaves out, with the grounds that are no single colour.
    fn open_drawing(&mut self, height: f64) {
        let n = self.charts;
        self.raw(&format!(
            "<svg class=\"doc-drawing\" viewBox=\"0 0 {WIDTH} {height:.0}\" width=\"100%\" font-size=\"12\" fill=\"currentColor\" \
             aria-hidden=\"true\"><defs>\
             <pattern id=\"doc-hatch-{n}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/>\
             <path d=\"M0 6L6 0M-1 1L1 -1M5 7L7 5\" stroke=\"#0b5563\" stroke-width=\"1.2\"/></pattern>\
             <pattern id=\"doc-dots-{n}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><rect width=\"5\" height=\"5\" fill=\"#fff\"/>\
             <circle cx=\"2.5\" cy=\"2.5\" r=\"1\" fill=\"#1d2327\"/></pattern></defs>"
        ));
    }

    fn label(&mut self, at: (f64, f64), anchor: &str, text: &str) {
        self.raw(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>",
            at.0,
            at.1,
            escape(text)
        ));
    }

    fn part(&mut self, index: usize, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let n = self.charts;
        let index = index % FILLS.len();
        let fill = match (index, FILLS.get(index)) {
            (1, _) => format!("url(#doc-hatch-{n})"),
            (4, _) => format!("url(#doc-dots-{n})"),
            (_, fill) => (*fill.unwrap_or(&"#ffffff")).to_owned(),
        };
        self.raw(&format!(
            "<rect class=\"doc-part-{index}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\" \
             stroke=\"#1d2327\" stroke-width=\"0.7\"/>"
        ));
    }

    fn bars(&mut self, names: &[String], rows: &[Bars]) {
        let key = if names.len() > 1 {
            heights(names.len(), KEY_ROW) + 8.0
        } else {
            0.0
        };
        self.open_drawing(key + heights(rows.len(), ROW));
        if names.len() > 1 {
            for (index, name) in names.iter().enumerate() {
                let y = heights(index, KEY_ROW);
                self.part(index, (BARS_FROM, y + 2.0), (12.0, 12.0));
                self.label((BARS_FROM + 20.0, y + 12.0), "start", name);
            }
        }
        for (index, row) in rows.iter().enumerate() {
            let y = key + heights(index, ROW);
            self.label(
                (BARS_FROM - 8.0, y + 15.0),
                "end",
                &brief(&row.label, MOST_BESIDE),
            );
            if !row.missing.is_empty() {
                self.label((BARS_FROM, y + 15.0), "start", &row.missing);
            }
            let mut x = BARS_FROM;
            for (part, share) in row.shares.iter().enumerate().filter(|(_, share)| **share > 0.0) {
                let width = share * (WIDTH - BARS_FROM - 2.0);
                self.part(part, (x, y + 3.0), (width, ROW - 7.0));
                x += width;
            }
        }
        self.raw("</svg>");
    }

    fn lines(
        &mut self,
        names: &[String],
        (moments, ticks): (&[String], &[Tick]),
        lines: &[Vec<Option<f64>>],
    ) {
        let key = heights(names.len(), KEY_ROW) + 12.0;
        self.open_drawing(key + LINES_HEIGHT + 24.0);
        let y = |share: f64| key + (1.0 - share) * LINES_HEIGHT;
        let step = (WIDTH - LINES_FROM) / heights(moments.len().max(1), 1.0);
        let x = |index: usize| LINES_FROM + step * (heights(index, 1.0) + 0.5);
        for tick in ticks {
            let at = y(tick.at);
            self.raw(&format!(
                "<path d=\"M{LINES_FROM} {at:.1}H{WIDTH}\" stroke=\"#b9b4a9\" stroke-width=\"0.7\"/>"
            ));
            self.label((LINES_FROM - 6.0, at + 4.0), "end", &tick.label);
        }
        let every = every(moments, ROOM_FOR_MOMENTS);
        for (index, moment) in moments.iter().enumerate().step_by(every) {
            self.label((x(index), key + LINES_HEIGHT + 16.0), "middle", moment);
        }
        for (series, line) in lines.iter().enumerate() {
            let at = |(index, share): (usize, &Option<f64>)| share.map(|share| (x(index), y(share)));
            let points: Vec<Option<(f64, f64)>> = line.iter().enumerate().map(at).collect();
            self.line(series, &points);
        }
        for (index, name) in names.iter().enumerate() {
            let at = heights(index, KEY_ROW) + 8.0;
            self.line(
                index,
                &[
                    Some((LINES_FROM, at)),
                    Some((LINES_FROM + 17.0, at)),
                    Some((LINES_FROM + 34.0, at)),
                ],
            );
            self.label((LINES_FROM + 44.0, at + 4.0), "start", name);
        }
        self.raw("</svg>");
    }

    /// A line through its points, broken where one is missing, with a mark of its own at each.
    fn line(&mut self, series: usize, points: &[Option<(f64, f64)>]) {
        let (color, dash) = STROKES
            .get(series % STROKES.len())
            .copied()
            .unwrap_or(("#0b5563", ""));
        let mut path = String::new();
        let mut marks = String::new();
        let mut pen_is_down = false;
        for point in points {
            if let Some((x, y)) = point {
                let command = if pen_is_down { 'L' } else { 'M' };
                let mark = match series % 3 {
                    0 => format!("M{x:.1} {y:.1}m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"),
                    1 => format!("M{x:.1} {y:.1}m-3 -3h6v6h-6z"),
                    _ => format!("M{x:.1} {y:.1}m0 -4l4 7h-8z"),
                };
                let written = write!(path, "{command}{x:.1} {y:.1}").and_then(|()| write!(marks, "{mark}"));
                debug_assert!(written.is_ok(), "writing to a string cannot fail");
            }
            pen_is_down = point.is_some();
        }
        let ground = if series < 3 { color } else { "#ffffff" };
        self.raw(&format!(
            "<path class=\"doc-line-{series}\" d=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" \
             stroke-dasharray=\"{}\"/><path d=\"{marks}\" fill=\"{ground}\" stroke=\"{color}\" stroke-width=\"1.2\"/>",
            if dash.is_empty() { "none" } else { dash }
        ));
    }
}

/// The height of so many rows.
fn heights(rows: usize, height: f64) -> f64 {
    f64::from(u32::try_from(rows).unwrap_or(u32::MAX)) * height
}
