//! What became of the children: heard or not, and when they were answered.

use chrono::NaiveDate;
use domain::language::Language;
use domain::reports::{ChartKind, ColumnKind, DataCell, DataTable};

use super::{Scope, column, day, hidden};

pub fn heard(scope: Scope, l: Language) -> DataTable {
    let rows = scope.names(l).1.iter().zip([
        [112, 74, 31, 7],
        [48, 29, 12, 7],
        [0, 0, 0, 0],
        [1_268, 1_003, 214, 51],
        [63, 60, 3, 0],
    ]);
    let row = |(index, (name, figures)): (usize, (&&str, [i64; 4]))| {
        let cell = |n: i64| {
            if index == 2 { hidden(l) } else { DataCell::Count(n) }
        };
        std::iter::once(DataCell::text(*name))
            .chain(figures.map(cell))
            .collect()
    };
    DataTable {
        id: "heard".into(),
        title: l
            .t("Barn som berörs av beslut och om de har kommit till tals", "Children touched by decisions, and whether they were heard")
            .into(),
        sentence: l
            .t(
                "I de flesta enheter kommer två av tre barn till tals, och för de flesta andra finns ett skäl.",
                "In most units two of three children are heard, and for most others there is a reason.",
            )
            .into(),
        note: l
            .t(
                "Ett barn räknas en gång för varje beslut som rör det.",
                "A child counts once for each decision that touches it.",
            )
            .into(),
        columns: vec![
            match scope {
                Scope::Unit => column("month", l.t("Månad", "Month"), ColumnKind::Text),
                _ => column("unit", l.t("Del av organisationen", "Part of the organisation"), ColumnKind::Text),
            },
            column("children", l.t("Barn", "Children"), ColumnKind::Count),
            column("heard", l.t("Har kommit till tals", "Heard"), ColumnKind::Count),
            column("reason", l.t("Inte hörda, skäl finns", "Not heard, with a reason"), ColumnKind::Count),
            column("no_reason", l.t("Inte hörda, skäl saknas", "Not heard, without a reason"), ColumnKind::Count),
        ],
        rows: rows.enumerate().map(row).collect(),
        chart: Some(ChartKind::Stacked {
            label: 0,
            parts: vec![2, 3, 4],
        }),
    }
}

pub fn reasons(l: Language) -> DataTable {
    let rows = [
        (
            l.t("Barnet ville inte", "The child did not want to"),
            DataCell::Count(96),
        ),
        (
            l.t(
                "Samtycke saknades från en vårdnadshavare",
                "A guardian did not consent",
            ),
            DataCell::Count(61),
        ),
        (
            l.t(
                "Det hanns inte med före beslutet",
                "There was no time before the decision",
            ),
            DataCell::Count(58),
        ),
        (
            l.t(
                "Att fråga hade kunnat vara farligt för någon",
                "Asking could have endangered somebody",
            ),
            hidden(l),
        ),
        (
            l.t(
                "Barnet är för litet för ett samtal",
                "The child is too young for a talk",
            ),
            DataCell::Count(0),
        ),
    ];
    DataTable {
        id: "reasons".into(),
        title: l
            .t(
                "Skäl till att barn inte har hörts",
                "Reasons why children were not heard",
            )
            .into(),
        sentence: l
            .t(
                "Vanligast är att barnet själv inte ville.",
                "Most often the child itself did not want to.",
            )
            .into(),
        note: String::new(),
        columns: vec![
            column("reason", l.t("Skäl", "Reason"), ColumnKind::Text),
            column("children", l.t("Barn", "Children"), ColumnKind::Count),
        ],
        rows: rows
            .into_iter()
            .map(|(name, cell)| vec![DataCell::text(name), cell])
            .collect(),
        chart: Some(ChartKind::Bars { label: 0, value: 1 }),
    }
}

pub fn by_month(l: Language) -> DataTable {
    let figures = [
        (1, Some((51, 40))),
        (2, Some((54, 38))),
        (3, Some((53, 44))),
        (4, Some((58, 47))),
        (5, Some((61, 45))),
        (6, Some((60, 52))),
        (7, None),
        (8, Some((57, 36))),
        (9, Some((66, 49))),
        (10, Some((71, 55))),
    ];
    let share = |n: Option<i64>| n.map_or_else(|| hidden(l), DataCell::Percent);
    let row = |(month, shares): (u32, Option<(i64, i64)>)| {
        vec![
            DataCell::text(format!("2026-{month:02}")),
            share(shares.map(|s| s.0)),
            share(shares.map(|s| s.1)),
        ]
    };
    DataTable {
        id: "by_month".into(),
        title: l
            .t(
                "Andel hörda och andel som fått svar i tid, per månad",
                "Share heard and share answered in time, by month",
            )
            .into(),
        sentence: l
            .t(
                "Andelen hörda barn har stigit från 51 % i januari till 71 % i oktober.",
                "The share of children heard has risen from 51% in January to 71% in October.",
            )
            .into(),
        note: l
            .t(
                "I tid är inom 14 dagar från beslutet.",
                "In time is within 14 days of the decision.",
            )
            .into(),
        columns: vec![
            column("month", l.t("Månad", "Month"), ColumnKind::Text),
            column("heard", l.t("Har kommit till tals", "Heard"), ColumnKind::Percent),
            column(
                "answered",
                l.t("Har fått svar i tid", "Answered in time"),
                ColumnKind::Percent,
            ),
        ],
        rows: figures.map(row).into(),
        chart: Some(ChartKind::Lines {
            label: 0,
            values: vec![1, 2],
        }),
    }
}

/// Letters, per cent in time, median days, last answer.
type Figures = (i64, i64, u32, NaiveDate);

pub fn answers(scope: Scope, l: Language) -> DataTable {
    let figures = [
        (103, 66, 9, day(2026, 10, 30)),
        (41, 12, 23, day(2026, 10, 2)),
        (7, 71, 1, day(2026, 9, 17)),
        (1_190, 67, 16, day(2026, 10, 31)),
        (57, 57, 4, day(2026, 10, 29)),
    ];
    let row = |(index, (name, (letters, percent, days, last))): (usize, (&&str, Figures))| {
        let median = if index == 1 {
            DataCell::missing(l.t("inget svar", "no answer"))
        } else {
            DataCell::Days(days)
        };
        vec![
            DataCell::text(*name),
            DataCell::Count(letters),
            DataCell::Percent(percent),
            median,
            DataCell::Date(last),
        ]
    };
    DataTable {
        id: "answers".into(),
        title: l
            .t("Hur snart barnen får svar", "How soon children get an answer")
            .into(),
        sentence: l
            .t(
                "Mediantiden från beslut till svar är mellan 1 och 16 dagar.",
                "The median time from decision to answer is between 1 and 16 days.",
            )
            .into(),
        note: String::new(),
        columns: vec![
            column("name", l.t("Del", "Part"), ColumnKind::Text),
            column(
                "letters",
                l.t("Brev och samtal", "Letters and talks"),
                ColumnKind::Count,
            ),
            column("in_time", l.t("I tid", "In time"), ColumnKind::Percent),
            column("median", l.t("Mediantid", "Median time"), ColumnKind::Days),
            column("last", l.t("Senaste svaret", "Last answer"), ColumnKind::Date),
        ],
        rows: scope
            .names(l)
            .1
            .iter()
            .zip(figures)
            .enumerate()
            .map(row)
            .collect(),
        chart: Some(ChartKind::Bars { label: 0, value: 3 }),
    }
}
