use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::publish::read_instrument;
use crate::content::Localised;
use crate::language::Language;

/// Codes of the figures from the cases that an item can be shown beside.
pub const FIGURES: [&str; 6] = [
    "assessed", "heard", "informed", "answered", "reasoned", "measures",
];

/// What a figure counts, in words; the code itself where it is none of [`FIGURES`].
#[must_use]
pub fn figure_name(code: &str, language: Language) -> String {
    let name = match code {
        "assessed" => language.t(
            "beslut som berör barn och har en bedömning",
            "decisions that touch children and have an assessment",
        ),
        "heard" => language.t("barn som har hörts", "children who were heard"),
        "informed" => language.t("barn som har informerats", "children who were informed"),
        "answered" => language.t(
            "barn som har fått svar i tid",
            "children who were answered in time",
        ),
        "reasoned" => language.t(
            "beslut emot barnets vilja där skälen står",
            "decisions against the child's wish with the reasons recorded",
        ),
        "measures" => language.t("åtgärder gjorda i tid", "measures done in time"),
        other => other,
    };
    name.to_owned()
}

/// For whom an instrument is. Serialised as its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstrumentKind {
    /// A unit that meets children or their parents.
    Unit,
    /// A district or the whole municipality: the strategic level.
    Municipal,
}

impl InstrumentKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Unit, Self::Municipal];

    /// The code in the database and in the files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Municipal => "municipal",
        }
    }

    /// The kind of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The part of an address that names it.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Unit => "enhet",
            Self::Municipal => "kommun",
        }
    }

    /// The kind that a part of an address names, or none.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// What it is called among its users.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Unit => language.t("Enheternas egenkontroll", "The units' self-monitoring"),
            Self::Municipal => language.t(
                "Matris för kommun och stadsdel",
                "Matrix for municipality and district",
            ),
        }
    }
}

/// A version of what is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// For whom.
    pub kind: InstrumentKind,
    /// The version's name.
    pub version: String,
    /// First day on which rounds are opened with it.
    pub effective_from: NaiveDate,
    /// What it is called.
    pub title: Localised,
    /// Its areas, in the order in which they are answered.
    #[serde(rename = "area")]
    pub areas: Vec<Area>,
}

/// A part of an instrument: one page to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its code, also in addresses.
    pub code: String,
    /// What it is about.
    pub title: Localised,
    /// What is meant, in a sentence.
    pub lead: Localised,
    /// Its items.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

/// A statement that is rated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its code, stored with the answers. Never given to another item.
    pub code: String,
    /// The statement.
    pub text: Localised,
    /// What level 3 looks like.
    pub full: Localised,
    /// The figure from the cases that it is shown beside, one of [`FIGURES`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<String>,
}

impl Instrument {
    /// The area with this code.
    #[must_use]
    pub fn area(&self, code: &str) -> Option<&Area> {
        self.areas.iter().find(|area| area.code == code)
    }

    /// All items, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.areas.iter().flat_map(|area| &area.items)
    }

    /// The area that follows on this one, or none after the last.
    #[must_use]
    pub fn after(&self, code: &str) -> Option<&Area> {
        let mut areas = self.areas.iter().skip_while(|area| area.code != code);
        areas.next()?;
        areas.next()
    }
}

const UNIT: &str = include_str!("../../content/instruments/unit.toml");
const MUNICIPAL: &str = include_str!("../../content/instruments/municipal.toml");

static OWN: LazyLock<[Option<Arc<Instrument>>; 2]> =
    LazyLock::new(|| [UNIT, MUNICIPAL].map(|source| read_instrument(source).ok().map(Arc::new)));

/// The instrument that comes with the program. None only where its file is wrong, which the tests and each start would notice.
#[must_use]
pub fn own_instrument(kind: InstrumentKind) -> Option<&'static Arc<Instrument>> {
    OWN.iter().flatten().find(|instrument| instrument.kind == kind)
}
