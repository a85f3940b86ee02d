//! Accounts and their roles, activation links, second factors, sessions, and failed sign-ins.
//!
//! Whoever reads or changes somebody else's account must have asked `may(…, Action::Administer, …)` first; a session's
//! functions take the digest that came with the caller's own cookie, or the caller's own account.

mod accounts;
mod activation;
mod emergencies;
mod failures;
mod grants;
mod opened;
mod pending;
mod second_factor;
mod sessions;

pub use accounts::{
    Account, NewAccount, SignInAccount, account, accounts, add_account, disable_account, enable_account,
    find_for_sign_in, is_empty, password_hash, set_language, set_password, take_password,
};
pub use activation::{activation, add_activation, use_activation};
pub use emergencies::{
    Emergency, EmergencyLine, NewEmergency, OpenedPart, OwnEmergency, emergencies_to_judge,
    emergencies_tried, emergency, end_emergency, judge_emergency, open_emergency, opened_in_emergency,
    own_emergencies,
};
pub use failures::{
    Failures, add_failure, failures_since, forget_failures, forget_old_failures, remove_failure,
};
pub use grants::{GrantedRole, actor, add_grant, grants, remove_grant};
pub use opened::{has_opened, note_opened};
pub use pending::{PendingSession, complete_session, pending_session, prove_session, start_pending_session};
pub use second_factor::{
    Factor, NewFactor, enrol, renew_recovery_codes, reset_factor, second_factor, use_recovery_code, use_step,
};
pub use sessions::{
    LiveSession, NewSession, OwnSession, Touch, end_other_session, end_other_sessions, end_session,
    end_sessions_of, live_session, sessions_of, start_session, touch_session,
};

/// The SHA-256 of a secret that only its holder has in full.
pub type Digest = [u8; 32];
