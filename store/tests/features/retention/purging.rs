use domain::retention::{HoldReason, Verdict};
use store::audit::{self, CheckpointKey};
use store::cases::{CaseChange, NewCase, change_case};
use store::retention::{
    self, Choice, ItemState, KeptBecause, Outcome, Proposal, PurgeState, choose, place_hold, purged_tables,
    vouched,
};
use store::testing::{TestDb, audit_keys};
use store::{Db, Engine, both_engines, search};

use super::super::common::{at, count, execute, load, number, refused, save, texts};
use super::filled::{MARK, filled};
use super::tables::cells_with;
use super::{Archive, that_day, years};

/// How many things are wrong with the trail.
async fn wrong(db: &Db) -> usize {
    let mut tx = db.read().await.unwrap();
    let signer = CheckpointKey::new(&[4; 32]).unwrap();
    audit::verify(&mut tx, &audit_keys().unwrap(), &[], &signer, |_| {})
        .await
        .unwrap()
        .findings
        .len()
}

both_engines! {
    async fn two_officers_purge_a_case_and_nothing_of_it_is_left_but_the_record(db: Db) {
        let archive = Archive::build(&db).await;
        let (case, _) = filled(&archive).await;
        let other = archive.town.open("Kim Annan", 0).await;
        assert!(cells_with(&db, MARK).await.len() > 15);
        let (shown, figures) = (count(&db, "select count(*) from tally").await, count(&db, "select count(*) from audit").await);
        let id = archive.proposed(&[case], years(6)).await;
        assert!(matches!(archive.propose(&[case], years(6)).await.unwrap(), Proposal::NotDue(n) if n == ["2026-0001"]), "it waits in a batch");
        refused!(archive.carry_out(id, case, years(6)).await, State);
        refused!(archive.approve(archive.first, id, years(6) + 1).await, State);
        archive.approve(archive.second, id, years(6) + 1).await.unwrap();
        refused!(archive.approve(archive.second, id, years(6) + 1).await, State);
        let who = archive.at(archive.second, years(6) + 2);
        refused!(save!(db, |tx| retention::cancel(tx, who, id)), State);
        refused!(save!(db, |tx| retention::end(tx, who, id)), State);
        refused!(archive.carry_out(id, other, years(6) + 2).await, NotFound);
        let Outcome::Purged(rows) = archive.carry_out(id, case, years(6) + 2).await.unwrap() else { panic!("it was kept") };
        save!(db, |tx| retention::end(tx, who, id)).unwrap();
        assert_eq!(cells_with(&db, MARK).await, Vec::<String>::new());
        assert_eq!(cells_with(&db, &case.to_string()).await.into_iter().filter(|cell| !["audit.case_id", "audit.object_id", "purge_item.case_id"].contains(&cell.as_str())).collect::<Vec<_>>(), Vec::<String>::new());
        for table in purged_tables().filter(|table| !["case_file", "name_word"].contains(table)) {
            assert_eq!(texts(&db, "select number from case_file").await, ["2026-0002"], "{table}");
        }
        refused!(load!(db, |tx| store::cases::case(tx, case)), NotFound);
        assert!(load!(db, |tx| search::find_cases(tx, archive.town.worker, MARK, that_day(0), None)).unwrap().is_empty());
        // The record stands, with who, when, by which rule and how much.
        let batch = load!(db, |tx| retention::purge(tx, id)).unwrap();
        assert_eq!((batch.state, batch.cases, batch.purged, batch.waiting), (PurgeState::Done, 1, 1, 0));
        assert_eq!((batch.proposed_by_name.as_str(), batch.approved_by_name.as_deref(), batch.approved_at), ("Ada Arkiv", Some("Bo Bevara"), Some(at(years(6) + 1))));
        let items = load!(db, |tx| retention::items(tx, id)).unwrap();
        let item = &items[0];
        assert_eq!((item.state, item.number.as_str(), item.rule.as_str(), item.ended_at), (ItemState::Purged, "2026-0001", "five_years", Some(at(years(6) + 2))));
        assert_eq!(item.counts.len(), purged_tables().count());
        assert_eq!(item.counts.iter().map(|(_, n)| n).sum::<i64>(), rows);
        assert!(item.counts.iter().all(|(_, n)| *n > 0), "{:?}", item.counts);
        assert_eq!(load!(db, |tx| vouched(tx, &batch, &items)).unwrap(), (1, 1));
        let mut changed = items.clone();
        "2026-0009".clone_into(&mut changed[0].number);
        assert_eq!(load!(db, |tx| vouched(tx, &batch, &changed)).unwrap(), (0, 1));
        // The trail is whole, with the old rows in it; figures stay.
        assert_eq!(wrong(&db).await, 0);
        assert!(count(&db, "select count(*) from audit").await > figures);
        assert_eq!(count(&db, "select count(*) from tally").await, shown);
        assert_eq!(count(&db, "select count(*) from audit where action = 'purged' and case_id is not null and unit_id is not null").await, 1);
    }

    async fn what_is_never_removed_is_removed_only_by_an_approved_purge_and_only_of_that_case(db: Db) {
        let archive = Archive::build(&db).await;
        let (case, _) = filled(&archive).await;
        for sql in ["delete from annotation", "delete from disclosure", "delete from letter_version"] {
            assert!(execute(&db, sql).await.is_err(), "{sql}");
        }
        // No row opens the gate without an approved batch.
        let own = "insert into purge_under_way (case_id, purge_id) select k.id, k.id from case_file k";
        assert!(execute(&db, own).await.is_err());
        let id = archive.proposed(&[case], years(6)).await;
        let begin = "insert into purge_under_way (case_id, purge_id) select case_id, purge_id from purge_item";
        assert!(execute(&db, begin).await.is_err());
        archive.approve(archive.second, id, years(6)).await.unwrap();
        // And none stays when its transaction ends.
        assert!(execute(&db, begin).await.is_err());
        assert_eq!(count(&db, "select count(*) from purge_under_way").await, 0);
        assert!(execute(&db, "insert into purge_gate (id) values (1)").await.is_err());
        for sql in ["delete from annotation", "delete from purge", "delete from purge_item", "update purge_item set rule = 'x'", "update purge set approved_by = proposed_by"] {
            assert!(execute(&db, sql).await.is_err(), "{sql}");
        }
        archive.carry_out(id, case, years(6)).await.unwrap();
        let who = archive.at(archive.second, years(6));
        save!(db, |tx| retention::end(tx, who, id)).unwrap();
        for sql in ["update purge_item set state = 'waiting'", "update purge set state = 'proposed'", "delete from purge_item", "delete from purge"] {
            assert!(execute(&db, sql).await.is_err(), "{sql}");
        }
    }

    async fn whatever_came_between_proposal_and_purge_keeps_the_case(db: Db) {
        let archive = Archive::build(&db).await;
        let town = &archive.town;
        let digits = number("19850412238");
        let mut cases = Vec::new();
        for name in ["Held", "Written", "Chosen", "Other", "Sampled", "Free"] {
            let subject_number = if name == "Other" { digits.clone() } else { number("19850411238") };
            // Each a person of its own, but for the one that gets another file.
            let subject_number = if name == "Other" || name == "Sampled" { subject_number } else { String::new() };
            cases.push(town.open_as(NewCase { subject_number, ..town.new_case(name) }, 0).await);
        }
        // Who has no number needs a mark to be outside the sample.
        let who = archive.at(archive.first, 1);
        for case in cases.clone() {
            let choice = Choice { class: "five_years".into(), file_last_entry: None, ended_on: None, in_sample: Some(false) };
            save!(db, |tx| choose(tx, who, case, 0, &choice)).unwrap();
        }
        let now = years(6);
        let id = archive.proposed(&cases, now).await;
        archive.approve(archive.second, id, now).await.unwrap();
        let [held, written, chosen, other, sampled, free] = cases[..] else { panic!("six") };
        let who = archive.at(archive.first, now + 1);
        save!(db, |tx| place_hold(tx, who, held, HoldReason::Request, "x")).unwrap();
        let worker = town.at(now + 1);
        let change = CaseChange { reference: String::new(), subject_name: "Written".into(), subject_number: String::new(), matter: "Annat".into(), protected: false };
        save!(db, |tx| change_case(tx, worker, written, 1, &change)).unwrap();
        let kept = Choice { class: "placement".into(), file_last_entry: None, ended_on: None, in_sample: None };
        save!(db, |tx| choose(tx, who, chosen, 1, &kept)).unwrap();
        town.open_as(NewCase { subject_number: digits, unit: town.far.id, owner: town.stranger, ..town.new_case("Other") }, now + 1).await;
        let mark = Choice { class: "five_years".into(), file_last_entry: None, ended_on: None, in_sample: Some(true) };
        save!(db, |tx| choose(tx, who, sampled, 1, &mark)).unwrap();
        for (case, outcome) in [
            (held, Outcome::Kept(KeptBecause::Held)),
            (written, Outcome::Kept(KeptBecause::Changed)),
            (chosen, Outcome::Kept(KeptBecause::NotDue)),
            (other, Outcome::Kept(KeptBecause::NotDue)),
            (sampled, Outcome::Kept(KeptBecause::NotDue)),
        ] {
            assert_eq!(archive.carry_out(id, case, now + 2).await.unwrap(), outcome);
            town.case(case).await;
        }
        // Interrupted here, the batch goes on where it was.
        assert_eq!(load!(db, |tx| retention::waiting(tx, id)).unwrap(), [free]);
        assert!(matches!(archive.carry_out(id, free, now + 3).await.unwrap(), Outcome::Purged(n) if n > 1));
        refused!(archive.carry_out(id, free, now + 3).await, NotFound);
        let who = archive.at(archive.second, now + 3);
        save!(db, |tx| retention::end(tx, who, id)).unwrap();
        let batch = load!(db, |tx| retention::purge(tx, id)).unwrap();
        assert_eq!((batch.cases, batch.purged), (6, 1));
        let items = load!(db, |tx| retention::items(tx, id)).unwrap();
        assert_eq!(items.iter().map(|i| i.reason.as_str()).collect::<Vec<_>>(), ["held", "changed", "not_due", "not_due", "not_due", ""]);
        assert_eq!(load!(db, |tx| vouched(tx, &batch, &items)).unwrap(), (1, 1));
        assert_eq!(wrong(&db).await, 0);
    }

    async fn a_proposal_holds_only_what_is_due_and_can_be_taken_back(db: Db) {
        let archive = Archive::build(&db).await;
        let due = archive.town.open("Vera Blom", 0).await;
        let young = archive.town.open("Kim", years(3)).await;
        let mark = Choice { class: "five_years".into(), file_last_entry: None, ended_on: None, in_sample: Some(false) };
        let who = archive.at(archive.first, 1);
        save!(db, |tx| choose(tx, who, due, 0, &mark)).unwrap();
        assert_eq!(archive.propose(&[due, young], years(6)).await.unwrap(), Proposal::NotDue(vec!["2029-0001".into()]));
        assert_eq!(count(&db, "select count(*) from purge").await, 0);
        refused!(archive.propose(&[], years(6)).await, State);
        let id = archive.proposed(&[due], years(6)).await;
        let listed = load!(db, |tx| retention::purges(tx, archive.second)).unwrap();
        assert_eq!((listed.len(), listed[0].id, listed[0].state), (1, id, PurgeState::Proposed));
        assert!(load!(db, |tx| retention::purges(tx, archive.town.manager)).unwrap().is_empty());
        let who = archive.at(archive.first, years(6));
        save!(db, |tx| retention::cancel(tx, who, id)).unwrap();
        refused!(archive.approve(archive.second, id, years(6)).await, State);
        refused!(archive.carry_out(id, due, years(6)).await, State);
        assert!(matches!(archive.standing(due, years(6)).await.verdict, Verdict::Due { .. }));
        archive.proposed(&[due], years(6)).await;
    }
}

/// What a row said is overwritten in the file, and the log beside it is emptied.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_not_a_byte_of_a_purged_text_is_left_in_the_files() {
    let test = TestDb::new(Engine::Sqlite).await;
    let archive = Archive::build(&test.db).await;
    let (case, _) = filled(&archive).await;
    let folder = test.folder().unwrap().to_owned();
    let holding = |word: &str| {
        let word = word.as_bytes().to_vec();
        std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
            .filter(|bytes| bytes.windows(word.len()).any(|w| w == word))
            .count()
    };
    assert!(holding(MARK) > 0);
    let id = archive.proposed(&[case], years(6)).await;
    archive.approve(archive.second, id, years(6)).await.unwrap();
    archive.carry_out(id, case, years(6)).await.unwrap();
    retention::settle(&test.db).await.unwrap();
    assert_eq!((holding(MARK), holding(&MARK.to_lowercase())), (0, 0));
    test.remove().await;
}
