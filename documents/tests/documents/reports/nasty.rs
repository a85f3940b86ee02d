//! Reports that nobody would write and somebody will.

use domain::language::Language;
use domain::reports::{ChartKind, ColumnKind, DataCell, DataColumn, DataTable, Part, Report, ReportState};

use super::sample::{Scope, day, report};

/// Texts that a spreadsheet, a browser or the typesetter could take for something else than text.
pub const TEXTS: [&str; 20] = [
    "=1+1",
    "+46 70 123 45 67",
    "-5",
    "@SUM(A1:A9)",
    "\"=HYPERLINK(\"\"http://exempel.se\"\")\"",
    "'=1+1",
    "  =1+1",
    "12",
    "1;2;3",
    "a,=1+1",
    "två\nrader",
    "<script>alert(1)</script> & <b>",
    "#strong[x] #set page(width: 1pt) #panic()",
    "$x^2$ @ref <label> *stjärna* _streck_ `kod`",
    "= Inte en rubrik",
    "{\"json\": [1, null]} \"}]}",
    "_x0041_ och _x000D_",
    "TRUE",
    "#REF!",
    "2026-02-30",
];

/// Three hundred rows.
pub fn long() -> Report {
    let mut long = report(Scope::Municipality, Language::Swedish);
    let row = |n: i64| {
        let share = if n % 7 == 0 {
            DataCell::missing("för få för att visas")
        } else {
            DataCell::Percent(n % 101)
        };
        vec![
            DataCell::text(format!("Enhet {n:03} i södra stadsdelen")),
            DataCell::Count(n * 37),
            share,
        ]
    };
    long.parts = vec![Part::Table(DataTable {
        id: "units".into(),
        title: "Alla enheter".into(),
        sentence: "Här är trehundra enheter.".into(),
        note: String::new(),
        columns: vec![
            DataColumn::new("unit", "Enhetens namn", ColumnKind::Text),
            DataColumn::new("children", "Barn", ColumnKind::Count),
            DataColumn::new("heard", "Hörda", ColumnKind::Percent),
        ],
        rows: (1..=300).map(row).collect(),
        chart: Some(ChartKind::Bars { label: 0, value: 1 }),
    })];
    long
}

/// Words without end, markup, formulas, tables without rows, in every place.
pub fn rude(language: Language) -> Report {
    let wide = "barnkonsekvensanalys".repeat(9);
    let mut parts = vec![
        Part::Heading {
            level: 3,
            text: wide.clone(),
        },
        Part::Note(TEXTS.join("\n")),
    ];
    parts.extend(TEXTS.map(|text| Part::Heading {
        level: 1,
        text: text.to_owned(),
    }));
    parts.extend(TEXTS.map(|text| Part::Text(text.to_owned())));
    for (index, chart) in charts().into_iter().enumerate() {
        parts.push(Part::Table(table(&format!("rude_{index}"), &wide, Some(chart))));
    }
    let mut empty = table("empty", "[]:*?/\\", None);
    empty.rows.clear();
    parts.push(Part::Table(empty));
    Report {
        title: format!("{wide} =1+1"),
        scope: wide.clone(),
        period: "=1+1".into(),
        against: "@jämför".into(),
        language,
        made_on: day(1901, 1, 1),
        made_by: "<script>alert(1)</script>".into(),
        state: ReportState::Draft,
        parts,
    }
}

pub fn charts() -> [ChartKind; 4] {
    [
        ChartKind::Bars { label: 0, value: 1 },
        ChartKind::Stacked {
            label: 0,
            parts: vec![1, 2],
        },
        ChartKind::Lines {
            label: 0,
            values: vec![1, 2],
        },
        ChartKind::HeatGrid,
    ]
}

fn table(id: &str, title: &str, chart: Option<ChartKind>) -> DataTable {
    let row = |(n, text): (i64, &str)| {
        vec![
            DataCell::text(text),
            DataCell::Count(n % 4),
            if n % 3 == 0 {
                DataCell::missing(text)
            } else {
                DataCell::Count(0)
            },
        ]
    };
    DataTable {
        id: id.into(),
        title: title.into(),
        sentence: format!("{title} #panic() =1+1"),
        note: TEXTS.join(" "),
        columns: vec![
            DataColumn::new("text", title, ColumnKind::Text),
            DataColumn::new("first", title, ColumnKind::Count),
            DataColumn::new("second", "=1+1", ColumnKind::Count),
        ],
        rows: (0..).zip(TEXTS).map(row).collect(),
        chart,
    }
}
