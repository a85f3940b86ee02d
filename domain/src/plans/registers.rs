use chrono::NaiveDate;

use super::asked::{check, in_order, options};
use super::{Asked, minutes_of};
use crate::assessments::Kind;
use crate::dates;
use crate::fields::{FieldErrors, Fields};
use crate::ids::{AccountId, UnitId};
use crate::language::Language;

/// In which part somebody represents a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AppointmentKind {
    /// The representative (*barnrättsombud*).
    Representative,
    /// Who steps in.
    Deputy,
}

impl AppointmentKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Representative, Self::Deputy];

    /// The code in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Representative => "representative",
            Self::Deputy => "deputy",
        }
    }

    /// The part of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The part in words.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::Representative => l.t("Barnrättsombud", "Representative"),
            Self::Deputy => l.t("Ersättare", "Deputy"),
        }
    }
}

/// Who represents a unit, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppointmentText {
    /// In which part.
    pub kind: AppointmentKind,
    /// The person's account, where there is one.
    pub account: Option<AccountId>,
    /// The name of somebody without an account; at most 100 characters, empty beside an account.
    pub name: String,
    /// First day.
    pub since: NaiveDate,
    /// Last day; none where it goes on.
    pub until: Option<NaiveDate>,
    /// Time set aside for it, in minutes a week; none where nothing is set aside.
    pub weekly_minutes: Option<i64>,
    /// When the person was trained for it.
    pub trained_on: Option<NaiveDate>,
}

impl AppointmentText {
    /// The form's fields. `people` are those who can be chosen: id and name.
    #[must_use]
    pub fn asked(people: &[(AccountId, String)], l: Language) -> Vec<Asked> {
        let kinds = options(&AppointmentKind::ALL, |k| k.code().into(), |k| k.name(l).into());
        let nobody = l.t("Någon utan konto", "Somebody without an account");
        let mut accounts = vec![("none".to_owned(), nobody.to_owned())];
        accounts.extend(people.iter().map(|(id, name)| (id.to_string(), name.clone())));
        vec![
            Asked::new(
                "kind",
                Kind::Choice(kinds),
                40,
                l.t("Vad gäller det?", "What is it about?"),
                "",
            )
            .needed(l.t("Välj ombud eller ersättare.", "Choose representative or deputy.")),
            Asked::new("account", Kind::Choice(accounts), 60, l.t("Vem?", "Who?"), "")
                .needed(l.t("Välj vem det är.", "Choose who it is.")),
            Asked::new(
                "name",
                Kind::Line,
                100,
                l.t("Namn", "Name"),
                l.t(
                    "Bara för den som inte har något konto. Högst 100 tecken.",
                    "Only for somebody without an account. At most 100 characters.",
                ),
            ),
            Asked::new("since", Kind::Date, 20, l.t("Från och med", "From"), "")
                .needed(l.t("Skriv från vilken dag.", "Write from which day.")),
            Asked::new(
                "until",
                Kind::Date,
                20,
                l.t("Till och med", "Until"),
                l.t(
                    "Lämna tomt så länge det gäller.",
                    "Leave empty as long as it holds.",
                ),
            ),
            Asked::new(
                "hours",
                Kind::Line,
                10,
                l.t(
                    "Avsatt tid per vecka, i timmar",
                    "Time set aside a week, in hours",
                ),
                l.t(
                    "Till exempel 2 eller 1,5. Lämna tomt om ingen tid är avsatt.",
                    "For example 2 or 1.5. Leave empty if no time is set aside.",
                ),
            ),
            Asked::new(
                "trained_on",
                Kind::Date,
                20,
                l.t("Utbildad för uppdraget", "Trained for it"),
                l.t(
                    "Dagen då utbildningen var klar. Får lämnas tomt.",
                    "The day on which the training was over. May be left empty.",
                ),
            ),
        ]
    }

    /// Reads a posted form.
    ///
    /// # Errors
    /// What has to be mended.
    pub fn read(
        fields: &Fields,
        people: &[(AccountId, String)],
        today: NaiveDate,
        l: Language,
    ) -> Result<Self, FieldErrors> {
        let asked = Self::asked(people, l);
        let mut errors = check(&asked, fields, today, l);
        let account: Option<AccountId> = fields.text("account").parse().ok();
        let day = |name: &str| dates::parse(fields.text(name));
        let (since, until) = (day("since"), day("until"));
        if fields.text("account") == "none" && !fields.has("name") {
            errors.add("name", l.t("Skriv namnet.", "Write the name."));
        }
        if account.is_some() && fields.has("name") {
            errors.add(
                "name",
                l.t(
                    "Välj någon med konto eller skriv ett namn, inte båda.",
                    "Choose somebody with an account or write a name, not both.",
                ),
            );
        }
        if since.zip(until).is_some_and(|(since, until)| until < since) {
            errors.add(
                "until",
                l.t(
                    "Sista dagen ligger före den första.",
                    "The last day lies before the first.",
                ),
            );
        }
        let weekly_minutes = minutes_of(fields.text("hours")).filter(|m| (1..=60 * 40).contains(m));
        if fields.has("hours") && weekly_minutes.is_none() {
            errors.add(
                "hours",
                l.t(
                    "Skriv timmar med siffror, högst 40.",
                    "Write hours in figures, at most 40.",
                ),
            );
        }
        let kind = AppointmentKind::from_code(fields.text("kind"));
        match kind.zip(since).filter(|_| errors.is_empty()) {
            Some((kind, since)) => Ok(Self {
                kind,
                account,
                name: fields.text("name").to_owned(),
                since,
                until,
                weekly_minutes,
                trained_on: day("trained_on"),
            }),
            None => Err(in_order(errors, &asked)),
        }
    }

    /// What the form holds.
    #[must_use]
    pub fn to_fields(&self, l: Language) -> Fields {
        let day = |d: Option<NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
        [
            ("kind", self.kind.code().to_owned()),
            (
                "account",
                self.account.map_or_else(|| "none".to_owned(), |a| a.to_string()),
            ),
            ("name", self.name.clone()),
            ("since", self.since.to_string()),
            ("until", day(self.until)),
            (
                "hours",
                self.weekly_minutes
                    .map(|m| super::training::hours(m, l))
                    .unwrap_or_default(),
            ),
            ("trained_on", day(self.trained_on)),
        ]
        .into_iter()
        .collect()
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What kind of meeting it is; follows from the branch that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MeetingKind {
    /// The coordinator's network of representatives.
    Network,
    /// A unit's representative with its management.
    Management,
}

impl MeetingKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Network, Self::Management];

    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Management => "management",
        }
    }

    /// The kind of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The kind in words.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::Network => l.t("Nätverksträff", "Network meeting"),
            Self::Management => l.t("Ombud och ledning", "Representative and management"),
        }
    }
}

/// A meeting as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingText {
    /// The day.
    pub held_on: NaiveDate,
    /// What was talked about; at most 4,000 characters.
    pub talked: String,
    /// What was agreed; at most 4,000 characters, may be empty.
    pub agreed: String,
    /// The units whose representative was there (`true`) or was not; those of which nothing is said are missing.
    pub present: Vec<(UnitId, bool)>,
}

impl MeetingText {
    /// The form's fields without those of the units.
    #[must_use]
    pub fn asked(l: Language) -> Vec<Asked> {
        vec![
            Asked::new("held_on", Kind::Date, 20, l.t("Vilken dag?", "On which day?"), "")
                .needed(l.t("Skriv vilken dag ni träffades.", "Write on which day you met.")),
            Asked::new(
                "talked",
                Kind::Text,
                4_000,
                l.t("Vad pratade ni om?", "What did you talk about?"),
                l.t(
                    "Skriv inget om enskilda barn eller klienter. Högst 4000 tecken.",
                    "Write nothing about individual children or clients. At most 4,000 characters.",
                ),
            )
            .needed(l.t("Skriv vad ni pratade om.", "Write what you talked about.")),
            Asked::new(
                "agreed",
                Kind::Text,
                4_000,
                l.t("Vad kom ni överens om?", "What did you agree on?"),
                l.t(
                    "Får lämnas tomt. Högst 4000 tecken.",
                    "May be left empty. At most 4,000 characters.",
                ),
            ),
        ]
    }

    /// The question about one unit.
    #[must_use]
    pub fn asked_of(unit: UnitId, name: &str, l: Language) -> Asked {
        let answers = vec![
            ("yes".to_owned(), l.t("Med", "There").to_owned()),
            ("no".to_owned(), l.t("Inte med", "Not there").to_owned()),
        ];
        Asked::new(&format!("present.{unit}"), Kind::Choice(answers), 10, name, "")
    }

    /// Reads a posted form about these units; other units in it are ignored.
    ///
    /// # Errors
    /// What has to be mended.
    pub fn read(
        fields: &Fields,
        units: &[(UnitId, String)],
        today: NaiveDate,
        l: Language,
    ) -> Result<Self, FieldErrors> {
        let mut asked = Self::asked(l);
        asked.extend(units.iter().map(|(id, name)| Self::asked_of(*id, name, l)));
        let errors = check(&asked, fields, today, l);
        match dates::parse(fields.text("held_on")).filter(|_| errors.is_empty()) {
            Some(held_on) => Ok(Self {
                held_on,
                talked: fields.text("talked").to_owned(),
                agreed: fields.text("agreed").to_owned(),
                present: units
                    .iter()
                    .filter_map(|(unit, _)| match fields.text(&format!("present.{unit}")) {
                        "yes" => Some((*unit, true)),
                        "no" => Some((*unit, false)),
                        _ => None,
                    })
                    .collect(),
            }),
            None => Err(errors),
        }
    }

    /// What the form holds.
    #[must_use]
    pub fn to_fields(&self) -> Fields {
        let mut fields: Fields = [
            ("held_on", self.held_on.to_string()),
            ("talked", self.talked.clone()),
            ("agreed", self.agreed.clone()),
        ]
        .into_iter()
        .collect();
        for (unit, present) in &self.present {
            fields.set(format!("present.{unit}"), if *present { "yes" } else { "no" });
        }
        fields
    }
}
