//! The unit tree and what a role reaches in it.

use domain::access::Role;
use domain::ids::UnitId;
use domain::organisation::AreaOfOperation;
use store::organisation::{unit, units, units_worked_in};
use store::{Db, both_engines};
use uuid::Uuid;

use super::common::{Town, load, refused};

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
}
