//! What every handler is given.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use documents::PdfService;
use domain::ids::AccountId;
use store::{Db, InTx, Tx, Who};
use tokio::sync::Notify;

use crate::assets::Assets;
use crate::clock::{Clock, stockholm_day};
use crate::error::AppError;
use crate::keys::Keys;
use crate::passwords::Passwords;
use crate::settings::Settings;

/// The server's parts. Cloning is cheap.
#[derive(Clone)]
pub struct AppState {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Settings that do not change while the server runs.
    pub settings: Arc<Settings>,
    /// The built site.
    pub assets: Assets,
    /// The keys.
    pub keys: Keys,
    /// Hashing of passwords.
    pub passwords: Passwords,
    /// Rendering of PDFs.
    pub pdf: PdfService,
    /// Wakes whoever makes exports.
    pub work: Arc<Notify>,
    /// Whether somebody makes them in this process.
    pub working: Arc<AtomicBool>,
}

impl AppState {
    /// Whether exports are made in this process.
    #[must_use]
    pub fn works(&self) -> bool {
        self.working.load(Ordering::Relaxed)
    }

    /// From now on they are.
    pub fn begin_work(&self) {
        self.working.store(true, Ordering::Relaxed);
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Who does something now, outside any unit.
    #[must_use]
    pub fn who(&self, account: Option<AccountId>) -> Who {
        let now = self.now();
        Who {
            account,
            unit: None,
            now,
            today: stockholm_day(now),
        }
    }

    /// Changes something, all or nothing: `state.write(move |tx| Box::pin(async move { … })).await?`.
    ///
    /// # Errors
    /// Those of `work`, or of the database.
    pub async fn write<T, F>(&self, work: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> InTx<'t, T, AppError> + Send + 'static,
    {
        self.db.write(work).await
    }

    /// A transaction for reading only.
    ///
    /// # Errors
    /// [`AppError::Busy`] when no connection can be had in time.
    pub async fn read(&self) -> Result<Tx, AppError> {
        Ok(self.db.read().await?)
    }
}
