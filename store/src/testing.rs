//! Throw-away databases, one a test, on both engines.

use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use uuid::Uuid;

use crate::audit::AuditKeys;
use crate::db::{Db, Engine, POSTGRES_MIGRATIONS, Pools, SQLITE_MIGRATIONS};

/// A migrated, empty database that goes away with the test.
pub struct TestDb {
    /// The database.
    pub db: Db,
    url: String,
    folder: Option<Arc<TempDir>>,
    drop_url: Option<(String, String)>,
}

impl std::fmt::Debug for TestDb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TestDb")
            .field("engine", &self.db.engine())
            .finish_non_exhaustive()
    }
}

impl TestDb {
    /// Makes one on the engine, with all tables. PostgreSQL needs `TEST_PG_URL`, see [`TestDb::of_version`].
    ///
    /// # Panics
    /// When it cannot be made: a test without its database must fail, not pass.
    #[expect(clippy::expect_used, reason = "test support")]
    pub async fn new(engine: Engine) -> Self {
        let test = Self::of_version(engine, 0).await;
        test.db.migrate().await.expect("the test database migrates");
        test
    }

    /// Makes one as an older program left it: with the tables of this version and the ones before; 0 has none. PostgreSQL needs `TEST_PG_URL`, the address of a cluster in which databases may be made.
    ///
    /// # Panics
    /// When it cannot be made: a test without its database must fail, not pass.
    #[expect(
        clippy::panic,
        clippy::expect_used,
        reason = "test support: a database that cannot be made fails the test"
    )]
    pub async fn of_version(engine: Engine, version: i64) -> Self {
        let (url, folder, drop_url) = match engine {
            Engine::Sqlite => {
                let folder = TempDir::new().expect("a temporary folder");
                (
                    format!("sqlite:{}", folder.path().join("test.sqlite").display()),
                    Some(Arc::new(folder)),
                    None,
                )
            }
            Engine::Postgres => {
                let Ok(base) = std::env::var("TEST_PG_URL") else {
                    panic!(
                        "TEST_PG_URL is not set; run the tests through make test or scripts/pg-cluster.sh run"
                    )
                };
                let name = format!("test_{}", Uuid::now_v7().simple());
                admin(&base, &format!("create database {name}")).await;
                let url = with_database(&base, &name);
                (url, None, Some((base, name)))
            }
        };
        let db = sealed(Db::open(&url).await.expect("the test database opens"));
        match db.pools() {
            Pools::Sqlite { write, .. } => SQLITE_MIGRATIONS.run_to(version, write).await,
            Pools::Postgres(pool) => POSTGRES_MIGRATIONS.run_to(version, pool).await,
        }
        .expect("the test database migrates");
        Self {
            db,
            url,
            folder,
            drop_url,
        }
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder of a SQLite database, where it is `test.sqlite`.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_ref().map(|folder| folder.path())
    }

    /// Ends the connections and removes what was made.
    pub async fn remove(self) {
        self.db.close().await;
        drop(self.folder);
        if let Some((base, name)) = self.drop_url {
            admin(&base, &format!("drop database if exists {name} with (force)")).await;
        }
    }
}

/// The key that seals the audit trail of every test database.
#[must_use]
pub fn audit_keys() -> Option<AuditKeys> {
    AuditKeys::new([("audit-0001".to_owned(), [7; 32])])
}

#[expect(clippy::expect_used, reason = "test support")]
fn sealed(db: Db) -> Db {
    db.sealed_with(Arc::new(audit_keys().expect("there is one key")))
}

fn with_database(base: &str, name: &str) -> String {
    let (address, query) = base.split_once('?').map_or((base, None), |(a, q)| (a, Some(q)));
    let root = address.rsplit_once('/').map_or(address, |(root, _)| root);
    query.map_or_else(|| format!("{root}/{name}"), |q| format!("{root}/{name}?{q}"))
}

#[expect(clippy::expect_used, reason = "test support")]
async fn admin(base: &str, statement: &str) {
    use sqlx::Connection;
    let mut connection = sqlx::PgConnection::connect(base)
        .await
        .expect("the test cluster answers");
    // The statement is put together from a name made above, never from input.
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&mut connection)
        .await
        .expect("the cluster obeys");
    connection.close().await.ok();
}

/// Turns one test body into two tests, one an engine: `both_engines! { async fn a_sentence(db: Db) { … } }`.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($db:ident: $kind:ty) $body:block)+) => {
        mod sqlite {
            #[allow(unused_imports, reason = "what the bodies need differs")]
            use super::*;
            $( #[tokio::test(flavor = "multi_thread", worker_threads = 2)] $(#[$meta])* async fn $name() {
                let test = $crate::testing::TestDb::new($crate::Engine::Sqlite).await;
                super::bodies::$name(test.db.clone()).await;
                test.remove().await;
            } )+
        }
        mod postgres {
            #[allow(unused_imports, reason = "what the bodies need differs")]
            use super::*;
            $( #[tokio::test(flavor = "multi_thread", worker_threads = 2)] $(#[$meta])* async fn $name() {
                let test = $crate::testing::TestDb::new($crate::Engine::Postgres).await;
                super::bodies::$name(test.db.clone()).await;
                test.remove().await;
            } )+
        }
        mod bodies {
            #[allow(unused_imports, reason = "what the bodies need differs")]
            use super::*;
            $( pub async fn $name($db: $kind) $body )+
        }
    };
}
