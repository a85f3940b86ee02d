use domain::access::Role;
use domain::cases::{CaseKind, ChildForm};
use domain::ids::AccountId;
use domain::retention::{HoldReason, Kept, Missing, Sample, Verdict, Waits};
use store::cases::NewCase;
use store::retention::{
    self, Choice, MAX_HOLDS, Saved, Scope, choose, chosen, holds, holds_of_case, lift_hold, look_through,
    place_hold,
};
use store::{Db, assessments, both_engines, measures};
use uuid::Uuid;

use super::super::common::{Town, at, child, count, execute, load, number, refused, save, trail};
use super::{Archive, nobody, that_day, years};

fn choice(class: &str) -> Choice {
    Choice {
        class: class.to_owned(),
        file_last_entry: None,
        ended_on: None,
        in_sample: None,
    }
}

/// Numbers of the cases found with what they come to, for an officer and a branch.
async fn seen(
    town: &Town,
    account: AccountId,
    branch: &str,
    sample: &Sample,
    minute: i64,
) -> Vec<(String, Verdict)> {
    let scope = Scope { account, branch };
    let found = load!(town.db, |tx| look_through(tx, scope, sample, that_day(minute))).unwrap();
    assert!(!found.more);
    found
        .lines
        .into_iter()
        .map(|line| (line.number, line.verdict))
        .collect()
}

fn numbers(seen: Vec<(String, Verdict)>) -> Vec<String> {
    seen.into_iter().map(|(number, _)| number).collect()
}

both_engines! {
    async fn a_case_is_due_five_years_after_its_last_entry_and_not_after_what_is_no_entry(db: Db) {
        let archive = Archive::build(&db).await;
        let new = NewCase { subject_number: number("19850412238"), ..archive.town.new_case("Vera Blom") };
        let case = archive.town.open_as(new, 0).await;
        let id = archive.town.begin(case, 5).await;
        let measure = archive.town.measure(case, id, "Skjuts", 30).await;
        assert_eq!(archive.standing(case, 0).await.last_entry_at, at(5));
        // Finishing a measure does not touch the case's own row; the trail knows.
        let who = archive.town.at(500);
        save!(db, |tx| measures::finish_measure(tx, who, (case, id), (measure, 1), that_day(500), "Kom")).unwrap();
        assert_eq!(archive.standing(case, 0).await.last_entry_at, at(500));
        // Reading, choosing and holding are no entries.
        let who = archive.town.at(900);
        save!(db, |tx| assessments::record_read(tx, who, case, id, "facts")).unwrap();
        let who = archive.at(archive.first, 901);
        save!(db, |tx| choose(tx, who, case, 0, &choice("five_years"))).unwrap();
        let hold = save!(db, |tx| place_hold(tx, who, case, HoldReason::Other, "x")).unwrap();
        save!(db, |tx| lift_hold(tx, who, case, hold, "y")).unwrap();
        assert_eq!(archive.standing(case, 0).await.last_entry_at, at(500));
        let Verdict::NotYet { due_on, why } = archive.standing(case, years(1)).await.verdict else { panic!("not yet") };
        assert_eq!((due_on.to_string().as_str(), why), ("2031-03-02", Waits::LastEntry));
        let Verdict::Due { rule, done_by, .. } = archive.standing(case, years(6)).await.verdict else { panic!("due") };
        assert_eq!((rule.as_str(), done_by.to_string().as_str()), ("five_years", "2032-12-31"));
    }

    async fn a_look_finds_what_is_due_or_undecided_in_the_officers_branch_and_nothing_else(db: Db) {
        let archive = Archive::build(&db).await;
        let town = &archive.town;
        town.open("Vera Blom", 0).await;
        town.open_as(NewCase { unit: town.far.id, owner: town.stranger, ..town.new_case("Sven") }, 1).await;
        let undecided = town.open_as(NewCase { unit: town.sister.id, owner: town.neighbour, ..town.new_case("Nils") }, 2).await;
        town.child(undecided, "Elsa").await;
        town.open_as(NewCase { kind: CaseKind::General, ..town.new_case("Nya avgifter") }, 3).await;
        let kept = town.open("Kim", 4).await;
        let who = archive.at(archive.first, 5);
        save!(db, |tx| choose(tx, who, kept, 0, &choice("placement"))).unwrap();
        town.open("Ny", years(3)).await;
        let all = seen(town, archive.first, "", &nobody(), years(6)).await;
        assert_eq!(numbers(all.clone()), ["2026-0001", "2026-0002", "2026-0003"]);
        assert_eq!(all.iter().find(|(n, _)| n == "2026-0003").unwrap().1, Verdict::NeedsAnswer(Missing::Class));
        assert_eq!(numbers(seen(town, archive.first, town.south.path.0.as_str(), &nobody(), years(6)).await), ["2026-0002"]);
        assert!(seen(town, archive.first, "", &nobody(), years(4)).await.is_empty());
        let north = town.person("Nea Norr", Role::RecordsOfficer, &town.north.clone()).await;
        assert_eq!(numbers(seen(town, north, "", &nobody(), years(6)).await), ["2026-0001", "2026-0003"]);
        for other in [town.worker, town.manager, town.coordinator] {
            assert!(seen(town, other, "", &nobody(), years(6)).await.is_empty());
        }
        let unanswered = seen(town, north, "", &Sample::Unanswered, years(6)).await;
        assert_eq!(unanswered[0].1, Verdict::NeedsAnswer(Missing::Sample));
    }

    async fn another_case_of_the_same_person_is_found_by_number_alone_in_the_whole_municipality(db: Db) {
        let archive = Archive::build(&db).await;
        let town = &archive.town;
        let (adult, young) = (number("19850412238"), number("20160217238"));
        let first = town.open_as(NewCase { subject_number: adult.clone(), ..town.new_case("Vera Blom") }, 0).await;
        town.child_as(first, ChildForm { number: young.clone(), ..child("Elsa") }).await;
        let stranger = town.open_as(NewCase { unit: town.far.id, owner: town.stranger, ..town.new_case("Vera Blom") }, years(3)).await;
        assert!(matches!(archive.standing(first, years(6)).await.verdict, Verdict::Due { .. }), "a name alone is nobody's");
        let same = town.open_as(NewCase { kind: CaseKind::Child, unit: town.far.id, owner: town.stranger, subject_number: young, ..town.new_case("Elsa") }, years(2)).await;
        let Verdict::NotYet { why: Waits::OtherFile, due_on } = archive.standing(first, years(6)).await.verdict else { panic!("the child's own case runs") };
        assert_eq!(due_on, domain::retention::later(that_day(years(2)), 5));
        assert!(matches!(archive.standing(first, years(8)).await.verdict, Verdict::Due { .. }));
        let of_adult = town.open_as(NewCase { subject_number: adult, ..town.new_case("V") }, years(4)).await;
        assert!(matches!(archive.standing(first, years(8)).await.verdict, Verdict::NotYet { why: Waits::OtherFile, .. }));
        for other in [stranger, same, of_adult] {
            assert!(!matches!(archive.standing(other, years(4)).await.verdict, Verdict::Due { .. }));
        }
    }

    async fn a_choice_is_stored_over_the_version_that_was_seen_and_never_over_another(db: Db) {
        let archive = Archive::build(&db).await;
        let case = archive.town.open("Vera Blom", 0).await;
        assert_eq!(load!(db, |tx| chosen(tx, case)).unwrap(), None);
        let (worker, officer) = (archive.town.at(5), archive.at(archive.first, 6));
        assert_eq!(save!(db, |tx| choose(tx, worker, case, 0, &choice("unopened_report"))).unwrap(), Saved::Stored);
        let wanted = Choice { file_last_entry: Some(that_day(0)), ended_on: Some(that_day(1)), in_sample: Some(false), ..choice("child_protection") };
        let wanted_too = wanted.clone();
        let Saved::Conflict(theirs) = save!(db, |tx| choose(tx, officer, case, 0, &wanted)).unwrap() else { panic!("a stale choice was stored") };
        assert_eq!((theirs.choice.class.as_str(), theirs.version, theirs.by.as_str(), theirs.at), ("unopened_report", 1, "Karin Ek", at(5)));
        let (again, stale) = (wanted_too.clone(), wanted_too.clone());
        assert_eq!(save!(db, |tx| choose(tx, officer, case, 1, &again)).unwrap(), Saved::Stored);
        assert!(matches!(save!(db, |tx| choose(tx, worker, case, 1, &stale)).unwrap(), Saved::Conflict(_)));
        let found = load!(db, |tx| chosen(tx, case)).unwrap().unwrap();
        assert_eq!((found.choice, found.version, found.by.as_str()), (wanted_too, 2, "Ada Arkiv"));
        assert_eq!(trail(&db, case).await[1..], ["saved retention unopened_report", "saved retention child_protection"]);
        let nowhere = domain::ids::CaseId(Uuid::from_u128(9));
        refused!(save!(db, |tx| choose(tx, worker, nowhere, 0, &choice("five_years"))), NotFound);
    }

    async fn a_hold_is_placed_with_a_reason_and_keeps_the_case_until_it_is_lifted(db: Db) {
        let archive = Archive::build(&db).await;
        let town = &archive.town;
        let case = town.open_as(NewCase { subject_number: number("19850412238"), ..town.new_case("Vera Blom") }, 0).await;
        let who = archive.at(archive.first, 5);
        let id = save!(db, |tx| place_hold(tx, who, case, HoldReason::Proceedings, "Mål 12-26")).unwrap();
        assert_eq!(archive.standing(case, years(6)).await.verdict, Verdict::Kept(Kept::Hold));
        let listed = load!(db, |tx| holds(tx, archive.second)).unwrap();
        assert_eq!((listed.len(), listed[0].id, listed[0].number.as_str(), listed[0].text.as_str(), listed[0].placed_by.as_str()), (1, id, "2026-0001", "Mål 12-26", "Ada Arkiv"));
        assert!(load!(db, |tx| holds(tx, town.manager)).unwrap().is_empty());
        let south = town.person("Sigge Söder", Role::RecordsOfficer, &town.south.clone()).await;
        assert!(load!(db, |tx| holds(tx, south)).unwrap().is_empty());
        let other = town.open("Kim", 1).await;
        let later = archive.at(archive.second, 7);
        refused!(save!(db, |tx| lift_hold(tx, later, other, id, "x")), NotFound);
        save!(db, |tx| lift_hold(tx, later, case, id, "Målet är avgjort")).unwrap();
        refused!(save!(db, |tx| lift_hold(tx, later, case, id, "x")), State);
        assert!(matches!(archive.standing(case, years(6)).await.verdict, Verdict::Due { .. }));
        assert!(load!(db, |tx| holds(tx, archive.first)).unwrap().is_empty());
        let all = load!(db, |tx| holds_of_case(tx, case)).unwrap();
        assert_eq!(all[0].lifted, Some(("Bo Bevara".to_owned(), at(7), "Målet är avgjort".to_owned())));
        assert_eq!(trail(&db, case).await[1..], ["placed hold proceedings", "lifted hold"]);
        for _ in 0..MAX_HOLDS {
            save!(db, |tx| place_hold(tx, who, case, HoldReason::Other, "x")).unwrap();
        }
        refused!(save!(db, |tx| place_hold(tx, who, case, HoldReason::Other, "x")), State);
    }

    async fn what_is_said_of_the_sample_stays_and_the_newest_counts(db: Db) {
        let archive = Archive::build(&db).await;
        let who = archive.at(archive.second, 5);
        save!(db, |tx| retention::set_sample(tx, who, &Sample::Municipality, "Förordningen")).unwrap();
        let said = load!(db, |tx| retention::sample(tx)).unwrap().unwrap();
        assert_eq!((said.sample(), said.decision.as_str(), said.by_name.as_str()), (Sample::Municipality, "Förordningen", "Bo Bevara"));
        assert_eq!(count(&db, "select count(*) from research_sample").await, 2);
        for sql in ["delete from research_sample", "update research_sample set days = '1'"] {
            assert!(execute(&db, sql).await.is_err(), "{sql}");
        }
    }
}
