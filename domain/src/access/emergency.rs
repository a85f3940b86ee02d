//! Emergency access (*akut åtkomst*): a record that is not within one's reach is opened for a short time because somebody may be in
//! danger. Reading only, with a reason, and the unit's manager is told and judges it afterwards.

use chrono::Duration;
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::fields::{FieldErrors, Fields};
use crate::language::Language;

/// How long a record stays open.
pub const EMERGENCY_LASTS: Duration = Duration::hours(4);
/// The most times that one person may try within [`EMERGENCY_COUNTED`].
pub const MOST_EMERGENCIES: i64 = 5;
/// The time within which they are counted.
pub const EMERGENCY_COUNTED: Duration = Duration::hours(24);
/// The most characters of the reason, and of what the manager writes.
pub const MAX_REASON: usize = 2_000;

/// Why somebody opens what is not theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmergencyGround {
    /// A child may be in danger now.
    Danger,
    /// On call, outside the unit's hours.
    OnCall,
    /// Whoever answers for the case cannot be reached and something cannot wait.
    Absence,
}

impl EmergencyGround {
    /// All grounds.
    pub const ALL: [Self; 3] = [Self::Danger, Self::OnCall, Self::Absence];

    /// The code in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::OnCall => "on_call",
            Self::Absence => "absence",
        }
    }

    /// The ground of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.code() == code)
    }

    /// The ground in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Danger => language.t("Ett barn kan vara i fara nu", "A child may be in danger now"),
            Self::OnCall => language.t(
                "Jag har jour och enheten är stängd",
                "I am on call and the unit is closed",
            ),
            Self::Absence => language.t(
                "Handläggaren går inte att nå och det kan inte vänta",
                "The worker cannot be reached and it cannot wait",
            ),
        }
    }
}

/// What is asked before a record is opened, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Validate, Serialize, Deserialize)]
pub struct EmergencyForm {
    /// A whole case number, personal number or coordination number.
    #[validate(length(min = 1, max = 40, message = "number"))]
    pub number: String,
    /// The ground's code.
    pub ground: String,
    /// What has happened.
    #[validate(length(min = 20, max = 2000, message = "reason"))]
    pub reason: String,
    /// Whether the person knows what follows.
    pub aware: bool,
}

impl EmergencyForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            number: fields.text("number").to_owned(),
            ground: fields.text("ground").to_owned(),
            reason: fields.text("reason").to_owned(),
            aware: fields.ticked("aware"),
        }
    }

    /// The ground, if the form is complete.
    ///
    /// # Errors
    /// What has to be mended, in the order of the form.
    pub fn check(&self, language: Language) -> Result<EmergencyGround, FieldErrors> {
        const ORDER: [&str; 4] = ["number", "ground", "reason", "aware"];
        let l = language;
        let mut errors = FieldErrors::default();
        if let Err(found) = self.validate() {
            errors.take_over(&found, |key| {
                match key {
                    "number" => l.t(
                        "Skriv hela ärendenumret eller hela person- eller samordningsnumret.",
                        "Write the whole case number, or the whole personal or coordination number.",
                    ),
                    _ => l.t(
                        "Skriv vad som har hänt och varför du behöver läsa nu, minst 20 och högst 2000 tecken.",
                        "Write what has happened and why you need to read now, at least 20 and at most 2,000 characters.",
                    ),
                }
                .to_owned()
            });
        }
        let ground = EmergencyGround::from_code(&self.ground);
        if ground.is_none() {
            errors.add("ground", l.t("Välj skälet.", "Choose the reason."));
        }
        if !self.aware {
            errors.add(
                "aware",
                l.t(
                    "Kryssa för att du vet att öppnandet granskas.",
                    "Tick that you know that the opening is reviewed.",
                ),
            );
        }
        errors
            .0
            .sort_by_key(|(field, _)| ORDER.iter().position(|name| name == field));
        match ground {
            Some(ground) if errors.is_empty() => Ok(ground),
            _ => Err(errors),
        }
    }
}

/// What the manager finds afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmergencyVerdict {
    /// It was needed.
    Justified,
    /// It has to be looked into.
    Unclear,
}

impl EmergencyVerdict {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Justified, Self::Unclear];

    /// The code in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Justified => "justified",
            Self::Unclear => "unclear",
        }
    }

    /// The verdict of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }

    /// The verdict in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Justified => language.t("Det behövdes", "It was needed"),
            Self::Unclear => language.t("Det behöver utredas", "It has to be looked into"),
        }
    }
}

/// The manager's judgement, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerdictForm {
    /// The verdict's code.
    pub verdict: String,
    /// Why; must be there where something has to be looked into.
    pub note: String,
}

impl VerdictForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            verdict: fields.text("verdict").to_owned(),
            note: fields.text("note").to_owned(),
        }
    }

    /// The verdict, if the form is complete.
    ///
    /// # Errors
    /// What has to be mended, in the order of the form.
    pub fn check(&self, language: Language) -> Result<EmergencyVerdict, FieldErrors> {
        let l = language;
        let mut errors = FieldErrors::default();
        let verdict = EmergencyVerdict::from_code(&self.verdict);
        if verdict.is_none() {
            errors.add(
                "verdict",
                l.t("Välj vad du kommer fram till.", "Choose what you find."),
            );
        }
        let length = self.note.chars().count();
        if length > MAX_REASON {
            errors.add("note", crate::fields::too_long_message(length, MAX_REASON, l));
        }
        if verdict == Some(EmergencyVerdict::Unclear) && length == 0 {
            errors.add(
                "note",
                l.t(
                    "Skriv vad som behöver utredas och vem som gör det.",
                    "Write what has to be looked into and who does so.",
                ),
            );
        }
        match verdict {
            Some(verdict) if errors.is_empty() => Ok(verdict),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> EmergencyForm {
        EmergencyForm {
            number: "2026-0417".into(),
            ground: "danger".into(),
            reason: "Grannen ringer: barnen är ensamma hemma sedan i går.".into(),
            aware: true,
        }
    }

    #[test]
    fn a_complete_form_gives_its_ground_and_every_gap_is_named_in_order() {
        let l = Language::Swedish;
        assert_eq!(typed().check(l), Ok(EmergencyGround::Danger));
        let errors = EmergencyForm::default().check(l).unwrap_err();
        let fields: Vec<&str> = errors.0.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["number", "ground", "reason", "aware"]);
        let short = EmergencyForm {
            reason: "Behövs.".into(),
            ..typed()
        };
        assert!(short.check(l).unwrap_err().of("reason").is_some());
        let long = EmergencyForm {
            reason: "x".repeat(MAX_REASON + 1),
            ..typed()
        };
        assert!(long.check(l).unwrap_err().of("reason").is_some());
    }

    #[test]
    fn what_has_to_be_looked_into_is_said() {
        let l = Language::Swedish;
        let form = |verdict: &str, note: &str| VerdictForm {
            verdict: verdict.into(),
            note: note.into(),
        };
        assert_eq!(form("justified", "").check(l), Ok(EmergencyVerdict::Justified));
        assert_eq!(
            form("unclear", "Chefen frågar.").check(l),
            Ok(EmergencyVerdict::Unclear)
        );
        assert!(form("unclear", "").check(l).unwrap_err().of("note").is_some());
        assert!(form("", "").check(l).unwrap_err().of("verdict").is_some());
        assert!(form("justified", &"x".repeat(MAX_REASON + 1)).check(l).is_err());
    }

    #[test]
    fn codes_lead_back_to_what_they_stand_for() {
        for ground in EmergencyGround::ALL {
            assert_eq!(EmergencyGround::from_code(ground.code()), Some(ground));
        }
        for verdict in EmergencyVerdict::ALL {
            assert_eq!(EmergencyVerdict::from_code(verdict.code()), Some(verdict));
        }
    }
}
