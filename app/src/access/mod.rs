//! Signing in with a password and a code, activating an account, one's own sessions, password and codes.

mod account;
mod activation;
mod change_password;
mod code;
mod enrol;
mod kept;
mod own_sessions;
mod recovery;
mod sign_in;
mod step_up;

pub use account::{AccountNews, AccountPage, AccountPageData, NewAppPage, account_title, new_app_title};
pub use activation::{ActivationGonePage, ActivationPage, activation_title};
pub use change_password::{ChangePasswordPage, change_password_title};
pub use code::{AskCode, CodePage, code_title};
pub use enrol::{EnrolPage, EnrolPageData, Qr, enrol_title};
pub(crate) use kept::SendKept;
pub use kept::{Kept, KeptPage, Next, kept_title};
pub use own_sessions::{OwnSessionRow, OwnSessionsPage, own_sessions_title};
pub use recovery::{
    NewCodesPage, RecoveryCodesPage, RecoveryUsedPage, new_codes_title, recovery_codes_title,
    recovery_used_title,
};
pub use sign_in::{DemoGroup, DemoPerson, SignIn, SignInNews, SignInPage, sign_in_title};
pub use step_up::{ConfirmPage, ConfirmedPage, confirm_title, confirmed_title};
