//! Who opened a record: an extract of the log for the person that it is about, as a document to print and as a file for a spreadsheet.

use chrono::NaiveDate;
use csv::{QuoteStyle, Terminator, WriterBuilder};
use domain::language::Language;

use crate::letters::language;
use crate::model::{Block, Column, Document, KeyValue};
use crate::reports::guarded;

/// What Excel takes for the sign that the file is UTF-8.
const BOM: &[u8] = "\u{FEFF}".as_bytes();

/// An extract, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessLog {
    /// The language of every text in it.
    pub language: Language,
    /// The day on which it was taken out.
    pub date: NaiveDate,
    /// Facts above the table: names and values.
    pub facts: Vec<(String, String)>,
    /// Remarks to the reader.
    pub notes: Vec<String>,
    /// The headings; the last one is that of the case.
    pub columns: Vec<String>,
    /// The newest first, one cell a column.
    pub rows: Vec<Vec<String>>,
    /// Whether it is of several cases. Paper has no room for a column that always says the same.
    pub several: bool,
}

impl AccessLog {
    /// Its title.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.language
            .t("Vilka som har öppnat uppgifterna", "Who has opened the records")
    }

    /// The extract as a document, for [`crate::PdfService`] (`Paper::Kept`).
    #[must_use]
    pub fn document(&self) -> Document {
        let l = self.language;
        let mut document = Document::new(self.title(), language(l), self.date)
            .with_headers(l.t("Logguttag", "Log extract"), self.date.to_string())
            .with(Block::KeyValues(
                self.facts
                    .iter()
                    .map(|(key, value)| KeyValue::new(key, value))
                    .collect(),
            ));
        for note in &self.notes {
            document.push(Block::Note { text: note.clone() });
        }
        document.push(Block::Table {
            caption: l
                .t("Händelser, den senaste först", "Events, the latest first")
                .to_owned(),
            columns: self
                .columns
                .iter()
                .rev()
                .skip(1)
                .rev()
                .map(Column::text)
                .collect(),
            rows: self.rows.iter().map(|row| self.on_paper(row)).collect(),
        });
        document
    }

    /// A row without the case, which stands behind the last part where there are several.
    fn on_paper(&self, row: &[String]) -> Vec<String> {
        let Some((case, cells)) = row.split_last() else {
            return Vec::new();
        };
        let mut cells = cells.to_vec();
        if let Some(last) = cells.last_mut().filter(|_| self.several) {
            *last = format!("{last}, {case}");
        }
        cells
    }

    /// The table as UTF-8 with byte order mark, separated by `;`, one line an event under one line of headings. Words that a spreadsheet
    /// would take for a formula begin with an apostrophe.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = WriterBuilder::new()
            .delimiter(b';')
            .quote_style(QuoteStyle::NonNumeric)
            .terminator(Terminator::CRLF)
            .flexible(true)
            .from_writer(BOM.to_vec());
        for row in std::iter::once(&self.columns).chain(&self.rows) {
            let written = writer.write_record(row.iter().map(|cell| guarded(cell)));
            debug_assert!(written.is_ok(), "lines into memory cannot fail");
        }
        writer.into_inner().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log() -> AccessLog {
        AccessLog {
            language: Language::Swedish,
            date: "2026-11-26".parse().unwrap(),
            facts: vec![("Ärende".into(), "2026-0001".into())],
            notes: vec!["Bara funktion.".into()],
            columns: vec!["När".into(), "Vem".into(), "Ärende".into()],
            rows: vec![vec![
                "2026-11-02 09.12".into(),
                "=Åsa; \"Lindehag\"".into(),
                "2026-0001".into(),
            ]],
            several: false,
        }
    }

    #[test]
    fn a_line_is_an_event_and_no_name_is_a_formula() {
        let text = String::from_utf8(log().csv()).unwrap();
        assert_eq!(
            text,
            "\u{FEFF}\"När\";\"Vem\";\"Ärende\"\r\n\"2026-11-02 09.12\";\"'=Åsa; \"\"Lindehag\"\"\";\"2026-0001\"\r\n"
        );
    }

    #[test]
    fn the_document_holds_facts_remarks_and_every_row() {
        let document = log().document();
        assert_eq!(document.blocks.len(), 3);
        let rows = |log: &AccessLog| match log.document().blocks.pop() {
            Some(Block::Table { rows, columns, .. }) if columns.len() == 2 => rows,
            other => panic!("{other:?}"),
        };
        assert_eq!(rows(&log()), [["2026-11-02 09.12", "=Åsa; \"Lindehag\""]]);
        let several = AccessLog {
            several: true,
            ..log()
        };
        assert_eq!(rows(&several)[0][1], "=Åsa; \"Lindehag\", 2026-0001");
    }
}
