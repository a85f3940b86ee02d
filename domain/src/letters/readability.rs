/// How hard a text is to read. An indication for the writer, never a grade.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readability {
    /// Words: runs of letters and digits, with hyphens and apostrophes inside.
    pub words: usize,
    /// Sentences: ended by `.`, `?`, `!`, `:` or a line break.
    pub sentences: usize,
    /// Words of more than six letters.
    pub long_words: usize,
    /// LIX = words / sentences + 100 × long words / words, rounded; 0 for an empty text.
    pub lix: u32,
    /// The sentence with the most words.
    pub longest_sentence: String,
}

/// Counts a text.
#[must_use]
pub fn readability(text: &str) -> Readability {
    let mut found = Readability::default();
    let mut longest = 0;
    for sentence in sentences(text) {
        let mut count = 0;
        for word in sentence.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '’' | '\''))) {
            let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
            if letters == 0 {
                continue;
            }
            count += 1;
            if letters > 6 {
                found.long_words += 1;
            }
        }
        if count == 0 {
            continue;
        }
        found.sentences += 1;
        found.words += count;
        if count > longest {
            longest = count;
            sentence.trim().clone_into(&mut found.longest_sentence);
        }
    }
    if found.words > 0 {
        // Rounded to the nearest whole number in integers: (2·a + b) / 2b.
        let share = |a: usize, b: usize| (2 * a + b) / (2 * b);
        let both = found.words * found.words + 100 * found.long_words * found.sentences;
        found.lix = u32::try_from(share(both, found.sentences * found.words)).unwrap_or(u32::MAX);
    }
    found
}

/// Splits after `.`, `?`, `!` and `:` that end a word, and at line breaks. A full stop inside a number or between letters does not split.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_inside = chars.peek().is_some_and(|(_, n)| n.is_alphanumeric());
        if c == '\n' || matches!(c, '.' | '?' | '!' | ':') && !next_is_inside {
            let end = at + c.len_utf8();
            found.extend(text.get(start..end));
            start = end;
        }
    }
    found.extend(text.get(start..));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_counted_by_hand() {
        // 4 + 6 words in 2 sentences; "berättade" and "skolgården" are long: 10/2 + 100·2/10 = 25.
        let found = readability("Hej lilla Elsa idag. Du berättade om den stora skolgården.");
        assert_eq!(
            (found.words, found.sentences, found.long_words, found.lix),
            (10, 2, 2, 25)
        );
        assert_eq!(found.longest_sentence, "Du berättade om den stora skolgården.");
    }

    #[test]
    fn an_empty_text_has_no_index_and_numbers_do_not_end_sentences() {
        assert_eq!(readability(" \n ").lix, 0);
        assert_eq!(readability("Vi ses kl. 9.30 hos mig.").sentences, 2);
        assert_eq!(readability("Det kostar 9.30 kronor.").sentences, 1);
    }

    #[test]
    fn one_endless_word_is_one_long_word() {
        let found = readability(&"a".repeat(10_000));
        assert_eq!((found.words, found.long_words, found.lix), (1, 1, 101));
    }
}
