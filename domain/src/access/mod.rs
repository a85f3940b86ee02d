//! Who may do what. One pure function, [`may`], is asked by every page and handler before it touches the store.

mod may;
mod may_monitoring;
mod password;

pub use may::{Action, Actor, Grant, Role, Subject, may};
pub use password::{PasswordProblem, check_password};
