//! Whatever a report holds, its three files hold the same.

use chrono::{Days, NaiveDate};
use domain::language::Language;
use domain::reports::{
    ColumnKind, DataCell, DataColumn, DataTable, LARGEST_COUNT, Part, Report, ReportState,
};
use proptest::prelude::*;

use super::nasty::TEXTS;
use super::read;
use super::sample::day;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[ -~åäöÅÄÖ€“”]{0,30}",
        2 => "[=+@\"' ,;\t\r\n-]{1,4}[a-z0-9()]{0,6}",
        1 => any::<String>(),
        1 => proptest::sample::select(TEXTS.to_vec()).prop_map(str::to_owned),
    ]
}

fn cell(kind: ColumnKind) -> BoxedStrategy<DataCell> {
    let figure = match kind {
        ColumnKind::Text => text().prop_map(DataCell::Text).boxed(),
        ColumnKind::Count => (-LARGEST_COUNT..=LARGEST_COUNT).prop_map(DataCell::Count).boxed(),
        ColumnKind::Percent => (-1_000_000_i64..1_000_000).prop_map(DataCell::Percent).boxed(),
        ColumnKind::Days => any::<u32>().prop_map(DataCell::Days).boxed(),
        ColumnKind::Date => (0_u64..2_900_000)
            .prop_map(|n| {
                DataCell::Date(
                    day(1901, 1, 1)
                        .checked_add_days(Days::new(n))
                        .unwrap_or(NaiveDate::MIN),
                )
            })
            .boxed(),
    };
    prop_oneof![4 => figure, 1 => text().prop_map(DataCell::Missing)].boxed()
}

fn kind() -> impl Strategy<Value = ColumnKind> {
    proptest::sample::select(vec![
        ColumnKind::Text,
        ColumnKind::Count,
        ColumnKind::Percent,
        ColumnKind::Days,
        ColumnKind::Date,
    ])
}

fn table() -> impl Strategy<Value = DataTable> {
    proptest::collection::vec(kind(), 1..6).prop_flat_map(|kinds| {
        let row: Vec<_> = kinds.iter().map(|kind| cell(*kind)).collect();
        let rows = proptest::collection::vec(row, 0..6);
        (text(), "[a-zåäö ]{0,20}", rows).prop_map(move |(title, label, rows)| DataTable {
            id: "t".into(),
            title,
            sentence: "Visar något.".into(),
            note: String::new(),
            columns: (0..)
                .zip(&kinds)
                .map(|(n, kind): (i32, _)| DataColumn::new(format!("c{n}"), format!("x{label}"), *kind))
                .collect(),
            rows,
            chart: None,
        })
    })
}

fn report() -> impl Strategy<Value = Report> {
    (proptest::collection::vec(table(), 0..4), text(), any::<bool>()).prop_map(|(tables, text, english)| {
        let named = |(n, table): (i32, DataTable)| {
            Part::Table(DataTable {
                id: format!("t{n}"),
                title: format!("T{}", table.title),
                ..table
            })
        };
        Report {
            title: format!("R{text}"),
            scope: "Norr".into(),
            period: "2026".into(),
            against: text,
            language: if english {
                Language::English
            } else {
                Language::Swedish
            },
            made_on: day(2026, 11, 14),
            made_by: "Per Lund".into(),
            state: ReportState::Draft,
            parts: (0..).zip(tables).map(named).collect(),
        }
    })
}

/// Whether the file's text is the report's: as it is, if nothing in it had to be tidied.
fn same(read: &DataCell, of: &DataCell) -> bool {
    let is_tidy = |text: &str| text.chars().all(|c| matches!(c, ' '..='~' | 'å' | 'ä' | 'ö'));
    match (read, of) {
        (DataCell::Text(read), DataCell::Text(text)) => read == text || !is_tidy(text),
        (DataCell::Missing(read), DataCell::Missing(text)) => {
            !read.trim().is_empty() && (read == text || !is_tidy(text) || text.trim().is_empty())
        }
        (read, of) => read == of,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_figures_of_any_report_are_the_same_in_all_its_files(report in report()) {
        let json = read::from_json(&report);
        for (read, of) in json.iter().flatten().flatten().zip(read::of(&report).iter().flatten().flatten()) {
            prop_assert!(same(read, of), "{read:?} instead of {of:?}");
        }
        prop_assert_eq!(json.iter().map(Vec::len).collect::<Vec<_>>(), read::of(&report).iter().map(Vec::len).collect::<Vec<_>>());
        prop_assert_eq!(&read::from_csv(&report), &json);
        prop_assert_eq!(&read::from_xlsx(&report), &json);
    }
}
