//! The folder of keys: made by `migrate`, readable by their owner alone.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use store::access::Digest;

/// The key with which user names and addresses of failed sign-ins are made unreadable.
pub const SESSION_PEPPER: &str = "session-pepper.key";

/// The key with which the secrets of authenticator apps are sealed.
pub const SECRETS: &str = "secrets.key";

/// Every key file that a folder must hold.
pub const KEY_FILES: [&str; 2] = [SESSION_PEPPER, SECRETS];

/// The keys in memory. Has no `Debug`, so that they reach no log.
#[derive(Clone)]
pub struct Keys {
    pepper: [u8; 32],
    secrets: [u8; 32],
}

impl Keys {
    /// Reads the folder.
    ///
    /// # Errors
    /// One line that names the file and says what to do.
    pub fn read(folder: &Path) -> Result<Self, String> {
        Ok(Self {
            pepper: read_key(folder, SESSION_PEPPER)?,
            secrets: read_key(folder, SECRETS)?,
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
            let path = folder.join(name);
            match OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path)
            {
                Ok(mut file) => {
                    let written = file
                        .write_all(&rand::random::<[u8; 32]>())
                        .and_then(|()| file.sync_all());
                    written.map_err(|e| format!("cannot write the key {}: {e}", path.display()))?;
                    made.push(path);
                }
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
                Err(e) => return Err(format!("cannot make the key {}: {e}", path.display())),
            }
        }
        Ok(made)
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

fn read_key(folder: &Path, name: &str) -> Result<[u8; 32], String> {
    let path = folder.join(name);
    let bytes = fs::read(&path).map_err(|e| match e.kind() {
        ErrorKind::NotFound => format!("the key {} is missing; run ogonhojd migrate", path.display()),
        _ => format!("cannot read the key {}: {e}", path.display()),
    })?;
    bytes
        .try_into()
        .map_err(|_| format!("the key {} does not have 32 bytes", path.display()))
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
        assert_eq!(Keys::make(&keys).unwrap().len(), KEY_FILES.len());
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
        fs::write(folder.path().join(SESSION_PEPPER), b"short").unwrap();
        assert!(Keys::read(folder.path()).err().unwrap().contains("32 bytes"));
    }

    #[test]
    fn a_subject_depends_on_key_kind_and_text() {
        let keys = |pepper| Keys {
            pepper,
            secrets: [0; 32],
        };
        let (a, b) = (keys([1; 32]), keys([2; 32]));
        assert_eq!(a.subject("account", "karin"), a.subject("account", "karin"));
        assert_ne!(a.subject("account", "karin"), b.subject("account", "karin"));
        assert_ne!(a.subject("account", "karin"), a.subject("address", "karin"));
    }
}
