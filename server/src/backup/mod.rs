//! Backups: a copy of the whole database as it was at one moment, looked at before it is trusted, encrypted, and written so that
//! half a backup never has a backup's name. What restores them checks the same things again (docs/operations/backup.md).

mod generations;
mod make;
mod postgres;
mod restore;
mod schedule;
mod sealing;

pub use generations::{Generation, name_of, to_drop};
pub use make::{Made, Maker};
pub use restore::{Restored, restore, sign_restored};
pub use schedule::{Nightly, newest};
pub use sealing::{Identity, Recipient};
