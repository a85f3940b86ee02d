//! What is done to one account from the command line. Nothing secret is printed but a one-time link.

use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use store::{InTx, StoreError, Tx, Who, access};

use super::args::{OneRole, OneUser};
use super::unit::named;
use super::user::{LINK, UserError, link_to};
use crate::clock::stockholm_day;
use crate::secret::Token;

/// Closes an account.
pub(super) async fn disable(user: &OneUser, now: DateTime<Utc>) -> Result<bool, String> {
    change(user, now, |tx, who, account| {
        Box::pin(async move { Ok(access::disable_account(tx, who, account).await?) })
    })
    .await?;
    say!("disabled: {}; its sessions have ended", user.user_name);
    Ok(true)
}

/// Opens a closed account again.
pub(super) async fn enable(user: &OneUser, now: DateTime<Utc>) -> Result<bool, String> {
    change(user, now, |tx, who, account| {
        Box::pin(async move { Ok(access::enable_account(tx, who, account).await?) })
    })
    .await?;
    say!(
        "enabled: {}; check its roles with ogonhojd user list",
        user.user_name
    );
    Ok(true)
}

/// Gives a role.
pub(super) async fn grant(given: OneRole, now: DateTime<Utc>) -> Result<bool, String> {
    let OneRole { user, role, unit } = given;
    let wanted = unit.clone();
    change(&user, now, move |tx, who, account| {
        Box::pin(async move {
            let unit = named(tx, &wanted).await?;
            Ok(access::add_grant(tx, who, account, role, unit.id).await?)
        })
    })
    .await?;
    say!("{} is {} in {unit}", user.user_name, role.code());
    Ok(true)
}

/// Takes a role away.
pub(super) async fn revoke(taken: OneRole, now: DateTime<Utc>) -> Result<bool, String> {
    let OneRole { user, role, unit } = taken;
    let wanted = unit.clone();
    change(&user, now, move |tx, who, account| {
        Box::pin(async move {
            let unit = named(tx, &wanted).await?;
            match access::remove_grant(tx, who, account, role, unit.id).await {
                Err(StoreError::NotFound) => Err(UserError::Say(format!(
                    "the account is not {} in {wanted}",
                    role.code()
                ))),
                other => Ok(other?),
            }
        })
    })
    .await?;
    say!("{} is no longer {} in {unit}", user.user_name, role.code());
    Ok(true)
}

/// Ends every session.
pub(super) async fn sign_out(user: &OneUser, now: DateTime<Utc>) -> Result<bool, String> {
    change(user, now, |tx, who, account| {
        Box::pin(async move {
            access::end_sessions_of(tx, who, account).await?;
            Ok(())
        })
    })
    .await?;
    say!("the sessions of {} have ended", user.user_name);
    Ok(true)
}

/// Takes the password away and prints the link with which the person chooses another.
pub(super) async fn reset_password(user: &OneUser, origin: &str, now: DateTime<Utc>) -> Result<bool, String> {
    let token = Token::random();
    let digest = token.digest();
    change(user, now, move |tx, who, account| {
        Box::pin(async move {
            if access::account(tx, account).await?.disabled_at.is_some() {
                return Err(UserError::Say("the account is disabled".to_owned()));
            }
            access::take_password(tx, who, account).await?;
            Ok(access::add_activation(tx, who, account, &digest, now + LINK).await?)
        })
    })
    .await?;
    say!(
        "the password of {} is gone; its sessions have ended",
        user.user_name
    );
    say!(
        "link to choose another, works once within 72 hours: {}",
        link_to(origin, &token)
    );
    say!("the authenticator app stays: whoever uses the link needs it as before");
    Ok(true)
}

/// Takes the authenticator app and the recovery codes away.
pub(super) async fn reset_factor(user: &OneUser, now: DateTime<Utc>) -> Result<bool, String> {
    let user_name = user.user_name.clone();
    change(user, now, move |tx, who, account| {
        Box::pin(async move {
            match access::reset_factor(tx, who, account).await {
                Err(StoreError::NotFound) => Err(UserError::Say(format!(
                    "{user_name} has no authenticator app; one is connected at the next sign-in"
                ))),
                other => Ok(other?),
            }
        })
    })
    .await?;
    say!(
        "the authenticator app and recovery codes of {} are gone; its sessions have ended",
        user.user_name
    );
    say!("another app is connected at the next sign-in; make sure that it is the right person who does it");
    Ok(true)
}

/// Changes the named account in one transaction.
async fn change<F>(user: &OneUser, now: DateTime<Utc>, work: F) -> Result<(), String>
where
    F: for<'t> FnOnce(&'t mut Tx, Who, AccountId) -> InTx<'t, (), UserError> + Send + 'static,
{
    let (db, _) = user.stored.open_current().await?;
    let who = Who {
        account: None,
        unit: None,
        now,
        today: stockholm_day(now),
    };
    let wanted = user.user_name.clone();
    let done: Result<(), UserError> = db
        .write(move |tx| {
            Box::pin(async move {
                let Some(account) = access::find_for_sign_in(tx, &wanted).await? else {
                    return Err(UserError::Say(format!(
                        "there is no account with the user name {wanted}"
                    )));
                };
                work(tx, who, account.id).await
            })
        })
        .await;
    db.close().await;
    Ok(done?)
}
