//! Kinds of characters by ranges. The standard library's tables of all alphabets weigh more in a browser than all counting together, and a
//! letter to a child is written in Swedish or English; names may come from anywhere, so every other script counts as letters, too.

/// Whether the character belongs to a word.
pub(super) const fn is_in_word(c: char) -> bool {
    is_letter(c) || is_figure(c)
}

/// Figures, European and Arabic.
pub(super) const fn is_figure(c: char) -> bool {
    matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹')
}

/// Letters of any script; not the punctuation, signs and pictures that stand in blocks of their own.
pub(super) const fn is_letter(c: char) -> bool {
    // Signs, figures, punctuation and a space inside the blocks of letters.
    let no_letter = is_figure(c)
        || matches!(
            c,
            '×' | '÷' | '\u{37e}' | '\u{387}' | '،' | '؛' | '؟' | '۔' | '।' | '॥' | '\u{1680}'
        );
    // Latin, Greek, Cyrillic, and eastwards to the end of Greek with accents; more Latin and Georgian; Japanese, Chinese, Korean; rarer scripts.
    let block = matches!(
        c,
        'a'..='z' | 'A'..='Z' | 'À'..='\u{2af}' | '\u{370}'..='\u{1fff}'
            | '\u{2c00}'..='\u{2ddf}'
            | '\u{3040}'..='\u{d7ff}' | '\u{f900}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10000}'..='\u{1cfff}' | '\u{1e000}'..='\u{1efff}' | '\u{20000}'..='\u{3ffff}'
    );
    block && !no_letter
}

/// Capitals of Latin, Greek and Cyrillic letters.
pub(super) const fn is_capital(c: char) -> bool {
    match c {
        '×' => false,
        'A'..='Z' | 'À'..='Þ' | 'Α'..='Ϋ' | 'Ѐ'..='Я' => true,
        // Here capital and small letter take turns, and twice change places.
        'Ĺ'..='ň' | 'Ź'..='ž' => c as u32 % 2 == 1,
        'Ā'..='Ÿ' => (c as u32).is_multiple_of(2),
        _ => false,
    }
}

/// Small letters of the same.
pub(super) const fn is_small(c: char) -> bool {
    match c {
        '÷' => false,
        'a'..='z' | 'ß'..='ÿ' | 'ά'..='ώ' | 'а'..='џ' => true,
        'Ā'..='ſ' => !is_capital(c),
        _ => false,
    }
}

/// The small letter of a Swedish or English one; the lists of officialese need no other.
pub(super) fn small(c: char) -> char {
    match c {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => u8::try_from(c).map_or(c, |byte| char::from(byte + 32)),
        c => c,
    }
}

/// Whether two words differ at most in capitals.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.chars().map(small).eq(b.chars().map(small))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranges_agree_with_the_tables_where_swedes_have_their_names() {
        // Latin with accents (Ł, š, ő), Greek, Cyrillic, Hebrew, Arabic, Chinese.
        for c in ('\u{20}'..='\u{17f}').chain("αΑωΩжЖяЯאبتپ中あ한".chars()) {
            // ª, µ, º, ² and ½ are no part of a word here.
            if ('\u{80}'..'À').contains(&c) {
                continue;
            }
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c}");
            assert_eq!(is_figure(c), c.is_numeric(), "{c}");
            // ĸ and ŉ are small letters without capitals.
            if !matches!(c, 'ĸ' | 'ŉ') {
                assert_eq!(is_capital(c), c.is_uppercase(), "{c}");
                assert_eq!(is_small(c), c.is_lowercase(), "{c}");
            }
        }
        for c in "–—…„“”’‘»«•·§€→✓🙂\u{a0}\u{2028}\u{ad}\u{200d}".chars() {
            assert!(!is_in_word(c) && !is_capital(c) && !is_small(c), "{c}");
        }
    }

    #[test]
    fn no_space_is_part_of_a_word() {
        let mut spaces = ('\0'..=char::MAX).filter(|c| c.is_whitespace() && is_in_word(*c));
        assert_eq!(spaces.next(), None);
    }

    #[test]
    fn words_are_the_same_in_capitals() {
        assert!(same("ERHÅLLER", "erhåller") && same("Öppna", "öppna") && !same("×", "÷"));
    }
}
