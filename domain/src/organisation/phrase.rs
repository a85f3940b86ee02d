use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

use super::mentions::mentions_identity_number;
use crate::fields::{FieldErrors, Fields};
use crate::ids::{AccountId, PhraseId};
use crate::language::Language;

/// A text that a unit writes often: a fact or information, never a judgement and never about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The phrase.
    pub id: PhraseId,
    /// What it is about, in a line.
    pub title: String,
    /// The text, at most 2,000 characters.
    pub text: String,
    /// Who added it.
    pub added_by: AccountId,
    /// That person's name.
    pub added_by_name: String,
    /// When.
    pub added_at: DateTime<Utc>,
}

/// A phrase, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Validate, Serialize, Deserialize)]
pub struct PhraseForm {
    /// What it is about.
    #[validate(length(min = 1, max = 200, message = "title"))]
    pub title: String,
    /// The text.
    #[validate(length(min = 1, max = 2_000, message = "text"))]
    pub text: String,
    /// Whether the person says that it is a fact or information, no judgement.
    pub fact: bool,
}

impl PhraseForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            title: fields.text("title").to_owned(),
            text: fields.text("text").to_owned(),
            fact: fields.ticked("fact"),
        }
    }

    /// What has to be mended before the phrase can be added. `today` decides the century of a number of ten digits.
    #[must_use]
    pub fn check(&self, today: NaiveDate, language: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if let Err(found) = self.validate() {
            errors.take_over(&found, |key| {
                match key {
                    "title" => language.t(
                        "Skriv vad frasen handlar om, högst 200 tecken.",
                        "Write what the phrase is about, at most 200 characters.",
                    ),
                    _ => language.t(
                        "Skriv texten, högst 2000 tecken.",
                        "Write the text, at most 2,000 characters.",
                    ),
                }
                .to_owned()
            });
        }
        for (field, text) in [("title", &self.title), ("text", &self.text)] {
            if mentions_identity_number(text, today) {
                errors.add(
                    field,
                    language.t(
                        "Här står något som ser ut som ett person- eller samordningsnummer. En fras får inte innehålla personuppgifter.",
                        "Something here looks like a personal or coordination number. A phrase must not hold personal data.",
                    ),
                );
            }
        }
        // The derive finds fields by their names; the page asks for the title first.
        errors.0.sort_by_key(|(field, _)| field != "title");
        if !self.fact {
            errors.add(
                "fact",
                language.t(
                    "Kryssa i att texten är fakta eller information. Bedömningar skriver var och en själv.",
                    "Tick that the text is a fact or information. Judgements are everybody's own to write.",
                ),
            );
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(form: &PhraseForm) -> Vec<String> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let found = form.check(today, Language::Swedish);
        found.0.into_iter().map(|(field, _)| field).collect()
    }

    fn phrase() -> PhraseForm {
        PhraseForm {
            title: "Riksnormen".into(),
            text: "Riksnormen bestäms av regeringen varje år.".into(),
            fact: true,
        }
    }

    #[test]
    fn a_fact_with_a_title_is_taken() {
        assert!(errors(&phrase()).is_empty());
    }

    #[test]
    fn an_empty_form_asks_for_title_text_and_tick_in_that_order() {
        assert_eq!(errors(&PhraseForm::default()), ["title", "text", "fact"]);
    }

    #[test]
    fn a_judgement_has_no_tick_and_is_refused() {
        let form = PhraseForm {
            fact: false,
            ..phrase()
        };
        assert_eq!(errors(&form), ["fact"]);
        let fields: Fields = [("title", "a"), ("text", "b"), ("fact", "no")]
            .into_iter()
            .collect();
        assert!(!PhraseForm::from_fields(&fields).fact);
    }

    #[test]
    fn two_thousand_characters_fit_and_one_more_does_not() {
        let with = |n: usize| PhraseForm {
            text: "å".repeat(n),
            ..phrase()
        };
        assert!(errors(&with(2_000)).is_empty());
        assert_eq!(errors(&with(2_001)), ["text"]);
        let titled = |n: usize| PhraseForm {
            title: "å".repeat(n),
            ..phrase()
        };
        assert!(errors(&titled(200)).is_empty());
        assert_eq!(errors(&titled(201)), ["title"]);
    }

    #[test]
    fn a_number_of_a_person_is_refused_in_the_text_and_in_the_title() {
        let form = PhraseForm {
            text: "Gäller 20160229-2380.".into(),
            ..phrase()
        };
        assert_eq!(errors(&form), ["text"]);
        let form = PhraseForm {
            title: "Om 160229-2380".into(),
            ..phrase()
        };
        assert_eq!(errors(&form), ["title"]);
    }
}
