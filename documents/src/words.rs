//! The words that a rendered document must contain.

use crate::clean::{cleaned, visit_texts};
use crate::model::Document;

/// Every word of the document in reading order, as it must be found in every rendering: separated by white space,
/// in Unicode form NFC and without invisible characters.
#[must_use]
pub fn words(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    visit_texts(&mut cleaned(document), &mut |text| {
        found.extend(text.split_whitespace().map(str::to_owned));
    });
    found
}
