//! How a unit works and what it shares, and the versions of the checklist.

mod checklists;
mod phrases;
mod preview;
mod questions;
mod settings;

pub use checklists::{
    ChecklistPage, ChecklistPageData, ChecklistsPage, ChecklistsPageData, VersionLine, checklists_title,
};
pub use phrases::{PhraseLine, PhrasePicker, PhrasesPage, PhrasesPageData};
pub use preview::{PreviewPage, PreviewPageData};
pub use settings::{DelegationLine, UnitSettingsPage, UnitSettingsPageData, unit_settings_title};
