use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use store::audit::{self, Checkpoint, Head, Verdict};
use store::{Db, Engine, Tx, copies};
use uuid::Uuid;

use super::postgres;
use super::sealing::{Header, Recipient, seal};
use crate::checkpoints;
use crate::keys::Keys;

/// What makes backups. Cloning is cheap.
#[derive(Clone)]
pub struct Maker {
    /// The database's address.
    pub address: String,
    /// The database.
    pub db: Db,
    /// Keys that tell whether the copy is whole.
    pub keys: Keys,
    /// Folder of checkpoints, to compare the copy with.
    pub checkpoints: PathBuf,
    /// Whom it is encrypted for.
    pub recipient: Recipient,
}

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its size in bytes.
    pub bytes: u64,
    /// Rows of the audit trail in it.
    pub rows: u64,
    /// What is wrong with what was copied; empty when nothing is. The backup stands all the same: one of a damaged database is
    /// better than none.
    pub wrong: Vec<String>,
}

/// A file that goes away again: a copy that is not encrypted.
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(end);
            // Not there is as good as removed.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Maker {
    /// Makes a backup in a file that is not there yet.
    ///
    /// # Errors
    /// One line that says why there is no backup.
    pub async fn make(&self, file: &Path, now: DateTime<Utc>) -> Result<Made, String> {
        // Read before the copy is made: what is signed later may be beyond it.
        let known = checkpoints::read(&self.checkpoints)?;
        match self.db.engine() {
            Engine::Sqlite => self.make_sqlite(file, now, &known).await,
            Engine::Postgres => self.make_postgres(file, now, &known).await,
        }
    }

    async fn make_sqlite(
        &self,
        file: &Path,
        now: DateTime<Utc>,
        known: &[Vec<Checkpoint>],
    ) -> Result<Made, String> {
        let from = PathBuf::from(
            self.address
                .trim_start_matches("sqlite:")
                .trim_start_matches("//"),
        );
        let copy = Passing(from.with_file_name(format!(".copy-{}.sqlite", Uuid::now_v7().simple())));
        // SQLite would make it readable by others.
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&copy.0)
            .map_err(|e| format!("cannot write beside the database: {e}"))?;
        copies::copy_sqlite(&from, &copy.0)
            .await
            .map_err(|e| format!("cannot copy the database: {e}"))?;
        let copied = Db::open(&format!("sqlite:{}", copy.0.display()))
            .await
            .map_err(|e| e.to_string())?;
        let looked = async {
            let damage = copies::integrity(&copied).await?;
            let mut tx = copied.read().await?;
            let (verdict, heads) = self.look(&mut tx, known).await?;
            Ok::<_, store::StoreError>((damage, verdict, heads))
        };
        let looked = looked.await;
        // Closed before it is read, so that everything is in the one file.
        copied.close().await;
        let (damage, verdict, heads) = looked.map_err(|e| format!("cannot read the copy: {e}"))?;
        let header = Header::new("sqlite", now, heads);
        let (file, recipient) = (file.to_owned(), self.recipient.clone());
        let sealed = tokio::task::spawn_blocking(move || {
            let mut plain = File::open(&copy.0).map_err(|e| format!("cannot read the copy: {e}"))?;
            seal(&file, &recipient, &header, &mut plain)
        });
        let bytes = sealed
            .await
            .map_err(|_| "the backup was interrupted".to_owned())??;
        Ok(made(bytes, damage, &verdict))
    }

    async fn make_postgres(
        &self,
        file: &Path,
        now: DateTime<Utc>,
        known: &[Vec<Checkpoint>],
    ) -> Result<Made, String> {
        let unreadable = |e: store::StoreError| format!("cannot read the database: {e}");
        // What is looked at is what is dumped, however long it takes.
        let mut tx = self.db.read().await.map_err(unreadable)?;
        let snapshot = copies::snapshot(&mut tx).await.map_err(unreadable)?;
        let (verdict, heads) = self.look(&mut tx, known).await.map_err(unreadable)?;
        let header = Header::new("postgres", now, heads);
        let (file, recipient, address) = (file.to_owned(), self.recipient.clone(), self.address.clone());
        let sealed = tokio::task::spawn_blocking(move || {
            let mut dump = postgres::Dump::start(&address, snapshot.as_deref())?;
            let bytes = seal(&file, &recipient, &header, dump.output())?;
            if let Err(why) = dump.finish() {
                // What stands there is not whole.
                let _ = std::fs::remove_file(&file);
                return Err(why);
            }
            Ok(bytes)
        });
        let bytes = sealed
            .await
            .map_err(|_| "the backup was interrupted".to_owned())??;
        drop(tx);
        Ok(made(bytes, Vec::new(), &verdict))
    }

    async fn look(
        &self,
        tx: &mut Tx,
        known: &[Vec<Checkpoint>],
    ) -> Result<(Verdict, Vec<Head>), store::StoreError> {
        let verdict = audit::verify(tx, &self.keys.audit, known, &self.keys.checkpoint, |_| {}).await?;
        Ok((verdict, audit::heads(tx).await?))
    }
}

fn made(bytes: u64, mut wrong: Vec<String>, verdict: &Verdict) -> Made {
    wrong.extend(verdict.findings.iter().map(ToString::to_string));
    Made {
        bytes,
        rows: verdict.rows,
        wrong,
    }
}
