use serde::{Deserialize, Serialize};

use crate::cases::{CaseKind, IdentityNumber};
use crate::content::content;
use crate::language::Language;
use chrono::NaiveDate;

/// What is counted. Each has its numerator, its denominator and the day by which it falls into a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Indicator {
    /// Decisions that touch children and have a signed assessment.
    Assessed,
    /// Children who were heard before the decision.
    Heard,
    /// Children who were informed before the decision.
    Informed,
    /// Children from whose words the decision departs, with the reason recorded.
    Reasoned,
    /// Answers that the child had by the day on which it was owed.
    Answered,
    /// Measures done by their day.
    Measures,
    /// Decisions that make something worse for a child, by article.
    Consequences,
}

/// How one of those that are counted came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As it should be.
    Yes,
    /// Not so, for a recorded reason.
    Reason,
    /// Not so.
    No,
    /// The question did not arise.
    Outside,
}

impl Indicator {
    /// All, participation first.
    pub const ALL: [Self; 7] = [
        Self::Heard,
        Self::Answered,
        Self::Informed,
        Self::Reasoned,
        Self::Assessed,
        Self::Measures,
        Self::Consequences,
    ];

    /// Those that a dashboard shows side by side.
    pub const CARDS: [Self; 6] = [
        Self::Heard,
        Self::Answered,
        Self::Informed,
        Self::Reasoned,
        Self::Assessed,
        Self::Measures,
    ];

    /// The code in the database, in exports and in self-monitoring instruments.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Assessed => "assessed",
            Self::Heard => "heard",
            Self::Informed => "informed",
            Self::Reasoned => "reasoned",
            Self::Answered => "answered",
            Self::Measures => "measures",
            Self::Consequences => "consequences",
        }
    }

    /// The indicator of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|i| i.code() == code)
    }

    /// What it is called above a column or a card.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::Assessed => l.t("Beslut med analys", "Decisions with an assessment"),
            Self::Heard => l.t("Barn hörda", "Children heard"),
            Self::Informed => l.t("Barn informerade", "Children informed"),
            Self::Reasoned => l.t("Avvikelser med skäl", "Departures with reasons"),
            Self::Answered => l.t("Svar i tid", "Answers in time"),
            Self::Measures => l.t("Åtgärder i tid", "Measures in time"),
            Self::Consequences => l.t(
                "Beslut som försämrar något",
                "Decisions that make something worse",
            ),
        }
    }

    /// What `n of m` counts, as the end of a sentence: "12 av 18 …".
    #[must_use]
    pub fn counted(self, l: Language) -> &'static str {
        match self {
            Self::Assessed => l.t(
                "beslut som rör barn har en signerad analys",
                "decisions that touch children have a signed assessment",
            ),
            Self::Heard => l.t(
                "barn hördes före beslutet",
                "children were heard before the decision",
            ),
            Self::Informed => l.t(
                "barn informerades före beslutet",
                "children were informed before the decision",
            ),
            Self::Reasoned => l.t(
                "barn vars vilja beslutet avviker från har fått skälet nedskrivet",
                "children from whose wish the decision departs have the reason recorded",
            ),
            Self::Answered => l.t("barn fick sitt svar i tid", "children had their answer in time"),
            Self::Measures => l.t("åtgärder gjordes i tid", "measures were done in time"),
            Self::Consequences => l.t(
                "beslut gör något sämre för ett barn",
                "decisions make something worse for a child",
            ),
        }
    }

    /// How it is counted: numerator, denominator, and the day that decides the period.
    #[must_use]
    pub fn definition(self, l: Language) -> &'static str {
        match self {
            Self::Assessed => l.t(
                "Täljare: beslut med en signerad analys. Nämnare: de och påbörjade analyser vars planerade beslutsdag har passerat utan underskrift. Period: beslutsdagen. Beslut som aldrig har lagts in här syns inte.",
                "Numerator: decisions with a signed assessment. Denominator: these and assessments that were begun and whose planned day of decision has passed without a signature. Period: the day of the decision. Decisions that were never entered here are not seen.",
            ),
            Self::Heard => l.t(
                "Täljare: barn med minst ett hållet samtal före beslutet. Nämnare: barnen i signerade analyser, ett barn en gång per beslut. Period: beslutsdagen.",
                "Numerator: children with at least one talk held before the decision. Denominator: the children of signed assessments, each once per decision. Period: the day of the decision.",
            ),
            Self::Informed => l.t(
                "Täljare: barn för vilka det står vad de fick veta före beslutet. Nämnare: barnen i signerade analyser. Period: beslutsdagen.",
                "Numerator: children for whom it is recorded what they were told before the decision. Denominator: the children of signed assessments. Period: the day of the decision.",
            ),
            Self::Reasoned => l.t(
                "Täljare: barn för vilka varje avvikelse har ett skäl. Nämnare: barn från vars ord beslutet avviker helt eller delvis. Period: beslutsdagen.",
                "Numerator: children for whom every departure has its reason. Denominator: children from whose words the decision departs, wholly or in part. Period: the day of the decision.",
            ),
            Self::Answered => l.t(
                "Täljare: återkopplingar som barnet fick senast den dag de skulle vara framme. Nämnare: alla återkopplingar som skulle vara framme i perioden. Period: den dagen.",
                "Numerator: answers that the child had by the day on which they were owed. Denominator: all answers owed in the period. Period: that day.",
            ),
            Self::Measures => l.t(
                "Täljare: åtgärder som var gjorda på sin dag. Nämnare: alla åtgärder i signerade analyser med sin dag i perioden. Period: den dagen.",
                "Numerator: measures that were done by their day. Denominator: all measures of signed assessments with their day in the period. Period: that day.",
            ),
            Self::Consequences => l.t(
                "Täljare: beslut där det valda alternativet bedöms göra något sämre för minst ett barn. Nämnare: signerade analyser där artikeln gicks igenom. Period: beslutsdagen.",
                "Numerator: decisions whose chosen alternative is judged to make something worse for at least one child. Denominator: signed assessments in which the article was gone through. Period: the day of the decision.",
            ),
        }
    }

    /// What the middle group is called, where there is one: not so, for a recorded reason.
    #[must_use]
    pub fn with_reason(self, l: Language) -> Option<&'static str> {
        match self {
            Self::Heard => Some(l.t("Inte hörda, med skäl", "Not heard, with a reason")),
            Self::Answered => Some(l.t("Lämnas inte, med skäl", "Not given, with a reason")),
            _ => None,
        }
    }

    /// What the last group is called.
    #[must_use]
    pub fn not_so(self, l: Language) -> &'static str {
        match self {
            Self::Assessed => l.t("Utan signerad analys", "Without a signed assessment"),
            Self::Heard => l.t("Inte hörda, brist hos oss", "Not heard, a shortcoming of ours"),
            Self::Informed => l.t("Ingen information nedskriven", "No information recorded"),
            Self::Reasoned => l.t("Utan skäl", "Without a reason"),
            Self::Answered | Self::Measures => l.t("Sent eller inte alls", "Late or not at all"),
            Self::Consequences => l.t("Inget blir sämre", "Nothing gets worse"),
        }
    }

    /// By what it can be divided outside the unit, one at a time.
    #[must_use]
    pub const fn dimensions(self) -> &'static [Dimension] {
        match self {
            Self::Heard => &[
                Dimension::Age,
                Dimension::Sex,
                Dimension::Touch,
                Dimension::Reason,
            ],
            Self::Informed | Self::Reasoned | Self::Answered => {
                &[Dimension::Age, Dimension::Sex, Dimension::Touch]
            }
            Self::Assessed => &[Dimension::Touch],
            Self::Measures => &[],
            Self::Consequences => &[Dimension::Article],
        }
    }
}

/// One way to divide a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Not divided.
    Whole,
    /// The child's age on the day of the decision.
    Age,
    /// The child's legal sex, by its number.
    Sex,
    /// Whether the decision is about the child itself, about an adult, or about children as a group.
    Touch,
    /// The article of the Convention.
    Article,
    /// Why a child was not heard.
    Reason,
    /// Whole days from the decision to the answer; for the median only.
    Days,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Whole,
        Self::Age,
        Self::Sex,
        Self::Touch,
        Self::Article,
        Self::Reason,
        Self::Days,
    ];

    /// The code in the database and in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Age => "age",
            Self::Sex => "sex",
            Self::Touch => "touch",
            Self::Article => "article",
            Self::Reason => "reason",
            Self::Days => "days",
        }
    }

    /// The dimension of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.code() == code)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::Whole => l.t("Allt", "Everything"),
            Self::Age => l.t("Ålder", "Age"),
            Self::Sex => l.t("Kön", "Sex"),
            Self::Touch => l.t("Direkt eller indirekt", "Direct or indirect"),
            Self::Article => l.t("Artikel", "Article"),
            Self::Reason => l.t("Skäl till att barnet inte hördes", "Why the child was not heard"),
            Self::Days => l.t("Dagar till svar", "Days to the answer"),
        }
    }

    /// What a value of it is called.
    #[must_use]
    pub fn value_name(self, value: &str, l: Language) -> String {
        match self {
            Self::Whole => l.t("Allt", "Everything").to_owned(),
            Self::Age => {
                AgeGroup::from_code(value).map_or_else(|| value.to_owned(), |a| a.name(l).to_owned())
            }
            Self::Sex => Sex::from_code(value).map_or_else(|| value.to_owned(), |s| s.name(l).to_owned()),
            Self::Touch => Touch::from_code(value).map_or_else(|| value.to_owned(), |t| t.name(l).to_owned()),
            Self::Article => l.t(format!("Artikel {value}"), format!("Article {value}")),
            Self::Reason => reason_in_words(value, l),
            Self::Days => l.t(format!("{value} dagar"), format!("{value} days")),
        }
    }

    /// Whether each of those that are counted has exactly one value, so that the values add up to the whole. A decision goes through
    /// several articles.
    #[must_use]
    pub const fn is_partition(self) -> bool {
        !matches!(self, Self::Article)
    }

    /// Where a value stands in a table.
    #[must_use]
    pub fn rank(self, value: &str) -> usize {
        let at = |found: Option<usize>| found.unwrap_or(usize::MAX);
        match self {
            Self::Age => at(AgeGroup::ALL.iter().position(|a| a.code() == value)),
            Self::Sex => at(Sex::ALL.iter().position(|s| s.code() == value)),
            Self::Touch => at(Touch::ALL.iter().position(|t| t.code() == value)),
            Self::Reason => at(content().not_heard_reasons().iter().position(|r| r.id == value)),
            Self::Article | Self::Days => value.parse().unwrap_or(usize::MAX),
            Self::Whole => 0,
        }
    }
}

/// A reason for not being heard in words; "none" is a child about whom nothing is written.
#[must_use]
pub fn reason_in_words(code: &str, l: Language) -> String {
    let known = content().not_heard_reasons().iter().find(|r| r.id == code);
    known.map_or_else(
        || l.t("Inget skäl nedskrivet", "No reason recorded").to_owned(),
        |r| r.text.get(l).to_owned(),
    )
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $sv:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }
        impl $name {
            /// All of them, in the order of a table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The code in the database.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$variant => $code),+ } }
            /// The one of a code, or none.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> { Self::ALL.iter().copied().find(|v| v.code() == code) }
            /// What it is called.
            #[must_use]
            pub fn name(self, l: Language) -> &'static str { match self { $(Self::$variant => l.t($sv, $en)),+ } }
        }
    };
}

codes! {
    /// How old a child was on the day of the decision.
    AgeGroup {
        /// Up to 3.
        Baby = "0-3", "0–3 år", "0–3 years";
        /// 4 to 6.
        Four = "4-6", "4–6 år", "4–6 years";
        /// 7 to 9.
        Seven = "7-9", "7–9 år", "7–9 years";
        /// 10 to 12.
        Ten = "10-12", "10–12 år", "10–12 years";
        /// 13 to 17.
        Thirteen = "13-17", "13–17 år", "13–17 years";
        /// Not known, or of age by the day of the decision.
        Unknown = "unknown", "Okänd ålder", "Age not known";
    }
}

codes! {
    /// Legal sex by the last digit but one of a personal or coordination number.
    Sex {
        /// Even.
        Girl = "girl", "Flickor", "Girls";
        /// Odd.
        Boy = "boy", "Pojkar", "Boys";
        /// A child without a number.
        Unknown = "unknown", "Nummer saknas", "No number";
    }
}

codes! {
    /// How a decision touches children.
    Touch {
        /// It is about the child itself.
        Direct = "direct", "Direkt: barnets eget ärende", "Directly: the child's own case";
        /// It is about an adult.
        Indirect = "indirect", "Indirekt: en vuxens ärende", "Indirectly: an adult's case";
        /// It is about children as a group.
        Group = "group", "Barn som grupp", "Children as a group";
    }
}

impl AgeGroup {
    /// The group of an age.
    #[must_use]
    pub const fn of(age: Option<u32>) -> Self {
        match age {
            Some(0..=3) => Self::Baby,
            Some(4..=6) => Self::Four,
            Some(7..=9) => Self::Seven,
            Some(10..=12) => Self::Ten,
            Some(13..=17) => Self::Thirteen,
            _ => Self::Unknown,
        }
    }
}

impl Sex {
    /// What a number says; a number that cannot be read says nothing.
    #[must_use]
    pub fn of_number(number: &str, today: NaiveDate) -> Self {
        let digit = IdentityNumber::parse(number, today)
            .ok()
            .and_then(|n| n.digits().chars().nth(10))
            .and_then(|c| c.to_digit(10));
        match digit {
            Some(d) if d % 2 == 0 => Self::Girl,
            Some(_) => Self::Boy,
            None => Self::Unknown,
        }
    }
}

impl From<CaseKind> for Touch {
    fn from(kind: CaseKind) -> Self {
        match kind {
            CaseKind::Child => Self::Direct,
            CaseKind::Adult => Self::Indirect,
            CaseKind::General => Self::Group,
        }
    }
}
