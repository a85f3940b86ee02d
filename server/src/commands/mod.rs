//! The commands of the binary (`ogonhojd help`). Each says in one line on stderr why it cannot work.

/// Says a line on stdout. A reader that has seen enough and closed the pipe is no reason to fail.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($words)*);
    }};
}

mod args;
mod audit;
mod backup;
mod demo;
pub mod doctor;
mod migrate;
mod open;
mod serve;
mod simulate;
mod unit;
mod user;
mod user_account;

pub use args::Cli;
pub use serve::announce;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use args::Command;

/// Reads the command line and does what it says.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            // A closed pipe is no reason to fail.
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => return refused(&one_line(&error.to_string()), 2),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refused(&format!("cannot start: {error}"), 1),
    };
    let done = runtime.block_on(async {
        match cli.command {
            Command::Serve(args) => serve::run(args).await,
            Command::Demo(args) => demo::run(args).await,
            Command::Simulate(args) => simulate::run(args).await,
            Command::Migrate(args) => migrate::run(args).await,
            Command::Doctor(args) => doctor::run(args).await,
            Command::Backup(args) => backup::make(args).await,
            Command::Restore(args) => backup::restore(args).await,
            Command::Audit { command } => audit::run(command).await,
            Command::User { command } => user::run(command).await,
            Command::Unit { command } => unit::run(command).await,
        }
    });
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(line) => refused(&line, 1),
    }
}

fn refused(line: &str, code: u8) -> ExitCode {
    eprintln!("ogonhojd: {line}");
    ExitCode::from(code)
}

/// The parser's message without its paragraphs about usage.
fn one_line(message: &str) -> String {
    let said = message
        .split("\n\nUsage:")
        .next()
        .unwrap_or(message)
        .split("\n\nFor more")
        .next()
        .unwrap_or(message);
    let said: Vec<&str> = said.split_whitespace().collect();
    let said = said.join(" ");
    format!(
        "{}; ogonhojd help tells what there is",
        said.strip_prefix("error: ").unwrap_or(&said)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_flag_is_one_line() {
        for wrong in [
            vec!["ogonhojd", "serve", "--no-such"],
            vec!["ogonhojd", "dance"],
            vec!["ogonhojd", "serve", "--listen", "here"],
            vec!["ogonhojd"],
        ] {
            let error = Cli::try_parse_from(wrong).unwrap_err();
            let line = one_line(&error.to_string());
            assert!(!line.contains('\n') && line.contains("ogonhojd help"), "{line}");
        }
    }
}
