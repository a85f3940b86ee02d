//! Over a simulated municipality: whatever somebody outside the units may look at, no two views give a group of fewer than five away by
//! subtraction. On SQLite only, because the store's own tests see to it that both engines count alike; that no combination of any number of
//! views does is searched for in `domain/tests/suppression.rs`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper of a test stops where something is wrong"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::figures::{
    ByUnit, Counts, Dimension, Indicator, LEAST, Outline, Period, PeriodKind, Resolution, Shown, YearFigures,
};
use domain::ids::UnitId;
use ogonhojd_server::demo::history::fill_to;
use ogonhojd_server::demo::larger::{Breadth, found};
use ogonhojd_server::demo::plan::Scale;
use store::testing::TestDb;
use store::{Engine, figures};

fn now() -> DateTime<Utc> {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

/// One count that is shown: of whom, and how many of each group that is told apart.
#[derive(Clone, Debug)]
struct Cell {
    node: UnitId,
    months: (usize, usize),
    /// Empty is everybody.
    values: Vec<String>,
    groups: Vec<i64>,
}

fn groups(resolution: Resolution, c: Counts) -> Vec<i64> {
    match resolution {
        Resolution::Full => vec![c.yes, c.reason, c.no],
        Resolution::Share => vec![c.yes, c.reason + c.no],
        Resolution::Applies | Resolution::Everybody => vec![c.of()],
    }
}

/// Everything that is shown of an indicator in a year.
fn shown(year: &YearFigures, outline: &Outline, indicator: Indicator, dimension: Dimension) -> Vec<Cell> {
    let mut cells = Vec::new();
    for kind in PeriodKind::ALL {
        for number in 1..=kind.in_a_year() {
            let period = Period {
                year: year.year,
                kind,
                number,
            };
            for node in outline.nodes.keys() {
                let whole = match year.published(*node, indicator, period) {
                    Shown::Counts(c) => Some(groups(Resolution::Full, c)),
                    Shown::Share(c) => Some(groups(Resolution::Share, c)),
                    Shown::Of(n) => Some(vec![n]),
                    Shown::TooFew | Shown::NotYet => None,
                };
                let cell = |values, groups| Cell {
                    node: *node,
                    months: period.months(),
                    values,
                    groups,
                };
                cells.extend(whole.map(|groups| cell(Vec::new(), groups)));
                if let Some((resolution, rows)) = year.published_by_value(*node, indicator, dimension, period)
                {
                    cells.extend(
                        rows.into_iter()
                            .map(|row| cell(row.values, groups(resolution, row.counts))),
                    );
                }
            }
        }
    }
    cells
}

fn inside(outline: &Outline, part: &Cell, whole: &Cell) -> bool {
    let values = whole.values.is_empty()
        || !part.values.is_empty() && part.values.iter().all(|v| whole.values.contains(v));
    part.months.0 >= whole.months.0
        && part.months.1 <= whole.months.1
        && outline.upwards(part.node).contains(&whole.node)
        && values
}

/// The groups of a cell at the resolution of another: what `3` groups come to as `2`, or as `1`.
fn coarser(groups: &[i64], to: usize) -> Vec<i64> {
    match (groups.len(), to) {
        (_, 1) => vec![groups.iter().sum()],
        (3, 2) => vec![groups[0], groups[1] + groups[2]],
        _ => groups.to_vec(),
    }
}

/// Differences of two cells, and of a cell and all the shown parts of it in one other view, that are small groups.
fn given_away(outline: &Outline, cells: &[Cell]) -> Vec<String> {
    let mut found = Vec::new();
    let mut look = |whole: &Cell, parts: &[&Cell], how: &str| {
        let width = parts
            .iter()
            .map(|p| p.groups.len())
            .chain([whole.groups.len()])
            .min()
            .unwrap_or(1);
        let mut rest = coarser(&whole.groups, width);
        for part in parts {
            for (r, p) in rest.iter_mut().zip(coarser(&part.groups, width)) {
                *r -= p;
            }
        }
        if rest.iter().any(|n| *n > 0 && *n < LEAST) {
            found.push(format!("{how}: {whole:?} without {parts:?}"));
        }
    };
    for whole in cells {
        let parts: Vec<&Cell> = cells.iter().filter(|c| inside(outline, c, whole)).collect();
        // By where, by when, by what: each view of the same whole.
        let mut views: BTreeMap<(u8, usize, usize), Vec<&Cell>> = BTreeMap::new();
        for part in &parts {
            look(whole, &[part], "two cells");
            let (same_node, same_months) = (part.node == whole.node, part.months == whole.months);
            let deeper = outline.upwards(part.node).len() - outline.upwards(whole.node).len();
            match (same_node, same_months, part.values == whole.values) {
                (false, true, true) => views.entry((0, deeper, 0)).or_default().push(part),
                (true, false, true) => views
                    .entry((1, part.months.1 - part.months.0, 0))
                    .or_default()
                    .push(part),
                (true, true, false) => views.entry((2, 0, 0)).or_default().push(part),
                _ => {}
            }
        }
        for (_, parts) in views {
            look(whole, &parts, "a view");
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_two_views_of_a_simulated_municipality_give_a_small_group_away() {
    let test = TestDb::new(Engine::Sqlite).await;
    let breadth = Breadth {
        districts: 2,
        units: 3,
    };
    let town = found(&test.db, now() - Duration::days(800), breadth, 3)
        .await
        .unwrap();
    let scale = Scale { cases: 700, years: 2 };
    fill_to(&test.db, &town, 3, now(), scale, |_, _| {})
        .await
        .unwrap();
    let today: NaiveDate = now().date_naive();
    let mut tx = test.db.read().await.unwrap();
    let outline = figures::outline(&mut tx).await.unwrap();
    let whole = figures::tallies(&mut tx, Dimension::Whole, (2025, 2026))
        .await
        .unwrap();
    let mut looked_at = 0;
    for dimension in [
        Dimension::Age,
        Dimension::Sex,
        Dimension::Touch,
        Dimension::Reason,
    ] {
        let divided = figures::tallies(&mut tx, dimension, (2025, 2026)).await.unwrap();
        for year in [2025, 2026] {
            let nothing = ByUnit::new();
            let complete = YearFigures::complete_months(year, today);
            let of_year = YearFigures::new(
                year,
                outline.clone(),
                complete,
                whole.get(&year).unwrap_or(&nothing),
                divided.get(&year).unwrap_or(&nothing),
            );
            for indicator in Indicator::CARDS
                .into_iter()
                .filter(|i| i.dimensions().contains(&dimension))
            {
                let cells = shown(&of_year, &outline, indicator, dimension);
                looked_at += cells.len();
                let found = given_away(&outline, &cells);
                assert!(found.is_empty(), "{indicator:?} {dimension:?} {year}: {found:#?}");
            }
        }
    }
    assert!(looked_at > 100, "hardly anything is shown: {looked_at}");
    drop(tx);
    test.remove().await;
}

#[test]
fn the_search_finds_a_small_rest() {
    let ids: Vec<UnitId> = (1..=3).map(|n| UnitId(uuid::Uuid::from_u128(n))).collect();
    let outline = Outline {
        nodes: [
            (ids[0], (None, None)),
            (ids[1], (Some(ids[0]), None)),
            (ids[2], (Some(ids[0]), None)),
        ]
        .into(),
    };
    let cell = |node, groups: &[i64]| Cell {
        node,
        months: (0, 12),
        values: Vec::new(),
        groups: groups.to_vec(),
    };
    let cells = [cell(ids[0], &[20, 10]), cell(ids[1], &[17, 10])];
    assert!(!given_away(&outline, &cells).is_empty());
    let cells = [cell(ids[0], &[20, 10]), cell(ids[1], &[12, 5])];
    assert!(given_away(&outline, &cells).is_empty());
}
