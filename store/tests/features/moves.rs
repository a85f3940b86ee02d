//! Every step from state to state: from the state that somebody looked at, at its version, in its case, and never otherwise.

use domain::access::Role;
use domain::assessments::{Depth, NoteKind, Section, Status};
use domain::ids::{AssessmentId, CaseId};
use store::assessments::{
    Assessment, Ids, close, countersign, raise_depth, recall, set_withdrawn, sign, submit, take_back,
};
use store::{Db, StoreError, Who, both_engines, sections};
use uuid::Uuid;

use super::common::{Town, at, count, day, fields, load, refused, save, signature, today, trail};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Sign,
    Submit(Status),
    Recall,
    SendBack,
    Countersign,
    Deepen,
    Withdraw(Status),
    Reopen,
    Close,
}

/// Every step with the state before, the state after, and its row in the trail.
const STEPS: [(Step, Status, Status, &str); 13] = {
    use Status::{Closed, Draft, Returned, Signed, Submitted, Withdrawn};
    [
        (Step::Sign, Draft, Signed, "signed assessment alone"),
        (
            Step::Submit(Draft),
            Draft,
            Submitted,
            "submitted assessment draft",
        ),
        (
            Step::Submit(Returned),
            Returned,
            Submitted,
            "submitted assessment returned",
        ),
        (Step::Recall, Submitted, Draft, "recalled assessment"),
        (Step::SendBack, Submitted, Returned, "returned assessment"),
        (Step::Countersign, Submitted, Signed, "countersigned assessment"),
        (Step::Deepen, Draft, Draft, "deepened assessment thorough"),
        (Step::Deepen, Returned, Returned, "deepened assessment thorough"),
        (Step::Withdraw(Draft), Draft, Withdrawn, "withdrawn assessment"),
        (
            Step::Withdraw(Submitted),
            Submitted,
            Withdrawn,
            "withdrawn assessment",
        ),
        (
            Step::Withdraw(Returned),
            Returned,
            Withdrawn,
            "withdrawn assessment",
        ),
        (Step::Reopen, Withdrawn, Draft, "reopened assessment"),
        (Step::Close, Signed, Closed, "closed assessment"),
    ]
};

/// The worker, or for the reviewer's steps the manager, takes a step in minute 50.
async fn go(town: &Town, step: Step, ids: Ids) -> Result<(), StoreError> {
    let (who, manager) = (town.at(50), town.as_at(town.manager, 50));
    match step {
        Step::Sign => save!(town.db, |tx| sign(tx, who, ids, signature(1, Some(30)))),
        Step::Submit(from) => save!(town.db, |tx| submit(tx, who, ids, from, "read again")),
        Step::Recall => save!(town.db, |tx| recall(tx, who, ids)),
        Step::SendBack => save!(town.db, |tx| take_back(tx, manager, ids)),
        Step::Countersign => save!(town.db, |tx| countersign(
            tx,
            manager,
            ids,
            signature(1, Some(30))
        )),
        Step::Deepen => save!(town.db, |tx| raise_depth(
            tx,
            who,
            ids,
            (Depth::Standard, Depth::Thorough)
        )),
        Step::Withdraw(from) => save!(town.db, |tx| set_withdrawn(
            tx,
            who,
            ids,
            from,
            Some("Behövs inte")
        )),
        Step::Reopen => save!(town.db, |tx| set_withdrawn(tx, who, ids, Status::Withdrawn, None)),
        Step::Close => save!(town.db, |tx| close(tx, who, ids)),
    }
}

/// An assessment that was submitted once, put into a state.
async fn in_state(town: &Town, case: CaseId, status: Status) -> Assessment {
    let id = town.begin(case, 1).await;
    town.submit(case, id, 2).await;
    town.set_status(id, status).await;
    town.assessment(id).await
}

/// How many rows the trail has.
async fn rows(db: &Db) -> i64 {
    count(db, "select count(*) from audit").await
}

both_engines! {
    async fn every_step_goes_to_its_state_counts_the_version_up_and_leaves_one_row(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        for (step, from, to, row) in STEPS {
            let before = in_state(&town, case, from).await;
            let length = trail(&db, case).await.len();
            go(&town, step, (case, before.id, before.version)).await.unwrap();
            let after = town.assessment(before.id).await;
            assert_eq!((after.status, after.version), (to, before.version + 1), "{step:?}");
            let found = trail(&db, case).await;
            assert_eq!((found.len(), found.last().map(String::as_str)), (length + 1, Some(row)), "{step:?}");
            let line = load!(db, |tx| store::cases::list_cases(tx, town.worker, store::cases::Whose::Mine, None)).unwrap();
            assert_eq!(line[0].updated_at, at(50), "{step:?}");
        }
    }

    async fn a_step_from_another_version_is_stale_and_changes_nothing(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        for (step, from, ..) in STEPS {
            let before = in_state(&town, case, from).await;
            let trail_before = rows(&db).await;
            for version in [before.version - 1, before.version + 1, 0, i64::MAX] {
                let refused = go(&town, step, (case, before.id, version)).await;
                assert!(matches!(refused, Err(StoreError::Stale)), "{step:?}: {refused:?}");
            }
            assert_eq!(town.assessment(before.id).await, before, "{step:?}");
            assert_eq!(rows(&db).await, trail_before, "{step:?}");
        }
    }

    async fn a_step_from_any_other_state_is_stale_and_changes_nothing(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        for status in Status::ALL {
            let before = in_state(&town, case, status).await;
            let trail_before = rows(&db).await;
            let mut tried = 0;
            for (step, ..) in STEPS {
                if STEPS.iter().any(|row| row.0 == step && row.1 == status) {
                    continue;
                }
                tried += 1;
                let refused = go(&town, step, (case, before.id, before.version)).await;
                assert!(matches!(refused, Err(StoreError::Stale)), "{step:?} from {status:?}: {refused:?}");
            }
            assert!(tried >= 8, "{status:?}");
            assert_eq!(town.assessment(before.id).await, before);
            assert_eq!(rows(&db).await, trail_before);
        }
    }

    async fn a_step_in_another_case_or_with_a_guessed_id_is_not_found_and_changes_nothing(db: Db) {
        let town = Town::build(&db).await;
        let (case, other) = (town.open("Vera Blom", 0).await, town.open("Nora Ek", 0).await);
        for (step, from, ..) in STEPS {
            let before = in_state(&town, case, from).await;
            let trail_before = rows(&db).await;
            for ids in [
                (other, before.id, before.version),
                (CaseId(Uuid::max()), before.id, before.version),
                (case, AssessmentId(Uuid::max()), before.version),
            ] {
                let refused = go(&town, step, ids).await;
                assert!(matches!(refused, Err(StoreError::NotFound)), "{step:?}: {refused:?}");
            }
            assert_eq!(town.assessment(before.id).await, before, "{step:?}");
            assert_eq!(rows(&db).await, trail_before, "{step:?}");
        }
    }

    async fn a_screening_of_another_case_is_not_found_by_closing_it(db: Db) {
        let town = Town::build(&db).await;
        let (case, other) = (town.open("Vera Blom", 0).await, town.open("Nora Ek", 0).await);
        let who = town.at(3);
        let id = save!(db, |tx| store::assessments::record_screening(tx, who, case, "Busskort", "Inga barn", "1")).unwrap();
        refused!(go(&town, Step::Close, (other, id, 1)).await, NotFound);
        refused!(go(&town, Step::Close, (case, id, 1)).await, State);
    }

    async fn no_step_leads_out_of_what_is_signed_but_closing_it(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        for status in [Status::Signed, Status::Closed, Status::Withdrawn] {
            let before = in_state(&town, case, status).await;
            let ids = (case, before.id, before.version);
            // Whatever a caller says about the state it saw.
            refused!(go(&town, Step::Submit(status), ids).await, State);
            refused!(go(&town, Step::Withdraw(status), ids).await, State);
            let who = town.at(50);
            if status != Status::Withdrawn {
                refused!(save!(db, |tx| set_withdrawn(tx, who, ids, status, None)), State);
            }
            assert_eq!(town.assessment(before.id).await, before);
        }
    }

    async fn what_is_submitted_says_when_and_what_its_author_attested(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        go(&town, Step::Submit(Status::Draft), (case, id, 1)).await.unwrap();
        let found = town.assessment(id).await;
        assert_eq!((found.submitted_at, found.attestations.as_str()), (Some(at(50)), "read again"));
        assert_eq!((found.signed_at, found.signed_by, found.decided_on, found.countersigned_by), (None, None, None, None));
    }

    async fn a_countersignature_carries_both_names_the_authors_words_and_the_days(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        town.submit(case, id, 10).await;
        let who = town.as_at(town.manager, 20);
        let signature = store::assessments::Signature { attestations: "the reviewer's", ..signature(-1, Some(60)) };
        save!(db, |tx| countersign(tx, who, (case, id, 2), signature)).unwrap();
        let found = town.assessment(id).await;
        assert_eq!((found.status, found.decided_on, found.submitted_at, found.signed_at), (Status::Signed, Some(day(-1)), Some(at(10)), Some(at(20))));
        assert_eq!((found.signed_by.as_deref(), found.countersigned_by.as_deref()), (Some("Karin Ek"), Some("Maria Chef")));
        assert_eq!(found.attestations, "read complete", "the author attests, not the reviewer");
        let due = load!(db, |tx| store::overview::follow_ups_due(tx, town.worker, store::overview::Of::Worker)).unwrap();
        assert_eq!(due.iter().map(|line| (line.id, line.due_on)).collect::<Vec<_>>(), [(id, day(60))]);
    }

    async fn who_submitted_never_countersigns_and_leaves_nothing_changed(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        town.submit(case, id, 2).await;
        let (before, trail_before) = (town.assessment(id).await, rows(&db).await);
        for who in [town.at(3), Who { account: None, unit: None, now: at(3), today: today() }] {
            refused!(save!(db, |tx| countersign(tx, who, (case, id, 2), signature(0, None))), State);
            assert_eq!(town.assessment(id).await, before);
            assert_eq!(rows(&db).await, trail_before);
        }
        // Nor where the case has another owner by now, and the author has become a manager.
        let (who, worker, unit) = (town.at(4), town.worker, town.unit.id);
        save!(db, |tx| store::access::add_grant(tx, who, worker, Role::Manager, unit)).unwrap();
        let colleague = town.colleague;
        save!(db, |tx| store::cases::assign_case(tx, who, case, colleague)).unwrap();
        refused!(save!(db, |tx| countersign(tx, who, (case, id, 2), signature(0, None))), State);
        assert_eq!(town.assessment(id).await, before);
    }

    async fn of_a_recall_and_a_countersignature_at_once_exactly_one_counts(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        for _ in 0..4 {
            let id = town.begin(case, 1).await;
            town.submit(case, id, 2).await;
            let (first, second) = tokio::join!(go(&town, Step::Recall, (case, id, 2)), go(&town, Step::Countersign, (case, id, 2)));
            let found = town.assessment(id).await;
            match (&first, &second) {
                (Ok(()), Err(StoreError::Stale)) => assert_eq!((found.status, found.signed_at), (Status::Draft, None)),
                (Err(StoreError::Stale), Ok(())) => assert_eq!((found.status, found.signed_at), (Status::Signed, Some(at(50)))),
                _ => panic!("{first:?} {second:?}"),
            }
            assert_eq!(found.version, 3);
        }
    }

    async fn a_reason_for_ending_is_kept_from_each_state_and_goes_when_it_is_opened_again(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        for from in [Status::Draft, Status::Submitted, Status::Returned] {
            let before = in_state(&town, case, from).await;
            go(&town, Step::Withdraw(from), (case, before.id, before.version)).await.unwrap();
            assert_eq!(town.assessment(before.id).await.withdrawn_reason, "Behövs inte");
            go(&town, Step::Reopen, (case, before.id, before.version + 1)).await.unwrap();
            let after = town.assessment(before.id).await;
            assert_eq!((after.status, after.withdrawn_reason.as_str()), (Status::Draft, ""));
        }
    }

    async fn a_depth_is_raised_and_never_lowered_or_left_as_it_is(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let who = town.at(2);
        for from in [Depth::Quick, Depth::Standard, Depth::Thorough] {
            for to in Depth::ALL {
                let id = town.begin_with(case, 1, from, "1").await;
                let before = town.assessment(id).await;
                let result = save!(db, |tx| raise_depth(tx, who, (case, id, 1), (from, to)));
                if to > from {
                    result.unwrap();
                    let after = town.assessment(id).await;
                    assert_eq!((after.depth, after.status, after.version), (to, Status::Draft, 2));
                } else {
                    refused!(result, State);
                    assert_eq!(town.assessment(id).await, before);
                }
            }
        }
    }

    async fn a_depth_is_not_raised_from_one_that_somebody_else_has_raised_since(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin_with(case, 1, Depth::Quick, "1").await;
        let who = town.at(2);
        save!(db, |tx| raise_depth(tx, who, (case, id, 1), (Depth::Quick, Depth::Standard))).unwrap();
        for version in [1, 2] {
            refused!(save!(db, |tx| raise_depth(tx, who, (case, id, version), (Depth::Quick, Depth::Thorough))), Stale);
        }
        assert_eq!(town.assessment(id).await.depth, Depth::Standard);
    }

    async fn going_deeper_leaves_every_text_and_note_as_it_is(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let child = town.child(case, "Elsa").await;
        let id = town.begin(case, 1).await;
        town.note(case, id, child, NoteKind::Heard).await;
        let (who, texts) = (town.at(2), fields(&[("situation", "Bor hos mamma")]));
        save!(db, |tx| sections::save_section(tx, who, (case, id), Section::Child(child), 0, &texts)).unwrap();
        let before = town.material(id).await;
        go(&town, Step::Deepen, (case, id, 1)).await.unwrap();
        let after = town.material(id).await;
        assert_eq!((after.depth, after.sections, after.notes), (Depth::Thorough, before.sections, before.notes));
    }

    async fn nobody_writes_in_what_is_being_reviewed_and_what_is_sent_back_is_written_on(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let write = |minute, version, text: &'static str| {
            let (db, who) = (db.clone(), town.at(minute));
            async move { save!(db, |tx| sections::save_section(tx, who, (case, id), Section::Facts, version, &fields(&[("fact.1.text", text)]))) }
        };
        write(2, 0, "Före").await.unwrap();
        town.submit(case, id, 3).await;
        refused!(write(4, 1, "Under").await, State);
        town.send_back(case, id, 5).await;
        write(6, 1, "Efter").await.unwrap();
        assert_eq!(town.material(id).await.section(Section::Facts).text("fact.1.text"), "Efter");
    }
}
