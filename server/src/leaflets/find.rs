use documents::Document;
use documents::leaflets::{LeafletParts, leaflet as as_document};
use domain::access::{Action, Subject, may};
use domain::ids::UnitId;
use domain::language::Language;
use domain::organisation::{LeafletKind, LeafletText};
use store::Tx;
use store::leaflets::{self, StoredText};
use store::organisation::{self, Unit};

use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::sessions::Signed;
use crate::state::AppState;

/// The parts of a leaflet's address: unit, leaflet, language.
pub(super) type Address = (String, String, String);

/// A leaflet of a unit, with what the unit says of itself in it.
pub(super) struct Found {
    pub unit: Unit,
    pub kind: LeafletKind,
    pub language: Language,
    /// Also an emptied one, for its version.
    pub stored: Option<StoredText>,
}

/// A unit that hands out leaflets and to which the person may do `action`. Districts meet nobody, and have none.
pub(super) async fn unit(tx: &mut Tx, signed: &Signed, id: &str, action: Action) -> Result<Unit, AppError> {
    let id: UnitId = id.parse().map_err(|_| AppError::NotFound)?;
    let unit = organisation::unit(tx, id).await?;
    if unit.area.is_none() || !may(&signed.actor, action, Subject::Unit(&unit.path)) {
        return Err(AppError::NotFound);
    }
    Ok(unit)
}

/// The leaflet of an address, for somebody who may do `action` to the unit's leaflets.
pub(super) async fn find(
    state: &AppState,
    signed: &Signed,
    (id, kind, language): &Address,
    action: Action,
) -> Result<Found, AppError> {
    let kind = LeafletKind::from_slug(kind).ok_or(AppError::NotFound)?;
    let language = Language::from_code(language).ok_or(AppError::NotFound)?;
    let mut tx = state.read().await?;
    let unit = unit(&mut tx, signed, id, action).await?;
    let stored = leaflets::text(&mut tx, unit.id, (kind, language)).await?;
    Ok(Found {
        unit,
        kind,
        language,
        stored,
    })
}

impl Found {
    /// What the unit says of itself; empty where it has written nothing.
    pub fn local(&self) -> LeafletText {
        self.stored.as_ref().map(|s| s.text.clone()).unwrap_or_default()
    }

    /// The version that a form starts from.
    pub fn version(&self) -> i64 {
        self.stored.as_ref().map_or(0, |s| s.version)
    }

    /// The leaflet as it is printed today.
    pub fn document(&self, state: &AppState, large: bool) -> Document {
        as_document(LeafletParts {
            kind: self.kind,
            language: self.language,
            unit: &self.unit.name,
            phone: &self.unit.phone,
            local: &self.local(),
            date: stockholm_day(state.now()),
            large,
        })
    }
}
