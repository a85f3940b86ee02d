//! How a unit works, and the versions of the checklist.

mod checklists;
mod preview;
mod questions;
mod settings;

pub use checklists::{
    ChecklistPage, ChecklistPageData, ChecklistsPage, ChecklistsPageData, VersionLine, checklists_title,
};
pub use preview::{PreviewPage, PreviewPageData};
pub use settings::{DelegationLine, UnitSettingsPage, UnitSettingsPageData, unit_settings_title};
