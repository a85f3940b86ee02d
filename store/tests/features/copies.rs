//! Copies of a whole database. How a copy is made differs by engine; what is asked of one does not.

use store::testing::{TestDb, audit_keys};
use store::{Db, Engine, Pools, audit, both_engines, copies};

use super::common::{Town, count, execute};

both_engines! {
    async fn a_database_with_tables_is_not_empty_and_sound(db: Db) {
        assert!(!copies::is_empty(&db).await.unwrap());
        let blank = TestDb::of_version(db.engine(), 0).await;
        // The table of migrations is one.
        execute(&blank.db, "drop table if exists _sqlx_migrations").await.unwrap();
        assert!(copies::is_empty(&blank.db).await.unwrap());
        blank.remove().await;
        assert_eq!(copies::integrity(&db).await.unwrap(), Vec::<String>::new());
    }

    async fn only_postgresql_names_its_snapshot(db: Db) {
        let mut tx = db.read().await.unwrap();
        let name = copies::snapshot(&mut tx).await.unwrap();
        assert_eq!(name.is_some(), db.engine() == Engine::Postgres);
    }
}

/// PostgreSQL's copies are made by its own tools.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_sqlite_is_one_moment_while_others_write() {
    let test = TestDb::new(Engine::Sqlite).await;
    let town = Town::build(&test.db).await;
    for n in 0..20 {
        town.open("Vera Blom", n).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("copy.sqlite");
    let from = test.folder().unwrap().join("test.sqlite");
    let copying = tokio::spawn(async move { copies::copy_sqlite(&from, &to).await.map(|()| to) });
    for n in 20..40 {
        town.open("Vera Blom", n).await;
    }
    let to = copying.await.unwrap().unwrap();
    let copy = Db::open(&format!("sqlite:{}", to.display())).await.unwrap();
    assert!((20..=40).contains(&count(&copy, "select count(*) from case_file").await));
    assert_eq!(copies::integrity(&copy).await.unwrap(), Vec::<String>::new());
    let signer = audit::CheckpointKey::new(&[1; 32]).unwrap();
    let mut tx = copy.read().await.unwrap();
    let verdict = audit::verify(&mut tx, &audit_keys().unwrap(), &[], &signer, |_| {})
        .await
        .unwrap();
    assert!(verdict.sound() && verdict.rows > 20, "{:?}", verdict.findings);
    drop(tx);
    // A reference to nothing is found.
    let Pools::Sqlite { write, .. } = copy.pools() else {
        panic!("this is SQLite")
    };
    sqlx::raw_sql("pragma foreign_keys = off; pragma ignore_check_constraints = on; update case_file set unit_id = x'01'")
        .execute(write)
        .await
        .unwrap();
    let wrong = copies::integrity(&copy).await.unwrap();
    assert!(wrong.iter().any(|line| line.contains("case_file")), "{wrong:?}");
    copy.close().await;
    test.remove().await;
}
