//! `Db::write` and `Db::read`: all or nothing, whoever goes away in between.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use sqlx::Row;
use store::organisation::{self, NewUnit};
use store::{Db, Pools, StoreError, Tx, both_engines, cases};

use super::common::{Town, at, count, load, save};

async fn add(tx: &mut Tx, name: &str) -> Result<(), StoreError> {
    let new = NewUnit {
        parent: None,
        kind: "municipality",
        area: None,
        name,
        phone: "",
    };
    organisation::add_unit(tx, &new, at(0)).await.map(|_| ())
}

async fn names(db: &Db) -> Vec<String> {
    load!(db, |tx| organisation::units(tx))
        .unwrap()
        .into_iter()
        .map(|u| u.name)
        .collect()
}

/// Asserts that the pools hold connections and no transaction is open in any.
async fn assert_all_idle(db: &Db) {
    let (looked_into, open) = probe(db).await;
    assert!(looked_into > 0);
    assert_eq!(open, 0);
}

/// Waits until every connection is back in its pool, then looks into each whether a transaction is open in it: how many it looked
/// into, and how many were open.
async fn probe(db: &Db) -> (usize, usize) {
    let (mut looked_into, mut found) = (0, 0);
    match db.pools() {
        Pools::Sqlite { read, write } => {
            for pool in [read, write] {
                settle(|| (pool.num_idle(), pool.size())).await;
                let mut held: Vec<_> = std::iter::from_fn(|| pool.try_acquire()).collect();
                looked_into += held.len();
                for connection in &mut held {
                    // SQLite has no transactions within transactions.
                    found += usize::from(
                        sqlx::raw_sql("begin; rollback")
                            .execute(&mut **connection)
                            .await
                            .is_err(),
                    );
                }
            }
        }
        Pools::Postgres(pool) => {
            settle(|| (pool.num_idle(), pool.size())).await;
            let mut held: Vec<_> = std::iter::from_fn(|| pool.try_acquire()).collect();
            looked_into += held.len();
            for connection in &mut held {
                // Outside a transaction each statement is one of its own, begun with it.
                let row = sqlx::raw_sql("select now() <> statement_timestamp()")
                    .fetch_one(&mut **connection)
                    .await
                    .unwrap();
                found += usize::from(row.get::<bool, _>(0));
            }
        }
    }
    (looked_into, found)
}

/// Drops a future that is not ready after so many polls, as a runtime does with a request whose client has left.
async fn leave_after<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|context| {
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

async fn settle(state: impl Fn() -> (usize, u32)) {
    for _ in 0..5000 {
        let (idle, size) = state();
        // While a connection changes hands the pool may count fewer than none.
        if u32::try_from(idle) == Ok(size) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    panic!("connections were not given back");
}

both_engines! {
    async fn an_error_rolls_everything_back(db: Db) {
        let result: Result<(), StoreError> = save!(db, |tx| async {
            add(tx, "half").await?;
            Err(StoreError::State)
        });
        assert!(matches!(result, Err(StoreError::State)));
        assert!(names(&db).await.is_empty());
        save!(db, |tx| add(tx, "whole")).unwrap();
        assert_eq!(names(&db).await, ["whole"]);
        assert_all_idle(&db).await;
    }

    async fn a_panic_inside_a_write_leaves_nothing_and_the_next_write_works(db: Db) {
        let result: Result<(), StoreError> = save!(db, |tx| async {
            add(tx, "half").await?;
            panic!("on purpose")
        });
        assert!(matches!(result, Err(StoreError::Unusable(_))), "{result:?}");
        save!(db, |tx| add(tx, "whole")).unwrap();
        assert_eq!(names(&db).await, ["whole"]);
        assert_all_idle(&db).await;
    }

    async fn a_caller_that_goes_away_leaves_no_half_change_and_no_open_transaction(db: Db) {
        for i in 0..60_u64 {
            let writer = db.clone();
            let caller = tokio::spawn(async move {
                let (first, second) = (format!("{i} first"), format!("{i} second"));
                save!(writer, |tx| async {
                    add(tx, &first).await?;
                    tokio::time::sleep(Duration::from_micros(500)).await;
                    add(tx, &second).await
                })
            });
            // From before the transaction has begun to after it has ended.
            tokio::time::sleep(Duration::from_micros(i * 97)).await;
            caller.abort();
            let _ = caller.await;
        }
        assert_all_idle(&db).await;
        let names: BTreeSet<String> = names(&db).await.into_iter().collect();
        for i in 0..60 {
            assert_eq!(names.contains(&format!("{i} first")), names.contains(&format!("{i} second")), "half of change {i}");
        }
        assert!(!names.is_empty(), "no write came through");
    }

    async fn a_reader_that_goes_away_leaves_no_open_transaction(db: Db) {
        names(&db).await;
        let mut gone = 0;
        for polls in (1..=12).cycle().take(60) {
            let seen = leave_after(polls, async { organisation::units(&mut db.read().await.unwrap()).await.unwrap() }).await;
            gone += usize::from(seen.is_none());
            let (_, open) = probe(&db).await;
            assert_eq!(open, 0, "left after {polls} polls");
        }
        assert!(gone > 0, "nobody left early");
        names(&db).await;
        assert_all_idle(&db).await;
    }

    async fn a_reader_cannot_write(db: Db) {
        let mut tx = db.read().await.unwrap();
        let result = add(&mut tx, "smuggled").await;
        let Err(StoreError::Database(sqlx::Error::Database(why))) = &result else { panic!("{result:?}") };
        assert!(why.message().contains("read-only") || why.message().contains("readonly"), "{why}");
        drop(tx);
        assert!(names(&db).await.is_empty());
    }

    async fn a_reader_sees_one_moment_however_long_it_reads(db: Db) {
        let mut tx = db.read().await.unwrap();
        assert!(organisation::units(&mut tx).await.unwrap().is_empty());
        save!(db, |tx| add(tx, "meanwhile")).unwrap();
        assert!(organisation::units(&mut tx).await.unwrap().is_empty());
        drop(tx);
        assert_eq!(names(&db).await, ["meanwhile"]);
    }

    async fn fifty_writers_at_once_all_succeed_and_get_fifty_numbers(db: Db) {
        let town = Town::build(&db).await;
        let writers: Vec<_> = (0..50)
            .map(|i| {
                let (db, who, new) = (db.clone(), town.at(i), town.new_case("Vera Blom"));
                tokio::spawn(async move { save!(db, |tx| cases::open_case(tx, who, &new)) })
            })
            .collect();
        let mut numbers = BTreeSet::new();
        for writer in writers {
            let id = writer.await.unwrap().unwrap();
            numbers.insert(town.case(id).await.number);
        }
        let expected: BTreeSet<String> = (1..=50).map(|n| format!("2026-{n:04}")).collect();
        assert_eq!(numbers, expected);
        assert_eq!(count(&db, "select count(*) from audit where action = 'created' and object_kind = 'case'").await, 50);
        assert_all_idle(&db).await;
    }

    async fn a_closed_database_answers_with_an_error(db: Db) {
        let copy = db.clone();
        copy.close().await;
        assert!(db.read().await.is_err());
        assert!(save!(db, |tx| add(tx, "late")).is_err());
    }
}
