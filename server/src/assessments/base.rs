//! What a page was drawn from, so that a conflict asks only about what its writer has touched. The texts themselves would double every
//! page, so short digests of them go along in a hidden field.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use domain::fields::Fields;
use sha2::{Digest as _, Sha256};

/// The hidden field's name.
pub(super) const BASE: &str = "base";

/// The hidden field of a page that is drawn from these texts, under the names that they have on it.
pub(super) fn base_of(fields: &Fields) -> String {
    let mut all = String::with_capacity(fields.0.len() * 16);
    for (name, text) in fields.0.iter().filter(|(_, text)| !text.is_empty()) {
        let _ = write!(all, "{}{}", short(name), short(&plain(text)));
    }
    all
}

/// What a posted page was drawn from; nothing where it does not say so.
pub(super) struct Base(BTreeMap<String, String>);

impl Base {
    /// Reads the hidden field.
    pub(super) fn read(posted: &Fields) -> Self {
        let signs: Vec<char> = posted.text(BASE).chars().collect();
        Self(
            signs
                .chunks_exact(16)
                .map(|pair| {
                    let (name, text) = pair.split_at(8);
                    (name.iter().collect(), text.iter().collect())
                })
                .collect(),
        )
    }

    /// The texts of the writer, with the other's in place of those that the writer has not touched. `on_page` gives a field's name on the
    /// page that was posted.
    pub(super) fn merged(&self, mine: Fields, theirs: &Fields, on_page: impl Fn(&str) -> String) -> Fields {
        if self.0.is_empty() {
            return mine;
        }
        let mut merged = mine;
        let names: Vec<String> = merged.0.keys().chain(theirs.0.keys()).cloned().collect();
        for name in names {
            let was = self.0.get(&short(&on_page(&name)));
            let now = merged.raw(&name);
            let touched = match was {
                Some(was) => *was != short(&plain(now)),
                None => !now.is_empty(),
            };
            if !touched {
                merged.set(name.clone(), theirs.raw(&name).to_owned());
            }
        }
        merged
    }
}

/// Browsers send line ends of their own.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn short(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(4)
        .fold(String::with_capacity(8), |mut all, byte| {
            let _ = write!(all, "{byte:02x}");
            all
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs.iter().map(|(name, text)| (*name, *text)).collect()
    }

    #[test]
    fn what_the_writer_did_not_touch_is_taken_from_the_other() {
        let before = fields(&[("a", "ett"), ("b", "två"), ("c", "tre\nrader"), ("d", "fyra")]);
        let posted = fields(&[(BASE, &base_of(&before))]);
        // The writer changed a and emptied d; the other changed b and d, emptied c and wrote e.
        let mine = fields(&[("a", "mitt"), ("b", "två"), ("c", "tre\r\nrader")]);
        let theirs = fields(&[("a", "ett"), ("b", "deras"), ("d", "deras fyra"), ("e", "nytt")]);
        let merged = Base::read(&posted).merged(mine, &theirs, str::to_owned);
        assert_eq!(merged, fields(&[("a", "mitt"), ("b", "deras"), ("e", "nytt")]));
    }

    #[test]
    fn without_a_base_everything_counts_as_touched() {
        let mine = fields(&[("a", "mitt")]);
        for text in ["", "x", "åäö", "0123456789abcde"] {
            let posted = fields(&[(BASE, text)]);
            let merged = Base::read(&posted).merged(mine.clone(), &fields(&[("a", "deras")]), str::to_owned);
            assert_eq!(merged, mine, "{text}");
        }
    }
}
