//! Opening a database and bringing it to this program's version.

use std::collections::BTreeSet;

use store::testing::TestDb;
use store::{Db, Engine, LEAST_SQLITE, StoreError, both_engines, sqlite_version};

use super::common::{execute, texts};

both_engines! {
    async fn a_migrated_database_has_every_version_and_takes_the_migration_again(db: Db) {
        let (applied, known) = db.migration_state().await.unwrap();
        assert!(!known.is_empty());
        assert_eq!(applied, known);
        db.migrate().await.unwrap();
        assert_eq!(db.migration_state().await.unwrap().0, known);
    }

    async fn a_database_without_tables_has_no_version(db: Db) {
        execute(&db, "drop table _sqlx_migrations").await.unwrap();
        let (applied, known) = db.migration_state().await.unwrap();
        assert!(applied.is_empty() && !known.is_empty());
    }

    async fn a_newer_database_is_refused_with_one_line_that_says_what_to_do(db: Db) {
        const NEWER: &str = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
            select 9999, 'from the future', success, checksum, execution_time from _sqlx_migrations where version = 1";
        execute(&db, NEWER).await.unwrap();
        let (applied, known) = db.migration_state().await.unwrap();
        assert_eq!((applied.len(), applied.last()), (known.len() + 1, Some(&9999)));
        let Err(StoreError::Unusable(why)) = db.migrate().await else { panic!("a newer database was taken") };
        assert!(why.contains("newer") && !why.contains('\n'), "{why}");
    }

    async fn a_migration_that_fails_leaves_nothing_of_itself(db: Db) {
        // Its first table can be made again, the index after it cannot.
        execute(&db, "alter table case_file rename to case_file_before").await.unwrap();
        execute(&db, "delete from _sqlx_migrations where version > 1").await.unwrap();
        let Err(StoreError::Unusable(why)) = db.migrate().await else { panic!("an index was made twice") };
        assert!(why.contains("rolled back"), "{why}");
        assert_eq!(db.migration_state().await.unwrap().0, [1]);
        execute(&db, "delete from case_file_before").await.unwrap();
        assert!(execute(&db, "delete from case_file").await.is_err());
    }
}

/// `table.column`, with a star where a value may be missing.
async fn columns(db: &Db) -> BTreeSet<String> {
    const SQLITE: &str = "select m.name || '.' || p.name || case when p.\"notnull\" = 1 or p.pk > 0 then '' else '*' end \
        from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table' and m.name not like '\\_sqlx%' escape '\\'";
    const POSTGRES: &str = "select c.table_name || '.' || c.column_name || case when c.is_nullable = 'NO' then '' else '*' end \
        from information_schema.columns c join information_schema.tables t using (table_schema, table_name) \
        where t.table_type = 'BASE TABLE' and c.table_schema = current_schema() and c.table_name not like '\\_sqlx%' escape '\\'";
    texts(
        db,
        if db.engine() == Engine::Sqlite {
            SQLITE
        } else {
            POSTGRES
        },
    )
    .await
    .into_iter()
    .collect()
}

/// Views and indexes by name; those that an engine makes for its own keys are left out.
async fn views_and_indexes(db: &Db) -> BTreeSet<String> {
    const SQLITE: &str = "select type || ' ' || name from sqlite_master where type in ('view', 'index') and name not like 'sqlite%'";
    const POSTGRES: &str = "select 'view ' || viewname from pg_views where schemaname = current_schema() \
        union all select 'index ' || indexname from pg_indexes i where schemaname = current_schema() \
        and not exists (select 1 from pg_constraint where conname = i.indexname) and tablename not like '\\_sqlx%' escape '\\'";
    texts(
        db,
        if db.engine() == Engine::Sqlite {
            SQLITE
        } else {
            POSTGRES
        },
    )
    .await
    .into_iter()
    .collect()
}

/// Compares the engines, so it needs both at once.
#[tokio::test]
async fn both_engines_have_the_same_tables_columns_views_and_indexes() {
    let (sqlite, postgres) = (
        TestDb::new(Engine::Sqlite).await,
        TestDb::new(Engine::Postgres).await,
    );
    let found = columns(&sqlite.db).await;
    assert!(
        found.contains("name_word.word") && found.contains("assessment.decided_on*"),
        "{found:?}"
    );
    assert_eq!(found, columns(&postgres.db).await);
    let found = views_and_indexes(&sqlite.db).await;
    assert!(
        found.contains("view reach") && found.contains("index audit_case"),
        "{found:?}"
    );
    assert_eq!(found, views_and_indexes(&postgres.db).await);
    sqlite.remove().await;
    postgres.remove().await;
}

/// Only SQLite is built in.
#[tokio::test]
async fn the_built_in_sqlite_is_safe_and_is_the_one_that_runs() {
    let test = TestDb::new(Engine::Sqlite).await;
    let (major, minor, patch) = sqlite_version();
    assert!(sqlite_version() >= LEAST_SQLITE);
    assert_eq!(
        texts(&test.db, "select sqlite_version()").await,
        [format!("{major}.{minor}.{patch}")]
    );
    test.remove().await;
}

#[tokio::test]
async fn what_cannot_be_opened_says_so_in_one_line_without_the_password() {
    for url in [
        "mysql://x",
        "",
        "sqlite:/no/such/folder/x.sqlite",
        "postgres://karin:hemligt@127.0.0.1:notaport/x",
    ] {
        let Err(StoreError::Unusable(why)) = Db::open(url).await else {
            panic!("{url} was opened")
        };
        assert!(
            !why.is_empty() && !why.contains('\n') && !why.contains("hemligt"),
            "{why}"
        );
    }
}

#[tokio::test]
async fn an_unreachable_server_is_named_without_its_password() {
    let Err(StoreError::Unusable(why)) = Db::open("postgres://karin:hemligt@127.0.0.1:1/x").await else {
        panic!("nothing listens on port 1")
    };
    assert!(why.contains("PostgreSQL") && !why.contains("hemligt"), "{why}");
}
