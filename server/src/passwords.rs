//! Hashing of passwords with argon2id: 19 MiB, two passes, one lane. Off the threads that answer requests, two at a time.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::error::AppError;

/// How many passwords are hashed at once; the rest wait, so that a flood of sign-ins takes neither all memory nor all cores.
const AT_ONCE: usize = 2;

/// Hashes passwords. Cloning is cheap; all clones share one queue.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    nobody: Arc<str>,
}

impl Passwords {
    /// Takes as long as one hashing, because it makes the hash that unknown user names are checked against.
    ///
    /// # Errors
    /// One line when hashing does not work on this machine.
    pub fn new() -> Result<Self, String> {
        let nobody = hash(&crate::secret::Token::random().text())
            .ok_or("passwords cannot be hashed on this machine")?;
        Ok(Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            nobody: nobody.into(),
        })
    }

    /// The hash of a new password, in PHC form.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn hash(&self, password: String) -> Result<String, AppError> {
        self.in_turn(move || hash(&password))
            .await?
            .ok_or(AppError::Internal)
    }

    /// Whether the password belongs to the hash. Takes the same time when there is no hash, and is then never right.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn verify(&self, known: Option<String>, password: String) -> Result<bool, AppError> {
        let real = known.is_some();
        let known = known.unwrap_or_else(|| self.nobody.to_string());
        let right = self.in_turn(move || verify(&known, &password)).await?;
        Ok(right && real)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|_| AppError::Internal)?;
        let task = spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        task.await.map_err(|_| AppError::Internal)
    }
}

fn hash(password: &str) -> Option<String> {
    // The library's defaults are argon2id with 19 MiB, t=2, p=1; the test below holds it to that.
    Argon2::default()
        .hash_password(password.as_bytes())
        .ok()
        .map(|hash| hash.to_string())
}

fn verify(known: &str, password: &str) -> bool {
    PasswordHash::new(known).is_ok_and(|known| {
        Argon2::default()
            .verify_password(password.as_bytes(), &known)
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_alone_and_nothing_fits_nobody() {
        let passwords = Passwords::new().unwrap();
        let known = passwords.hash("en gul båt på sjön".into()).await.unwrap();
        assert!(known.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{known}");
        assert!(
            passwords
                .verify(Some(known.clone()), "en gul båt på sjön".into())
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .verify(Some(known), "en gul bat pa sjon".into())
                .await
                .unwrap()
        );
        assert!(!passwords.verify(None, "en gul båt på sjön".into()).await.unwrap());
        assert!(
            !passwords
                .verify(Some("no hash".into()), String::new())
                .await
                .unwrap()
        );
    }
}
