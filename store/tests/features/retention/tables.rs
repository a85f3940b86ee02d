//! Every table that hangs on a case is emptied of it, and every time in them counts as an entry, on both engines.

use std::collections::BTreeSet;

use sqlx::AssertSqlSafe;
use store::retention::purged_tables;
use store::{Db, Engine, Pools, both_engines};

use super::super::common::{at, execute, texts};
use super::filled::filled;
use super::{Archive, years};

/// Tables that say something of a case's retention and are no entries in it.
const ABOUT_RETENTION: [&str; 5] = [
    "emergency_access",
    "retention_hold",
    "case_retention",
    "extract_case",
    "opened_case",
];

/// Tables whose rows hold an opaque id of a case and outlive it.
const OUTLIVE: [&str; 5] = [
    "audit",
    "log_extract_case",
    "log_review_row",
    "purge_item",
    "purge_under_way",
];

/// `table>table` for each foreign key.
async fn foreign_keys(db: &Db) -> Vec<(String, String)> {
    const SQLITE: &str = "select distinct m.name || '>' || f.\"table\" from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'";
    const POSTGRES: &str = "select distinct c.conrelid::regclass::text || '>' || c.confrelid::regclass::text from pg_constraint c where c.contype = 'f'";
    let sql = if db.engine() == Engine::Sqlite {
        SQLITE
    } else {
        POSTGRES
    };
    let found = texts(db, sql).await;
    found
        .iter()
        .map(|pair| pair.split_once('>').unwrap())
        .map(|(from, to)| (from.to_owned(), to.to_owned()))
        .collect()
}

/// `table.column` of all tables.
async fn columns(db: &Db) -> Vec<(String, String)> {
    const SQLITE: &str = "select m.name || '.' || p.name from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table'";
    const POSTGRES: &str = "select c.table_name || '.' || c.column_name from information_schema.columns c \
        join information_schema.tables t using (table_schema, table_name) \
        where t.table_type = 'BASE TABLE' and c.table_schema = current_schema()";
    let sql = if db.engine() == Engine::Sqlite {
        SQLITE
    } else {
        POSTGRES
    };
    let found = texts(db, sql).await;
    found
        .iter()
        .map(|name| name.split_once('.').unwrap())
        .map(|(table, column)| (table.to_owned(), column.to_owned()))
        .collect()
}

/// Runs a statement that is put together from names of the schema, never from input.
async fn run(db: &Db, sql: String) -> u64 {
    match db.pools() {
        Pools::Sqlite { write, .. } => sqlx::query(AssertSqlSafe(sql))
            .execute(write)
            .await
            .unwrap()
            .rows_affected(),
        Pools::Postgres(pool) => sqlx::query(AssertSqlSafe(sql))
            .execute(pool)
            .await
            .unwrap()
            .rows_affected(),
    }
}

async fn number(db: &Db, sql: String) -> i64 {
    match db.pools() {
        Pools::Sqlite { read, .. } => sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(read)
            .await
            .unwrap(),
        Pools::Postgres(pool) => sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(pool)
            .await
            .unwrap(),
    }
}

/// The cells of the whole database in which a text stands, as `table.column`.
pub async fn cells_with(db: &Db, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (table, column) in columns(db).await {
        let sql = if db.engine() == Engine::Sqlite {
            format!(
                "select count(*) from \"{table}\" where instr(cast(\"{column}\" as text), '{text}') > 0 or instr(lower(cast(\"{column}\" as text)), lower('{text}')) > 0"
            )
        } else {
            format!(
                "select count(*) from \"{table}\" where strpos(lower(\"{column}\"::text), lower('{text}')) > 0 \
                or strpos(\"{column}\"::text, encode(convert_to('{text}', 'UTF8'), 'hex')) > 0"
            )
        };
        if number(db, sql).await > 0 {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

both_engines! {
    async fn every_table_that_hangs_on_a_case_is_purged(db: Db) {
        let keys = foreign_keys(&db).await;
        let mut hangs = BTreeSet::from(["case_file".to_owned()]);
        loop {
            let more: BTreeSet<String> = keys.iter().filter(|(_, to)| hangs.contains(to)).map(|(from, _)| from.clone()).collect();
            let before = hangs.len();
            hangs.extend(more);
            if hangs.len() == before {
                break;
            }
        }
        hangs.extend(columns(&db).await.into_iter().filter(|(table, column)| column == "case_id" && !OUTLIVE.contains(&table.as_str())).map(|(table, _)| table));
        let purged: BTreeSet<String> = purged_tables().map(str::to_owned).collect();
        assert!(hangs.len() > 20, "{hangs:?}");
        assert_eq!(hangs, purged, "a table of a case that a purge does not know (or the other way round)");
        // What points at a table stands before it.
        let order: Vec<&str> = purged_tables().collect();
        for (from, to) in keys.iter().filter(|(from, to)| from != to && purged.contains(from) && purged.contains(to)) {
            let place = |table: &str| order.iter().position(|t| *t == table).unwrap();
            assert!(place(from) < place(to), "{from} points at {to}");
        }
    }

    async fn the_test_case_has_a_row_in_every_table(db: Db) {
        let archive = Archive::build(&db).await;
        filled(&archive).await;
        for table in purged_tables() {
            assert!(number(&db, format!("select count(*) from {table}")).await > 0, "{table} is empty");
        }
    }

    async fn every_time_in_a_case_counts_as_an_entry(db: Db) {
        let archive = Archive::build(&db).await;
        let (case, _) = filled(&archive).await;
        let unlock: &[&'static str] = match db.engine() {
            Engine::Sqlite => &["drop trigger annotation_is_append_only_update", "drop trigger letter_version_is_append_only_update", "drop trigger disclosure_is_append_only_update"],
            Engine::Postgres => &["alter table annotation disable trigger user", "alter table letter_version disable trigger user", "alter table disclosure disable trigger user"],
        };
        for sql in unlock {
            execute(&db, sql).await.unwrap();
        }
        let tables: Vec<&str> = purged_tables().filter(|table| !ABOUT_RETENTION.contains(table)).collect();
        let mut looked = 0;
        for (table, column) in columns(&db).await {
            if !tables.contains(&table.as_str()) || !column.ends_with("_at") {
                continue;
            }
            looked += 1;
            // Each later than the one before.
            let when = at(years(1) + looked);
            let text = if db.engine() == Engine::Sqlite { when.format("%Y-%m-%dT%H:%M:%S+00:00").to_string() } else { when.to_rfc3339() };
            assert!(run(&db, format!("update {table} set {column} = '{text}'")).await > 0, "{table}");
            assert_eq!(archive.standing(case, 0).await.last_entry_at, when, "{table}.{column}");
        }
        assert!(looked > 20, "{looked}");
    }
}
