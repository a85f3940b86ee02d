//! Codes as people type them: six digits from an authenticator app, or a recovery code from paper.

/// The signs of a recovery code: no two that look or sound alike on paper, so no 0, 1, I, L, O and U.
pub const RECOVERY_SIGNS: [u8; 30] = *b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many signs a recovery code has: 12 of 30 are 58 bits, which nobody guesses within the limits on attempts.
pub const RECOVERY_LENGTH: usize = 12;
/// How many recovery codes an account gets at a time.
pub const RECOVERY_CODES: usize = 10;

/// The six digits of an authenticator app, whatever spaces or hyphens stand between them; `None` for anything else.
#[must_use]
pub fn app_code(typed: &str) -> Option<String> {
    let code = tidy(typed);
    (code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
}

/// A recovery code as it is compared: upper case, without spaces and hyphens; `None` for what cannot be one.
#[must_use]
pub fn recovery_code(typed: &str) -> Option<String> {
    let code = tidy(typed);
    (code.len() == RECOVERY_LENGTH && code.bytes().all(|b| RECOVERY_SIGNS.contains(&b))).then_some(code)
}

/// Letters and digits in groups of four, so that they can be copied by hand: `ABCD EFGH` with a space as separator.
#[must_use]
pub fn in_fours(code: &str, separator: char) -> String {
    let mut text = String::with_capacity(code.len() + code.len() / 4);
    for (n, sign) in code.chars().enumerate() {
        if n > 0 && n % 4 == 0 {
            text.push(separator);
        }
        text.push(sign);
    }
    text
}

/// At most what a code can be, so that a pasted novel costs nothing.
fn tidy(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'))
        .take(RECOVERY_LENGTH + 1)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_code_is_six_digits_however_they_are_grouped() {
        for typed in ["123456", " 123 456 ", "123-456", "12\u{a0}34\u{2013}56"] {
            assert_eq!(app_code(typed).as_deref(), Some("123456"), "{typed}");
        }
        for typed in ["", "12345", "1234567", "12345a", "１２３４５６", "+12345"] {
            assert_eq!(app_code(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_recovery_code_is_read_in_any_case_and_with_any_gaps() {
        for typed in ["ABCD-EFGH-2345", "abcd efgh 2345", "abcdefgh2345"] {
            assert_eq!(recovery_code(typed).as_deref(), Some("ABCDEFGH2345"), "{typed}");
        }
        for typed in [
            "",
            "ABCD-EFGH-234",
            "ABCD-EFGH-23456",
            "ABCD-EFGH-234O",
            "åbcd-efgh-2345",
        ] {
            assert_eq!(recovery_code(typed), None, "{typed}");
        }
        assert_eq!(recovery_code(&"A".repeat(1_000_000)), None);
    }

    #[test]
    fn codes_are_written_in_fours() {
        assert_eq!(in_fours("ABCDEFGH2345", '-'), "ABCD-EFGH-2345");
        assert_eq!(in_fours("ABCDE", ' '), "ABCD E");
        assert_eq!(in_fours("", ' '), "");
    }

    #[test]
    fn no_sign_stands_twice_and_a_code_has_at_least_fifty_bits() {
        let mut signs = RECOVERY_SIGNS.to_vec();
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), RECOVERY_SIGNS.len());
        let bits = 12.0 * f64::from(u8::try_from(RECOVERY_SIGNS.len()).unwrap()).log2();
        assert!(bits > 50.0, "{bits}");
    }
}
