//! Records that are opened in an emergency, and who is told.

use domain::access::{EmergencyGround, EmergencyVerdict};
use domain::ids::{AccountId, CaseId, EmergencyId};
use store::access::{self, Digest, Emergency, NewEmergency, NewSession};
use store::audit::{self, Entry};
use store::cases::NewCase;
use store::{Db, Who, both_engines};

use super::common::{Town, at, child, execute, load, number, refused, save, trail};

const TOKEN: Digest = [3; 32];

fn new(number: &str) -> NewEmergency {
    NewEmergency {
        number: number.to_owned(),
        ground: EmergencyGround::Danger,
        reason: "Grannen ringer: barnen är ensamma hemma.".to_owned(),
        ends_at: at(240),
    }
}

/// Whoever is outside the unit.
fn outsider(town: &Town, minute: i64) -> Who {
    Who {
        unit: None,
        ..town.as_at(town.stranger, minute)
    }
}

/// The stranger opens the case; gives the row.
async fn opened(town: &Town, case: CaseId, minute: i64) -> EmergencyId {
    let (who, number) = (outsider(town, minute), town.case(case).await.number);
    let found = save!(town.db, |tx| access::open_emergency(tx, who, &new(&number))).unwrap();
    assert_eq!(found, 1);
    own(town, town.stranger, minute).await.first().unwrap().0
}

async fn own(town: &Town, account: AccountId, minute: i64) -> Vec<(EmergencyId, CaseId)> {
    let found = load!(town.db, |tx| access::own_emergencies(tx, account, at(minute))).unwrap();
    found.into_iter().map(|e| (e.id, e.case)).collect()
}

/// The cases that a session of the stranger reaches besides its own.
async fn reached(town: &Town, minute: i64) -> Vec<CaseId> {
    let live = load!(town.db, |tx| access::live_session(tx, &TOKEN, at(minute))).unwrap();
    live.unwrap().actor.emergencies
}

async fn signed_in(town: &Town) {
    let (who, account) = (town.as_at(town.stranger, 0), town.stranger);
    let session = NewSession {
        token: &TOKEN,
        account,
        idle_until: at(9_000),
        ends_at: at(9_000),
    };
    save!(town.db, |tx| access::start_session(tx, who, session)).unwrap();
}

async fn found(town: &Town, id: EmergencyId) -> Emergency {
    load!(town.db, |tx| access::emergency(tx, id)).unwrap()
}

/// How many wait for somebody's judgement.
async fn waiting(town: &Town, manager: AccountId) -> usize {
    load!(town.db, |tx| access::emergencies_to_judge(tx, manager))
        .unwrap()
        .len()
}

both_engines! {
    async fn a_case_stands_open_by_its_number_until_the_time_is_over(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Anna Al", 0).await;
        signed_in(&town).await;
        assert!(reached(&town, 0).await.is_empty());
        let id = opened(&town, case, 1).await;
        assert_eq!(own(&town, town.stranger, 2).await, [(id, case)]);
        assert_eq!(reached(&town, 239).await, [case]);
        assert!(reached(&town, 240).await.is_empty() && own(&town, town.stranger, 240).await.is_empty());
        assert!(own(&town, town.neighbour, 2).await.is_empty(), "it stands open to nobody else");
        assert_eq!(trail(&db, case).await.last().unwrap(), "emergency_opened emergency danger");
        let one = found(&town, id).await;
        assert_eq!((one.case, one.account, one.account_name.as_str()), (case, town.stranger, "Sven Söder"));
        assert_eq!((one.ground, one.opened_at, one.ends_at), (EmergencyGround::Danger, at(1), at(240)));
        assert!(one.ended_at.is_none() && one.judged.is_none());
    }

    async fn a_persons_number_opens_every_case_that_they_are_in(db: Db) {
        let town = Town::build(&db).await;
        let persons = number("20160217239");
        let of_adult = town.open_as(NewCase { subject_number: persons.clone(), ..town.new_case("Anna Al") }, 0).await;
        let of_parent = town.open("Bo Björk", 1).await;
        town.child_as(of_parent, domain::cases::ChildForm { number: persons.clone(), ..child("Cilla") }).await;
        town.open("Dan Dal", 2).await;
        let who = outsider(&town, 3);
        let count = save!(db, |tx| access::open_emergency(tx, who, &new(&persons))).unwrap();
        assert_eq!(count, 2);
        let mut cases: Vec<CaseId> = own(&town, town.stranger, 4).await.into_iter().map(|(_, case)| case).collect();
        cases.sort();
        let mut expected = vec![of_adult, of_parent];
        expected.sort();
        assert_eq!(cases, expected);
        let tried = load!(db, |tx| access::emergencies_tried(tx, town.stranger, at(0))).unwrap();
        assert_eq!(tried, 1, "one try, however many cases it opens");
    }

    async fn a_number_that_nothing_bears_opens_nothing_and_is_told(db: Db) {
        let town = Town::build(&db).await;
        town.open("Anna Al", 0).await;
        for (minute, text) in [(1, "2026-9999"), (2, "Anna"), (3, "%"), (4, &number("20160217239"))] {
            let (who, wanted) = (outsider(&town, minute), new(text));
            assert_eq!(save!(db, |tx| access::open_emergency(tx, who, &wanted)).unwrap(), 0, "{text}");
        }
        for (since, tries) in [(0, 4), (3, 2)] {
            let tried = load!(db, |tx| access::emergencies_tried(tx, town.stranger, at(since))).unwrap();
            assert_eq!(tried, tries);
        }
    }

    async fn whoever_opened_it_closes_it_and_nobody_else_does(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Anna Al", 0).await;
        signed_in(&town).await;
        let id = opened(&town, case, 1).await;
        let other = town.as_at(town.neighbour, 2);
        refused!(save!(db, |tx| access::end_emergency(tx, other, id)), NotFound);
        let who = outsider(&town, 3);
        save!(db, |tx| access::end_emergency(tx, who, id)).unwrap();
        assert!(reached(&town, 3).await.is_empty());
        refused!(save!(db, |tx| access::end_emergency(tx, who, id)), NotFound);
        assert_eq!(found(&town, id).await.ended_at, Some(at(3)));
        assert_eq!(trail(&db, case).await.last().unwrap(), "emergency_ended emergency");
    }

    async fn the_units_manager_and_those_above_are_told_and_judge_once(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Anna Al", 0).await;
        let id = opened(&town, case, 1).await;
        for (who, lines) in [(town.manager, 1), (town.head, 1), (town.worker, 0), (town.stranger, 0), (town.coordinator, 0)] {
            assert_eq!(waiting(&town, who).await, lines);
        }
        let who = town.as_at(town.manager, 5);
        save!(db, |tx| access::judge_emergency(tx, who, id, EmergencyVerdict::Unclear, "Chefen frågar.")).unwrap();
        assert_eq!(waiting(&town, town.head).await, 0);
        let (verdict, note, name, when) = found(&town, id).await.judged.unwrap();
        assert_eq!((verdict, note.as_str(), name.as_str(), when), (EmergencyVerdict::Unclear, "Chefen frågar.", "Maria Chef", at(5)));
        refused!(save!(db, |tx| access::judge_emergency(tx, who, id, EmergencyVerdict::Justified, "")), State);
        assert!(execute(&db, "update emergency_access set note = 'x'").await.is_err(), "a judgement stands");
        assert_eq!(trail(&db, case).await.last().unwrap(), "emergency_judged emergency unclear");
    }

    async fn a_manager_who_opened_it_does_not_judge_it(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Anna Al", 0).await;
        let number = town.case(case).await.number;
        let who = town.as_at(town.manager, 1);
        save!(db, |tx| access::open_emergency(tx, who, &new(&number))).unwrap();
        let id = own(&town, town.manager, 2).await.first().unwrap().0;
        assert_eq!((waiting(&town, town.manager).await, waiting(&town, town.head).await), (0, 1));
        refused!(save!(db, |tx| access::judge_emergency(tx, who, id, EmergencyVerdict::Justified, "")), State);
    }

    async fn what_was_opened_meanwhile_is_shown_to_the_judge(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Anna Al", 0).await;
        let id = opened(&town, case, 1).await;
        for minute in [2, 4, 241] {
            let (who, entry) = (outsider(&town, minute), Entry::in_case("read", "case", case.0, case));
            save!(db, |tx| audit::record(tx, who, entry)).unwrap();
        }
        let one = found(&town, id).await;
        let parts = load!(db, |tx| access::opened_in_emergency(tx, &one)).unwrap();
        let told: Vec<_> = parts.iter().map(|p| (p.action.as_str(), p.object_kind.as_str(), p.times, p.first_at, p.last_at)).collect();
        assert_eq!(told, [("read", "case", 2, at(2), at(4))]);
    }
}
