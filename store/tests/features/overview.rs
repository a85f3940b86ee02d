//! What waits for whom, and counts per unit.

use domain::assessments::{NoteKind, Section, Status};
use domain::fields::Fields;
use domain::ids::{AccountId, AssessmentId, CaseId, LetterId};
use domain::letters::LetterKind;
use store::cases::NewCase;
use store::letters::NewLetter;
use store::organisation::Unit;
use store::overview::{
    DraftLine, DueLine, Of, UnitCounts, drafts, follow_ups_due, letters_due, measures_due, unit_counts,
};
use store::{Db, assessments, both_engines, letters, measures, participation, sections};

use super::common::{Town, at, count, day, execute, fields, load, new_letter, save, signature, today};

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
        let counts = load!(db, |tx| unit_counts(tx, town.manager, today())).unwrap();
        assert_eq!((counts[0].drafts, counts[0].assessed), (6, 1));
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

    async fn a_talk_that_did_not_take_place_counts_as_no_child_heard(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (elsa, noel) = (town.child(case, "Elsa").await, town.child(case, "Noel").await);
        let id = town.begin(case, 1).await;
        let (who, mut talks) = (town.at(2), Vec::new());
        for child in [elsa, elsa, noel] {
            talks.push(town.note(case, id, child, NoteKind::Heard).await);
        }
        let save = async |note: usize, version: i64, went: &str| {
            let (key, texts) = (Section::Note(talks[note]), fields(&[("went", went)]));
            save!(db, |tx| sections::save_section(tx, who, (case, id), key, version, &texts)).unwrap();
        };
        // Elsa's first talk was held, which was answered wrongly at first.
        save(0, 0, "not_held").await;
        save(0, 1, "held").await;
        save(1, 0, "not_held").await;
        save(2, 0, "not_held").await;
        town.note(case, id, noel, NoteKind::NotHeard).await;
        for kind in [NoteKind::Informed, NoteKind::Others, NoteKind::Request] {
            town.note(case, id, noel, kind).await;
        }
        town.sign(case, id, 3).await;
        let letter = town.letter(case, id, noel, 1).await;
        let texts = fields(&[("statement.1.words", "Tack")]);
        save!(db, |tx| participation::add_answer(tx, who, (case, id), noel, letter, &texts)).unwrap();
        let found = load!(db, |tx| unit_counts(tx, town.manager, today())).unwrap();
        assert_eq!((found[0].heard, found[0].children), (1, 2));
        // A new version takes over that it did not take place.
        let (from, before) = (town.assessment(id).await, town.material(id).await);
        let second = save!(db, |tx| assessments::revise(tx, who, &from, &before, "1")).unwrap();
        assert_eq!(count(&db, "select count(*) from participation_note where called_off").await, 4);
        town.sign(case, second, 4).await;
    }

    async fn counts_of_a_unit_are_those_of_a_hand_made_example(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (elsa, noel, tuva) = (town.child(case, "Elsa").await, town.child(case, "Noel").await, town.child(case, "Tuva").await);
        let who = town.at(5);
        save!(db, |tx| assessments::record_screening(tx, who, case, "Busskort", "Inga barn", "1")).unwrap();
        // Signed: Elsa heard twice, Noel heard once and once not, Tuva not heard.
        let signed = town.begin(case, 1).await;
        for (child, kind) in [(elsa, NoteKind::Heard), (elsa, NoteKind::Heard), (noel, NoteKind::Heard), (noel, NoteKind::NotHeard), (tuva, NoteKind::NotHeard)] {
            town.note(case, signed, child, kind).await;
        }
        town.sign(case, signed, 2).await;
        // Closed: Tuva not heard again.
        let closed = town.begin(case, 1).await;
        town.note(case, closed, tuva, NoteKind::NotHeard).await;
        town.sign(case, closed, 2).await;
        close(&town, case, closed).await;
        // A draft and a withdrawn one, in which Tuva is heard: neither counts for children.
        let (draft, withdrawn) = (town.begin(case, 3).await, town.begin(case, 3).await);
        for id in [draft, withdrawn] {
            town.note(case, id, tuva, NoteKind::Heard).await;
        }
        town.letter(case, withdrawn, tuva, -5).await;
        town.withdraw(case, withdrawn, 4).await;
        // An invitation and what was told of a parent's support are no answers.
        for kind in [LetterKind::Invitation, LetterKind::Information] {
            let other = NewLetter { kind, ..new_letter(elsa, Some(day(-9))) };
            save!(db, |tx| letters::add_letter(tx, who, (case, signed), other)).unwrap();
        }
        // Five letters: one given late, one withheld, one approved and late, one due today, one due later.
        let given = town.letter(case, signed, elsa, -3).await;
        give(&town, case, given).await;
        let withheld = town.letter(case, signed, noel, -3).await;
        withhold(&town, case, withheld).await;
        let approved = town.letter(case, signed, tuva, -1).await;
        save!(db, |tx| letters::set_approved(tx, who, case, (approved, 1), Some(&Fields::default()))).unwrap();
        town.letter(case, closed, tuva, 0).await;
        town.letter(case, closed, tuva, 1).await;

        let expected = UnitCounts { id: town.unit.id, name: "Ekonomi norr".into(), assessed: 2, screened: 1, drafts: 1, heard: 2, children: 3, given: 1, letters: 5, late: 1 };
        let empty = |unit: &Unit| UnitCounts { id: unit.id, name: unit.name.clone(), assessed: 0, screened: 0, drafts: 0, heard: 0, children: 0, given: 0, letters: 0, late: 0 };
        let counts = |account: AccountId| {
            let db = db.clone();
            async move { load!(db, |tx| unit_counts(tx, account, today())).unwrap() }
        };
        assert_eq!(counts(town.manager).await, vec![expected.clone()]);
        assert_eq!(counts(town.head).await, [expected.clone(), empty(&town.sister)]);
        let all = counts(town.coordinator).await;
        assert_eq!(all.len(), 3);
        assert!([expected, empty(&town.sister), empty(&town.far)].iter().all(|unit| all.contains(unit)), "{all:?}");
        for account in [town.worker, town.colleague, town.stranger] {
            assert!(counts(account).await.is_empty());
        }
    }
}
