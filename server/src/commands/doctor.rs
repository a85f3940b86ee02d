//! `doctor`: is the set-up sound? Each check is a pure function of what was found, so that its failing side is tested as well.

use std::path::Path;

use chrono::{DateTime, Datelike as _, Duration, Utc};
use documents::{Block, Document, Language, Paper, PdfService};
use domain::content;
use store::{Db, LEAST_SQLITE, access, sqlite_version};

use super::args::Doctor;
use super::open::current;
use super::serve::site;
use crate::assets::Assets;
use crate::backup::{Generation, Identity, newest};
use crate::clock::{Clock as _, SystemClock, stockholm_day};
use crate::keys::{BACKUP_IDENTITY, KEY_FILES, KeyFile, look_at};

/// After how many days without a sign-in an account counts as unused.
const DORMANT: i64 = 90;

/// What one check found: why it is sound, or what is wrong and what to do.
pub type Finding = Result<String, String>;

/// Runs every check, prints a line for each, and says whether all are sound.
pub(super) async fn run(args: Doctor) -> Result<bool, String> {
    let address = args.stored.address()?.to_owned();
    let keys = args.stored.keys()?;
    let mut findings = vec![("sqlite", sqlite(sqlite_version()))];
    let db = args.stored.open().await;
    findings.push(("database", database(db.as_ref().map(|_| ()), &address)));
    findings.push(("migrations", migrations_of(db.as_ref().ok()).await));
    for name in KEY_FILES {
        findings.push(("keys", key(name, look_at(&keys.join(name)), &keys)));
    }
    findings.push(("keys", identity(&keys.join(BACKUP_IDENTITY))));
    if let Some(folder) = &args.backups {
        findings.push(("backups", backups(newest(folder), SystemClock.now())));
    }
    findings.push((
        "content",
        method(content::verify().map(|_| ()).map_err(ToString::to_string)),
    ));
    findings.push(("site", built(site(args.assets).as_ref())));
    findings.push(("paper", paper(render_one().await)));
    findings.push(("clock", clock(SystemClock.now())));
    findings.push(("accounts", accounts_of(db.as_ref().ok()).await));
    if let Ok(db) = db {
        db.close().await;
    }
    for (name, finding) in &findings {
        say!("{}", line(name, finding));
    }
    Ok(findings.iter().all(|(_, finding)| finding.is_ok()))
}

fn line(name: &str, finding: &Finding) -> String {
    match finding {
        Ok(words) => format!("ok    {name}: {words}"),
        Err(words) => format!("FAIL  {name}: {words}"),
    }
}

/// The built-in SQLite, as (major, minor, patch).
///
/// # Errors
/// When it is older than the first one that is safe with several connections.
pub fn sqlite(version: (u32, u32, u32)) -> Finding {
    let words = |(a, b, c): (u32, u32, u32)| format!("{a}.{b}.{c}");
    if version < LEAST_SQLITE {
        return Err(format!(
            "{} is built in and can corrupt the database; rebuild with {} or newer",
            words(version),
            words(LEAST_SQLITE)
        ));
    }
    Ok(format!("{} is built in", words(version)))
}

/// Whether the database could be opened. Its address may hold a password, so only its kind is shown.
///
/// # Errors
/// The reason why not.
pub fn database(opened: Result<(), &String>, address: &str) -> Finding {
    let kind = if address.starts_with("sqlite:") {
        "SQLite"
    } else {
        "PostgreSQL"
    };
    opened.map(|()| format!("{kind} answers")).map_err(Clone::clone)
}

async fn migrations_of(db: Option<&Db>) -> Finding {
    let Some(db) = db else {
        return Err("unknown, because the database cannot be opened".to_owned());
    };
    match db.migration_state().await {
        Ok((applied, known)) => current(&applied, &known),
        Err(e) => Err(format!("cannot be read: {e}")),
    }
}

/// A key file, as it was found.
///
/// # Errors
/// When it is missing, has another length, or others than its owner may read it.
pub fn key(name: &str, found: Option<KeyFile>, folder: &Path) -> Finding {
    let path = folder.join(name);
    match found {
        None => Err(format!("{} is missing; run ogonhojd migrate", path.display())),
        Some(file) if file.length != 32 => Err(format!(
            "{} has {} bytes instead of 32",
            path.display(),
            file.length
        )),
        Some(file) if file.mode & 0o077 != 0 => Err(format!(
            "{} can be read by others (mode {:04o}); run chmod 600 on it, and make a new key if somebody may have read it",
            path.display(),
            file.mode
        )),
        Some(file) => Ok(format!("{name} is its owner's alone (mode {:04o})", file.mode)),
    }
}

/// The identity that opens backups.
fn identity(path: &Path) -> Finding {
    Identity::read(path)?;
    match look_at(path) {
        Some(file) if file.mode & 0o077 != 0 => Err(format!(
            "{} can be read by others (mode {:04o}); run chmod 600 on it",
            path.display(),
            file.mode
        )),
        _ => Ok(format!("{BACKUP_IDENTITY} opens backups")),
    }
}

/// The newest backup of a folder.
///
/// # Errors
/// When there is none, or it is older than two days.
pub fn backups(newest: Result<Option<Generation>, String>, now: DateTime<Utc>) -> Finding {
    match newest? {
        None => Err("there is none yet; run ogonhojd backup, or wait for the night".to_owned()),
        Some(one) if now - one.made_at > Duration::hours(48) => Err(format!(
            "the newest, {}, is older than two days; look in the server's log",
            one.name
        )),
        Some(one) => Ok(format!("the newest is {}", one.name)),
    }
}

/// Whether the method is complete.
///
/// # Errors
/// What is missing.
pub fn method(verified: Result<(), String>) -> Finding {
    verified.map(|()| "the method is complete in both languages".to_owned())
}

/// Whether the built site is there.
///
/// # Errors
/// What is missing.
pub fn built(site: Result<&Assets, &String>) -> Finding {
    site.map(|site| format!("{} files with hashed names", site.count()))
        .map_err(Clone::clone)
}

async fn render_one() -> Result<usize, String> {
    let document = Document::new("Åäö", Language::Swedish, stockholm_day(SystemClock.now()))
        .with(Block::paragraph("Barnets bästa."));
    PdfService::new()
        .render(Paper::Kept, document)
        .await
        .map(|pdf| pdf.len())
        .map_err(|e| e.to_string())
}

/// Whether a document could be rendered, in bytes.
///
/// # Errors
/// Why not.
pub fn paper(rendered: Result<usize, String>) -> Finding {
    match rendered {
        Ok(0) => Err("the rendered PDF is empty".to_owned()),
        Ok(bytes) => Ok(format!("fonts and PDF work ({bytes} bytes)")),
        Err(e) => Err(format!("no PDF can be rendered: {e}")),
    }
}

/// Whether the clock can be right.
///
/// # Errors
/// When it cannot: deadlines, sessions and the audit trail depend on it.
pub fn clock(now: DateTime<Utc>) -> Finding {
    if (2026..2100).contains(&now.year()) {
        Ok(format!("{} UTC", now.format("%Y-%m-%d %H:%M")))
    } else {
        Err(format!(
            "{} UTC cannot be right; set the machine's clock",
            now.format("%Y-%m-%d %H:%M")
        ))
    }
}

async fn accounts_of(db: Option<&Db>) -> Finding {
    let Some(db) = db else {
        return Err("unknown, because the database cannot be opened".to_owned());
    };
    let since = SystemClock.now() - Duration::days(DORMANT);
    let unreadable = |e: store::StoreError| format!("cannot be read: {e}");
    let mut tx = db.read().await.map_err(unreadable)?;
    let all = access::accounts(&mut tx).await.map_err(unreadable)?;
    let open = all.iter().filter(|a| a.disabled_at.is_none()).count();
    let dormant = all.iter().filter(|a| a.is_dormant(since)).count();
    Ok(dormant_accounts(open, dormant))
}

/// How many accounts nobody uses. Not wrong in itself, but each of them is a door that nobody looks after.
#[must_use]
pub fn dormant_accounts(open: usize, dormant: usize) -> String {
    match dormant {
        0 => format!("{open} open, none unused for {DORMANT} days"),
        _ => format!(
            "{open} open, {dormant} unused for {DORMANT} days; run ogonhojd user list --dormant {DORMANT}, and disable those that nobody needs"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    #[test]
    fn an_old_backup_and_none_are_named() {
        let now = Utc.with_ymd_and_hms(2026, 11, 26, 9, 0, 0).unwrap();
        let made = |hours| Generation::read(&crate::backup::name_of(now - Duration::hours(hours)));
        assert!(backups(Ok(made(47)), now).is_ok());
        assert!(
            backups(Ok(made(49)), now)
                .unwrap_err()
                .contains("older than two days")
        );
        assert!(backups(Ok(None), now).is_err());
        assert!(backups(Err("x".into()), now).is_err());
    }

    #[test]
    fn an_older_sqlite_is_refused() {
        assert!(sqlite((3, 51, 2)).unwrap_err().contains("3.51.2"));
        assert!(sqlite((3, 51, 3)).is_ok());
        assert!(sqlite((4, 0, 0)).is_ok());
    }

    #[test]
    fn a_key_that_others_can_read_is_missing_or_too_short_is_named() {
        let folder = Path::new("/keys");
        assert!(
            key(
                "a.key",
                Some(KeyFile {
                    mode: 0o644,
                    length: 32
                }),
                folder
            )
            .unwrap_err()
            .contains("mode 0644")
        );
        assert!(
            key(
                "a.key",
                Some(KeyFile {
                    mode: 0o640,
                    length: 32
                }),
                folder
            )
            .is_err()
        );
        assert!(
            key(
                "a.key",
                Some(KeyFile {
                    mode: 0o600,
                    length: 31
                }),
                folder
            )
            .unwrap_err()
            .contains("31 bytes")
        );
        assert!(
            key("a.key", None, folder)
                .unwrap_err()
                .contains("/keys/a.key is missing")
        );
        assert!(
            key(
                "a.key",
                Some(KeyFile {
                    mode: 0o600,
                    length: 32
                }),
                folder
            )
            .is_ok()
        );
    }

    #[test]
    fn an_unreachable_database_is_told_without_its_password() {
        let reason = "cannot reach PostgreSQL: no answer in time".to_owned();
        let finding = database(Err(&reason), "postgres://u:secret@h/d");
        assert!(
            finding.as_ref().unwrap_err().contains("no answer")
                && !line("database", &finding).contains("secret")
        );
        assert_eq!(
            database(Ok(()), "postgres://u:secret@h/d").unwrap(),
            "PostgreSQL answers"
        );
    }

    #[test]
    fn a_clock_before_the_program_existed_is_wrong() {
        assert!(clock(Utc.with_ymd_and_hms(1970, 1, 1, 0, 0, 0).unwrap()).is_err());
        assert!(clock(Utc.with_ymd_and_hms(2026, 11, 21, 0, 0, 0).unwrap()).is_ok());
    }

    #[test]
    fn broken_content_a_missing_site_and_unrenderable_paper_fail() {
        assert!(method(Err("article 12 has no question".into())).is_err());
        assert!(built(Err(&"no manifest".to_owned())).is_err());
        assert!(paper(Err("no font".into())).is_err() && paper(Ok(0)).is_err() && paper(Ok(9000)).is_ok());
    }

    #[test]
    fn unused_accounts_are_counted_and_the_way_to_list_them_is_named() {
        assert_eq!(dormant_accounts(3, 0), "3 open, none unused for 90 days");
        assert!(
            dormant_accounts(3, 2).contains("2 unused") && dormant_accounts(3, 2).contains("--dormant 90")
        );
    }

    #[test]
    fn every_finding_is_one_line() {
        assert_eq!(line("clock", &Ok("x".into())), "ok    clock: x");
        assert_eq!(line("clock", &Err("x".into())), "FAIL  clock: x");
    }
}
