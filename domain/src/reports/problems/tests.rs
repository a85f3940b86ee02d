use chrono::NaiveDate;

use super::{Fault, LARGEST_COUNT, MOST_COLUMNS, MOST_ROWS, MOST_SERIES};
use crate::language::Language;
use crate::reports::{
    ChartKind, ColumnKind, DataCell, DataColumn, DataTable, Part, Report, ReportState, level_words,
};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 14).unwrap()
}

fn table(id: &str) -> DataTable {
    DataTable {
        id: id.into(),
        title: "Barn som har kommit till tals".into(),
        sentence: "I mars kom 9 av 12 barn till tals.".into(),
        note: String::new(),
        columns: vec![
            DataColumn::new("unit", "Enhet", ColumnKind::Text),
            DataColumn::new("heard", "Har kommit till tals", ColumnKind::Count),
            DataColumn::new("not_heard", "Har inte", ColumnKind::Count),
        ],
        rows: vec![
            vec![DataCell::text("Norr"), DataCell::Count(9), DataCell::Count(3)],
            vec![
                DataCell::text("Söder"),
                DataCell::missing("för få för att visas"),
                DataCell::missing("för få för att visas"),
            ],
        ],
        chart: Some(ChartKind::Stacked {
            label: 0,
            parts: vec![1, 2],
        }),
    }
}

fn report(parts: Vec<Part>) -> Report {
    Report {
        title: "Uppföljning".into(),
        scope: "Norra stadsdelen".into(),
        period: "mars 2026".into(),
        against: String::new(),
        language: Language::Swedish,
        made_on: day(),
        made_by: "Karin Ek".into(),
        state: ReportState::Draft,
        parts,
    }
}

/// The faults of a report whose only table was changed.
fn faults(change: impl FnOnce(&mut DataTable)) -> Vec<Fault> {
    let mut table = table("heard");
    change(&mut table);
    let problems = report(vec![Part::Table(table)]).problems();
    problems.into_iter().map(|problem| problem.fault).collect()
}

#[test]
fn a_report_of_every_kind_of_part_has_no_problems() {
    let parts = vec![
        Part::Heading {
            level: 1,
            text: "Delaktighet".into(),
        },
        Part::Text("Barnen.".into()),
        Part::Note("Så räknades det.".into()),
        Part::Table(table("heard")),
        Part::Table(table("heard_before")),
    ];
    assert_eq!(report(parts).problems(), []);
}

#[test]
fn codes_are_plain_and_stand_once() {
    let twice = report(vec![Part::Table(table("heard")), Part::Table(table("heard"))]);
    let shown: Vec<String> = twice.problems().iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["part 2, table: is there twice"]);
    assert_eq!(faults(|t| t.id = "report".into()), [Fault::Twice]);
    for bad in ["", "Åtgärd", "två ord", "=1+1", "1a", "A"] {
        assert_eq!(faults(|t| t.id = bad.into()), [Fault::BadId], "{bad}");
    }
    assert_eq!(faults(|t| t.columns[1].id = "unit".into()), [Fault::Twice]);
}

#[test]
fn every_row_has_one_cell_a_column_of_its_kind() {
    assert_eq!(
        faults(|t| drop(t.rows[0].pop())),
        [Fault::WrongLength],
        "one cell less"
    );
    assert_eq!(
        faults(|t| t.rows[0].push(DataCell::Count(1))),
        [Fault::WrongLength]
    );
    assert_eq!(faults(|t| t.rows[0][1] = DataCell::Days(9)), [Fault::WrongKind]);
    assert_eq!(faults(|t| t.rows[0][0] = DataCell::missing("inget svar")), []);
}

#[test]
fn a_missing_figure_says_why() {
    assert_eq!(faults(|t| t.rows[0][1] = DataCell::missing(" ")), [Fault::Blank]);
}

#[test]
fn charts_draw_columns_that_are_there_and_are_of_one_unit() {
    let bars = |label, value| Some(ChartKind::Bars { label, value });
    assert_eq!(faults(|t| t.chart = bars(0, 1)), []);
    assert_eq!(faults(|t| t.chart = bars(0, 3)), [Fault::BadChart]);
    assert_eq!(faults(|t| t.chart = bars(1, 2)), [Fault::BadChart]);
    assert_eq!(
        faults(|t| {
            t.columns[2].kind = ColumnKind::Percent;
            t.rows[0][2] = DataCell::Percent(25);
        }),
        [Fault::BadChart]
    );
    let nothing = ChartKind::Lines {
        label: 0,
        values: vec![],
    };
    assert_eq!(faults(|t| t.chart = Some(nothing)), [Fault::BadChart]);
    let parts = vec![1; MOST_SERIES + 1];
    assert_eq!(
        faults(|t| t.chart = Some(ChartKind::Stacked { label: 0, parts })),
        [Fault::TooMany(MOST_SERIES)]
    );
    assert_eq!(
        faults(|t| t.rows[0][1] = DataCell::Count(-1)),
        [Fault::CannotBeDrawn]
    );
}

#[test]
fn a_heat_grid_holds_levels_only() {
    let grid = |level| {
        faults(|t| {
            t.chart = Some(ChartKind::HeatGrid);
            t.rows[0][1] = DataCell::Count(level);
        })
    };
    assert_eq!(grid(0), []);
    assert_eq!(grid(3), []);
    assert_eq!(grid(4), [Fault::CannotBeDrawn]);
    assert_eq!(level_words(2, Language::English), Some("Partly in place"));
    assert_eq!(level_words(4, Language::Swedish), None);
}

#[test]
fn lengths_numbers_and_dates_have_limits() {
    assert_eq!(faults(|t| t.title = "x".repeat(201)), [Fault::TooLong(200)]);
    assert_eq!(faults(|t| t.title = "å".repeat(200)), []);
    assert_eq!(
        faults(|t| t.rows = vec![t.rows[0].clone(); MOST_ROWS + 1]),
        [Fault::TooMany(MOST_ROWS)]
    );
    assert_eq!(
        faults(|t| t.rows[0][1] = DataCell::Count(LARGEST_COUNT + 1)),
        [Fault::OutOfRange]
    );
    let wide = faults(|t| {
        t.chart = None;
        t.columns = (0..=MOST_COLUMNS)
            .map(|n| DataColumn::new(format!("c{n}"), "Antal", ColumnKind::Date))
            .collect();
        let old = NaiveDate::from_ymd_opt(1900, 12, 31).unwrap();
        t.rows = vec![vec![DataCell::Date(old); MOST_COLUMNS + 1]];
    });
    assert_eq!(wide[0], Fault::TooMany(MOST_COLUMNS));
    assert_eq!(wide[1], Fault::OutOfRange);
    let mut nameless = report(vec![Part::Heading {
        level: 4,
        text: String::new(),
    }]);
    nameless.scope.clear();
    let found: Vec<Fault> = nameless.problems().into_iter().map(|p| p.fault).collect();
    assert_eq!(found, [Fault::Blank, Fault::Blank, Fault::BadHeading]);
}

#[test]
fn a_report_can_be_kept_as_json_and_read_again() {
    let report = report(vec![Part::Table(table("heard")), Part::Text("Text".into())]);
    let kept = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&kept).unwrap(), report);
}
