//! Where the audit trail's chains end, signed and written outside the database: one line of JSON a checkpoint, in files that are
//! only ever added to. Without them nobody could tell that the newest rows of the trail have been taken away.

use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use store::Db;
use store::audit::{self, Checkpoint, CheckpointKey, Head};
use tokio::sync::Mutex;
use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

use crate::clock::{Clock as _, SystemClock};

/// How often the server signs.
const EVERY: Duration = Duration::from_mins(5);
/// The file that this program adds to.
const FILE: &str = "audit.jsonl";
/// A file of checkpoints is never larger; several years of them fit.
const LARGEST: u64 = 1 << 30;

/// Signs and writes checkpoints while the server runs. Cloning is cheap.
#[derive(Clone)]
pub struct Keeper {
    folder: PathBuf,
    db: Db,
    key: Arc<CheckpointKey>,
    /// What has been written by this process, so that only chains that have moved are written again.
    written: Arc<Mutex<BTreeMap<Uuid, i64>>>,
}

impl Keeper {
    /// Makes the folder where it is missing.
    ///
    /// # Errors
    /// One line that names the folder.
    pub fn new(folder: PathBuf, db: Db, key: Arc<CheckpointKey>) -> Result<Self, String> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)
            .map_err(|e| format!("cannot make the folder for checkpoints {}: {e}", folder.display()))?;
        Ok(Self {
            folder,
            db,
            key,
            written: Arc::default(),
        })
    }

    /// Signs every five minutes, for ever. A failure is logged and tried again the next time.
    pub async fn keep(self) {
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            self.last().await;
        }
    }

    /// Signs once; a failure is logged.
    pub async fn last(&self) {
        match self.take(SystemClock.now()).await {
            Ok(Some(checkpoint)) => tracing::info!(number = checkpoint.number, "audit checkpoint"),
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "no audit checkpoint could be written"),
        }
    }

    /// Signs where all chains end of a database that was just restored from a copy.
    ///
    /// # Errors
    /// One line that says why not.
    pub async fn restored(&self, now: DateTime<Utc>) -> Result<Checkpoint, String> {
        let heads = async { audit::heads(&mut self.db.read().await?).await };
        let heads = heads
            .await
            .map_err(|e| format!("cannot read the audit trail: {e}"))?;
        let (folder, key) = (self.folder.clone(), self.key.clone());
        tokio::task::spawn_blocking(move || append(&folder, &key, heads, now, true))
            .await
            .map_err(|_| "signing was interrupted".to_owned())?
    }

    /// Signs where the chains end, if any has moved since this process last signed.
    ///
    /// # Errors
    /// One line that says why not.
    pub async fn take(&self, now: DateTime<Utc>) -> Result<Option<Checkpoint>, String> {
        let mut written = self.written.lock().await;
        let heads = async { audit::heads(&mut self.db.read().await?).await };
        let heads = heads
            .await
            .map_err(|e| format!("cannot read the audit trail: {e}"))?;
        let moved: Vec<Head> = heads
            .into_iter()
            .filter(|head| written.get(&head.chain) != Some(&head.seq))
            .collect();
        if moved.is_empty() {
            return Ok(None);
        }
        let (folder, key) = (self.folder.clone(), self.key.clone());
        let signed = tokio::task::spawn_blocking(move || append(&folder, &key, moved, now, false)).await;
        let signed = signed.map_err(|_| "signing was interrupted".to_owned())??;
        written.extend(signed.heads.iter().map(|head| (head.chain, head.seq)));
        Ok(Some(signed))
    }
}

/// Adds a checkpoint to the folder's file, after the one that stands last in it. Another process waits.
fn append(
    folder: &Path,
    key: &CheckpointKey,
    heads: Vec<Head>,
    now: DateTime<Utc>,
    restored: bool,
) -> Result<Checkpoint, String> {
    let path = folder.join(FILE);
    let cannot = |e: std::io::Error| format!("cannot write {}: {e}", path.display());
    let mut file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(0o600)
        .open(&path)
        .map_err(cannot)?;
    file.lock().map_err(cannot)?;
    let last = last_line(&mut file).map_err(cannot)?;
    let last = match last {
        Some(line) => Some(read_line(&line).map_err(|e| format!("{}: the last line {e}", path.display()))?),
        None => None,
    };
    let signed = key.sign_after(heads, last.as_ref(), now, restored);
    let mut line = serde_json::to_string(&signed).map_err(|e| format!("cannot write a checkpoint: {e}"))?;
    line.push('\n');
    file.write_all(line.as_bytes()).map_err(cannot)?;
    file.sync_all().map_err(cannot)?;
    Ok(signed)
}

/// The last whole line. What a crash left of one after it is cut off.
fn last_line(file: &mut File) -> std::io::Result<Option<String>> {
    let length = file.metadata()?.len();
    let mut back: u64 = 1 << 16;
    loop {
        let from = length.saturating_sub(back);
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        std::io::Read::by_ref(file).take(back).read_to_end(&mut bytes)?;
        let end = bytes.iter().rposition(|&byte| byte == b'\n');
        let start = end.and_then(|end| bytes.get(..end)?.iter().rposition(|&byte| byte == b'\n'));
        match (end, start) {
            // Nothing whole at all.
            (None, _) if from == 0 => {
                file.set_len(0)?;
                return Ok(None);
            }
            (Some(end), start) if start.is_some() || from == 0 => {
                file.set_len(from + end as u64 + 1)?;
                let line = bytes
                    .get(start.map_or(0, |start| start + 1)..end)
                    .unwrap_or_default();
                return Ok(Some(String::from_utf8_lossy(line).into_owned()));
            }
            _ => back *= 4,
        }
    }
}

fn read_line(line: &str) -> Result<Checkpoint, String> {
    serde_json::from_str(line).map_err(|_| "is no checkpoint".to_owned())
}

/// The checkpoints of every `.jsonl` file in a folder, each file's in their order; none where there is no folder.
///
/// # Errors
/// One line that names the file that cannot be read.
pub fn read(folder: &Path) -> Result<Vec<Vec<Checkpoint>>, String> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let cannot = |path: &Path, e: std::io::Error| format!("cannot read {}: {e}", path.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| cannot(folder, e))? {
        let path = entry.map_err(|e| cannot(folder, e))?.path();
        if path.extension().is_some_and(|end| end == "jsonl") {
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| read_file(path)).collect()
}

fn read_file(path: &Path) -> Result<Vec<Checkpoint>, String> {
    let cannot = |e: std::io::Error| format!("cannot read {}: {e}", path.display());
    let file = File::open(path).map_err(cannot)?;
    if file.metadata().map_err(cannot)?.len() > LARGEST {
        return Err(format!(
            "{} is larger than 1 GB; move older lines away",
            path.display()
        ));
    }
    let mut text = String::new();
    file.take(LARGEST).read_to_string(&mut text).map_err(cannot)?;
    // A line without its end is what a crash left.
    let whole = text.rfind('\n').map_or("", |end| text.get(..end).unwrap_or(""));
    whole
        .lines()
        .enumerate()
        .map(|(n, line)| read_line(line).map_err(|e| format!("{}: line {} {e}", path.display(), n + 1)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    fn signer() -> CheckpointKey {
        CheckpointKey::new(&[3; 32]).unwrap()
    }

    fn heads(seq: i64, count: u128) -> Vec<Head> {
        (0..count)
            .map(|n| Head {
                chain: Uuid::from_u128(n),
                seq,
                mac: vec![9; 32],
            })
            .collect()
    }

    #[test]
    fn checkpoints_follow_each_other_also_after_half_a_line() {
        let folder = tempfile::tempdir().unwrap();
        let at = Utc.with_ymd_and_hms(2026, 11, 26, 9, 0, 0).unwrap();
        assert_eq!(read(&folder.path().join("none")).unwrap(), Vec::<Vec<_>>::new());
        let first = append(folder.path(), &signer(), heads(1, 1), at, false).unwrap();
        // Longer than what is read from the end at first.
        let second = append(folder.path(), &signer(), heads(2, 2_000), at, false).unwrap();
        let mut file = OpenOptions::new()
            .append(true)
            .open(folder.path().join(FILE))
            .unwrap();
        file.write_all(b"{\"number\":3,\"at\"").unwrap();
        assert_eq!(
            read(folder.path()).unwrap(),
            [vec![first.clone(), second.clone()]]
        );
        let third = append(folder.path(), &signer(), heads(3, 1), at, false).unwrap();
        assert_eq!((first.number, second.number, third.number), (1, 2, 3));
        assert_eq!(read(folder.path()).unwrap(), [vec![first, second, third]]);
    }

    #[test]
    fn a_line_that_is_no_checkpoint_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("b.jsonl"), "{}\n").unwrap();
        assert!(
            read(folder.path())
                .unwrap_err()
                .contains("b.jsonl: line 1 is no checkpoint")
        );
        fs::write(folder.path().join(FILE), "nonsense\n").unwrap();
        let at = Utc.with_ymd_and_hms(2026, 11, 26, 9, 0, 0).unwrap();
        assert!(append(folder.path(), &signer(), heads(1, 1), at, false).is_err());
    }

    #[test]
    fn a_file_that_begins_with_half_a_line_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "{\"numb").unwrap();
        let at = Utc.with_ymd_and_hms(2026, 11, 26, 9, 0, 0).unwrap();
        assert_eq!(
            append(folder.path(), &signer(), heads(1, 1), at, false)
                .unwrap()
                .number,
            1
        );
        assert_eq!(read(folder.path()).unwrap()[0].len(), 1);
    }
}
