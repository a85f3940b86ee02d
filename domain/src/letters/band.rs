use serde::{Deserialize, Serialize};

use crate::language::Language;

/// Which age a letter is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AgeBand {
    /// 4 to 6, read aloud.
    #[serde(rename = "4-6")]
    Four,
    /// 7 to 9.
    #[serde(rename = "7-9")]
    Seven,
    /// 10 to 12.
    #[serde(rename = "10-12")]
    Ten,
    /// 13 to 17.
    #[serde(rename = "13-17")]
    Thirteen,
}

impl AgeBand {
    /// All bands, the youngest first.
    pub const ALL: [Self; 4] = [Self::Four, Self::Seven, Self::Ten, Self::Thirteen];

    /// The code in the database and in the content files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Four => "4-6",
            Self::Seven => "7-9",
            Self::Ten => "10-12",
            Self::Thirteen => "13-17",
        }
    }

    /// The band of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|b| b.code() == code)
    }

    /// The band of an age; none under 4, where a talk is the answer, and from 18.
    #[must_use]
    pub fn for_age(age: u32) -> Option<Self> {
        match age {
            4..=6 => Some(Self::Four),
            7..=9 => Some(Self::Seven),
            10..=12 => Some(Self::Ten),
            13..=17 => Some(Self::Thirteen),
            _ => None,
        }
    }

    /// The band of an answer, and whether it is given in a talk: under 4 a talk is the answer, and the text for the youngest supports it.
    /// None from 18.
    #[must_use]
    pub fn for_answer(age: u32) -> Option<(Self, bool)> {
        if age < 4 {
            Some((Self::Four, true))
        } else {
            Self::for_age(age).map(|band| (band, false))
        }
    }

    /// The band in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Four => language.t("4–6 år, för högläsning", "4–6 years, to be read aloud"),
            Self::Seven => language.t("7–9 år", "7–9 years"),
            Self::Ten => language.t("10–12 år", "10–12 years"),
            Self::Thirteen => language.t("13–17 år", "13–17 years"),
        }
    }

    /// The readability index that the letter should not exceed.
    #[must_use]
    pub const fn lix_goal(self) -> u32 {
        match self {
            Self::Four => 20,
            Self::Seven => 25,
            Self::Ten => 30,
            Self::Thirteen => 40,
        }
    }
}

/// Where a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterStatus {
    /// Being written.
    Draft,
    /// Checked; waits to be given.
    Approved,
    /// The child has it.
    Given,
    /// No letter is given, with a reason.
    NotGiven,
}

impl LetterStatus {
    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Given => "given",
            Self::NotGiven => "not_given",
        }
    }

    /// The state of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Draft, Self::Approved, Self::Given, Self::NotGiven]
            .into_iter()
            .find(|s| s.code() == code)
    }

    /// The state in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Draft => language.t("Utkast", "Draft"),
            Self::Approved => language.t("Godkänt, inte lämnat", "Approved, not given"),
            Self::Given => language.t("Lämnat", "Given"),
            Self::NotGiven => language.t("Lämnas inte", "Not given"),
        }
    }
}
