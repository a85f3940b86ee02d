//! Authenticator apps, recovery codes, pending sessions and proofs.

use domain::access::OpeningReason;
use domain::ids::AccountId;
use store::access::{self, Digest, NewFactor, NewSession};
use store::testing::TestDb;
use store::{Db, Engine, Pools, both_engines};

use super::common::{Town, at, count, load, refused, save, texts};

const TOKEN: Digest = [7; 32];
const OTHER: Digest = [8; 32];
const CODES: [Digest; 3] = [[1; 32], [2; 32], [3; 32]];
const SEALED: &[u8] = b"sealed";

async fn enrolled(db: &Db) -> (Town, AccountId) {
    let town = Town::build(db).await;
    let (who, id) = (town.at(0), town.worker);
    let new = NewFactor {
        sealed: SEALED,
        step: 100,
        codes: &CODES,
    };
    save!(db, |tx| access::enrol(tx, who, id, new)).unwrap();
    (town, id)
}

fn session(account: AccountId, token: &Digest) -> NewSession<'_> {
    NewSession {
        token,
        account,
        idle_until: at(10),
        ends_at: at(10),
    }
}

/// The actions of the trail, oldest first, without those that made the town.
async fn told(db: &Db) -> Vec<String> {
    texts(
        db,
        "select action from audit where object_kind = 'account' and action not in ('created', 'role_granted') order by at, id",
    )
    .await
}

both_engines! {
    async fn an_app_is_enrolled_once_with_its_recovery_codes(db: Db) {
        let (town, id) = enrolled(&db).await;
        let factor = load!(db, |tx| access::second_factor(tx, id)).unwrap().unwrap();
        assert_eq!((factor.sealed.as_slice(), factor.last_step, factor.codes_left), (SEALED, 100, 3));
        assert_eq!(factor.enrolled_at, at(0));
        let (who, colleague) = (town.at(1), town.colleague);
        let again = save!(db, |tx| access::enrol(tx, who, id, NewFactor { sealed: b"x", step: 1, codes: &[] }));
        refused!(again, Exists);
        assert_eq!(load!(db, |tx| access::second_factor(tx, id)).unwrap().unwrap().codes_left, 3);
        assert!(load!(db, |tx| access::second_factor(tx, colleague)).unwrap().is_none());
        assert_eq!(told(&db).await, ["factor_enrolled"]);
    }

    async fn the_code_of_a_step_counts_once_and_no_earlier_one_after_it(db: Db) {
        let (_, id) = enrolled(&db).await;
        assert!(!save!(db, |tx| access::use_step(tx, id, 100)).unwrap(), "the first code was used to enrol");
        assert!(save!(db, |tx| access::use_step(tx, id, 102)).unwrap());
        for step in [102, 101] {
            assert!(!save!(db, |tx| access::use_step(tx, id, step)).unwrap(), "{step}");
        }
        assert!(save!(db, |tx| access::use_step(tx, id, 103)).unwrap());
    }

    async fn one_step_given_twice_at_the_same_moment_counts_once(db: Db) {
        let (_, id) = enrolled(&db).await;
        let both = tokio::join!(
            async { save!(db, |tx| access::use_step(tx, id, 200)).unwrap() },
            async { save!(db, |tx| access::use_step(tx, id, 200)).unwrap() },
        );
        assert!(both.0 != both.1, "{both:?}");
    }

    async fn a_recovery_code_works_once_and_only_for_its_account(db: Db) {
        let (town, id) = enrolled(&db).await;
        let (who, other) = (town.at(1), town.colleague);
        assert!(!save!(db, |tx| access::use_recovery_code(tx, who, other, &CODES[0])).unwrap());
        assert!(save!(db, |tx| access::use_recovery_code(tx, who, id, &CODES[0])).unwrap());
        assert!(!save!(db, |tx| access::use_recovery_code(tx, who, id, &CODES[0])).unwrap());
        assert!(!save!(db, |tx| access::use_recovery_code(tx, who, id, &OTHER)).unwrap());
        assert_eq!(load!(db, |tx| access::second_factor(tx, id)).unwrap().unwrap().codes_left, 2);
        assert_eq!(told(&db).await, ["factor_enrolled", "recovery_code_used"]);
    }

    async fn new_recovery_codes_take_the_place_of_the_old_ones(db: Db) {
        let (town, id) = enrolled(&db).await;
        let (who, other) = (town.at(1), town.colleague);
        save!(db, |tx| access::renew_recovery_codes(tx, who, id, &[OTHER])).unwrap();
        assert!(!save!(db, |tx| access::use_recovery_code(tx, who, id, &CODES[1])).unwrap());
        assert!(save!(db, |tx| access::use_recovery_code(tx, who, id, &OTHER)).unwrap());
        refused!(save!(db, |tx| access::renew_recovery_codes(tx, who, other, &[OTHER])), NotFound);
        assert_eq!(told(&db).await, ["factor_enrolled", "recovery_codes_made", "recovery_code_used"]);
    }

    async fn a_reset_takes_app_codes_and_sessions_away(db: Db) {
        let (town, id) = enrolled(&db).await;
        let (who, other) = (town.at(1), town.colleague);
        save!(db, |tx| access::start_session(tx, who, session(id, &TOKEN))).unwrap();
        save!(db, |tx| access::start_pending_session(tx, who, session(id, &OTHER), None)).unwrap();
        save!(db, |tx| access::reset_factor(tx, who, id)).unwrap();
        assert!(load!(db, |tx| access::second_factor(tx, id)).unwrap().is_none());
        assert_eq!(count(&db, "select count(*) from recovery_code").await, 0);
        assert_eq!(load!(db, |tx| access::live_session(tx, &TOKEN, at(2))).unwrap(), None);
        assert!(load!(db, |tx| access::pending_session(tx, &OTHER, at(2))).unwrap().is_none());
        refused!(save!(db, |tx| access::reset_factor(tx, who, id)), NotFound);
        refused!(save!(db, |tx| access::reset_factor(tx, who, other)), NotFound);
        let told = told(&db).await;
        assert_eq!(told[3..], ["factor_reset", "sessions_ended"], "{told:?}");
    }

    async fn a_pending_session_is_no_live_one_and_is_not_listed_or_touched(db: Db) {
        let (town, id) = enrolled(&db).await;
        let who = town.at(1);
        save!(db, |tx| access::start_pending_session(tx, who, session(id, &TOKEN), None)).unwrap();
        assert_eq!(load!(db, |tx| access::live_session(tx, &TOKEN, at(2))).unwrap(), None);
        assert!(load!(db, |tx| access::sessions_of(tx, id, at(2))).unwrap().is_empty());
        let touch = access::Touch { token: &TOKEN, now: at(5), idle_until: at(90) };
        assert!(!save!(db, |tx| access::touch_session(tx, touch)).unwrap());
        let pending = load!(db, |tx| access::pending_session(tx, &TOKEN, at(9))).unwrap().unwrap();
        assert_eq!((pending.account, pending.user_name.as_str()), (id, "Karin Ek"));
        assert!(pending.enrolling.is_none() && pending.factor.is_some());
        assert!(load!(db, |tx| access::pending_session(tx, &TOKEN, at(10))).unwrap().is_none(), "it is too old");
        assert!(load!(db, |tx| access::account(tx, id)).unwrap().last_signed_in_at.is_none());
    }

    async fn a_pending_session_carries_the_secret_that_is_offered(db: Db) {
        let town = Town::build(&db).await;
        let (who, id) = (town.at(1), town.worker);
        save!(db, |tx| access::start_pending_session(tx, who, session(id, &TOKEN), Some(SEALED))).unwrap();
        let pending = load!(db, |tx| access::pending_session(tx, &TOKEN, at(2))).unwrap().unwrap();
        assert_eq!(pending.enrolling.as_deref(), Some(SEALED));
        assert!(pending.factor.is_none());
        save!(db, |tx| access::disable_account(tx, who, id)).unwrap();
        let closed = save!(db, |tx| access::start_pending_session(tx, who, session(id, &OTHER), None));
        refused!(closed, State);
    }

    async fn the_second_factor_puts_another_token_in_the_place_of_the_pending_one(db: Db) {
        let (town, id) = enrolled(&db).await;
        let (who, other) = (town.at(1), town.colleague);
        save!(db, |tx| access::start_pending_session(tx, who, session(id, &TOKEN), None)).unwrap();
        refused!(save!(db, |tx| access::complete_session(tx, who, &TOKEN, session(other, &OTHER))), NotFound);
        save!(db, |tx| access::complete_session(tx, who, &TOKEN, session(id, &OTHER))).unwrap();
        assert!(load!(db, |tx| access::pending_session(tx, &TOKEN, at(2))).unwrap().is_none());
        let live = load!(db, |tx| access::live_session(tx, &OTHER, at(2))).unwrap().unwrap();
        assert_eq!((live.actor.account, live.proved_at), (id, Some(at(1))));
        assert_eq!(load!(db, |tx| access::account(tx, id)).unwrap().last_signed_in_at, Some(at(1)));
        refused!(save!(db, |tx| access::complete_session(tx, who, &TOKEN, session(id, &[9; 32]))), NotFound);
        refused!(save!(db, |tx| access::complete_session(tx, who, &OTHER, session(id, &[9; 32]))), NotFound);
        assert_eq!(told(&db).await, ["factor_enrolled", "password_given", "signed_in"]);
    }

    async fn a_pending_session_that_is_too_old_is_not_completed(db: Db) {
        let (town, id) = enrolled(&db).await;
        let (before, after) = (town.at(1), town.at(10));
        save!(db, |tx| access::start_pending_session(tx, before, session(id, &TOKEN), None)).unwrap();
        let new = NewSession { ends_at: at(90), idle_until: at(40), ..session(id, &OTHER) };
        refused!(save!(db, |tx| access::complete_session(tx, after, &TOKEN, new)), NotFound);
    }

    async fn a_proof_gives_a_session_another_token_and_what_it_has_opened_stays_open(db: Db) {
        let (town, id) = enrolled(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (early, late) = (town.at(1), town.at(5));
        save!(db, |tx| access::start_session(tx, early, session(id, &TOKEN))).unwrap();
        assert!(!load!(db, |tx| access::has_opened(tx, &TOKEN, case)).unwrap());
        for _ in 0..2 {
            save!(db, |tx| access::note_opened(tx, early, &TOKEN, case, OpeningReason::Own)).unwrap();
        }
        refused!(save!(db, |tx| access::prove_session(tx, late, town.colleague, &TOKEN, &OTHER)), NotFound);
        save!(db, |tx| access::prove_session(tx, late, id, &TOKEN, &OTHER)).unwrap();
        assert_eq!(load!(db, |tx| access::live_session(tx, &TOKEN, at(6))).unwrap(), None);
        let live = load!(db, |tx| access::live_session(tx, &OTHER, at(6))).unwrap().unwrap();
        assert_eq!((live.proved_at, live.ends_at), (Some(at(5)), at(10)));
        assert!(load!(db, |tx| access::has_opened(tx, &OTHER, case)).unwrap());
        assert!(!load!(db, |tx| access::has_opened(tx, &TOKEN, case)).unwrap());
        save!(db, |tx| access::end_session(tx, late, &OTHER)).unwrap();
        assert_eq!(count(&db, "select count(*) from opened_case").await, 0);
        save!(db, |tx| access::note_opened(tx, late, &OTHER, case, OpeningReason::Own)).unwrap();
        assert!(!load!(db, |tx| access::has_opened(tx, &OTHER, case)).unwrap(), "there is no such session any more");
    }

    async fn a_pending_session_proves_nothing(db: Db) {
        let (town, id) = enrolled(&db).await;
        let who = town.at(1);
        save!(db, |tx| access::start_pending_session(tx, who, session(id, &TOKEN), None)).unwrap();
        refused!(save!(db, |tx| access::prove_session(tx, who, id, &TOKEN, &OTHER)), NotFound);
    }

    async fn a_taken_password_opens_nothing_and_ends_every_session(db: Db) {
        let town = Town::build(&db).await;
        let (who, id) = (town.at(1), town.worker);
        save!(db, |tx| access::set_password(tx, who, id, "$hash")).unwrap();
        assert_eq!(load!(db, |tx| access::password_hash(tx, id)).unwrap().as_deref(), Some("$hash"));
        save!(db, |tx| access::start_session(tx, who, session(id, &TOKEN))).unwrap();
        save!(db, |tx| access::take_password(tx, who, id)).unwrap();
        assert_eq!(load!(db, |tx| access::password_hash(tx, id)).unwrap(), None);
        assert_eq!(load!(db, |tx| access::live_session(tx, &TOKEN, at(2))).unwrap(), None);
        let nobody = AccountId(uuid::Uuid::nil());
        refused!(save!(db, |tx| access::take_password(tx, who, nobody)), NotFound);
        refused!(load!(db, |tx| access::password_hash(tx, nobody)), NotFound);
        assert_eq!(told(&db).await, ["password_set", "signed_in", "password_taken", "sessions_ended"]);
    }

    async fn an_account_is_dormant_when_nobody_signed_in_to_it_for_long_and_it_is_open(db: Db) {
        let town = Town::build(&db).await;
        let (who, id) = (town.at(1), town.worker);
        let dormant = async |minute: i64| load!(db, |tx| access::account(tx, id)).unwrap().is_dormant(at(minute));
        assert!(dormant(1).await && !dormant(-60).await, "until the first sign-in it counts from when it was made");
        save!(db, |tx| access::start_session(tx, who, session(id, &TOKEN))).unwrap();
        assert!(!dormant(1).await && dormant(2).await);
        save!(db, |tx| access::disable_account(tx, who, id)).unwrap();
        assert!(!dormant(2).await);
    }

    async fn an_upgrade_remembers_who_signed_in_when_and_asks_everybody_to_sign_in_anew(empty: Db) {
        let engine = empty.engine();
        let test = TestDb::of_version(engine, 14).await;
        let db = test.db.clone();
        let id = if engine == Engine::Sqlite { "x'0000000000000000000000000000000a'" } else { "'00000000-0000-0000-0000-00000000000a'" };
        let token = if engine == Engine::Sqlite { "x'07'" } else { "'\\x07'" };
        let sql = format!(
            "insert into account (id, user_name, user_name_folded, name, created_at) values ({id}, 'karin', 'karin', 'Karin', '2025-03-02T08:00:00+00:00');
            insert into session (token_hash, account_id, created_at, last_seen_at, idle_until, ends_at)
                values ({token}, {id}, '2026-03-02T08:00:00+00:00', '2026-03-02T08:00:00+00:00', '2026-03-02T08:30:00+00:00', '2026-03-02T18:00:00+00:00');
            insert into audit (id, at, account_id, action, object_kind) values ({id}, '2026-03-02T08:00:00+00:00', {id}, 'signed_in', 'account');"
        );
        run(&db, sql).await;
        db.migrate().await.unwrap();
        let account = load!(db, |tx| access::accounts(tx)).unwrap().remove(0);
        assert_eq!(account.last_signed_in_at, Some(at(0)));
        assert_eq!(count(&db, "select count(*) from session").await, 0);
        test.remove().await;
    }
}

/// Runs several statements, put together above and never from input.
async fn run(db: &Db, sql: String) {
    let sql = sqlx::AssertSqlSafe(sql);
    match db.pools() {
        Pools::Sqlite { write, .. } => drop(sqlx::raw_sql(sql).execute(write).await.unwrap()),
        Pools::Postgres(pool) => drop(sqlx::raw_sql(sql).execute(pool).await.unwrap()),
    }
}
