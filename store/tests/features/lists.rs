//! Lists of cases: who sees what, and pages without gaps or doubles.

use chrono::{DateTime, Duration, Utc};
use domain::access::Role;
use domain::ids::{AccountId, CaseId};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::cases::{After, CaseLine, NewCase, PAGE, Whose, count_cases, list_cases, open_case};
use store::{Db, StoreError, Who, access, both_engines, children};

use super::common::{Town, at, execute, load, save};

async fn list(db: &Db, account: AccountId, whose: Whose) -> Vec<CaseLine> {
    let lines = load!(db, |tx| list_cases(tx, account, whose, None)).unwrap();
    assert_eq!(
        load!(db, |tx| count_cases(tx, account, whose)).unwrap(),
        i64::try_from(lines.len()).unwrap()
    );
    lines
}

async fn names(db: &Db, account: AccountId, whose: Whose) -> Vec<String> {
    list(db, account, whose)
        .await
        .into_iter()
        .map(|line| line.subject_name)
        .collect()
}

/// Every line of a list, page by page.
async fn pages(db: &Db, account: AccountId, whose: Whose) -> Vec<CaseLine> {
    let (mut all, mut after) = (Vec::new(), None);
    for _ in 0..50 {
        let page = load!(db, |tx| list_cases(tx, account, whose, after)).unwrap();
        let Some(last) = page.last() else { return all };
        assert!(i64::try_from(page.len()).unwrap() <= PAGE);
        after = Some(After {
            updated_at: last.updated_at,
            id: last.id,
        });
        all.extend(page);
    }
    panic!("the pages have no end")
}

/// Opens a case at each time, all in one transaction, and gives their ids in the order in which a list must show them.
async fn open_at(db: &Db, new: NewCase, times: Vec<DateTime<Utc>>) -> Vec<CaseId> {
    let mut opened = save!(db, |tx| async {
        let mut opened = Vec::new();
        for now in times {
            let who = Who {
                account: Some(new.owner),
                unit: Some(new.unit),
                now,
                today: now.date_naive(),
            };
            opened.push((now, open_case(tx, who, &new).await?));
        }
        Ok::<_, StoreError>(opened)
    })
    .unwrap();
    opened.sort();
    opened.into_iter().rev().map(|(_, id)| id).collect()
}

fn ids(lines: &[CaseLine]) -> Vec<CaseId> {
    lines.iter().map(|line| line.id).collect()
}

both_engines! {
    async fn everybody_sees_what_the_role_reaches_and_nothing_else(db: Db) {
        let town = Town::build(&db).await;
        town.open("Mine", 0).await;
        town.open_as(NewCase { owner: town.colleague, ..town.new_case("Colleague's") }, 1).await;
        town.open_as(NewCase { owner: town.neighbour, unit: town.sister.id, ..town.new_case("Sister's") }, 2).await;
        town.open_as(NewCase { owner: town.stranger, unit: town.far.id, ..town.new_case("Far") }, 3).await;
        let administrator = town.person("Admin", Role::Administrator, &town.municipality).await;
        let records = town.person("Reg", Role::RecordsOfficer, &town.municipality).await;
        for (account, reachable, mine) in [
            (town.worker, vec!["Colleague's", "Mine"], vec!["Mine"]),
            (town.colleague, vec!["Colleague's", "Mine"], vec!["Colleague's"]),
            (town.manager, vec!["Colleague's", "Mine"], vec![]),
            (town.neighbour, vec!["Sister's"], vec!["Sister's"]),
            (town.stranger, vec!["Far"], vec!["Far"]),
            (town.head, vec!["Sister's", "Colleague's", "Mine"], vec![]),
            (town.coordinator, vec![], vec![]),
            (administrator, vec![], vec![]),
            (records, vec![], vec![]),
        ] {
            assert_eq!(names(&db, account, Whose::Reachable).await, reachable);
            assert_eq!(names(&db, account, Whose::Mine).await, mine);
        }
    }

    async fn a_protected_case_is_in_the_list_of_its_worker_and_managers_only(db: Db) {
        let town = Town::build(&db).await;
        town.open_as(NewCase { protected: true, ..town.new_case("Hidden") }, 0).await;
        for account in [town.worker, town.manager, town.head] {
            assert_eq!(names(&db, account, Whose::Reachable).await, ["Hidden"]);
        }
        assert_eq!(names(&db, town.worker, Whose::Mine).await, ["Hidden"]);
        let substitute = town.person("Bo Norr", Role::Worker, &town.north).await;
        for account in [town.colleague, town.neighbour, town.stranger, town.coordinator, substitute] {
            assert!(names(&db, account, Whose::Reachable).await.is_empty());
        }
    }

    async fn who_has_left_a_unit_no_longer_sees_the_cases_there(db: Db) {
        let town = Town::build(&db).await;
        town.open("Vera Blom", 0).await;
        town.open_as(NewCase { protected: true, ..town.new_case("Hidden") }, 0).await;
        execute(&db, "delete from role_grant where account_id in (select id from account where name = 'Karin Ek')").await.unwrap();
        assert!(names(&db, town.worker, Whose::Mine).await.is_empty());
        assert!(names(&db, town.worker, Whose::Reachable).await.is_empty());
    }

    async fn two_roles_in_one_unit_show_a_case_once(db: Db) {
        let town = Town::build(&db).await;
        let (who, worker, unit, north) = (town.at(0), town.worker, town.unit.id, town.north.id);
        for (role, unit) in [(Role::Representative, unit), (Role::Manager, unit), (Role::Worker, north)] {
            save!(db, |tx| access::add_grant(tx, who, worker, role, unit)).unwrap();
        }
        town.open("Vera Blom", 0).await;
        assert_eq!(names(&db, worker, Whose::Reachable).await, ["Vera Blom"]);
        assert_eq!(names(&db, worker, Whose::Mine).await, ["Vera Blom"]);
    }

    async fn a_line_counts_children_and_drafts_and_what_was_touched_last_comes_first(db: Db) {
        let town = Town::build(&db).await;
        let (first, second) = (town.open("Vera Blom", 0).await, town.open("Nora Ek", 10).await);
        let (who, gone) = (town.at(2), town.child(first, "Elsa").await);
        town.child(first, "Noel").await;
        save!(db, |tx| children::set_removed(tx, who, first, gone, true)).unwrap();
        town.begin(first, 20).await;
        let signed = town.begin(first, 21).await;
        town.sign(first, signed, 22).await;
        let lines = list(&db, town.worker, Whose::Mine).await;
        assert_eq!(ids(&lines), [first, second]);
        let line = &lines[0];
        assert_eq!((line.children, line.drafts, line.updated_at), (1, 1, at(22)));
        assert_eq!((line.number.as_str(), line.subject_name.as_str(), line.matter.as_str()), ("2026-0001", "Vera Blom", "Avhysning"));
        assert_eq!((line.owner_name.as_str(), line.unit_name.as_str(), line.protected), ("Karin Ek", "Ekonomi norr", false));
        assert_eq!((lines[1].children, lines[1].drafts), (0, 0));
        // With the reviewer or sent back: neither is signed yet.
        let (submitted, returned) = (town.begin(second, 30).await, town.begin(second, 30).await);
        for id in [submitted, returned] {
            town.submit(second, id, 31).await;
        }
        town.send_back(second, returned, 32).await;
        let found = list(&db, town.worker, Whose::Mine).await;
        assert_eq!(found.iter().map(|line| (line.id, line.drafts)).collect::<Vec<_>>(), [(second, 2), (first, 1)]);
    }

    async fn sixty_cases_of_one_moment_come_page_by_page_without_gap_or_double(db: Db) {
        let town = Town::build(&db).await;
        let expected = open_at(&db, town.new_case("Vera Blom"), vec![at(0); 60]).await;
        let first = load!(db, |tx| list_cases(tx, town.worker, Whose::Mine, None)).unwrap();
        assert_eq!(first.len(), 25);
        assert_eq!(load!(db, |tx| count_cases(tx, town.worker, Whose::Mine)).unwrap(), 60);
        for whose in [Whose::Mine, Whose::Reachable] {
            assert_eq!(ids(&pages(&db, town.worker, whose).await), expected);
        }
    }

    async fn a_case_opened_while_somebody_leafs_shifts_no_page(db: Db) {
        let town = Town::build(&db).await;
        let expected = open_at(&db, town.new_case("Vera Blom"), (0..40).map(at).collect()).await;
        let first = load!(db, |tx| list_cases(tx, town.worker, Whose::Mine, None)).unwrap();
        town.open("Newer", 100).await;
        let last = first.last().unwrap();
        let after = Some(After { updated_at: last.updated_at, id: last.id });
        let second = load!(db, |tx| list_cases(tx, town.worker, Whose::Mine, after)).unwrap();
        assert_eq!([ids(&first), ids(&second)].concat(), expected);
    }

    async fn any_mixture_of_times_is_leafed_through_whole_and_newest_first(db: Db) {
        let town = Town::build(&db).await;
        let mut runner = TestRunner::new(Config { cases: 8, failure_persistence: None, max_shrink_iters: 20, ..Config::default() });
        // Whole seconds, milliseconds and microseconds, because SQLite keeps times as text of varying length.
        let times = prop::collection::vec(
            prop_oneof![0..3_i64, (0..3_i64).prop_map(|s| s * 1_000_000), (0..3_000_i64).prop_map(|ms| ms * 1_000), 0..3_000_000_i64],
            0..70,
        );
        let run = |micros: Vec<i64>| async {
            execute(&db, "delete from case_file").await.unwrap();
            let times = micros.into_iter().map(|m| at(0) + Duration::microseconds(m)).collect();
            let expected = open_at(&db, town.new_case("Vera Blom"), times).await;
            (ids(&pages(&db, town.worker, Whose::Reachable).await), expected)
        };
        let handle = tokio::runtime::Handle::current();
        tokio::task::block_in_place(|| {
            runner.run(&times, |micros| {
                let (found, expected) = handle.block_on(run(micros));
                prop_assert_eq!(found, expected);
                Ok(())
            })
        })
        .unwrap();
    }
}
