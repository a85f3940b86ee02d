use crate::language::Language;

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordProblem {
    /// Shorter than 12 characters.
    TooShort,
    /// Longer than 128 characters.
    TooLong,
    /// The account's own name or address, or one character repeated.
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
                "Lösenordet är för lätt att gissa. Välj något annat än ditt namn eller samma tecken flera gånger.",
                "The password is too easy to guess. Choose something other than your name or one character repeated.",
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
    let first = password.chars().next();
    let repeated = password.chars().all(|c| Some(c) == first);
    if repeated || password.to_lowercase().contains(&user_name.to_lowercase()) && !user_name.is_empty() {
        return Err(PasswordProblem::TooSimple);
    }
    Ok(())
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
        assert_eq!(
            check_password(&"ab".repeat(65), "karin"),
            Err(PasswordProblem::TooLong)
        );
    }
}
