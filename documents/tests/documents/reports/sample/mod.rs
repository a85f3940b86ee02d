//! Invented reports on a unit, a district and a municipality, with hidden figures, in both languages.

mod children;
mod work;

use chrono::NaiveDate;
use domain::language::Language;
use domain::reports::{ColumnKind, DataCell, DataColumn, Part, Report, ReportState};

use children::{answers, by_month, heard, reasons};
use work::{complaints, measures, ratings, ratings_of_all};

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Unit,
    District,
    Municipality,
}

pub const SCOPES: [Scope; 3] = [Scope::Unit, Scope::District, Scope::Municipality];

impl Scope {
    /// Its name, and those of what its figures are split into.
    fn names(self, l: Language) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Unit => (
                "Ekonomiskt bistånd Norr",
                l.t(
                    &["Juli 2026", "Augusti 2026", "September 2026", "Oktober 2026"],
                    &["July 2026", "August 2026", "September 2026", "October 2026"],
                ),
            ),
            Self::District => (
                "Norra stadsdelen",
                &[
                    "Ekonomiskt bistånd Norr",
                    "Vuxenenheten, beroende och psykisk hälsa",
                    "Funktionsnedsättning",
                    "Ensamkommande barn och unga",
                ],
            ),
            Self::Municipality => (
                "Björkvikens kommun",
                &[
                    "Norra stadsdelen",
                    "Södra stadsdelen",
                    "Hamnstaden",
                    "Skogsbygden och Älvsborgslandet",
                    "Centrala avdelningen för familjerätt",
                ],
            ),
        }
    }
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn hidden(l: Language) -> DataCell {
    DataCell::missing(l.t("för få för att visas", "too few to show"))
}

fn column(id: &str, label: &str, kind: ColumnKind) -> DataColumn {
    DataColumn::new(id, label, kind)
}

/// A report of every kind of table.
pub fn report(scope: Scope, l: Language) -> Report {
    let heading = |level, text: &str| Part::Heading {
        level,
        text: text.to_owned(),
    };
    let parts = vec![
        heading(1, l.t("Det viktigaste", "What matters most")),
        Part::Text(
            l.t(
                "Fler barn kommer till tals än i våras. Svaren till barnen dröjer fortfarande längre än de fjorton dagar som \
                 enheterna har satt som mål, och det är vanligast när beslutet fattades sent i processen.\n\nUnder sommaren var \
                 underlaget för litet för att säga något om enskilda månader.",
                "More children are heard than in spring. Answers to the children still take longer than the fourteen days that the \
                 units have set themselves, most often when the decision was taken late.\n\nIn summer there was too little to \
                 say anything about single months.",
            )
            .to_owned(),
        ),
        Part::Note(
            l.t(
                "Siffror under 5 visas inte utanför enheten, och inte heller de siffror som de kunde räknas ut ur.",
                "Figures below 5 are not shown outside the unit, nor are those from which they could be worked out.",
            )
            .to_owned(),
        ),
        heading(1, l.t("Delaktighet", "Participation")),
        heading(2, l.t("Barn som har kommit till tals", "Children who were heard")),
        Part::Table(heard(scope, l)),
        heading(2, l.t("Varför barn inte har hörts", "Why children were not heard")),
        Part::Table(reasons(l)),
        heading(1, l.t("Utvecklingen över tid", "Over time")),
        Part::Table(by_month(l)),
        heading(1, l.t("Svar till barnen", "Answers to the children")),
        Part::Table(answers(scope, l)),
        heading(1, l.t("Egenkontrollen", "Self-monitoring")),
        Part::Table(ratings(l)),
        Part::Table(ratings_of_all(l)),
        heading(1, l.t("Åtgärder", "Measures")),
        Part::Table(measures(l)),
        Part::Table(complaints(l)),
    ];
    Report {
        title: l
            .t(
                "Uppföljning av barnets rättigheter",
                "Follow-up of children’s rights",
            )
            .to_owned(),
        scope: scope.names(l).0.to_owned(),
        period: l.t("juli–oktober 2026", "July–October 2026").to_owned(),
        against: match scope {
            Scope::Unit => String::new(),
            _ => l.t("mars–juni 2026", "March–June 2026").to_owned(),
        },
        language: l,
        made_on: day(2026, 11, 14),
        made_by: "Per Lund, enhetschef".to_owned(),
        state: match scope {
            Scope::Unit => ReportState::Draft,
            _ => ReportState::Final,
        },
        parts,
    }
}
