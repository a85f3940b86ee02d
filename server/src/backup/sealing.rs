use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use age::{Decryptor, Encryptor};
use serde::{Deserialize, Serialize};
use store::audit::Head;

/// The form of a backup: this line of JSON, then the copy.
const FORM: &str = "ogonhojd backup 1";
/// A header is never longer.
const LONGEST_HEADER: u64 = 1 << 20;

/// Whom a backup is encrypted for.
#[derive(Clone)]
pub struct Recipient(age::x25519::Recipient);

/// The secret half, which opens backups.
#[derive(Clone)]
pub struct Identity(age::x25519::Identity);

/// What stands in a backup before its copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    pub form: String,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// The program's version.
    pub program: String,
    /// When, in UTC.
    pub made_at: chrono::DateTime<chrono::Utc>,
    /// Where the audit trail's chains end in the copy.
    pub heads: Vec<Head>,
}

impl Header {
    pub(super) fn new(engine: &str, made_at: chrono::DateTime<chrono::Utc>, heads: Vec<Head>) -> Self {
        Self {
            form: FORM.to_owned(),
            engine: engine.to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made_at,
            heads,
        }
    }
}

impl Recipient {
    /// From its text, `age1…`.
    ///
    /// # Errors
    /// One line when it is none.
    pub fn read(text: &str) -> Result<Self, String> {
        age::x25519::Recipient::from_str(text.trim())
            .map(Self)
            .map_err(|_| "the recipient of backups must be an age recipient, age1…".to_owned())
    }
}

impl Identity {
    /// Makes one and writes it as an age identity file, unless the file is there. Returns whether it was made.
    ///
    /// # Errors
    /// One line that names the file.
    pub fn make(path: &Path) -> Result<bool, String> {
        use age::secrecy::ExposeSecret as _;
        let cannot = |e: io::Error| format!("cannot write the key {}: {e}", path.display());
        let mut file = match OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
        {
            Ok(file) => file,
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
            Err(e) => return Err(cannot(e)),
        };
        let made = age::x25519::Identity::generate();
        writeln!(file, "{}", made.to_string().expose_secret()).map_err(cannot)?;
        file.sync_all().map_err(cannot)?;
        Ok(true)
    }

    /// Reads an age identity file: one line `AGE-SECRET-KEY-1…`, beside comments.
    ///
    /// # Errors
    /// One line that names the file.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => format!("the key {} is missing; run ogonhojd migrate", path.display()),
            _ => format!("cannot read the key {}: {e}", path.display()),
        })?;
        text.lines()
            .find_map(|line| age::x25519::Identity::from_str(line.trim()).ok())
            .map(Self)
            .ok_or_else(|| format!("{} holds no age identity", path.display()))
    }

    /// Its public half.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }
}

/// A file that is not there yet: written beside its name and renamed when it is whole, or removed.
pub(super) struct Partial {
    path: PathBuf,
    written: PathBuf,
    done: bool,
}

impl Partial {
    pub(super) fn create(path: &Path) -> Result<(Self, File), String> {
        if path.exists() {
            return Err(format!("{} is there already", path.display()));
        }
        let mut written = path.as_os_str().to_owned();
        written.push(".partial");
        let written = PathBuf::from(written);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&written)
            .map_err(|e| format!("cannot write {}: {e}", written.display()))?;
        let this = Self {
            path: path.to_owned(),
            written,
            done: false,
        };
        Ok((this, file))
    }

    /// Gives the file its name once everything of it is on the disk.
    pub(super) fn finish(mut self, file: &File) -> io::Result<()> {
        file.sync_all()?;
        fs::rename(&self.written, &self.path)?;
        self.done = true;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.done {
            // What cannot be removed has a name that nobody takes for a backup.
            let _ = fs::remove_file(&self.written);
        }
    }
}

/// Writes a backup: the header, then the copy, encrypted. Returns its size in bytes.
pub(super) fn seal(path: &Path, to: &Recipient, header: &Header, copy: &mut dyn Read) -> Result<u64, String> {
    let (partial, file) = Partial::create(path)?;
    let cannot = |e: io::Error| format!("cannot write {}: {e}", path.display());
    let encryptor = Encryptor::with_recipients(std::iter::once(&to.0 as &dyn age::Recipient))
        .map_err(|e| format!("cannot encrypt: {e}"))?;
    let mut sealed = encryptor.wrap_output(file).map_err(cannot)?;
    let mut line = serde_json::to_string(header).map_err(|e| format!("cannot write the header: {e}"))?;
    line.push('\n');
    sealed.write_all(line.as_bytes()).map_err(cannot)?;
    io::copy(copy, &mut sealed).map_err(cannot)?;
    let file = sealed.finish().map_err(cannot)?;
    partial.finish(&file).map_err(cannot)?;
    fs::metadata(path).map(|found| found.len()).map_err(cannot)
}

/// Opens a backup: its header, and what reads the copy after it. A changed or shortened file fails while it is read.
pub(super) fn open(path: &Path, identity: &Identity) -> Result<(Header, impl Read + use<>), String> {
    let cannot = |e: io::Error| format!("cannot read {}: {e}", path.display());
    let file = File::open(path).map_err(cannot)?;
    let decryptor = Decryptor::new_buffered(BufReader::new(file))
        .map_err(|e| format!("{} is no backup: {e}", path.display()))?;
    let plain = decryptor
        .decrypt(std::iter::once(&identity.0 as &dyn age::Identity))
        .map_err(|e| format!("cannot open {}: {e}", path.display()))?;
    let mut plain = BufReader::new(plain);
    let mut line = Vec::new();
    plain
        .by_ref()
        .take(LONGEST_HEADER)
        .read_until(b'\n', &mut line)
        .map_err(cannot)?;
    let header: Header = serde_json::from_slice(&line)
        .ok()
        .filter(|header: &Header| header.form == FORM)
        .ok_or_else(|| format!("{} is a backup of another form", path.display()))?;
    Ok((header, plain))
}
