use chrono::{DateTime, Duration, Utc};
use domain::access::Role;
use domain::fields::{MAX_LINE, clean};
use domain::fold::fold;
use domain::ids::AccountId;
use store::access::{self, Account, Digest, NewAccount};
use store::organisation::{self, NewUnit, Unit};
use store::{StoreError, Tx, Who};

use super::args::{Stored, User, UserAdd};
use super::{unit, user_account};
use crate::clock::{Clock as _, SystemClock, stockholm_day};
use crate::secret::Token;

/// How long an activation link works.
pub(super) const LINK: Duration = Duration::hours(72);

/// What the commands end with: one line for people, or the store's error.
#[derive(Debug)]
pub(super) enum UserError {
    Say(String),
    Store(StoreError),
}

impl From<StoreError> for UserError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<UserError> for String {
    fn from(error: UserError) -> Self {
        match error {
            UserError::Say(line) => line,
            UserError::Store(error) => format!("the database refused: {error}"),
        }
    }
}

pub(super) async fn run(command: User) -> Result<bool, String> {
    let now = SystemClock.now();
    match command {
        User::Add(args) => add(*args, now).await,
        User::List { stored, dormant } => list(&stored, dormant, now).await,
        User::Grant(role) => user_account::grant(role, now).await,
        User::Revoke(role) => user_account::revoke(role, now).await,
        User::Disable(user) => user_account::disable(&user, now).await,
        User::Enable(user) => user_account::enable(&user, now).await,
        User::SignOut(user) => user_account::sign_out(&user, now).await,
        User::ResetPassword { user, public_origin } => {
            user_account::reset_password(&user, &public_origin, now).await
        }
        User::ResetFactor(user) => user_account::reset_factor(&user, now).await,
    }
}

async fn add(mut args: UserAdd, now: DateTime<Utc>) -> Result<bool, String> {
    for text in [
        &mut args.user_name,
        &mut args.name,
        &mut args.title,
        &mut args.phone,
    ] {
        clean(text).trim().clone_into(text);
        if text.chars().count() > MAX_LINE {
            return Err(format!("no text may be longer than {MAX_LINE} characters"));
        }
    }
    if fold(&args.user_name).is_empty() || args.name.is_empty() {
        return Err("the user name needs letters or digits, and the person needs a name".to_owned());
    }
    let ((db, _), token) = (args.stored.open_current().await?, Token::random());
    let (digest, link) = (token.digest(), link_to(&args.public_origin, &token));
    let user_name = args.user_name.clone();
    let made: Result<(), UserError> = db
        .write(move |tx| Box::pin(async move { make(tx, &args, &digest, now).await }))
        .await;
    db.close().await;
    made.map_err(|error| match error {
        UserError::Store(StoreError::Exists) => {
            format!("there is an account with the user name {user_name} already")
        }
        other => other.into(),
    })?;
    say!("account: {user_name}");
    say!("activation link, works once within 72 hours: {link}");
    Ok(true)
}

/// The one-time link of a token.
pub(super) fn link_to(origin: &str, token: &Token) -> String {
    format!("{}/aktivera/{}", origin.trim_end_matches('/'), token.text())
}

async fn make(tx: &mut Tx, args: &UserAdd, token: &Digest, now: DateTime<Utc>) -> Result<(), UserError> {
    let who = Who {
        account: None,
        unit: None,
        now,
        today: stockholm_day(now),
    };
    let unit = unit_for(tx, args, now).await?;
    let new = NewAccount {
        user_name: &args.user_name,
        name: &args.name,
        title: &args.title,
        phone: &args.phone,
        language: args.language,
    };
    let account: AccountId = access::add_account(tx, who, &new).await?;
    access::add_grant(tx, who, account, args.role, unit.id).await?;
    access::add_activation(tx, who, account, token, now + LINK).await?;
    Ok(())
}

/// The unit that was named; for an administrator without one the municipality, which is made when there is none.
async fn unit_for(tx: &mut Tx, args: &UserAdd, now: DateTime<Utc>) -> Result<Unit, UserError> {
    let say = |line: String| Err(UserError::Say(line));
    if let Some(wanted) = &args.unit {
        return unit::named(tx, wanted).await;
    }
    if args.role != Role::Administrator {
        return say(format!(
            "say for which unit the role {} holds: --unit",
            args.role.code()
        ));
    }
    if let Some(top) = organisation::units(tx).await?.into_iter().next() {
        return Ok(top);
    }
    match args
        .municipality
        .as_deref()
        .map(|name| clean(name).trim().to_owned())
        .filter(|name| !name.is_empty())
    {
        Some(name) => {
            let new = NewUnit {
                parent: None,
                kind: "municipality",
                area: None,
                name: &name,
                phone: "",
            };
            let who = Who {
                account: None,
                unit: None,
                now,
                today: stockholm_day(now),
            };
            Ok(organisation::found_unit(tx, who, &new).await?)
        }
        None => say("there is no unit yet: name the municipality with --municipality NAME".to_owned()),
    }
}

/// Every account, or the open ones that nobody has signed in to for so many days, with when somebody last did.
async fn list(stored: &Stored, dormant: Option<u16>, now: DateTime<Utc>) -> Result<bool, String> {
    let (db, _) = stored.open_current().await?;
    let unreadable = |e: StoreError| format!("cannot read the database: {e}");
    let mut tx = db.read().await.map_err(unreadable)?;
    for account in access::accounts(&mut tx).await.map_err(unreadable)? {
        if dormant.is_some_and(|days| !account.is_dormant(now - Duration::days(days.into()))) {
            continue;
        }
        let grants = access::grants(&mut tx, account.id).await.map_err(unreadable)?;
        let roles: Vec<String> = grants
            .iter()
            .map(|g| format!("{} in {}", g.role.code(), g.unit_name))
            .collect();
        say!(
            "{}\t{}\t{}\t{}\t{}",
            account.user_name,
            account.name,
            state_of(&account),
            last_signed_in(&account),
            roles.join("; ")
        );
    }
    drop(tx);
    db.close().await;
    Ok(true)
}

fn state_of(account: &Account) -> &'static str {
    match (account.disabled_at, account.has_password) {
        (Some(_), _) => "disabled",
        (None, true) => "active",
        (None, false) => "not activated",
    }
}

fn last_signed_in(account: &Account) -> String {
    match account.last_signed_in_at {
        Some(at) => format!("last signed in {}", stockholm_day(at)),
        None => "never signed in".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::language::Language;
    use store::Engine;
    use store::testing::TestDb;

    fn args(role: Role, unit: Option<&str>, municipality: Option<&str>) -> UserAdd {
        UserAdd {
            stored: Stored::default(),
            user_name: "karin".into(),
            name: "Karin".into(),
            role,
            unit: unit.map(Into::into),
            municipality: municipality.map(Into::into),
            title: String::new(),
            phone: String::new(),
            language: Language::Swedish,
            public_origin: String::new(),
        }
    }

    async fn chosen(db: &store::Db, args: UserAdd) -> Result<Unit, UserError> {
        let now = SystemClock.now();
        db.write(move |tx| Box::pin(async move { unit_for(tx, &args, now).await }))
            .await
    }

    #[tokio::test]
    async fn the_first_administrator_makes_the_municipality_and_others_need_a_unit() {
        let test = TestDb::new(Engine::Sqlite).await;
        let db = &test.db;
        assert!(
            matches!(chosen(db, args(Role::Administrator, None, None)).await, Err(UserError::Say(line)) if line.contains("--municipality"))
        );
        let made = chosen(db, args(Role::Administrator, None, Some("Granvattna")))
            .await
            .unwrap();
        assert_eq!(made.name, "Granvattna");
        assert_eq!(
            chosen(db, args(Role::Administrator, None, Some("Annat")))
                .await
                .unwrap()
                .id,
            made.id
        );
        assert_eq!(
            chosen(db, args(Role::Worker, Some("granvattna"), None))
                .await
                .unwrap()
                .id,
            made.id
        );
        assert!(
            matches!(chosen(db, args(Role::Worker, None, None)).await, Err(UserError::Say(line)) if line.contains("--unit"))
        );
        assert!(
            matches!(chosen(db, args(Role::Worker, Some("Nord"), None)).await, Err(UserError::Say(line)) if line.contains("Nord"))
        );
        test.remove().await;
    }
}
