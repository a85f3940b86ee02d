use crate::access::Actor;
use crate::fields::{FieldErrors, Fields, too_long_message};
use crate::ids::AccountId;
use crate::language::Language;

/// The most characters of a note.
pub const MAX_NOTE: usize = 2_000;

/// Whose openings a review is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Those of everybody who does not manage the unit; its manager reviews them.
    Unit,
    /// Those of its managers; whoever manages what lies above reviews them.
    Managers,
}

impl Part {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Unit, Self::Managers];

    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Managers => "managers",
        }
    }

    /// The part of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// What a reviewer came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The person needed it for their work.
    InOrder,
    /// It is not clear yet why.
    NeedsExplanation,
    /// Probably nobody who had a right to.
    Suspected,
}

impl Verdict {
    /// All.
    pub const ALL: [Self; 3] = [Self::InOrder, Self::NeedsExplanation, Self::Suspected];

    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InOrder => "in_order",
            Self::NeedsExplanation => "needs_explanation",
            Self::Suspected => "suspected",
        }
    }

    /// The verdict of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// In words.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::InOrder => l.t("I sin ordning", "In order"),
            Self::NeedsExplanation => l.t("Behöver förklaras", "Needs an explanation"),
            Self::Suspected => l.t("Misstänkt obehörig", "Suspected unauthorised"),
        }
    }
}

/// Whether somebody may judge an opening: never their own.
#[must_use]
pub fn may_judge(actor: &Actor, opened_by: AccountId) -> bool {
    actor.account != opened_by
}

/// A verdict as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerdictForm {
    /// The verdict's code, or nothing yet.
    pub verdict: String,
    /// Why.
    pub note: String,
    /// What the person was asked and answered.
    pub asked: String,
}

impl VerdictForm {
    /// The form's fields.
    pub const FIELDS: [&'static str; 3] = ["verdict", "note", "asked"];

    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            verdict: fields.text("verdict").to_owned(),
            note: fields.text("note").to_owned(),
            asked: fields.text("asked").to_owned(),
        }
    }

    /// As it stands in the form.
    #[must_use]
    pub fn to_fields(&self) -> Fields {
        [
            ("verdict", &self.verdict),
            ("note", &self.note),
            ("asked", &self.asked),
        ]
        .into_iter()
        .map(|(name, text)| (name, text.as_str()))
        .collect()
    }

    /// The verdict, once one is chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<Verdict> {
        Verdict::from_code(&self.verdict)
    }

    /// What has to be mended.
    #[must_use]
    pub fn check(&self, l: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        match self.chosen() {
            None => errors.add("verdict", l.t("Välj en bedömning.", "Choose a verdict.")),
            Some(Verdict::InOrder) => {}
            Some(_) if self.note.is_empty() => errors.add(
                "note",
                l.t(
                    "Skriv vad som är oklart, så att någon annan kan förstå det efteråt.",
                    "Write what is unclear, so that somebody else can understand it afterwards.",
                ),
            ),
            Some(_) => {}
        }
        for (field, text) in [("note", &self.note), ("asked", &self.asked)] {
            let length = text.chars().count();
            if length > MAX_NOTE {
                errors.add(field, too_long_message(length, MAX_NOTE, l));
            }
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(verdict: &str, note: &str) -> Vec<String> {
        let form = VerdictForm {
            verdict: verdict.into(),
            note: note.into(),
            asked: String::new(),
        };
        let errors = form.check(Language::Swedish).0;
        errors.into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn what_is_in_order_needs_no_words_and_everything_else_does() {
        assert_eq!(wrong("", ""), ["verdict"]);
        assert_eq!(wrong("guilty", "x"), ["verdict"]);
        assert!(wrong("in_order", "").is_empty());
        for code in ["needs_explanation", "suspected"] {
            assert_eq!(wrong(code, ""), ["note"], "{code}");
            assert!(wrong(code, "Vikarie den dagen?").is_empty(), "{code}");
        }
        assert_eq!(wrong("in_order", &"å".repeat(MAX_NOTE + 1)), ["note"]);
    }

    #[test]
    fn a_form_comes_back_as_it_was() {
        let fields: Fields = [("verdict", "suspected"), ("note", "Varför?"), ("asked", "Ja.")]
            .into_iter()
            .collect();
        assert_eq!(VerdictForm::from_fields(&fields).to_fields(), fields);
    }
}
