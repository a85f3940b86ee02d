//! The folder of keys: made by `migrate`, readable by their owner alone.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use store::access::Digest;
use store::audit::{AuditKeys, CheckpointKey};

use crate::backup::Identity;

/// The key with which user names and addresses of failed sign-ins are made unreadable.
pub const SESSION_PEPPER: &str = "session-pepper.key";
/// The first key that seals the audit trail. Later ones are `audit-0002.key` and so on; older ones stay, to check older rows with.
pub const AUDIT: &str = "audit-0001.key";
/// The key that signs the audit trail's checkpoints.
pub const CHECKPOINT: &str = "checkpoint.key";

/// The key with which the secrets of authenticator apps are sealed.
pub const SECRETS: &str = "secrets.key";
/// What opens backups that no recipient was named for: an age identity file.
pub const BACKUP_IDENTITY: &str = "backup-identity.txt";

/// Every key of 32 bytes that a folder must hold.
pub const KEY_FILES: [&str; 4] = [SESSION_PEPPER, SECRETS, AUDIT, CHECKPOINT];
/// The most keys of the audit trail.
const MOST_AUDIT_KEYS: usize = 1_000;

/// The keys in memory. Has no `Debug`, so that they reach no log.
#[derive(Clone)]
pub struct Keys {
    pepper: [u8; 32],
    secrets: [u8; 32],
    /// Those that seal the audit trail.
    pub audit: Arc<AuditKeys>,
    /// The one that signs its checkpoints.
    pub checkpoint: Arc<CheckpointKey>,
}

impl Keys {
    /// Reads the folder.
    ///
    /// # Errors
    /// One line that names the file and says what to do.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let audit = AuditKeys::new(audit_keys(folder)?).ok_or_else(|| missing(&folder.join(AUDIT)))?;
        let path = folder.join(CHECKPOINT);
        let checkpoint = CheckpointKey::new(&read_key(&path)?)
            .ok_or_else(|| format!("the key {} cannot sign", path.display()))?;
        Ok(Self {
            pepper: read_key(&folder.join(SESSION_PEPPER))?,
            secrets: read_key(&folder.join(SECRETS))?,
            audit: Arc::new(audit),
            checkpoint: Arc::new(checkpoint),
        })
    }

    /// What seals the secrets of authenticator apps.
    pub(crate) fn secrets(&self) -> &[u8; 32] {
        &self.secrets
    }

    /// Makes the folder and what is missing in it; leaves the rest alone. Says which files it made.
    ///
    /// # Errors
    /// One line that names the folder or file.
    pub fn make(folder: &Path) -> Result<Vec<PathBuf>, String> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|e| format!("cannot make the folder for keys {}: {e}", folder.display()))?;
        let mut made = Vec::new();
        for name in KEY_FILES {
            made.extend(make_key(&folder.join(name))?);
        }
        let path = folder.join(BACKUP_IDENTITY);
        if Identity::make(&path)? {
            made.push(path);
        }
        Ok(made)
    }

    /// Makes the next key of the audit trail, which seals the rows from the program's next start. Returns where it is.
    ///
    /// # Errors
    /// One line that names the folder or file.
    pub fn next_audit_key(folder: &Path) -> Result<PathBuf, String> {
        let made = audit_keys(folder)?.len();
        let path = folder.join(format!("audit-{:04}.key", made + 1));
        match make_key(&path)? {
            Some(path) => Ok(path),
            None => Err(format!("the key {} is there already", path.display())),
        }
    }

    /// A digest of a text that nobody without the key can link to it. `kind` keeps equal texts of different kinds apart.
    #[must_use]
    pub fn subject(&self, kind: &str, text: &str) -> Digest {
        let mut hash = Sha256::new();
        hash.update(self.pepper);
        hash.update(kind.as_bytes());
        hash.update([0]);
        hash.update(text.as_bytes());
        // Hashed twice, so that a longer text cannot be appended without the key.
        Sha256::digest(hash.finalize()).into()
    }
}

/// Makes a key where there is none; `None` where there is one.
fn make_key(path: &Path) -> Result<Option<PathBuf>, String> {
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Ok(mut file) => {
            let written = file
                .write_all(&rand::random::<[u8; 32]>())
                .and_then(|()| file.sync_all());
            written.map_err(|e| format!("cannot write the key {}: {e}", path.display()))?;
            Ok(Some(path.to_owned()))
        }
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(None),
        Err(e) => Err(format!("cannot make the key {}: {e}", path.display())),
    }
}

fn missing(path: &Path) -> String {
    format!("the key {} is missing; run ogonhojd migrate", path.display())
}

fn read_key(path: &Path) -> Result<[u8; 32], String> {
    let bytes = fs::read(path).map_err(|e| match e.kind() {
        ErrorKind::NotFound => missing(path),
        _ => format!("cannot read the key {}: {e}", path.display()),
    })?;
    bytes
        .try_into()
        .map_err(|_| format!("the key {} does not have 32 bytes", path.display()))
}

/// The keys of the audit trail by name, `audit-0001` and on.
fn audit_keys(folder: &Path) -> Result<Vec<(String, [u8; 32])>, String> {
    let mut keys = Vec::new();
    for n in 1..=MOST_AUDIT_KEYS {
        let name = format!("audit-{n:04}");
        let path = folder.join(format!("{name}.key"));
        if n > 1 && !path.exists() {
            break;
        }
        keys.push((name, read_key(&path)?));
    }
    Ok(keys)
}

/// What a key file looks like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyFile {
    /// Its permission bits.
    pub mode: u32,
    /// Its length in bytes.
    pub length: u64,
}

/// Looks at a key file; `None` when it is missing or cannot be seen.
#[must_use]
pub fn look_at(path: &Path) -> Option<KeyFile> {
    let found = fs::metadata(path).ok()?;
    Some(KeyFile {
        mode: found.mode() & 0o777,
        length: found.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_readable_by_their_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("keys");
        assert_eq!(Keys::make(&keys).unwrap().len(), KEY_FILES.len() + 1);
        let first = fs::read(keys.join(SESSION_PEPPER)).unwrap();
        assert_eq!(Keys::make(&keys).unwrap().len(), 0);
        assert_eq!(fs::read(keys.join(SESSION_PEPPER)).unwrap(), first);
        assert_eq!(
            look_at(&keys.join(SESSION_PEPPER)),
            Some(KeyFile {
                mode: 0o600,
                length: 32
            })
        );
        assert!(Keys::read(&keys).is_ok());
    }

    #[test]
    fn a_missing_key_and_a_short_key_are_named() {
        let folder = tempfile::tempdir().unwrap();
        assert!(
            Keys::read(folder.path())
                .err()
                .unwrap()
                .contains("run ogonhojd migrate")
        );
        Keys::make(folder.path()).unwrap();
        fs::write(folder.path().join(SESSION_PEPPER), b"short").unwrap();
        assert!(Keys::read(folder.path()).err().unwrap().contains("32 bytes"));
    }

    #[test]
    fn a_subject_depends_on_key_kind_and_text() {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let [a, b] = folders.map(|folder| {
            Keys::make(folder.path()).unwrap();
            Keys::read(folder.path()).unwrap()
        });
        assert_eq!(a.subject("account", "karin"), a.subject("account", "karin"));
        assert_ne!(a.subject("account", "karin"), b.subject("account", "karin"));
        assert_ne!(a.subject("account", "karin"), a.subject("address", "karin"));
    }

    #[test]
    fn another_audit_key_is_made_beside_the_first() {
        let folder = tempfile::tempdir().unwrap();
        Keys::make(folder.path()).unwrap();
        let second = Keys::next_audit_key(folder.path()).unwrap();
        assert!(second.ends_with("audit-0002.key"));
        assert!(
            Keys::next_audit_key(folder.path())
                .unwrap()
                .ends_with("audit-0003.key")
        );
        let names: Vec<String> = audit_keys(folder.path())
            .unwrap()
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["audit-0001", "audit-0002", "audit-0003"]);
    }
}
