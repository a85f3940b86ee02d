use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, NaiveTime, Utc};
use tokio::time::{MissedTickBehavior, interval};

use super::generations::{Generation, name_of, to_drop};
use super::make::{Made, Maker};
use crate::clock::{Clock as _, SystemClock};

/// How often it is looked whether tonight's backup is there.
const EVERY: Duration = Duration::from_mins(10);

/// Makes a backup each night at 01.30 UTC, or as soon as the program runs after that, and drops old ones.
#[derive(Clone)]
pub struct Nightly {
    maker: Maker,
    folder: PathBuf,
}

impl Nightly {
    /// Into a folder that is there already: a missing one may be a disk that is not mounted.
    ///
    /// # Errors
    /// One line that names the folder.
    pub fn new(maker: Maker, folder: PathBuf) -> Result<Self, String> {
        if folder.is_dir() {
            Ok(Self { maker, folder })
        } else {
            Err(format!(
                "the folder for backups {} is not there",
                folder.display()
            ))
        }
    }

    /// Makes them for ever. What goes wrong is logged as an error and tried again.
    pub async fn keep(self) {
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            match self.make_if_due(SystemClock.now()).await {
                Ok(None) => {}
                Ok(Some(made)) if made.wrong.is_empty() => {
                    tracing::info!(bytes = made.bytes, rows = made.rows, "backup made");
                }
                Ok(Some(made)) => tracing::error!(
                    wrong = made.wrong.len(),
                    first = made.wrong.first().map_or("", String::as_str),
                    "backup made of a database that is not whole; no older backup is dropped"
                ),
                Err(error) => tracing::error!(%error, "no backup could be made"),
            }
        }
    }

    /// Makes tonight's unless it is there. Old ones are dropped only after a sound one.
    ///
    /// # Errors
    /// One line that says why there is none.
    pub async fn make_if_due(&self, now: DateTime<Utc>) -> Result<Option<Made>, String> {
        let there = generations(&self.folder)?;
        if there.iter().any(|one| one.made_at >= last_night(now)) {
            return Ok(None);
        }
        let made = self.maker.make(&self.folder.join(name_of(now)), now).await?;
        if made.wrong.is_empty() {
            for old in to_drop(generations(&self.folder)?) {
                let path = self.folder.join(&old.name);
                fs::remove_file(&path).map_err(|e| format!("cannot drop {}: {e}", path.display()))?;
            }
        }
        Ok(Some(made))
    }
}

/// The last 01.30 UTC that has been.
fn last_night(now: DateTime<Utc>) -> DateTime<Utc> {
    let half_past_one = NaiveTime::from_hms_opt(1, 30, 0).unwrap_or_default();
    let tonight = now.date_naive().and_time(half_past_one).and_utc();
    if tonight <= now {
        tonight
    } else {
        tonight - chrono::Duration::days(1)
    }
}

fn generations(folder: &Path) -> Result<Vec<Generation>, String> {
    let cannot = |e: std::io::Error| format!("cannot read {}: {e}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let name = entry.map_err(cannot)?.file_name();
        found.extend(name.to_str().and_then(Generation::read));
    }
    Ok(found)
}

/// The newest backup in a folder.
///
/// # Errors
/// One line that names the folder.
pub fn newest(folder: &Path) -> Result<Option<Generation>, String> {
    Ok(generations(folder)?.into_iter().max())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    #[test]
    fn last_night_is_the_last_half_past_one() {
        let at = |h, m| Utc.with_ymd_and_hms(2026, 3, 1, h, m, 0).unwrap();
        assert_eq!(last_night(at(1, 30)), at(1, 30));
        assert_eq!(last_night(at(23, 0)), at(1, 30));
        assert_eq!(last_night(at(1, 29)), at(1, 30) - chrono::Duration::days(1));
    }
}
