//! How the units work: their own ratings, measures and complaints.

use domain::language::Language;
use domain::reports::{ChartKind, ColumnKind, DataCell, DataTable};

use super::{column, day};

fn areas(l: Language) -> [&'static str; 7] {
    l.t(
        [
            "Ledning och styrning",
            "Kunskap",
            "Information till barn",
            "Delaktighet",
            "Barnets bästa",
            "Samverkan",
            "Uppföljning",
        ],
        [
            "Leadership and steering",
            "Knowledge",
            "Information to children",
            "Participation",
            "Best interests",
            "Collaboration",
            "Follow-up",
        ],
    )
}

pub fn ratings(l: Language) -> DataTable {
    let row = |(index, area): (i64, &str)| {
        let now = if index == 5 {
            DataCell::missing(l.t("inte aktuellt", "not applicable"))
        } else {
            DataCell::Count((index * 2 + 1) % 4)
        };
        vec![DataCell::text(area), DataCell::Count(index % 3), now]
    };
    DataTable {
        id: "ratings".into(),
        title: l
            .t(
                "Egen bedömning i egenkontrollen, våren och hösten 2026",
                "The unit’s own rating, spring and autumn 2026",
            )
            .into(),
        sentence: l
            .t(
                "Tre av sju områden har kommit längre sedan i våras.",
                "Three of seven areas have come further since spring.",
            )
            .into(),
        note: String::new(),
        columns: vec![
            column("area", l.t("Område", "Area"), ColumnKind::Text),
            column("before", l.t("Våren", "Spring"), ColumnKind::Count),
            column("now", l.t("Hösten", "Autumn"), ColumnKind::Count),
        ],
        rows: (0..).zip(areas(l)).map(row).collect(),
        chart: Some(ChartKind::HeatGrid),
    }
}

pub fn ratings_of_all(l: Language) -> DataTable {
    let row = |(index, area): (i64, &str)| {
        let cell = |n: i64| {
            if (index + n) % 11 == 7 {
                DataCell::missing(l.t("inget svar", "no answer"))
            } else {
                DataCell::Count((index + n * n) % 4)
            }
        };
        std::iter::once(DataCell::text(area))
            .chain((1..9).map(cell))
            .collect()
    };
    let mut columns = vec![column("area", l.t("Område", "Area"), ColumnKind::Text)];
    for (n, name) in (1..).zip([
        "Norra", "Södra", "Hamnen", "Skogen", "Centrum", "Familj", "Boende", "Äldre",
    ]) {
        columns.push(column(&format!("unit_{n}"), name, ColumnKind::Count));
    }
    DataTable {
        id: "ratings_of_all".into(),
        title: l
            .t(
                "Egen bedömning per område och enhet, hösten 2026",
                "Own rating by area and unit, autumn 2026",
            )
            .into(),
        sentence: l
            .t(
                "Samverkan är det område där enheterna skiljer sig mest åt.",
                "Collaboration is where the units differ most.",
            )
            .into(),
        note: String::new(),
        columns,
        rows: (0..).zip(areas(l)).map(row).collect(),
        chart: Some(ChartKind::HeatGrid),
    }
}

pub fn measures(l: Language) -> DataTable {
    let rows = [
        (
            l.t(
                "Förvarna skolan innan familjen flyttar",
                "Tell the school before the family moves",
            ),
            day(2026, 12, 1),
            l.t("Pågår", "Under way"),
        ),
        (
            l.t(
                "Ordna tolk som inte är ett syskon",
                "Find an interpreter who is not a sibling",
            ),
            day(2026, 10, 15),
            l.t("Klar", "Done"),
        ),
    ];
    DataTable {
        id: "measures".into(),
        title: l
            .t(
                "Åtgärder som ska mildra följder för barn",
                "Measures to soften consequences for children",
            )
            .into(),
        sentence: l
            .t("En av två åtgärder är klar.", "One of two measures is done.")
            .into(),
        note: String::new(),
        columns: vec![
            column("measure", l.t("Åtgärd", "Measure"), ColumnKind::Text),
            column("due", l.t("Klar senast", "Due"), ColumnKind::Date),
            column("state", l.t("Läge", "State"), ColumnKind::Text),
        ],
        rows: rows
            .into_iter()
            .map(|(what, due, state)| vec![DataCell::text(what), DataCell::Date(due), DataCell::text(state)])
            .collect(),
        chart: None,
    }
}

pub fn complaints(l: Language) -> DataTable {
    DataTable {
        id: "complaints".into(),
        title: l.t("Klagomål från barn", "Complaints from children").into(),
        sentence: l
            .t(
                "Inget barn har klagat under perioden.",
                "No child has complained in the period.",
            )
            .into(),
        note: String::new(),
        columns: vec![
            column(
                "subject",
                l.t("Vad det gällde", "What it was about"),
                ColumnKind::Text,
            ),
            column("number", l.t("Antal", "Number"), ColumnKind::Count),
        ],
        rows: vec![],
        chart: Some(ChartKind::Bars { label: 0, value: 1 }),
    }
}
