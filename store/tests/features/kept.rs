//! Assessments as they stood when they were submitted or signed.

use domain::assessments::{Depth, Material, NoteKind, Section};
use domain::cases::{ChildForm, GuardianRole};
use domain::content::{Checklist, content, write_checklist};
use domain::ids::{AssessmentId, CaseId};
use store::assessments::{keep_version, kept_version};
use store::{Db, StoreError, both_engines, checklists, children, sections};

use super::common::{Town, child, count, execute, fields, load, refused, save};

async fn keep(town: &Town, material: &Material, round: i64, reason: &'static str) -> Result<(), StoreError> {
    let (who, material) = (town.at(40), material.clone());
    save!(town.db, |tx| keep_version(tx, who, &material, round, reason))
}

async fn kept(db: &Db, id: AssessmentId, reason: &str, up_to: Option<i64>) -> Option<Material> {
    load!(db, |tx| kept_version(tx, id, reason, up_to)).unwrap()
}

/// Saves a text among the facts and gives back everything as it stands then.
async fn state(town: &Town, case: CaseId, id: AssessmentId, version: i64, text: &'static str) -> Material {
    let (who, texts) = (town.at(10), fields(&[("fact.1.text", text)]));
    save!(town.db, |tx| sections::save_section(
        tx,
        who,
        (case, id),
        Section::Facts,
        version,
        &texts
    ))
    .unwrap();
    town.material(id).await
}

/// A checklist of the municipality's own, with other words in one title.
fn chosen(version: &str) -> (Checklist, String) {
    let mut list = Checklist::clone(content().checklist());
    version.clone_into(&mut list.version);
    "Kommunens egna ord".clone_into(&mut list.articles[0].title.sv);
    let source = write_checklist(&list).unwrap();
    (list, source)
}

both_engines! {
    async fn what_is_kept_is_read_back_equal_whatever_happens_afterwards(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera \"Blom\" 💬", 0).await;
        let form = ChildForm { protected: true, interpreter: "dari".into(), ..child("Elsa O'Blom مريم") };
        let (elsa, noel) = (town.child_as(case, form).await, town.child_as(case, ChildForm { born: String::new(), ..child("Noel") }).await);
        let who = town.at(5);
        let guardian = save!(db, |tx| children::add_guardian(tx, who, case, "Vera Blom", GuardianRole::Party)).unwrap();
        save!(db, |tx| children::set_guardians(tx, who, case, elsa, &[guardian])).unwrap();
        let id = town.begin_with(case, 1, Depth::Thorough, "1").await;
        let (heard, unheard) = (town.note(case, id, elsa, NoteKind::Heard).await, town.note(case, id, noel, NoteKind::NotHeard).await);
        town.measure(case, id, "Sök \"bostad\"\n💬", 9).await;
        let texts = fields(&[("matter", "  Ska familjen vräkas?\n\tja \\ nej  "), ("alternative.1.text", "null"), ("alternative.2.text", "{\"a\": 1}")]);
        for key in [Section::Depth, Section::Question, Section::Child(elsa), Section::Note(heard), Section::Note(unheard), Section::Article(3), Section::Weighing] {
            let sent = texts.clone();
            save!(db, |tx| sections::save_section(tx, who, (case, id), key, 0, &sent)).unwrap();
        }
        let before = town.material(id).await;
        assert_eq!((before.children.len(), before.notes.len(), before.measures.len(), before.sections.len()), (2, 2, 1, 7));
        keep(&town, &before, 1, "submitted").await.unwrap();

        let renamed = ChildForm { born: "2015-01-01".into(), ..child("Ella") };
        save!(db, |tx| children::change_child(tx, who, case, elsa, 1, &renamed)).unwrap();
        save!(db, |tx| children::set_guardians(tx, who, case, elsa, &[])).unwrap();
        save!(db, |tx| sections::save_section(tx, who, (case, id), Section::Question, 1, &fields(&[("matter", "Annat")]))).unwrap();
        town.measure(case, id, "En till", 3).await;
        assert_ne!(town.material(id).await, before);
        assert_eq!(kept(&db, id, "submitted", None).await, Some(before));
    }

    async fn what_is_kept_has_the_checklist_that_it_was_begun_with(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (list, source) = chosen("kommunen.1");
        let (who, sent) = (town.at(0), list.clone());
        save!(db, |tx| checklists::publish(tx, who, &sent, &source, "")).unwrap();
        let (own, theirs) = (town.begin_with(case, 1, Depth::Standard, content().version()).await, town.begin_with(case, 1, Depth::Standard, "kommunen.1").await);
        for (id, expected) in [(own, content().checklist().as_ref()), (theirs, &list)] {
            let before = town.material(id).await;
            assert_eq!(before.checklist.as_ref(), expected);
            keep(&town, &before, 0, "signed").await.unwrap();
            let found = kept(&db, id, "signed", None).await.unwrap();
            assert_eq!((found.checklist.as_ref(), &found), (expected, &before));
        }
    }

    async fn the_same_round_is_kept_once_for_each_reason(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let first = state(&town, case, id, 0, "Först").await;
        keep(&town, &first, 1, "submitted").await.unwrap();
        let second = state(&town, case, id, 1, "Sedan").await;
        refused!(keep(&town, &second, 1, "submitted").await, Exists);
        assert_eq!(kept(&db, id, "submitted", None).await, Some(first));
        keep(&town, &second, 1, "signed").await.unwrap();
        assert_eq!(kept(&db, id, "signed", None).await, Some(second));
        assert_eq!(count(&db, "select count(*) from kept_version").await, 2);
    }

    async fn only_the_two_reasons_are_known_and_an_unknown_assessment_is_not_kept(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let now = town.material(id).await;
        assert!(matches!(keep(&town, &now, 1, "because").await, Err(StoreError::Database(_))));
        let stranger = Material { id: AssessmentId(uuid::Uuid::max()), ..now };
        assert!(matches!(keep(&town, &stranger, 1, "signed").await, Err(StoreError::Database(_))));
        assert_eq!(count(&db, "select count(*) from kept_version").await, 0);
    }

    async fn the_last_round_is_read_or_the_last_up_to_one(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (id, other) = (town.begin(case, 1).await, town.begin(case, 1).await);
        assert_eq!(kept(&db, id, "submitted", None).await, None);
        let mut states = Vec::new();
        for (round, text) in [(1, "Ett"), (2, "Två"), (4, "Fyra")] {
            let now = state(&town, case, id, i64::try_from(states.len()).unwrap(), text).await;
            keep(&town, &now, round, "submitted").await.unwrap();
            states.push(now);
        }
        for (up_to, expected) in [
            (None, Some(2)), (Some(i64::MAX), Some(2)), (Some(5), Some(2)), (Some(4), Some(2)), (Some(3), Some(1)), (Some(2), Some(1)), (Some(1), Some(0)),
            (Some(0), None), (Some(-1), None),
        ] {
            let expected: Option<&Material> = expected.map(|place: usize| &states[place]);
            assert_eq!(kept(&db, id, "submitted", up_to).await.as_ref(), expected, "up to {up_to:?}");
        }
        assert_eq!(kept(&db, id, "signed", None).await, None);
        assert_eq!(kept(&db, other, "submitted", None).await, None);
    }

    async fn a_row_under_another_assessments_id_is_not_taken_for_it(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (id, other) = (town.begin(case, 1).await, town.begin_with(case, 1, Depth::Quick, "1").await);
        keep(&town, &town.material(id).await, 0, "signed").await.unwrap();
        execute(&db, "update kept_version set assessment_id = (select id from assessment where depth = 'quick')").await.unwrap();
        let found = load!(db, |tx| kept_version(tx, other, "signed", None));
        assert!(matches!(found, Err(StoreError::Corrupt(_))), "{found:?}");
    }
}
