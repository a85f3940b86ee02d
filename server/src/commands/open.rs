//! Opening what a command works on, with one clear line where that fails.

use std::path::{Path, PathBuf};

use store::{Db, Who, checklists, monitoring};

use super::args::{Checkpoints, Stored};
use crate::clock::{Clock as _, SystemClock, stockholm_day};
use crate::keys::Keys;

impl Stored {
    /// The database's address.
    pub(super) fn address(&self) -> Result<&str, String> {
        self.database
            .as_deref()
            .ok_or_else(|| "no database: give --database sqlite:PATH or set OGONHOJD_DATABASE".to_owned())
    }

    /// The folder of keys.
    pub(super) fn keys(&self) -> Result<PathBuf, String> {
        if let Some(folder) = &self.keys {
            return Ok(folder.clone());
        }
        match sqlite_path(self.address()?) {
            Some(path) => Ok(path.parent().unwrap_or(Path::new(".")).join("keys")),
            None => Err("no folder of keys: give --keys FOLDER or set OGONHOJD_KEYS".to_owned()),
        }
    }

    /// The folder of checkpoints.
    pub(super) fn checkpoints(&self, given: &Checkpoints) -> Result<PathBuf, String> {
        if let Some(folder) = &given.checkpoints {
            return Ok(folder.clone());
        }
        let keys = self.keys()?;
        Ok(keys.parent().unwrap_or(Path::new(".")).join("checkpoints"))
    }

    /// Opens the database as it is. A SQLite file that is not there is not made.
    pub(super) async fn open(&self) -> Result<Db, String> {
        let address = self.address()?;
        if let Some(path) = sqlite_path(address)
            && !path.exists()
        {
            return Err(format!(
                "there is no database {}; run ogonhojd migrate",
                path.display()
            ));
        }
        open(address).await
    }

    /// Opens a database whose tables are those of this program, with the keys that seal its audit trail.
    pub(super) async fn open_current(&self) -> Result<(Db, Keys), String> {
        let db = self.open().await?;
        let (applied, known) = db
            .migration_state()
            .await
            .map_err(|e| format!("cannot read the database: {e}"))?;
        current(&applied, &known)?;
        let keys = Keys::read(&self.keys()?)?;
        Ok((db.sealed_with(keys.audit.clone()), keys))
    }
}

/// Opens a database, made where it is a SQLite file that is not there.
pub(super) async fn open(address: &str) -> Result<Db, String> {
    Db::open(address).await.map_err(|e| e.to_string())
}

/// Puts the program's own checklist and instruments among the versions. Done at each start, because an upgrade may bring another without a migration.
pub(super) async fn keep_content(db: &Db) -> Result<(), String> {
    let now = SystemClock.now();
    let who = Who {
        account: None,
        unit: None,
        now,
        today: stockholm_day(now),
    };
    db.write(move |tx| {
        Box::pin(async move {
            checklists::keep_own(tx, who).await?;
            monitoring::keep_own(tx, who).await
        })
    })
    .await
    .map_err(|e| format!("cannot keep the program's own checklist and instruments: {e}"))
}

/// Whether the applied migrations are exactly the known ones.
pub(super) fn current(applied: &[i64], known: &[i64]) -> Result<String, String> {
    if applied.iter().any(|version| !known.contains(version)) {
        return Err("the database is newer than this program; start the newer version".to_owned());
    }
    match known.iter().filter(|version| !applied.contains(version)).count() {
        0 => Ok(format!("{} applied", known.len())),
        missing => Err(format!(
            "{missing} of {} migrations are missing in the database; run ogonhojd migrate",
            known.len()
        )),
    }
}

fn sqlite_path(address: &str) -> Option<PathBuf> {
    address
        .strip_prefix("sqlite:")
        .map(|path| PathBuf::from(path.trim_start_matches("//")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_and_a_newer_migration_are_told_apart() {
        assert!(current(&[1, 2], &[1, 2]).is_ok());
        assert!(
            current(&[1], &[1, 2])
                .unwrap_err()
                .contains("1 of 2 migrations are missing")
        );
        assert!(
            current(&[1, 2, 3], &[1, 2])
                .unwrap_err()
                .contains("newer than this program")
        );
    }

    #[test]
    fn keys_lie_beside_a_sqlite_file_and_must_be_named_for_postgresql() {
        let stored = |database: &str| Stored {
            database: Some(database.into()),
            keys: None,
        };
        assert_eq!(
            stored("sqlite:/var/lib/o/o.db").keys().unwrap(),
            PathBuf::from("/var/lib/o/keys")
        );
        assert!(
            stored("postgres://localhost/o")
                .keys()
                .unwrap_err()
                .contains("--keys")
        );
        assert!(Stored::default().keys().unwrap_err().contains("--database"));
    }
}
