//! Sessions of our own: a random token in a cookie, its digest in the database, an end after some time without activity and another
//! whatever happens ([`Lengths`]). Outside the demo a password alone begins a pending session, which opens nothing: the second factor
//! puts a full one with another token in its place.

mod cookie;
mod gate;
mod proof;
mod signed;

pub use cookie::{clear_cookie, session_cookie, session_digest};
pub(crate) use gate::may_be_kept;
pub use gate::{AUTOSAVE, find_pending, find_session, gate};
pub use signed::Signed;

use chrono::Duration;
use domain::ids::AccountId;
use store::access::{self, Digest, NewSession};
use store::{StoreError, Tx, Who};

use crate::secret::Token;
use crate::settings::Lengths;

/// How long a right password waits for the second factor, whatever happens.
pub const PENDING: Duration = Duration::minutes(10);
/// For how long a proof of who uses the session is enough for what is asked for only after one.
pub const RECENT: Duration = Duration::minutes(15);

/// Starts a full session with a fresh token and ends the one that the browser had, so that a planted cookie is worth nothing.
///
/// # Errors
/// As [`access::start_session`].
pub async fn begin(
    tx: &mut Tx,
    who: Who,
    lengths: Lengths,
    account: AccountId,
    old: Option<Digest>,
    token: &Token,
) -> Result<(), StoreError> {
    if let Some(old) = old {
        access::end_session(tx, who, &old).await?;
    }
    let digest = token.digest();
    access::start_session(tx, who, full(who, lengths, account, &digest)).await
}

/// Starts a pending session likewise. `enrolling` is the sealed secret that is offered to the app of an account that has none.
///
/// # Errors
/// As [`access::start_pending_session`].
pub async fn begin_pending(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    old: Option<Digest>,
    token: &Token,
    enrolling: Option<&[u8]>,
) -> Result<(), StoreError> {
    if let Some(old) = old {
        access::end_session(tx, who, &old).await?;
    }
    let new = NewSession {
        token: &token.digest(),
        account,
        idle_until: who.now + PENDING,
        ends_at: who.now + PENDING,
    };
    access::start_pending_session(tx, who, new, enrolling).await
}

/// Puts a full session with a fresh token in the place of a pending one.
///
/// # Errors
/// As [`access::complete_session`].
pub async fn complete(
    tx: &mut Tx,
    who: Who,
    lengths: Lengths,
    account: AccountId,
    pending: &Digest,
    token: &Token,
) -> Result<(), StoreError> {
    let digest = token.digest();
    access::complete_session(tx, who, pending, full(who, lengths, account, &digest)).await
}

fn full(who: Who, lengths: Lengths, account: AccountId, token: &Digest) -> NewSession<'_> {
    let ends_at = who.now + lengths.absolute;
    NewSession {
        token,
        account,
        idle_until: lengths.idle_until(who.now, ends_at),
        ends_at,
    }
}
