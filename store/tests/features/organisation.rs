//! The unit tree and what a role reaches in it.

use domain::access::Role;
use domain::ids::UnitId;
use domain::organisation::AreaOfOperation;
use store::delegations::candidates;
use store::organisation::{
    NewUnit, change_unit, found_unit, set_countersigns, unit, units, units_managed, units_worked_in,
};
use store::{Db, access, both_engines};
use uuid::Uuid;

use super::common::{Town, count, load, refused, save, texts};

both_engines! {
    async fn a_unit_is_read_back_as_it_was_made_below_its_district(db: Db) {
        let town = Town::build(&db).await;
        let id = town.unit.id;
        let found = load!(db, |tx| unit(tx, id)).unwrap();
        assert_eq!(found, town.unit);
        assert_eq!((found.name.as_str(), found.phone.as_str(), found.area), ("Ekonomi norr", "08-465 004 00", Some(AreaOfOperation::IncomeSupport)));
        assert!(town.municipality.path.covers(&found.path) && town.north.path.covers(&found.path));
        assert!(!town.south.path.covers(&found.path) && !town.sister.path.covers(&found.path));
        refused!(load!(db, |tx| unit(tx, UnitId(Uuid::max()))), NotFound);
    }

    async fn a_unit_is_founded_and_changed_and_the_trail_tells(db: Db) {
        let town = Town::build(&db).await;
        let (who, north) = (town.at(0), town.north.clone());
        let made = save!(db, |tx| async {
            let new = NewUnit { parent: Some(&north), kind: "unit", area: Some(AreaOfOperation::Elderly), name: "Äldre norr", phone: "" };
            found_unit(tx, who, &new).await
        }).unwrap();
        assert!(town.north.path.covers(&made.path));
        let id = made.id;
        save!(db, |tx| change_unit(tx, who, id, "Äldreenheten norr", "08-465 004 09")).unwrap();
        let found = load!(db, |tx| unit(tx, id)).unwrap();
        assert_eq!((found.name.as_str(), found.phone.as_str(), found.path), ("Äldreenheten norr", "08-465 004 09", made.path));
        refused!(save!(db, |tx| change_unit(tx, who, UnitId(Uuid::max()), "x", "")), NotFound);
        let told = texts(&db, "select action from audit where object_kind = 'unit' order by at, action desc").await;
        assert_eq!(told, ["created", "changed"]);
    }

    async fn a_role_that_is_taken_away_no_longer_reaches_anything(db: Db) {
        let town = Town::build(&db).await;
        let (who, worker, unit) = (town.at(0), town.worker, town.unit.id);
        refused!(save!(db, |tx| access::remove_grant(tx, who, worker, Role::Manager, unit)), NotFound);
        save!(db, |tx| access::remove_grant(tx, who, worker, Role::Worker, unit)).unwrap();
        assert!(load!(db, |tx| units_worked_in(tx, worker)).unwrap().is_empty());
        let told = texts(&db, "select detail from audit where action = 'role_revoked'").await;
        assert_eq!(told, ["worker"]);
    }

    async fn every_unit_is_listed_with_the_tree_in_order(db: Db) {
        let town = Town::build(&db).await;
        let all = load!(db, |tx| units(tx)).unwrap();
        assert_eq!(all.len(), 6);
        assert_eq!(all[0], town.municipality);
        for (place, unit) in all.iter().enumerate() {
            let above = all.iter().position(|u| u.path.covers(&unit.path));
            assert!(above.unwrap() <= place, "{} stands before what it lies in", unit.name);
        }
    }

    async fn case_work_is_done_in_units_below_the_role_and_not_by_managers_or_coordinators(db: Db) {
        let town = Town::build(&db).await;
        let roving = town.person("Rut Norr", Role::Worker, &town.north).await;
        for (account, expected) in [
            (town.worker, vec!["Ekonomi norr"]),
            (town.colleague, vec!["Ekonomi norr"]),
            (town.stranger, vec!["Ekonomi söder"]),
            (roving, vec!["Ekonomi norr", "Vuxen norr"]),
            (town.manager, vec![]),
            (town.coordinator, vec![]),
        ] {
            let found: Vec<String> = load!(db, |tx| units_worked_in(tx, account)).unwrap().into_iter().map(|u| u.name).collect();
            assert_eq!(found, expected);
        }
    }

    async fn a_manager_answers_for_the_units_below_the_role_and_for_no_district(db: Db) {
        let town = Town::build(&db).await;
        let whole = town.person("Mona Kommun", Role::Manager, &town.municipality).await;
        let (who, neighbour, unit) = (town.at(0), town.neighbour, town.unit.id);
        save!(db, |tx| access::add_grant(tx, who, neighbour, Role::Manager, unit)).unwrap();
        for (account, expected) in [
            (town.manager, vec!["Ekonomi norr"]),
            (neighbour, vec!["Ekonomi norr"]),
            (town.head, vec!["Ekonomi norr", "Vuxen norr"]),
            (whole, vec!["Ekonomi norr", "Ekonomi söder", "Vuxen norr"]),
            (town.worker, vec![]),
            (town.colleague, vec![]),
            (town.coordinator, vec![]),
        ] {
            let found: Vec<String> = load!(db, |tx| units_managed(tx, account)).unwrap().into_iter().map(|u| u.name).collect();
            assert_eq!(found, expected);
        }
        // Two roles for one unit name it once.
        let (head, unit) = (town.head, town.unit.id);
        save!(db, |tx| access::add_grant(tx, who, head, Role::Manager, unit)).unwrap();
        assert_eq!(load!(db, |tx| units_managed(tx, head)).unwrap().len(), 2);
    }

    async fn a_unit_is_signed_by_two_or_by_one_and_its_cases_say_so(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (who, home) = (town.as_at(town.manager, 1), town.unit.id);
        for two in [true, true, false] {
            save!(db, |tx| set_countersigns(tx, who, home, two)).unwrap();
            for known in load!(db, |tx| units(tx)).unwrap() {
                assert_eq!(known.countersigns, two && known.id == home, "{}", known.name);
            }
            assert_eq!(load!(db, |tx| unit(tx, home)).unwrap().countersigns, two);
            assert_eq!(load!(db, |tx| units_managed(tx, town.manager)).unwrap()[0].countersigns, two);
            assert_eq!(load!(db, |tx| units_worked_in(tx, town.worker)).unwrap()[0].countersigns, two);
            assert_eq!(town.case(case).await.countersigns, two);
        }
        let rows = "select action || ' ' || object_kind || ' ' || detail from audit where object_kind = 'unit' order by at, id";
        assert_eq!(texts(&db, rows).await, ["countersigning unit two", "countersigning unit two", "countersigning unit one"]);
    }

    async fn an_unknown_unit_is_not_set(db: Db) {
        let town = Town::build(&db).await;
        let (who, rows) = (town.as_at(town.manager, 1), count(&db, "select count(*) from audit").await);
        refused!(save!(db, |tx| set_countersigns(tx, who, UnitId(Uuid::max()), true)), NotFound);
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
    }

    async fn everybody_else_who_does_case_work_in_a_unit_is_offered_once_for_a_delegation(db: Db) {
        let town = Town::build(&db).await;
        // With two roles, and with an account that is closed.
        town.person("Rut Norr", Role::Worker, &town.north).await;
        let gone = town.person("Stina Slut", Role::Worker, &town.unit).await;
        let (who, unit, head) = (town.at(0), town.unit.id, town.head);
        save!(db, |tx| access::disable_account(tx, who, gone)).unwrap();
        save!(db, |tx| access::add_grant(tx, who, head, Role::Worker, unit)).unwrap();
        for (granter, expected) in [
            (town.manager, ["Hedda Norr", "Karin Ek", "Rut Norr", "Åsa Öberg"]),
            (town.head, ["Karin Ek", "Maria Chef", "Rut Norr", "Åsa Öberg"]),
        ] {
            let found = load!(db, |tx| candidates(tx, unit, granter)).unwrap();
            assert_eq!(found.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), expected);
        }
    }
}
