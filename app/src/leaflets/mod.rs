//! Leaflets: choosing one, reading it as it is printed, and writing what the unit says of itself in it.

mod choice_page;
mod leaflet_page;
mod text_page;

pub use choice_page::{ChoicePage, UnitChoicePage, leaflets_title};
pub use leaflet_page::{LeafletPage, LeafletPageData};
pub use text_page::{TextPage, TextPageData, Theirs, text_title};

use domain::ids::UnitId;
use domain::language::Language;
use domain::organisation::LeafletKind;

/// The address of a leaflet of a unit, in one language.
#[must_use]
pub fn leaflet_address(unit: UnitId, kind: LeafletKind, language: Language) -> String {
    format!("/informationsblad/{unit}/{}/{}", kind.slug(), language.code())
}

/// The address of a unit's leaflets.
#[must_use]
pub fn unit_address(unit: UnitId) -> String {
    format!("/informationsblad/{unit}")
}
