//! The two languages of the interface. Every text is written in both where it is used, so that a missing one cannot compile.

use serde::{Deserialize, Serialize};

/// An interface language; Swedish is the default. Serialised as `sv` or `en`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Swedish, `sv`.
    #[default]
    #[serde(rename = "sv")]
    Swedish,
    /// English, `en`.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both languages, the default first.
    pub const ALL: [Self; 2] = [Self::Swedish, Self::English];

    /// The BCP 47 code, as in `<html lang>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }

    /// The language of a BCP 47 code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }

    /// The one of two wordings that is in this language.
    pub fn t<S>(self, sv: S, en: S) -> S {
        match self {
            Self::Swedish => sv,
            Self::English => en,
        }
    }
}
