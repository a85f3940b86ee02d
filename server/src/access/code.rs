//! Whether a code is right: the six digits of the app, or a recovery code. A right one counts once.

use axum::http::StatusCode;
use domain::access::{app_code, recovery_code};
use domain::fields::{FieldErrors, Fields};
use domain::ids::AccountId;
use domain::language::Language;
use store::access::{self, Digest, Factor};
use store::audit::{self, Entry};
use store::{StoreError, Tx, Who};

use super::limits::{self, Attempt, Subjects};
use super::totp::Secret;
use super::{recovery, sealed};
use crate::clock::stockholm_time;
use crate::error::AppError;
use crate::http::ClientAddress;
use crate::state::AppState;

/// What was typed.
enum Typed {
    App(String),
    Recovery(String),
}

/// What a right code uses up.
#[derive(Clone, Copy)]
enum Key {
    Step(i64),
    Recovery(Digest),
}

/// A code that may be right: nothing speaks against it but that it may have been used.
#[derive(Clone, Copy)]
pub struct Ready {
    account: AccountId,
    key: Key,
    attempt: Attempt,
}

/// Why a code is not taken: the status and what to tell.
pub type Refused = (StatusCode, FieldErrors);

/// Checks what was typed against the account's app, within the limits on attempts.
///
/// # Errors
/// Those of the store; [`AppError::Internal`] when the sealed secret does not open.
pub async fn check(
    state: &AppState,
    account: AccountId,
    factor: &Factor,
    address: ClientAddress,
    fields: &Fields,
    l: Language,
) -> Result<Result<Ready, Refused>, AppError> {
    let typed = match typed(fields, l) {
        Ok(typed) => typed,
        Err(errors) => return Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, errors))),
    };
    let (subjects, now) = (Subjects::of_code(&state.keys, account, address), state.now());
    let begun = state
        .write(move |tx| Box::pin(async move { Ok(limits::begin(tx, subjects, now).await?) }))
        .await?;
    let attempt = match begun {
        Ok(attempt) => attempt,
        Err(until) => {
            // The minute after, so that the time shown is never too early.
            let at = stockholm_time(until + chrono::Duration::minutes(1));
            return Ok(Err((StatusCode::TOO_MANY_REQUESTS, too_often(&at, l))));
        }
    };
    let key = match &typed {
        Typed::App(code) => secret(state, account, &factor.sealed)?
            .step_of(code, now)
            .filter(|step| *step > factor.last_step)
            .map(Key::Step),
        Typed::Recovery(code) => Some(Key::Recovery(recovery::digest(&state.keys, account, code))),
    };
    match key {
        Some(key) => Ok(Ok(Ready {
            account,
            key,
            attempt,
        })),
        None => Ok(Err(wrong(state, account, false, l).await?)),
    }
}

impl Ready {
    /// Uses the code up in the transaction that rests on it. `false`: it was not right, or used before; then nothing has changed.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn consume(self, tx: &mut Tx, who: Who) -> Result<bool, StoreError> {
        let right = match self.key {
            Key::Step(step) => access::use_step(tx, self.account, step).await?,
            Key::Recovery(code) => access::use_recovery_code(tx, who, self.account, &code).await?,
        };
        if right {
            limits::succeeded(tx, who, self.account, self.attempt).await?;
        }
        Ok(right)
    }

    /// Whether it is a recovery code.
    pub fn is_recovery(self) -> bool {
        matches!(self.key, Key::Recovery(_))
    }

    /// What to tell when [`Ready::consume`] said `false`.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn refused(self, state: &AppState, l: Language) -> Result<Refused, AppError> {
        wrong(state, self.account, self.is_recovery(), l).await
    }
}

/// Opens an account's sealed secret.
///
/// # Errors
/// [`AppError::Internal`]: the key is another one than it was sealed with, or somebody has changed the row.
pub fn secret(state: &AppState, account: AccountId, sealed: &[u8]) -> Result<Secret, AppError> {
    sealed::open(&state.keys, account, sealed)
        .and_then(|bytes| Secret::from_bytes(&bytes))
        .ok_or_else(|| {
            tracing::error!("the secret of an authenticator app does not open with secrets.key");
            AppError::Internal
        })
}

/// Records the failure and says what to tell.
async fn wrong(
    state: &AppState,
    account: AccountId,
    recovery: bool,
    l: Language,
) -> Result<Refused, AppError> {
    let who = state.who(None);
    state
        .write(move |tx| {
            Box::pin(async move {
                let entry = Entry::about("code_failed", "account", Some(account.0));
                Ok(audit::record(tx, who, entry).await?)
            })
        })
        .await?;
    let mut errors = FieldErrors::default();
    if recovery {
        errors.add("recovery", wrong_recovery(l));
    } else {
        errors.add("code", wrong_code(l));
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, errors))
}

/// Which of the two fields holds a code; the digits count where both do.
fn typed(fields: &Fields, l: Language) -> Result<Typed, FieldErrors> {
    let (code, recovery) = (fields.text("code"), fields.text("recovery"));
    let mut errors = FieldErrors::default();
    if !code.is_empty() || recovery.is_empty() {
        match app_code(code) {
            Some(code) => return Ok(Typed::App(code)),
            None => errors.add("code", six_digits(l)),
        }
    } else {
        match recovery_code(recovery) {
            Some(code) => return Ok(Typed::Recovery(code)),
            None => errors.add(
                "recovery",
                l.t(
                    "En återställningskod har tolv tecken. Läs av den en gång till.",
                    "A recovery code has twelve characters. Read it once more.",
                ),
            ),
        }
    }
    Err(errors)
}

/// What to tell where the digits are missing or are not six.
pub fn six_digits(l: Language) -> &'static str {
    l.t(
        "Skriv de sex siffror som appen visar.",
        "Enter the six digits that the app shows.",
    )
}

/// What to tell where the digits are wrong.
pub fn wrong_code(l: Language) -> &'static str {
    l.t(
        "Koden stämmer inte eller är redan använd. Vänta på nästa kod i appen och skriv den. Går telefonens klocka rätt?",
        "The code is wrong or has been used already. Wait for the next code in the app and enter it. Is the telephone's clock right?",
    )
}

fn wrong_recovery(l: Language) -> &'static str {
    l.t(
        "Koden stämmer inte eller är redan använd. Läs av den en gång till eller ta nästa kod på papperet.",
        "The code is wrong or has been used already. Read it once more or take the next code on the paper.",
    )
}

fn too_often(at: &str, l: Language) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add(
        "",
        l.t(
            format!("Det har blivit för många försök med fel kod. Försök igen klockan {at}."),
            format!("There have been too many attempts with a wrong code. Try again at {at}."),
        ),
    );
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_count_where_both_fields_hold_something() {
        let fields = |pairs: &[(&str, &str)]| pairs.iter().map(|(n, t)| (*n, *t)).collect::<Fields>();
        let l = Language::Swedish;
        assert!(
            matches!(typed(&fields(&[("code", "123 456"), ("recovery", "x")]), l), Ok(Typed::App(c)) if c == "123456")
        );
        assert!(
            matches!(typed(&fields(&[("recovery", "abcd-efgh-2345")]), l), Ok(Typed::Recovery(c)) if c == "ABCDEFGH2345")
        );
        for (pairs, field) in [
            (&[][..], "code"),
            (&[("code", "12345")][..], "code"),
            (&[("recovery", "abcd")][..], "recovery"),
        ] {
            assert!(
                typed(&fields(pairs), l).err().unwrap().of(field).is_some(),
                "{pairs:?}"
            );
        }
    }
}
