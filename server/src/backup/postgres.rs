//! PostgreSQL's own tools, because nothing else knows everything that a database holds.

use std::io::{Read, Write as _};
use std::process::{Child, ChildStdout, Command, Stdio};

use percent_encoding::percent_decode_str;

/// A dump that is being made.
pub(super) struct Dump {
    child: Child,
    output: ChildStdout,
}

impl Dump {
    /// Starts it; it reads what the snapshot reads.
    pub(super) fn start(address: &str, snapshot: Option<&str>) -> Result<Self, String> {
        let mut command = tool("pg_dump", address);
        command.args(["--format=custom", "--no-owner", "--no-privileges"]);
        if let Some(name) = snapshot {
            command.arg(format!("--snapshot={name}"));
        }
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|e| format!("cannot run pg_dump: {e}"))?;
        let output = child.stdout.take().ok_or("pg_dump has no output")?;
        Ok(Self { child, output })
    }

    /// What it writes.
    pub(super) fn output(&mut self) -> &mut dyn Read {
        &mut self.output
    }

    /// Waits until it has ended well.
    pub(super) fn finish(self) -> Result<(), String> {
        ended("pg_dump", self.child)
    }
}

/// Puts a dump into an empty database, all or nothing.
pub(super) fn restore(address: &str, dump: &mut dyn Read) -> Result<(), String> {
    let mut command = tool("pg_restore", address);
    command.args([
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
    ]);
    // pg_restore wants the name of the database that it connects to.
    command.arg(format!("--dbname={}", Address::read(address).database));
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| format!("cannot run pg_restore: {e}"))?;
    let copied = match child.stdin.take() {
        Some(mut input) => std::io::copy(dump, &mut input).and_then(|_| input.flush()),
        None => Ok(()),
    };
    // Why the tool stopped says more than that it stopped reading.
    ended("pg_restore", child)?;
    copied.map_err(|e| format!("cannot read the backup: {e}"))
}

fn ended(name: &str, child: Child) -> Result<(), String> {
    let output = child
        .wait_with_output()
        .map_err(|e| format!("{name} was lost: {e}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    // The last line names an object at most, never a value.
    let line = said
        .lines()
        .rfind(|line| line.contains("error"))
        .unwrap_or("it said nothing");
    Err(format!("{name} failed: {line}"))
}

/// A tool that connects to an address. The password goes through the environment, because everybody sees arguments.
fn tool(name: &str, address: &str) -> Command {
    let to = Address::read(address);
    let mut command = Command::new(name);
    for (variable, value) in [
        ("PGHOST", to.host),
        ("PGPORT", to.port),
        ("PGUSER", to.user),
        ("PGPASSWORD", to.password),
        ("PGDATABASE", to.database),
        ("PGSSLMODE", to.sslmode),
    ] {
        if !value.is_empty() {
            command.env(variable, value);
        }
    }
    command
}

/// The parts of `postgres://USER:PASSWORD@HOST:PORT/NAME?sslmode=…`; empty where they are not given.
#[derive(Debug, Default, PartialEq, Eq)]
struct Address {
    user: String,
    password: String,
    host: String,
    port: String,
    database: String,
    sslmode: String,
}

impl Address {
    fn read(address: &str) -> Self {
        let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (server, database) = rest.split_once('/').unwrap_or((rest, ""));
        let (who, place) = server.rsplit_once('@').unwrap_or(("", server));
        let (user, password) = who.split_once(':').unwrap_or((who, ""));
        // An IPv6 address stands in brackets.
        let (host, port) = match place.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, port)) => (host, port.trim_start_matches(':')),
            None => place.split_once(':').unwrap_or((place, "")),
        };
        let option = |name: &str| {
            query
                .split('&')
                .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
                .map(plain)
        };
        Self {
            user: plain(user),
            password: plain(password),
            host: option("host").unwrap_or_else(|| plain(host)),
            port: port.to_owned(),
            database: plain(database),
            sslmode: option("sslmode").unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_falls_into_its_parts() {
        let read = Address::read("postgres://a%40b:p%3Aw%2F@db.example:5433/o%C3%B6?sslmode=verify-full");
        let parts = ["a@b", "p:w/", "db.example", "5433", "oö", "verify-full"];
        assert_eq!(
            [
                read.user,
                read.password,
                read.host,
                read.port,
                read.database,
                read.sslmode
            ],
            parts
        );
        let read = Address::read("postgres://[::1]:5432/o");
        assert_eq!(
            (read.host.as_str(), read.port.as_str(), read.database.as_str()),
            ("::1", "5432", "o")
        );
        let read = Address::read("postgresql://u@/o?host=/run/postgresql");
        assert_eq!((read.host.as_str(), read.user.as_str()), ("/run/postgresql", "u"));
        assert_eq!(Address::read("postgres://"), Address::default());
    }
}
