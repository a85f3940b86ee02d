//! Rounds of review: opened, remarked on, ended, answered.

use std::time::Duration;

use domain::access::Role;
use domain::assessments::{Section, Verdict};
use domain::ids::{AssessmentId, CaseId};
use store::assessments::{countersign, recall, submit, take_back};
use store::delegations::{self, NewDelegation};
use store::reviews::{Remark, Round, answer_remark, end_round, open_round, rounds, to_correct, write_remark};
use store::{Db, StoreError, both_engines};
use uuid::Uuid;

use super::common::{Town, at, count, day, fields, load, refused, save, signature, trail};

/// A standard assessment that goes back and forth between the worker and the manager.
struct Review {
    town: Town,
    case: CaseId,
    id: AssessmentId,
}

impl Review {
    async fn new(db: &Db) -> Self {
        let town = Town::build(db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        Self { town, case, id }
    }

    /// Submits the assessment and opens a round, as one change.
    async fn submit(&self, minute: i64, message: &'static str) -> Result<i64, StoreError> {
        let (who, found) = (self.town.at(minute), self.town.assessment(self.id).await);
        let ids = (self.case, self.id, found.version);
        save!(self.town.db, |tx| async {
            submit(tx, who, ids, found.status, "read").await?;
            open_round(tx, who, ids.0, ids.1, message).await
        })
    }

    /// Sends the assessment back and ends the round, as one change.
    async fn send_back(&self, minute: i64, why: &'static str) -> Result<(), StoreError> {
        let who = self.town.as_at(self.town.manager, minute);
        let ids = (self.case, self.id, self.town.version(self.id).await);
        save!(self.town.db, |tx| async {
            take_back(tx, who, ids).await?;
            end_round(tx, who, ids.0, ids.1, ("returned", why), None).await
        })
    }

    async fn remark(
        &self,
        minute: i64,
        section: Section,
        verdict: Verdict,
        text: &'static str,
    ) -> Result<(), StoreError> {
        let (who, ids) = (self.town.as_at(self.town.manager, minute), (self.case, self.id));
        save!(self.town.db, |tx| write_remark(
            tx, who, ids, section, verdict, text
        ))
    }

    async fn answer(&self, minute: i64, section: Section, answer: &'static str) -> Result<(), StoreError> {
        let (who, ids) = (self.town.at(minute), (self.case, self.id));
        save!(self.town.db, |tx| answer_remark(tx, who, ids, section, answer))
    }

    async fn rounds(&self) -> Vec<Round> {
        load!(self.town.db, |tx| rounds(tx, self.id)).unwrap()
    }
}

fn remark(section: Section, verdict: Verdict, text: &str, answer: &str, version: i64) -> Remark {
    Remark {
        section,
        verdict,
        text: text.into(),
        answer: answer.into(),
        version,
    }
}

both_engines! {
    async fn a_round_is_read_back_as_it_was_opened(db: Db) {
        let review = Review::new(&db).await;
        assert_eq!(review.rounds().await, []);
        assert_eq!(review.submit(5, "Rad ett\n\"två\" 💬").await.unwrap(), 1);
        let found = review.rounds().await;
        let expected = Round {
            id: found[0].id,
            number: 1,
            submitted_by: "Karin Ek".into(),
            submitter: review.town.worker,
            submitted_at: at(5),
            message: "Rad ett\n\"två\" 💬".into(),
            reviewer: None,
            outcome: String::new(),
            outcome_text: String::new(),
            delegation: String::new(),
            ended_at: None,
            remarks: Vec::new(),
        };
        assert_eq!(found, [expected]);
        assert_eq!(trail(&db, review.case).await[2..], ["submitted assessment draft", "opened review"]);
    }

    async fn a_round_ends_with_a_reason_its_reviewer_and_the_delegation_that_the_reviewer_acts_by(db: Db) {
        let review = Review::new(&db).await;
        review.submit(5, "").await.unwrap();
        review.send_back(9, "Läs om artikel 12").await.unwrap();
        assert_eq!(review.submit(12, "Omskriven").await.unwrap(), 2);
        let (manager, colleague) = (review.town.as_at(review.town.manager, 3), review.town.as_at(review.town.colleague, 15));
        let new = NewDelegation { unit: review.town.unit.id, to: review.town.colleague, since: day(0), until: None, reference: "Beslut 2026/7".into() };
        let by = save!(db, |tx| delegations::grant(tx, manager, &new)).unwrap();
        let (case, id, version) = (review.case, review.id, review.town.version(review.id).await);
        save!(db, |tx| async {
            countersign(tx, colleague, (case, id, version), signature(0, None)).await?;
            end_round(tx, colleague, case, id, ("countersigned", ""), Some(by.0)).await
        }).unwrap();
        let found = review.rounds().await;
        assert_eq!(found.iter().map(|r| (r.number, r.outcome.as_str(), r.outcome_text.as_str(), r.ended_at)).collect::<Vec<_>>(), [
            (1, "returned", "Läs om artikel 12", Some(at(9))),
            (2, "countersigned", "", Some(at(15))),
        ]);
        assert_eq!((found[0].reviewer.as_deref(), found[0].delegation.as_str()), (Some("Maria Chef"), ""));
        assert_eq!((found[1].reviewer.as_deref(), found[1].delegation.as_str(), found[1].message.as_str()), (Some("Åsa Öberg"), "Beslut 2026/7", "Omskriven"));
        assert_eq!(trail(&db, case).await[4..], ["returned assessment", "returned review", "submitted assessment returned", "opened review", "countersigned assessment", "countersigned review"]);
    }

    async fn a_round_that_the_author_ends_has_no_reviewer(db: Db) {
        let review = Review::new(&db).await;
        for (place, outcome) in ["recalled", "withdrawn"].into_iter().enumerate() {
            review.submit(5, "").await.unwrap();
            let (who, case, id, version) = (review.town.at(6), review.case, review.id, review.town.version(review.id).await);
            save!(db, |tx| async {
                recall(tx, who, (case, id, version)).await?;
                end_round(tx, who, case, id, (outcome, ""), None).await
            }).unwrap();
            let found = review.rounds().await;
            assert_eq!((found.len(), found[place].outcome.as_str(), &found[place].reviewer), (place + 1, outcome, &None));
        }
    }

    async fn no_round_is_opened_while_one_is_open(db: Db) {
        let review = Review::new(&db).await;
        review.submit(5, "").await.unwrap();
        let (who, case, id) = (review.town.at(6), review.case, review.id);
        let before = (review.rounds().await, trail(&db, case).await);
        refused!(save!(db, |tx| open_round(tx, who, case, id, "igen")), State);
        assert_eq!((review.rounds().await, trail(&db, case).await), before);
    }

    async fn who_opens_a_round_while_somebody_else_does_waits_and_is_refused(db: Db) {
        let review = Review::new(&db).await;
        let (writer, who, case, id) = (db.clone(), review.town.at(6), review.case, review.id);
        let (entered, wait) = tokio::sync::oneshot::channel();
        let first = tokio::spawn(async move {
            save!(writer, |tx| async {
                let number = open_round(tx, who, case, id, "Först").await?;
                entered.send(()).unwrap();
                tokio::time::sleep(Duration::from_millis(150)).await;
                Ok::<_, StoreError>(number)
            })
        });
        wait.await.unwrap();
        refused!(save!(db, |tx| open_round(tx, who, case, id, "Sedan")), State);
        assert_eq!(first.await.unwrap().unwrap(), 1);
        assert_eq!(review.rounds().await.iter().map(|r| r.message.as_str()).collect::<Vec<_>>(), ["Först"]);
    }

    async fn nothing_is_ended_or_remarked_on_where_no_round_is_open(db: Db) {
        let review = Review::new(&db).await;
        let (who, case, id) = (review.town.at(6), review.case, review.id);
        for _ in 0..2 {
            let before = (review.rounds().await, trail(&db, case).await);
            refused!(save!(db, |tx| end_round(tx, who, case, id, ("returned", "Nej"), None)), State);
            refused!(review.remark(7, Section::Facts, Verdict::MustCorrect, "Källa").await, State);
            assert_eq!((review.rounds().await, trail(&db, case).await), before);
            // And once more after one has ended.
            review.submit(8, "").await.unwrap();
            review.send_back(9, "Nej").await.unwrap();
        }
    }

    async fn a_remark_written_twice_is_changed(db: Db) {
        let review = Review::new(&db).await;
        review.submit(5, "").await.unwrap();
        let child = Section::Child(review.town.child(review.case, "Elsa").await);
        review.remark(6, Section::Facts, Verdict::MustCorrect, "Källa saknas").await.unwrap();
        review.remark(7, child, Verdict::Accepted, "").await.unwrap();
        review.remark(8, Section::Facts, Verdict::CanImprove, "Källan är svag \"här\" 💬").await.unwrap();
        let found = review.rounds().await.remove(0).remarks;
        assert_eq!(found, [
            remark(child, Verdict::Accepted, "", "", 1),
            remark(Section::Facts, Verdict::CanImprove, "Källan är svag \"här\" 💬", "", 2),
        ]);
        let rows = trail(&db, review.case).await;
        assert_eq!(rows[rows.len() - 3..], ["remarked review facts".to_owned(), format!("remarked review {}", child.key()), "remarked review facts".to_owned()]);
    }

    async fn every_verdict_and_every_kind_of_section_is_kept(db: Db) {
        let review = Review::new(&db).await;
        review.submit(5, "").await.unwrap();
        let sections = [
            Section::Depth, Section::Question, Section::Groups, Section::Facts, Section::Consultation, Section::ArticleChoice, Section::Article(12),
            Section::Weighing, Section::Decision, Section::Announcement, Section::FollowUp,
        ];
        for verdict in Verdict::ALL {
            for section in sections {
                review.remark(6, section, verdict, "Text").await.unwrap();
            }
            let found = review.rounds().await.remove(0).remarks;
            assert_eq!(found.len(), sections.len());
            assert!(found.iter().all(|m| m.verdict == verdict && sections.contains(&m.section)));
        }
    }

    async fn the_author_answers_remarks_of_the_latest_round_that_has_ended_and_no_others(db: Db) {
        let review = Review::new(&db).await;
        review.submit(5, "").await.unwrap();
        review.remark(6, Section::Facts, Verdict::MustCorrect, "Ett").await.unwrap();
        review.remark(6, Section::Weighing, Verdict::MustCorrect, "Ett").await.unwrap();
        refused!(review.answer(7, Section::Facts, "För tidigt").await, State);
        review.send_back(8, "Nej").await.unwrap();
        review.answer(9, Section::Facts, "Rättad").await.unwrap();
        review.answer(10, Section::Facts, "Rättad, se bilaga").await.unwrap();
        refused!(review.answer(10, Section::Question, "Ingen anmärkning").await, NotFound);
        review.submit(11, "").await.unwrap();
        refused!(review.answer(12, Section::Facts, "Medan den granskas").await, State);
        review.remark(12, Section::Weighing, Verdict::MustCorrect, "Två").await.unwrap();
        review.send_back(13, "Nej").await.unwrap();
        refused!(review.answer(14, Section::Facts, "Till förra omgången").await, NotFound);
        review.answer(14, Section::Weighing, "Också rättad").await.unwrap();
        let remarks: Vec<_> = review.rounds().await.into_iter().map(|r| r.remarks).collect();
        assert_eq!(remarks, [
            vec![remark(Section::Facts, Verdict::MustCorrect, "Ett", "Rättad, se bilaga", 3), remark(Section::Weighing, Verdict::MustCorrect, "Ett", "", 1)],
            vec![remark(Section::Weighing, Verdict::MustCorrect, "Två", "Också rättad", 2)],
        ]);
        let answered = "select count(*) from audit a join review r on r.id = a.object_id where a.action = 'answered' and a.object_kind = 'review'";
        assert_eq!(count(&db, answered).await, 3);
    }

    async fn what_has_to_be_corrected_is_what_the_latest_verdict_about_it_says_over_all_rounds(db: Db) {
        let review = Review::new(&db).await;
        assert!(to_correct(&review.rounds().await).is_empty());
        review.submit(5, "").await.unwrap();
        for (section, verdict) in [(Section::Facts, Verdict::MustCorrect), (Section::Weighing, Verdict::MustCorrect), (Section::Decision, Verdict::CanImprove), (Section::Question, Verdict::Accepted)] {
            review.remark(6, section, verdict, "Ett").await.unwrap();
        }
        assert_eq!(to_correct(&review.rounds().await), [Section::Facts, Section::Weighing]);
        review.send_back(8, "Nej").await.unwrap();
        review.answer(9, Section::Facts, "Rättad").await.unwrap();
        assert_eq!(to_correct(&review.rounds().await), [Section::Facts, Section::Weighing], "an answer is no verdict");
        review.submit(11, "").await.unwrap();
        assert_eq!(to_correct(&review.rounds().await), [Section::Facts, Section::Weighing], "nor is a new round");
        review.remark(12, Section::Facts, Verdict::Accepted, "").await.unwrap();
        review.remark(12, Section::Question, Verdict::MustCorrect, "Ändå").await.unwrap();
        assert_eq!(to_correct(&review.rounds().await), [Section::Question, Section::Weighing]);
        review.remark(13, Section::Question, Verdict::CanImprove, "").await.unwrap();
        assert_eq!(to_correct(&review.rounds().await), [Section::Weighing]);
    }

    async fn a_remark_that_meets_a_countersignature_waits_and_is_refused(db: Db) {
        let review = Review::new(&db).await;
        review.submit(5, "").await.unwrap();
        let (writer, who, case, id) = (db.clone(), review.town.as_at(review.town.manager, 9), review.case, review.id);
        let (entered, wait) = tokio::sync::oneshot::channel();
        let signer = tokio::spawn(async move {
            save!(writer, |tx| async {
                countersign(tx, who, (case, id, 2), signature(0, None)).await?;
                end_round(tx, who, case, id, ("countersigned", ""), None).await?;
                entered.send(()).unwrap();
                tokio::time::sleep(Duration::from_millis(150)).await;
                Ok::<_, StoreError>(())
            })
        });
        wait.await.unwrap();
        refused!(review.remark(10, Section::Facts, Verdict::MustCorrect, "Sent").await, State);
        signer.await.unwrap().unwrap();
        assert_eq!(review.rounds().await[0].remarks, []);
    }

    async fn rounds_of_another_case_and_guessed_ids_are_not_found(db: Db) {
        let review = Review::new(&db).await;
        review.submit(5, "").await.unwrap();
        review.remark(6, Section::Facts, Verdict::MustCorrect, "Ett").await.unwrap();
        let other = review.town.open("Nora Ek", 0).await;
        let who = review.town.as_at(review.town.manager, 9);
        let before = (review.rounds().await, count(&db, "select count(*) from audit").await);
        for (case, id) in [(other, review.id), (review.case, AssessmentId(Uuid::max()))] {
            refused!(save!(db, |tx| open_round(tx, who, case, id, "")), NotFound);
            refused!(save!(db, |tx| end_round(tx, who, case, id, ("returned", "X"), None)), NotFound);
            refused!(save!(db, |tx| write_remark(tx, who, (case, id), Section::Facts, Verdict::Accepted, "X")), NotFound);
            refused!(save!(db, |tx| answer_remark(tx, who, (case, id), Section::Facts, "X")), NotFound);
        }
        assert_eq!((review.rounds().await, count(&db, "select count(*) from audit").await), before);
        assert_eq!(load!(db, |tx| rounds(tx, AssessmentId(Uuid::max()))).unwrap(), []);
    }

    async fn the_rounds_of_one_assessment_are_not_those_of_another(db: Db) {
        let review = Review::new(&db).await;
        review.submit(5, "Ett").await.unwrap();
        let second = review.town.begin(review.case, 1).await;
        let other = Review { id: second, ..review };
        assert_eq!(other.rounds().await, []);
        assert_eq!(other.submit(6, "Två").await.unwrap(), 1);
        other.remark(7, Section::Facts, Verdict::Accepted, "").await.unwrap();
        let found = other.rounds().await;
        assert_eq!((found.len(), found[0].message.as_str(), found[0].remarks.len()), (1, "Två", 1));
    }

    async fn who_has_saved_a_text_has_written_in_the_assessment(db: Db) {
        let review = Review::new(&db).await;
        let (case, id) = (review.case, review.id);
        let second = review.town.begin(case, 1).await;
        let head = review.town.person("Hanna Chef", Role::Manager, &review.town.unit).await;
        let wrote = |id, account| {
            let db = db.clone();
            async move { load!(db, |tx| store::assessments::wrote_in(tx, case, id, account)).unwrap() }
        };
        assert!(!wrote(id, head).await);
        let who = review.town.as_at(head, 3);
        let texts = fields(&[("fact.1.text", "Hyran")]);
        save!(db, |tx| store::sections::save_section(tx, who, (case, id), Section::Facts, 0, &texts)).unwrap();
        review.submit(5, "").await.unwrap();
        review.remark(6, Section::Facts, Verdict::Accepted, "").await.unwrap();
        assert!(wrote(id, head).await);
        assert!(!wrote(second, head).await && !wrote(id, review.town.worker).await && !wrote(id, review.town.manager).await);
    }
}
