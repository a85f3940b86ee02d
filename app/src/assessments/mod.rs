//! One assessment: its steps, its pages, checking and signing.

mod addresses;
mod annotations;
mod attachments;
mod changes_page;
mod check;
mod comparison_page;
mod conflict;
mod depth_page;
mod frame;
mod lists;
mod measures;
mod overview;
mod quick_page;
mod reading;
mod review_page;
mod section_page;
mod talk_notice;
mod voice_page;

pub use addresses::{address_of, first_address, gap_address, next_address, quick_address};
pub use annotations::{Annotations, AnnotationsPage, AnnotationsPageData};
pub use attachments::{
    AttachmentLine, AttachmentRemovalPage, AttachmentRemovalPageData, AttachmentsPage, AttachmentsPageData,
};
pub use changes_page::{Changes, ChangesPage, ChangesPageData};
pub use check::{ATTESTATIONS, CheckPage, CheckPageData};
pub use comparison_page::ComparisonPage;
pub use conflict::{ConflictPage, ConflictPageData};
pub use depth_page::{BeginPage, BeginPageData, DepthPage, DepthPageData};
pub use frame::{Frame, FrameData};
pub use lists::{ArticlesPage, ChildrenPage};
pub use measures::{MeasuresPage, MeasuresPageData};
pub use overview::{OverviewPage, OverviewPageData};
pub use quick_page::{QuickPage, QuickPageData, QuickPart};
pub use reading::{MemoPage, SectionReading};
pub use review_page::{ReviewPage, ReviewPageData};
pub use section_page::{SectionPage, SectionPageData, section_title};
pub use voice_page::{NoteLine, VoiceChild, VoicePage, VoicePageData};
