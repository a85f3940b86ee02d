use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use store::audit::{self, Cause, Entry};
use store::{Db, Who, copies};

use super::postgres;
use super::sealing::{Header, Identity, open};
use crate::checkpoints::{self, Keeper};
use crate::clock::stockholm_day;
use crate::keys::Keys;

/// What was restored.
#[derive(Clone, Debug)]
pub struct Restored {
    /// When the backup was made.
    pub made_at: DateTime<Utc>,
    /// Rows of the audit trail in it.
    pub rows: u64,
    /// How many rows checkpoints had seen that are not in it: what happened after the backup, and is lost.
    pub lost: i64,
}

/// Puts a backup into an empty database: a SQLite file that is not there, or a PostgreSQL database without tables. Everything is
/// checked before the database gets its name; what is restored is then signed as such.
///
/// # Errors
/// One line that says why not. On SQLite there is then still no database; in PostgreSQL, what was restored before it was found wrong
/// is left, to be looked at, and the next restore asks for another empty one.
pub async fn restore(
    file: &Path,
    identity: &Identity,
    address: &str,
    keys: &Keys,
    checkpoints: &Path,
    now: DateTime<Utc>,
) -> Result<Restored, String> {
    let (file, identity) = (file.to_owned(), identity.clone());
    let (header, copy) = tokio::task::spawn_blocking(move || open(&file, &identity))
        .await
        .map_err(|_| "the restore was interrupted".to_owned())??;
    let path = address
        .strip_prefix("sqlite:")
        .map(|path| PathBuf::from(path.trim_start_matches("//")));
    match (path, header.engine.as_str()) {
        (Some(path), "sqlite") => into_sqlite(&path, header, copy, keys, checkpoints, now).await,
        (None, "postgres") => into_postgres(address, header, copy, keys, checkpoints, now).await,
        _ => Err(format!(
            "the backup is one of {}; give a --database of the same kind",
            if header.engine == "sqlite" {
                "SQLite"
            } else {
                "PostgreSQL"
            }
        )),
    }
}

async fn into_sqlite(
    path: &Path,
    header: Header,
    mut copy: impl Read + Send + 'static,
    keys: &Keys,
    checkpoints: &Path,
    now: DateTime<Utc>,
) -> Result<Restored, String> {
    if path.exists() {
        return Err(format!(
            "{} is there already; restore into a path that is not",
            path.display()
        ));
    }
    let mut restoring = path.as_os_str().to_owned();
    restoring.push(".restoring");
    let restoring = PathBuf::from(restoring);
    let to = restoring.clone();
    let written = tokio::task::spawn_blocking(move || {
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&to)?;
        io::copy(&mut copy, &mut file)?;
        file.sync_all()
    });
    let done = async {
        written
            .await
            .map_err(|_| "the restore was interrupted".to_owned())?
            .map_err(|e| format!("cannot write {}: {e}", restoring.display()))?;
        let db = Db::open(&format!("sqlite:{}", restoring.display()))
            .await
            .map_err(|e| e.to_string())?
            .sealed_with(keys.audit.clone());
        let looked = look(&db, &header, keys, checkpoints).await;
        let looked = match looked {
            Ok(looked) => sign_restored(&db, keys, checkpoints, now).await.map(|()| looked),
            Err(why) => Err(why),
        };
        db.close().await;
        let looked = looked?;
        fs::rename(&restoring, path).map_err(|e| format!("cannot name {}: {e}", path.display()))?;
        Ok(looked)
    };
    let done = done.await;
    if done.is_err() {
        // Nobody shall take it for the database.
        let _ = fs::remove_file(&restoring);
    }
    done
}

async fn into_postgres(
    address: &str,
    header: Header,
    mut copy: impl Read + Send + 'static,
    keys: &Keys,
    checkpoints: &Path,
    now: DateTime<Utc>,
) -> Result<Restored, String> {
    let db = Db::open(address)
        .await
        .map_err(|e| e.to_string())?
        .sealed_with(keys.audit.clone());
    if !copies::is_empty(&db)
        .await
        .map_err(|e| format!("cannot read the database: {e}"))?
    {
        return Err("the database is not empty; make a new one to restore into".to_owned());
    }
    let to = address.to_owned();
    tokio::task::spawn_blocking(move || postgres::restore(&to, &mut copy))
        .await
        .map_err(|_| "the restore was interrupted".to_owned())??;
    let looked = look(&db, &header, keys, checkpoints).await?;
    sign_restored(&db, keys, checkpoints, now).await?;
    db.close().await;
    Ok(looked)
}

/// Whether what came out is what went in. That the trail ends before a checkpoint is what an older copy is; anything else is wrong.
async fn look(db: &Db, header: &Header, keys: &Keys, folder: &Path) -> Result<Restored, String> {
    let damage = copies::integrity(db)
        .await
        .map_err(|e| format!("cannot read what was restored: {e}"))?;
    if let Some(first) = damage.first() {
        return Err(format!("what was restored is damaged: {first}"));
    }
    let known = checkpoints::read(folder)?;
    let verdict = async {
        let mut tx = db.read().await?;
        let verdict = audit::verify(&mut tx, &keys.audit, &known, &keys.checkpoint, |_| {}).await?;
        Ok::<_, store::StoreError>((verdict, audit::heads(&mut tx).await?))
    };
    let (verdict, heads) = verdict
        .await
        .map_err(|e| format!("cannot read the restored audit trail: {e}"))?;
    if heads != header.heads {
        return Err("the restored audit trail does not end where the backup says".to_owned());
    }
    let mut lost = 0;
    for finding in &verdict.findings {
        match finding.cause {
            Cause::Truncated {
                reached,
                checkpoint: Some(_),
            } => lost += reached - finding.at,
            _ => return Err(format!("the restored audit trail is not whole: {finding}")),
        }
    }
    Ok(Restored {
        made_at: header.made_at,
        rows: verdict.rows,
        lost,
    })
}

/// Brings the tables to this program's version and says in the trail, and in a checkpoint, that a copy was restored.
///
/// # Errors
/// One line that says why not.
pub async fn sign_restored(
    db: &Db,
    keys: &Keys,
    checkpoints: &Path,
    now: DateTime<Utc>,
) -> Result<(), String> {
    let keeper = Keeper::new(checkpoints.to_owned(), db.clone(), keys.checkpoint.clone())?;
    keeper.restored(now).await?;
    db.migrate().await.map_err(|e| e.to_string())?;
    audit::seal_older(db)
        .await
        .map_err(|e| format!("cannot seal the audit trail: {e}"))?;
    let who = Who {
        account: None,
        unit: None,
        now,
        today: stockholm_day(now),
    };
    db.write(move |tx| {
        Box::pin(async move { audit::record(tx, who, Entry::about("restored", "database", None)).await })
    })
    .await
    .map_err(|e| format!("cannot write in what was restored: {e}"))?;
    keeper.take(now).await.map(|_| ())
}
