use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use validator::Validate;

use super::mentions::mentions_identity_number;
use crate::fields::{FieldErrors, Fields};
use crate::language::Language;

/// For whom a leaflet is. Serialised as its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeafletKind {
    /// Children of about 7 to 12.
    Children,
    /// Young people of 13 to 17.
    YoungPeople,
    /// Parents and other guardians.
    Parents,
}

impl LeafletKind {
    /// All leaflets, the youngest readers first.
    pub const ALL: [Self; 3] = [Self::Children, Self::YoungPeople, Self::Parents];

    /// The code in the database and in the content.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Children => "children",
            Self::YoungPeople => "young_people",
            Self::Parents => "parents",
        }
    }

    /// The leaflet of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The part of an address that names it.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Children => "barn",
            Self::YoungPeople => "unga",
            Self::Parents => "foraldrar",
        }
    }

    /// The leaflet that a part of an address names, or none.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// Whom it is given to.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Children => language.t("Till barn, 7–12 år", "To children, 7–12 years"),
            Self::YoungPeople => language.t("Till unga, 13–17 år", "To young people, 13–17 years"),
            Self::Parents => language.t("Till föräldrar", "To parents"),
        }
    }
}

/// What a unit says of itself in one leaflet and language, as typed. All empty where it has written nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Validate, Serialize, Deserialize)]
pub struct LeafletText {
    /// Who works here and with what; at most 600 characters.
    #[validate(length(min = 1, max = 600, message = "who"))]
    pub who: String,
    /// Telephone; where it is empty the leaflet names the unit's.
    #[validate(length(max = 100, message = "line"))]
    pub phone: String,
    /// When somebody answers or opens.
    #[validate(length(max = 200, message = "line"))]
    pub hours: String,
    /// Where the unit is.
    #[validate(length(max = 200, message = "line"))]
    pub place: String,
    /// What else the unit wants to say; at most 1,500 characters.
    #[validate(length(max = 1_500, message = "more"))]
    pub more: String,
}

impl LeafletText {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self {
            who: text("who"),
            phone: text("phone"),
            hours: text("hours"),
            place: text("place"),
            more: text("more"),
        }
    }

    /// The names of the form's fields with what stands in each, in the order in which the page asks.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, &str); 5] {
        [
            ("who", &self.who),
            ("phone", &self.phone),
            ("hours", &self.hours),
            ("place", &self.place),
            ("more", &self.more),
        ]
    }

    /// The text as a form holds it.
    #[must_use]
    pub fn to_fields(&self) -> Fields {
        self.parts().into_iter().collect()
    }

    /// Whether the unit has written nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|(_, text)| text.is_empty())
    }

    /// What has to be mended before it can be saved, in the order of the page. `today` decides the century of a number of ten digits.
    #[must_use]
    pub fn check(&self, today: NaiveDate, language: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if let Err(found) = self.validate() {
            errors.take_over(&found, |key| message(key, language).to_owned());
        }
        for (field, text) in self.parts() {
            if mentions_identity_number(text, today) {
                errors.add(
                    field,
                    language.t(
                        "Här står något som ser ut som ett person- eller samordningsnummer. Ett informationsblad får inte innehålla personuppgifter.",
                        "Something here looks like a personal or coordination number. A leaflet must not hold personal data.",
                    ),
                );
            }
        }
        let place = |name: &str| self.parts().iter().position(|(field, _)| *field == name);
        errors.0.sort_by_key(|(field, _)| place(field));
        errors
    }
}

fn message(key: &str, language: Language) -> &'static str {
    match key {
        "who" => language.t(
            "Skriv vilka ni är, högst 600 tecken.",
            "Write who you are, at most 600 characters.",
        ),
        "more" => language.t(
            "Texten får ha högst 1500 tecken.",
            "The text may have at most 1,500 characters.",
        ),
        _ => language.t(
            "Raden är för lång. Korta den.",
            "The line is too long. Shorten it.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(text: &LeafletText) -> Vec<String> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let found = text.check(today, Language::Swedish);
        found.0.into_iter().map(|(field, _)| field).collect()
    }

    fn text() -> LeafletText {
        LeafletText {
            who: "Vi är sex personer som arbetar med ekonomiskt bistånd.".into(),
            phone: "08-465 004 12".into(),
            hours: "Måndag till fredag 9–11".into(),
            place: "Kvarngatan 3, Granvattna".into(),
            more: String::new(),
        }
    }

    #[test]
    fn codes_and_addresses_lead_back_to_their_leaflet() {
        for kind in LeafletKind::ALL {
            assert_eq!(LeafletKind::from_code(kind.code()), Some(kind));
            assert_eq!(LeafletKind::from_slug(kind.slug()), Some(kind));
        }
        assert_eq!(LeafletKind::from_slug("children"), None);
    }

    #[test]
    fn who_you_are_is_enough_and_cannot_be_left_out() {
        assert!(errors(&text()).is_empty());
        let only = LeafletText {
            who: "Vi".into(),
            ..LeafletText::default()
        };
        assert!(errors(&only).is_empty());
        assert_eq!(errors(&LeafletText::default()), ["who"]);
    }

    #[test]
    fn each_field_holds_what_it_says_and_not_one_character_more() {
        let with = |name: &str, length: usize| {
            let mut fields = text().to_fields();
            fields.set(name, "å".repeat(length));
            LeafletText::from_fields(&fields)
        };
        for (name, most) in [
            ("who", 600),
            ("phone", 100),
            ("hours", 200),
            ("place", 200),
            ("more", 1_500),
        ] {
            assert!(errors(&with(name, most)).is_empty(), "{name}");
            assert_eq!(errors(&with(name, most + 1)), [name]);
        }
    }

    #[test]
    fn a_number_of_a_person_is_refused_wherever_it_stands_and_a_telephone_is_not() {
        for (name, _) in text().parts() {
            let mut fields = text().to_fields();
            fields.set(name, "Fråga om 20160229-2380");
            assert_eq!(errors(&LeafletText::from_fields(&fields)), [name]);
        }
    }

    #[test]
    fn messages_come_in_the_order_of_the_page() {
        let long = LeafletText {
            who: String::new(),
            phone: "1".repeat(101),
            more: "x".repeat(1_501),
            ..text()
        };
        assert_eq!(errors(&long), ["who", "phone", "more"]);
    }

    #[test]
    fn a_form_and_the_text_are_the_same_thing() {
        assert_eq!(LeafletText::from_fields(&text().to_fields()), text());
        assert!(LeafletText::default().is_empty() && !text().is_empty());
    }
}
