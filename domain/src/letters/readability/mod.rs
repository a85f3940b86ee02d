//! How hard a text is to read, counted the same on the server and in the browser.

mod characters;
mod officialese;
mod sentences;
#[cfg(test)]
mod tests;
mod words;

use serde::{Deserialize, Serialize};

use characters::same;
pub use officialese::Officialese;
use words::Word;

use crate::language::Language;

/// Long words that are shown at most.
const MAX_LONG_WORDS: usize = 12;
/// Characters of a long word that are shown at most.
const MAX_WORD: usize = 60;
/// Characters of the longest sentence that are shown at most.
const MAX_SENTENCE: usize = 600;

/// How hard a text is to read. An indication for the writer, never a grade.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readability {
    /// Words; a number in figures and an abbreviation are one each.
    pub words: usize,
    /// Sentences; a heading and an item of a list are one each.
    pub sentences: usize,
    /// Words of more than six letters.
    pub long_words: usize,
    /// Björnsson's LIX = words / sentences + 100 × long words / words, rounded; 0 for a text without words.
    pub lix: u32,
    /// The first of the sentences with the most words; at most 600 characters, then `…`.
    pub longest_sentence: String,
    /// The longest of the long words, longest first, each once; at most 12.
    pub longest_words: Vec<String>,
    /// Official wordings with plainer ones, in order of appearance; at most 20.
    pub officialese: Vec<Officialese>,
}

/// Counts a text that is written in `language`.
#[must_use]
pub fn readability(text: &str, language: Language) -> Readability {
    let words = words::words(text);
    let sentences = sentences::sentences(text, &words, language);
    let mut longest: &[Word] = &[];
    let mut longest_words = LongestWords::default();
    let mut officialese = officialese::Counter::new(language);
    for sentence in &sentences {
        if sentence.len() > longest.len() {
            longest = sentence;
        }
        officialese.count(text, sentence);
    }
    let mut long_words = 0;
    for word in words.iter().filter(|w| w.is_long()) {
        long_words += 1;
        longest_words.add(text, *word);
    }
    Readability {
        words: words.len(),
        sentences: sentences.len(),
        long_words,
        lix: lix(words.len(), sentences.len(), long_words),
        longest_sentence: shown(sentences::wording(text, longest), MAX_SENTENCE),
        longest_words: longest_words.shown(text),
        officialese: officialese.found(),
    }
}

/// Rounded in whole numbers: (2a + b) / 2b. 64 bits, because a browser's own size of 32 is too small for words × words.
fn lix(words: usize, sentences: usize, long_words: usize) -> u32 {
    let (words, sentences, long_words) = (words as u64, sentences as u64, long_words as u64);
    let above = words * words + 100 * long_words * sentences;
    let below = words * sentences;
    (2 * above + below)
        .checked_div(2 * below)
        .map_or(0, |lix| u32::try_from(lix).unwrap_or(u32::MAX))
}

/// The longest words so far, longest first.
#[derive(Default)]
struct LongestWords(Vec<Word>);

impl LongestWords {
    fn add(&mut self, text: &str, word: Word) {
        let place = self.0.partition_point(|w| w.letters >= word.letters);
        let known = |w: &Word| w.letters == word.letters && same(w.of(text), word.of(text));
        if place < MAX_LONG_WORDS && !self.0.iter().any(known) {
            self.0.insert(place, word);
            self.0.truncate(MAX_LONG_WORDS);
        }
    }

    fn shown(&self, text: &str) -> Vec<String> {
        self.0.iter().map(|w| shown(w.of(text), MAX_WORD)).collect()
    }
}

/// On one line and not longer than `max` characters.
fn shown(text: &str, max: usize) -> String {
    let mut out = String::new();
    let mut left = max;
    for part in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in part.chars() {
            if left == 0 {
                out.push('…');
                return out;
            }
            left -= 1;
            out.push(c);
        }
    }
    out
}
