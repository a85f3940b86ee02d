//! The `ogonhojd` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    ogonhojd_server::commands::main()
}
