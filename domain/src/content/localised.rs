use serde::{Deserialize, Serialize};

use crate::language::Language;

/// A text in both languages. Cannot be read from a file in which one of them is missing or blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
pub struct Localised {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Localised {
    /// The text in this language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        language.t(&self.sv, &self.en)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    sv: String,
    en: String,
}

impl TryFrom<Raw> for Localised {
    type Error = String;

    fn try_from(raw: Raw) -> Result<Self, Self::Error> {
        if raw.sv.trim().is_empty() {
            return Err(format!("the Swedish text beside {:?} is empty", raw.en));
        }
        if raw.en.trim().is_empty() {
            return Err(format!("the English text beside {:?} is empty", raw.sv));
        }
        Ok(Self {
            sv: raw.sv,
            en: raw.en,
        })
    }
}
