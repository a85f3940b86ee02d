//! A database that an older program left, brought to this program's version with everything that people wrote in it.

use domain::assessments::{Depth, Measure, NoteInView, NoteKind, Section, Status};
use domain::cases::{CaseKind, ChildForm};
use domain::content::content;
use domain::ids::{AccountId, AssessmentId, CaseId, ChildId, LetterId, MeasureId, NoteId, UnitId};
use domain::letters::LetterStatus;
use sqlx::AssertSqlSafe;
use store::assessments::{assessment, assessments, begin, material, sign, submit};
use store::testing::TestDb;
use store::{
    Db, Engine, Pools, StoreError, Who, audit, both_engines, cases, letters, organisation, sections,
};
use uuid::Uuid;

use super::common::{at, child, count, day, execute, fields, load, save, signature, texts, today};

/// What a municipality had written with the program of version 2. `#7` is the id with number 7, `@no` false and `@8:05` a time of
/// the day of the tests, each as the engine writes it.
const WRITTEN: &str = "
    insert into unit (id, parent_id, path, kind, area, name, phone, created_at) values
        (#1, null, '/a/', 'municipality', null, 'Kommunen', '', @8:00), (#2, #1, '/a/b/', 'unit', 'income_support', 'Ekonomi', '08-1', @8:00);
    insert into account (id, user_name, user_name_folded, name, language, created_at) values (#3, 'karin', 'karin', 'Karin Ek', 'sv', @8:00),
        (#4, 'maria', 'maria', 'Maria Chef', 'sv', @8:00);
    insert into role_grant (account_id, role, unit_id) values (#3, 'worker', #2), (#4, 'manager', #2);
    insert into counter (name, value) values ('case 2026', 1);
    insert into case_file (id, number, unit_id, owner_id, reference, adult_name, adult_number, matter, protected, search_name, search_reference,
        version, created_at, updated_at) values
        (#5, '2026-0001', #2, #3, 'IFO 17', 'Vera Blom', '198504122386', 'Avhysning', @no, ' vera blom', 'ifo 17', 4, @8:01, @8:09);
    insert into child (id, case_id, position, name, born_on, form, protected, search_name, version, created_at) values
        (#6, #5, 1, 'Elsa', '2016-02-17', '{child}', @no, ' elsa', 2, @8:01);
    insert into guardian (id, case_id, name, role) values (#7, #5, 'Vera Blom', 'party');
    insert into child_guardian (child_id, guardian_id) values (#6, #7);
    insert into assessment (id, case_id, depth, status, content_version, matter, attestations, decided_on, follow_up_on, signed_at, signed_by,
        version, created_by, created_at, updated_at) values
        (#10, #5, 'standard', 'signed', '2025.9', 'Avhysning \"nu\"', 'read complete', '2026-03-01', '2026-06-01', @8:05, #3, 3, #3, @8:02, @8:05),
        (#11, #5, 'standard', 'draft', '2025.9', 'Skuld', '', null, null, null, null, 1, #3, @8:03, @8:06);
    insert into assessment (id, case_id, depth, status, content_version, matter, screening_reason, withdrawn_reason, decided_on, signed_at, signed_by,
        version, created_by, created_at, updated_at) values
        (#12, #5, 'screening', 'signed', '2025.9', 'Busskort', 'Inga barn', '', '2026-03-02', @8:04, #3, 1, #3, @8:04, @8:04),
        (#13, #5, 'standard', 'withdrawn', '2025.9', 'Annat', '', 'Behövs inte', null, null, null, 2, #3, @8:04, @8:05),
        (#14, #5, 'standard', 'closed', '2025.9', 'Förra året', '', '', '2026-03-01', @8:01, #4, 4, #4, @8:01, @8:02);
    insert into section (assessment_id, key, fields, version, updated_by, updated_at) values
        (#10, 'question', '{\"matter\": \"Ska familjen vräkas?\\n💬\"}', 3, #3, @8:04), (#10, 'note:{#15}', '{\"statement.1.words\": \"Jag vill bo kvar\"}', 1, #3, @8:04),
        (#10, 'letter:{#18}', '{\"told\": \"Hej Elsa\"}', 1, #4, @8:08), (#11, 'facts', '{\"fact.1.text\": \"Hyran\"}', 7, #4, @8:06);
    insert into participation_note (id, assessment_id, child_id, kind, created_by, created_at) values
        (#15, #10, #6, 'heard', #3, @8:03), (#16, #11, #6, 'not_heard', #3, @8:04);
    insert into measure (id, assessment_id, child_id, text, owner, due_on, done_on, outcome, version, created_at) values
        (#17, #10, #6, 'Skolskjuts', 'Karin Ek', '2026-03-20', '2026-03-02', 'Kom till skolan', 2, @8:04);
    insert into letter (id, assessment_id, child_id, band, language, status, due_on, approved_at, approved_by, version, created_at) values
        (#18, #10, #6, '10-12', 'sv', 'approved', '2026-03-15', @8:09, #4, 2, @8:07);
    insert into audit (id, at, account_id, unit_id, action, object_kind, object_id, case_id, detail) values
        (#19, @8:05, #3, #2, 'signed', 'assessment', #10, #5, 'standard');
    insert into search (id, account_id, text, created_at) values (#20, #3, 'vera', @8:00);
";

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// [`WRITTEN`] for an engine.
fn numbered(sql: &str, engine: Engine) -> String {
    let mut sql = sql.to_owned();
    for number in (1..=20).rev() {
        let id = id(number);
        sql = sql.replace(&format!("{{#{number}}}"), &id.hyphenated().to_string());
        let as_value = match engine {
            Engine::Sqlite => format!("x'{}'", id.simple()),
            Engine::Postgres => format!("'{}'", id.hyphenated()),
        };
        sql = sql.replace(&format!("#{number}"), &as_value);
    }
    for minute in 0..10 {
        sql = sql.replace(
            &format!("@8:0{minute}"),
            &format!("'2026-03-02T08:0{minute}:00+00:00'"),
        );
    }
    sql.replace("@no", if engine == Engine::Sqlite { "0" } else { "false" })
}

/// Two notes as the program of version 6 left them; `#7` as above.
const NOTES: &str = "
    insert into unit (id, parent_id, path, kind, area, name, phone, created_at) values (#1, null, '/a/', 'municipality', null, 'Kommunen', '', @8:00);
    insert into account (id, user_name, user_name_folded, name, language, created_at) values (#3, 'karin', 'karin', 'Karin Ek', 'sv', @8:00);
    insert into case_file (id, number, unit_id, owner_id, reference, subject_name, subject_number, matter, protected, search_name, search_reference,
        version, created_at, updated_at) values (#5, '2026-0001', #1, #3, '', 'Vera Blom', '', 'Hyra', @no, '', '', 1, @8:01, @8:01);
    insert into child (id, case_id, position, name, born_on, form, protected, search_name, version, created_at) values
        (#6, #5, 1, 'Elsa', '2016-02-17', '{child}', @no, ' elsa', 2, @8:01);
    insert into assessment (id, case_id, depth, status, content_version, matter, version, created_by, created_at, updated_at) values
        (#11, #5, 'standard', 'draft', '2025.9', 'Skuld', 1, #3, @8:03, @8:06);
    insert into participation_note (id, assessment_id, child_id, kind, created_by, created_at) values
        (#8, #11, #6, 'heard', #3, @8:03), (#9, #11, #6, 'not_heard', #3, @8:04);
    update participation_note set copied_from = #9 where kind = 'heard'";

/// Runs several statements.
async fn raw(db: &Db, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match db.pools() {
        Pools::Sqlite { write, .. } => drop(sqlx::raw_sql(sql).execute(write).await.unwrap()),
        Pools::Postgres(pool) => drop(sqlx::raw_sql(sql).execute(pool).await.unwrap()),
    }
}

/// A database of version 2 with all that.
async fn older(engine: Engine) -> TestDb {
    let test = TestDb::of_version(engine, 2).await;
    assert_eq!(test.db.migration_state().await.unwrap().0, [1, 2]);
    let sql = WRITTEN.replace("{child}", &serde_json::to_string(&child("Elsa")).unwrap());
    raw(&test.db, &numbered(&sql, engine)).await;
    test
}

fn worker() -> Who {
    Who {
        account: Some(AccountId(id(3))),
        unit: Some(UnitId(id(2))),
        now: at(60),
        today: today(),
    }
}

const CASE: CaseId = CaseId(Uuid::from_u128(5));
const SIGNED: AssessmentId = AssessmentId(Uuid::from_u128(10));
const DRAFT: AssessmentId = AssessmentId(Uuid::from_u128(11));

/// How many rows each table of version 2 has that was written in.
async fn rows(db: &Db) -> Vec<String> {
    const SQL: &str = "select 'unit ' || count(*) from unit union all select 'account ' || count(*) from account \
        union all select 'role_grant ' || count(*) from role_grant union all select 'case_file ' || count(*) from case_file \
        union all select 'child ' || count(*) from child union all select 'child_guardian ' || count(*) from child_guardian \
        union all select 'assessment ' || count(*) from assessment union all select 'section ' || count(*) from section \
        union all select 'note ' || count(*) from participation_note union all select 'measure ' || count(*) from measure \
        union all select 'letter ' || count(*) from letter union all select 'audit ' || count(*) from audit \
        union all select 'search ' || count(*) from search union all select 'counter ' || value from counter";
    texts(db, SQL).await
}

/// Asserts that no row points at nothing, and that the database still takes none that does.
async fn assert_whole(db: &Db) {
    if let Pools::Sqlite { write, .. } = db.pools() {
        assert!(
            sqlx::query("pragma foreign_key_check")
                .fetch_all(write)
                .await
                .unwrap()
                .is_empty()
        );
        let on: i64 = sqlx::query_scalar("pragma foreign_keys")
            .fetch_one(write)
            .await
            .unwrap();
        assert_eq!(on, 1);
    }
    let rows_before = rows(db).await;
    for sql in [
        "delete from assessment where matter = 'Skuld'",
        "delete from case_file",
        "update section set assessment_id = (select id from case_file)",
        "update participation_note set assessment_id = (select id from case_file)",
        "update measure set assessment_id = (select id from case_file)",
        "update letter set assessment_id = (select id from case_file)",
        "update assessment set case_id = (select id from account where name = 'Karin Ek')",
        "update assessment set signed_by = (select id from case_file)",
    ] {
        let refused = execute(db, sql).await;
        assert!(refused.is_err(), "{sql}");
    }
    assert_eq!(rows(db).await, rows_before);
}

both_engines! {
    async fn nothing_that_was_written_is_lost_on_the_way_to_version_3(empty: Db) {
        let test = older(empty.engine()).await;
        let db = test.db.clone();
        let before = rows(&db).await;
        db.migrate().await.unwrap();
        let (applied, known) = db.migration_state().await.unwrap();
        assert_eq!(applied, known);
        assert_eq!(rows(&db).await, before);
        assert_whole(&db).await;
        assert_eq!(texts(&db, "select word from name_word order by word").await, ["blom", "elsa", "vera"]);

        let file = load!(db, |tx| cases::case(tx, CASE)).unwrap();
        assert_eq!((file.kind, file.number.as_str(), file.version, file.countersigns), (CaseKind::Adult, "2026-0001", 4, false));
        assert_eq!((file.subject_name.as_str(), file.subject_number.as_str(), file.reference.as_str()), ("Vera Blom", "198504122386", "IFO 17"));
        let all = load!(db, |tx| assessments(tx, CASE)).unwrap();
        assert_eq!(all.iter().map(|a| (a.matter.as_str(), a.depth, a.status, a.version)).collect::<Vec<_>>(), [
            ("Annat", Depth::Standard, Status::Withdrawn, 2),
            ("Busskort", Depth::Screening, Status::Signed, 1),
            ("Skuld", Depth::Standard, Status::Draft, 1),
            ("Avhysning \"nu\"", Depth::Standard, Status::Signed, 3),
            ("Förra året", Depth::Standard, Status::Closed, 4),
        ]);
        assert!(all.iter().all(|a| (a.previous, a.next, a.series, a.submitted_at, &a.countersigned_by) == (None, None, 1, None, &None)));
        let signed = load!(db, |tx| assessment(tx, SIGNED)).unwrap();
        assert_eq!((signed.case, signed.depth, signed.status, signed.content_version.as_str()), (CASE, Depth::Standard, Status::Signed, "2025.9"));
        assert_eq!((signed.matter.as_str(), signed.attestations.as_str(), signed.version), ("Avhysning \"nu\"", "read complete", 3));
        assert_eq!((signed.decided_on, signed.signed_at, signed.signed_by.as_deref(), signed.created_at), (Some(day(-1)), Some(at(5)), Some("Karin Ek"), at(2)));
        assert_eq!((all[0].withdrawn_reason.as_str(), all[1].screening_reason.as_str()), ("Behövs inte", "Inga barn"));
        assert_eq!(count(&db, "select count(*) from assessment where follow_up_on = '2026-06-01' and created_by = signed_by").await, 1);

        let found = load!(db, |tx| material(tx, &file, &signed, today())).unwrap();
        assert_eq!(found.section(Section::Question), fields(&[("matter", "Ska familjen vräkas?\n💬")]));
        assert_eq!(found.section(Section::Note(NoteId(id(15)))), fields(&[("statement.1.words", "Jag vill bo kvar")]));
        assert_eq!(found.section(Section::Letter(LetterId(id(18)))), fields(&[("told", "Hej Elsa")]));
        assert_eq!(found.notes, [NoteInView { id: NoteId(id(15)), child: ChildId(id(6)), kind: NoteKind::Heard, copied_from: None, letter: None }]);
        let measure = Measure { id: MeasureId(id(17)), child: Some(ChildId(id(6))), text: "Skolskjuts".into(), owner: "Karin Ek".into(), due_on: day(18), done_on: Some(day(0)), outcome: "Kom till skolan".into(), version: 2 };
        assert_eq!(found.measures, [measure]);
        assert_eq!((found.children[0].name.as_str(), found.children[0].age, found.children[0].guardians[0].name.as_str()), ("Elsa", Some(10), "Vera Blom"));
        assert_eq!(found.checklist.version, content().version());
        let letter = load!(db, |tx| letters::letter(tx, SIGNED, LetterId(id(18)))).unwrap();
        assert_eq!((letter.status, letter.due_on, letter.approved_by.as_deref(), letter.version), (LetterStatus::Approved, Some(day(13)), Some("Maria Chef"), 2));
        assert_eq!(load!(db, |tx| audit::of_case(tx, CASE, 10)).unwrap()[0].detail, "standard");
        test.remove().await;
    }

    async fn people_work_on_with_what_an_older_program_left(empty: Db) {
        let test = older(empty.engine()).await;
        let db = test.db.clone();
        db.migrate().await.unwrap();
        let texts = fields(&[("fact.1.text", "Hyran är betald")]);
        let saved = save!(db, |tx| sections::save_section(tx, worker(), (CASE, DRAFT), Section::Facts, 7, &texts)).unwrap();
        assert_eq!(saved, sections::Saved::Stored(8));
        save!(db, |tx| submit(tx, worker(), (CASE, DRAFT, 1), Status::Draft, "read")).unwrap();
        let nothing = fields(&[]);
        let deep = save!(db, |tx| begin(tx, worker(), CASE, Depth::Thorough, "Ny", "2026.1", &nothing)).unwrap();
        save!(db, |tx| sign(tx, worker(), (CASE, deep, 1), signature(0, None))).unwrap();
        let from = load!(db, |tx| assessment(tx, SIGNED)).unwrap();
        let file = load!(db, |tx| cases::case(tx, CASE)).unwrap();
        let before = load!(db, |tx| material(tx, &file, &from, today())).unwrap();
        let next = save!(db, |tx| store::assessments::revise(tx, worker(), &from, &before, "2026.1")).unwrap();
        assert_eq!(load!(db, |tx| assessment(tx, SIGNED)).unwrap().next, Some(next));
        save!(db, |tx| organisation::set_countersigns(tx, worker(), UnitId(id(2)), true)).unwrap();
        assert!(load!(db, |tx| cases::case(tx, CASE)).unwrap().countersigns);
        let kid = ChildForm { number: String::new(), ..child("Noel") };
        save!(db, |tx| store::children::add_child(tx, worker(), CASE, &kid)).unwrap();
        assert_whole(&db).await;
        test.remove().await;
    }

    async fn a_version_3_that_fails_at_its_end_leaves_nothing_of_itself_and_is_made_once_the_obstacle_is_gone(empty: Db) {
        let test = older(empty.engine()).await;
        let db = test.db.clone();
        let before = rows(&db).await;
        // The last table that version 3 makes, after the old ones were changed.
        execute(&db, "create table checklist (in_the_way integer)").await.unwrap();
        let Err(StoreError::Unusable(why)) = db.migrate().await else { panic!("a table was made twice") };
        assert!(why.contains("rolled back"), "{why}");
        assert_eq!(db.migration_state().await.unwrap().0, [1, 2]);
        assert_eq!(texts(&db, "select adult_name from case_file").await, ["Vera Blom"]);
        assert_eq!(rows(&db).await, before);
        assert!(execute(&db, "insert into review (round) values (1)").await.is_err());
        assert!(execute(&db, "update assessment set depth = 'thorough'").await.is_err());
        assert_whole(&db).await;
        execute(&db, "drop table checklist").await.unwrap();
        db.migrate().await.unwrap();
        assert_eq!(rows(&db).await, before);
        assert_whole(&db).await;
        test.remove().await;
    }

    async fn notes_of_version_6_keep_what_they_were_taken_over_from(empty: Db) {
        let test = TestDb::of_version(empty.engine(), 6).await;
        let db = test.db.clone();
        // The copy stands before what it was taken over from.
        let sql = NOTES.replace("{child}", &serde_json::to_string(&child("Elsa")).unwrap());
        raw(&db, &numbered(&sql, empty.engine())).await;
        db.migrate().await.unwrap();
        let found = load!(db, |tx| store::participation::notes(tx, DRAFT)).unwrap();
        assert_eq!(found.iter().map(|n| (n.id.0.as_u128(), n.kind, n.copied_from.map(|n| n.0.as_u128()), n.letter)).collect::<Vec<_>>(), [
            (8, NoteKind::Heard, Some(9), None),
            (9, NoteKind::NotHeard, None, None),
        ]);
        for sql in [
            "delete from participation_note where kind = 'not_heard'",
            "update participation_note set letter_id = (select id from case_file)",
            "update participation_note set kind = 'listened'",
        ] {
            assert!(execute(&db, sql).await.is_err(), "{sql}");
        }
        execute(&db, "update participation_note set kind = 'request'").await.unwrap();
        test.remove().await;
    }

    async fn a_version_2_that_fails_leaves_version_1_as_it_was(empty: Db) {
        let test = TestDb::of_version(empty.engine(), 1).await;
        let db = test.db.clone();
        execute(&db, "create table search (in_the_way integer)").await.unwrap();
        assert!(matches!(db.migrate().await, Err(StoreError::Unusable(_))));
        assert_eq!(db.migration_state().await.unwrap().0, [1]);
        assert!(execute(&db, "delete from case_file").await.is_err());
        execute(&db, "drop table search").await.unwrap();
        db.migrate().await.unwrap();
        assert_eq!(count(&db, "select count(*) from case_file").await, 0);
        test.remove().await;
    }
}
