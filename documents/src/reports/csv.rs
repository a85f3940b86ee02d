//! A report's figures as CSV: one line a cell.

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use domain::reports::{DataCell, RESERVED_ID, Report};

use super::tidy::tidied;

/// What Excel takes for the sign that the file is UTF-8.
const BOM: &[u8] = "\u{FEFF}".as_bytes();

/// The headings of the file, in every language.
const HEAD: [&str; 5] = ["table", "row", "column", "value", "missing"];

/// The figures of every table as UTF-8 with byte order mark, separated by `;`, in the columns `table;row;column;value;missing`. A value
/// is a number without unit, a day as `2026-11-14` or words; where there is none, `missing` says why and `value` is empty. The lines of
/// the table `report` say what report it is.
///
/// Words that a spreadsheet would take for a formula begin with an apostrophe.
#[must_use]
pub fn csv(report: &Report) -> Vec<u8> {
    let report = tidied(report);
    let mut out = Lines(
        WriterBuilder::new()
            .delimiter(b';')
            // Words in quotation marks stay one cell also in a program that separates by commas.
            .quote_style(QuoteStyle::NonNumeric)
            .terminator(Terminator::CRLF)
            .from_writer(BOM.to_vec()),
    );
    out.write(HEAD);
    let made_on = report.made_on.to_string();
    for (column, value) in [
        ("title", report.title.as_str()),
        ("scope", report.scope.as_str()),
        ("period", report.period.as_str()),
        ("against", report.against.as_str()),
        ("language", report.language.code()),
        ("made_on", made_on.as_str()),
        ("made_by", report.made_by.as_str()),
        ("state", report.state.code()),
    ] {
        out.write([RESERVED_ID, "1", column, &guarded(value), ""]);
    }
    for table in report.tables() {
        for (number, row) in (1_u64..).zip(&table.rows) {
            for (at, cell) in row.iter().enumerate() {
                let column = table.columns.get(at).map_or("", |column| &column.id);
                let (value, missing) = match cell {
                    DataCell::Missing(why) => (String::new(), guarded(why)),
                    cell => (value(cell), String::new()),
                };
                out.write([
                    &guarded(&table.id),
                    &number.to_string(),
                    &guarded(column),
                    &value,
                    &missing,
                ]);
            }
        }
    }
    out.0.into_inner().unwrap_or_default()
}

struct Lines(Writer<Vec<u8>>);

impl Lines {
    fn write<const N: usize>(&mut self, cells: [&str; N]) {
        let written = self.0.write_record(cells);
        debug_assert!(written.is_ok(), "lines of one length into memory cannot fail");
    }
}

fn value(cell: &DataCell) -> String {
    match cell {
        DataCell::Text(text) | DataCell::Missing(text) => guarded(text),
        DataCell::Count(n) | DataCell::Percent(n) => n.to_string(),
        DataCell::Days(n) => n.to_string(),
        DataCell::Date(date) => date.to_string(),
    }
}

/// The text with an apostrophe before it if a spreadsheet might run it: if it begins, after quotation marks and white space, with a sign
/// that begins a formula, or after quotation marks with a tab or a line end, which would hide what follows. The signs are also known in
/// full width. An apostrophe in front changes nothing of this, so that a reader knows which ones are ours.
pub(crate) fn guarded(text: &str) -> String {
    let is_quote = |c: char| matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '`');
    let first = text
        .trim_start_matches(|c: char| is_quote(c) || c.is_whitespace())
        .chars()
        .next();
    let begins_formula = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '|' | '%' | '−' | '＝' | '＋' | '－' | '＠')
    );
    let hides = text.trim_start_matches(is_quote).starts_with(['\t', '\r', '\n']);
    if begins_formula || hides {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn what_looks_like_a_formula_begins_with_an_apostrophe() {
        for text in [
            "=1+1",
            "+46 8",
            "-5",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\"=1+1\"",
            "  =1",
            "'=1",
            "”=HYPERLINK(\"http://a\")”",
            "＝1",
            "|calc",
            "'\n",
            "\"\t=1",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["Norr", "3 - 4", "a=b", "'citat'", "", " ", "–", "(=1)"] {
            assert_eq!(guarded(text), text);
        }
    }
}
