//! Versions of what is asked.

use chrono::NaiveDate;
use domain::monitoring::{InstrumentKind, read_instrument};
use store::monitoring;
use store::testing::TestDb;
use store::{Db, Engine, both_engines};
use uuid::Uuid;

use super::help::{own, program, publish, spring, town, trail, version};
use crate::common::{at, count, day, execute, load, refused, save, today};

both_engines! {
    async fn the_programs_own_instruments_are_kept_once_and_read_back(db: Db) {
        for _ in 0..2 {
            save!(db, |tx| monitoring::keep_own(tx, program())).unwrap();
        }
        for kind in InstrumentKind::ALL {
            let found = load!(db, |tx| monitoring::versions(tx, kind)).unwrap();
            assert_eq!(found.len(), 1);
            assert!(found[0].own && found[0].published_by.is_none() && found[0].used == 0);
            assert_eq!((found[0].version.as_str(), found[0].published_at), (own(kind).version.as_str(), at(0)));
            let source = load!(db, |tx| monitoring::source(tx, kind, &own(kind).version)).unwrap();
            assert_eq!(&read_instrument(&source).unwrap(), own(kind));
            let kept = load!(db, |tx| monitoring::in_force(tx, kind, today())).unwrap();
            assert_eq!(kept.instrument.as_ref(), own(kind));
            assert_eq!(load!(db, |tx| monitoring::instrument(tx, kept.id)).unwrap(), kept.instrument);
            // Before the first day of all of them, the program's own.
            let early = NaiveDate::from_ymd_opt(2001, 1, 1).unwrap();
            assert_eq!(load!(db, |tx| monitoring::in_force(tx, kind, early)).unwrap(), kept);
        }
        refused!(load!(db, |tx| monitoring::source(tx, InstrumentKind::Unit, "x")), NotFound);
        refused!(load!(db, |tx| monitoring::instrument(tx, Uuid::max().into())), NotFound);
    }

    async fn a_round_keeps_the_version_that_it_was_opened_with(db: Db) {
        let town = town(&db).await;
        let round = spring(&town).await;
        publish(&town, &version("kommunen.2", 10), 5).await.unwrap();
        publish(&town, &version("kommunen.1", 0), 6).await.unwrap();
        refused!(publish(&town, &version("kommunen.1", 20), 7).await, State);
        for (days, expected) in [(-1, own(InstrumentKind::Unit).version.as_str()), (0, "kommunen.1"), (9, "kommunen.1"), (10, "kommunen.2")] {
            let kept = load!(db, |tx| monitoring::in_force(tx, InstrumentKind::Unit, day(days))).unwrap();
            assert_eq!(kept.instrument.version, expected, "{days}");
        }
        // The other kind has versions of its own.
        let other = load!(db, |tx| monitoring::in_force(tx, InstrumentKind::Municipal, day(10))).unwrap();
        assert_eq!(other.instrument.as_ref(), own(InstrumentKind::Municipal));
        let found = load!(db, |tx| monitoring::round(tx, round)).unwrap();
        assert_eq!(load!(db, |tx| monitoring::instrument(tx, found.instrument)).unwrap().as_ref(), own(InstrumentKind::Unit));
        let listed = load!(db, |tx| monitoring::versions(tx, InstrumentKind::Unit)).unwrap();
        assert_eq!(listed.iter().map(|v| (v.version.as_str(), v.used)).collect::<Vec<_>>(), [
            ("kommunen.2", 0), ("kommunen.1", 0), (own(InstrumentKind::Unit).version.as_str(), 1),
        ]);
        assert_eq!((listed[0].note.as_str(), listed[0].published_by.as_deref()), ("En \"ny\" punkt 💬", Some("Cora Kommun")));
        assert_eq!(trail(&db).await, ["opened monitoring_round unit", "published instrument unit kommunen.2", "published instrument unit kommunen.1"]);
    }

    async fn a_stored_instrument_is_neither_changed_nor_deleted(db: Db) {
        save!(db, |tx| monitoring::keep_own(tx, program())).unwrap();
        for sql in ["update instrument set source = 'forged'", "delete from instrument"] {
            let why = execute(&db, sql).await.unwrap_err().to_string();
            assert!(why.contains("an instrument is never"), "{why}");
        }
        assert_eq!(count(&db, "select count(*) from instrument").await, 2);
    }
}

/// Only PostgreSQL has `truncate`; SQLite empties a table with `delete`.
#[tokio::test]
async fn the_instruments_are_never_emptied_at_once() {
    let test = TestDb::new(Engine::Postgres).await;
    let why = execute(&test.db, "truncate instrument cascade")
        .await
        .unwrap_err()
        .to_string();
    assert!(why.contains("an instrument is never"), "{why}");
    test.remove().await;
}
