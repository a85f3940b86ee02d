//! Extracts of everything that is held about a person: the request and how it stands, for records officers; the reading and the
//! assessment of one case, for the manager of its unit.

mod assess_page;
mod extract_page;
mod home_page;

pub use assess_page::{AssessPage, AssessPageData, PartView};
pub use extract_page::{ExtractPage as PersonExtractPage, ExtractPageData as PersonExtractPageData};
pub use home_page::{ExtractsPage, ExtractsPageData, WaitingLine};

use domain::ids::{CaseId, ExtractId};
use domain::language::Language;

/// The address of the first page.
pub const HOME: &str = "/registerutdrag";

/// The address of a request.
#[must_use]
pub fn extract_address(id: ExtractId) -> String {
    format!("{HOME}/{id}")
}

/// The address of a case of a request, for its unit's manager.
#[must_use]
pub fn part_address(id: ExtractId, case: CaseId) -> String {
    format!("{HOME}/{id}/arende/{case}")
}

/// The title of every page of the feature.
#[must_use]
pub fn extracts_title(l: Language) -> &'static str {
    l.t("Registerutdrag", "Extracts")
}
