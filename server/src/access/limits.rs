//! How often signing in may fail, per account and per address, passwords and codes counted apart. Kept in the database, so that it holds across restarts and instances.

use chrono::{DateTime, Duration, Utc};
use domain::fold::fold;
use domain::ids::AccountId;
use store::access::{self, Digest};
use store::{StoreError, Tx, Who};
use uuid::Uuid;

use crate::http::ClientAddress;
use crate::keys::Keys;

/// The time in which failures count.
const WINDOW: Duration = Duration::minutes(15);
/// Failures for one account. A person mistypes; a machine guesses.
const PER_ACCOUNT: i64 = 5;
/// Failures from one address. A whole town hall may share one.
const PER_ADDRESS: i64 = 50;

/// Whose failures are counted, made unreadable.
#[derive(Clone, Copy)]
pub struct Subjects {
    account: Digest,
    address: Digest,
}

impl Subjects {
    /// The subjects of one attempt. An unknown user name counts like a known one, so that limits tell nobody which exist.
    pub fn of(keys: &Keys, user_name: &str, address: ClientAddress) -> Self {
        Self {
            account: keys.subject("account", &fold(user_name)),
            address: keys.subject("address", &address.subject()),
        }
    }

    /// The subjects of one code after the right password.
    pub fn of_code(keys: &Keys, account: AccountId, address: ClientAddress) -> Self {
        Self {
            account: keys.subject("code", &account.to_string()),
            address: keys.subject("address", &address.subject()),
        }
    }
}

/// An attempt that may go on. It counts as failed until [`succeeded`].
#[derive(Clone, Copy)]
pub struct Attempt {
    subjects: Subjects,
    at_address: Uuid,
}

/// Counts the attempt beforehand, because many may run at once; or says when to try again.
pub async fn begin(
    tx: &mut Tx,
    subjects: Subjects,
    now: DateTime<Utc>,
) -> Result<Result<Attempt, DateTime<Utc>>, StoreError> {
    access::forget_old_failures(tx, now - WINDOW).await?;
    for (subject, most) in [(subjects.account, PER_ACCOUNT), (subjects.address, PER_ADDRESS)] {
        let failures = access::failures_since(tx, &subject, now - WINDOW).await?;
        if failures.count >= most {
            return Ok(Err(failures.oldest.unwrap_or(now) + WINDOW));
        }
    }
    access::add_failure(tx, &subjects.account, now).await?;
    let at_address = access::add_failure(tx, &subjects.address, now).await?;
    Ok(Ok(Attempt { subjects, at_address }))
}

/// The password or code was right: the account begins anew, the address loses this one attempt.
pub async fn succeeded(
    tx: &mut Tx,
    who: Who,
    account: AccountId,
    attempt: Attempt,
) -> Result<(), StoreError> {
    access::forget_failures(tx, who, account, &attempt.subjects.account).await?;
    access::remove_failure(tx, attempt.at_address).await
}
