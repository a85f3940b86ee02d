//! Names for the sheets of a workbook.

use domain::reports::DataTable;

/// The most UTF-16 units of a sheet's name.
const MOST_UNITS: usize = 31;

/// The first sheet's name and one for each table: from its title, without what spreadsheets forbid, short enough, and each once, capital
/// letters or not.
pub(super) fn names(first: &str, tables: &[&DataTable]) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    let wanted = tables
        .iter()
        .map(|table| [table.title.as_str(), table.id.as_str()]);
    for texts in std::iter::once([first, first]).chain(wanted) {
        let usable = texts
            .iter()
            .map(|text| allowed(text))
            .find(|text| !text.is_empty());
        let base = usable.unwrap_or_else(|| "Tabell".to_owned());
        let is_free = |name: &str| {
            // Excel keeps this name for itself.
            name.to_lowercase() != "history"
                && !taken
                    .iter()
                    .any(|other| other.to_lowercase() == name.to_lowercase())
        };
        let numbered = (2..).map(|n: u32| {
            let number = format!(" {n}");
            cut(&base, MOST_UNITS - number.len()) + &number
        });
        let name = std::iter::once(cut(&base, MOST_UNITS))
            .chain(numbered)
            .find(|name| is_free(name));
        taken.extend(name);
    }
    taken
}

/// The text on one line without the characters that no sheet's name may hold, and without apostrophes at its ends.
fn allowed(text: &str) -> String {
    let plain = text.replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(['\'', ' ']).to_owned()
}

/// The text cut between words if that leaves most of it.
fn cut(text: &str, units: usize) -> String {
    let mut end = 0;
    let mut left = units;
    let mut last_space = None;
    for (at, c) in text.char_indices() {
        if c == ' ' {
            last_space = Some(at);
        }
        let Some(rest) = left.checked_sub(c.len_utf16()) else {
            let between = last_space.filter(|space| c.is_alphanumeric() && *space * 2 > end);
            return text
                .get(..between.unwrap_or(end))
                .unwrap_or_default()
                .trim_matches(['\'', ' ', ',', ';', '–', '-'])
                .to_owned();
        };
        left = rest;
        end = at + c.len_utf8();
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use domain::reports::DataTable;

    use super::{MOST_UNITS, names};

    fn sheets(titles: &[&str]) -> Vec<String> {
        let tables: Vec<DataTable> = titles
            .iter()
            .map(|title| DataTable {
                id: "heard".into(),
                title: (*title).into(),
                sentence: String::new(),
                note: String::new(),
                columns: vec![],
                rows: vec![],
                chart: None,
            })
            .collect();
        names("Om rapporten", &tables.iter().collect::<Vec<_>>())
    }

    #[test]
    fn names_are_allowed_and_stand_once() {
        let found = sheets(&[
            "Barn som har kommit till tals, per enhet",
            "Barn som har kommit till tals, per månad",
            "Hörda/inte [hörda]: varför?",
            "'citat'",
            "OM RAPPORTEN",
            "History",
            "***",
            "",
        ]);
        assert_eq!(
            found,
            [
                "Om rapporten",
                "Barn som har kommit till tals",
                "Barn som har kommit till tals 2",
                "Hörda inte hörda varför",
                "citat",
                "OM RAPPORTEN 2",
                "History 2",
                "heard",
                "heard 2",
            ]
        );
    }

    #[test]
    fn names_are_short_in_utf_16() {
        for title in ["𝒜".repeat(40), "ä".repeat(40), format!("{}' b", "x".repeat(30))] {
            for name in sheets(&[&title, &title]) {
                assert!(name.encode_utf16().count() <= MOST_UNITS, "{name}");
                assert!(!name.ends_with('\''), "{name}");
            }
        }
    }
}
