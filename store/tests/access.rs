//! Accounts, roles, activation links, sessions and failed sign-ins, on both engines.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail loudly"
)]

use chrono::{DateTime, Duration, TimeZone, Utc};
use domain::access::Role;
use domain::ids::AccountId;
use domain::language::Language;
use store::access::{self, Digest, NewAccount, NewSession, Touch};
use store::organisation::{NewUnit, Unit, add_unit};
use store::{Db, Pools, StoreError, Who, both_engines};

const TOKEN: Digest = [7; 32];
const OTHER: Digest = [8; 32];

fn at(minute: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 8, 0, 0).unwrap() + Duration::minutes(minute)
}

fn who(minute: i64) -> Who {
    Who {
        account: None,
        unit: None,
        now: at(minute),
        today: at(0).date_naive(),
    }
}

fn person(user_name: &str) -> NewAccount<'_> {
    NewAccount {
        user_name,
        name: "Åsa Öberg",
        title: "socialsekreterare",
        phone: "08-465 004 10",
        language: Language::Swedish,
    }
}

async fn with_account(db: &Db, user_name: &'static str) -> AccountId {
    db.write(move |tx| Box::pin(async move { access::add_account(tx, who(0), &person(user_name)).await }))
        .await
        .unwrap()
}

async fn with_unit(db: &Db) -> Unit {
    db.write(|tx| {
        Box::pin(async move {
            let new = NewUnit {
                parent: None,
                kind: "municipality",
                area: None,
                name: "Kommunen",
                phone: "",
            };
            add_unit(tx, &new, at(0)).await
        })
    })
    .await
    .unwrap()
}

/// A session from minute 0 that is idle at 30 and over at 600.
async fn with_session(db: &Db, account: AccountId, token: Digest) {
    let result = db
        .write(move |tx| {
            Box::pin(async move {
                let new = NewSession {
                    token: &token,
                    account,
                    idle_until: at(30),
                    ends_at: at(600),
                };
                access::start_session(tx, who(0), new).await
            })
        })
        .await;
    result.unwrap();
}

async fn audited(db: &Db) -> Vec<String> {
    const SQL: &str = "select action from audit order by at, id";
    match db.pools() {
        Pools::Sqlite { read, .. } => sqlx::query_scalar(SQL).fetch_all(read).await.unwrap(),
        Pools::Postgres(pool) => sqlx::query_scalar(SQL).fetch_all(pool).await.unwrap(),
    }
}

/// Runs one write that belongs to the test's story.
macro_rules! write {
    ($db:expr, |$tx:ident| $body:expr) => {
        $db.write(move |$tx| Box::pin(async move { $body.await })).await
    };
}

/// Reads something.
macro_rules! read {
    ($db:expr, |$tx:ident| $body:expr) => {{
        let mut tx = $db.read().await.unwrap();
        let $tx = &mut tx;
        $body.await
    }};
}

both_engines! {
    async fn an_account_is_read_back_as_it_was_made_and_leaves_an_audit_row(db: Db) {
        assert!(read!(db, |tx| access::is_empty(tx)).unwrap());
        let id = with_account(&db, "Åsa.Öberg").await;
        assert!(!read!(db, |tx| access::is_empty(tx)).unwrap());
        let account = read!(db, |tx| access::account(tx, id)).unwrap();
        assert_eq!((account.user_name.as_str(), account.name.as_str()), ("Åsa.Öberg", "Åsa Öberg"));
        assert_eq!((account.language, account.has_password, account.disabled_at), (Language::Swedish, false, None));
        assert_eq!(read!(db, |tx| access::accounts(tx)).unwrap(), vec![account]);
        assert_eq!(audited(&db).await, ["created"]);
    }

    async fn a_user_name_is_found_and_taken_whatever_its_case_and_accents(db: Db) {
        let id = with_account(&db, "Åsa.Öberg").await;
        let found = read!(db, |tx| access::find_for_sign_in(tx, "asa.OBERG")).unwrap().unwrap();
        assert_eq!((found.id, found.password_hash, found.disabled), (id, None, false));
        assert!(read!(db, |tx| access::find_for_sign_in(tx, "asa.oberg2")).unwrap().is_none());
        let again = write!(db, |tx| access::add_account(tx, who(1), &person("åsa.öberg")));
        assert!(matches!(again, Err(StoreError::Exists)), "{again:?}");
    }

    async fn an_unknown_account_is_not_found(db: Db) {
        let nobody = AccountId(uuid::Uuid::nil());
        assert!(matches!(read!(db, |tx| access::account(tx, nobody)), Err(StoreError::NotFound)));
        assert!(matches!(write!(db, |tx| access::disable_account(tx, who(0), nobody)), Err(StoreError::NotFound)));
        assert!(matches!(write!(db, |tx| access::enable_account(tx, who(0), nobody)), Err(StoreError::NotFound)));
        assert!(matches!(write!(db, |tx| access::set_password(tx, who(0), nobody, "x")), Err(StoreError::NotFound)));
        assert!(matches!(write!(db, |tx| access::set_language(tx, who(0), nobody, Language::English)), Err(StoreError::NotFound)));
        assert!(audited(&db).await.is_empty());
    }

    async fn a_language_is_remembered(db: Db) {
        let id = with_account(&db, "karin").await;
        write!(db, |tx| access::set_language(tx, who(1), id, Language::English)).unwrap();
        assert_eq!(read!(db, |tx| access::account(tx, id)).unwrap().language, Language::English);
        assert_eq!(audited(&db).await, ["created", "language_set"]);
    }

    async fn a_role_is_given_once_and_names_its_unit(db: Db) {
        let id = with_account(&db, "karin").await;
        let unit = with_unit(&db).await;
        let top = unit.id;
        write!(db, |tx| access::add_grant(tx, who(1), id, Role::Manager, top)).unwrap();
        write!(db, |tx| access::add_grant(tx, who(2), id, Role::Manager, top)).unwrap();
        let grants = read!(db, |tx| access::grants(tx, id)).unwrap();
        assert_eq!(grants.len(), 1);
        assert_eq!((grants[0].role, grants[0].unit, grants[0].unit_name.as_str()), (Role::Manager, top, "Kommunen"));
        let actor = read!(db, |tx| access::actor(tx, id, at(0).date_naive())).unwrap();
        assert!(actor.has(Role::Manager) && actor.grants[0].branch == unit.path);
        assert_eq!(audited(&db).await, ["created", "role_granted"]);
    }

    async fn an_activation_link_works_once(db: Db) {
        let id = with_account(&db, "karin").await;
        write!(db, |tx| access::add_activation(tx, who(0), id, &TOKEN, at(60))).unwrap();
        assert_eq!(read!(db, |tx| access::activation(tx, &TOKEN, at(59))).unwrap().id, id);
        assert_eq!(write!(db, |tx| access::use_activation(tx, &TOKEN, "$hash", at(59))).unwrap(), id);
        let found = read!(db, |tx| access::find_for_sign_in(tx, "karin")).unwrap().unwrap();
        assert_eq!(found.password_hash.as_deref(), Some("$hash"));
        assert!(matches!(read!(db, |tx| access::activation(tx, &TOKEN, at(59))), Err(StoreError::NotFound)));
        assert!(matches!(write!(db, |tx| access::use_activation(tx, &TOKEN, "$other", at(59))), Err(StoreError::NotFound)));
        assert_eq!(audited(&db).await, ["created", "activation_made", "activated", "password_set"]);
    }

    async fn an_activation_link_dies_of_age_of_a_newer_one_and_of_a_closed_account(db: Db) {
        let id = with_account(&db, "karin").await;
        write!(db, |tx| access::add_activation(tx, who(0), id, &TOKEN, at(60))).unwrap();
        assert!(matches!(read!(db, |tx| access::activation(tx, &TOKEN, at(60))), Err(StoreError::NotFound)));
        write!(db, |tx| access::add_activation(tx, who(1), id, &OTHER, at(60))).unwrap();
        assert!(matches!(read!(db, |tx| access::activation(tx, &TOKEN, at(2))), Err(StoreError::NotFound)));
        assert!(read!(db, |tx| access::activation(tx, &OTHER, at(2))).is_ok());
        write!(db, |tx| access::disable_account(tx, who(3), id)).unwrap();
        assert!(matches!(read!(db, |tx| access::activation(tx, &OTHER, at(4))), Err(StoreError::NotFound)));
    }

    async fn a_live_session_carries_its_person_and_their_roles(db: Db) {
        let id = with_account(&db, "karin").await;
        let unit = with_unit(&db).await.id;
        write!(db, |tx| access::add_grant(tx, who(0), id, Role::Worker, unit)).unwrap();
        with_session(&db, id, TOKEN).await;
        let live = read!(db, |tx| access::live_session(tx, &TOKEN, at(29))).unwrap().unwrap();
        assert_eq!((live.actor.account, live.name.as_str()), (id, "Åsa Öberg"));
        assert!(live.actor.has(Role::Worker));
        assert_eq!((live.idle_until, live.ends_at, live.last_seen_at), (at(30), at(600), at(0)));
        assert_eq!(read!(db, |tx| access::live_session(tx, &OTHER, at(1))).unwrap(), None);
    }

    async fn an_idle_session_is_dead_and_cannot_be_touched_back(db: Db) {
        let id = with_account(&db, "karin").await;
        with_session(&db, id, TOKEN).await;
        assert_eq!(read!(db, |tx| access::live_session(tx, &TOKEN, at(30))).unwrap(), None);
        assert!(!write!(db, |tx| access::touch_session(tx, Touch { token: &TOKEN, now: at(30), idle_until: at(60) })).unwrap());
        assert_eq!(read!(db, |tx| access::live_session(tx, &TOKEN, at(30))).unwrap(), None);
    }

    async fn a_session_is_touched_at_most_once_a_minute_and_ends_absolutely(db: Db) {
        let id = with_account(&db, "karin").await;
        with_session(&db, id, TOKEN).await;
        let soon = at(0) + Duration::seconds(59);
        assert!(!Touch::is_due(soon, at(0)) && Touch::is_due(at(1), at(0)));
        assert!(!write!(db, |tx| access::touch_session(tx, Touch { token: &TOKEN, now: soon, idle_until: at(90) })).unwrap());
        assert!(write!(db, |tx| access::touch_session(tx, Touch { token: &TOKEN, now: at(1), idle_until: at(9999) })).unwrap());
        let live = read!(db, |tx| access::live_session(tx, &TOKEN, at(599))).unwrap().unwrap();
        assert_eq!(live.last_seen_at, at(1));
        assert_eq!(read!(db, |tx| access::live_session(tx, &TOKEN, at(600))).unwrap(), None);
    }

    async fn a_closed_account_loses_its_sessions_at_once_and_gets_no_new_one(db: Db) {
        let id = with_account(&db, "karin").await;
        with_session(&db, id, TOKEN).await;
        write!(db, |tx| access::disable_account(tx, who(1), id)).unwrap();
        assert_eq!(read!(db, |tx| access::live_session(tx, &TOKEN, at(1))).unwrap(), None);
        assert!(read!(db, |tx| access::find_for_sign_in(tx, "karin")).unwrap().unwrap().disabled);
        let new = write!(db, |tx| access::start_session(
            tx,
            who(2),
            NewSession { token: &OTHER, account: id, idle_until: at(30), ends_at: at(60) }
        ));
        assert!(matches!(new, Err(StoreError::State)), "{new:?}");
        write!(db, |tx| access::disable_account(tx, who(9), id)).unwrap();
        assert_eq!(read!(db, |tx| access::account(tx, id)).unwrap().disabled_at, Some(at(1)));
        write!(db, |tx| access::enable_account(tx, who(10), id)).unwrap();
        with_session(&db, id, OTHER).await;
        assert!(read!(db, |tx| access::live_session(tx, &OTHER, at(11))).unwrap().is_some());
    }

    async fn a_new_password_ends_every_session(db: Db) {
        let id = with_account(&db, "karin").await;
        with_session(&db, id, TOKEN).await;
        write!(db, |tx| access::set_password(tx, who(1), id, "$new")).unwrap();
        assert_eq!(read!(db, |tx| access::live_session(tx, &TOKEN, at(1))).unwrap(), None);
    }

    async fn signing_out_ends_one_session_and_leaves_the_others(db: Db) {
        let id = with_account(&db, "karin").await;
        with_session(&db, id, TOKEN).await;
        with_session(&db, id, OTHER).await;
        write!(db, |tx| access::end_session(tx, who(1), &TOKEN)).unwrap();
        write!(db, |tx| access::end_session(tx, who(1), &TOKEN)).unwrap();
        assert_eq!(read!(db, |tx| access::live_session(tx, &TOKEN, at(1))).unwrap(), None);
        assert!(read!(db, |tx| access::live_session(tx, &OTHER, at(1))).unwrap().is_some());
        assert_eq!(audited(&db).await.iter().filter(|a| *a == "signed_out").count(), 1);
    }

    async fn own_sessions_are_listed_and_ended_but_nobody_elses(db: Db) {
        let karin = with_account(&db, "karin").await;
        let olle = with_account(&db, "olle").await;
        with_session(&db, karin, TOKEN).await;
        with_session(&db, olle, OTHER).await;
        let own = read!(db, |tx| access::sessions_of(tx, karin, at(1))).unwrap();
        assert_eq!(own.iter().map(|s| s.token).collect::<Vec<_>>(), [TOKEN]);
        assert!(read!(db, |tx| access::sessions_of(tx, karin, at(30))).unwrap().is_empty());
        let foreign = write!(db, |tx| access::end_other_session(tx, who(1), karin, &OTHER));
        assert!(matches!(foreign, Err(StoreError::NotFound)));
        assert!(read!(db, |tx| access::live_session(tx, &OTHER, at(1))).unwrap().is_some());
        write!(db, |tx| access::end_other_session(tx, who(1), olle, &OTHER)).unwrap();
        assert_eq!(read!(db, |tx| access::live_session(tx, &OTHER, at(1))).unwrap(), None);
    }

    async fn all_other_sessions_end_and_the_own_one_stays(db: Db) {
        let id = with_account(&db, "karin").await;
        for token in [TOKEN, OTHER, [9; 32]] {
            with_session(&db, id, token).await;
        }
        assert_eq!(write!(db, |tx| access::end_other_sessions(tx, who(1), id, &TOKEN)).unwrap(), 2);
        assert_eq!(read!(db, |tx| access::sessions_of(tx, id, at(1))).unwrap().len(), 1);
        assert!(read!(db, |tx| access::live_session(tx, &TOKEN, at(1))).unwrap().is_some());
        assert_eq!(write!(db, |tx| access::end_sessions_of(tx, who(2), id)).unwrap(), 1);
        assert_eq!(read!(db, |tx| access::live_session(tx, &TOKEN, at(2))).unwrap(), None);
    }

    async fn starting_a_session_sweeps_the_dead_ones(db: Db) {
        let id = with_account(&db, "karin").await;
        with_session(&db, id, TOKEN).await;
        let new = NewSession { token: &OTHER, account: id, idle_until: at(90), ends_at: at(600) };
        write!(db, |tx| access::start_session(tx, who(31), new)).unwrap();
        assert_eq!(write!(db, |tx| access::end_sessions_of(tx, who(32), id)).unwrap(), 1);
    }

    async fn failures_are_counted_per_subject_and_window_and_can_be_taken_back(db: Db) {
        let id = with_account(&db, "karin").await;
        let first = write!(db, |tx| access::add_failure(tx, &TOKEN, at(0))).unwrap();
        write!(db, |tx| access::add_failure(tx, &TOKEN, at(5))).unwrap();
        write!(db, |tx| access::add_failure(tx, &OTHER, at(5))).unwrap();
        let all = read!(db, |tx| access::failures_since(tx, &TOKEN, at(-1))).unwrap();
        assert_eq!((all.count, all.oldest), (2, Some(at(0))));
        let late = read!(db, |tx| access::failures_since(tx, &TOKEN, at(0))).unwrap();
        assert_eq!((late.count, late.oldest), (1, Some(at(5))));
        write!(db, |tx| access::remove_failure(tx, first)).unwrap();
        assert_eq!(read!(db, |tx| access::failures_since(tx, &TOKEN, at(-1))).unwrap().count, 1);
        write!(db, |tx| access::forget_failures(tx, who(6), id, &TOKEN)).unwrap();
        let none = read!(db, |tx| access::failures_since(tx, &TOKEN, at(-1))).unwrap();
        assert_eq!((none.count, none.oldest), (0, None));
        assert_eq!(read!(db, |tx| access::failures_since(tx, &OTHER, at(-1))).unwrap().count, 1);
        write!(db, |tx| access::forget_old_failures(tx, at(6))).unwrap();
        assert_eq!(read!(db, |tx| access::failures_since(tx, &OTHER, at(-1))).unwrap().count, 0);
    }
}
