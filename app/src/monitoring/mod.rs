//! Self-monitoring: the rounds, a unit's answers area by area, remarks and replies, results, and the versions of what is asked.

mod area_page;
mod close_page;
mod compare_page;
mod home_page;
mod instrument_preview;
mod instruments;
mod open_page;
mod remarks;
mod results_page;
mod round_page;
mod start_lists;
mod unit_page;

pub use area_page::{AreaPage, AreaPageData, TheirAnswers};
pub use close_page::{ClosePage, ClosePageData};
pub use compare_page::{ComparePage, ComparePageData};
pub use home_page::{HomePage, HomePageData, monitoring_title};
pub use instrument_preview::{InstrumentPreview, InstrumentPreviewData};
pub use instruments::{
    InstrumentLine, InstrumentPage, InstrumentPageData, InstrumentsPage, InstrumentsPageData,
    instruments_title,
};
pub use open_page::{OpenPage, OpenPageData};
pub use remarks::RemarkLine;
pub use results_page::{ResultsPage, ResultsPageData};
pub use round_page::{RoundPage, RoundPageData};
pub use start_lists::{DueRounds, RunningRounds};
pub use unit_page::{UnitPage, UnitPageData};

use chrono::NaiveDate;
use domain::dates;
use domain::ids::{RoundId, UnitId};
use domain::language::Language;
use domain::monitoring::InstrumentKind;

use crate::ui::TagTone;

/// The address of the first page.
pub const HOME: &str = "/egenkontroll";
/// The address of the versions of what is asked.
pub const INSTRUMENTS: &str = "/egenkontroll/instrument";

/// The address of a round, for whoever runs it.
#[must_use]
pub fn round_address(round: RoundId) -> String {
    format!("{HOME}/{round}")
}

/// The address of a unit's part in a round.
#[must_use]
pub fn part_address(round: RoundId, unit: UnitId) -> String {
    format!("{HOME}/{round}/enhet/{unit}")
}

/// The address of a unit's answers to an area.
#[must_use]
pub fn area_address(round: RoundId, unit: UnitId, area: &str) -> String {
    format!("{HOME}/{round}/enhet/{unit}/omrade/{area}")
}

/// The address at which a round of a kind is opened.
#[must_use]
pub fn open_address(kind: InstrumentKind) -> &'static str {
    match kind {
        InstrumentKind::Unit => "/egenkontroll/ny",
        InstrumentKind::Municipal => "/egenkontroll/ny/kommun",
    }
}

/// The address of a version of an instrument.
#[must_use]
pub fn version_address(kind: InstrumentKind, version: &str) -> String {
    format!("{INSTRUMENTS}/{}/{version}", kind.slug())
}

/// A period in running text.
fn period(from: NaiveDate, to: NaiveDate, l: Language) -> String {
    let (from, to) = (dates::long(from, l), dates::long(to, l));
    l.t(format!("{from} till {to}"), format!("{from} to {to}"))
}

/// A deadline in running text, with how far it is: `14 november 2026, om 5 dagar`.
fn deadline(day: NaiveDate, today: NaiveDate, l: Language) -> String {
    format!("{}, {}", dates::long(day, l), dates::due_in_words(day, today, l))
}

/// How a deadline stands out.
fn urgency(day: NaiveDate, today: NaiveDate) -> TagTone {
    if day < today { TagTone::Bad } else { TagTone::Warn }
}
