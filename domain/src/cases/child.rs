use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use validator::Validate;

use super::IdentityNumber;
use crate::dates;
use crate::fields::{FieldErrors, Fields};
use crate::ids::GuardianId;
use crate::language::Language;

/// What a child needs so that it can understand and be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommunicationNeed {
    /// Pictures beside words.
    Pictures,
    /// Sign language or signs as support.
    Signs,
    /// A communication board or device.
    Aids,
    /// Short talks, breaks, a quiet room.
    ShortTalks,
    /// Somebody the child trusts beside it.
    SupportPerson,
}

impl CommunicationNeed {
    /// All needs, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::Pictures,
        Self::Signs,
        Self::Aids,
        Self::ShortTalks,
        Self::SupportPerson,
    ];

    /// The code in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pictures => "pictures",
            Self::Signs => "signs",
            Self::Aids => "aids",
            Self::ShortTalks => "short_talks",
            Self::SupportPerson => "support_person",
        }
    }

    /// The need in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Pictures => language.t("Bildstöd", "Pictures beside words"),
            Self::Signs => language.t(
                "Teckenspråk eller tecken som stöd",
                "Sign language or signs as support",
            ),
            Self::Aids => language.t("Kommunikationshjälpmedel", "Communication aids"),
            Self::ShortTalks => language.t("Korta samtal med pauser", "Short talks with breaks"),
            Self::SupportPerson => language.t("En trygg person med", "A trusted person present"),
        }
    }
}

/// A child in a case, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Validate, Serialize, Deserialize)]
pub struct ChildForm {
    /// What the child is called.
    #[validate(length(min = 1, max = 200, message = "name"))]
    pub name: String,
    /// Personal or coordination number, or empty: a child may lack one.
    #[validate(length(max = 200, message = "line"))]
    pub number: String,
    /// Date of birth, or empty where the number says it.
    #[validate(length(max = 200, message = "line"))]
    pub born: String,
    /// Codes of [`CommunicationNeed`].
    pub needs: Vec<String>,
    /// Anything else about how to talk with the child.
    #[validate(length(max = 2000, message = "note"))]
    pub needs_note: String,
    /// The language of an interpreter, or empty.
    #[validate(length(max = 200, message = "line"))]
    pub interpreter: String,
    /// Whether the child has a protected identity.
    pub protected: bool,
    /// How the child is connected with the adult.
    #[validate(length(max = 200, message = "line"))]
    pub relation: String,
}

impl ChildForm {
    /// Reads a posted form. Surrounding white space goes.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            name: text("name"),
            number: text("number"),
            born: text("born"),
            needs: CommunicationNeed::ALL
                .iter()
                .map(|n| n.code())
                .filter(|code| fields.ticked(&format!("need.{code}")))
                .map(str::to_owned)
                .collect(),
            needs_note: text("needs_note"),
            interpreter: text("interpreter"),
            protected: fields.ticked("protected"),
            relation: text("relation"),
        }
    }

    /// The form as fields again, to show it for changing.
    #[must_use]
    pub fn to_fields(&self) -> Fields {
        let mut fields: Fields = [
            ("name", &self.name),
            ("number", &self.number),
            ("born", &self.born),
            ("needs_note", &self.needs_note),
            ("interpreter", &self.interpreter),
            ("relation", &self.relation),
        ]
        .into_iter()
        .collect();
        if self.protected {
            fields.set("protected", "yes");
        }
        for code in &self.needs {
            fields.set(format!("need.{code}"), "yes");
        }
        fields
    }

    /// The date of birth from the number or, without one, from the date field.
    #[must_use]
    pub fn born_on(&self, today: NaiveDate) -> Option<NaiveDate> {
        IdentityNumber::parse(&self.number, today)
            .ok()
            .map(|n| n.born())
            .or_else(|| dates::parse(&self.born))
    }

    /// Everything that has to be mended before the child can be saved.
    #[must_use]
    pub fn check(&self, today: NaiveDate, language: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if let Err(found) = self.validate() {
            errors.take_over(&found, |key| {
                match key {
                    "name" => language.t(
                        "Skriv vad barnet heter, högst 200 tecken.",
                        "Write the child's name, at most 200 characters.",
                    ),
                    "note" => language.t(
                        "Texten får ha högst 2 000 tecken.",
                        "The text may have at most 2,000 characters.",
                    ),
                    _ => language.t(
                        "Texten får ha högst 200 tecken.",
                        "The text may have at most 200 characters.",
                    ),
                }
                .to_owned()
            });
        }
        let number = if self.number.is_empty() {
            None
        } else {
            Some(IdentityNumber::parse(&self.number, today))
        };
        if let Some(Err(problem)) = &number {
            errors.add("number", problem.message(language));
        }
        let typed = dates::parse(&self.born);
        if !self.born.is_empty() && typed.is_none() {
            errors.add(
                "born",
                language.t(
                    "Datumet finns inte. Skriv till exempel 2017-03-09.",
                    "The date does not exist. Write for example 2017-03-09.",
                ),
            );
        }
        if self.number.is_empty() && self.born.is_empty() {
            errors.add(
                "born",
                language.t(
                    "Skriv födelsedatum, eller ett nummer ovanför.",
                    "Write a date of birth, or a number above.",
                ),
            );
        }
        if let (Some(Ok(number)), Some(date)) = (&number, typed)
            && number.born() != date
        {
            errors.add(
                "born",
                language.t(
                    "Datumet stämmer inte med numret.",
                    "The date does not agree with the number.",
                ),
            );
        }
        if let Some(born) = self.born_on(today)
            && errors.is_empty()
        {
            let field = if self.number.is_empty() { "born" } else { "number" };
            match dates::age_on(born, today) {
                None => errors.add(
                    field,
                    language.t(
                        "Datumet ligger i framtiden. Ett väntat barn lägger du till när det är fött.",
                        "The date lies in the future. Add an expected child when it is born.",
                    ),
                ),
                Some(age) if age >= 18 => errors.add(
                    field,
                    language.t(
                        "Personen har fyllt 18 år och är inte ett barn i lagens mening.",
                        "The person is 18 or older and not a child in the sense of the law.",
                    ),
                ),
                Some(_) => {}
            }
        }
        errors
    }
}

/// How a guardian is connected with the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuardianRole {
    /// The adult whom the case is about.
    Party,
    /// Another guardian.
    Other,
}

impl GuardianRole {
    /// The code in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Other => "other",
        }
    }

    /// The role of a code; an unknown one is the weaker.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        if code == "party" { Self::Party } else { Self::Other }
    }

    /// The role in words.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Party => language.t("Den ärendet gäller", "The person the case is about"),
            Self::Other => language.t("Annan vårdnadshavare", "Other guardian"),
        }
    }
}

/// A guardian of one or more children in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    /// The guardian's id in this case.
    pub id: GuardianId,
    /// Name.
    pub name: String,
    /// Connection with the case.
    pub role: GuardianRole,
}

/// A guardian, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Validate)]
pub struct GuardianForm {
    /// Name.
    #[validate(length(min = 1, max = 200, message = "name"))]
    pub name: String,
    /// `party` or `other`.
    pub role: String,
}

impl GuardianForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            name: fields.text("guardian_name").to_owned(),
            role: fields.text("guardian_role").to_owned(),
        }
    }

    /// What has to be mended.
    #[must_use]
    pub fn check(&self, language: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if self.validate().is_err() {
            errors.add(
                "guardian_name",
                language.t(
                    "Skriv vårdnadshavarens namn, högst 200 tecken.",
                    "Write the guardian's name, at most 200 characters.",
                ),
            );
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    fn child(born: &str) -> ChildForm {
        ChildForm {
            name: "Elsa".into(),
            born: born.into(),
            ..ChildForm::default()
        }
    }

    #[test]
    fn a_child_without_a_number_needs_only_name_and_birth() {
        assert!(child("2016-02-29").check(today(), Language::Swedish).is_empty());
    }

    #[test]
    fn a_child_born_tomorrow_or_eighteen_today_is_refused_with_words() {
        assert!(
            child("2026-11-22")
                .check(today(), Language::Swedish)
                .of("born")
                .unwrap()
                .contains("framtiden")
        );
        assert!(
            child("2008-11-21")
                .check(today(), Language::Swedish)
                .of("born")
                .unwrap()
                .contains("18")
        );
        assert!(child("2008-11-22").check(today(), Language::Swedish).is_empty());
    }

    #[test]
    fn number_and_date_must_agree() {
        let mut c = child("2016-03-01");
        c.number = IdentityNumber::with_check_digit("20160229238").unwrap();
        assert!(c.check(today(), Language::English).of("born").is_some());
    }

    #[test]
    fn a_form_survives_the_way_to_fields_and_back() {
        let mut c = child("2016-02-29");
        c.needs = vec!["pictures".into(), "aids".into()];
        c.protected = true;
        assert_eq!(ChildForm::from_fields(&c.to_fields()), c);
    }
}
