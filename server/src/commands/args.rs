use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use domain::access::Role;
use domain::language::Language;
use domain::organisation::AreaOfOperation;

/// The child's rights in the decisions of social services.
#[derive(Debug, Parser)]
#[command(
    name = "ogonhojd",
    version,
    about,
    arg_required_else_help = false,
    subcommand_required = true
)]
pub struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Serve the site.
    Serve(Serve),
    /// A fictional municipality in a temporary folder, to look around in.
    Demo(Demo),
    /// Make or update the tables, and the keys where they are missing.
    Migrate(Stored),
    /// Check the set-up, one line a check.
    Doctor(Doctor),
    /// Fill an empty database with an invented municipality, to measure with.
    Simulate(Simulate),
    /// Make an encrypted backup in a file that is not there yet, also while the server runs.
    Backup(Backup),
    /// Put a backup into an empty database.
    Restore(Restore),
    /// The audit trail.
    Audit {
        #[command(subcommand)]
        command: Audit,
    },
    /// Accounts.
    User {
        #[command(subcommand)]
        command: User,
    },
    /// Districts and units.
    Unit {
        #[command(subcommand)]
        command: Units,
    },
}

/// Where data and keys are.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Stored {
    /// The database
    #[arg(
        long,
        value_name = "sqlite:PATH|postgres://USER:PASSWORD@HOST/NAME",
        env = "OGONHOJD_DATABASE",
        hide_env_values = true
    )]
    pub database: Option<String>,
    /// Folder of keys; beside the file where the database is SQLite
    #[arg(long, env = "OGONHOJD_KEYS")]
    pub keys: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    pub stored: Stored,
    /// Address to listen at; port 0 takes a free one
    #[arg(long, env = "OGONHOJD_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Origin that browsers see
    #[arg(long, value_name = "https://HOST", env = "OGONHOJD_PUBLIC_ORIGIN")]
    pub public_origin: Option<String>,
    /// Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas
    #[arg(long, env = "OGONHOJD_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<String>,
    /// Certificate chain for TLS, PEM
    #[arg(long, env = "OGONHOJD_TLS_CERT")]
    pub tls_cert: Option<PathBuf>,
    /// Its key, PEM
    #[arg(long, env = "OGONHOJD_TLS_KEY")]
    pub tls_key: Option<PathBuf>,
    /// Folder of the built site
    #[arg(long, env = "OGONHOJD_ASSETS")]
    pub assets: Option<PathBuf>,
    #[command(flatten)]
    pub checkpoints: Checkpoints,
    /// Folder for a backup each night; without it none is made
    #[arg(long, env = "OGONHOJD_BACKUPS")]
    pub backups: Option<PathBuf>,
    #[command(flatten)]
    pub backup_key: BackupKey,
    /// How to reach those who answer for accessibility: one line that the page about it shows
    #[arg(
        long,
        value_name = "TEXT",
        env = "OGONHOJD_ACCESSIBILITY_CONTACT",
        default_value = ""
    )]
    pub accessibility_contact: String,
    /// Leave exports to another instance on the same database
    #[arg(long, env = "OGONHOJD_NO_EXPORTS")]
    pub no_exports: bool,
    /// Minutes without activity after which a session ends
    #[arg(
        long,
        value_name = "MINUTES",
        env = "OGONHOJD_SESSION_IDLE",
        default_value_t = 30
    )]
    pub session_idle: u32,
    /// Minutes after which it ends whatever happens
    #[arg(
        long,
        value_name = "MINUTES",
        env = "OGONHOJD_SESSION_ABSOLUTE",
        default_value_t = 600
    )]
    pub session_absolute: u32,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Demo {
    /// Address to listen at, on this machine only; port 0 takes a free one
    #[arg(long, env = "OGONHOJD_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// An empty database to fill instead of one in a temporary folder
    #[arg(long)]
    pub database: Option<String>,
    /// Folder of the built site
    #[arg(long, env = "OGONHOJD_ASSETS")]
    pub assets: Option<PathBuf>,
}

/// How large an invented municipality is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Size {
    /// 8 units, 300 cases in 2 years
    Small,
    /// 12 units, 3,000 cases in 3 years: most Swedish municipalities
    Median,
    /// 40 units, 100,000 cases in 5 years
    #[value(name = "100k")]
    HundredThousand,
    /// 126 units, 1,000,000 cases in 10 years
    City,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Simulate {
    #[command(flatten)]
    pub stored: Stored,
    /// How large
    #[arg(long, value_enum)]
    pub size: Size,
    /// The same seed tells the same
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Doctor {
    #[command(flatten)]
    pub stored: Stored,
    /// Folder of nightly backups, to check that the newest is not old
    #[arg(long, env = "OGONHOJD_BACKUPS")]
    pub backups: Option<PathBuf>,
    /// Folder of the built site
    #[arg(long, env = "OGONHOJD_ASSETS")]
    pub assets: Option<PathBuf>,
}

/// Whom backups are for.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct BackupKey {
    /// age recipient of backups; without it they are encrypted with backup-identity.txt of the folder of keys
    #[arg(long, value_name = "age1…", env = "OGONHOJD_BACKUP_RECIPIENT")]
    pub backup_recipient: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Backup {
    /// The file to make
    pub file: PathBuf,
    #[command(flatten)]
    pub stored: Stored,
    #[command(flatten)]
    pub checkpoints: Checkpoints,
    #[command(flatten)]
    pub key: BackupKey,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Restore {
    /// The backup
    pub file: PathBuf,
    #[command(flatten)]
    pub stored: Stored,
    #[command(flatten)]
    pub checkpoints: Checkpoints,
    /// age identity file that opens it; backup-identity.txt of the folder of keys if not given
    #[arg(long, value_name = "FILE", env = "OGONHOJD_BACKUP_IDENTITY")]
    pub identity: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// Check every row and every checkpoint; exit 1 when something is wrong, with its cause.
    Verify {
        #[command(flatten)]
        stored: Stored,
        #[command(flatten)]
        checkpoints: Checkpoints,
    },
    /// Sign where the chains end now. The server does so every five minutes.
    Checkpoint {
        #[command(flatten)]
        stored: Stored,
        #[command(flatten)]
        checkpoints: Checkpoints,
    },
    /// Say that the database was recovered to an earlier moment by its own means: what was lost then is no longer reported.
    Recovered {
        #[command(flatten)]
        stored: Stored,
        #[command(flatten)]
        checkpoints: Checkpoints,
    },
    /// Make another key, which seals the rows from the server's next start.
    NewKey(Stored),
}

/// Where checkpoints are.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Checkpoints {
    /// Folder of the audit trail's checkpoints, best on another machine; `checkpoints` beside the folder of keys if not given
    #[arg(long, env = "OGONHOJD_CHECKPOINTS")]
    pub checkpoints: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Make an account and print its one-time activation link.
    Add(Box<UserAdd>),
    /// List the accounts with their roles.
    List {
        #[command(flatten)]
        stored: Stored,
        /// Only open accounts that nobody has signed in to for so many days
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=3650))]
        dormant: Option<u16>,
    },
    /// Give an account another role; it holds from the next page on.
    Grant(OneRole),
    /// Take a role from an account; it no longer holds from the next page on.
    Revoke(OneRole),
    /// Close an account; its sessions end at once.
    Disable(OneUser),
    /// Open a closed account again, with the password, the app and the roles that it had.
    Enable(OneUser),
    /// End all sessions of an account; the person signs in anew.
    SignOut(OneUser),
    /// Take an account's password away, end its sessions and print a one-time link to choose another.
    ResetPassword {
        #[command(flatten)]
        user: OneUser,
        /// Origin of the link
        #[arg(
            long,
            value_name = "https://HOST",
            env = "OGONHOJD_PUBLIC_ORIGIN",
            default_value = "http://127.0.0.1:3000"
        )]
        public_origin: String,
    },
    /// Take the authenticator app and the recovery codes of somebody who has lost both away, and end the account's sessions.
    ResetFactor(OneUser),
}

/// Which account.
#[derive(Clone, Debug, Args)]
pub(super) struct OneUser {
    #[command(flatten)]
    pub stored: Stored,
    /// What the person types to sign in
    #[arg(long)]
    pub user_name: String,
}

/// A role of an account.
#[derive(Clone, Debug, Args)]
pub(super) struct OneRole {
    #[command(flatten)]
    pub user: OneUser,
    /// What the person does there
    #[arg(long, value_name = "worker|representative|manager|coordinator|records_officer|administrator", value_parser = role)]
    pub role: Role,
    /// Name or id of the unit; the role holds for everything below it as well
    #[arg(long)]
    pub unit: String,
}

#[derive(Debug, Subcommand)]
pub(super) enum Units {
    /// Make a unit, or a district where no area of operation is given.
    Add(UnitAdd),
    /// Change a unit's name or telephone.
    Change(UnitChange),
    /// List the tree of units.
    List(Stored),
}

#[derive(Clone, Debug, Args)]
pub(super) struct UnitAdd {
    #[command(flatten)]
    pub stored: Stored,
    /// The name
    #[arg(long)]
    pub name: String,
    /// Name or id of the district or municipality that it belongs to
    #[arg(long)]
    pub parent: String,
    /// What the unit works with; a district has none
    #[arg(long, value_name = "AREA", value_parser = area)]
    pub area: Option<AreaOfOperation>,
    /// Telephone, as children and parents read it in letters
    #[arg(long, default_value = "")]
    pub phone: String,
}

#[derive(Clone, Debug, Args)]
pub(super) struct UnitChange {
    #[command(flatten)]
    pub stored: Stored,
    /// Name or id of the unit
    #[arg(long)]
    pub unit: String,
    /// Its new name
    #[arg(long)]
    pub name: Option<String>,
    /// Its new telephone
    #[arg(long)]
    pub phone: Option<String>,
}

fn area(code: &str) -> Result<AreaOfOperation, String> {
    AreaOfOperation::from_code(code).ok_or_else(|| {
        let all: Vec<_> = AreaOfOperation::ALL.iter().map(|a| a.code()).collect();
        format!("one of {}", all.join(", "))
    })
}

#[derive(Clone, Debug, Args)]
pub(super) struct UserAdd {
    #[command(flatten)]
    pub stored: Stored,
    /// What the person types to sign in
    #[arg(long)]
    pub user_name: String,
    /// The person's name
    #[arg(long)]
    pub name: String,
    /// What the person does there
    #[arg(long, value_name = "worker|representative|manager|coordinator|records_officer|administrator", value_parser = role)]
    pub role: Role,
    /// Name or id of the unit; an administrator without one gets the whole municipality
    #[arg(long)]
    pub unit: Option<String>,
    /// Name of the municipality, to make it together with the first administrator
    #[arg(long)]
    pub municipality: Option<String>,
    /// Title at work
    #[arg(long, default_value = "")]
    pub title: String,
    /// Telephone
    #[arg(long, default_value = "")]
    pub phone: String,
    /// sv or en
    #[arg(long, default_value = "sv", value_parser = language)]
    pub language: Language,
    /// Origin of the link
    #[arg(
        long,
        value_name = "https://HOST",
        env = "OGONHOJD_PUBLIC_ORIGIN",
        default_value = "http://127.0.0.1:3000"
    )]
    pub public_origin: String,
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_code(text).ok_or_else(|| format!("the roles are {}", Role::ALL.map(Role::code).join(", ")))
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| "the languages are sv and en".to_owned())
}
