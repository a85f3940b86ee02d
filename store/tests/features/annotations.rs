//! Corrections and objections: added beside the texts, never changed or taken away.

use domain::assessments::{Annotation, AnnotationKind, NoteKind, Section, Status};
use domain::ids::{AnnotationId, AssessmentId, CaseId, ChildId, LetterId, NoteId};
use store::annotations::{MAX_ANNOTATIONS, NewAnnotation, add_annotation, annotations};
use store::testing::TestDb;
use store::{Db, Engine, StoreError, Who, assessments, both_engines};
use uuid::Uuid;

use super::common::{Town, at, count, day, execute, load, refused, save, texts, trail};

fn correction(section: Option<Section>, text: &str) -> NewAnnotation {
    NewAnnotation {
        kind: AnnotationKind::Correction,
        section,
        text: text.to_owned(),
        right_text: "4500 \"kronor\" 💬".to_owned(),
        by_whom: String::new(),
        decided_by: "Maria Chef".to_owned(),
        on: day(1),
    }
}

fn objection(section: Option<Section>, text: &str) -> NewAnnotation {
    NewAnnotation {
        kind: AnnotationKind::Objection,
        section,
        text: text.to_owned(),
        right_text: String::new(),
        by_whom: "Vera Blom".to_owned(),
        decided_by: String::new(),
        on: day(2),
    }
}

/// A case with a child, and an assessment of it with a note and a letter.
struct Things {
    case: CaseId,
    id: AssessmentId,
    child: ChildId,
    note: NoteId,
    letter: LetterId,
}

impl Things {
    async fn new(town: &Town, adult: &str) -> Self {
        let case = town.open(adult, 0).await;
        let child = town.child(case, "Elsa").await;
        let id = town.begin(case, 1).await;
        let note = town.note(case, id, child, NoteKind::Heard).await;
        let letter = town.letter(case, id, child, 14).await;
        Self {
            case,
            id,
            child,
            note,
            letter,
        }
    }
}

async fn add(
    town: &Town,
    object: (CaseId, AssessmentId),
    minute: i64,
    new: NewAnnotation,
) -> Result<AnnotationId, StoreError> {
    let who = town.at(minute);
    save!(town.db, |tx| add_annotation(tx, who, object, &new))
}

async fn listed(db: &Db, id: AssessmentId) -> Vec<Annotation> {
    load!(db, |tx| annotations(tx, id)).unwrap()
}

both_engines! {
    async fn annotations_are_listed_in_the_order_in_which_they_were_noted_with_who_and_when(db: Db) {
        let town = Town::build(&db).await;
        let things = Things::new(&town, "Vera Blom").await;
        let object = (things.case, things.id);
        let who = Who { account: Some(town.colleague), ..town.at(9) };
        let new = objection(None, "Jag har aldrig sagt så.");
        let later = save!(db, |tx| add_annotation(tx, who, object, &new)).unwrap();
        let earlier = add(&town, object, 8, objection(Some(Section::Note(things.note)), "Fel dag")).await.unwrap();
        town.sign(things.case, things.id, 10).await;
        let last = add(&town, object, 11, correction(Some(Section::Decision), "5400 kronor")).await.unwrap();
        let found = listed(&db, things.id).await;
        assert_eq!(found.iter().map(|a| a.id).collect::<Vec<_>>(), [earlier, later, last]);
        let expected = Annotation {
            id: last,
            kind: AnnotationKind::Correction,
            section: Some(Section::Decision),
            text: "5400 kronor".into(),
            right_text: "4500 \"kronor\" 💬".into(),
            by_whom: String::new(),
            decided_by: "Maria Chef".into(),
            on: day(1),
            noted_by: "Karin Ek".into(),
            noted_on: day(0),
            noted_at: at(11),
        };
        assert_eq!(found[2], expected);
        assert_eq!((found[0].section, found[1].section), (Some(Section::Note(things.note)), None));
        assert_eq!((found[1].by_whom.as_str(), found[1].noted_by.as_str()), ("Vera Blom", "Åsa Öberg"));
    }

    async fn the_texts_beside_which_they_stand_keep_their_version_and_the_case_counts_as_touched(db: Db) {
        let town = Town::build(&db).await;
        let things = Things::new(&town, "Vera Blom").await;
        town.sign(things.case, things.id, 10).await;
        let before = town.version(things.id).await;
        add(&town, (things.case, things.id), 30, correction(None, "Fel belopp")).await.unwrap();
        assert_eq!(town.version(things.id).await, before);
        let case = town.case(things.case).await;
        assert_eq!(case.version, 1);
        let moved = match db.engine() {
            Engine::Sqlite => "select count(*) from case_file where updated_at like '%08:30:00%'",
            Engine::Postgres => "select count(*) from case_file where updated_at = '2026-03-02 08:30:00+00'",
        };
        assert_eq!(count(&db, moved).await, 1);
    }

    async fn a_correction_waits_for_the_signature_and_nothing_is_noted_where_there_is_no_decision(db: Db) {
        let town = Town::build(&db).await;
        let things = Things::new(&town, "Vera Blom").await;
        let object = (things.case, things.id);
        refused!(add(&town, object, 5, correction(None, "I utkastet")).await, State);
        add(&town, object, 5, objection(None, "I utkastet")).await.unwrap();
        town.withdraw(things.case, things.id, 6).await;
        for new in [correction(None, "Avslutad"), objection(None, "Avslutad")] {
            refused!(add(&town, object, 7, new).await, State);
        }
        let (who, version) = (town.at(8), town.version(things.id).await);
        save!(db, |tx| assessments::set_withdrawn(tx, who, (object.0, object.1, version), Status::Withdrawn, None)).unwrap();
        town.sign(things.case, things.id, 9).await;
        add(&town, object, 10, correction(None, "Signerad")).await.unwrap();
        add(&town, object, 10, objection(None, "Signerad")).await.unwrap();
        let (who, version) = (town.at(11), town.version(things.id).await);
        save!(db, |tx| assessments::close(tx, who, (object.0, object.1, version))).unwrap();
        add(&town, object, 12, correction(None, "Stängd")).await.unwrap();
        add(&town, object, 12, objection(None, "Stängd")).await.unwrap();
        assert_eq!(listed(&db, things.id).await.len(), 5);
    }

    async fn a_screening_that_found_no_child_is_corrected_and_objected_to_like_anything_signed(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let who = town.at(1);
        let id = save!(db, |tx| assessments::record_screening(tx, who, case, "Hyra", "Frågat", "1")).unwrap();
        add(&town, (case, id), 2, objection(None, "Min dotterdotter bor här")).await.unwrap();
        add(&town, (case, id), 3, correction(None, "Fel datum")).await.unwrap();
        assert_eq!(listed(&db, id).await.len(), 2);
    }

    async fn what_is_noted_is_neither_changed_nor_deleted_nor_replaced(db: Db) {
        let town = Town::build(&db).await;
        let things = Things::new(&town, "Vera Blom").await;
        add(&town, (things.case, things.id), 5, objection(None, "Så var det inte")).await.unwrap();
        let columns = "(id, assessment_id, kind, text, on_date, noted_by, noted_on, noted_at) \
            select id, assessment_id, kind, 'forged', on_date, noted_by, noted_on, noted_at from annotation where true";
        let replace = match db.engine() {
            Engine::Sqlite => format!("insert or replace into annotation {columns}"),
            Engine::Postgres => format!("insert into annotation {columns} on conflict (id) do update set text = excluded.text"),
        };
        let replace: &'static str = replace.leak();
        for sql in ["update annotation set text = 'forged'", "update annotation set right_text = ''", "delete from annotation", replace] {
            let why = execute(&db, sql).await.unwrap_err().to_string();
            assert!(why.contains("annotation is append-only"), "{sql}: {why}");
        }
        assert_eq!(texts(&db, "select text from annotation").await, ["Så var det inte"]);
    }

    async fn the_same_words_twice_are_noted_once_and_other_words_again(db: Db) {
        let town = Town::build(&db).await;
        let things = Things::new(&town, "Vera Blom").await;
        let object = (things.case, things.id);
        let first = add(&town, object, 5, objection(None, "Fel")).await.unwrap();
        assert_eq!(add(&town, object, 6, objection(None, "Fel")).await.unwrap(), first);
        let others = [
            objection(Some(Section::Facts), "Fel"),
            objection(None, "Fel igen"),
            NewAnnotation { by_whom: "Noel Blom".into(), ..objection(None, "Fel") },
            NewAnnotation { on: day(0), ..objection(None, "Fel") },
        ];
        for other in others {
            assert_ne!(add(&town, object, 7, other).await.unwrap(), first);
        }
        assert_eq!(listed(&db, things.id).await.len(), 5);
        assert_eq!(count(&db, "select count(*) from audit where object_kind = 'annotation'").await, 5);
    }

    async fn two_hundred_fit_and_the_next_is_refused(db: Db) {
        let town = Town::build(&db).await;
        let things = Things::new(&town, "Vera Blom").await;
        let (object, who) = ((things.case, things.id), town.at(5));
        let filled: Result<(), StoreError> = save!(db, |tx| async {
            for n in 0..MAX_ANNOTATIONS {
                add_annotation(tx, who, object, &objection(None, &format!("Nummer {n}"))).await?;
            }
            Ok(())
        });
        filled.unwrap();
        refused!(add(&town, object, 6, objection(None, "En till")).await, State);
        assert_eq!(listed(&db, things.id).await.len(), 200);
    }

    async fn what_belongs_to_another_case_or_does_not_exist_is_not_found_and_nothing_is_noted(db: Db) {
        let town = Town::build(&db).await;
        let (mine, theirs) = (Things::new(&town, "Vera Blom").await, Things::new(&town, "Nora Ek").await);
        for case in [&mine, &theirs] {
            town.sign(case.case, case.id, 10).await;
        }
        let rows = count(&db, "select count(*) from audit").await;
        let nobody = Uuid::max();
        for kind in [correction, objection] {
            for object in [(mine.case, theirs.id), (mine.case, AssessmentId(nobody)), (CaseId(nobody), mine.id)] {
                refused!(add(&town, object, 11, kind(None, "X")).await, NotFound);
            }
            for section in [
                Section::Child(theirs.child), Section::Child(ChildId(nobody)), Section::Note(theirs.note), Section::Note(NoteId(nobody)),
                Section::Letter(theirs.letter), Section::Letter(LetterId(nobody)),
            ] {
                refused!(add(&town, (mine.case, mine.id), 11, kind(Some(section), "X")).await, NotFound);
            }
        }
        assert_eq!(count(&db, "select count(*) from annotation").await, 0);
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
        assert!(listed(&db, AssessmentId(nobody)).await.is_empty());
        for section in [Section::Child(mine.child), Section::Note(mine.note), Section::Letter(mine.letter)] {
            add(&town, (mine.case, mine.id), 12, objection(Some(section), "X")).await.unwrap();
        }
        assert_eq!((listed(&db, mine.id).await.len(), listed(&db, theirs.id).await.len()), (3, 0));
    }

    async fn each_leaves_its_own_row_and_none_of_its_words(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        town.sign(case, id, 2).await;
        add(&town, (case, id), 3, objection(None, "Zebrafink")).await.unwrap();
        add(&town, (case, id), 4, correction(None, "Zebrafink")).await.unwrap();
        let found = trail(&db, case).await;
        assert_eq!(found[3..], ["created annotation objection", "created annotation correction"]);
        assert_eq!(count(&db, "select count(*) from audit where object_kind = 'annotation' and case_id is not null and unit_id is not null").await, 2);
        for word in texts(&db, "select action || ' ' || object_kind || ' ' || detail from audit").await {
            assert!(!word.contains("Zebrafink") && !word.contains("Vera"), "{word}");
        }
    }

    async fn a_section_that_this_program_does_not_know_is_an_error_and_not_left_out(db: Db) {
        let town = Town::build(&db).await;
        let things = Things::new(&town, "Vera Blom").await;
        add(&town, (things.case, things.id), 5, objection(None, "Fel")).await.unwrap();
        // As from another version of the program: past the functions, not past the trigger, which takes new rows.
        execute(&db, match db.engine() {
            Engine::Sqlite => "insert into annotation (id, assessment_id, kind, section_key, text, on_date, noted_by, noted_on, noted_at) \
                select randomblob(16), assessment_id, kind, 'appendix', text, on_date, noted_by, noted_on, noted_at from annotation",
            Engine::Postgres => "insert into annotation (id, assessment_id, kind, section_key, text, on_date, noted_by, noted_on, noted_at) \
                select gen_random_uuid(), assessment_id, kind, 'appendix', text, on_date, noted_by, noted_on, noted_at from annotation",
        }).await.unwrap();
        let id = things.id;
        let found = load!(db, |tx| annotations(tx, id));
        assert!(matches!(found, Err(StoreError::Corrupt("annotation.section_key"))), "{found:?}");
    }
}

/// Only PostgreSQL has `truncate`; SQLite empties a table with `delete`.
#[tokio::test]
async fn the_annotations_are_never_emptied_at_once() {
    let test = TestDb::new(Engine::Postgres).await;
    let why = execute(&test.db, "truncate annotation")
        .await
        .unwrap_err()
        .to_string();
    assert!(why.contains("annotation is append-only"), "{why}");
    test.remove().await;
}
