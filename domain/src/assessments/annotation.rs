use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

use super::{Section, Status};
use crate::dates;
use crate::fields::{FieldErrors, Fields};
use crate::ids::AnnotationId;
use crate::language::Language;

/// What is noted beside a text that itself stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnotationKind {
    /// A plain mistake in what is signed, and what it should say (FL 36 §).
    Correction,
    /// Somebody whom the text is about finds it wrong; that is noted whether or not it is (`SoL` 14 kap. 6 §).
    Objection,
}

impl AnnotationKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Correction, Self::Objection];

    /// The code in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Objection => "objection",
        }
    }

    /// The kind of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The kind in a word.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Correction => language.t("Rättelse", "Correction"),
            Self::Objection => language.t("Invändning", "Objection"),
        }
    }

    /// Whether one may be added in this state. What is not signed yet is simply changed, so only signed texts are corrected; a
    /// person may object to a draft too, but not to what ended without a decision.
    #[must_use]
    pub fn possible_in(self, status: Status) -> bool {
        match self {
            Self::Correction => matches!(status, Status::Signed | Status::Closed),
            Self::Objection => status != Status::Withdrawn,
        }
    }

    /// The name of a field in the kind's form. The forms stand on one page, so their fields have different names.
    #[must_use]
    pub fn field(self, name: &str) -> String {
        format!("{}.{name}", self.code())
    }
}

/// A correction or an objection. It is added and never changed: what was noted wrongly is followed by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The annotation.
    pub id: AnnotationId,
    /// Which kind.
    pub kind: AnnotationKind,
    /// What it is about; `None` for the whole assessment.
    pub section: Option<Section>,
    /// What is wrong, or what the person says.
    pub text: String,
    /// For a correction: what it should say. Empty otherwise.
    pub right_text: String,
    /// For an objection: who says so. Empty otherwise.
    pub by_whom: String,
    /// For a correction: who decided it. Empty otherwise.
    pub decided_by: String,
    /// The day of the correction, or on which the person said so.
    pub on: NaiveDate,
    /// Who noted it.
    pub noted_by: String,
    /// The day on which it was noted, where the people work.
    pub noted_on: NaiveDate,
    /// When it was noted.
    pub noted_at: DateTime<Utc>,
}

/// A correction or an objection, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Validate, Serialize, Deserialize)]
pub struct AnnotationForm {
    /// Which of the two forms it is.
    pub kind: AnnotationKind,
    /// A section's key, or empty for the whole.
    pub section: String,
    /// What is wrong, or what the person says.
    #[validate(length(max = 100_000, message = "text"))]
    pub text: String,
    /// What it should say.
    #[validate(length(max = 100_000, message = "text"))]
    pub right_text: String,
    /// Who objects.
    #[validate(length(max = 200, message = "line"))]
    pub by_whom: String,
    /// Who decided the correction.
    #[validate(length(max = 200, message = "line"))]
    pub decided_by: String,
    /// The day.
    #[validate(length(max = 200, message = "line"))]
    pub on: String,
}

impl AnnotationForm {
    /// The fields in the order in which the forms ask for them.
    const ORDER: [&'static str; 6] = ["section", "text", "right_text", "by_whom", "decided_by", "on"];

    /// Reads a posted form. Fields of the other kind are left out.
    #[must_use]
    pub fn from_fields(kind: AnnotationKind, fields: &Fields) -> Self {
        let text = |name: &str| fields.text(&kind.field(name)).to_owned();
        let only = |wanted: AnnotationKind, name: &str| {
            if kind == wanted { text(name) } else { String::new() }
        };
        Self {
            kind,
            section: text("section"),
            text: text("text"),
            right_text: only(AnnotationKind::Correction, "right_text"),
            by_whom: only(AnnotationKind::Objection, "by_whom"),
            decided_by: only(AnnotationKind::Correction, "decided_by"),
            on: text("on"),
        }
    }

    /// What it is about; `None` for the whole. Asked after [`Self::check`] found nothing.
    #[must_use]
    pub fn section(&self) -> Option<Section> {
        Section::from_key(&self.section)
    }

    /// The day, where it is real and not in the future.
    #[must_use]
    pub fn day(&self, today: NaiveDate) -> Option<NaiveDate> {
        dates::parse(&self.on).filter(|d| *d <= today)
    }

    /// What has to be mended before it can be noted, by the names of the form's fields. `sections` are those of the assessment.
    #[must_use]
    pub fn check(&self, sections: &[Section], today: NaiveDate, language: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if let Err(found) = self.validate() {
            errors.take_over(&found, |key| too_long(key, language).to_owned());
        }
        if !self.section.is_empty() && self.section().is_none_or(|s| !sections.contains(&s)) {
            errors.add(
                "section",
                language.t("Välj vad det gäller.", "Choose what it is about."),
            );
        }
        for (field, message) in self.missing(language) {
            errors.add(field, message);
        }
        if errors.of("on").is_none()
            && let Some(message) = self.wrong_day(today, language)
        {
            errors.add("on", message);
        }
        errors
            .0
            .sort_by_key(|(field, _)| Self::ORDER.iter().position(|name| name == field));
        for (field, _) in &mut errors.0 {
            *field = self.kind.field(field);
        }
        errors
    }

    /// What the kind asks for and is empty.
    fn missing(&self, l: Language) -> Vec<(&'static str, &'static str)> {
        let asked = match self.kind {
            AnnotationKind::Correction => vec![
                (
                    "text",
                    &self.text,
                    l.t("Skriv vad som är fel.", "Write what is wrong."),
                ),
                (
                    "right_text",
                    &self.right_text,
                    l.t("Skriv hur det ska stå.", "Write what it should say."),
                ),
                (
                    "decided_by",
                    &self.decided_by,
                    l.t(
                        "Skriv vem som har beslutat rättelsen.",
                        "Write who decided the correction.",
                    ),
                ),
            ],
            AnnotationKind::Objection => vec![
                (
                    "text",
                    &self.text,
                    l.t(
                        "Skriv vad personen anser är fel.",
                        "Write what the person finds wrong.",
                    ),
                ),
                (
                    "by_whom",
                    &self.by_whom,
                    l.t("Skriv vem som invänder.", "Write who objects."),
                ),
            ],
        };
        asked
            .into_iter()
            .filter(|(_, text, _)| text.is_empty())
            .map(|(field, _, message)| (field, message))
            .collect()
    }

    fn wrong_day(&self, today: NaiveDate, l: Language) -> Option<&'static str> {
        match dates::parse(&self.on) {
            None => Some(l.t(
                "Skriv vilken dag, till exempel 2026-12-01. Datumet måste finnas.",
                "Write which day, for example 2026-12-01. The date must exist.",
            )),
            Some(day) if day > today => Some(l.t(
                "Datumet ligger i framtiden. Skriv i dag eller en tidigare dag.",
                "The date lies in the future. Write today or an earlier day.",
            )),
            Some(_) => None,
        }
    }
}

fn too_long(key: &str, l: Language) -> &'static str {
    match key {
        "text" => l.t(
            "Texten är för lång. Här ryms 100 000 tecken. Korta den, inget är borttaget ännu.",
            "The text is too long. At most 100,000 characters fit here. Shorten it; nothing has been removed.",
        ),
        _ => l.t("Skriv högst 200 tecken.", "Write at most 200 characters."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::NoteId;
    use uuid::Uuid;

    const L: Language = Language::Swedish;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    fn correction() -> Fields {
        [
            ("correction.section", "decision"),
            ("correction.text", "Beloppet är 5400 kronor."),
            ("correction.right_text", "Beloppet är 4500 kronor."),
            ("correction.decided_by", "Maria Chef"),
            ("correction.on", "2026-11-21"),
        ]
        .into_iter()
        .collect()
    }

    fn objection() -> Fields {
        [
            ("objection.text", "Jag har aldrig sagt så."),
            ("objection.by_whom", "Vera Blom"),
            ("objection.on", "20 november 2026"),
        ]
        .into_iter()
        .collect()
    }

    fn errors(kind: AnnotationKind, fields: &Fields) -> Vec<String> {
        let sections = [Section::Facts, Section::Decision];
        let found = AnnotationForm::from_fields(kind, fields).check(&sections, today(), L);
        found.0.into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn only_what_is_signed_is_corrected_and_nothing_withdrawn_is_objected_to() {
        for status in Status::ALL {
            let signed = [Status::Signed, Status::Closed].contains(&status);
            assert_eq!(
                AnnotationKind::Correction.possible_in(status),
                signed,
                "{status:?}"
            );
            let there = status != Status::Withdrawn;
            assert_eq!(AnnotationKind::Objection.possible_in(status), there, "{status:?}");
        }
    }

    #[test]
    fn each_kind_is_found_again_by_its_code() {
        for kind in AnnotationKind::ALL {
            assert_eq!(AnnotationKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(AnnotationKind::from_code("remark"), None);
    }

    #[test]
    fn a_complete_correction_is_about_its_section_and_an_objection_may_be_about_the_whole() {
        let form = AnnotationForm::from_fields(AnnotationKind::Correction, &correction());
        assert!(
            form.check(&[Section::Decision], today(), L).is_empty(),
            "{form:?}"
        );
        assert_eq!(
            (form.section(), form.day(today())),
            (Some(Section::Decision), Some(today()))
        );
        let mut fields = objection();
        fields.set("objection.on", "2026-11-20");
        let form = AnnotationForm::from_fields(AnnotationKind::Objection, &fields);
        assert!(form.check(&[], today(), L).is_empty(), "{form:?}");
        assert_eq!(form.section(), None);
    }

    #[test]
    fn an_empty_form_names_what_its_kind_needs_in_the_order_of_the_page() {
        let empty = Fields::default();
        assert_eq!(
            errors(AnnotationKind::Correction, &empty),
            [
                "correction.text",
                "correction.right_text",
                "correction.decided_by",
                "correction.on"
            ]
        );
        assert_eq!(
            errors(AnnotationKind::Objection, &empty),
            ["objection.text", "objection.by_whom", "objection.on"]
        );
    }

    #[test]
    fn a_day_that_does_not_exist_or_has_not_come_is_refused() {
        assert_eq!(errors(AnnotationKind::Objection, &objection()), ["objection.on"]);
        for (day, wrong) in [
            ("2026-02-29", true),
            ("2026-11-22", true),
            ("", true),
            ("2026-11-21", false),
        ] {
            let mut fields = correction();
            fields.set("correction.on", day);
            assert_eq!(
                !errors(AnnotationKind::Correction, &fields).is_empty(),
                wrong,
                "{day}"
            );
        }
    }

    #[test]
    fn a_section_that_the_assessment_does_not_have_is_refused() {
        let other = Section::Note(NoteId(Uuid::from_u128(7))).key();
        for key in ["weighing", "nothing", other.as_str()] {
            let mut fields = correction();
            fields.set("correction.section", key);
            assert_eq!(
                errors(AnnotationKind::Correction, &fields),
                ["correction.section"],
                "{key}"
            );
        }
    }

    #[test]
    fn a_text_or_a_line_over_its_limit_is_refused_and_one_at_the_limit_is_not() {
        for (name, most) in [
            ("correction.text", 100_000),
            ("correction.right_text", 100_000),
            ("correction.decided_by", 200),
        ] {
            let mut fields = correction();
            fields.set(name, "å".repeat(most));
            assert!(errors(AnnotationKind::Correction, &fields).is_empty(), "{name}");
            fields.set(name, "å".repeat(most + 1));
            assert_eq!(errors(AnnotationKind::Correction, &fields), [name]);
        }
        let mut fields = correction();
        fields.set("correction.on", "2".repeat(201));
        assert_eq!(
            errors(AnnotationKind::Correction, &fields),
            ["correction.on"],
            "one message is enough"
        );
    }

    #[test]
    fn what_belongs_to_the_other_form_is_not_taken_along() {
        let mut fields = correction();
        fields.set("correction.by_whom", "Någon");
        let form = AnnotationForm::from_fields(AnnotationKind::Correction, &fields);
        assert_eq!(form.by_whom, "");
        let mut fields = objection();
        fields.set("objection.right_text", "x");
        fields.set("objection.decided_by", "y");
        let form = AnnotationForm::from_fields(AnnotationKind::Objection, &fields);
        assert_eq!((form.right_text.as_str(), form.decided_by.as_str()), ("", ""));
    }
}
