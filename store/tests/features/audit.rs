//! The trail: one row for each change and read, never taken back.

use domain::assessments::{NoteKind, Section, Status};
use domain::cases::GuardianRole;
use domain::language::Language;
use domain::letters::AgeBand;
use store::audit::{self, Entry};
use store::cases::CaseChange;
use store::testing::TestDb;
use store::{
    Db, Engine, Who, assessments, both_engines, cases, children, letters, measures, participation, search,
    sections,
};

use super::common::{Town, at, child, count, day, execute, fields, load, save, texts, today, trail};

both_engines! {
    async fn a_row_is_neither_changed_nor_deleted_nor_replaced(db: Db) {
        let town = Town::build(&db).await;
        town.open("Vera Blom", 0).await;
        let before = count(&db, "select count(*) from audit").await;
        let replace = match db.engine() {
            Engine::Sqlite => "insert or replace into audit (id, at, action, object_kind, mac) select id, at, 'forged', object_kind, mac from audit",
            Engine::Postgres => "insert into audit (id, at, action, object_kind, mac) select id, at, 'forged', object_kind, mac from audit \
                on conflict (id) do update set action = excluded.action",
        };
        for sql in ["update audit set action = 'forged'", "update audit set detail = '' where action = 'created'", "delete from audit", replace] {
            let why = execute(&db, sql).await.unwrap_err().to_string();
            assert!(why.contains("audit is append-only"), "{sql}: {why}");
        }
        assert_eq!(count(&db, "select count(*) from audit").await, before);
        assert_eq!(count(&db, "select count(*) from audit where action = 'forged'").await, 0);
    }

    async fn a_change_that_is_rolled_back_leaves_no_row(db: Db) {
        let town = Town::build(&db).await;
        let before = count(&db, "select count(*) from audit").await;
        let (who, new) = (town.at(0), town.new_case("Vera Blom"));
        let result: Result<(), store::StoreError> = save!(db, |tx| async {
            cases::open_case(tx, who, &new).await?;
            Err(store::StoreError::State)
        });
        assert!(result.is_err());
        assert_eq!(count(&db, "select count(*) from audit").await, before);
        assert_eq!(count(&db, "select count(*) from case_file").await, 0);
    }

    async fn a_row_tells_who_did_what_when_to_which_object(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let who = Who { account: Some(town.colleague), unit: Some(town.unit.id), now: at(7), today: today() };
        save!(db, |tx| assessments::record_read(tx, who, case, id, "decision")).unwrap();
        let rows = load!(db, |tx| audit::of_case(tx, case, 1)).unwrap();
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        assert_eq!((row.at, row.account_id, row.object_id), (at(7), Some(town.colleague.0), Some(id.0)));
        assert_eq!((row.action.as_str(), row.object_kind.as_str(), row.detail.as_str()), ("read", "assessment", "decision"));
    }

    async fn the_newest_rows_of_one_case_come_first_and_at_most_as_many_as_asked_for(db: Db) {
        let town = Town::build(&db).await;
        let (case, other) = (town.open("Vera Blom", 0).await, town.open("Nora Ek", 0).await);
        for minute in 1..=5 {
            let who = town.at(minute);
            save!(db, |tx| audit::record(tx, who, Entry::in_case("read", "case", case.0, case))).unwrap();
            save!(db, |tx| audit::record(tx, who, Entry::in_case("read", "case", other.0, other))).unwrap();
        }
        let rows = load!(db, |tx| audit::of_case(tx, case, 3)).unwrap();
        assert_eq!(rows.iter().map(|r| r.at).collect::<Vec<_>>(), [at(5), at(4), at(3)]);
        assert!(rows.iter().all(|r| r.object_id == Some(case.0)));
    }

    async fn a_row_may_be_about_something_outside_any_case_and_by_the_program_itself(db: Db) {
        let who = Who { account: None, unit: None, now: at(0), today: today() };
        save!(db, |tx| audit::record(tx, who, Entry::about("started", "program", None).detail("0.1.0"))).unwrap();
        assert_eq!(count(&db, "select count(*) from audit where account_id is null and object_id is null and case_id is null and detail = '0.1.0'").await, 1);
    }

    async fn every_change_leaves_exactly_its_own_row_and_no_word_that_somebody_wrote(db: Db) {
        const SECRET: &str = "Zebrafink";
        let town = Town::build(&db).await;
        let (who, worker) = (town.at(9), town.worker);
        let case = town.open(SECRET, 0).await;
        let change = CaseChange { reference: SECRET.into(), subject_name: SECRET.into(), subject_number: String::new(), matter: SECRET.into(), protected: false };
        save!(db, |tx| cases::change_case(tx, who, case, 1, &change)).unwrap();
        save!(db, |tx| cases::assign_case(tx, who, case, worker)).unwrap();
        let (kid, gone) = (town.child(case, SECRET).await, town.child(case, SECRET).await);
        save!(db, |tx| children::change_child(tx, who, case, kid, 1, &child(SECRET))).unwrap();
        save!(db, |tx| children::set_removed(tx, who, case, gone, true)).unwrap();
        save!(db, |tx| children::set_removed(tx, who, case, gone, false)).unwrap();
        let guardian = save!(db, |tx| children::add_guardian(tx, who, case, SECRET, GuardianRole::Party)).unwrap();
        save!(db, |tx| children::set_guardians(tx, who, case, kid, &[guardian])).unwrap();
        let id = town.begin(case, 2).await;
        let texts_of = fields(&[("question", SECRET)]);
        save!(db, |tx| sections::save_section(tx, who, (case, id), Section::Question, 0, &texts_of)).unwrap();
        town.note(case, id, kid, NoteKind::Heard).await;
        let empty = town.note(case, id, kid, NoteKind::NotHeard).await;
        save!(db, |tx| participation::remove_empty_note(tx, who, case, id, empty)).unwrap();
        let (kept, dropped) = (town.measure(case, id, SECRET, 10).await, town.measure(case, id, SECRET, 10).await);
        save!(db, |tx| measures::remove_measure(tx, who, case, id, dropped)).unwrap();
        town.withdraw(case, id, 10).await;
        save!(db, |tx| assessments::set_withdrawn(tx, who, (case, id, 2), Status::Withdrawn, None)).unwrap();
        town.sign(case, id, 11).await;
        save!(db, |tx| measures::finish_measure(tx, who, (case, id), (kept, 1), day(1), SECRET)).unwrap();
        let letter = town.letter(case, id, kid, 14).await;
        save!(db, |tx| letters::change_letter(tx, who, case, (letter, 1), AgeBand::Seven, Language::Swedish)).unwrap();
        let (checked, again) = (fields(&[("at_home", "safe")]), fields(&[("at_home", "kept")]));
        save!(db, |tx| letters::set_approved(tx, who, case, (letter, 2), Some(&checked))).unwrap();
        save!(db, |tx| letters::set_approved(tx, who, case, (letter, 3), None)).unwrap();
        save!(db, |tx| letters::set_approved(tx, who, case, (letter, 4), Some(&again))).unwrap();
        let how = fields(&[("how", SECRET)]);
        save!(db, |tx| letters::set_given(tx, who, case, (letter, 5), Some(day(2)), &how)).unwrap();
        let other = town.letter(case, id, kid, 14).await;
        let why = fields(&[("why", SECRET)]);
        save!(db, |tx| letters::set_given(tx, who, case, (other, 1), None, &why)).unwrap();
        save!(db, |tx| assessments::close(tx, who, (case, id, 4))).unwrap();
        save!(db, |tx| assessments::record_screening(tx, who, case, SECRET, SECRET, "1")).unwrap();
        save!(db, |tx| search::keep_search(tx, who, worker, SECRET)).unwrap();

        let mut found = trail(&db, case).await;
        found.sort();
        // Who has had a case is told, for whoever reviews the log.
        let assigned = format!("assigned case {worker}");
        let mut expected = [
            "created case", "changed case", assigned.as_str(), "created child", "created child", "changed child", "removed child", "restored child",
            "created guardian", "guardians child", "created assessment standard", "saved section question", "created note", "created note", "removed note",
            "created measure", "created measure", "removed measure", "withdrawn assessment", "reopened assessment", "signed assessment alone",
            "done measure", "created letter", "changed letter", "approved letter", "unapproved letter", "approved letter", "given letter", "created letter",
            "not_given letter", "closed assessment", "signed assessment screening",
        ];
        expected.sort_unstable();
        assert_eq!(found, expected);
        assert_eq!(count(&db, "select count(*) from audit where action = 'searched' and object_kind = 'search' and case_id is null").await, 1);
        for word in texts(&db, "select action || ' ' || object_kind || ' ' || detail from audit").await {
            assert!(!word.to_lowercase().contains("zebrafink"), "{word}");
        }
    }
}

/// Only PostgreSQL has `truncate`; SQLite empties a table with `delete`.
#[tokio::test]
async fn the_trail_is_never_emptied_at_once() {
    let test = TestDb::new(Engine::Postgres).await;
    let why = execute(&test.db, "truncate audit").await.unwrap_err().to_string();
    assert!(why.contains("audit is append-only"), "{why}");
    test.remove().await;
}
