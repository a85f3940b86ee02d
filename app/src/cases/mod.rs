//! Case files: lists, search, opening, the case's own page, its children.

mod case_page;
mod child_page;
mod lines;
mod list;
mod opening;
mod protected_page;

pub use case_page::{CasePage, CasePageData};
pub use child_page::{ChildPage, ChildPageData};
pub use list::{ListPage, ListPageData, SearchPage, SearchPageData};
pub use opening::{EditCasePage, NewCasePage, NewCasePageData};
pub use protected_page::{ProtectedPage, ProtectedPageData, protected_title};
