//! One assessment: its steps, its pages, checking and signing.

mod addresses;
mod attachments;
mod check;
mod conflict;
mod frame;
mod lists;
mod measures;
mod overview;
mod reading;
mod section_page;

pub use addresses::{address_of, gap_address, next_address};
pub use attachments::{
    AttachmentLine, AttachmentRemovalPage, AttachmentRemovalPageData, AttachmentsPage, AttachmentsPageData,
};
pub use check::{ATTESTATIONS, CheckPage, CheckPageData};
pub use conflict::{ConflictPage, ConflictPageData};
pub use frame::{Frame, FrameData};
pub use lists::{ArticlesPage, ChildrenPage, NoteLine, VoicePage, VoicePageData};
pub use measures::{MeasuresPage, MeasuresPageData};
pub use overview::{OverviewPage, OverviewPageData};
pub use reading::{MemoPage, SectionReading};
pub use section_page::{SectionPage, SectionPageData, section_title};
