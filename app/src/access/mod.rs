//! Signing in, activating an account, one's own sessions.

mod activation;
mod kept;
mod own_sessions;
mod sign_in;

pub use activation::{ActivationGonePage, ActivationPage, activation_title};
pub use kept::{Kept, KeptPage, kept_title};
pub use own_sessions::{OwnSessionRow, OwnSessionsPage, own_sessions_title};
pub use sign_in::{DemoGroup, DemoPerson, SignIn, SignInNews, SignInPage, sign_in_title};
