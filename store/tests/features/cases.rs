//! Case files: opened, changed, handed over.

use domain::access::{Role, Subject};
use domain::cases::CaseKind;
use domain::ids::{AssessmentId, CaseId};
use domain::organisation::AreaOfOperation;
use store::cases::{
    Case, CaseChange, NewCase, Whose, assign_case, case, case_of, change_case, list_cases, open_case,
    workers_of_unit,
};
use store::{Db, StoreError, Who, access, both_engines};
use uuid::Uuid;

use super::common::{Town, at, count, execute, load, number, refused, save, today};

fn change(case: &Case) -> CaseChange {
    CaseChange {
        reference: case.reference.clone(),
        subject_name: case.subject_name.clone(),
        subject_number: case.subject_number.clone(),
        matter: case.matter.clone(),
        protected: case.protected,
    }
}

both_engines! {
    async fn a_case_is_read_back_as_it_was_opened(db: Db) {
        let town = Town::build(&db).await;
        let digits = number("19850412238");
        let new = NewCase {
            reference: "IFO-2026/17".into(),
            subject_number: digits.clone(),
            matter: "Avhysning \"Storgatan\" 💬".into(),
            protected: true,
            ..town.new_case("Åsa O'Neill")
        };
        let id = town.open_as(new, 5).await;
        let found = town.case(id).await;
        assert_eq!((found.id, found.number.as_str(), found.version, found.created_at), (id, "2026-0001", 1, at(5)));
        assert_eq!((found.unit, &found.unit_path, found.unit_name.as_str(), found.unit_phone.as_str()), (town.unit.id, &town.unit.path, "Ekonomi norr", "08-465 004 00"));
        assert_eq!((found.owner, found.owner_name.as_str(), found.owner_phone.as_str()), (town.worker, "Karin Ek", "08-465 004 10"));
        assert_eq!((found.area, found.protected), (AreaOfOperation::IncomeSupport, true));
        assert_eq!((found.subject_name.as_str(), &found.subject_number, found.reference.as_str()), ("Åsa O'Neill", &digits, "IFO-2026/17"));
        assert_eq!(found.matter, "Avhysning \"Storgatan\" 💬");
        let Subject::Record { unit, owner, protected, .. } = found.subject() else { panic!("a case is a record") };
        assert_eq!((unit, owner, protected), (&town.unit.path, town.worker, true));
    }

    async fn a_case_is_about_an_adult_a_child_or_a_general_decision(db: Db) {
        let town = Town::build(&db).await;
        let mut opened = Vec::new();
        for (kind, name) in [(CaseKind::Adult, "Vera Blom"), (CaseKind::Child, "Elsa Blom"), (CaseKind::General, "Nya avgifter på fritidsgården")] {
            let id = town.open_as(NewCase { kind, ..town.new_case(name) }, 5).await;
            let found = town.case(id).await;
            assert_eq!((found.kind, found.subject_name.as_str(), found.countersigns), (kind, name, false));
            let assessment = town.begin(id, 6).await;
            let material = town.material(assessment).await;
            assert_eq!((material.kind, material.subject.as_str(), material.children.len()), (kind, name, 0));
            // The kind stays whatever else is changed.
            let (who, wanted) = (town.at(7), CaseChange { subject_name: "Annat".into(), ..change(&found) });
            save!(db, |tx| change_case(tx, who, id, found.version, &wanted)).unwrap();
            assert_eq!(town.case(id).await.kind, kind);
            opened.push(id);
        }
        let mut listed: Vec<_> = load!(db, |tx| list_cases(tx, town.worker, Whose::Mine, None)).unwrap().into_iter().map(|line| line.id).collect();
        listed.sort();
        assert_eq!(listed, opened);
        assert!(execute(&db, "update case_file set kind = 'other'").await.is_err());
    }

    async fn numbers_run_per_year_and_beyond_four_digits(db: Db) {
        let town = Town::build(&db).await;
        let mut numbers = Vec::new();
        for days in [0, 0, 304, 305, 305, 0] {
            let id = town.open("Vera Blom", days * 24 * 60).await;
            numbers.push(town.case(id).await.number);
        }
        assert_eq!(numbers, ["2026-0001", "2026-0002", "2026-0003", "2027-0001", "2027-0002", "2026-0004"]);
        execute(&db, "update counter set value = 9999 where name = 'case 2026'").await.unwrap();
        let id = town.open("Vera Blom", 0).await;
        assert_eq!(town.case(id).await.number, "2026-10000");
    }

    async fn a_number_is_not_lost_when_opening_fails(db: Db) {
        let town = Town::build(&db).await;
        let (who, new) = (town.at(0), town.new_case("Vera Blom"));
        let failed: Result<CaseId, StoreError> = save!(db, |tx| async {
            open_case(tx, who, &new).await?;
            Err(StoreError::State)
        });
        assert!(failed.is_err());
        let id = town.open("Vera Blom", 0).await;
        assert_eq!(town.case(id).await.number, "2026-0001");
    }

    async fn a_change_is_kept_and_counts_the_version_up(db: Db) {
        let town = Town::build(&db).await;
        let id = town.open("Vera Blom", 0).await;
        let who = town.at(1);
        let wanted = CaseChange { reference: "R 7".into(), subject_name: "Vera Öst".into(), subject_number: number("19850412238"), matter: "Skuld".into(), protected: true };
        let sent = wanted.clone();
        save!(db, |tx| change_case(tx, who, id, 1, &sent)).unwrap();
        let found = town.case(id).await;
        assert_eq!((found.reference, found.subject_name, found.subject_number), (wanted.reference, wanted.subject_name, wanted.subject_number));
        assert_eq!((found.matter.as_str(), found.protected, found.version), ("Skuld", true, 2));
        assert_eq!((found.number.as_str(), found.owner, found.created_at), ("2026-0001", town.worker, at(0)));
    }

    async fn a_change_from_a_stale_version_is_refused_and_changes_nothing(db: Db) {
        let town = Town::build(&db).await;
        let id = town.open("Vera Blom", 0).await;
        let who = town.at(1);
        let first = CaseChange { matter: "Först".into(), ..change(&town.case(id).await) };
        let second = CaseChange { matter: "Sedan".into(), ..first.clone() };
        save!(db, |tx| change_case(tx, who, id, 1, &first)).unwrap();
        refused!(save!(db, |tx| change_case(tx, who, id, 1, &second)), Stale);
        let found = town.case(id).await;
        assert_eq!((found.matter.as_str(), found.version), ("Först", 2));
        assert_eq!(count(&db, "select count(*) from audit where action = 'changed'").await, 1);
    }

    async fn of_two_changes_at_once_exactly_one_is_kept(db: Db) {
        let town = Town::build(&db).await;
        let id = town.open("Vera Blom", 0).await;
        let found = town.case(id).await;
        let tasks: Vec<_> = (0..8)
            .map(|i| {
                let (db, who, wanted) = (db.clone(), town.at(1), CaseChange { matter: format!("Ärende {i}"), ..change(&found) });
                tokio::spawn(async move { save!(db, |tx| change_case(tx, who, id, 1, &wanted)) })
            })
            .collect();
        let mut kept = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(()) => kept += 1,
                Err(error) => assert!(matches!(error, StoreError::Stale), "{error:?}"),
            }
        }
        assert_eq!((kept, town.case(id).await.version), (1, 2));
    }

    async fn a_case_is_handed_only_to_somebody_who_works_in_its_unit(db: Db) {
        let town = Town::build(&db).await;
        let id = town.open("Vera Blom", 0).await;
        let who = Who { account: Some(town.manager), unit: Some(town.unit.id), now: at(1), today: today() };
        for nobody in [town.manager, town.neighbour, town.stranger, town.head, town.coordinator] {
            refused!(save!(db, |tx| assign_case(tx, who, id, nobody)), NotFound);
        }
        assert_eq!(town.case(id).await.owner, town.worker);
        let colleague = town.colleague;
        save!(db, |tx| assign_case(tx, who, id, colleague)).unwrap();
        let found = town.case(id).await;
        assert_eq!((found.owner, found.owner_name.as_str(), found.version), (town.colleague, "Åsa Öberg", 2));
    }

    async fn a_closed_account_gets_no_case_and_stands_in_no_choice(db: Db) {
        let town = Town::build(&db).await;
        let id = town.open("Vera Blom", 0).await;
        let (who, colleague, unit) = (town.at(1), town.colleague, town.unit.id);
        save!(db, |tx| access::disable_account(tx, who, colleague)).unwrap();
        refused!(save!(db, |tx| assign_case(tx, who, id, colleague)), NotFound);
        assert_eq!(load!(db, |tx| workers_of_unit(tx, unit)).unwrap(), [(town.worker, "Karin Ek".to_owned())]);
    }

    async fn the_choice_of_workers_holds_workers_and_representatives_of_the_unit_by_name(db: Db) {
        let town = Town::build(&db).await;
        let roving = town.person("Bo Norr", Role::Worker, &town.north).await;
        let unit = town.unit.id;
        let found: Vec<_> = load!(db, |tx| workers_of_unit(tx, unit)).unwrap().into_iter().map(|(id, _)| id).collect();
        assert_eq!(found, [roving, town.worker, town.colleague]);
    }

    async fn the_case_of_an_assessment_is_found(db: Db) {
        let town = Town::build(&db).await;
        let (first, second) = (town.open("Vera Blom", 0).await, town.open("Nora Ek", 0).await);
        let assessment = town.begin(second, 1).await;
        let found = load!(db, |tx| case_of(tx, assessment)).unwrap();
        assert_eq!(found.id, second);
        assert_ne!(found.id, first);
        refused!(load!(db, |tx| case_of(tx, AssessmentId(Uuid::max()))), NotFound);
        refused!(load!(db, |tx| case(tx, CaseId(Uuid::max()))), NotFound);
    }
}
