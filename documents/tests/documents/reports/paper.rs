//! The report on paper, as a preview and as plain text.

use documents::reports::{document, shown};
use documents::{Block, Renderer, TypstPdf, WorkingPrint, html, text, words};
use domain::language::Language;
use domain::reports::{DataCell, Report};

use super::all;
use super::nasty::{charts, long, rude};
use super::sample::{Scope, report};
use crate::common::{assert_every_word, pages, squeeze};
use crate::standards::assert_conforms;

/// A cell longer than this may be torn over two pages.
const MOST_SHORT_CHARS: usize = 300;

fn paper(report: &Report) -> Vec<String> {
    let pdf = TypstPdf.render(&document(report)).expect("a PDF");
    pages(&pdf).iter().map(|page| squeeze(page)).collect()
}

/// Panics unless every row of every table stands in the text, cell after cell, in the order of the report.
fn assert_every_row(report: &Report, text: &str) {
    let mut cursor = 0;
    let mut find = |what: &str| {
        let what = squeeze(what);
        let found = text[cursor..].find(&what);
        let at = found.unwrap_or_else(|| panic!("{}: {what} is missing", report.title));
        cursor += at + what.len();
    };
    for (table, block) in report.tables().zip(tables(report)) {
        for (row, cells) in table.rows.iter().zip(&block.rows) {
            for (cell, written) in row.iter().zip(cells) {
                let plain = shown(cell, report.language);
                // A heat grid adds words to its levels.
                assert!(written.text.starts_with(plain.trim_end_matches('\n')), "{plain}");
            }
            let row: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
            if row.iter().all(|cell| cell.chars().count() <= MOST_SHORT_CHARS) {
                find(&row.concat());
            } else {
                for cell in row {
                    find(cell);
                }
            }
        }
    }
}

fn tables(report: &Report) -> Vec<documents::FigureTable> {
    let blocks = document(report).blocks;
    blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Figures(table) => Some(table),
            _ => None,
        })
        .collect()
}

#[test]
fn every_figure_is_the_same_on_paper() {
    for report in all() {
        assert_every_row(&report, &paper(&report).concat());
    }
}

#[test]
fn the_check_itself_notices_another_figure() {
    let shown = report(Scope::Unit, Language::Swedish);
    let text = paper(&shown).concat();
    let mut other = shown.clone();
    for part in &mut other.parts {
        if let domain::reports::Part::Table(table) = part
            && table.id == "reasons"
        {
            table.rows[0][1] = DataCell::Count(97);
        }
    }
    assert!(std::panic::catch_unwind(|| assert_every_row(&other, &text)).is_err());
}

#[test]
fn every_word_of_a_report_is_in_both_pdfs() {
    for report in all() {
        let document = document(&report);
        let pdf = TypstPdf.render(&document).expect("a PDF");
        assert_every_word(&document, &pdf, "typst");
        let pdf = WorkingPrint.render(&document).expect("a PDF");
        assert_every_word(&document, &pdf, "genpdf");
    }
}

#[test]
fn every_report_is_accessible_and_archivable() {
    for report in all() {
        assert_conforms(&document(&report));
    }
}

#[test]
fn every_chart_of_many_figures_is_accessible_and_archivable() {
    let mut wide = long();
    let domain::reports::Part::Table(table) = &mut wide.parts[0] else {
        panic!("a table");
    };
    table.rows.truncate(24);
    for row in &mut table.rows {
        row[2] = DataCell::Count(2);
        row[1] = DataCell::Count(1);
    }
    table.columns[2].kind = domain::reports::ColumnKind::Count;
    let table = table.clone();
    for chart in charts() {
        let mut drawn = table.clone();
        drawn.chart = Some(chart);
        wide.parts = vec![domain::reports::Part::Table(drawn)];
        assert_eq!(wide.problems(), []);
        assert_conforms(&document(&wide));
    }
}

#[test]
fn scope_and_state_stand_on_every_page_and_a_long_table_repeats_its_headings() {
    for (mut long, state) in [(long(), "Fastställd"), (long(), "Utkast")] {
        if state == "Utkast" {
            long.state = domain::reports::ReportState::Draft;
        }
        let pages = paper(&long);
        assert!(pages.len() > 5, "{} pages", pages.len());
        for (index, page) in pages.iter().enumerate() {
            assert!(page.contains(&format!("Björkvikenskommun{state}")), "{page}");
            assert!(page.contains("EnhetensnamnBarnHörda"), "{page}");
            assert!(
                page.contains(&format!("Sida{}av{}", index + 1, pages.len())),
                "{page}"
            );
        }
    }
}

#[test]
fn the_contents_list_the_headings_with_their_pages() {
    let report = report(Scope::District, Language::Swedish);
    let pages = paper(&report);
    for heading in ["Delaktighet", "Svartillbarnen", "Egenkontrollen", "Åtgärder"] {
        let listed = pages[0].rfind(heading).expect("a line of the contents") + heading.len();
        let number: String = pages[0][listed..]
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        let page: usize = number
            .parse()
            .unwrap_or_else(|_| panic!("{heading}: {}", &pages[0][listed..]));
        assert!(pages[page - 1].contains(heading), "{heading} on page {page}");
    }
}

#[test]
fn a_report_of_one_heading_has_no_contents() {
    let mut short = report(Scope::Unit, Language::Swedish);
    short.parts.truncate(2);
    let blocks = document(&short).blocks;
    assert!(!blocks.iter().any(|block| matches!(block, Block::Contents { .. })));
}

#[test]
fn a_table_without_rows_says_so() {
    for (language, said) in [
        (Language::Swedish, "Inget att visa för perioden"),
        (Language::English, "Nothing to show for the period"),
    ] {
        let document = document(&report(Scope::Unit, language));
        assert!(words(&document).join(" ").contains(said));
    }
}

#[test]
fn the_preview_holds_every_row_draws_beside_it_and_runs_nothing() {
    for report in all() {
        let preview = html::preview(&document(&report));
        assert!(!preview.contains("<script") && !preview.contains("style="));
        for table in tables(&report) {
            for cell in table.rows.iter().flatten() {
                let escaped = html::escape(cell.text.trim()).replace('\n', "<br>");
                assert!(preview.contains(&escaped), "{escaped}");
            }
        }
        for drawing in preview.split("<svg").skip(1) {
            let tag = drawing.split('>').next().expect("a tag");
            assert!(tag.contains("aria-hidden=\"true\""), "{tag}");
        }
        let mut ids: Vec<&str> = preview
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let number = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), number);
    }
    let preview = html::preview(&document(&report(Scope::District, Language::Swedish)));
    assert!(preview.contains("<a href=\"#doc-heading-2\">Delaktighet</a>"));
    assert!(preview.contains("<h3 id=\"doc-heading-2\">Delaktighet</h3>"));
    assert!(preview.contains("<td class=\"doc-numeric doc-missing\">för få för att visas</td>"));
    assert!(preview.contains("<td class=\"doc-level-3\">3 Helt på plats</td>"));
}

#[test]
fn plain_text_has_the_contents_and_the_figures() {
    let plain = text::plain(&document(&report(Scope::District, Language::Swedish)));
    assert!(plain.contains("Innehåll\n– Det viktigaste\n– Delaktighet\n  – Barn som har kommit till tals"));
    assert!(plain.contains("\nSkäl\tBarn\nBarnet ville inte\t96\n"));
}

#[test]
fn a_report_with_problems_is_rendered_without_a_panic() {
    let mut bad = rude(Language::Swedish);
    for part in &mut bad.parts {
        if let domain::reports::Part::Table(table) = part {
            table.columns.truncate(1);
            table.id = "Ä".into();
            table.rows.push(vec![]);
            table
                .rows
                .push(vec![DataCell::Count(i64::MIN), DataCell::missing("")]);
        }
    }
    assert!(!bad.problems().is_empty());
    TypstPdf.render(&document(&bad)).expect("a PDF");
    assert!(html::preview(&document(&bad)).ends_with("</article>"));
    documents::reports::xlsx(&bad).expect("a workbook");
    assert!(!documents::reports::csv(&bad).is_empty());
    assert!(!documents::reports::json(&bad).is_empty());
    let mut bare = bad.clone();
    bare.parts.clear();
    bare.title.clear();
    TypstPdf.render(&document(&bare)).expect("a PDF");
}
