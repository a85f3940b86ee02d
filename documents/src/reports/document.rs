//! A report as a document.

use domain::dates;
use domain::language::Language;
use domain::reports::{
    ChartKind, ColumnKind, DataCell, DataTable, HIGHEST_LEVEL, Part, Report, ReportState, level_words,
};

use super::shown::shown;
use super::tidy::tidied;
use crate::figures::{FigureCell, FigureTable};
use crate::letters::language;
use crate::model::{Block, Column, Document, KeyValue};

/// The fewest headings that a table of contents is worth.
const FEWEST_HEADINGS: usize = 3;

/// The most columns of a heat grid whose cells have room for words; wider ones have them below.
const MOST_COLUMNS_WITH_WORDS: usize = 5;

/// The report as a document, for [`crate::PdfService`] (`Paper::Kept`), [`crate::html::preview`] and [`crate::text::plain`]. Its scope and
/// its state stand at the head of every page.
#[must_use]
pub fn document(report: &Report) -> Document {
    let report = tidied(report);
    let l = report.language;
    let mut document = Document::new(&report.title, language(l), report.made_on)
        .with_headers(&report.scope, report.state.name(l))
        .with(Block::KeyValues(facts(&report)));
    if report.state == ReportState::Draft {
        let text = l.t(
            "Det här är ett utkast. Siffror och text kan ändras tills rapporten är fastställd.",
            "This is a draft. Figures and text may change until the report is final.",
        );
        document.push(Block::Note {
            text: text.to_owned(),
        });
    }
    let headings = report
        .parts
        .iter()
        .filter(|part| matches!(part, Part::Heading { level: 1..=2, .. }));
    if headings.count() >= FEWEST_HEADINGS {
        document.push(Block::Contents {
            title: l.t("Innehåll", "Contents").to_owned(),
        });
    }
    for part in &report.parts {
        document.push(match part {
            Part::Heading { level, text } => Block::heading(*level, text),
            Part::Text(text) => Block::paragraph(text),
            Part::Note(text) => Block::Note { text: text.clone() },
            Part::Table(table) => Block::Figures(figures(table, l)),
        });
    }
    document
}

/// What the report is about, as names beside values.
pub(super) fn facts(report: &Report) -> Vec<KeyValue> {
    let l = report.language;
    let rows = [
        (l.t("Gäller", "About"), report.scope.clone()),
        (l.t("Period", "Period"), report.period.clone()),
        (l.t("Jämförs med", "Compared with"), report.against.clone()),
        (
            l.t("Siffrorna hämtade", "Figures taken on"),
            dates::long(report.made_on, l),
        ),
        (l.t("Framtagen av", "Made by"), report.made_by.clone()),
        (l.t("Läge", "State"), report.state.name(l).to_owned()),
    ];
    rows.into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(key, value)| KeyValue::new(key, value))
        .collect()
}

fn figures(table: &DataTable, l: Language) -> FigureTable {
    let heat = table.chart == Some(ChartKind::HeatGrid);
    let in_words = table.columns.len() <= MOST_COLUMNS_WITH_WORDS;
    let cell = |(at, cell): (usize, &DataCell)| {
        let words = cell.number().filter(|_| heat && in_words && at > 0);
        let mut text = shown(cell, l);
        if let Some(words) = words.and_then(|level| level_words(level, l)) {
            text = format!("{text} {words}");
        }
        FigureCell {
            text,
            number: cell.number(),
            missing: matches!(cell, DataCell::Missing(_)),
            percent: matches!(cell, DataCell::Percent(_)),
        }
    };
    let mut rows: Vec<Vec<FigureCell>> = table
        .rows
        .iter()
        .map(|row| row.iter().enumerate().map(cell).collect())
        .collect();
    if rows.is_empty() {
        rows.push(vec![FigureCell {
            text: nothing(l).to_owned(),
            missing: true,
            ..FigureCell::default()
        }]);
    }
    let mut note = table.note.clone();
    if heat && !in_words {
        note = format!("{note}\n\n{}", levels(l));
    }
    FigureTable {
        caption: table.title.clone(),
        sentence: table.sentence.clone(),
        note,
        columns: table
            .columns
            .iter()
            .map(|column| Column {
                label: column.label.clone(),
                numeric: !heat
                    && matches!(
                        column.kind,
                        ColumnKind::Count | ColumnKind::Percent | ColumnKind::Days
                    ),
            })
            .collect(),
        rows,
        chart: table.chart.clone(),
    }
}

/// What the levels of a heat grid mean, on one line.
pub(super) fn levels(l: Language) -> String {
    let named = (0..=HIGHEST_LEVEL).filter_map(|level| Some(format!("{level} {}", level_words(level, l)?)));
    named.collect::<Vec<_>>().join(" · ")
}

/// What stands in a table without rows.
pub(super) fn nothing(l: Language) -> &'static str {
    l.t("Inget att visa för perioden", "Nothing to show for the period")
}
