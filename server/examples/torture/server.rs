use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::{Outcome, Place};

/// A server that runs. Waiting for it takes milliseconds, so that it may as well block.
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
}

impl Server {
    /// Starts it and waits for the line that says where it is.
    pub(crate) fn start(place: &Place) -> Outcome<Self> {
        let mut child = Command::new(&place.program)
            .args(["serve", "--listen", "127.0.0.1:0", "--no-exports"])
            .env("OGONHOJD_DATABASE", &place.database)
            .env("OGONHOJD_KEYS", &place.keys)
            .env("OGONHOJD_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().ok_or("the server has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let port = line
            .trim_end()
            .trim_end_matches('/')
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok())
            .ok_or("the server did not say where it is")?;
        Ok(Self { child, port })
    }

    /// SIGKILL.
    pub(crate) fn kill(&mut self) -> Outcome<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// SIGTERM; it must end well.
    pub(crate) fn stop(mut self) -> Outcome<()> {
        let told = Command::new("kill").arg(self.child.id().to_string()).status()?;
        let ended = self.child.wait()?;
        if told.success() && ended.success() {
            Ok(())
        } else {
            Err(format!("the server ended with {ended}").into())
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Only where something failed before it was stopped.
        let _ = self.child.kill();
    }
}
