//! Where words begin and end.
//!
//! A word is a run of letters and digits. Counted as **one** word:
//! - what a hyphen or an apostrophe holds together: `LVU-ansökan`, `1990-talet`, `don't`; `EU:s`;
//! - an abbreviation written without spaces: `t.ex.`, `bl.a.`, `e.g.` (written with spaces, each part is a word);
//! - a number in figures, however long: `14.30`, `9–11`, `2026-11-14`, `14 200`, `070-174 06 05`, `116 111`;
//! - an address: `www.kommun.se`, `elsa@kommun.se`.
//!
//! So `14 november 2026` is three words and `14 200 kronor` two. The marker of a list (`- `, `• `, `1. `, `a) `) is no word.
//! Only letters make a word long: figures, abbreviations and addresses never do.

use super::characters::{is_capital, is_figure, is_in_word, is_letter, is_small};

/// Words of more letters than this are long (Björnsson's LIX).
const LONG: usize = 6;

/// A word's place in its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Byte where it begins.
    pub start: usize,
    /// Byte after its end; a full stop after an abbreviation is outside.
    pub end: usize,
    /// Letters, for the question whether it is long; 0 for abbreviations and addresses.
    pub letters: usize,
}

impl Word {
    /// The word itself.
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether it has more than six letters.
    pub(super) const fn is_long(self) -> bool {
        self.letters > LONG
    }
}

/// All words in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut at = 0;
    // Only space and list markers since the last line break.
    let mut line_start = true;
    let mut plus = false;
    while let Some(c) = char_at(text, at) {
        let after = at + c.len_utf8();
        if !is_in_word(c) {
            line_start = is_line_break(c) || line_start && (c.is_whitespace() || is_bullet(c));
            plus = c == '+';
            at = after;
            continue;
        }
        if let Some(end) = list_marker(text, at).filter(|_| line_start) {
            at = end;
        } else {
            let word = word_at(text, at, plus);
            at = word.end.max(after);
            found.push(word);
        }
        line_start = false;
        plus = false;
    }
    found
}

/// Whether the character ends a line.
pub(super) const fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Whether the character can stand before an item of a list, or before a line of speech.
pub(super) const fn is_bullet(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '•' | '·' | '▪' | '◦' | '*')
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The end of a marker such as `1.`, `12)` or `a)` that a space follows.
fn list_marker(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let digits = rest.chars().take_while(char::is_ascii_digit).take(4).count();
    let (length, marks) = match digits {
        0 => (rest.chars().next()?.len_utf8(), ")"),
        1..=3 => (digits, ".)"),
        _ => return None,
    };
    let mut after = rest.get(length..)?.chars();
    let mark = after.next().filter(|c| marks.contains(*c))?;
    let space = after.next()?;
    matches!(space, ' ' | '\t' | '\u{a0}').then_some(at + length + mark.len_utf8())
}

/// What is known of a word that is being read.
struct Reading {
    end: usize,
    last: char,
    letters: usize,
    /// Letters since the last full stop.
    part: usize,
    /// Holds a full stop between letters or an at sign.
    dotted: bool,
    number: Option<Number>,
}

/// A word of figures alone, which groups of figures may continue.
#[derive(Clone, Copy)]
enum Number {
    /// A telephone number, which begins with 0 or +: goes on with groups of two to four.
    Telephone,
    /// At most three figures so far, or whole thousands: goes on with groups of three.
    Amount(usize),
}

fn word_at(text: &str, start: usize, plus: bool) -> Word {
    let first = char_at(text, start).unwrap_or(' ');
    let mut read = Reading {
        end: start,
        last: first,
        letters: 0,
        part: 0,
        dotted: false,
        number: if plus || first == '0' {
            Some(Number::Telephone)
        } else {
            Some(Number::Amount(0))
        },
    };
    while let Some(c) = char_at(text, read.end) {
        let after = read.end + c.len_utf8();
        if is_in_word(c) {
            read.take(c, after);
        } else if is_inside(c) {
            read.end = after;
        } else {
            let next = char_at(text, after);
            if next.is_some_and(|next| read.joins(c, next)) {
                read.join(c, after);
            } else if let Some(length) = read.group(text.get(after..).unwrap_or_default(), c) {
                read.last = '0';
                read.end = after + length;
            } else {
                break;
            }
        }
    }
    Word {
        start,
        end: read.end,
        letters: if read.dotted { 0 } else { read.letters },
    }
}

impl Reading {
    fn take(&mut self, c: char, after: usize) {
        self.number = match self.number {
            Some(Number::Amount(figures)) if c.is_ascii_digit() && figures < 3 => {
                Some(Number::Amount(figures + 1))
            }
            Some(Number::Telephone) if c.is_ascii_digit() => Some(Number::Telephone),
            _ => None,
        };
        if is_letter(c) {
            self.letters += 1;
            self.part += 1;
        }
        self.last = c;
        self.end = after;
    }

    /// Whether a mark between the last character and the next holds the two together.
    fn joins(&self, mark: char, next: char) -> bool {
        let last = self.last;
        let figures = is_figure(last) && is_figure(next);
        let letters = is_letter(last) && is_letter(next);
        match mark {
            '-' | '\u{2010}' | '\u{2011}' | '@' | '_' => is_in_word(next),
            '\'' | '’' | 'ʼ' | '&' => letters,
            // A forgotten space after a sentence: "slut.Nu". An abbreviation's parts are shorter.
            '.' => figures || letters && !(is_small(last) && is_capital(next) && self.part > 2),
            ':' => figures || letters && is_capital(last) && is_small(next),
            ',' | '/' | '–' => figures,
            _ => false,
        }
    }

    fn join(&mut self, mark: char, after: usize) {
        self.dotted |= mark == '@' || mark == '.' && is_letter(self.last);
        if mark == '.' {
            self.part = 0;
        }
        if !matches!((self.number, mark), (Some(Number::Telephone), '-')) {
            self.number = None;
        }
        self.end = after;
    }

    /// The length of a group of figures that continues this number after a space.
    fn group(&self, rest: &str, space: char) -> Option<usize> {
        if !matches!(space, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}') {
            return None;
        }
        let figures = rest.chars().take_while(char::is_ascii_digit).take(5).count();
        let whole = rest.get(figures..)?.chars().next().is_none_or(|c| !is_in_word(c));
        let fits = match self.number? {
            Number::Telephone => (2..=4).contains(&figures),
            Number::Amount(_) => figures == 3,
        };
        (whole && fits).then_some(figures)
    }
}

/// Characters without width of their own inside a word: combining marks, soft hyphen, joiners.
const fn is_inside(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}
