//! The binary as people run it: what it prints, how it ends.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests may fail loudly"
)]

mod accounts;
mod units;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use store::{Db, Pools};
use tempfile::TempDir;

/// A folder with a built site, and commands that know nothing of the machine's own settings.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pkg = folder.path().join("site/pkg");
        fs::create_dir_all(&pkg).unwrap();
        fs::write(
            folder.path().join("site/manifest.txt"),
            "js o-1.js\nwasm o-1_bg.wasm\ncss o-1.css\n",
        )
        .unwrap();
        for name in ["o-1.js", "o-1_bg.wasm", "o-1.css"] {
            fs::write(pkg.join(name), name).unwrap();
        }
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn database(&self) -> String {
        format!("sqlite:{}", self.path().join("o.db").display())
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ogonhojd"));
        command
            .args(args)
            .env_clear()
            .env("OGONHOJD_ASSETS", self.path().join("site"))
            .env("TMPDIR", self.path());
        command
    }

    /// Runs a command on this place's database.
    fn run(&self, args: &[&str]) -> Output {
        self.command(args)
            .env("OGONHOJD_DATABASE", self.database())
            .output()
            .unwrap()
    }

    fn migrated() -> Self {
        let place = Self::new();
        let output = place.run(&["migrate"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        place
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Fails with one clear line on stderr that says this.
fn assert_refused(output: &Output, says: &str) {
    let said = text(&output.stderr);
    assert!(!output.status.success(), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(said.contains(says), "{said}");
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Only for tests that fail before they stop it.
        let _ = self.0.kill();
    }
}

impl Running {
    /// Starts a server and waits for its line.
    fn start(mut command: Command) -> (Self, String) {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        (Self(child), line.trim_end().to_owned())
    }

    fn stop(&mut self) -> i32 {
        let pid = self.0.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        self.0.wait().unwrap().code().unwrap()
    }
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn address_of(line: &str) -> String {
    let address = line
        .strip_prefix("Ögonhöjd is ready: http://")
        .and_then(|rest| rest.strip_suffix('/'));
    address
        .unwrap_or_else(|| panic!("no address in {line:?}"))
        .to_owned()
}

#[test]
fn wrong_words_and_missing_settings_are_one_line_each() {
    let place = Place::new();
    for (args, says) in [
        (vec!["serve", "--no-such-flag"], "--no-such-flag"),
        (vec!["dance"], "dance"),
        (vec!["serve", "--listen", "here"], "here"),
        (vec!["doctor"], "--database"),
        (vec!["serve"], "--database"),
        (vec!["serve", "--session-idle", "soon"], "--session-idle"),
        (vec!["serve", "--session-idle", "3"], "5 to 120 minutes"),
        (vec!["serve", "--session-absolute", "9999"], "30 to 1440 minutes"),
        (vec!["user", "list", "--dormant", "0"], "--dormant"),
        (vec!["migrate", "--database", "mysql://x"], "sqlite:PATH"),
        (
            vec!["user", "add", "--user-name", "x", "--name", "X", "--role", "king"],
            "administrator",
        ),
    ] {
        assert_refused(&place.command(&args).output().unwrap(), says);
    }
}

#[test]
fn an_address_beyond_this_machine_needs_tls_or_a_proxy() {
    let place = Place::migrated();
    assert_refused(&place.run(&["serve", "--listen", "0.0.0.0:0"]), "TLS");
    assert_refused(&place.run(&["serve", "--tls-cert", "/nowhere.pem"]), "--tls-key");
    assert_refused(
        &place.run(&["serve", "--tls-cert", "/nowhere.pem", "--tls-key", "/nowhere.key"]),
        "/nowhere.pem",
    );
    assert_refused(
        &place
            .command(&["demo", "--listen", "0.0.0.0:0"])
            .output()
            .unwrap(),
        "this machine only",
    );
}

#[test]
fn an_unreachable_a_missing_and_an_unmigrated_database_are_named() {
    let place = Place::new();
    assert_refused(&place.run(&["serve"]), "migrate");
    assert!(!place.path().join("o.db").exists());
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("postgres://user:hemligt@{nobody}/x");
    let output = place
        .command(&["user", "list", "--database", &url])
        .output()
        .unwrap();
    assert_refused(&output, "cannot reach PostgreSQL");
    assert!(!text(&output.stderr).contains("hemligt"));
    fs::write(place.path().join("o.db"), "").unwrap();
    assert_refused(&place.run(&["user", "list"]), "migrations are missing");
}

#[tokio::test]
async fn a_newer_database_is_left_alone() {
    let place = Place::migrated();
    let db = Db::open(&place.database()).await.unwrap();
    let Pools::Sqlite { write, .. } = db.pools() else {
        panic!("this is SQLite")
    };
    sqlx::query(
        "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
         values (9999, 'later', '2030-01-01', 1, x'00', 0)",
    )
    .execute(write)
    .await
    .unwrap();
    db.close().await;
    for command in [vec!["serve"], vec!["migrate"], vec!["user", "list"]] {
        assert_refused(&place.run(&command), "newer than this program");
    }
    assert!(text(&place.run(&["doctor"]).stdout).contains("FAIL  migrations: the database is newer"));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let place = Place::new();
    fs::write(place.path().join("file"), "").unwrap();
    let below = place.path().join("file/keys");
    assert_refused(
        &place.run(&["migrate", "--keys", below.to_str().unwrap()]),
        "cannot make the folder for keys",
    );
    let database = format!("sqlite:{}", place.path().join("file/o.db").display());
    assert_refused(
        &place
            .command(&["migrate", "--database", &database])
            .output()
            .unwrap(),
        "cannot open the database",
    );
}

#[test]
fn a_taken_port_is_named() {
    let place = Place::migrated();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    assert_refused(
        &place.run(&["serve", "--listen", &address]),
        &format!("cannot listen at {address}"),
    );
}

#[test]
fn doctor_is_content_with_a_fresh_database_and_names_what_is_wrong() {
    let place = Place::migrated();
    let output = place.run(&["doctor"]);
    let said = text(&output.stdout);
    assert!(output.status.success(), "{said}{}", text(&output.stderr));
    for check in [
        "sqlite",
        "database",
        "migrations",
        "keys",
        "content",
        "site",
        "paper",
        "clock",
        "accounts",
    ] {
        assert!(said.contains(&format!("ok    {check}: ")), "{check}: {said}");
    }
    let key = place.path().join("keys/session-pepper.key");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    fs::remove_file(place.path().join("site/pkg/o-1.css")).unwrap();
    let output = place.run(&["doctor"]);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said.contains("FAIL  keys: ") && said.contains("mode 0644") && said.contains("FAIL  site: "),
        "{said}"
    );
}

#[test]
fn serve_says_where_it_is_answers_and_stops_when_told() {
    let place = Place::migrated();
    let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.env("OGONHOJD_DATABASE", place.database());
    let (mut server, line) = Running::start(command);
    let address = address_of(&line);
    assert!(get(&address, "/healthz").contains("{\"alive\":true}"));
    assert!(get(&address, "/readyz").contains("{\"ready\":true}"));
    assert!(get(&address, "/logga-in").starts_with("HTTP/1.1 200"));
    // A connection that never asks for anything does not hold up the end.
    let idle = TcpStream::connect(&address).unwrap();
    let asked = Instant::now();
    assert_eq!(server.stop(), 0);
    assert!(asked.elapsed() < Duration::from_secs(22));
    drop(idle);
}

#[test]
fn the_demo_prints_one_line_and_leaves_nothing_behind() {
    let place = Place::new();
    let (mut demo, line) = Running::start(place.command(&["demo", "--listen", "127.0.0.1:0"]));
    let page = get(&address_of(&line), "/logga-in");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("DEMO"));
    let left = || {
        fs::read_dir(place.path())
            .unwrap()
            .filter(|e| e.as_ref().unwrap().file_name() != "site")
            .count()
    };
    assert_eq!(left(), 1);
    assert_eq!(demo.stop(), 0);
    assert_eq!(left(), 0);
}

#[test]
fn the_first_administrator_gets_a_link_and_is_listed_until_disabled() {
    let place = Place::migrated();
    let add = [
        "user",
        "add",
        "--user-name",
        "rolf",
        "--name",
        "Rolf Dahlmark",
        "--role",
        "administrator",
    ];
    assert_refused(&place.run(&add), "--municipality");
    let with = [
        &add[..],
        &[
            "--municipality",
            "Granvattna kommun",
            "--public-origin",
            "https://o.example.se",
        ],
    ]
    .concat();
    let output = place.run(&with);
    let said = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let link = said
        .split_whitespace()
        .find(|word| word.starts_with("https://o.example.se/aktivera/"))
        .unwrap();
    assert_eq!(link.rsplit('/').next().unwrap().len(), 64);
    assert_refused(&place.run(&with), "already");
    let listed = text(&place.run(&["user", "list"]).stdout);
    assert_eq!(
        listed,
        "rolf\tRolf Dahlmark\tnot activated\tnever signed in\tadministrator in Granvattna kommun\n"
    );
    assert_refused(
        &place.run(&["user", "disable", "--user-name", "nobody"]),
        "nobody",
    );
    assert!(
        place
            .run(&["user", "disable", "--user-name", "ROLF"])
            .status
            .success()
    );
    assert!(text(&place.run(&["user", "list"]).stdout).contains("disabled"));
}
