use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::str::FromStr;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, UnitId};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};
use sqlx::{Postgres, Sqlite, Transaction};
use uuid::Uuid;

use crate::dialect::{self, LEAST_SQLITE};
use crate::error::StoreError;

pub(crate) static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("../migrations/sqlite");
pub(crate) static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("../migrations/postgres");

/// Which database is behind a [`Db`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded default.
    Sqlite,
    /// Where one machine is not enough.
    Postgres,
}

/// The database. Cloning is cheap.
#[derive(Clone, Debug)]
pub enum Db {
    /// One writer connection, several readers that cannot write.
    Sqlite {
        /// Readers, `query_only`.
        read: SqlitePool,
        /// The one writer; waiting for it is first come, first served.
        write: SqlitePool,
    },
    /// One pool for both.
    Postgres(PgPool),
}

/// An open transaction on either engine.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// Who does something, for the audit row.
#[derive(Clone, Copy, Debug)]
pub struct Who {
    /// The account; `None` for the program itself.
    pub account: Option<AccountId>,
    /// The unit in which it is done, where one is known.
    pub unit: Option<UnitId>,
    /// When.
    pub now: DateTime<Utc>,
    /// The day that it is where the people work. Late in the evening it is another than that of UTC.
    pub today: NaiveDate,
}

/// Pastes one expression over the open connection of either engine, so that each statement is written once.
macro_rules! on {
    ($tx:expr, |$c:ident| $body:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => {
                let $c = &mut **tx;
                $body
            }
            $crate::db::Tx::Postgres(tx) => {
                let $c = &mut **tx;
                $body
            }
        }
    };
}
pub(crate) use on;

impl Tx {
    /// Makes everything in the transaction last.
    ///
    /// # Errors
    /// Whatever the database reports; then nothing of it has lasted.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// A future that borrows a transaction, as [`Db::write`] wants it.
pub type InTx<'t, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 't>>;

impl Db {
    /// Opens `sqlite:PATH` or `postgres://…`. Makes a SQLite file where there is none, but no tables.
    ///
    /// # Errors
    /// [`StoreError::Unusable`] with one line that says what to do.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return Self::open_sqlite(PathBuf::from(path.trim_start_matches("//"))).await;
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Self::open_postgres(url).await;
        }
        Err(StoreError::Unusable(
            "the database must be given as sqlite:PATH or postgres://…".into(),
        ))
    }

    async fn open_sqlite(path: PathBuf) -> Result<Self, StoreError> {
        if dialect::sqlite_version() < LEAST_SQLITE {
            return Err(StoreError::Unusable("the built-in SQLite is older than 3.51.3, which can corrupt the database; rebuild with a newer one".into()));
        }
        let options = dialect::sqlite_options(&path);
        let unusable = |e: sqlx::Error| {
            StoreError::Unusable(format!("cannot open the database {}: {e}", path.display()))
        };
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.clone())
            .await
            .map_err(unusable)?;
        let read = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.pragma("query_only", "on"))
            .await
            .map_err(unusable)?;
        Ok(Self::Sqlite { read, write })
    }

    async fn open_postgres(url: &str) -> Result<Self, StoreError> {
        // The address may hold a password, so errors never repeat it.
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| StoreError::Unusable("the PostgreSQL address cannot be read".into()))?
            .options([
                ("timezone", "UTC"),
                ("idle_in_transaction_session_timeout", "30000"),
                ("lock_timeout", "5000"),
            ]);
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(5))
            // A dropped BEGIN hands an open transaction to the next request (sqlx 0.9.0); a returned connection is reset first.
            .after_release(|connection, _| {
                Box::pin(async move {
                    sqlx::raw_sql("rollback").execute(&mut *connection).await?;
                    Ok(true)
                })
            })
            .connect_with(options)
            .await
            .map_err(|e| StoreError::Unusable(format!("cannot reach PostgreSQL: {}", reason(&e))))?;
        Ok(Self::Postgres(pool))
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Brings the tables to this program's version.
    ///
    /// # Errors
    /// [`StoreError::Unusable`] when the database is newer than the program, or a migration fails (then it is rolled back).
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite { write, .. } => SQLITE_MIGRATIONS.run(write).await,
            Self::Postgres(pool) => migrate_postgres(pool).await,
        }
        .map_err(|e| match e {
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => StoreError::Unusable(
                "the database is newer than this program; start the newer version".into(),
            ),
            other => StoreError::Unusable(format!("the migration failed and was rolled back: {other}")),
        })
    }

    /// Versions that are applied and versions that this program knows, both ascending.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database cannot be asked.
    pub async fn migration_state(&self) -> Result<(Vec<i64>, Vec<i64>), StoreError> {
        const APPLIED: &str = "select version from _sqlx_migrations where success order by version";
        const EXISTS: [&str; 2] = [
            "select count(*) from sqlite_master where name = '_sqlx_migrations'",
            "select count(*) from information_schema.tables where table_name = '_sqlx_migrations' and table_schema = current_schema()",
        ];
        let mut tx = self.read().await?;
        let exists: i64 = match &mut tx {
            Tx::Sqlite(c) => sqlx::query_scalar(EXISTS[0]).fetch_one(&mut **c).await?,
            Tx::Postgres(c) => sqlx::query_scalar(EXISTS[1]).fetch_one(&mut **c).await?,
        };
        let applied = if exists == 0 {
            Vec::new()
        } else {
            on!(&mut tx, |c| sqlx::query_scalar(APPLIED).fetch_all(c).await)?
        };
        let known = match self {
            Self::Sqlite { .. } => &SQLITE_MIGRATIONS,
            Self::Postgres(_) => &POSTGRES_MIGRATIONS,
        };
        Ok((applied, known.iter().map(|m| m.version).collect()))
    }

    /// A transaction for reading only.
    ///
    /// # Errors
    /// [`StoreError::Database`] when no connection can be had in time.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(read.begin().await?),
            // As SQLite's readers: one snapshot for all queries of a page, and no writing.
            Self::Postgres(pool) => Tx::Postgres(
                pool.begin_with("begin isolation level repeatable read, read only")
                    .await?,
            ),
        })
    }

    async fn begin_write(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            // A deferred transaction that reads and then writes fails at once when another writes.
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Runs `work` in a write transaction and commits it when it returns `Ok`. Runs as a task of its own, because a client that
    /// disconnects must neither leave half a change nor hand an open transaction on.
    ///
    /// # Errors
    /// Those of `work`, or of the database.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> InTx<'t, T, E> + Send + 'static,
    {
        let db = self.clone();
        let task = tokio::spawn(async move {
            let mut tx = db.begin_write().await?;
            let value = work(&mut tx).await?;
            tx.commit().await?;
            Ok(value)
        });
        match task.await {
            Ok(result) => result,
            Err(_) => Err(StoreError::Unusable("the write was interrupted".into()).into()),
        }
    }

    /// Ends all connections.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// A migration that fails keeps the lock that keeps others from migrating, and its connection with it; so that goes.
async fn migrate_postgres(pool: &PgPool) -> Result<(), MigrateError> {
    let mut connection = pool.acquire().await?;
    let result = POSTGRES_MIGRATIONS.run(&mut *connection).await;
    if result.is_err() {
        connection.close_on_drop();
    }
    result
}

/// Why a guarded change touched no row: nothing with these ids exists (`sql` counts it), or `otherwise`.
pub(crate) async fn refusal(
    tx: &mut Tx,
    sql: &'static str,
    ids: [Uuid; 2],
    otherwise: StoreError,
) -> StoreError {
    let [id, parent] = ids;
    match on!(tx, |c| sqlx::query_scalar::<_, i64>(sql)
        .bind(id)
        .bind(parent)
        .fetch_one(c)
        .await)
    {
        Ok(0) => StoreError::NotFound,
        Ok(_) => otherwise,
        Err(error) => error.into(),
    }
}

/// The driver's reason without addresses and values.
fn reason(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Io(e) => e.kind().to_string(),
        sqlx::Error::Database(e) => e.code().map_or_else(
            || "refused".to_owned(),
            |code| format!("refused with code {code}"),
        ),
        sqlx::Error::PoolTimedOut => "no answer in time".to_owned(),
        _ => "no connection".to_owned(),
    }
}
