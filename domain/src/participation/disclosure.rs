use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::assessments::StatementInView;
use crate::dates;
use crate::fields::{FieldErrors, Fields, MAX_LINE, MAX_TEXT, too_long_message};
use crate::ids::DisclosureId;
use crate::language::Language;

/// What an assessment of disclosure came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisclosureOutcome {
    /// The guardian or another party may read the child's words.
    Disclosed,
    /// They are withheld.
    Withheld,
}

impl DisclosureOutcome {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Disclosed, Self::Withheld];

    /// The code in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Disclosed => "disclosed",
            Self::Withheld => "withheld",
        }
    }

    /// The outcome of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }

    /// The outcome in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Disclosed => language.t("Får lämnas ut", "May be disclosed"),
            Self::Withheld => language.t("Lämnas inte ut", "Withheld"),
        }
    }
}

/// The provisions that words can be withheld on: ids of references. A ground that is not among them is written in the reasons.
pub const GROUNDS: [&str; 4] = ["osl-10-3", "osl-12-3", "osl-26-1", "osl-26-5"];

/// Who assessed whether a statement may be disclosed, when, what came of it and why. Added and never changed: the latest counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    /// The assessment of disclosure.
    pub id: DisclosureId,
    /// The statement's key: note and number.
    pub statement: String,
    /// To whom: the guardian or other party who would read it.
    pub recipient: String,
    /// What it came to.
    pub outcome: DisclosureOutcome,
    /// Id of a reference; empty where the words are disclosed or the reasons name the ground.
    pub ground: String,
    /// Why.
    pub reasons: String,
    /// What the party is told instead of the words; may be empty.
    pub told_instead: String,
    /// Who decided it.
    pub decided_by: String,
    /// The day.
    pub decided_on: NaiveDate,
    /// Who noted it.
    pub noted_by: String,
    /// When it was noted.
    pub noted_at: DateTime<Utc>,
}

/// Whether others may read a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing speaks against it.
    Open,
    /// It is marked, and nobody has assessed it yet.
    Awaits,
    /// Assessed: it may be disclosed.
    Disclosed,
    /// Assessed: it is withheld.
    Withheld,
}

impl Standing {
    /// Whether the words may stand in what others read: a letter, the version for a party.
    #[must_use]
    pub const fn may_be_read(self) -> bool {
        matches!(self, Self::Open | Self::Disclosed)
    }

    /// The standing in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Open => language.t("Inget hinder noterat", "Nothing noted against it"),
            Self::Awaits => language.t(
                "Ska prövas innan någon får läsa",
                "Assess before anybody may read",
            ),
            Self::Disclosed => language.t("Prövat, får lämnas ut", "Assessed, may be disclosed"),
            Self::Withheld => language.t("Prövat, lämnas inte ut", "Assessed, withheld"),
        }
    }
}

/// Where a statement stands. `disclosures` are in the order in which they were noted; the latest about the statement counts.
#[must_use]
pub fn standing(statement: &StatementInView, disclosures: &[Disclosure]) -> Standing {
    match disclosures.iter().rfind(|d| d.statement == statement.key) {
        Some(latest) => match latest.outcome {
            DisclosureOutcome::Disclosed => Standing::Disclosed,
            DisclosureOutcome::Withheld => Standing::Withheld,
        },
        None if statement.assess_first => Standing::Awaits,
        None => Standing::Open,
    }
}

/// An assessment of disclosure, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Validate)]
pub struct DisclosureForm {
    /// To whom.
    #[validate(length(max = 200, message = "line"))]
    pub recipient: String,
    /// The outcome's code.
    pub outcome: String,
    /// Id of a reference, or empty.
    pub ground: String,
    /// Why.
    #[validate(length(max = 100_000, message = "text"))]
    pub reasons: String,
    /// What the party is told instead.
    #[validate(length(max = 100_000, message = "text"))]
    pub told_instead: String,
    /// Who decided.
    #[validate(length(max = 200, message = "line"))]
    pub decided_by: String,
    /// The day.
    #[validate(length(max = 200, message = "line"))]
    pub decided_on: String,
}

impl DisclosureForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            recipient: text("recipient"),
            outcome: text("outcome"),
            ground: text("ground"),
            reasons: text("reasons"),
            told_instead: text("told_instead"),
            decided_by: text("decided_by"),
            decided_on: text("decided_on"),
        }
    }

    /// The outcome and the day, once [`Self::check`] found nothing.
    #[must_use]
    pub fn decided(&self, today: NaiveDate) -> Option<(DisclosureOutcome, NaiveDate)> {
        let day = dates::parse(&self.decided_on).filter(|d| *d <= today)?;
        Some((DisclosureOutcome::from_code(&self.outcome)?, day))
    }

    /// What has to be mended before it can be noted, in the order of the form.
    #[must_use]
    pub fn check(&self, today: NaiveDate, l: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let mut needs = |name: &str, text: &str, message: &str| {
            if text.is_empty() {
                errors.add(name, message);
            }
        };
        needs(
            "recipient",
            &self.recipient,
            l.t("Skriv vem som skulle få läsa.", "Write who would get to read it."),
        );
        if DisclosureOutcome::from_code(&self.outcome).is_none() {
            needs(
                "outcome",
                "",
                l.t(
                    "Välj vad prövningen ledde till.",
                    "Choose what the assessment came to.",
                ),
            );
        }
        let withheld = self.outcome == DisclosureOutcome::Withheld.code();
        if withheld && !(self.ground == "other" || GROUNDS.contains(&self.ground.as_str())) {
            needs(
                "ground",
                "",
                l.t(
                    "Välj vilken bestämmelse det bygger på.",
                    "Choose the provision that it rests on.",
                ),
            );
        }
        needs(
            "reasons",
            &self.reasons,
            l.t("Skriv skälen.", "Write the reasons."),
        );
        needs(
            "decided_by",
            &self.decided_by,
            l.t("Skriv vem som har prövat det.", "Write who assessed it."),
        );
        if dates::parse(&self.decided_on).is_none_or(|d| d > today) {
            needs(
                "decided_on",
                "",
                l.t(
                    "Skriv vilken dag, i dag eller tidigare, till exempel 2026-12-01.",
                    "Write which day, today or before, for example 2026-12-01.",
                ),
            );
        }
        self.add_too_long(&mut errors, l);
        errors
    }

    fn add_too_long(&self, errors: &mut FieldErrors, l: Language) {
        if let Err(found) = self.validate() {
            let length_of = |name: &str| match name {
                "recipient" => self.recipient.chars().count(),
                "reasons" => self.reasons.chars().count(),
                "told_instead" => self.told_instead.chars().count(),
                "decided_by" => self.decided_by.chars().count(),
                _ => self.decided_on.chars().count(),
            };
            for (name, wrong) in found.field_errors() {
                let line = wrong.iter().any(|w| w.message.as_deref() == Some("line"));
                let most = if line { MAX_LINE } else { MAX_TEXT };
                errors.add(&name, too_long_message(length_of(&name), most, l));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::{ChildId, NoteId};

    fn said(assess_first: bool) -> StatementInView {
        StatementInView {
            key: "n.1".into(),
            note: NoteId(Uuid::nil()),
            child: ChildId(Uuid::nil()),
            on: String::new(),
            words: "Jag är rädd för pappa.".into(),
            subject: String::new(),
            assess_first,
        }
    }

    fn assessed(outcome: DisclosureOutcome) -> Disclosure {
        Disclosure {
            id: DisclosureId(Uuid::nil()),
            statement: "n.1".into(),
            recipient: "Pappan".into(),
            outcome,
            ground: String::new(),
            reasons: "Skäl".into(),
            told_instead: String::new(),
            decided_by: "Enhetschefen".into(),
            decided_on: NaiveDate::default(),
            noted_by: "Åsa".into(),
            noted_at: DateTime::default(),
        }
    }

    #[test]
    fn the_latest_assessment_counts_and_a_mark_alone_only_awaits() {
        use DisclosureOutcome::{Disclosed, Withheld};
        assert_eq!(standing(&said(false), &[]), Standing::Open);
        assert_eq!(standing(&said(true), &[]), Standing::Awaits);
        assert!(!standing(&said(true), &[]).may_be_read());
        let both = [assessed(Withheld), assessed(Disclosed)];
        assert_eq!(standing(&said(true), &both), Standing::Disclosed);
        assert_eq!(standing(&said(false), &both[..1]), Standing::Withheld);
    }

    #[test]
    fn everything_that_is_missing_is_named_in_the_order_of_the_form() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let errors = DisclosureForm::default().check(today, Language::Swedish);
        let fields: Vec<_> = errors.0.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(
            fields,
            ["recipient", "outcome", "reasons", "decided_by", "decided_on"]
        );
        let form = DisclosureForm {
            recipient: "Pappan".into(),
            outcome: "withheld".into(),
            reasons: "Skäl".into(),
            decided_by: "Chefen".into(),
            decided_on: "2026-11-25".into(),
            ..DisclosureForm::default()
        };
        assert_eq!(
            form.check(today, Language::Swedish).0.len(),
            1,
            "a ground is needed"
        );
        let form = DisclosureForm {
            ground: "osl-12-3".into(),
            ..form
        };
        assert!(form.check(today, Language::Swedish).is_empty());
        assert_eq!(form.decided(today), Some((DisclosureOutcome::Withheld, today)));
        let long = DisclosureForm {
            recipient: "x".repeat(201),
            ..form
        };
        assert!(long.check(today, Language::English).of("recipient").is_some());
    }
}
