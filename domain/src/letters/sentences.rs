/// Cuts a text into sentences, each with the byte at which it begins and without white space around it. Only white space is lost.
///
/// A sentence ends at a line break, and at `.`, `?`, `!` or `…` (with the quotation marks and brackets that close after it) before
/// white space, unless a small letter or a digit goes on: "kl. 9" and "t.ex. skolan" are not two sentences.
pub(super) fn cut(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut end_here = |end: usize| {
        let piece = text.get(start..end).unwrap_or_default();
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            found.push((start + piece.len() - piece.trim_start().len(), trimmed));
        }
        start = end;
    };
    // Whether everything since the last terminator closes it.
    let mut ended = false;
    for (at, c) in text.char_indices() {
        if c == '\n' {
            end_here(at);
        } else if c.is_whitespace() {
            if ended && !goes_on(text.get(at..).unwrap_or_default()) {
                end_here(at);
            }
        } else {
            ended = is_terminator(c) || ended && is_closer(c);
            continue;
        }
        ended = false;
    }
    end_here(text.len());
    found
}

/// Whether what comes after white space continues the sentence.
fn goes_on(rest: &str) -> bool {
    rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n')
        .chars()
        .next()
        .is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
}

const fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…')
}

const fn is_closer(c: char) -> bool {
    matches!(c, '”' | '"' | '“' | '’' | '\'' | '»' | ')' | ']')
}

/// A text that a sentence template ends with: with a full stop unless it ends a sentence by itself. An empty text stays empty.
pub(super) fn as_sentence(text: &str) -> String {
    let text = text.trim();
    let ends = text.trim_end_matches(is_closer).ends_with(is_terminator);
    if text.is_empty() || ends {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        cut(text).into_iter().map(|(_, piece)| piece).collect()
    }

    #[test]
    fn a_sentence_ends_where_a_reader_would_end_it() {
        assert_eq!(pieces("Hej. Jag heter Kim."), ["Hej.", "Jag heter Kim."]);
        assert_eq!(
            pieces("Vi ses kl. 9 på t.ex. biblioteket. Kom gärna."),
            ["Vi ses kl. 9 på t.ex. biblioteket.", "Kom gärna."]
        );
        assert_eq!(
            pieces("”Jag vill inte.” ”Varför då?” Det sa du."),
            ["”Jag vill inte.”", "”Varför då?”", "Det sa du."]
        );
        assert_eq!(pieces("En rad\nen till\n\n"), ["En rad", "en till"]);
        assert_eq!(pieces(" \n "), [""; 0]);
        assert_eq!(cut("  Ja. Nej"), [(2, "Ja."), (6, "Nej")]);
    }

    #[test]
    fn a_full_stop_is_added_only_where_there_is_none() {
        assert_eq!(as_sentence(" hemma hos dig "), "hemma hos dig.");
        for text in ["Hemma.", "”Hemma.”", "Hemma?", ""] {
            assert_eq!(as_sentence(text), text);
        }
    }
}
