//! Start pages: what waits for whom, and a unit's counts.

mod start_page;
mod units_page;

pub use start_page::{StartPage, StartPageData};
pub use units_page::UnitsPage;
