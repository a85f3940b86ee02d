//! Who may do what. One pure function, [`may`], is asked by every page and handler before it touches the store.

mod codes;
mod may;
mod may_monitoring;
mod may_records;
mod password;

pub use codes::{RECOVERY_CODES, RECOVERY_LENGTH, RECOVERY_SIGNS, app_code, in_fours, recovery_code};
pub use may::{Action, Actor, Grant, Role, Subject, may};
pub use password::{PasswordProblem, check_password};
