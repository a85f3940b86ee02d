use chrono::{DateTime, Utc};
use domain::fold::fold;
use domain::ids::AccountId;
use domain::language::Language;
use sqlx::FromRow;
use uuid::Uuid;

use super::sessions::end_sessions_of;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// A person who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// What the person types to sign in.
    pub user_name: String,
    /// The person's name.
    pub name: String,
    /// The person's title at work.
    pub title: String,
    /// Where to reach the person.
    pub phone: String,
    /// The language of the interface.
    pub language: Language,
    /// Since when the account is closed.
    pub disabled_at: Option<DateTime<Utc>>,
    /// Whether a password has been chosen.
    pub has_password: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When the person last signed in.
    pub last_signed_in_at: Option<DateTime<Utc>>,
}

impl Account {
    /// Whether the account is open although nobody has signed in to it since `since`, or since it was made.
    #[must_use]
    pub fn is_dormant(&self, since: DateTime<Utc>) -> bool {
        self.disabled_at.is_none() && self.last_signed_in_at.unwrap_or(self.created_at) < since
    }
}

#[derive(FromRow)]
struct AccountRow {
    id: Uuid,
    user_name: String,
    name: String,
    title: String,
    phone: String,
    language: String,
    disabled_at: Option<DateTime<Utc>>,
    has_password: bool,
    created_at: DateTime<Utc>,
    last_signed_in_at: Option<DateTime<Utc>>,
}

impl From<AccountRow> for Account {
    fn from(row: AccountRow) -> Self {
        Self {
            id: AccountId(row.id),
            user_name: row.user_name,
            name: row.name,
            title: row.title,
            phone: row.phone,
            language: Language::from_code(&row.language).unwrap_or_default(),
            disabled_at: row.disabled_at,
            has_password: row.has_password,
            created_at: row.created_at,
            last_signed_in_at: row.last_signed_in_at,
        }
    }
}

/// An account to be made; it can sign in once a password is set.
#[derive(Clone, Copy, Debug)]
pub struct NewAccount<'a> {
    /// What the person types to sign in; unique without regard to case, accents and punctuation.
    pub user_name: &'a str,
    /// The person's name.
    pub name: &'a str,
    /// The person's title at work.
    pub title: &'a str,
    /// Where to reach the person.
    pub phone: &'a str,
    /// The language of the interface.
    pub language: Language,
}

/// Makes an account without password and roles.
///
/// # Errors
/// [`StoreError::Exists`] when the user name is taken.
pub async fn add_account(tx: &mut Tx, who: Who, new: &NewAccount<'_>) -> Result<AccountId, StoreError> {
    const SQL: &str = "insert into account (id, user_name, user_name_folded, name, title, phone, language, created_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let id = AccountId(Uuid::now_v7());
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(new.user_name)
        .bind(fold(new.user_name))
        .bind(new.name)
        .bind(new.title)
        .bind(new.phone)
        .bind(new.language.code())
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    audit::record(tx, who, Entry::about("created", "account", Some(id.0))).await?;
    Ok(id)
}

/// Every account, by user name.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn accounts(tx: &mut Tx) -> Result<Vec<Account>, StoreError> {
    const SQL: &str = "select id, user_name, name, title, phone, language, disabled_at, password_hash is not null as has_password, \
        created_at, last_signed_in_at from account order by user_name_folded limit 10000";
    Ok(
        on!(tx, |c| sqlx::query_as::<_, AccountRow>(SQL).fetch_all(c).await)?
            .into_iter()
            .map(Account::from)
            .collect(),
    )
}

/// One account.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn account(tx: &mut Tx, id: AccountId) -> Result<Account, StoreError> {
    const SQL: &str = "select id, user_name, name, title, phone, language, disabled_at, password_hash is not null as has_password, \
        created_at, last_signed_in_at from account where id = $1";
    Ok(on!(tx, |c| sqlx::query_as::<_, AccountRow>(SQL)
        .bind(id.0)
        .fetch_one(c)
        .await)?
    .into())
}

/// Whether there is neither an account nor a unit.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn is_empty(tx: &mut Tx) -> Result<bool, StoreError> {
    const SQL: &str = "select (select count(*) from account) + (select count(*) from unit)";
    let count: i64 = on!(tx, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?;
    Ok(count == 0)
}

/// What a sign-in needs to know of an account. Has no `Debug`, so that the hash reaches no log.
#[derive(Clone)]
pub struct SignInAccount {
    /// The account.
    pub id: AccountId,
    /// The password's hash in PHC form; `None` before activation.
    pub password_hash: Option<String>,
    /// Whether the account is closed.
    pub disabled: bool,
    /// The language of the interface.
    pub language: Language,
}

/// The account of a user name, without regard to case, accents and punctuation.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find_for_sign_in(tx: &mut Tx, user_name: &str) -> Result<Option<SignInAccount>, StoreError> {
    const SQL: &str = "select id, password_hash, disabled_at is not null, language from account where user_name_folded = $1";
    let row: Option<(Uuid, Option<String>, bool, String)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(fold(user_name))
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(id, password_hash, disabled, language)| SignInAccount {
        id: AccountId(id),
        password_hash,
        disabled,
        language: Language::from_code(&language).unwrap_or_default(),
    }))
}

/// Closes an account: its sessions end at once, nobody signs in to it. Closing it again changes nothing.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn disable_account(tx: &mut Tx, who: Who, id: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "update account set disabled_at = coalesce(disabled_at, $2) where id = $1";
    let found = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if found == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::about("disabled", "account", Some(id.0))).await?;
    end_sessions_of(tx, who, id).await?;
    Ok(())
}

/// Opens a closed account again.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn enable_account(tx: &mut Tx, who: Who, id: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "update account set disabled_at = null where id = $1";
    let found = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if found == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::about("enabled", "account", Some(id.0))).await
}

/// Sets the password's hash (PHC form) and ends every session, because whoever knew the old one may hold one.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn set_password(tx: &mut Tx, who: Who, id: AccountId, hash: &str) -> Result<(), StoreError> {
    const SQL: &str = "update account set password_hash = $2 where id = $1";
    let found = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(hash)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if found == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::about("password_set", "account", Some(id.0))).await?;
    end_sessions_of(tx, who, id).await?;
    Ok(())
}

/// Takes an account's password away, so that only a new link opens it, and ends every session.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn take_password(tx: &mut Tx, who: Who, id: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "update account set password_hash = null where id = $1";
    let found = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if found == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::about("password_taken", "account", Some(id.0))).await?;
    end_sessions_of(tx, who, id).await?;
    Ok(())
}

/// The hash of an account's password (PHC form); `None` before activation.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn password_hash(tx: &mut Tx, id: AccountId) -> Result<Option<String>, StoreError> {
    const SQL: &str = "select password_hash from account where id = $1";
    Ok(on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(id.0)
        .fetch_one(c)
        .await)?)
}

/// Chooses the language of the interface.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn set_language(
    tx: &mut Tx,
    who: Who,
    id: AccountId,
    language: Language,
) -> Result<(), StoreError> {
    const SQL: &str = "update account set language = $2 where id = $1";
    let found = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(language.code())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if found == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(
        tx,
        who,
        Entry::about("language_set", "account", Some(id.0)).detail(language.code()),
    )
    .await
}
