//! The child's voice through to the answer: the thread, and who may read what was said.

mod disclosure_page;
mod thread_page;

pub use disclosure_page::{
    DisclosureFormPage, DisclosureFormPageData, DisclosureLine, DisclosuresPage, disclosure_address,
};
pub use thread_page::{ThreadPage, ThreadPageData, thread_address};
