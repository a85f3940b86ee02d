//! What waits for whom.

use domain::assessments::Status;
use domain::fields::Fields;
use domain::ids::{AccountId, AssessmentId, CaseId, LetterId};
use store::cases::NewCase;
use store::overview::{DraftLine, DueLine, Of, drafts, follow_ups_due, letters_due, measures_due};
use store::{Db, assessments, both_engines, letters, measures};

use super::common::{Town, at, day, execute, load, save, signature};

/// One signed assessment with a letter and a measure, and one draft, in each of: mine, a colleague's, the sister unit's, far away.
async fn everywhere(town: &Town) {
    for (name, owner, unit) in [
        ("Mine", town.worker, &town.unit),
        ("Colleague's", town.colleague, &town.unit),
        ("Sister's", town.neighbour, &town.sister),
        ("Far", town.stranger, &town.far),
    ] {
        let case = town
            .open_as(
                NewCase {
                    owner,
                    unit: unit.id,
                    ..town.new_case(name)
                },
                0,
            )
            .await;
        let child = town.child(case, "Elsa").await;
        let signed = town.begin(case, 1).await;
        town.measure(case, signed, "Skolskjuts", 3).await;
        town.sign(case, signed, 2).await;
        town.letter(case, signed, child, 14).await;
        town.begin(case, 3).await;
    }
}

async fn owners(db: &Db, account: AccountId, of: Of) -> [Vec<String>; 4] {
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    let cases = |lines: Vec<DueLine>| sorted(lines.into_iter().map(|line| line.number).collect());
    [
        sorted(
            load!(db, |tx| drafts(tx, account, of))
                .unwrap()
                .into_iter()
                .map(|line| line.number)
                .collect(),
        ),
        cases(load!(db, |tx| letters_due(tx, account, of)).unwrap()),
        cases(load!(db, |tx| measures_due(tx, account, of)).unwrap()),
        cases(load!(db, |tx| follow_ups_due(tx, account, of)).unwrap()),
    ]
}

async fn give(town: &Town, case: CaseId, id: LetterId) {
    let who = town.at(6);
    save!(town.db, |tx| letters::set_approved(
        tx,
        who,
        case,
        (id, 1),
        Some(&Fields::default())
    ))
    .unwrap();
    save!(town.db, |tx| letters::set_given(
        tx,
        who,
        case,
        (id, 2),
        Some(day(1)),
        &Fields::default()
    ))
    .unwrap();
}

async fn withhold(town: &Town, case: CaseId, id: LetterId) {
    let who = town.at(6);
    save!(town.db, |tx| letters::set_given(
        tx,
        who,
        case,
        (id, 1),
        None,
        &Fields::default()
    ))
    .unwrap();
}

async fn close(town: &Town, case: CaseId, id: AssessmentId) {
    let (who, version) = (town.at(7), town.version(id).await);
    save!(town.db, |tx| assessments::close(tx, who, (case, id, version))).unwrap();
}

both_engines! {
    async fn of_a_protected_case_the_lists_say_the_number_and_nothing_else(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open_as(NewCase { protected: true, ..town.new_case("Anna Al") }, 0).await;
        let child = town.child(case, "Elsa").await;
        let signed = town.begin(case, 1).await;
        town.measure(case, signed, "Skolskjuts", 3).await;
        town.sign(case, signed, 2).await;
        town.letter(case, signed, child, 14).await;
        town.begin(case, 3).await;
        let account = town.worker;
        let mut matters: Vec<String> = load!(db, |tx| drafts(tx, account, Of::Worker)).unwrap().into_iter().map(|l| l.matter).collect();
        for lines in [
            load!(db, |tx| letters_due(tx, account, Of::Worker)).unwrap(),
            load!(db, |tx| measures_due(tx, account, Of::Worker)).unwrap(),
            load!(db, |tx| follow_ups_due(tx, account, Of::Worker)).unwrap(),
        ] {
            matters.extend(lines.into_iter().map(|l| l.matter));
        }
        assert!(matters.len() >= 3 && matters.iter().all(String::is_empty), "{matters:?}");
    }

    async fn every_list_holds_only_what_is_ones_own_or_what_one_manages(db: Db) {
        let town = Town::build(&db).await;
        everywhere(&town).await;
        let (mine, colleagues, sisters, far) = ("2026-0001", "2026-0002", "2026-0003", "2026-0004");
        for (account, of, expected) in [
            (town.worker, Of::Worker, vec![mine]),
            (town.worker, Of::Manager, vec![]),
            (town.colleague, Of::Worker, vec![colleagues]),
            (town.neighbour, Of::Worker, vec![sisters]),
            (town.stranger, Of::Worker, vec![far]),
            (town.manager, Of::Worker, vec![]),
            (town.manager, Of::Manager, vec![mine, colleagues]),
            (town.head, Of::Manager, vec![mine, colleagues, sisters]),
            (town.coordinator, Of::Worker, vec![]),
            (town.coordinator, Of::Manager, vec![]),
        ] {
            for found in owners(&db, account, of).await {
                assert_eq!(found, expected);
            }
        }
    }

    async fn who_has_left_the_unit_has_no_tasks_there(db: Db) {
        let town = Town::build(&db).await;
        everywhere(&town).await;
        execute(&db, "delete from role_grant where account_id in (select id from account where name = 'Karin Ek')").await.unwrap();
        for found in owners(&db, town.worker, Of::Worker).await {
            assert!(found.is_empty());
        }
    }

    async fn drafts_come_with_the_last_touched_first_and_leave_when_signed_or_withdrawn(db: Db) {
        let town = Town::build(&db).await;
        let (first, second) = (town.open("Vera Blom", 0).await, town.open("Nora Ek", 0).await);
        let (old, new) = (town.begin(first, 1).await, town.begin(second, 2).await);
        let list = |db: Db| async move { load!(db, |tx| drafts(tx, town.worker, Of::Worker)).unwrap() };
        let expected = |id, number: &str, minute| DraftLine {
            id,
            number: number.into(),
            matter: "Avhysning".into(),
            owner_name: "Karin Ek".into(),
            state: "draft".into(),
            updated_at: at(minute),
        };
        assert_eq!(list(db.clone()).await, [expected(new, "2026-0002", 2), expected(old, "2026-0001", 1)]);
        town.withdraw(second, new, 3).await;
        town.sign(first, old, 4).await;
        assert!(list(db.clone()).await.is_empty());
    }

    async fn what_was_sent_back_comes_before_drafts_and_what_is_being_reviewed_comes_last(db: Db) {
        let town = Town::build(&db).await;
        let mut begun = Vec::new();
        for (minute, status) in [(1, Status::Submitted), (2, Status::Draft), (3, Status::Returned), (4, Status::Submitted), (5, Status::Draft), (6, Status::Returned), (7, Status::Signed), (8, Status::Withdrawn)] {
            let case = town.open("Vera Blom", 0).await;
            let id = town.begin(case, minute).await;
            town.set_status(id, status).await;
            begun.push(id);
        }
        let found: Vec<_> = load!(db, |tx| drafts(tx, town.worker, Of::Worker)).unwrap().into_iter().map(|line| (line.id, line.state)).collect();
        let expected = [(5, "returned"), (2, "returned"), (4, "draft"), (1, "draft"), (3, "submitted"), (0, "submitted")];
        assert_eq!(found, expected.map(|(place, state)| (begun[place], state.to_owned())));
    }

    async fn a_letter_waits_until_it_is_given_or_withheld_the_longest_waiting_first(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let child = town.child(case, "Elsa").await;
        let (id, undecided) = (town.begin(case, 1).await, town.begin(case, 1).await);
        town.sign(case, id, 2).await;
        let (given, withheld) = (town.letter(case, id, child, 1).await, town.letter(case, id, child, 2).await);
        let (late, early, never) = (town.letter(case, id, child, 20).await, town.letter(case, id, child, 10).await, town.letter(case, undecided, child, 5).await);
        let list = |db: Db| async move { load!(db, |tx| letters_due(tx, town.worker, Of::Worker)).unwrap() };
        let found = list(db.clone()).await;
        assert_eq!(found.iter().map(|line| line.object).collect::<Vec<_>>(), [given.0, withheld.0, never.0, early.0, late.0]);
        give(&town, case, given).await;
        withhold(&town, case, withheld).await;
        town.withdraw(case, undecided, 7).await;
        let who = town.at(8);
        save!(db, |tx| letters::set_approved(tx, who, case, (late, 1), Some(&Fields::default()))).unwrap();
        let expected = |object: LetterId, days, state: &str| DueLine {
            id,
            object: object.0,
            number: "2026-0001".into(),
            matter: "Avhysning".into(),
            owner_name: "Karin Ek".into(),
            due_on: day(days),
            state: state.into(),
        };
        assert_eq!(list(db.clone()).await, [expected(early, 10, "draft"), expected(late, 20, "approved")]);
    }

    async fn a_measure_waits_from_the_signature_until_it_is_done(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let (late, soon) = (town.measure(case, id, "Sök bostad", 30).await, town.measure(case, id, "Skolskjuts", 3).await);
        let list = |db: Db| async move { load!(db, |tx| measures_due(tx, town.worker, Of::Worker)).unwrap() };
        assert!(list(db.clone()).await.is_empty());
        town.sign(case, id, 2).await;
        let found = list(db.clone()).await;
        assert_eq!(found.iter().map(|line| (line.object, line.due_on)).collect::<Vec<_>>(), [(soon.0, day(3)), (late.0, day(30))]);
        assert_eq!((found[0].id, found[0].matter.as_str(), found[0].owner_name.as_str(), found[0].state.as_str()), (id, "Skolskjuts", "Karin Ek", "signed"));
        let who = town.at(8);
        save!(db, |tx| measures::finish_measure(tx, who, (case, id), (soon, 1), day(2), "Bra")).unwrap();
        assert_eq!(list(db.clone()).await.len(), 1);
        close(&town, case, id).await;
        assert!(list(db.clone()).await.is_empty());
    }

    async fn a_follow_up_waits_from_the_signature_until_the_assessment_is_closed(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (first, second, without) = (town.begin(case, 1).await, town.begin(case, 1).await, town.begin(case, 1).await);
        let who = town.at(2);
        for (id, due) in [(first, Some(60)), (second, Some(30)), (without, None)] {
            save!(db, |tx| assessments::sign(tx, who, (case, id, 1), signature(0, due))).unwrap();
        }
        let list = |db: Db| async move { load!(db, |tx| follow_ups_due(tx, town.worker, Of::Worker)).unwrap() };
        let found = list(db.clone()).await;
        assert_eq!(found.iter().map(|line| (line.id, line.object, line.due_on)).collect::<Vec<_>>(), [(second, second.0, day(30)), (first, first.0, day(60))]);
        close(&town, case, second).await;
        let left: Vec<_> = list(db.clone()).await.into_iter().map(|line| line.id).collect();
        assert_eq!(left, [first]);
    }

    async fn a_list_holds_at_most_fifty_lines(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        for _ in 0..51 {
            town.begin(case, 1).await;
        }
        assert_eq!(load!(db, |tx| drafts(tx, town.worker, Of::Worker)).unwrap().len(), 50);
    }
}
