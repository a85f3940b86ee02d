//! The restore drill: a backup of a database that is being written in, restored into an empty place, looked at and written in.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use chrono::{DateTime, NaiveDate, TimeZone as _, Utc};
use domain::ids::UnitId;
use ogonhojd_server::backup::{Identity, Maker, Nightly, Restored, newest, restore};
use ogonhojd_server::checkpoints::{self, Keeper};
use ogonhojd_server::keys::{AUDIT, BACKUP_IDENTITY, Keys};
use store::audit::{self, Entry, Verdict};
use store::testing::TestDb;
use store::{Db, Engine, Pools, Who};
use tempfile::TempDir;
use uuid::Uuid;

fn at(hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 26, hour, 0, 0).unwrap()
}

/// A database with keys, checkpoints and a place for backups.
struct Scene {
    test: TestDb,
    place: TempDir,
    keys: Keys,
}

impl Scene {
    async fn new(engine: Engine) -> Self {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("keys");
        fs::create_dir(&folder).unwrap();
        // The key of every test database.
        fs::write(folder.join(AUDIT), [7; 32]).unwrap();
        Keys::make(&folder).unwrap();
        Self {
            test: TestDb::new(engine).await,
            keys: Keys::read(&folder).unwrap(),
            place,
        }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.place.path().join(name)
    }

    fn identity(&self) -> Identity {
        Identity::read(&self.path("keys").join(BACKUP_IDENTITY)).unwrap()
    }

    fn maker(&self) -> Maker {
        Maker {
            address: self.test.url().to_owned(),
            db: self.test.db.clone(),
            keys: self.keys.clone(),
            checkpoints: self.path("checkpoints"),
            recipient: self.identity().recipient(),
        }
    }

    async fn checkpoint(&self) {
        let key = self.keys.checkpoint.clone();
        let keeper = Keeper::new(self.path("checkpoints"), self.test.db.clone(), key).unwrap();
        keeper.take(at(8)).await.unwrap().unwrap();
    }

    async fn restore(&self, file: &Path, url: &str, identity: &Identity) -> Result<Restored, String> {
        restore(file, identity, url, &self.keys, &self.path("checkpoints"), at(12)).await
    }

    async fn look(&self, db: &Db) -> Verdict {
        let known = checkpoints::read(&self.path("checkpoints")).unwrap();
        let mut tx = db.read().await.unwrap();
        audit::verify(&mut tx, &self.keys.audit, &known, &self.keys.checkpoint, |_| {})
            .await
            .unwrap()
    }
}

/// Somewhere empty to restore into.
struct Empty {
    url: String,
    test: Option<TestDb>,
}

impl Empty {
    async fn new(scene: &Scene, name: &str) -> Self {
        match scene.test.db.engine() {
            Engine::Sqlite => Self {
                url: format!("sqlite:{}", scene.path(name).display()),
                test: None,
            },
            Engine::Postgres => {
                let test = TestDb::of_version(Engine::Postgres, 0).await;
                let Pools::Postgres(pool) = test.db.pools() else {
                    unreachable!("asked for PostgreSQL")
                };
                sqlx::query("drop table _sqlx_migrations")
                    .execute(pool)
                    .await
                    .unwrap();
                Self {
                    url: test.url().to_owned(),
                    test: Some(test),
                }
            }
        }
    }

    async fn remove(self) {
        if let Some(test) = self.test {
            test.remove().await;
        }
    }
}

async fn write(db: &Db, n: u64) {
    let who = Who {
        account: None,
        unit: Some(UnitId(Uuid::from_u128(u128::from(n % 3)))),
        now: at(8),
        today: NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
    };
    db.write(move |tx| {
        Box::pin(async move { audit::record(tx, who, Entry::about("read", "case", None)).await })
    })
    .await
    .unwrap();
}

async fn drill(engine: Engine) {
    let scene = Scene::new(engine).await;
    for n in 0..50 {
        write(&scene.test.db, n).await;
    }
    scene.checkpoint().await;
    let (acknowledged, stop) = (Arc::new(AtomicU64::new(50)), Arc::new(AtomicBool::new(false)));
    let writing = {
        let (db, acknowledged, stop) = (scene.test.db.clone(), acknowledged.clone(), stop.clone());
        tokio::spawn(async move {
            while !stop.load(Ordering::SeqCst) {
                write(&db, acknowledged.load(Ordering::SeqCst)).await;
                acknowledged.fetch_add(1, Ordering::SeqCst);
            }
        })
    };
    let before = acknowledged.load(Ordering::SeqCst);
    let file = scene.path("one.backup");
    let made = scene.maker().make(&file, at(9)).await.unwrap();
    let after = acknowledged.load(Ordering::SeqCst);
    stop.store(true, Ordering::SeqCst);
    writing.await.unwrap();
    assert_eq!(made.wrong, Vec::<String>::new());
    assert!(
        (before..=after + 1).contains(&made.rows),
        "{before} {} {after}",
        made.rows
    );
    assert!(after > before, "nothing was written meanwhile");
    assert!(
        scene
            .maker()
            .make(&file, at(9))
            .await
            .unwrap_err()
            .contains("is there already")
    );
    assert!(!scene.path("one.backup.partial").exists());

    let bytes = fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    // What a copy of either database holds in plain letters.
    for readable in [
        "SQLite format 3",
        "PGDMP",
        "CREATE TABLE",
        "create table",
        "append-only",
    ] {
        let found = bytes
            .windows(readable.len())
            .any(|part| part == readable.as_bytes());
        assert!(!found, "{readable} can be read in the backup");
    }
    // Whatever is wrong with the file, nothing is restored.
    let empty = Empty::new(&scene, "restored.sqlite").await;
    let mut changed = bytes.clone();
    *changed.get_mut(bytes.len() / 2).unwrap() ^= 1;
    for (name, bytes) in [
        ("changed", changed.as_slice()),
        ("short", bytes.get(..bytes.len() - 20).unwrap()),
        ("none", b"x"),
    ] {
        fs::write(scene.path(name), bytes).unwrap();
        let refused = scene
            .restore(&scene.path(name), &empty.url, &scene.identity())
            .await;
        assert!(refused.is_err(), "{name}");
        assert!(!scene.path("restored.sqlite").exists() && !scene.path("restored.sqlite.restoring").exists());
    }
    Identity::make(&scene.path("strange.txt")).unwrap();
    let strange = Identity::read(&scene.path("strange.txt")).unwrap();
    assert!(scene.restore(&file, &empty.url, &strange).await.is_err());

    let restored = scene.restore(&file, &empty.url, &scene.identity()).await.unwrap();
    assert_eq!(
        (restored.rows, restored.made_at, restored.lost),
        (made.rows, at(9), 0)
    );
    let db = Db::open(&empty.url)
        .await
        .unwrap()
        .sealed_with(scene.keys.audit.clone());
    write(&db, 1).await;
    let verdict = scene.look(&db).await;
    // The word that it was restored, and what was written afterwards.
    assert_eq!((verdict.rows, verdict.findings), (made.rows + 2, Vec::new()));
    db.close().await;
    let again = scene
        .restore(&file, &empty.url, &scene.identity())
        .await
        .unwrap_err();
    assert!(
        again.contains("is there already") || again.contains("is not empty"),
        "{again}"
    );
    empty.remove().await;
    scene.test.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_under_load_is_restored_whole_on_sqlite() {
    drill(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_under_load_is_restored_whole_on_postgresql() {
    drill(Engine::Postgres).await;
}

async fn what_is_lost_is_told(engine: Engine) {
    let scene = Scene::new(engine).await;
    for n in 0..9 {
        write(&scene.test.db, n).await;
    }
    let file = scene.path("old.backup");
    scene.maker().make(&file, at(9)).await.unwrap();
    for n in 0..6 {
        write(&scene.test.db, n).await;
    }
    scene.checkpoint().await;
    let empty = Empty::new(&scene, "restored.sqlite").await;
    let restored = scene.restore(&file, &empty.url, &scene.identity()).await.unwrap();
    assert_eq!((restored.rows, restored.lost), (9, 6));
    let db = Db::open(&empty.url).await.unwrap();
    // The signed word that a copy was restored excuses it from then on.
    assert_eq!(scene.look(&db).await.findings, Vec::new());
    db.close().await;
    empty.remove().await;
    scene.test.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_backup_says_how_much_is_lost_on_sqlite() {
    what_is_lost_is_told(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_backup_says_how_much_is_lost_on_postgresql() {
    what_is_lost_is_told(Engine::Postgres).await;
}

/// Damage is the same on both engines to the schedule.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_nights_backup_is_made_once_and_old_ones_go_only_after_a_sound_one() {
    let scene = Scene::new(Engine::Sqlite).await;
    write(&scene.test.db, 1).await;
    let folder = scene.path("backups");
    assert!(Nightly::new(scene.maker(), folder.clone()).is_err());
    fs::create_dir(&folder).unwrap();
    let nightly = Nightly::new(scene.maker(), folder.clone()).unwrap();
    assert!(nightly.make_if_due(at(3)).await.unwrap().is_some());
    assert!(nightly.make_if_due(at(4)).await.unwrap().is_none());
    for day in 1..=40 {
        let made = nightly
            .make_if_due(at(3) + chrono::Duration::days(day))
            .await
            .unwrap();
        assert!(made.unwrap().wrong.is_empty());
    }
    let count = || fs::read_dir(&folder).unwrap().count();
    let kept = count();
    assert!((15..=22).contains(&kept), "{kept}");
    assert_eq!(
        newest(&folder).unwrap().unwrap().made_at,
        at(3) + chrono::Duration::days(40)
    );
    let Pools::Sqlite { write, .. } = scene.test.db.pools() else {
        unreachable!("asked for SQLite")
    };
    sqlx::raw_sql("drop trigger audit_is_append_only_update; update audit set action = 'write'")
        .execute(write)
        .await
        .unwrap();
    let made = nightly
        .make_if_due(at(3) + chrono::Duration::days(41))
        .await
        .unwrap()
        .unwrap();
    assert!(
        made.wrong.iter().any(|line| line.contains("modified")),
        "{:?}",
        made.wrong
    );
    assert_eq!(count(), kept + 1);
    scene.test.remove().await;
}
