//! Follow-up and status reports: the list, a new one, what it says, what somebody writes in it, and its exports.

mod export_page;
mod list_page;
mod new_page;
mod report_page;
mod text_page;

use domain::ids::{JobId, ReportId};
use domain::language::Language;

pub use export_page::ExportPage;
pub use list_page::{ReportsPage, ReportsPageData};
pub use new_page::{NewReportPage, NewReportPageData};
pub use report_page::{ReportPage, ReportPageData};
pub use text_page::{ReportTextPage, ReportTextPageData, TheirTexts};

/// The title of the list.
#[must_use]
pub fn reports_title(l: Language) -> &'static str {
    l.t("Rapporter", "Reports")
}

/// The address of a report.
#[must_use]
pub fn report_address(id: ReportId) -> String {
    format!("/rapporter/{id}")
}

/// The address of an export.
#[must_use]
pub fn export_address(id: JobId) -> String {
    format!("/rapporter/export/{id}")
}
