//! Where sentences end. What stands between two words decides; names with capitals in mid-sentence decide nothing.
//!
//! - `.` ends a sentence, but not after an abbreviation or an initial, nor where a quotation closes and small letters go on:
//!   `”Jag vill inte.” sa du.` is one sentence.
//! - `?`, `!` and `…` end one unless small letters go on: `”Vill du?” undrade jag.`
//! - `:` ends one where a capital follows, with or without a quotation mark: `Du sa: ”Jag vill inte.”` is two, as Björnsson counts.
//! - A line break ends one, so that a heading, a greeting and each item of a list is a sentence. A line that goes on with a small letter and
//!   did not end is a sentence broken by hand.

use super::characters::{is_capital, is_figure, is_in_word, is_letter, is_small, same};
use super::words::{Word, is_bullet, is_line_break};
use crate::language::Language;

/// Abbreviations that never end a sentence, without their last full stop.
const NEVER_SV: [&str; 49] = [
    "ang", "apr", "aug", "avd", "bl", "bl.a", "ca", "d.v.s", "dec", "doc", "dr", "dvs", "enl", "ev", "exkl",
    "f.d", "feb", "fr.o.m", "förf", "inkl", "jfr", "kap", "kl", "kungl", "lic", "m.a.o", "nov", "nr", "obs",
    "okt", "p.g.a", "pga", "prel", "prof", "ref", "resp", "s.a.s", "s.k", "sept", "sid", "st.f", "str",
    "t.ex", "t.o.m", "tel", "tfn", "tr", "vol", "vån",
];
/// Abbreviations that end a sentence if a capital follows; so does every other one with full stops inside.
const OFTEN_SV: [&str; 12] = [
    "dyl", "etc", "ex", "forts", "kr", "leg", "mfl", "m.m", "mm", "osv", "st", "tim",
];
const NEVER_EN: [&str; 28] = [
    "approx", "apr", "aug", "cf", "dec", "dept", "dr", "e.g", "esp", "feb", "i.e", "incl", "messrs", "mr",
    "mrs", "ms", "mt", "nos", "nov", "oct", "prof", "rev", "sept", "st", "tel", "viz", "vol", "vs",
];
const OFTEN_EN: [&str; 7] = ["a.m", "etc", "inc", "jr", "ltd", "p.m", "sr"];
/// Words after which a single capital is a name for a thing, not the initial of a person: "alternativ B. Sedan …"
const LETTERED: [&str; 12] = [
    "alternativ",
    "avdelning",
    "bilaga",
    "grupp",
    "hus",
    "klass",
    "plan",
    "appendix",
    "group",
    "class",
    "option",
    "vitamin",
];

/// The words of a text, sentence by sentence; no sentence is empty.
pub(super) fn sentences<'a>(text: &str, words: &'a [Word], language: Language) -> Vec<&'a [Word]> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, pair) in words.windows(2).enumerate() {
        let [word, next] = pair else { continue };
        // Of the same sentence only: what stands in another says nothing about this one.
        let before = words.get(start..at).and_then(<[Word]>::last);
        let seam = Seam {
            before: before.map(|w| w.of(text)).unwrap_or_default(),
            word: word.of(text),
            gap: text.get(word.end..next.start).unwrap_or_default(),
            next: next.of(text).chars().next().unwrap_or(' '),
            language,
        };
        if seam.ends() {
            found.extend(words.get(start..=at));
            start = at + 1;
        }
    }
    found.extend(words.get(start..).filter(|rest| !rest.is_empty()));
    found
}

/// A sentence as it stands in the text, with its quotation marks and its full stop.
pub(super) fn wording<'a>(text: &'a str, sentence: &[Word]) -> &'a str {
    let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else {
        return "";
    };
    let before = text.get(..first.start).unwrap_or_default();
    let opening = before.len() - before.trim_end_matches(is_opening).len();
    let after = text.get(last.end..).unwrap_or_default();
    // Enough for "?!”)" and the like; a thousand dashes add nothing.
    let closing: usize = after
        .chars()
        .take_while(|c| !c.is_whitespace() && !is_in_word(*c))
        .take(4)
        .map(char::len_utf8)
        .sum();
    text.get(first.start - opening..last.end + closing)
        .unwrap_or_default()
}

/// Two words and what stands between them.
struct Seam<'a> {
    before: &'a str,
    word: &'a str,
    gap: &'a str,
    next: char,
    language: Language,
}

/// How a word with a full stop after it behaves.
#[derive(PartialEq)]
enum Stop {
    /// The full stop ends the sentence.
    Ends,
    /// It belongs to the word.
    Never,
    /// It does both if a capital follows.
    Often,
}

impl Seam<'_> {
    fn ends(&self) -> bool {
        match self.gap.find(is_line_break) {
            Some(at) => self.ends_at_line_break(at),
            None => self.ends_in_line(),
        }
    }

    fn ends_at_line_break(&self, at: usize) -> bool {
        let (line, rest) = self.gap.split_at_checked(at).unwrap_or_default();
        let mut breaks = 0;
        let mut last = ' ';
        for c in rest.chars() {
            if is_line_break(c) && (last, c) != ('\r', '\n') {
                breaks += 1;
            }
            last = c;
        }
        // Letters in the rest are the number of a list's item.
        if breaks > 1 || !is_small(self.next) || rest.chars().any(|c| is_bullet(c) || is_in_word(c)) {
            // "kl." at the end of a line broken by hand.
            return !(breaks == 1 && is_figure(self.next) && line == "." && self.stop() == Stop::Never);
        }
        if line == "." {
            return self.stop() == Stop::Ends;
        }
        line.contains(is_final) || line.contains(':')
    }

    fn ends_in_line(&self) -> bool {
        let Some(at) = self.gap.find(|c| is_final(c) || c == ':') else {
            return false;
        };
        let marks = self.gap.get(at..).unwrap_or_default();
        let small = is_small(self.next);
        if marks.contains([',', ';']) {
            return false;
        }
        if marks.starts_with("..") || marks.contains(|c| is_final(c) && c != '.') {
            return !small;
        }
        if marks.starts_with(':') {
            return is_capital(self.next);
        }
        // A full stop inside a closing quotation or bracket, and the sentence goes on.
        let quoted = marks.chars().nth(1).is_some_and(is_closing);
        if quoted && small {
            return false;
        }
        match self.stop() {
            Stop::Ends => true,
            Stop::Never => false,
            Stop::Often => !small && !is_figure(self.next),
        }
    }

    /// What a full stop after the word means.
    fn stop(&self) -> Stop {
        // The longest abbreviation has seven characters.
        if self.word.len() > 12 {
            return Stop::Ends;
        }
        let (never, often): (&[&str], &[&str]) =
            self.language.t((&NEVER_SV, &OFTEN_SV), (&NEVER_EN, &OFTEN_EN));
        let mut letters = self.word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return self.stop_after_letter(letter);
        }
        let listed = |list: &[&str]| list.iter().any(|a| same(a, self.word));
        if listed(never) {
            return Stop::Never;
        }
        let short_parts = self.word.contains('.')
            && self
                .word
                .split('.')
                .all(|p| p.chars().count() <= 3 && p.chars().all(is_letter));
        if short_parts || listed(often) {
            return Stop::Often;
        }
        Stop::Ends
    }

    /// `K. Ek` is a name; `klass 3 B.` and the English `I.` are not; `t. ex.` is an abbreviation with a space.
    fn stop_after_letter(&self, letter: char) -> Stop {
        if is_capital(letter) {
            let named = self.before.starts_with(is_figure) || LETTERED.iter().any(|a| same(a, self.before));
            let english_i = self.language == Language::English && letter == 'I';
            return if named || english_i {
                Stop::Ends
            } else {
                Stop::Never
            };
        }
        if is_small(letter) { Stop::Often } else { Stop::Ends }
    }
}

const fn is_final(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '؟' | '。' | '？' | '！')
}

const fn is_closing(c: char) -> bool {
    matches!(c, '”' | '“' | '"' | '’' | '\'' | '»' | '«' | ')' | ']')
}

const fn is_opening(c: char) -> bool {
    matches!(
        c,
        '”' | '“' | '„' | '"' | '’' | '‘' | '\'' | '»' | '«' | '(' | '['
    )
}
