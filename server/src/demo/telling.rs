//! Fills the gaps of a story: `{B1}` is the first child's name, `{B1:s}` its genitive, `{d:-20}` the day twenty days before the
//! case was opened, `[one|other]` a choice that is drawn.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};
use domain::{dates, language::Language};
use rand::RngExt;
use rand::rngs::StdRng;

/// The words of one case.
#[derive(Clone, Debug)]
pub struct Telling {
    words: BTreeMap<String, String>,
    opened: NaiveDate,
}

impl Telling {
    /// A telling of a case that was opened on a day.
    #[must_use]
    pub fn new(opened: NaiveDate) -> Self {
        Self {
            words: BTreeMap::new(),
            opened,
        }
    }

    /// With a further word.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, word: impl Into<String>) -> Self {
        self.words.insert(name.into(), word.into());
        self
    }

    /// The text with its choices drawn and its gaps filled. A gap that nobody knows stays, and a test finds it.
    #[must_use]
    pub fn tell(&self, text: &str, rng: &mut StdRng) -> String {
        let drawn = replace(text, ('[', ']'), |inside| {
            let options: Vec<&str> = inside.split('|').collect();
            options
                .get(rng.random_range(0..options.len()))
                .map(|o| (*o).to_owned())
        });
        // A word of a row may hold gaps itself.
        let once = self.fill(&drawn);
        let told = self.fill(&once);
        if text.starts_with('{') {
            capitalised(&told)
        } else {
            told
        }
    }

    fn fill(&self, text: &str) -> String {
        replace(text, ('{', '}'), |slot| match slot.split_once(':') {
            Some(("d", days)) => days
                .parse()
                .ok()
                .map(|n| dates::long(self.opened + Duration::days(n), Language::Swedish)),
            Some((name, "s")) => self.words.get(name).map(|word| genitive(word)),
            _ => self.words.get(slot).cloned(),
        })
    }
}

/// A gap at the beginning of a sentence may be filled by a word that is written small elsewhere.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default()
        + letters.as_str()
}

fn genitive(name: &str) -> String {
    if name.ends_with(['s', 'x', 'z', 'S']) {
        name.to_owned()
    } else {
        format!("{name}s")
    }
}

/// Replaces every `open…close` by what `with` makes of its inside, and leaves it where that is nothing.
fn replace(text: &str, (open, close): (char, char), mut with: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        out.push_str(before);
        let Some((inside, tail)) = after.split_once(close) else {
            out.push(open);
            rest = after;
            continue;
        };
        if let Some(word) = with(inside) {
            out.push_str(&word);
        } else {
            out.push(open);
            out.push_str(inside);
            out.push(close);
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// Where a child of this age spends its days: `i årskurs 3`, `på förskola`.
#[must_use]
pub fn school_year(age: u32) -> String {
    match age {
        0 => "hemma".to_owned(),
        1..=5 => "på förskola".to_owned(),
        6 => "i förskoleklass".to_owned(),
        7..=15 => format!("i årskurs {}", age - 6),
        _ => "på gymnasiet".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn gaps_choices_genitives_and_days_are_filled() {
        let mut rng = StdRng::seed_from_u64(1);
        let telling = Telling::new(NaiveDate::from_ymd_opt(2026, 3, 10).unwrap())
            .with("B1", "Nils")
            .with("B2", "Elsa")
            .with("sum", "{x} kr")
            .with("x", "12");
        assert_eq!(
            telling.tell("{B1:s} och {B2:s} hyra, {sum}, {d:-9}", &mut rng),
            "Nils och Elsas hyra, 12 kr, 1 mars 2026"
        );
        assert!(["a c", "b c"].contains(&telling.tell("[a|b] c", &mut rng).as_str()));
        assert_eq!(telling.tell("{unknown} kvar", &mut rng), "{unknown} kvar");
    }

    #[test]
    fn a_child_is_in_the_school_year_of_its_age() {
        assert_eq!(
            [school_year(5), school_year(6), school_year(9), school_year(16)],
            ["på förskola", "i förskoleklass", "i årskurs 3", "på gymnasiet"]
        );
    }
}
