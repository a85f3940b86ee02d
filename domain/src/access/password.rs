use crate::fold::fold;
use crate::language::Language;

/// Words that a guesser tries first, with any digits and signs around them: the most common passwords that are long enough, and what this
/// workplace is about. Folded.
const FIRST_TRIED: [&str; 40] = [
    "password",
    "passwordpassword",
    "losenord",
    "losenordet",
    "hemligt",
    "hemlig",
    "qwerty",
    "qwertyuiop",
    "qwertyuiopa",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefgh",
    "abcdefghijkl",
    "iloveyou",
    "letmein",
    "welcome",
    "valkommen",
    "sommar",
    "hosten",
    "vinter",
    "varen",
    "januari",
    "september",
    "november",
    "december",
    "mandag",
    "fredag",
    "sverige",
    "stockholm",
    "goteborg",
    "kommun",
    "kommunen",
    "socialtjanst",
    "socialtjansten",
    "socialsekreterare",
    "barnratt",
    "barnetsbasta",
    "ogonhojd",
    "administrator",
    "changeme",
];

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordProblem {
    /// Shorter than 12 characters.
    TooShort,
    /// Longer than 128 characters.
    TooLong,
    /// The account's own name, something short repeated, digits alone, or one word that a guesser tries first.
    TooSimple,
}

impl PasswordProblem {
    /// What to tell the person.
    #[must_use]
    pub fn message(self, language: Language) -> &'static str {
        match self {
            Self::TooShort => language.t(
                "Lösenordet ska ha minst 12 tecken. En hel mening går bra.",
                "The password must have at least 12 characters. A whole sentence is fine.",
            ),
            Self::TooLong => language.t("Lösenordet får ha högst 128 tecken.", "The password may have at most 128 characters."),
            Self::TooSimple => language.t(
                "Lösenordet är för lätt att gissa. Välj något annat än ditt namn, bara siffror, ett enda vanligt ord eller samma tecken flera gånger.",
                "The password is too easy to guess. Choose something other than your name, digits alone, a single common word or a repetition.",
            ),
        }
    }
}

/// Length decides, not kinds of characters: people remember long sentences and lose odd signs.
///
/// # Errors
/// The first rule that the password breaks.
pub fn check_password(password: &str, user_name: &str) -> Result<(), PasswordProblem> {
    let length = password.chars().count();
    if length < 12 {
        return Err(PasswordProblem::TooShort);
    }
    if length > 128 {
        return Err(PasswordProblem::TooLong);
    }
    let holds_name = !user_name.is_empty() && password.to_lowercase().contains(&user_name.to_lowercase());
    if holds_name || is_repeated(password) || is_first_tried(password) {
        return Err(PasswordProblem::TooSimple);
    }
    Ok(())
}

/// Whether the password is up to four characters again and again.
fn is_repeated(password: &str) -> bool {
    let signs: Vec<char> = password.chars().collect();
    (1..=4).any(|period| signs.iter().zip(signs.iter().skip(period)).all(|(a, b)| a == b))
}

/// Whether nothing but a word of [`FIRST_TRIED`] is left of the password without digits and signs, or nothing at all.
fn is_first_tried(password: &str) -> bool {
    let letters: String = password.chars().filter(|c| c.is_alphabetic()).collect();
    let word = fold(&letters);
    let has_letters = password.chars().any(char::is_alphabetic);
    // Signs of other scripts are as good as letters; digits and punctuation alone are dates and telephone numbers.
    (!has_letters && password.is_ascii()) || FIRST_TRIED.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_a_good_password_and_a_repeated_letter_is_not() {
        assert_eq!(check_password("en gul båt på sjön", "karin"), Ok(()));
        assert_eq!(
            check_password("åååååååååååååå", "karin"),
            Err(PasswordProblem::TooSimple)
        );
        assert_eq!(check_password("kort", "karin"), Err(PasswordProblem::TooShort));
        assert_eq!(
            check_password("hej karin och alla", "Karin"),
            Err(PasswordProblem::TooSimple)
        );
        for guessable in [
            "abcabcabcabc",
            "198504122386",
            "2026-11-26 08:00",
            "Socialtjänst2026",
            "!!Ögonhöjd!!1234",
            "Password1234",
            "qwertyuiop12",
            "lösenordet 1",
        ] {
            assert_eq!(
                check_password(guessable, "karin"),
                Err(PasswordProblem::TooSimple),
                "{guessable}"
            );
        }
        for good in [
            "sommar i stockholm",
            "kommunens gula båt",
            "密碼密碼很長的一句話啊啊",
            "🙂🐈🌧️🚲🎈🍎🧊🪁🐟🌻🎻⛵",
        ] {
            assert_eq!(check_password(good, "karin"), Ok(()), "{good}");
        }
        assert_eq!(
            check_password(&"ab".repeat(65), "karin"),
            Err(PasswordProblem::TooLong)
        );
    }
}
