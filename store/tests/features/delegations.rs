//! Delegations to review, and what waits for a reviewer.

use chrono::NaiveDate;
use domain::access::Role;
use domain::ids::{AccountId, AssessmentId, CaseId, UnitId};
use domain::organisation::UnitPath;
use store::cases::{NewCase, assign_case};
use store::delegations::{Delegation, MAX_IN_FORCE, NewDelegation, grant, in_force, of_unit, revoke};
use store::overview::{DraftLine, to_review};
use store::{Db, StoreError, Who, access, assessments, both_engines};
use uuid::Uuid;

use super::common::{Town, at, count, day, execute, load, refused, save, texts};

fn new(unit: UnitId, to: AccountId, since: i64, until: Option<i64>) -> NewDelegation {
    NewDelegation {
        unit,
        to,
        since: day(since),
        until: until.map(day),
        reference: "Delegationsbeslut \"7\"".to_owned(),
    }
}

/// The manager grants in a minute, which may lie days later.
async fn give(town: &Town, new: NewDelegation, minute: i64) -> Result<domain::ids::DelegationId, StoreError> {
    let who = town.as_at(town.manager, minute);
    save!(town.db, |tx| grant(tx, who, &new))
}

/// The paths of the units in which somebody reviews by delegation on a day.
async fn reviews(town: &Town, account: AccountId, on: NaiveDate) -> Vec<UnitPath> {
    load!(town.db, |tx| access::actor(tx, account, on))
        .unwrap()
        .reviews
}

async fn waiting(town: &Town, account: AccountId, on: NaiveDate) -> Vec<AssessmentId> {
    let lines = load!(town.db, |tx| to_review(tx, account, on)).unwrap();
    lines.into_iter().map(|line| line.id).collect()
}

/// A case with an assessment that its owner has submitted in a minute.
async fn submitted(town: &Town, new: NewCase, minute: i64) -> (CaseId, AssessmentId) {
    let who = Who {
        account: Some(new.owner),
        unit: Some(new.unit),
        ..town.at(minute)
    };
    let case = town.open_as(new, 0).await;
    let id = town.begin(case, 1).await;
    let from = domain::assessments::Status::Draft;
    save!(town.db, |tx| assessments::submit(
        tx,
        who,
        (case, id, 1),
        from,
        "read"
    ))
    .unwrap();
    (case, id)
}

both_engines! {
    async fn a_delegation_is_listed_as_it_was_granted_the_newest_first(db: Db) {
        let town = Town::build(&db).await;
        let unit = town.unit.id;
        let first = give(&town, new(unit, town.colleague, -3, Some(30)), 1).await.unwrap();
        let second = give(&town, new(unit, town.worker, 0, None), 2).await.unwrap();
        let line = |id, name: &str, since, until: Option<i64>| Delegation {
            id,
            name: name.into(),
            since: day(since),
            until: until.map(day),
            reference: "Delegationsbeslut \"7\"".into(),
            granted_by: "Maria Chef".into(),
            revoked_at: None,
        };
        let expected = [line(second, "Karin Ek", 0, None), line(first, "Åsa Öberg", -3, Some(30))];
        assert_eq!(load!(db, |tx| of_unit(tx, unit)).unwrap(), expected);
        let sister = town.sister.id;
        assert_eq!(load!(db, |tx| of_unit(tx, sister)).unwrap(), []);
    }

    async fn only_somebody_who_does_case_work_in_the_unit_is_granted_one(db: Db) {
        let town = Town::build(&db).await;
        let unit = town.unit.id;
        let administrator = town.person("Admin", Role::Administrator, &town.municipality).await;
        let records = town.person("Reg", Role::RecordsOfficer, &town.municipality).await;
        let closed = town.person("Stina Slut", Role::Worker, &town.unit).await;
        let who = town.at(0);
        save!(db, |tx| access::disable_account(tx, who, closed)).unwrap();
        let rows = count(&db, "select count(*) from audit").await;
        for nobody in [town.neighbour, town.stranger, town.coordinator, administrator, records, closed, AccountId(Uuid::max())] {
            refused!(give(&town, new(unit, nobody, 0, None), 1).await, NotFound);
        }
        refused!(give(&town, new(UnitId(Uuid::max()), town.worker, 0, None), 1).await, NotFound);
        assert_eq!(load!(db, |tx| of_unit(tx, unit)).unwrap(), []);
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
        let roving = town.person("Rut Norr", Role::Worker, &town.north).await;
        for somebody in [town.worker, town.colleague, town.manager, town.head, roving] {
            give(&town, new(unit, somebody, 0, None), 1).await.unwrap();
        }
        assert_eq!(load!(db, |tx| of_unit(tx, unit)).unwrap().len(), 5);
    }

    async fn a_delegation_holds_from_its_first_day_to_its_last(db: Db) {
        let town = Town::build(&db).await;
        let (unit, colleague) = (town.unit.id, town.colleague);
        let id = give(&town, new(unit, colleague, 0, Some(10)), 1).await.unwrap();
        for (days, holds) in [(-400, false), (-1, false), (0, true), (5, true), (10, true), (11, false), (400, false)] {
            let found = load!(db, |tx| in_force(tx, colleague, unit, day(days))).unwrap();
            assert_eq!(found, holds.then_some(id), "{days} days later");
            let expected = if holds { vec![town.unit.path.clone()] } else { vec![] };
            assert_eq!(reviews(&town, colleague, day(days)).await, expected, "{days} days later");
        }
        let forever = give(&town, new(unit, town.worker, 3, None), 1).await.unwrap();
        for (days, holds) in [(2, false), (3, true), (4000, true)] {
            assert_eq!(load!(db, |tx| in_force(tx, town.worker, unit, day(days))).unwrap(), holds.then_some(forever));
        }
        // Nobody else's, and in no other unit.
        let sister = town.sister.id;
        for (account, unit) in [(town.manager, unit), (colleague, sister), (town.worker, sister)] {
            assert_eq!(load!(db, |tx| in_force(tx, account, unit, day(5))).unwrap(), None);
        }
    }

    async fn a_revoked_delegation_holds_no_more_and_stays_in_the_list(db: Db) {
        let town = Town::build(&db).await;
        let (unit, colleague) = (town.unit.id, town.colleague);
        let id = give(&town, new(unit, colleague, 0, None), 1).await.unwrap();
        let who = town.as_at(town.manager, 9);
        save!(db, |tx| revoke(tx, who, unit, id)).unwrap();
        assert_eq!(load!(db, |tx| in_force(tx, colleague, unit, day(0))).unwrap(), None);
        assert!(reviews(&town, colleague, day(0)).await.is_empty());
        let listed = load!(db, |tx| of_unit(tx, unit)).unwrap();
        assert_eq!(listed.iter().map(|d| (d.id, d.revoked_at)).collect::<Vec<_>>(), [(id, Some(at(9)))]);
        refused!(save!(db, |tx| revoke(tx, who, unit, id)), NotFound);
        assert_eq!(load!(db, |tx| of_unit(tx, unit)).unwrap(), listed);
        let rows = "select action || ' ' || object_kind from audit where object_kind = 'delegation' order by at";
        assert_eq!(texts(&db, rows).await, ["granted delegation", "revoked delegation"]);
    }

    async fn a_delegation_is_not_revoked_through_another_unit_or_with_a_guessed_id(db: Db) {
        let town = Town::build(&db).await;
        let (unit, colleague) = (town.unit.id, town.colleague);
        let id = give(&town, new(unit, colleague, 0, None), 1).await.unwrap();
        let who = town.as_at(town.head, 9);
        let rows = count(&db, "select count(*) from audit").await;
        for wrong in [town.sister.id, town.far.id, town.north.id, UnitId(Uuid::max())] {
            refused!(save!(db, |tx| revoke(tx, who, wrong, id)), NotFound);
        }
        refused!(save!(db, |tx| revoke(tx, who, unit, domain::ids::DelegationId(Uuid::max()))), NotFound);
        assert_eq!(load!(db, |tx| in_force(tx, colleague, unit, day(0))).unwrap(), Some(id));
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
    }

    async fn two_delegations_in_a_unit_name_it_once_and_the_older_one_is_acted_by(db: Db) {
        let town = Town::build(&db).await;
        let roving = town.person("Rut Norr", Role::Worker, &town.north).await;
        let (unit, sister) = (town.unit.id, town.sister.id);
        let first = give(&town, new(unit, roving, 0, None), 1).await.unwrap();
        give(&town, new(unit, roving, 0, None), 2).await.unwrap();
        give(&town, new(sister, roving, 0, None), 3).await.unwrap();
        let mut expected = vec![town.unit.path.clone(), town.sister.path.clone()];
        expected.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(reviews(&town, roving, day(0)).await, expected);
        assert_eq!(load!(db, |tx| in_force(tx, roving, unit, day(0))).unwrap(), Some(first));
        let actor = load!(db, |tx| access::actor(tx, roving, day(0))).unwrap();
        assert!(actor.has(Role::Worker) && !actor.has(Role::Manager));
    }

    async fn who_has_left_the_unit_reviews_there_no_more(db: Db) {
        let town = Town::build(&db).await;
        let (unit, colleague) = (town.unit.id, town.colleague);
        give(&town, new(unit, colleague, 0, None), 1).await.unwrap();
        let (_, id) = submitted(&town, town.new_case("Vera Blom"), 5).await;
        assert_eq!(waiting(&town, colleague, day(0)).await, [id]);
        execute(&db, "delete from role_grant where account_id in (select id from account where name = 'Åsa Öberg')").await.unwrap();
        assert_eq!(load!(db, |tx| in_force(tx, colleague, unit, day(0))).unwrap(), None);
        assert!(reviews(&town, colleague, day(0)).await.is_empty());
        assert!(waiting(&town, colleague, day(0)).await.is_empty());
    }

    async fn a_unit_has_at_most_twenty_in_force_and_those_that_are_over_do_not_count(db: Db) {
        let town = Town::build(&db).await;
        let (unit, colleague) = (town.unit.id, town.colleague);
        let over = give(&town, new(unit, colleague, -9, Some(-1)), 1).await.unwrap();
        let last_day = give(&town, new(unit, colleague, -9, Some(0)), 1).await.unwrap();
        for _ in 1..MAX_IN_FORCE {
            give(&town, new(unit, colleague, 0, None), 1).await.unwrap();
        }
        refused!(give(&town, new(unit, town.worker, 0, None), 1).await, State);
        let (who, sister) = (town.as_at(town.head, 2), town.sister.id);
        // Another unit has its own count; revoking what is over makes no room, the next day does.
        give(&town, new(sister, town.neighbour, 0, None), 1).await.unwrap();
        save!(db, |tx| revoke(tx, who, unit, over)).unwrap();
        refused!(give(&town, new(unit, town.worker, 0, None), 3).await, State);
        give(&town, new(unit, town.worker, 0, None), 24 * 60).await.unwrap();
        refused!(give(&town, new(unit, town.worker, 0, None), 24 * 60).await, State);
        save!(db, |tx| revoke(tx, who, unit, last_day)).unwrap();
        refused!(give(&town, new(unit, town.worker, 0, None), 24 * 60).await, State);
        let listed = load!(db, |tx| of_unit(tx, unit)).unwrap();
        let (who, id) = (town.as_at(town.manager, 24 * 60), listed[0].id);
        save!(db, |tx| revoke(tx, who, unit, id)).unwrap();
        give(&town, new(unit, town.worker, 0, None), 24 * 60).await.unwrap();
    }

    async fn what_waits_for_review_is_seen_by_managers_and_delegates_the_longest_waiting_first(db: Db) {
        let town = Town::build(&db).await;
        let (_, mine) = submitted(&town, town.new_case("Vera Blom"), 20).await;
        let (_, colleagues) = submitted(&town, NewCase { owner: town.colleague, protected: true, ..town.new_case("Nora Ek") }, 10).await;
        let (_, sisters) = submitted(&town, NewCase { owner: town.neighbour, unit: town.sister.id, ..town.new_case("Siv Ström") }, 5).await;
        let (_, far) = submitted(&town, NewCase { owner: town.stranger, unit: town.far.id, ..town.new_case("Maj Ås") }, 1).await;
        let unit = town.unit.id;
        for account in [town.worker, town.colleague, town.neighbour, town.stranger, town.coordinator] {
            assert!(waiting(&town, account, day(0)).await.is_empty());
        }
        assert_eq!(waiting(&town, town.manager, day(0)).await, [colleagues, mine]);
        assert_eq!(waiting(&town, town.head, day(0)).await, [sisters, colleagues, mine]);
        // By delegation, on its days, never one's own, never in another unit.
        for delegate in [town.worker, town.colleague] {
            give(&town, new(unit, delegate, 0, Some(3)), 1).await.unwrap();
        }
        assert_eq!(waiting(&town, town.worker, day(0)).await, [colleagues]);
        assert_eq!(waiting(&town, town.colleague, day(3)).await, [mine]);
        assert!(waiting(&town, town.colleague, day(4)).await.is_empty() && waiting(&town, town.colleague, day(-1)).await.is_empty());
        assert!(waiting(&town, town.neighbour, day(0)).await.is_empty());
        let south = town.person("Sara Söder", Role::Manager, &town.far).await;
        assert_eq!(waiting(&town, south, day(0)).await, [far]);
    }

    async fn a_line_tells_since_when_an_assessment_waits_and_leaves_with_the_decision(db: Db) {
        let town = Town::build(&db).await;
        let (case, id) = submitted(&town, town.new_case("Vera Blom"), 20).await;
        let expected = DraftLine {
            id,
            number: "2026-0001".into(),
            matter: "Avhysning".into(),
            owner_name: "Karin Ek".into(),
            state: "submitted".into(),
            updated_at: at(20),
        };
        assert_eq!(load!(db, |tx| to_review(tx, town.manager, day(0))).unwrap(), [expected]);
        town.send_back(case, id, 21).await;
        assert!(waiting(&town, town.manager, day(0)).await.is_empty());
        town.submit(case, id, 22).await;
        assert_eq!(waiting(&town, town.manager, day(0)).await, [id]);
        town.countersign(case, id, 23).await;
        assert!(waiting(&town, town.manager, day(0)).await.is_empty());
    }

    async fn who_submitted_never_finds_it_to_review_whoever_owns_the_case_by_now(db: Db) {
        let town = Town::build(&db).await;
        let (case, id) = submitted(&town, town.new_case("Vera Blom"), 20).await;
        for delegate in [town.worker, town.colleague] {
            give(&town, new(town.unit.id, delegate, 0, None), 1).await.unwrap();
        }
        assert_eq!(waiting(&town, town.colleague, day(0)).await, [id]);
        let (who, to) = (town.as_at(town.manager, 21), town.colleague);
        save!(db, |tx| assign_case(tx, who, case, to)).unwrap();
        assert!(waiting(&town, town.colleague, day(0)).await.is_empty());
        assert!(waiting(&town, town.worker, day(0)).await.is_empty());
        assert_eq!(waiting(&town, town.manager, day(0)).await, [id]);
    }
}
