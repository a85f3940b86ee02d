//! The few places where the engines really differ.

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use std::path::Path;
use std::time::Duration;

/// The oldest SQLite that is safe with WAL and several connections; older ones can corrupt the database.
pub const LEAST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// The version of the SQLite that is built in, such as `(3, 51, 3)`.
#[must_use]
pub fn sqlite_version() -> (u32, u32, u32) {
    let n = u32::try_from(libsqlite3_sys::SQLITE_VERSION_NUMBER).unwrap_or(0);
    (n / 1_000_000, n / 1000 % 1000, n % 1000)
}

/// How every SQLite connection is opened: WAL, full synchronisation, foreign keys, removed rows overwritten, and never waiting for ever.
pub(crate) fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // Without it `insert or replace` deletes an audit row past the trigger that forbids it.
        .pragma("recursive_triggers", "on")
        // What is purged is overwritten, not only forgotten.
        .pragma("secure_delete", "on")
        .busy_timeout(Duration::from_secs(5))
}
