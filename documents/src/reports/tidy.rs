//! The texts of a report in the one form that all its files share.

use domain::language::Language;
use domain::reports::{DataCell, DataTable, Part, Report};

use crate::clean::clean_text;

/// The report with every text in one Unicode form and without invisible characters, and with a reason beside every missing figure.
pub(super) fn tidied(report: &Report) -> Report {
    let mut report = report.clone();
    for text in [
        &mut report.title,
        &mut report.scope,
        &mut report.period,
        &mut report.against,
        &mut report.made_by,
    ] {
        tidy(text);
    }
    for part in &mut report.parts {
        match part {
            Part::Heading { text, .. } | Part::Text(text) | Part::Note(text) => tidy(text),
            Part::Table(table) => tidy_table(table, report.language),
        }
    }
    report
}

fn tidy_table(table: &mut DataTable, language: Language) {
    for text in [
        &mut table.id,
        &mut table.title,
        &mut table.sentence,
        &mut table.note,
    ] {
        tidy(text);
    }
    for column in &mut table.columns {
        tidy(&mut column.id);
        tidy(&mut column.label);
    }
    for cell in table.rows.iter_mut().flatten() {
        match cell {
            DataCell::Text(text) => tidy(text),
            DataCell::Missing(why) => {
                tidy(why);
                if why.trim().is_empty() {
                    language.t("siffra saknas", "no figure").clone_into(why);
                }
            }
            _ => {}
        }
    }
}

fn tidy(text: &mut String) {
    *text = clean_text(text);
}
