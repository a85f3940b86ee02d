//! Looking at who opened what: a manager's review of a unit's month (*loggkontroll*), and a records officer's extract (*logguttag*).

mod extract_form_page;
mod extract_page;
mod months_page;
mod review_page;
mod row_page;
mod start_due;
mod words;

pub use extract_form_page::{ExtractFormData, ExtractFormPage, extract_title};
pub use extract_page::{EventLine, ExtractPage, ExtractPageData};
pub use months_page::{MonthLine, MonthsPage, MonthsPageData, PartLine, UnitsPage, log_title};
pub use review_page::{ReviewPage, ReviewPageData};
pub use row_page::{RowPage, RowPageData, TheirVerdict};
pub use start_due::DueReviews;

use domain::ids::{LogExtractId, LogReviewId, UnitId};

/// Where the review of the log begins.
pub const LOG: &str = "/loggkontroll";
/// Where an extract is asked for.
pub const EXTRACT: &str = "/logguttag";

/// The address of a unit's months.
#[must_use]
pub fn months_address(unit: UnitId) -> String {
    format!("{LOG}/{unit}")
}

/// The address of a review.
#[must_use]
pub fn review_address(review: LogReviewId) -> String {
    format!("{LOG}/granskning/{review}")
}

/// The address of a row of a review.
#[must_use]
pub fn row_address(review: LogReviewId, position: i64) -> String {
    format!("{LOG}/granskning/{review}/rad/{position}")
}

/// The address of an extract.
#[must_use]
pub fn extract_address(extract: LogExtractId) -> String {
    format!("{EXTRACT}/{extract}")
}
