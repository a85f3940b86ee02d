//! Who may do what. One pure function, [`may`], is asked by every page and handler before it touches the store.

mod actor;
mod codes;
mod emergency;
mod may;
mod may_emergency;
mod may_log;
mod may_monitoring;
mod may_records;
mod password;
mod protected;

pub use actor::{Actor, Grant, Role};
pub use codes::{RECOVERY_CODES, RECOVERY_LENGTH, RECOVERY_SIGNS, app_code, in_fours, recovery_code};
pub use emergency::{
    EMERGENCY_COUNTED, EMERGENCY_LASTS, EmergencyForm, EmergencyGround, EmergencyVerdict, MAX_REASON,
    MOST_EMERGENCIES, VerdictForm,
};
pub use may::{Action, Subject, may};
pub use password::{PasswordProblem, check_password};
pub use protected::OpeningReason;
