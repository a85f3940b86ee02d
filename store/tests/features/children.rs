//! Children and guardians of a case.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::cases::{ChildForm, GuardianRole};
use domain::ids::{CaseId, ChildId, GuardianId};
use store::children::{
    MAX_CHILDREN, add_child, add_guardian, change_child, children, guardians, set_guardians, set_removed,
};
use store::{Db, StoreError, both_engines};

use super::common::{Town, at, child, load, number, refused, save};

async fn guardian(town: &Town, case: CaseId, name: &'static str, role: GuardianRole) -> GuardianId {
    let who = town.at(2);
    save!(town.db, |tx| add_guardian(tx, who, case, name, role)).unwrap()
}

async fn set(town: &Town, case: CaseId, child: ChildId, ids: &[GuardianId]) -> Result<(), StoreError> {
    let (who, ids) = (town.at(3), ids.to_vec());
    save!(town.db, |tx| set_guardians(tx, who, case, child, &ids))
}

async fn guardians_of(town: &Town, case: CaseId, id: ChildId) -> Vec<String> {
    let all = load!(town.db, |tx| children(tx, case)).unwrap();
    all.into_iter()
        .find(|c| c.id == id)
        .unwrap()
        .guardians
        .into_iter()
        .map(|g| g.name)
        .collect()
}

both_engines! {
    async fn a_child_is_read_back_as_it_was_typed(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let form = ChildForm {
            name: "Elsa \"Älva\" O'Blom مريم 💬".into(),
            number: number("20170174238"),
            born: String::new(),
            needs: vec!["pictures".into(), "support_person".into()],
            needs_note: "Lugnt rum\nmed fönster \\ { } [ ]".into(),
            interpreter: "dari".into(),
            protected: true,
            relation: "dotter".into(),
        };
        let id = town.child_as(case, form.clone()).await;
        let found = load!(db, |tx| children(tx, case)).unwrap();
        assert_eq!(found.len(), 1);
        let found = &found[0];
        assert_eq!((found.id, found.case, found.position, found.version), (id, case, 1, 1));
        assert_eq!((&found.form, found.born_on), (&form, NaiveDate::from_ymd_opt(2017, 1, 14)));
        assert!(found.guardians.is_empty());
    }

    async fn a_child_without_number_is_born_on_the_typed_day(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        town.child(case, "Elsa").await;
        town.child_as(case, ChildForm { born: String::new(), ..child("Noel") }).await;
        let born: Vec<_> = load!(db, |tx| children(tx, case)).unwrap().into_iter().map(|c| c.born_on).collect();
        assert_eq!(born, [NaiveDate::from_ymd_opt(2016, 2, 17), None]);
    }

    async fn twenty_children_fit_and_the_next_is_refused(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        for _ in 0..MAX_CHILDREN {
            town.child(case, "Elsa").await;
        }
        let who = town.at(2);
        refused!(save!(db, |tx| add_child(tx, who, case, &child("Noel"))), State);
        let places: Vec<_> = load!(db, |tx| children(tx, case)).unwrap().into_iter().map(|c| c.position).collect();
        assert_eq!(places, (1..=MAX_CHILDREN).collect::<Vec<_>>());
    }

    async fn children_added_at_once_get_places_of_their_own(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let tasks: Vec<_> = (0..24)
            .map(|_| {
                let (db, who) = (db.clone(), town.at(1));
                tokio::spawn(async move { save!(db, |tx| add_child(tx, who, case, &child("Elsa"))) })
            })
            .collect();
        let mut added = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => added += 1,
                Err(error) => assert!(matches!(error, StoreError::State), "{error:?}"),
            }
        }
        let places: BTreeSet<_> = load!(db, |tx| children(tx, case)).unwrap().into_iter().map(|c| c.position).collect();
        assert_eq!((added, places), (20, (1..=MAX_CHILDREN).collect()));
    }

    async fn a_change_is_kept_and_a_stale_one_changes_nothing(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.child(case, "Elsa").await;
        let who = town.at(5);
        let form = ChildForm { number: number("20160229238"), protected: true, ..child("Elsa Ny") };
        let sent = form.clone();
        save!(db, |tx| change_child(tx, who, case, id, 1, &sent)).unwrap();
        refused!(save!(db, |tx| change_child(tx, who, case, id, 1, &child("Stale"))), Stale);
        let found = load!(db, |tx| children(tx, case)).unwrap();
        assert_eq!((&found[0].form, found[0].version, found[0].born_on), (&form, 2, NaiveDate::from_ymd_opt(2016, 2, 29)));
        let line = load!(db, |tx| store::cases::list_cases(tx, town.worker, store::cases::Whose::Mine, None)).unwrap();
        assert_eq!(line[0].updated_at, at(5));
    }

    async fn a_removed_child_goes_and_comes_back_to_its_place(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (first, second) = (town.child(case, "Elsa").await, town.child(case, "Noel").await);
        let who = town.at(2);
        save!(db, |tx| set_removed(tx, who, case, first, true)).unwrap();
        let names = |db: Db| async move {
            let found = load!(db, |tx| children(tx, case)).unwrap();
            found.into_iter().map(|c| (c.position, c.form.name)).collect::<Vec<_>>()
        };
        assert_eq!(names(db.clone()).await, [(2, "Noel".to_owned())]);
        refused!(save!(db, |tx| change_child(tx, who, case, first, 2, &child("Changed"))), NotFound);
        town.child(case, "Tuva").await;
        save!(db, |tx| set_removed(tx, who, case, first, false)).unwrap();
        assert_eq!(names(db.clone()).await, [(1, "Elsa".to_owned()), (2, "Noel".to_owned()), (3, "Tuva".to_owned())]);
        save!(db, |tx| change_child(tx, who, case, second, 1, &child("Noel Ny"))).unwrap();
    }

    async fn no_child_is_removed_once_an_assessment_of_the_case_is_signed(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.child(case, "Elsa").await;
        let who = town.at(2);
        save!(db, |tx| store::assessments::record_screening(tx, who, case, "Annat", "Berör inget barn", "1")).unwrap();
        let draft = town.begin(case, 3).await;
        save!(db, |tx| set_removed(tx, who, case, id, true)).unwrap();
        save!(db, |tx| set_removed(tx, who, case, id, false)).unwrap();
        town.sign(case, draft, 4).await;
        refused!(save!(db, |tx| set_removed(tx, who, case, id, true)), State);
        let version = town.version(draft).await;
        save!(db, |tx| store::assessments::close(tx, who, (case, draft, version))).unwrap();
        refused!(save!(db, |tx| set_removed(tx, who, case, id, true)), State);
        assert_eq!(load!(db, |tx| children(tx, case)).unwrap().len(), 1);
    }

    async fn guardians_are_listed_with_the_party_first_and_linked_to_their_children(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (elsa, noel) = (town.child(case, "Elsa").await, town.child(case, "Noel").await);
        let other = guardian(&town, case, "Adam Blom", GuardianRole::Other).await;
        let party = guardian(&town, case, "Vera Blom", GuardianRole::Party).await;
        let all = load!(db, |tx| guardians(tx, case)).unwrap();
        assert_eq!(all.iter().map(|g| (g.id, g.role)).collect::<Vec<_>>(), [(party, GuardianRole::Party), (other, GuardianRole::Other)]);
        set(&town, case, elsa, &[other, party, other]).await.unwrap();
        set(&town, case, noel, &[other]).await.unwrap();
        assert_eq!(guardians_of(&town, case, elsa).await, ["Vera Blom", "Adam Blom"]);
        assert_eq!(guardians_of(&town, case, noel).await, ["Adam Blom"]);
        set(&town, case, elsa, &[party]).await.unwrap();
        assert_eq!(guardians_of(&town, case, elsa).await, ["Vera Blom"]);
        assert_eq!(guardians_of(&town, case, noel).await, ["Adam Blom"]);
        set(&town, case, elsa, &[]).await.unwrap();
        assert!(guardians_of(&town, case, elsa).await.is_empty());
    }

    async fn guardians_of_another_case_are_ignored(db: Db) {
        let town = Town::build(&db).await;
        let (case, other) = (town.open("Vera Blom", 0).await, town.open("Nora Ek", 0).await);
        let (mine, theirs) = (town.child(case, "Elsa").await, town.child(other, "Noel").await);
        let own = guardian(&town, case, "Vera Blom", GuardianRole::Party).await;
        let foreign = guardian(&town, other, "Nora Ek", GuardianRole::Party).await;
        set(&town, other, theirs, &[foreign]).await.unwrap();
        set(&town, case, mine, &[own, foreign]).await.unwrap();
        assert_eq!(guardians_of(&town, case, mine).await, ["Vera Blom"]);
        // Neither does the other case's child lose its own.
        refused!(set(&town, case, theirs, &[own]).await, NotFound);
        assert_eq!(guardians_of(&town, other, theirs).await, ["Nora Ek"]);
    }

    async fn once_an_assessment_is_signed_children_are_still_added_and_changed_and_only_removing_one_is_refused(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.child(case, "Elsa").await;
        let party = guardian(&town, case, "Vera Blom", GuardianRole::Party).await;
        set(&town, case, id, &[party]).await.unwrap();
        let other = guardian(&town, case, "Nils Blom", GuardianRole::Other).await;
        let draft = town.begin(case, 3).await;
        town.sign(case, draft, 4).await;
        let who = town.at(5);
        let noel = town.child(case, "Noel").await;
        let form = ChildForm { born: "2015-02-17".into(), interpreter: "arabiska".into(), protected: true, ..child("Ella") };
        let sent = form.clone();
        save!(db, |tx| change_child(tx, who, case, id, 1, &sent)).unwrap();
        set(&town, case, id, &[other]).await.unwrap();
        let found = load!(db, |tx| children(tx, case)).unwrap();
        assert_eq!(found.iter().map(|c| c.id).collect::<Vec<_>>(), [id, noel]);
        assert_eq!((&found[0].form, found[0].born_on), (&form, NaiveDate::from_ymd_opt(2015, 2, 17)));
        assert_eq!(guardians_of(&town, case, id).await, ["Nils Blom"]);
        for child in [id, noel] {
            refused!(save!(db, |tx| set_removed(tx, who, case, child, true)), State);
        }
        assert_eq!(load!(db, |tx| children(tx, case)).unwrap(), found);
    }

    async fn once_an_assessment_is_signed_the_case_still_changes_its_name(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let draft = town.begin(case, 3).await;
        town.sign(case, draft, 4).await;
        let (who, version) = (town.at(5), town.case(case).await.version);
        let change = store::cases::CaseChange { reference: String::new(), subject_name: "Vera Ek".into(), subject_number: String::new(), matter: "Avhysning".into(), protected: true };
        save!(db, |tx| store::cases::change_case(tx, who, case, version, &change)).unwrap();
        let found = town.case(case).await;
        assert_eq!((found.subject_name.as_str(), found.version), ("Vera Ek", version + 1));
    }

    async fn a_case_is_protected_as_long_as_one_of_its_children_is(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        town.child(case, "Elsa").await;
        let before = town.case(case).await;
        assert!(!before.protected);
        let id = town.child_as(case, ChildForm { protected: true, ..child("Noel") }).await;
        let after = town.case(case).await;
        assert!(after.protected && after.version == before.version + 1);
        let who = town.at(6);
        let open = store::cases::CaseChange { reference: String::new(), subject_name: "Vera Blom".into(), subject_number: String::new(), matter: "Avhysning".into(), protected: false };
        let (stale, change) = (before.version, open.clone());
        refused!(save!(db, |tx| store::cases::change_case(tx, who, case, stale, &change)), Stale);
        let (version, change) = (after.version, open.clone());
        save!(db, |tx| store::cases::change_case(tx, who, case, version, &change)).unwrap();
        assert!(town.case(case).await.protected);
        save!(db, |tx| set_removed(tx, who, case, id, true)).unwrap();
        save!(db, |tx| store::cases::change_case(tx, who, case, version + 1, &open)).unwrap();
        assert!(!town.case(case).await.protected);
        save!(db, |tx| set_removed(tx, who, case, id, false)).unwrap();
        assert!(town.case(case).await.protected);
    }

    async fn twenty_guardians_fit_and_the_next_is_refused(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        for _ in 0..store::children::MAX_GUARDIANS {
            guardian(&town, case, "Nils Blom", GuardianRole::Other).await;
        }
        let who = town.at(2);
        refused!(save!(db, |tx| add_guardian(tx, who, case, "Nils Blom", GuardianRole::Other)), State);
    }
}
