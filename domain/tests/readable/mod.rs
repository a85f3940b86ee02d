//! Whether a text is easy enough for the band of a letter.

use domain::content::LetterOutline;

/// What exceeds the readability index or the length of sentences of the band.
pub fn too_hard(name: &str, outline: &LetterOutline, text: &str) -> Vec<String> {
    let mut hard = Vec::new();
    let measured = lix(text);
    if measured > f64::from(outline.lix_goal) {
        hard.push(format!("{name}: LIX {measured:.1} in {text:?}"));
    }
    for sentence in sentences(text) {
        let length = words(sentence).count();
        if length > usize::from(outline.longest_sentence) {
            hard.push(format!("{name}: {length} words in {sentence:?}"));
        }
    }
    hard
}

/// Words per sentence plus the percentage of words with more than six letters.
fn lix(text: &str) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let total = words(text).count();
    let long = words(text)
        .filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 6)
        .count();
    count(total) / count(sentences(text).count()) + 100.0 * count(long) / count(total)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .filter(|w| w.chars().any(char::is_alphanumeric))
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '?', ':']).filter(|s| words(s).next().is_some())
}
