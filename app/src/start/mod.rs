//! Start pages: what waits for whom.

mod start_page;

pub use start_page::{StartPage, StartPageData};
