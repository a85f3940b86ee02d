//! Sessions of our own: a random token in a cookie, its digest in the database, 30 minutes without activity, 10 hours in all.

mod cookie;
mod gate;
mod signed;

pub use cookie::{clear_cookie, session_cookie, session_digest};
pub use gate::{AUTOSAVE, find_session, gate};
pub use signed::Signed;

use chrono::{DateTime, Duration, Utc};
use domain::ids::AccountId;
use store::access::{self, Digest, NewSession};
use store::{StoreError, Tx, Who};

use crate::secret::Token;

/// How long a session lives without activity.
pub const IDLE: Duration = Duration::minutes(30);
/// How long a session lives whatever happens.
pub const ABSOLUTE: Duration = Duration::hours(10);

/// Until when a session lives if nothing more happens.
#[must_use]
pub fn idle_until(now: DateTime<Utc>, ends_at: DateTime<Utc>) -> DateTime<Utc> {
    (now + IDLE).min(ends_at)
}

/// Starts a session with a fresh token and ends the one that the browser had, so that a planted cookie is worth nothing.
///
/// # Errors
/// As [`access::start_session`].
pub async fn begin(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    old: Option<Digest>,
    token: &Token,
) -> Result<(), StoreError> {
    if let Some(old) = old {
        access::end_session(tx, who, &old).await?;
    }
    let ends_at = who.now + ABSOLUTE;
    let new = NewSession {
        token: &token.digest(),
        account,
        idle_until: idle_until(who.now, ends_at),
        ends_at,
    };
    access::start_session(tx, who, new).await
}
