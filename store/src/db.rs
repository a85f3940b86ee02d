use std::fs::OpenOptions;
use std::future::Future;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, UnitId};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqlitePoolOptions};
use sqlx::{Connection as _, Postgres, Sqlite, Transaction};
use uuid::Uuid;

use crate::audit::{self, AuditKeys, Trail};
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

/// The database, and the keys that seal its audit trail. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Db {
    pools: Pools,
    keys: Option<Arc<AuditKeys>>,
}

/// The connections to either engine.
#[derive(Clone, Debug)]
pub enum Pools {
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

/// An open transaction. What it records in the audit trail is sealed when it is committed.
#[derive(Debug)]
pub struct Tx {
    pub(crate) on: OpenOn,
    pub(crate) trail: Trail,
}

/// An open transaction on either engine.
#[derive(Debug)]
pub(crate) enum OpenOn {
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
        match &mut $tx.on {
            $crate::db::OpenOn::Sqlite(tx) => {
                let $c = &mut **tx;
                $body
            }
            $crate::db::OpenOn::Postgres(tx) => {
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
    /// Whatever the database reports; then nothing of it has lasted, unless it is [`StoreError::Unsure`].
    pub async fn commit(mut self) -> Result<(), StoreError> {
        audit::seal(&mut self).await?;
        match self.on {
            OpenOn::Sqlite(tx) => tx.commit().await,
            OpenOn::Postgres(tx) => tx.commit().await,
        }
        .map_err(StoreError::of_commit)
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
        owners_alone(&path)?;
        let options = dialect::sqlite_options(&path);
        let unusable = |e: sqlx::Error| {
            StoreError::Unusable(format!("cannot open the database {}: {e}", path.display()))
        };
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(10))
            .after_release(|connection, _| Box::pin(still_sound(connection)))
            .connect_with(options.clone())
            .await
            .map_err(unusable)?;
        let read = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(10))
            .after_release(|connection, _| Box::pin(still_sound(connection)))
            .connect_with(options.pragma("query_only", "on"))
            .await
            .map_err(unusable)?;
        Ok(Pools::Sqlite { read, write }.into())
    }

    async fn open_postgres(url: &str) -> Result<Self, StoreError> {
        // The address may hold a password, so errors never repeat it.
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| StoreError::Unusable("the PostgreSQL address cannot be read".into()))?
            .options([
                ("timezone", "UTC"),
                ("idle_in_transaction_session_timeout", "30000"),
                ("lock_timeout", "5000"),
                // No page needs as much; migrations set their own.
                ("statement_timeout", "60000"),
            ]);
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(3))
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
        Ok(Pools::Postgres(pool).into())
    }

    /// The same database with the keys that seal its audit trail. Without them nothing that leaves an audit row can be written.
    #[must_use]
    pub fn sealed_with(mut self, keys: Arc<AuditKeys>) -> Self {
        self.keys = Some(keys);
        self
    }

    /// Its connections, for what is not a feature: tests and copies.
    #[must_use]
    pub fn pools(&self) -> &Pools {
        &self.pools
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// Brings the tables to this program's version.
    ///
    /// # Errors
    /// [`StoreError::Unusable`] when the database is newer than the program, or a migration fails (then it is rolled back).
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match &self.pools {
            Pools::Sqlite { write, .. } => SQLITE_MIGRATIONS.run(write).await,
            Pools::Postgres(pool) => migrate_postgres(pool).await,
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
        let exists: i64 = match &mut tx.on {
            OpenOn::Sqlite(c) => sqlx::query_scalar(EXISTS[0]).fetch_one(&mut **c).await?,
            OpenOn::Postgres(c) => sqlx::query_scalar(EXISTS[1]).fetch_one(&mut **c).await?,
        };
        let applied = if exists == 0 {
            Vec::new()
        } else {
            on!(&mut tx, |c| sqlx::query_scalar(APPLIED).fetch_all(c).await)?
        };
        let known = match self.pools {
            Pools::Sqlite { .. } => &SQLITE_MIGRATIONS,
            Pools::Postgres(_) => &POSTGRES_MIGRATIONS,
        };
        Ok((applied, known.iter().map(|m| m.version).collect()))
    }

    /// A transaction for reading only.
    ///
    /// # Errors
    /// [`StoreError::Away`] when no connection can be had in time.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let on = match &self.pools {
            Pools::Sqlite { read, .. } => OpenOn::Sqlite(read.begin().await?),
            // As SQLite's readers: one snapshot for all queries of a page, and no writing.
            Pools::Postgres(pool) => OpenOn::Postgres(
                pool.begin_with("begin isolation level repeatable read, read only")
                    .await?,
            ),
        };
        Ok(Tx {
            on,
            trail: Trail::default(),
        })
    }

    async fn begin_write(&self) -> Result<Tx, StoreError> {
        let on = match &self.pools {
            // A deferred transaction that reads and then writes fails at once when another writes.
            Pools::Sqlite { write, .. } => OpenOn::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => OpenOn::Postgres(pool.begin().await?),
        };
        Ok(Tx {
            on,
            trail: Trail::with(self.keys.clone()),
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
        match &self.pools {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

impl From<Pools> for Db {
    fn from(pools: Pools) -> Self {
        Self { pools, keys: None }
    }
}

/// Whether a connection that comes back can be used again. When the disk is full or fails, SQLite rolls back by itself; the driver's own
/// rollback then fails and it counts an open transaction for ever (sqlx 0.9.0), so that nothing more could be begun.
async fn still_sound(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// Makes a SQLite file that is not there, so that only its owner can read it; what SQLite puts beside it is like it.
fn owners_alone(path: &Path) -> Result<(), StoreError> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Err(e) if e.kind() != ErrorKind::AlreadyExists => Err(StoreError::Unusable(format!(
            "cannot open the database {}: {}",
            path.display(),
            e.kind()
        ))),
        _ => Ok(()),
    }
}

/// A migration that fails keeps the lock that keeps others from migrating, and its connection with it; so that goes.
async fn migrate_postgres(pool: &PgPool) -> Result<(), MigrateError> {
    let mut connection = pool.acquire().await?;
    sqlx::query("set statement_timeout = 0")
        .execute(&mut *connection)
        .await?;
    let result = POSTGRES_MIGRATIONS.run(&mut *connection).await;
    // The connection would keep its patience.
    connection.close_on_drop();
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
