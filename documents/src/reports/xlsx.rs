//! A report as a workbook: a sheet that says what it is, and one for each table with cells of their kind.

use chrono::{Datelike, NaiveDate};
use domain::language::Language;
use domain::reports::{ChartKind, ColumnKind, DataCell, DataTable, Part, Report};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet, XlsxError,
};

use super::document::{facts, levels, nothing};
use super::shown::shown;
use super::tidy::tidied;

/// Widths of columns in characters.
const WIDTHS: (usize, usize) = (9, 48);

/// The largest number that a spreadsheet keeps to the last digit; larger ones are written as words.
const LARGEST_EXACT: u64 = 9_007_199_254_740_991;

/// The number of A4 among paper sizes.
const A4: u8 = 9;

/// Why a report could not be written as a workbook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// It is too large, or a text or a date in it is beyond what a workbook can hold. Names sheets, so it belongs in no log.
    #[error("the workbook could not be written: {0}")]
    Workbook(String),
}

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(error.to_string())
    }
}

/// The report as a workbook (XLSX). The first sheet says what it is and lists the others. Numbers are numbers, shares are numbers in per
/// cent, days of the calendar are dates, and where a figure is missing stands why, in gray italics. No text is ever a formula.
///
/// Takes processor time in proportion to the cells: call it off the threads that answer requests.
///
/// # Errors
///
/// [`ExportError::Workbook`] if a table, a text or a date is larger than a workbook holds; a report without problems never is.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, ExportError> {
    let report = tidied(report);
    let l = report.language;
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&report.title)
            .set_subject(format!("{}, {}", report.scope, report.period))
            .set_author(&report.made_by)
            .set_comment(report.state.name(l))
            // The day of the figures, so that the same report is the same file.
            .set_creation_datetime(&excel_date(report.made_on)?),
    );
    let styles = Styles::new(l);
    let tables: Vec<&DataTable> = report.tables().collect();
    let names = super::sheets::names(l.t("Om rapporten", "About the report"), &tables);
    let (first, others) = names
        .split_first()
        .ok_or_else(|| ExportError::Workbook(String::new()))?;
    about(
        workbook.add_worksheet().set_name(first)?,
        &report,
        others,
        &styles,
    )?;
    for (table, name) in tables.iter().zip(others) {
        sheet(workbook.add_worksheet().set_name(name)?, table, l, &styles)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// How cells look.
struct Styles {
    title: Format,
    key: Format,
    wrapped: Format,
    head: Format,
    head_right: Format,
    link: Format,
    missing: Format,
    count: Format,
    percent: Format,
    days: Format,
    date: Format,
}

impl Styles {
    fn new(l: Language) -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let head = || {
            Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Bottom)
                .set_background_color(0x00E6_F1F2)
                .set_border_bottom(FormatBorder::Thin)
        };
        Self {
            title: top().set_bold().set_font_size(15),
            key: top().set_font_color(0x004D_575E),
            wrapped: top().set_text_wrap(),
            head: head(),
            head_right: head().set_align(FormatAlign::Right),
            link: top()
                .set_font_color(0x000B_5563)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            missing: top().set_text_wrap().set_italic().set_font_color(0x0059_6168),
            count: top().set_num_format("#,##0"),
            percent: top().set_num_format(l.t("0\\ %", "0%")),
            days: top().set_num_format(l.t("[=1]0\" dag\";#,##0\" dagar\"", "[=1]0\" day\";#,##0\" days\"")),
            date: top().set_num_format("yyyy-mm-dd"),
        }
    }
}

/// The first sheet.
fn about(
    sheet: &mut Worksheet,
    report: &Report,
    others: &[String],
    styles: &Styles,
) -> Result<(), ExportError> {
    let l = report.language;
    paper(sheet, &report.title);
    for (column, width) in [(0, 30.0), (1, 24.0), (2, 60.0), (3, 44.0)] {
        sheet.set_column_width(column, width)?;
    }
    write_text(sheet, (0, 0), &report.title, &styles.title)?;
    let mut row = 2;
    for fact in facts(report) {
        write_text(sheet, (row, 0), &fact.key, &styles.key)?;
        write_text(sheet, (row, 1), &fact.value, &Format::new())?;
        row += 1;
    }
    row += 1;
    let missing = l.t(
        "Kursiv grå text i stället för en siffra säger varför den saknas. Det betyder aldrig noll.",
        "Gray italics in place of a figure say why there is none. It never means zero.",
    );
    write_text(
        sheet,
        (row, 0),
        missing,
        &styles.missing.clone().unset_text_wrap(),
    )?;
    row += 2;
    let heads = [
        l.t("Blad", "Sheet"),
        l.t("Kod", "Code"),
        l.t("Vad det visar", "What it shows"),
        l.t("Så läses det", "How to read it"),
    ];
    for (column, head) in (0..).zip(heads) {
        write_text(sheet, (row, column), head, &styles.head)?;
    }
    for (table, name) in report.tables().zip(others) {
        row += 1;
        let link = Url::new(format!("internal:'{}'!A1", name.replace('\'', "''"))).set_text(name);
        sheet.write_url_with_format(row, 0, link, &styles.link)?;
        write_text(sheet, (row, 1), &table.id, &styles.key)?;
        write_text(sheet, (row, 2), &table.sentence, &styles.wrapped)?;
        let levels = if table.chart == Some(ChartKind::HeatGrid) {
            levels(l)
        } else {
            String::new()
        };
        let note = [table.note.as_str(), &levels].join("\n");
        write_text(sheet, (row, 3), note.trim(), &styles.wrapped)?;
    }
    // Remarks go with the figures; running text stays in the document.
    let notes = report.parts.iter().filter_map(|part| match part {
        Part::Note(text) => Some(text),
        _ => None,
    });
    for (index, note) in notes.enumerate() {
        if index == 0 {
            row += 2;
            write_text(
                sheet,
                (row, 0),
                l.t("Att tänka på", "To bear in mind"),
                &styles.head,
            )?;
        }
        row += 1;
        write_text(sheet, (row, 2), note, &styles.wrapped)?;
    }
    Ok(())
}

/// The sheet of a table: headings in the first row, which stays in sight.
fn sheet(sheet: &mut Worksheet, table: &DataTable, l: Language, styles: &Styles) -> Result<(), ExportError> {
    paper(sheet, &table.title);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 0)?;
    for (index, column) in table.columns.iter().enumerate() {
        let right = matches!(
            column.kind,
            ColumnKind::Count | ColumnKind::Percent | ColumnKind::Days
        );
        let style = if right { &styles.head_right } else { &styles.head };
        let place = place(0, index)?;
        write_text(sheet, place, &column.label, style)?;
        sheet.set_column_width(place.1, width(table, index, l))?;
    }
    for (row, cells) in table.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            write_cell(sheet, place(row + 1, column)?, cell, l, styles)?;
        }
    }
    if table.rows.is_empty() {
        write_text(sheet, (1, 0), nothing(l), &styles.missing)?;
    } else if let Some(last) = table.columns.len().checked_sub(1) {
        let (row, column) = place(table.rows.len(), last)?;
        sheet.autofilter(0, 0, row, column)?;
    }
    Ok(())
}

/// A cell's position as a workbook counts it.
fn place(row: usize, column: usize) -> Result<(u32, u16), ExportError> {
    let too_large = |_| ExportError::Workbook("too many cells".to_owned());
    Ok((
        u32::try_from(row).map_err(too_large)?,
        u16::try_from(column).map_err(too_large)?,
    ))
}

fn paper(sheet: &mut Worksheet, title: &str) {
    // In a header `&` begins a command, and 255 characters are all that it holds.
    let title = crate::shape::running(title).replace('&', "&&");
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_header(format!("&L{title}"))
        .set_footer("&R&P / &N");
}

fn write_cell(
    sheet: &mut Worksheet,
    at: (u32, u16),
    cell: &DataCell,
    l: Language,
    styles: &Styles,
) -> Result<(), ExportError> {
    match cell {
        DataCell::Text(text) => write_text(sheet, at, text, &styles.wrapped),
        DataCell::Missing(why) => write_text(sheet, at, why, &styles.missing),
        DataCell::Count(n) | DataCell::Percent(n) if n.unsigned_abs() > LARGEST_EXACT => {
            write_text(sheet, at, &shown(cell, l), &styles.wrapped)
        }
        DataCell::Count(n) => write_number(sheet, at, to_f64(*n), &styles.count),
        DataCell::Percent(n) => write_number(sheet, at, to_f64(*n) / 100.0, &styles.percent),
        DataCell::Days(n) => write_number(sheet, at, f64::from(*n), &styles.days),
        DataCell::Date(date) => {
            sheet.write_datetime_with_format(at.0, at.1, &excel_date(*date)?, &styles.date)?;
            Ok(())
        }
    }
}

/// Writes a text as a text, whatever it looks like; nothing where there is none.
fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    style: &Format,
) -> Result<(), ExportError> {
    sheet.write_string_with_format(row, column, text, style)?;
    Ok(())
}

fn write_number(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    number: f64,
    style: &Format,
) -> Result<(), ExportError> {
    sheet.write_number_with_format(row, column, number, style)?;
    Ok(())
}

fn excel_date(date: NaiveDate) -> Result<ExcelDateTime, ExportError> {
    let part = |_| ExportError::Workbook("a date out of range".to_owned());
    let year = u16::try_from(date.year()).map_err(part)?;
    let month = u8::try_from(date.month()).map_err(part)?;
    let day = u8::try_from(date.day()).map_err(part)?;
    Ok(ExcelDateTime::from_ymd(year, month, day)?)
}

/// Wide enough for the longest word of the heading with the button of the filter, and for the longest cell up to a limit.
fn width(table: &DataTable, column: usize, l: Language) -> f64 {
    let label = table
        .columns
        .get(column)
        .map_or("", |column| column.label.as_str());
    let word = label
        .split_whitespace()
        .map(|word| word.chars().count() + 4)
        .max();
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    let cell = cells
        .map(|cell| match cell {
            DataCell::Missing(why) => why.chars().count().min(WIDTHS.1 / 2),
            cell => shown(cell, l).chars().count(),
        })
        .max();
    let wanted = word.max(cell.map(|chars| chars + 2)).unwrap_or(0);
    f64::from(u16::try_from(wanted.clamp(WIDTHS.0, WIDTHS.1)).unwrap_or(u16::MAX))
}

#[expect(clippy::cast_precision_loss, reason = "larger numbers are written as words")]
fn to_f64(n: i64) -> f64 {
    n as f64
}
