//! Workbook, CSV and JSON.

use calamine::{Data, Reader};
use documents::reports::{JSON_SCHEMA, csv, json, xlsx};
use domain::language::Language;
use serde_json::{Value, json as value};

use super::nasty::{TEXTS, rude};
use super::sample::{Scope, report};
use super::{all, read};

#[test]
fn every_figure_is_the_same_in_workbook_csv_and_json() {
    for report in all() {
        let expected = read::of(&report);
        assert_eq!(read::from_json(&report), expected, "JSON");
        assert_eq!(read::from_csv(&report), expected, "CSV");
        assert_eq!(read::from_xlsx(&report), expected, "XLSX");
    }
}

#[test]
fn the_csv_file_says_what_report_it_holds() {
    let lines = read::csv_lines(&report(Scope::Unit, Language::Swedish));
    let about: Vec<(&str, &str)> = lines
        .iter()
        .filter(|line| line[0] == "report")
        .map(|line| (line[2].as_str(), line[3].as_str()))
        .collect();
    assert_eq!(
        about,
        [
            ("title", "Uppföljning av barnets rättigheter"),
            ("scope", "Ekonomiskt bistånd Norr"),
            ("period", "juli–oktober 2026"),
            ("against", ""),
            ("language", "sv"),
            ("made_on", "2026-11-14"),
            ("made_by", "Per Lund, enhetschef"),
            ("state", "draft"),
        ]
    );
    assert!(lines.contains(&["heard", "1", "children", "112", ""].map(str::to_owned)));
    let hidden = ["heard", "3", "children", "", "för få för att visas"];
    assert!(lines.contains(&hidden.map(str::to_owned)));
}

#[test]
fn no_cell_of_the_csv_file_begins_a_formula_and_numbers_stay_numbers() {
    let lines = read::csv_lines(&rude(Language::Swedish));
    for cell in lines.iter().flatten() {
        let begins = cell.trim_start_matches(['"', ' ']);
        assert!(!begins.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
    let values: Vec<&str> = lines.iter().map(|line| line[3].as_str()).collect();
    for text in TEXTS {
        assert!(
            values.iter().any(|value| read::unguarded(value) == text),
            "{text}"
        );
    }
    let mut less = report(Scope::Unit, Language::Swedish);
    for part in &mut less.parts {
        if let domain::reports::Part::Table(table) = part {
            (table.chart, table.rows) = (None, table.rows.clone());
            for cell in table.rows.iter_mut().flatten() {
                if let domain::reports::DataCell::Count(n) = cell {
                    *n = -7;
                }
            }
        }
    }
    let text = String::from_utf8(csv(&less)).expect("UTF-8");
    assert!(text.contains("\"heard\";1;\"children\";-7;\"\"\r\n"), "{text}");
}

#[test]
fn the_workbook_begins_with_a_sheet_that_says_what_it_is() {
    let report = report(Scope::District, Language::Swedish);
    let mut book = read::book(&report);
    let names = book.sheet_names();
    assert_eq!(names[0], "Om rapporten");
    assert_eq!(names[1], "Barn som berörs av beslut och");
    let sheet = book.worksheet_range(&names[0]).expect("a sheet");
    let cells: Vec<String> = sheet
        .used_cells()
        .map(|(_, _, cell)| match cell {
            Data::String(text) => text.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    for words in [
        "Uppföljning av barnets rättigheter",
        "Norra stadsdelen",
        "juli–oktober 2026",
        "mars–juni 2026",
        "14 november 2026",
        "Per Lund, enhetschef",
        "Fastställd",
        "Ett barn räknas en gång för varje beslut som rör det.",
        "0 Inte påbörjat · 1 Påbörjat · 2 Delvis på plats · 3 Helt på plats",
    ] {
        assert!(cells.iter().any(|cell| cell == words), "{words}");
    }
    for (table, name) in report.tables().zip(&names[1..]) {
        assert!(cells.contains(name) && cells.contains(&table.id) && cells.contains(&table.sentence));
    }
    assert!(
        cells
            .iter()
            .any(|cell| cell.starts_with("Siffror under 5 visas inte"))
    );
}

#[test]
fn a_table_without_rows_says_so_in_its_sheet() {
    let mut book = read::book(&report(Scope::Unit, Language::English));
    let name = book.sheet_names().last().expect("a sheet").clone();
    let sheet = book.worksheet_range(&name).expect("a sheet");
    let said = Data::String("Nothing to show for the period".into());
    assert_eq!(sheet.get_value((1, 0)), Some(&said));
}

#[test]
fn the_same_report_is_the_same_file() {
    let report = report(Scope::Municipality, Language::Swedish);
    assert!(xlsx(&report) == xlsx(&report));
    assert!(csv(&report) == csv(&report));
    assert!(json(&report) == json(&report));
}

#[test]
fn a_text_that_no_workbook_can_hold_is_an_error() {
    let mut report = report(Scope::Unit, Language::Swedish);
    report.title = "x".repeat(40_000);
    assert!(xlsx(&report).is_err());
}

#[test]
fn the_schema_tells_a_missing_figure_from_zero() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).expect("JSON");
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let good: Value =
        serde_json::from_slice(&json(&report(Scope::District, Language::Swedish))).expect("JSON");
    assert_eq!(read::schema_errors(&good), Vec::<String>::new());
    let at = good["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .position(|part| part["kind"] == "table")
        .expect("a table");
    let errors = |cell: Value| {
        let mut file = good.clone();
        file["parts"][at]["rows"][0][1] = cell;
        read::schema_errors(&file)
    };
    for cell in [value!({"count": 0}), value!({"missing": "för få för att visas"})] {
        assert_eq!(errors(cell), Vec::<String>::new());
    }
    for cell in [
        value!(null),
        value!(0),
        value!({}),
        value!({"count": null}),
        value!({"count": "5"}),
        value!({"count": 1.5}),
        value!({"missing": ""}),
        value!({"missing": null}),
        value!({"count": 0, "missing": "för få"}),
        value!({"date": "2026-02-30"}),
        value!({"days": -1}),
        value!({"score": 1}),
    ] {
        assert!(!errors(cell.clone()).is_empty(), "{cell}");
    }
}
