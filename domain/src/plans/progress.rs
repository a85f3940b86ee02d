use chrono::NaiveDate;

use super::asked::{check, in_order, options};
use super::{ActivityState, Asked};
use crate::assessments::Kind;
use crate::dates;
use crate::fields::{FieldErrors, Fields};
use crate::language::Language;

/// How an activity goes. Said in every state of the plan, the whole year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The state.
    pub state: ActivityState,
    /// Why it is not going to be done; at most 500 characters, empty unless it is cancelled.
    pub reason: String,
    /// What it led to; at most 2,000 characters, may be empty.
    pub led_to: String,
    /// When it was done; none unless it is.
    pub done_on: Option<NaiveDate>,
}

impl Progress {
    /// Nothing has been done yet.
    #[must_use]
    pub fn not_begun() -> Self {
        Self {
            state: ActivityState::NotBegun,
            reason: String::new(),
            led_to: String::new(),
            done_on: None,
        }
    }

    /// The form's fields.
    #[must_use]
    pub fn asked(l: Language) -> Vec<Asked> {
        let states = options(&ActivityState::CHOSEN, |s| s.code().into(), |s| s.name(l).into());
        vec![
            Asked::new("state", Kind::Choice(states), 40, l.t("Hur går det?", "How does it go?"), "")
                .needed(l.t("Välj hur det går.", "Choose how it goes.")),
            Asked::new(
                "done_on",
                Kind::Date,
                20,
                l.t("När blev det gjort?", "When was it done?"),
                l.t(
                    "Fyll i när aktiviteten är genomförd, till exempel 2026-10-01.",
                    "Fill in when the activity is done, for example 2026-10-01.",
                ),
            ),
            Asked::new(
                "led_to",
                Kind::Text,
                2_000,
                l.t("Vad har det lett till?", "What has it led to?"),
                l.t(
                    "Vad gör ni annorlunda, och hur vet ni det? Skriv inget om enskilda barn eller klienter. Högst 2000 tecken.",
                    "What do you do differently, and how do you know? Write nothing about individual children or clients. At most 2,000 characters.",
                ),
            ),
            Asked::new(
                "reason",
                Kind::Text,
                500,
                l.t("Varför ställs det in?", "Why is it cancelled?"),
                l.t(
                    "Fyll i när aktiviteten är inställd. Högst 500 tecken.",
                    "Fill in when the activity is cancelled. At most 500 characters.",
                ),
            ),
        ]
    }

    /// Reads a posted form. A day or a reason that does not belong to the state is left out.
    ///
    /// # Errors
    /// What has to be mended.
    pub fn read(fields: &Fields, today: NaiveDate, l: Language) -> Result<Self, FieldErrors> {
        let asked = Self::asked(l);
        let mut errors = check(&asked, fields, today, l);
        let state = ActivityState::from_code(fields.text("state"));
        let done_on = dates::parse(fields.text("done_on"));
        if state == Some(ActivityState::Done) {
            if !fields.has("done_on") {
                errors.add(
                    "done_on",
                    l.t("Skriv när det blev gjort.", "Write when it was done."),
                );
            } else if done_on.is_some_and(|d| d > today) {
                errors.add(
                    "done_on",
                    l.t("Dagen har inte varit än.", "The day has not come yet."),
                );
            }
        }
        if state == Some(ActivityState::Cancelled) && !fields.has("reason") {
            errors.add(
                "reason",
                l.t(
                    "Skriv varför aktiviteten ställs in.",
                    "Write why the activity is cancelled.",
                ),
            );
        }
        match state.filter(|_| errors.is_empty()) {
            Some(state) => Ok(Self {
                state,
                reason: if state == ActivityState::Cancelled {
                    fields.text("reason").to_owned()
                } else {
                    String::new()
                },
                led_to: fields.text("led_to").to_owned(),
                done_on: done_on.filter(|_| state == ActivityState::Done),
            }),
            None => Err(in_order(errors, &asked)),
        }
    }

    /// What the form holds.
    #[must_use]
    pub fn to_fields(&self) -> Fields {
        [
            ("state", self.state.code().to_owned()),
            ("done_on", self.done_on.map(|d| d.to_string()).unwrap_or_default()),
            ("led_to", self.led_to.clone()),
            ("reason", self.reason.clone()),
        ]
        .into_iter()
        .collect()
    }
}
