//! Retention, for records officers: what is due and why, what needs an answer, holds, the purge by two officers and its record; and the
//! choice of a case's kind of file, for its worker and for officers. No page here shows a name or a text of a case.

mod case_page;
mod class_form;
mod holds_page;
mod overview_page;
mod purge_page;
mod purges_page;
mod sample_page;
mod words;

pub use case_page::{RetentionCasePage, RetentionCasePageData};
pub use class_form::{ClassAsked, TheirChoice, WorkerClassPage, WorkerClassPageData};
pub use holds_page::HoldsPage;
pub use overview_page::{Filter, OverviewPage, OverviewPageData, RetentionLine, Tab};
pub use purge_page::{ItemLine, PurgePage, PurgePageData};
pub use purges_page::PurgesPage;
pub use sample_page::{SamplePage, SamplePageData};
pub use words::{
    cases_words, kept_words, missing_words, purge_state_words, rule_with_law, rule_words, table_words,
    verdict_words,
};

use domain::ids::{CaseId, PurgeId};
use domain::language::Language;

/// The address of the first page.
pub const HOME: &str = "/gallring";

/// The address of a case's retention, for records officers.
#[must_use]
pub fn case_address(case: CaseId) -> String {
    format!("{HOME}/arende/{case}")
}

/// The address of a batch.
#[must_use]
pub fn purge_address(id: PurgeId) -> String {
    format!("{HOME}/forslag/{id}")
}

/// The title of every page of the feature.
#[must_use]
pub fn retention_title(l: Language) -> &'static str {
    l.t("Gallring", "Purging")
}
