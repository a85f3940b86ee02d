//! Copies of a whole database: made while others read and write, and looked at before anybody relies on them.

use std::path::Path;

use sqlx::{ConnectOptions as _, Connection as _};

use crate::db::{Db, OpenOn, Pools, Tx, on};
use crate::dialect;
use crate::error::StoreError;

/// Writes a copy of a SQLite database, as it was at one moment, into a file that is empty or not there.
///
/// # Errors
/// [`StoreError::Database`], as when the disk is full; then the file is of no use.
pub async fn copy_sqlite(from: &Path, to: &Path) -> Result<(), StoreError> {
    const SQL: &str = "vacuum into $1";
    // A connection of its own, so that the writer goes on meanwhile.
    let mut connection = dialect::sqlite_options(from)
        .create_if_missing(false)
        .connect()
        .await?;
    let done = sqlx::query(SQL)
        .bind(to.to_string_lossy().into_owned())
        .execute(&mut connection)
        .await;
    connection.close().await?;
    done?;
    Ok(())
}

/// What the database itself finds wrong with its pages, indexes and references, at most a hundred lines; PostgreSQL checks its
/// pages as it reads them and has nothing to say here.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn integrity(db: &Db) -> Result<Vec<String>, StoreError> {
    const PAGES: &str = "pragma integrity_check(100)";
    const REFERENCES: &str = "select distinct \"table\" || ' refers to rows that are not there' from pragma_foreign_key_check limit 100";
    let Pools::Sqlite { read, .. } = db.pools() else {
        return Ok(Vec::new());
    };
    let mut wrong: Vec<String> = sqlx::query_scalar(PAGES).fetch_all(read).await?;
    wrong.retain(|line| line != "ok");
    let references: Vec<String> = sqlx::query_scalar(REFERENCES).fetch_all(read).await?;
    wrong.extend(references);
    Ok(wrong)
}

/// Whether a database has no tables at all.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn is_empty(db: &Db) -> Result<bool, StoreError> {
    const SQL: [&str; 2] = [
        "select count(*) from sqlite_master",
        "select count(*) from information_schema.tables where table_schema = current_schema()",
    ];
    let mut tx = db.read().await?;
    let sql = match tx.on {
        OpenOn::Sqlite(_) => SQL[0],
        OpenOn::Postgres(_) => SQL[1],
    };
    let tables: i64 = on!(&mut tx, |c| sqlx::query_scalar(sql).fetch_one(c).await)?;
    Ok(tables == 0)
}

/// The name under which `pg_dump` can read exactly what this transaction reads, as long as it is open; `None` on SQLite.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn snapshot(tx: &mut Tx) -> Result<Option<String>, StoreError> {
    const SQL: &str = "select pg_export_snapshot()";
    match &mut tx.on {
        OpenOn::Sqlite(_) => Ok(None),
        OpenOn::Postgres(c) => Ok(Some(sqlx::query_scalar(SQL).fetch_one(&mut **c).await?)),
    }
}
