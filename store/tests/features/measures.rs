//! Compensating measures.

use domain::ids::{AssessmentId, CaseId, ChildId, MeasureId};
use store::measures::{MAX_MEASURES, NewMeasure, add_measure, finish_measure, measures, remove_measure};
use store::{Db, StoreError, assessments, both_engines, children};

use super::common::{Town, count, day, load, refused, save};

fn new(child: Option<ChildId>, text: &str, days: i64) -> NewMeasure {
    NewMeasure {
        child,
        text: text.to_owned(),
        owner: "Karin Ek".to_owned(),
        due_on: day(days),
    }
}

async fn add(town: &Town, case: CaseId, id: AssessmentId, new: NewMeasure) -> Result<MeasureId, StoreError> {
    let who = town.at(4);
    save!(town.db, |tx| add_measure(tx, who, case, id, &new))
}

both_engines! {
    async fn measures_are_listed_by_due_date_for_one_child_or_all(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let child = town.child(case, "Elsa").await;
        let id = town.begin(case, 1).await;
        let late = add(&town, case, id, new(None, "Sök bostad \"nu\" 💬", 30)).await.unwrap();
        let soon = add(&town, case, id, new(Some(child), "Skolskjuts", 3)).await.unwrap();
        let found = load!(db, |tx| measures(tx, id)).unwrap();
        assert_eq!(found.iter().map(|m| (m.id, m.child)).collect::<Vec<_>>(), [(soon, Some(child)), (late, None)]);
        let last = &found[1];
        assert_eq!((last.text.as_str(), last.owner.as_str(), last.due_on), ("Sök bostad \"nu\" 💬", "Karin Ek", day(30)));
        assert_eq!((last.done_on, last.outcome.as_str(), last.version), (None, "", 1));
    }

    async fn fifty_measures_fit_and_the_next_is_refused(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        for _ in 0..MAX_MEASURES {
            town.measure(case, id, "Skolskjuts", 3).await;
        }
        refused!(add(&town, case, id, new(None, "En till", 3)).await, State);
        assert_eq!(load!(db, |tx| measures(tx, id)).unwrap().len(), 50);
    }

    async fn only_what_is_being_written_takes_a_measure_and_gives_one_up(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let (kept, dropped) = (town.measure(case, id, "Kvar", 3).await, town.measure(case, id, "Bort", 3).await);
        let who = town.at(5);
        save!(db, |tx| remove_measure(tx, who, case, id, dropped)).unwrap();
        refused!(save!(db, |tx| remove_measure(tx, who, case, id, dropped)), NotFound);
        town.submit(case, id, 6).await;
        refused!(add(&town, case, id, new(None, "Sent", 3)).await, State);
        refused!(save!(db, |tx| remove_measure(tx, who, case, id, kept)), State);
        refused!(save!(db, |tx| finish_measure(tx, who, (case, id), (kept, 1), day(5), "Sent")), Stale);
        town.send_back(case, id, 6).await;
        let again = add(&town, case, id, new(None, "Igen", 3)).await.unwrap();
        save!(db, |tx| remove_measure(tx, who, case, id, again)).unwrap();
        town.submit(case, id, 6).await;
        town.countersign(case, id, 6).await;
        refused!(add(&town, case, id, new(None, "Sent", 3)).await, State);
        refused!(save!(db, |tx| remove_measure(tx, who, case, id, kept)), State);
        assert_eq!(load!(db, |tx| measures(tx, id)).unwrap().len(), 1);
    }

    async fn a_measure_is_finished_once_from_its_version(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let measure = town.measure(case, id, "Skolskjuts", 3).await;
        town.sign(case, id, 6).await;
        let who = town.at(7);
        save!(db, |tx| finish_measure(tx, who, (case, id), (measure, 1), day(5), "Barnet kom till skolan")).unwrap();
        refused!(save!(db, |tx| finish_measure(tx, who, (case, id), (measure, 1), day(6), "Igen")), Stale);
        let found = load!(db, |tx| measures(tx, id)).unwrap();
        assert_eq!((found[0].done_on, found[0].outcome.as_str(), found[0].version), (Some(day(5)), "Barnet kom till skolan", 2));
        save!(db, |tx| finish_measure(tx, who, (case, id), (measure, 2), day(6), "Rättat")).unwrap();
        assert_eq!(load!(db, |tx| measures(tx, id)).unwrap()[0].outcome, "Rättat");
    }

    async fn nothing_is_finished_when_the_assessment_is_over(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (closed, withdrawn) = (town.begin(case, 1).await, town.begin(case, 1).await);
        let (first, second) = (town.measure(case, closed, "Ett", 3).await, town.measure(case, withdrawn, "Två", 3).await);
        town.sign(case, closed, 2).await;
        let who = town.at(7);
        save!(db, |tx| assessments::close(tx, who, (case, closed, 2))).unwrap();
        town.withdraw(case, withdrawn, 2).await;
        refused!(save!(db, |tx| finish_measure(tx, who, (case, closed), (first, 1), day(5), "Sent")), Stale);
        refused!(save!(db, |tx| finish_measure(tx, who, (case, withdrawn), (second, 1), day(5), "Sent")), Stale);
        assert_eq!(count(&db, "select count(*) from measure where done_on is not null").await, 0);
    }

    async fn a_measure_for_a_child_of_another_case_or_one_taken_out_is_refused(db: Db) {
        let town = Town::build(&db).await;
        let (case, other) = (town.open("Vera Blom", 0).await, town.open("Nora Ek", 0).await);
        let (gone, foreign) = (town.child(case, "Elsa").await, town.child(other, "Noel").await);
        let id = town.begin(case, 1).await;
        let who = town.at(5);
        save!(db, |tx| children::set_removed(tx, who, case, gone, true)).unwrap();
        for child in [gone, foreign] {
            refused!(add(&town, case, id, new(Some(child), "Skolskjuts", 3)).await, NotFound);
        }
        assert!(load!(db, |tx| measures(tx, id)).unwrap().is_empty());
    }
}
