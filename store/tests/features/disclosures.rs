//! Whether what a child said may be disclosed: assessed, added, never changed.

use domain::assessments::Status;
use domain::ids::{AssessmentId, CaseId, DisclosureId};
use domain::participation::{Disclosure, DisclosureOutcome};
use store::disclosures::{MAX_DISCLOSURES, NewDisclosure, add_disclosure, disclosures};
use store::{Db, StoreError, both_engines};

use super::common::{Town, at, count, day, execute, load, refused, save, trail};

fn withheld(statement: &str) -> NewDisclosure {
    NewDisclosure {
        statement: statement.to_owned(),
        recipient: "Pappan, som är part".to_owned(),
        outcome: DisclosureOutcome::Withheld,
        ground: "osl-10-3".to_owned(),
        reasons: "Barnet kan \"råka illa ut\" 💬".to_owned(),
        told_instead: "Barnet har berättat hur det har det hemma.".to_owned(),
        decided_by: "Maria Chef".to_owned(),
        decided_on: day(1),
    }
}

async fn add(
    town: &Town,
    object: (CaseId, AssessmentId),
    minute: i64,
    new: NewDisclosure,
) -> Result<DisclosureId, StoreError> {
    let who = town.at(minute);
    save!(town.db, |tx| add_disclosure(tx, who, object, &new))
}

both_engines! {
    async fn they_are_read_back_in_the_order_in_which_they_were_noted(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let later = NewDisclosure { outcome: DisclosureOutcome::Disclosed, ground: String::new(), ..withheld("a.1") };
        let second = add(&town, (case, id), 9, later).await.unwrap();
        let first = add(&town, (case, id), 8, withheld("a.1")).await.unwrap();
        let found = load!(db, |tx| disclosures(tx, id)).unwrap();
        assert_eq!(found.iter().map(|d| d.id).collect::<Vec<_>>(), [first, second]);
        assert_eq!(found[1].outcome, DisclosureOutcome::Disclosed);
        let new = withheld("a.1");
        assert_eq!(found[0], Disclosure {
            id: first,
            statement: new.statement,
            recipient: new.recipient,
            outcome: new.outcome,
            ground: new.ground,
            reasons: new.reasons,
            told_instead: new.told_instead,
            decided_by: new.decided_by,
            decided_on: new.decided_on,
            noted_by: "Karin Ek".to_owned(),
            noted_at: at(8),
        });
        let noted = trail(&db, case).await.into_iter().filter(|e| e.starts_with("created disclosure")).collect::<Vec<_>>();
        assert_eq!(noted, ["created disclosure withheld", "created disclosure disclosed"], "each leaves a row in the trail");
    }

    async fn another_case_or_an_assessment_that_ended_without_a_decision_takes_none(db: Db) {
        let town = Town::build(&db).await;
        let (case, other) = (town.open("Vera Blom", 0).await, town.open("Nora Ek", 0).await);
        let id = town.begin(case, 1).await;
        refused!(add(&town, (other, id), 2, withheld("a.1")).await, NotFound);
        for status in [Status::Submitted, Status::Signed, Status::Closed] {
            town.set_status(id, status).await;
            add(&town, (case, id), 3, withheld("a.1")).await.unwrap();
        }
        town.set_status(id, Status::Withdrawn).await;
        refused!(add(&town, (case, id), 4, withheld("a.1")).await, State);
    }

    async fn nothing_that_is_assessed_can_be_changed_or_taken_away(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        add(&town, (case, id), 2, withheld("a.1")).await.unwrap();
        for sql in ["update disclosure set reasons = 'x'", "delete from disclosure"] {
            assert!(execute(&db, sql).await.is_err(), "{sql}");
        }
        assert_eq!(count(&db, "select count(*) from disclosure where reasons <> 'x'").await, 1);
    }

    async fn there_is_room_for_so_many_and_no_more(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let who = town.at(2);
        for _ in 0..MAX_DISCLOSURES {
            let new = withheld("a.1");
            save!(db, |tx| add_disclosure(tx, who, (case, id), &new)).unwrap();
        }
        refused!(add(&town, (case, id), 3, withheld("a.1")).await, State);
        assert_eq!(i64::try_from(load!(db, |tx| disclosures(tx, id)).unwrap().len()).unwrap(), MAX_DISCLOSURES);
    }
}
