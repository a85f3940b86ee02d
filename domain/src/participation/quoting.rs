/// Fewer words than this are everybody's words: "nej" in a letter discloses nothing.
const A_QUOTATION: usize = 3;

/// Whether `text` repeats what was `said` word for word. Case, punctuation and line breaks do not hide a quotation, and "ja" is not
/// found in "jag". Fewer than three words are no quotation.
#[must_use]
pub fn repeats(text: &str, said: &str) -> bool {
    let (count, said) = words_of(said);
    count >= A_QUOTATION && words_of(text).1.contains(&said)
}

/// Whether `text` names `name`, as whole words.
#[must_use]
pub fn names(text: &str, name: &str) -> bool {
    let (count, name) = words_of(name);
    count > 0 && words_of(text).1.contains(&name)
}

/// How many words there are, and the words in lower case with a space around each.
fn words_of(text: &str) -> (usize, String) {
    let text = text.to_lowercase();
    let mut count = 0;
    let mut words = String::from(" ");
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        count += 1;
        words.push_str(word);
        words.push(' ');
    }
    (count, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_case_and_line_breaks_do_not_hide_a_quotation() {
        let said = "Pappa ska inte få veta.";
        assert!(repeats("Du sa: ”PAPPA ska\ninte, få veta”!", said));
        assert!(!repeats("Pappa får veta.", said));
        assert!(!repeats("", said));
    }

    #[test]
    fn a_word_or_two_are_no_quotation_and_nothing_is_found_in_nothing() {
        assert!(!repeats("Jag sa nej.", "Nej."));
        assert!(!repeats("...", "!!!"));
        assert!(!names("allt", ""));
        assert!(names("Hej Lova, hur mår du?", "Lova"));
        assert!(!names("Hej Lovas bror", "Lova"));
    }
}
