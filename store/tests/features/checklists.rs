//! Versions of the checklist: the program's own, and those that the municipality published.

use chrono::{Duration, NaiveDate};
use domain::assessments::Depth;
use domain::content::{Checklist, content, read_checklist, write_checklist};
use store::checklists::{PublishedChecklist, in_force, keep_own, of_version, publish, source, versions};
use store::testing::TestDb;
use store::{Db, Engine, StoreError, Who, both_engines};

use super::common::{Town, at, count, execute, load, refused, save, texts, today};

fn program() -> Who {
    Who {
        account: None,
        unit: None,
        now: at(0),
        today: today(),
    }
}

fn own() -> &'static Checklist {
    content().checklist()
}

/// A day so many days after the program's own checklist came into force.
fn after_own(days: i64) -> NaiveDate {
    own().effective_from + Duration::days(days)
}

/// A checklist with a title of its own, in force so many days after the program's.
fn list(version: &str, days: i64, title: &str) -> Checklist {
    let mut list = own().clone();
    version.clone_into(&mut list.version);
    list.effective_from = after_own(days);
    title.clone_into(&mut list.articles[0].title.sv);
    list
}

async fn put(town: &Town, list: &Checklist, minute: i64) -> Result<(), StoreError> {
    let (who, source) = (town.at(minute), write_checklist(list).unwrap());
    let list = read_checklist(&source).unwrap();
    save!(town.db, |tx| publish(tx, who, &list, &source, "Nya \"ord\" 💬"))
}

async fn current(db: &Db, days: i64) -> String {
    let list = load!(db, |tx| in_force(tx, after_own(days))).unwrap();
    list.version.clone()
}

both_engines! {
    async fn the_programs_own_checklist_is_kept_once(db: Db) {
        for _ in 0..2 {
            save!(db, |tx| keep_own(tx, program())).unwrap();
        }
        let expected = PublishedChecklist {
            version: own().version.clone(),
            effective_from: own().effective_from,
            own: true,
            note: String::new(),
            published_by: None,
            published_at: at(0),
            used: 0,
        };
        assert_eq!(load!(db, |tx| versions(tx)).unwrap(), [expected]);
        let text = load!(db, |tx| source(tx, &own().version)).unwrap();
        assert_eq!(&read_checklist(&text).unwrap(), own());
    }

    async fn two_instances_that_start_at_once_keep_it_once(db: Db) {
        let writer = db.clone();
        let (entered, wait) = tokio::sync::oneshot::channel();
        let first = tokio::spawn(async move {
            save!(writer, |tx| async {
                keep_own(tx, program()).await?;
                entered.send(()).unwrap();
                tokio::time::sleep(std::time::Duration::from_millis(150)).await;
                Ok::<_, StoreError>(())
            })
        });
        wait.await.unwrap();
        save!(db, |tx| keep_own(tx, program())).unwrap();
        first.await.unwrap().unwrap();
        assert_eq!(count(&db, "select count(*) from checklist").await, 1);
    }

    async fn a_published_version_is_listed_newest_first_and_its_source_given_back_as_it_was_written(db: Db) {
        let town = Town::build(&db).await;
        save!(db, |tx| keep_own(tx, program())).unwrap();
        put(&town, &list("kommunen.1", 10, "Ett"), 5).await.unwrap();
        put(&town, &list("kommunen.2", 10, "Två"), 6).await.unwrap();
        put(&town, &list("kommunen.0", -10, "Noll"), 7).await.unwrap();
        let case = town.open("Vera Blom", 0).await;
        town.begin_with(case, 1, Depth::Quick, "kommunen.1").await;
        town.begin_with(case, 1, Depth::Standard, "kommunen.1").await;
        let found = load!(db, |tx| versions(tx)).unwrap();
        assert_eq!(found.iter().map(|v| (v.version.as_str(), v.own, v.used)).collect::<Vec<_>>(), [
            ("kommunen.2", false, 0), ("kommunen.1", false, 2), (own().version.as_str(), true, 0), ("kommunen.0", false, 0),
        ]);
        let line = &found[1];
        assert_eq!((line.effective_from, line.note.as_str(), line.published_by.as_deref(), line.published_at), (after_own(10), "Nya \"ord\" 💬", Some("Karin Ek"), at(5)));
        let written = write_checklist(&list("kommunen.1", 10, "Ett")).unwrap();
        assert_eq!(load!(db, |tx| source(tx, "kommunen.1")).unwrap(), written);
        refused!(load!(db, |tx| source(tx, "kommunen.9")), NotFound);
        let rows = "select action || ' ' || object_kind || ' ' || detail from audit where object_kind = 'checklist' order by at";
        assert_eq!(texts(&db, rows).await, ["published checklist kommunen.1", "published checklist kommunen.2", "published checklist kommunen.0"]);
    }

    async fn a_version_is_published_once_and_never_under_the_programs_own_name(db: Db) {
        let town = Town::build(&db).await;
        save!(db, |tx| keep_own(tx, program())).unwrap();
        put(&town, &list("kommunen.1", 10, "Ett"), 5).await.unwrap();
        let before = load!(db, |tx| versions(tx)).unwrap();
        refused!(put(&town, &list("kommunen.1", 20, "Annat"), 6).await, State);
        refused!(put(&town, &list(&own().version, 20, "Annat"), 6).await, State);
        assert_eq!(load!(db, |tx| versions(tx)).unwrap(), before);
        assert_eq!(load!(db, |tx| of_version(tx, "kommunen.1")).unwrap().articles[0].title.sv, "Ett");
        assert_eq!(count(&db, "select count(*) from audit where action = 'published'").await, 1);
    }

    async fn in_force_is_what_came_into_force_last_and_of_one_day_what_was_published_last(db: Db) {
        let town = Town::build(&db).await;
        let name = own().version.as_str();
        // Nothing is stored yet.
        assert_eq!(load!(db, |tx| in_force(tx, after_own(0))).unwrap().as_ref(), own());
        save!(db, |tx| keep_own(tx, program())).unwrap();
        put(&town, &list("later", 20, "Sedan"), 5).await.unwrap();
        put(&town, &list("first", 10, "Ett"), 6).await.unwrap();
        put(&town, &list("second", 10, "Två"), 7).await.unwrap();
        for (days, expected) in [(-1, name), (0, name), (9, name), (10, "second"), (19, "second"), (20, "later"), (4000, "later")] {
            assert_eq!(current(&db, days).await, expected, "{days} days later");
        }
        let list = load!(db, |tx| in_force(tx, after_own(10))).unwrap();
        assert_eq!(list.articles[0].title.sv, "Två");
    }

    async fn a_version_that_is_stored_nowhere_is_the_programs_own(db: Db) {
        let town = Town::build(&db).await;
        for kept in [false, true] {
            for version in ["", "1", "2019.4", "'; drop table checklist; --", own().version.as_str()] {
                let found = load!(db, |tx| of_version(tx, version)).unwrap();
                assert_eq!(found.as_ref(), own(), "{version:?}, kept: {kept}");
            }
            save!(db, |tx| keep_own(tx, program())).unwrap();
        }
        put(&town, &list("kommunen.1", 10, "Ett"), 5).await.unwrap();
        for _ in 0..2 {
            let found = load!(db, |tx| of_version(tx, "kommunen.1")).unwrap();
            assert_eq!(found.as_ref(), &list("kommunen.1", 10, "Ett"));
        }
    }

    async fn a_later_program_with_a_name_that_the_municipality_has_used_changes_nothing_that_was_begun(db: Db) {
        let town = Town::build(&db).await;
        // Published before this program came, whose own has the same name.
        let theirs = list(&own().version, 0, "Kommunens");
        put(&town, &theirs, 5).await.unwrap();
        save!(db, |tx| keep_own(tx, program())).unwrap();
        assert_eq!(count(&db, "select count(*) from checklist").await, 1);
        assert_eq!(load!(db, |tx| of_version(tx, &own().version)).unwrap().as_ref(), &theirs);
        assert_eq!(load!(db, |tx| in_force(tx, after_own(1))).unwrap().as_ref(), &theirs);
    }

    async fn a_stored_version_is_neither_changed_nor_deleted_nor_replaced(db: Db) {
        let town = Town::build(&db).await;
        save!(db, |tx| keep_own(tx, program())).unwrap();
        put(&town, &list("kommunen.1", 10, "Ett"), 5).await.unwrap();
        let before = load!(db, |tx| versions(tx)).unwrap();
        let replace = match db.engine() {
            Engine::Sqlite => "insert or replace into checklist (id, version, effective_from, source, own, published_at) \
                select id, version, effective_from, 'forged', own, published_at from checklist",
            Engine::Postgres => "insert into checklist (id, version, effective_from, source, own, published_at) \
                select id, version, effective_from, 'forged', own, published_at from checklist on conflict (id) do update set source = excluded.source",
        };
        for sql in ["update checklist set source = 'forged'", "update checklist set effective_from = effective_from where own", "delete from checklist", replace] {
            let why = execute(&db, sql).await.unwrap_err().to_string();
            assert!(why.contains("a checklist is never"), "{sql}: {why}");
        }
        assert_eq!(load!(db, |tx| versions(tx)).unwrap(), before);
        assert_eq!(count(&db, "select count(*) from checklist where source = 'forged'").await, 0);
    }

    async fn an_assessment_keeps_its_checklist_after_a_new_one_is_published(db: Db) {
        let town = Town::build(&db).await;
        save!(db, |tx| keep_own(tx, program())).unwrap();
        put(&town, &list("kommunen.1", 10, "Ett"), 5).await.unwrap();
        let case = town.open("Vera Blom", 0).await;
        let (old, id) = (town.begin_with(case, 1, Depth::Standard, content().version()).await, town.begin_with(case, 1, Depth::Standard, "kommunen.1").await);
        let before = town.material(id).await;
        assert_eq!(before.checklist.as_ref(), &list("kommunen.1", 10, "Ett"));
        put(&town, &list("kommunen.2", 11, "Två"), 6).await.unwrap();
        assert_eq!(current(&db, 11).await, "kommunen.2");
        assert_eq!(town.material(id).await, before);
        assert_eq!(town.material(old).await.checklist.as_ref(), own());
        town.sign(case, id, 7).await;
        assert_eq!(town.material(id).await.checklist, before.checklist);
    }
}

/// Only PostgreSQL has `truncate`; SQLite empties a table with `delete`.
#[tokio::test]
async fn the_versions_are_never_emptied_at_once() {
    let test = TestDb::new(Engine::Postgres).await;
    let why = execute(&test.db, "truncate checklist")
        .await
        .unwrap_err()
        .to_string();
    assert!(why.contains("a checklist is never"), "{why}");
    test.remove().await;
}
