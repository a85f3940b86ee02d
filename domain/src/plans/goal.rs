use chrono::{Datelike, NaiveDate};

use super::asked::{check, in_order, options};
use super::{Asked, FocusArea};
use crate::assessments::Kind;
use crate::dates;
use crate::fields::{FieldErrors, Fields};
use crate::language::Language;

/// What a goal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalText {
    /// What it is about.
    pub focus: FocusArea,
    /// What is to be reached; at most 300 characters.
    pub aim: String,
    /// How a child notices it; at most 600 characters, may be empty.
    pub noticed: String,
}

impl GoalText {
    /// The form's fields.
    #[must_use]
    pub fn asked(l: Language) -> Vec<Asked> {
        let areas = options(&FocusArea::ALL, |a| a.code().into(), |a| a.name(l).into());
        vec![
            Asked::new("focus", Kind::Choice(areas), 40, l.t("Vad handlar målet om?", "What is the goal about?"), "")
                .needed(l.t("Välj vad målet handlar om.", "Choose what the goal is about.")),
            Asked::new(
                "aim",
                Kind::Text,
                300,
                l.t("Vad ska ni nå?", "What do you want to reach?"),
                l.t(
                    "Ett mål i taget, så att det går att se om ni har nått det. Högst 300 tecken.",
                    "One goal at a time, so that it can be seen whether you have reached it. At most 300 characters.",
                ),
            )
            .needed(l.t("Skriv vad ni ska nå.", "Write what you want to reach.")),
            Asked::new(
                "noticed",
                Kind::Text,
                600,
                l.t("Hur märks det för barnen?", "How do the children notice it?"),
                l.t("Får lämnas tomt. Högst 600 tecken.", "May be left empty. At most 600 characters."),
            ),
        ]
    }

    /// Reads a posted form.
    ///
    /// # Errors
    /// What has to be mended. `today` decides the century of a number of ten digits.
    pub fn read(fields: &Fields, today: NaiveDate, l: Language) -> Result<Self, FieldErrors> {
        let errors = check(&Self::asked(l), fields, today, l);
        match FocusArea::from_code(fields.text("focus")).filter(|_| errors.is_empty()) {
            Some(focus) => Ok(Self {
                focus,
                aim: fields.text("aim").to_owned(),
                noticed: fields.text("noticed").to_owned(),
            }),
            None => Err(errors),
        }
    }

    /// The text as the form holds it.
    #[must_use]
    pub fn to_fields(&self) -> Fields {
        [
            ("focus", self.focus.code()),
            ("aim", &self.aim),
            ("noticed", &self.noticed),
        ]
        .into_iter()
        .collect()
    }
}

/// What an activity is; how it goes is its [`super::Progress`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityText {
    /// What is done; at most 500 characters.
    pub what: String,
    /// Who sees to it, a name or a role; at most 100 characters.
    pub responsible: String,
    /// When it is to be done, a day of the plan's year.
    pub due_on: NaiveDate,
}

impl ActivityText {
    /// The form's fields.
    #[must_use]
    pub fn asked(year: i32, l: Language) -> Vec<Asked> {
        vec![
            Asked::new(
                "what",
                Kind::Text,
                500,
                l.t("Vad ska göras?", "What is to be done?"),
                l.t(
                    "Något som går att säga att det är gjort. Högst 500 tecken.",
                    "Something of which one can say that it is done. At most 500 characters.",
                ),
            )
            .needed(l.t("Skriv vad som ska göras.", "Write what is to be done.")),
            Asked::new(
                "responsible",
                Kind::Line,
                100,
                l.t("Vem ser till att det blir gjort?", "Who sees to it?"),
                l.t(
                    "En kollegas namn eller en roll, till exempel barnrättsombudet.",
                    "A colleague's name or a role, for example the representative.",
                ),
            )
            .needed(l.t(
                "Skriv vem som ser till att det blir gjort.",
                "Write who sees to it.",
            )),
            Asked::new(
                "due_on",
                Kind::Date,
                20,
                l.t("När ska det vara gjort?", "When is it to be done?"),
                &l.t(
                    format!("Ett datum under {year}, till exempel {year}-10-01."),
                    format!("A date in {year}, for example {year}-10-01."),
                ),
            )
            .needed(l.t("Skriv när det ska vara gjort.", "Write when it is to be done.")),
        ]
    }

    /// Reads a posted form of the plan of `year`.
    ///
    /// # Errors
    /// What has to be mended.
    pub fn read(fields: &Fields, year: i32, today: NaiveDate, l: Language) -> Result<Self, FieldErrors> {
        let asked = Self::asked(year, l);
        let mut errors = check(&asked, fields, today, l);
        let due = dates::parse(fields.text("due_on"));
        if due.is_some_and(|d| d.year() != year) {
            errors.add(
                "due_on",
                l.t(
                    format!("Datumet ska ligga under {year}, planens år."),
                    format!("The date must lie in {year}, the plan's year."),
                ),
            );
        }
        match due.filter(|_| errors.is_empty()) {
            Some(due_on) => Ok(Self {
                what: fields.text("what").to_owned(),
                responsible: fields.text("responsible").to_owned(),
                due_on,
            }),
            None => Err(in_order(errors, &asked)),
        }
    }

    /// The text as the form holds it.
    #[must_use]
    pub fn to_fields(&self) -> Fields {
        [
            ("what", self.what.clone()),
            ("responsible", self.responsible.clone()),
            ("due_on", self.due_on.to_string()),
        ]
        .into_iter()
        .collect()
    }
}

/// A remark of the coordinator or a reply of the unit; at most 2,000 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarkText(pub String);

impl RemarkText {
    /// The form's field: a remark, or a reply.
    #[must_use]
    pub fn asked(reply: bool, l: Language) -> Vec<Asked> {
        let (label, missing) = if reply {
            (
                l.t("Vad svarar ni?", "What do you answer?"),
                l.t("Skriv vad ni svarar.", "Write what you answer."),
            )
        } else {
            (
                l.t(
                    "Vad vill du säga om målet?",
                    "What do you want to say about the goal?",
                ),
                l.t("Skriv vad du vill säga.", "Write what you want to say."),
            )
        };
        let hint = l.t(
            "Högst 2000 tecken. Texten går inte att ändra efteråt.",
            "At most 2,000 characters. The text cannot be changed afterwards.",
        );
        vec![Asked::new("text", Kind::Text, 2_000, label, hint).needed(missing)]
    }

    /// Reads a posted form.
    ///
    /// # Errors
    /// What has to be mended.
    pub fn read(fields: &Fields, reply: bool, today: NaiveDate, l: Language) -> Result<Self, FieldErrors> {
        let errors = check(&Self::asked(reply, l), fields, today, l);
        if errors.is_empty() {
            Ok(Self(fields.text("text").to_owned()))
        } else {
            Err(errors)
        }
    }
}
