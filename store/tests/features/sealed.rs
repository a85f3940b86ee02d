//! What a look at the sealed trail finds when somebody with every right in the database, but without the key, changes it.

use std::sync::Arc;

use chrono::Duration;
use domain::ids::UnitId;
use store::audit::{self, AuditKeys, Cause, Checkpoint, CheckpointKey, Entry, Finding, Verdict};
use store::testing::{TestDb, audit_keys};
use store::{Db, Engine, Who, both_engines};
use uuid::Uuid;

use super::common::{at, count, execute, load, save, today};

const CHAIN: Uuid = Uuid::from_u128(5);

fn who(unit: Uuid, minute: i64) -> Who {
    Who {
        account: None,
        unit: Some(UnitId(unit)),
        now: at(minute),
        today: today(),
    }
}

/// Twelve rows in one chain, each in a transaction of its own.
async fn twelve(db: &Db) {
    for minute in 0..12 {
        write(db, CHAIN, minute).await;
    }
}

async fn write(db: &Db, unit: Uuid, minute: i64) {
    let who = who(unit, minute);
    save!(db, |tx| audit::record(
        tx,
        who,
        Entry::about("read", "case", Some(unit)).detail("x")
    ))
    .unwrap();
}

fn signer() -> CheckpointKey {
    CheckpointKey::new(&[4; 32]).unwrap()
}

async fn checkpoint(db: &Db, last: Option<&Checkpoint>) -> Checkpoint {
    let heads = load!(db, |tx| audit::heads(tx)).unwrap();
    signer().sign(heads, last, at(100))
}

async fn look_with(db: &Db, keys: &AuditKeys, checkpoints: &[Checkpoint]) -> Verdict {
    let mut tx = db.read().await.unwrap();
    audit::verify(&mut tx, keys, &[checkpoints.to_vec()], &signer(), |_| {})
        .await
        .unwrap()
}

async fn look(db: &Db, checkpoints: &[Checkpoint]) -> Vec<(i64, Cause)> {
    let verdict = look_with(db, &audit_keys().unwrap(), checkpoints).await;
    verdict
        .findings
        .into_iter()
        .map(|Finding { at, cause, .. }| (at, cause))
        .collect()
}

/// What somebody who owns the database does first.
async fn unlock(db: &Db) {
    let statements: &[&'static str] = match db.engine() {
        Engine::Sqlite => &[
            "drop trigger audit_is_append_only_update",
            "drop trigger audit_is_append_only_delete",
            "drop trigger audit_is_sealed",
            "drop index audit_chain",
        ],
        Engine::Postgres => &["alter table audit disable trigger user", "drop index audit_chain"],
    };
    for sql in statements {
        execute(db, sql).await.unwrap();
    }
}

async fn after(db: &Db, tampering: &[&'static str]) -> Vec<(i64, Cause)> {
    twelve(db).await;
    unlock(db).await;
    for sql in tampering {
        execute(db, sql).await.unwrap();
    }
    look(db, &[]).await
}

/// An id that nobody has.
fn fresh(db: &Db, sqlite: &'static str, postgres: &'static str) -> &'static str {
    match db.engine() {
        Engine::Sqlite => sqlite,
        Engine::Postgres => postgres,
    }
}

both_engines! {
    async fn a_whole_trail_is_found_whole(db: Db) {
        assert_eq!(look(&db, &[]).await, []);
        twelve(&db).await;
        write(&db, Uuid::from_u128(6), 3).await;
        let first = checkpoint(&db, None).await;
        write(&db, CHAIN, 13).await;
        let second = checkpoint(&db, Some(&first)).await;
        let verdict = look_with(&db, &audit_keys().unwrap(), &[first, second]).await;
        assert_eq!((verdict.rows, verdict.chains, verdict.checkpoints), (14, 2, 2));
        assert!(verdict.sound(), "{:?}", verdict.findings);
    }

    async fn a_change_of_anything_in_a_row_is_found_at_that_row_alone(db: Db) {
        twelve(&db).await;
        unlock(&db).await;
        execute(&db, "create table kept as select * from audit").await.unwrap();
        let changes = [
            "update audit set action = 'write' where seq = 5",
            "update audit set object_kind = 'child' where seq = 5",
            "update audit set detail = '' where seq = 5",
            "update audit set at = (select at from audit where seq = 9) where seq = 5",
            "update audit set account_id = id where seq = 5",
            "update audit set object_id = null where seq = 5",
            "update audit set case_id = id where seq = 5",
            "update audit set mac = prev where seq = 5",
        ];
        for sql in changes {
            execute(&db, sql).await.unwrap();
            let cause = if sql.contains("mac") { Cause::Duplicate } else { Cause::Modified };
            assert_eq!(look(&db, &[]).await, [(5, cause)], "{sql}");
            execute(&db, "delete from audit").await.unwrap();
            execute(&db, "insert into audit select * from kept").await.unwrap();
        }
        assert_eq!(look(&db, &[]).await, []);
    }

    async fn rows_that_are_gone_are_missed(db: Db) {
        let found = after(&db, &["delete from audit where seq in (1, 5, 6, 7)"]).await;
        assert_eq!(found, [(2, Cause::Missing { from: 1, to: 1 }), (8, Cause::Missing { from: 5, to: 7 })]);
    }

    async fn rows_in_each_others_places_are_found(db: Db) {
        let found = after(&db, &[
            "update audit set seq = 1000 where seq = 5",
            "update audit set seq = 5 where seq = 6",
            "update audit set seq = 6 where seq = 1000",
        ]).await;
        assert_eq!(found, [(5, Cause::Reordered), (6, Cause::Reordered)]);
    }

    async fn words_in_each_others_places_are_found(db: Db) {
        let found = after(&db, &[
            "create table two as select seq, id, at from audit where seq in (5, 6)",
            "update audit set id = id, at = (select t.at from two t where t.seq = 11 - audit.seq) where seq in (5, 6)",
        ]).await;
        assert_eq!(found, [(5, Cause::Modified), (6, Cause::Modified)], "ids were not exchanged");
    }

    async fn a_forged_row_is_found_although_it_names_the_row_before(db: Db) {
        let forge = fresh(&db,
            "insert into audit (id, at, action, object_kind, chain, seq, key_id, prev, mac) \
                select randomblob(16), at, 'read', object_kind, chain, 13, key_id, mac, zeroblob(32) from audit where seq = 12",
            "insert into audit (id, at, action, object_kind, chain, seq, key_id, prev, mac) \
                select gen_random_uuid(), at, 'read', object_kind, chain, 13, key_id, mac, decode(repeat('00', 32), 'hex') from audit where seq = 12");
        let found = after(&db, &[forge]).await;
        assert_eq!(found, [(13, Cause::Modified), (13, Cause::Head)]);
    }

    async fn an_old_row_that_is_written_again_is_a_duplicate(db: Db) {
        let again = fresh(&db,
            "insert into audit (id, at, unit_id, action, object_kind, object_id, detail, chain, seq, key_id, prev, mac) \
                select randomblob(16), at, unit_id, action, object_kind, object_id, detail, chain, 13, key_id, prev, mac from audit where seq = 4",
            "insert into audit (id, at, unit_id, action, object_kind, object_id, detail, chain, seq, key_id, prev, mac) \
                select gen_random_uuid(), at, unit_id, action, object_kind, object_id, detail, chain, 13, key_id, prev, mac from audit where seq = 4");
        let found = after(&db, &[again, "update audit_head set seq = 13, mac = (select mac from audit where seq = 4)"]).await;
        assert_eq!(found, [(13, Cause::Duplicate)]);
    }

    async fn a_number_that_stands_twice_is_a_duplicate(db: Db) {
        let again = fresh(&db,
            "insert into audit (id, at, unit_id, action, object_kind, object_id, detail, chain, seq, key_id, prev, mac) \
                select randomblob(16), at, unit_id, action, object_kind, object_id, detail, chain, seq, key_id, prev, mac from audit where seq = 4",
            "insert into audit (id, at, unit_id, action, object_kind, object_id, detail, chain, seq, key_id, prev, mac) \
                select gen_random_uuid(), at, unit_id, action, object_kind, object_id, detail, chain, seq, key_id, prev, mac from audit where seq = 4");
        let found = after(&db, &[again]).await;
        assert!(found.contains(&(4, Cause::Duplicate)), "{found:?}");
        assert!(found.iter().all(|(at, _)| *at == 4), "{found:?}");
    }

    async fn the_database_itself_refuses_a_second_row_of_a_number(db: Db) {
        twelve(&db).await;
        let again = fresh(&db,
            "insert into audit (id, at, action, object_kind, chain, seq, key_id, prev, mac) \
                select randomblob(16), at, action, object_kind, chain, seq, key_id, prev, mac from audit where seq = 4",
            "insert into audit (id, at, action, object_kind, chain, seq, key_id, prev, mac) \
                select gen_random_uuid(), at, action, object_kind, chain, seq, key_id, prev, mac from audit where seq = 4");
        assert!(execute(&db, again).await.is_err());
        let unsealed = "insert into audit (id, at, action, object_kind) select prev, at, action, object_kind from audit where seq = 4";
        assert!(execute(&db, unsealed).await.is_err());
    }

    async fn the_newest_rows_cannot_be_taken_away_unseen(db: Db) {
        twelve(&db).await;
        let (seen, none) = ([checkpoint(&db, None).await], []);
        unlock(&db).await;
        execute(&db, "delete from audit where seq > 9").await.unwrap();
        assert_eq!(look(&db, &none).await, [(9, Cause::Truncated { reached: 12, checkpoint: None })]);
        execute(&db, "update audit_head set seq = 9, mac = (select mac from audit where seq = 9)").await.unwrap();
        // This is what an older copy of the database looks like: only the checkpoint knows better.
        assert_eq!(look(&db, &none).await, []);
        assert_eq!(look(&db, &seen).await, [(9, Cause::Truncated { reached: 12, checkpoint: Some(1) })]);
        // The program goes on after the older copy: the chain is whole, but not the one that was seen.
        for minute in 20..25 {
            write(&db, CHAIN, minute).await;
        }
        assert_eq!(look(&db, &none).await, []);
        assert_eq!(look(&db, &seen).await, [(12, Cause::Rewritten { checkpoint: 1 })]);
        // A signed word that a copy was restored excuses what was lost then, and nothing that is lost later.
        let heads = load!(&db, |tx| audit::heads(tx)).unwrap();
        let restored = signer().sign_after(heads, Some(&seen[0]), at(101), true);
        let excused = [seen[0].clone(), restored];
        execute(&db, "delete from audit where seq > 11").await.unwrap();
        execute(&db, "update audit_head set seq = 11, mac = (select mac from audit where seq = 11)").await.unwrap();
        assert_eq!(look(&db, &excused).await, [(11, Cause::Truncated { reached: 14, checkpoint: Some(2) })]);
        let heads = load!(&db, |tx| audit::heads(tx)).unwrap();
        let again = signer().sign_after(heads, Some(&excused[1]), at(102), true);
        assert_eq!(look(&db, &[excused[0].clone(), excused[1].clone(), again]).await, []);
        execute(&db, "delete from audit").await.unwrap();
        execute(&db, "delete from audit_head").await.unwrap();
        assert_eq!(look(&db, &none).await, []);
        assert_eq!(look(&db, &seen).await, [(0, Cause::Truncated { reached: 12, checkpoint: Some(1) })]);
    }

    async fn two_chains_that_grew_from_one_are_found(db: Db) {
        twelve(&db).await;
        unlock(&db).await;
        for sql in [
            "create table kept as select * from audit where seq = 10",
            "delete from audit where seq > 9",
            "update audit_head set seq = 9, mac = (select mac from audit where seq = 9)",
        ] {
            execute(&db, sql).await.unwrap();
        }
        write(&db, CHAIN, 20).await;
        write(&db, CHAIN, 21).await;
        execute(&db, "delete from audit where seq = 10").await.unwrap();
        execute(&db, "insert into audit select * from kept").await.unwrap();
        assert_eq!(look(&db, &[]).await, [(11, Cause::Fork)]);
    }

    async fn a_chain_that_is_sealed_anew_without_the_key_is_found(db: Db) {
        twelve(&db).await;
        let seen = [checkpoint(&db, None).await];
        unlock(&db).await;
        execute(&db, "update audit set action = 'write', mac = null, seq = null").await.unwrap();
        execute(&db, "delete from audit_head").await.unwrap();
        let wrong = AuditKeys::new([("audit-0001".to_owned(), [8; 32])]).unwrap();
        assert_eq!(audit::seal_older(&db.clone().sealed_with(Arc::new(wrong))).await.unwrap(), 12);
        let found = look(&db, &[]).await;
        assert_eq!(found, (1..=12).map(|n| (n, Cause::Modified)).collect::<Vec<_>>());
        let found = look(&db, &seen).await;
        assert_eq!(found[0], (12, Cause::Rewritten { checkpoint: 1 }));
    }

    async fn rows_of_an_older_key_are_whole_as_long_as_it_is_kept(db: Db) {
        twelve(&db).await;
        let keys = || AuditKeys::new([("audit-0001".to_owned(), [7; 32]), ("audit-0002".to_owned(), [9; 32])]).unwrap();
        let renewed = db.clone().sealed_with(Arc::new(keys()));
        write(&renewed, CHAIN, 13).await;
        assert!(look_with(&db, &keys(), &[]).await.sound());
        assert_eq!(look(&db, &[]).await, [(13, Cause::UnknownKey("audit-0002".into()))]);
        let newer = AuditKeys::new([("audit-0002".to_owned(), [9; 32])]).unwrap();
        assert_eq!(look_with(&db, &newer, &[]).await.findings.len(), 12);
    }

    async fn a_row_that_is_moved_to_another_chain_is_missed_there_and_wrong_here(db: Db) {
        write(&db, Uuid::from_u128(6), 1).await;
        let found = after(&db, &["update audit set chain = (select chain from audit_head order by chain desc limit 1), seq = 13 \
            where chain = (select chain from audit_head order by chain limit 1) and seq = 12"]).await;
        assert!(found.contains(&(11, Cause::Truncated { reached: 12, checkpoint: None })), "{found:?}");
        assert!(found.contains(&(13, Cause::Modified)), "{found:?}");
    }

    async fn a_head_that_was_moved_is_found(db: Db) {
        let found = after(&db, &["update audit_head set mac = (select mac from audit where seq = 3)"]).await;
        assert_eq!(found, [(12, Cause::Head)]);
        execute(&db, "delete from audit_head").await.unwrap();
        assert_eq!(look(&db, &[]).await, [(12, Cause::Head)]);
    }

    async fn checkpoints_are_looked_at_themselves(db: Db) {
        twelve(&db).await;
        let first = checkpoint(&db, None).await;
        write(&db, CHAIN, 13).await;
        let second = checkpoint(&db, Some(&first)).await;
        let third = checkpoint(&db, Some(&second)).await;
        let all = [first.clone(), second.clone(), third.clone()];
        assert_eq!(look(&db, &all).await, []);
        assert_eq!(look(&db, &[second.clone(), third.clone()]).await, [(2, Cause::CheckpointMissing)]);
        assert_eq!(look(&db, &[first.clone(), third.clone()]).await, [(3, Cause::CheckpointMissing)]);
        let mut changed = second.clone();
        changed.heads[0].seq = 1;
        assert_eq!(look(&db, &[first.clone(), changed, third.clone()]).await, [(2, Cause::CheckpointModified)]);
        let heads = load!(&db, |tx| audit::heads(tx)).unwrap();
        let strange = CheckpointKey::new(&[1; 32]).unwrap().sign(heads.clone(), Some(&first), at(100));
        assert_eq!(look(&db, &[first.clone(), strange]).await, [(2, Cause::CheckpointModified)]);
        let back = signer().sign(heads, Some(&first), at(100) - Duration::hours(1));
        assert_eq!(look(&db, &[first, back]).await, [(2, Cause::ClockBack)]);
    }

    async fn many_who_write_at_once_keep_every_chain_whole(db: Db) {
        let mut tasks = Vec::new();
        for task in 0..32_u128 {
            let db = db.clone();
            tasks.push(tokio::spawn(async move {
                for turn in 0..12_u128 {
                    // Two chains in one transaction, in changing order.
                    let (a, b) = (Uuid::from_u128((task + turn) % 4), Uuid::from_u128((task * 3 + turn) % 5));
                    let (one, two) = (who(a, 1), who(b, 2));
                    save!(db, |tx| async {
                        audit::record(tx, one, Entry::about("read", "case", None)).await?;
                        audit::record(tx, two, Entry::about("read", "case", None)).await
                    }).unwrap();
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        let verdict = look_with(&db, &audit_keys().unwrap(), &[]).await;
        assert_eq!((verdict.rows, verdict.findings.as_slice()), (32 * 12 * 2, [].as_slice()));
    }

    async fn nothing_is_written_without_a_key(db: Db) {
        let keyless = match db.pools() {
            store::Pools::Sqlite { read, write } => Db::from(store::Pools::Sqlite { read: read.clone(), write: write.clone() }),
            store::Pools::Postgres(pool) => Db::from(store::Pools::Postgres(pool.clone())),
        };
        let who = who(CHAIN, 1);
        let refused: Result<(), store::StoreError> = save!(keyless, |tx| audit::record(tx, who, Entry::about("read", "case", None)));
        assert!(refused.unwrap_err().to_string().contains("key"));
        assert_eq!(count(&db, "select count(*) from audit").await, 0);
    }

    async fn what_an_older_program_wrote_is_sealed_once(empty: Db) {
        let test = TestDb::of_version(empty.engine(), 14).await;
        let insert = fresh(&empty,
            "insert into audit (id, at, action, object_kind) values (randomblob(16), '2026-01-01T00:00:00+00:00', 'read', 'case')",
            "insert into audit (id, at, action, object_kind) values (gen_random_uuid(), '2026-01-01T00:00:00+00:00', 'read', 'case')");
        for _ in 0..5 {
            execute(&test.db, insert).await.unwrap();
        }
        test.db.migrate().await.unwrap();
        assert_eq!(look(&test.db, &[]).await, [(0, Cause::Unsealed(5))]);
        assert_eq!(audit::seal_older(&test.db).await.unwrap(), 5);
        assert_eq!(audit::seal_older(&test.db).await.unwrap(), 0);
        write(&test.db, CHAIN, 1).await;
        let verdict = look_with(&test.db, &audit_keys().unwrap(), &[]).await;
        assert_eq!((verdict.rows, verdict.chains, verdict.sound()), (6, 2, true));
        let why = execute(&test.db, "update audit set mac = null").await.unwrap_err().to_string();
        assert!(why.contains("audit is append-only"), "{why}");
        test.remove().await;
    }
}
