use chrono::NaiveDate;

use super::asked::{check, in_order};
use super::{Asked, FocusArea};
use crate::assessments::Kind;
use crate::content::content;
use crate::dates;
use crate::fields::{FieldErrors, Fields};
use crate::ids::UnitId;
use crate::language::Language;

/// The longest training that can be written, in minutes: 400 hours.
const LONGEST: i64 = 400 * 60;
/// The most people of one unit.
const MOST_STAFF: i64 = 2_000;

/// What a training is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TrainingSubject {
    /// The convention as a whole.
    Convention,
    /// A focus area.
    Focus(FocusArea),
    /// An article of the checklist.
    Article(u8),
}

impl TrainingSubject {
    /// Everything that can be chosen.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let articles = content()
            .checklist()
            .articles
            .iter()
            .map(|a| Self::Article(a.number));
        [Self::Convention]
            .into_iter()
            .chain(FocusArea::ALL.map(Self::Focus))
            .chain(articles)
            .collect()
    }

    /// The code in the database and in forms: `convention`, `focus.participation`, `article.12`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Convention => "convention".to_owned(),
            Self::Focus(area) => format!("focus.{}", area.code()),
            Self::Article(number) => format!("article.{number}"),
        }
    }

    /// The subject of a code, or none. An article that the checklist no longer has is still one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once('.') {
            None if code == "convention" => Some(Self::Convention),
            Some(("focus", area)) => FocusArea::from_code(area).map(Self::Focus),
            Some(("article", number)) => number.parse().ok().map(Self::Article),
            _ => None,
        }
    }

    /// The subject in words.
    #[must_use]
    pub fn name(self, l: Language) -> String {
        match self {
            Self::Convention => l
                .t("Barnkonventionen som helhet", "The convention as a whole")
                .to_owned(),
            Self::Focus(area) => area.name(l).to_owned(),
            Self::Article(number) => {
                let title = content().checklist().article(number).map(|a| a.title.get(l));
                let article = l.t(format!("Artikel {number}"), format!("Article {number}"));
                title.map_or_else(|| article.clone(), |title| format!("{article}: {title}"))
            }
        }
    }
}

/// How many of a unit took part in a training. Numbers, not names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// The unit.
    pub unit: UnitId,
    /// How many took part.
    pub took_part: i64,
    /// How many worked there.
    pub staff: i64,
}

/// A training as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainingText {
    /// What it is called; at most 200 characters.
    pub title: String,
    /// What it is about.
    pub subject: TrainingSubject,
    /// Who gave it; at most 200 characters.
    pub provider: String,
    /// The day, or the first of several.
    pub held_on: NaiveDate,
    /// How long it was, in minutes.
    pub minutes: i64,
}

impl TrainingText {
    /// The form's fields without those of the units.
    #[must_use]
    pub fn asked(l: Language) -> Vec<Asked> {
        let subjects = TrainingSubject::all().into_iter().map(|s| (s.code(), s.name(l)));
        vec![
            Asked::new(
                "title",
                Kind::Line,
                200,
                l.t("Vad heter utbildningen?", "What is the training called?"),
                "",
            )
            .needed(l.t(
                "Skriv vad utbildningen heter.",
                "Write what the training is called.",
            )),
            Asked::new(
                "subject",
                Kind::Choice(subjects.collect()),
                40,
                l.t("Vad handlar den om?", "What is it about?"),
                "",
            )
            .needed(l.t("Välj vad den handlar om.", "Choose what it is about.")),
            Asked::new(
                "provider",
                Kind::Line,
                200,
                l.t("Vem håller i den?", "Who gives it?"),
                "",
            )
            .needed(l.t("Skriv vem som håller i den.", "Write who gives it.")),
            Asked::new(
                "held_on",
                Kind::Date,
                20,
                l.t("Vilken dag?", "On which day?"),
                l.t(
                    "Den första, om den är på flera dagar. Till exempel 2026-10-01.",
                    "The first, if it takes several. For example 2026-10-01.",
                ),
            )
            .needed(l.t("Skriv vilken dag.", "Write on which day.")),
            Asked::new(
                "hours",
                Kind::Line,
                10,
                l.t("Hur många timmar?", "How many hours?"),
                l.t("Till exempel 3 eller 1,5.", "For example 3 or 1.5."),
            )
            .needed(l.t("Skriv hur många timmar.", "Write how many hours.")),
        ]
    }

    /// Reads a posted form.
    ///
    /// # Errors
    /// What has to be mended.
    pub fn read(fields: &Fields, today: NaiveDate, l: Language) -> Result<Self, FieldErrors> {
        let asked = Self::asked(l);
        let mut errors = check(&asked, fields, today, l);
        let minutes = minutes_of(fields.text("hours")).filter(|m| (1..=LONGEST).contains(m));
        if fields.has("hours") && minutes.is_none() {
            errors.add(
                "hours",
                l.t(
                    "Skriv timmar med siffror, högst 400.",
                    "Write hours in figures, at most 400.",
                ),
            );
        }
        let subject = TrainingSubject::from_code(fields.text("subject"));
        let held_on = dates::parse(fields.text("held_on"));
        match (subject, held_on, minutes) {
            (Some(subject), Some(held_on), Some(minutes)) if errors.is_empty() => Ok(Self {
                title: fields.text("title").to_owned(),
                subject,
                provider: fields.text("provider").to_owned(),
                held_on,
                minutes,
            }),
            _ => Err(in_order(errors, &asked)),
        }
    }

    /// What the form holds.
    #[must_use]
    pub fn to_fields(&self, l: Language) -> Fields {
        [
            ("title", self.title.clone()),
            ("subject", self.subject.code()),
            ("provider", self.provider.clone()),
            ("held_on", self.held_on.to_string()),
            ("hours", hours(self.minutes, l)),
        ]
        .into_iter()
        .collect()
    }
}

impl Attendance {
    /// The two questions about one unit.
    #[must_use]
    pub fn asked(unit: UnitId, name: &str, l: Language) -> [Asked; 2] {
        [
            Asked::new(
                &format!("took.{unit}"),
                Kind::Line,
                10,
                &l.t(
                    format!("{name}: hur många var med?"),
                    format!("{name}: how many took part?"),
                ),
                "",
            ),
            Asked::new(
                &format!("staff.{unit}"),
                Kind::Line,
                10,
                &l.t(
                    format!("{name}: av hur många anställda?"),
                    format!("{name}: of how many employees?"),
                ),
                "",
            ),
        ]
    }

    /// Reads the numbers of these units; a unit with neither number is left out, and other units are ignored.
    ///
    /// # Errors
    /// What has to be mended.
    pub fn read(fields: &Fields, units: &[(UnitId, String)], l: Language) -> Result<Vec<Self>, FieldErrors> {
        let (mut found, mut errors) = (Vec::new(), FieldErrors::default());
        for (unit, _) in units {
            let (took_name, staff_name) = (format!("took.{unit}"), format!("staff.{unit}"));
            if !fields.has(&took_name) && !fields.has(&staff_name) {
                continue;
            }
            let number = |name: &str| {
                fields
                    .text(name)
                    .parse::<i64>()
                    .ok()
                    .filter(|n| (0..=MOST_STAFF).contains(n))
            };
            match (number(&took_name), number(&staff_name).filter(|n| *n > 0)) {
                (Some(took_part), Some(staff)) if took_part <= staff => found.push(Self {
                    unit: *unit,
                    took_part,
                    staff,
                }),
                (Some(_), Some(_)) => errors.add(
                    &took_name,
                    l.t(
                        "Fler än de anställda kan inte ha varit med.",
                        "More than the employees cannot have taken part.",
                    ),
                ),
                (None, _) => errors.add(
                    &took_name,
                    l.t(
                        "Skriv antalet med siffror, 0 eller fler.",
                        "Write the number in figures, 0 or more.",
                    ),
                ),
                (_, None) => errors.add(
                    &staff_name,
                    l.t(
                        "Skriv antalet anställda med siffror.",
                        "Write the number of employees in figures.",
                    ),
                ),
            }
        }
        if errors.is_empty() { Ok(found) } else { Err(errors) }
    }

    /// The numbers as the form holds them.
    pub fn into_fields(attendance: &[Self], fields: &mut Fields) {
        for one in attendance {
            fields.set(format!("took.{}", one.unit), one.took_part.to_string());
            fields.set(format!("staff.{}", one.unit), one.staff.to_string());
        }
    }
}

/// Hours as people write them, `2`, `1,5` or `0.25`, in minutes, to the minute. `None` for everything else.
#[must_use]
pub fn minutes_of(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let digits =
        |t: &str, most: usize| !t.is_empty() && t.len() <= most && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole, 4) || !digits(part, 2) {
        return None;
    }
    let hundredths: i64 = format!("{part:0<2}").parse().ok()?;
    let whole: i64 = whole.parse().ok()?;
    Some(whole * 60 + hundredths * 60 / 100)
}

/// Minutes as hours in a form, `1,5`; to the hundredth, rounded up, so that reading it back gives the same minutes.
pub(super) fn hours(minutes: i64, l: Language) -> String {
    let (whole, rest) = (minutes / 60, minutes % 60);
    if rest == 0 {
        return whole.to_string();
    }
    let hundredths = (rest * 100 + 59) / 60;
    let part = format!("{hundredths:02}");
    format!("{whole}{}{}", l.t(',', '.'), part.trim_end_matches('0'))
}

/// Minutes in running text: `3 timmar`, `1,5 timmar`.
#[must_use]
pub fn hours_in_words(minutes: i64, l: Language) -> String {
    let hours = hours(minutes, l);
    match minutes {
        60 => l.t("1 timme", "1 hour").to_owned(),
        _ => l.t(format!("{hours} timmar"), format!("{hours} hours")),
    }
}
