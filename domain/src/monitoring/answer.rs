use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::instrument::{Area, Instrument, Item};
use super::level::{Level, Rating};
use crate::dates;
use crate::fields::{FieldErrors, Fields, MAX_LINE, too_long_message};
use crate::language::Language;
use crate::organisation::mentions_identity_number;

/// The most characters of an item's evidence.
pub const MAX_EVIDENCE: usize = 4_000;
/// The most characters of the reason why an item does not apply.
pub const MAX_REASON: usize = 1_000;

/// A unit's answers in a round, by the area's code, exactly as typed.
pub type Answers = BTreeMap<String, Fields>;

/// What is asked about each item, as the last part of its fields' names.
const PARTS: [&str; 4] = ["level", "why", "evidence", "on"];

/// What an item's fields say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemAnswer {
    /// How far the unit has come; none while unanswered.
    pub rating: Option<Rating>,
    /// Why the item does not apply.
    pub why: String,
    /// What shows it.
    pub evidence: String,
    /// The day of that, as typed.
    pub on: String,
}

impl ItemAnswer {
    /// Reads the fields of an item.
    #[must_use]
    pub fn of(item: &str, fields: &Fields) -> Self {
        let part = |name| fields.text(&format!("{item}.{name}")).to_owned();
        Self {
            rating: Rating::from_code(&part("level")),
            why: part("why"),
            evidence: part("evidence"),
            on: part("on"),
        }
    }

    /// The level; none while unanswered and where the item does not apply.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.rating.and_then(Rating::level)
    }

    /// What keeps it from being handed in: the part of the field's name and a message that goes on after `Punkt 7: `.
    fn missing(&self, today: NaiveDate, l: Language) -> Vec<(&'static str, &'static str)> {
        let mut found = Vec::new();
        if self.rating.is_none() {
            found.push((
                "level",
                l.t("välj hur långt ni har kommit", "choose how far you have come"),
            ));
        }
        if self.rating == Some(Rating::NotApplicable) && self.why.is_empty() {
            found.push((
                "why",
                l.t(
                    "skriv varför den inte gäller er",
                    "write why it does not apply to you",
                ),
            ));
        }
        if self.level() == Some(Level::Fully) && self.evidence.is_empty() {
            found.push((
                "evidence",
                l.t(
                    "skriv vad som visar att det är helt på plats",
                    "write what shows that it is fully in place",
                ),
            ));
        }
        for (part, text) in [("why", &self.why), ("evidence", &self.evidence)] {
            if mentions_identity_number(text, today) {
                found.push((
                    part,
                    l.t(
                        "här står något som ser ut som ett person- eller samordningsnummer, ta bort det",
                        "something here looks like a personal or coordination number, take it out",
                    ),
                ));
            }
        }
        let day = match dates::parse(&self.on) {
            None if !self.on.is_empty() => {
                Some(l.t("skriv dagen som 2026-12-01", "write the day as 2026-12-01"))
            }
            Some(day) if day > today => Some(l.t("dagen har inte varit än", "the day has not been yet")),
            _ => None,
        };
        found.extend(day.map(|message| ("on", message)));
        found
    }
}

/// The names of the fields of an area's page.
pub fn field_names(area: &Area) -> impl Iterator<Item = String> {
    let of = |item: &Item| PARTS.map(|part| format!("{}.{part}", item.code));
    area.items.iter().flat_map(of)
}

/// The texts of a posted page that belong to the area; everything else is left out.
#[must_use]
pub fn typed(area: &Area, posted: &Fields) -> Fields {
    field_names(area)
        .map(|name| (name.clone(), posted.raw(&name).to_owned()))
        .collect()
}

/// The texts that are longer than may be stored.
#[must_use]
pub fn too_long(area: &Area, fields: &Fields, language: Language) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for name in field_names(area) {
        let most = match name.rsplit('.').next() {
            Some("evidence") => MAX_EVIDENCE,
            Some("why") => MAX_REASON,
            _ => MAX_LINE,
        };
        let length = fields.raw(&name).chars().count();
        if length > most {
            errors.add(&name, too_long_message(length, most, language));
        }
    }
    errors
}

/// How many items of an area are answered, with a level or as not applicable.
#[must_use]
pub fn answered_in(area: &Area, fields: &Fields) -> usize {
    let answered = |item: &&Item| ItemAnswer::of(&item.code, fields).rating.is_some();
    area.items.iter().filter(answered).count()
}

/// What keeps answers from being handed in, and where it is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The area's code.
    pub area: String,
    /// The field's name on the area's page.
    pub field: String,
    /// What is missing.
    pub message: String,
}

/// Everything that keeps answers from being handed in, in the order of the pages. `today` is the day in Stockholm.
#[must_use]
pub fn gaps(instrument: &Instrument, answers: &Answers, today: NaiveDate, language: Language) -> Vec<Gap> {
    let nothing = Fields::default();
    let mut found = Vec::new();
    let mut number = 0;
    for area in &instrument.areas {
        let fields = answers.get(&area.code).unwrap_or(&nothing);
        for item in &area.items {
            number += 1;
            for (part, message) in ItemAnswer::of(&item.code, fields).missing(today, language) {
                found.push(Gap {
                    area: area.code.clone(),
                    field: format!("{}.{part}", item.code),
                    message: language.t(
                        format!("Punkt {number}: {message}."),
                        format!("Item {number}: {message}."),
                    ),
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitoring::{InstrumentKind, own_instrument};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
    }

    fn unit() -> &'static Instrument {
        own_instrument(InstrumentKind::Unit).unwrap()
    }

    /// Everything answered alike.
    fn all(level: &str) -> Answers {
        unit()
            .areas
            .iter()
            .map(|area| {
                let fields = area
                    .items
                    .iter()
                    .map(|i| (format!("{}.level", i.code), level))
                    .collect();
                (area.code.clone(), fields)
            })
            .collect()
    }

    fn with(mut answers: Answers, field: &str, text: &str) -> Answers {
        answers.get_mut("leadership").unwrap().set(field, text);
        answers
    }

    fn fields(answers: &Answers) -> Vec<String> {
        gaps(unit(), answers, today(), Language::Swedish)
            .into_iter()
            .map(|g| g.field)
            .collect()
    }

    #[test]
    fn unanswered_items_are_named_in_order_with_their_numbers() {
        let found = gaps(unit(), &Answers::new(), today(), Language::Swedish);
        assert_eq!(found.len(), unit().items().count());
        assert_eq!(found[5].message, "Punkt 6: välj hur långt ni har kommit.");
        assert_eq!(
            (found[5].area.as_str(), found[5].field.as_str()),
            ("knowledge", "know-basics.level")
        );
    }

    #[test]
    fn lower_levels_need_no_evidence_and_the_highest_does() {
        for level in ["0", "1", "2"] {
            assert_eq!(fields(&all(level)), [""; 0], "{level}");
        }
        assert_eq!(fields(&all("3")).len(), unit().items().count());
        let shown = with(
            with(all("1"), "lead-goal.level", "3"),
            "lead-goal.evidence",
            "Planen, sidan 4",
        );
        assert_eq!(fields(&shown), [""; 0]);
    }

    #[test]
    fn not_applicable_needs_its_reason() {
        let answers = with(all("1"), "lead-goal.level", "na");
        assert_eq!(fields(&answers), ["lead-goal.why"]);
        assert_eq!(fields(&with(answers, "lead-goal.why", "Enheten är ny.")), [""; 0]);
    }

    #[test]
    fn a_day_is_a_day_that_has_been() {
        for (on, expected) in [
            ("2026-03-02", vec![]),
            ("2 mars", vec!["lead-goal.on"]),
            ("2026-03-03", vec!["lead-goal.on"]),
        ] {
            assert_eq!(fields(&with(all("1"), "lead-goal.on", on)), expected, "{on}");
        }
    }

    #[test]
    fn a_number_of_a_person_keeps_answers_from_being_handed_in() {
        let answers = with(all("1"), "lead-goal.evidence", "Se ärendet om 20160229-2380.");
        assert_eq!(fields(&answers), ["lead-goal.evidence"]);
    }

    #[test]
    fn an_unknown_level_counts_as_unanswered() {
        let answers = with(all("1"), "lead-goal.level", "7");
        assert_eq!(fields(&answers), ["lead-goal.level"]);
        let area = unit().area("leadership").unwrap();
        assert_eq!(answered_in(area, &answers["leadership"]), area.items.len() - 1);
    }

    #[test]
    fn a_posted_page_keeps_what_the_area_asks_and_nothing_else() {
        let area = unit().area("leadership").unwrap();
        let posted: Fields = [
            ("lead-goal.level", "2"),
            ("know-basics.level", "3"),
            ("version", "4"),
            ("lead-goal.score", "9"),
        ]
        .into_iter()
        .collect();
        let kept = typed(area, &posted);
        assert_eq!(kept.0.len(), 1);
        assert_eq!(kept.text("lead-goal.level"), "2");
    }

    #[test]
    fn each_text_holds_what_it_may_and_not_one_character_more() {
        let area = unit().area("leadership").unwrap();
        for (part, most) in [("evidence", MAX_EVIDENCE), ("why", MAX_REASON), ("on", MAX_LINE)] {
            let name = format!("lead-goal.{part}");
            let long = |n: usize| [(name.clone(), "å".repeat(n))].into_iter().collect();
            assert!(
                too_long(area, &long(most), Language::Swedish).is_empty(),
                "{part}"
            );
            assert!(
                too_long(area, &long(most + 1), Language::English)
                    .of(&name)
                    .is_some(),
                "{part}"
            );
        }
    }
}
