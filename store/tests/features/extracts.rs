//! Extracts of everything that is held about a person.

use domain::access::Role;
use domain::cases::{CaseKind, ChildForm};
use domain::extracts::ExtractOutcome;
use domain::ids::{AccountId, CaseId, ExtractId};
use domain::retention::{Kept, Verdict};
use store::cases::NewCase;
use store::extracts::{Assessed, ask, assess, close, extract, extracts, file, part, parts, waiting_for};
use store::retention::standing;
use store::{Db, both_engines};

use super::common::{Town, at, child, count, day, load, number, refused, save, texts, trail};

struct Desk {
    town: Town,
    officer: AccountId,
    digits: String,
    own: CaseId,
    as_child: CaseId,
    far: CaseId,
}

/// A person with a case of its own, one as a child in the sister unit, and one as a child in the south; and others with none of that.
async fn desk(db: &Db) -> Desk {
    let town = Town::build(db).await;
    let officer = town
        .person("Ada Arkiv", Role::RecordsOfficer, &town.municipality.clone())
        .await;
    let digits = number("20080217238");
    let own = NewCase {
        kind: CaseKind::Child,
        subject_number: digits.clone(),
        ..town.new_case("Elsa Blom")
    };
    let own = town.open_as(own, 0).await;
    let form = || ChildForm {
        number: digits.clone(),
        ..child("Elsa")
    };
    town.child_as(own, form()).await;
    let sister = NewCase {
        unit: town.sister.id,
        owner: town.neighbour,
        ..town.new_case("Vera Blom")
    };
    let as_child = town.open_as(sister, 1).await;
    let removed = town.child_as(as_child, form()).await;
    let who = town.at(2);
    save!(db, |tx| store::children::set_removed(
        tx, who, as_child, removed, true
    ))
    .unwrap();
    let far = NewCase {
        unit: town.far.id,
        owner: town.stranger,
        ..town.new_case("Vera Blom")
    };
    let far = town.open_as(far, 1).await;
    town.child_as(far, form()).await;
    town.open("Elsa Blom", 3).await;
    Desk {
        town,
        officer,
        digits,
        own,
        as_child,
        far,
    }
}

impl Desk {
    async fn ask(&self, db: &Db, minute: i64) -> ExtractId {
        let (who, unit, digits) = (
            self.town.as_at(self.officer, minute),
            self.town.municipality.id,
            self.digits.clone(),
        );
        save!(db, |tx| ask(tx, who, unit, &digits, "Dnr 12-26")).unwrap()
    }
}

fn all() -> Assessed {
    Assessed {
        outcome: ExtractOutcome::All,
        withheld: vec![],
        reasons: String::new(),
        file: Some(b"%PDF".to_vec()),
    }
}

both_engines! {
    async fn every_case_of_the_number_is_found_also_a_child_that_was_taken_out_and_a_name_finds_nothing(db: Db) {
        let desk = desk(&db).await;
        let id = desk.ask(&db, 5).await;
        let found = load!(db, |tx| parts(tx, id)).unwrap();
        assert_eq!(found.iter().map(|p| (p.case_id, p.roles.as_str())).collect::<Vec<_>>(), [(desk.own, "subject child"), (desk.as_child, "child"), (desk.far, "child")]);
        assert!(found.iter().all(|p| p.outcome.is_none() && !p.has_file));
        assert_eq!((found[0].unit_name.as_str(), found[0].assessments, found[0].notes), ("Ekonomi norr", 0, 0));
        assert_eq!(trail(&db, desk.own).await.last().unwrap(), "listed extract");
        // In a branch, what is in it.
        let (who, north, digits) = (desk.town.as_at(desk.officer, 6), desk.town.north.id, desk.digits.clone());
        let in_north = save!(db, |tx| ask(tx, who, north, &digits, "Dnr 13-26")).unwrap();
        assert_eq!(load!(db, |tx| parts(tx, in_north)).unwrap().len(), 2);
        let listed = load!(db, |tx| extracts(tx, desk.officer)).unwrap();
        assert_eq!(listed.iter().map(|x| (x.id, x.cases, x.assessed)).collect::<Vec<_>>(), [(in_north, 2, 0), (id, 3, 0)]);
        assert!(load!(db, |tx| extracts(tx, desk.town.manager)).unwrap().is_empty());
        assert!(texts(&db, "select detail from audit").await.iter().all(|d| !d.contains(&desk.digits)));
    }

    async fn each_manager_assesses_the_cases_of_the_own_units_once_at_a_time(db: Db) {
        let desk = desk(&db).await;
        let id = desk.ask(&db, 5).await;
        let cases = |found: Vec<(ExtractId, CaseId, String, chrono::DateTime<chrono::Utc>)>| found.into_iter().map(|(_, case, ..)| case).collect::<Vec<_>>();
        assert_eq!(cases(load!(db, |tx| waiting_for(tx, desk.town.manager)).unwrap()), [desk.own]);
        assert_eq!(cases(load!(db, |tx| waiting_for(tx, desk.town.head)).unwrap()), [desk.own, desk.as_child]);
        assert!(load!(db, |tx| waiting_for(tx, desk.officer)).unwrap().is_empty());
        let (who, own) = (desk.town.as_at(desk.town.manager, 7), desk.own);
        refused!(save!(db, |tx| file(tx, who, id, own)), NotFound);
        save!(db, |tx| assess(tx, who, (id, own, 1), &all())).unwrap();
        refused!(save!(db, |tx| assess(tx, who, (id, own, 1), &all())), Stale);
        let found = load!(db, |tx| part(tx, id, own)).unwrap();
        assert_eq!((found.outcome.as_deref(), found.assessed_by.as_deref(), found.assessed_at, found.has_file, found.version), (Some("all"), Some("Maria Chef"), Some(at(7)), true, 2));
        assert_eq!(save!(db, |tx| file(tx, who, id, own)).unwrap(), b"%PDF");
        let nothing = Assessed { outcome: ExtractOutcome::Nothing, withheld: vec![], reasons: "Annans uppgifter".into(), file: None };
        save!(db, |tx| assess(tx, who, (id, own, 2), &nothing)).unwrap();
        refused!(save!(db, |tx| file(tx, who, id, own)), NotFound);
        assert!(load!(db, |tx| waiting_for(tx, desk.town.manager)).unwrap().is_empty());
        assert_eq!(trail(&db, own).await[2..], ["listed extract", "assessed extract all", "fetched extract", "assessed extract none"]);
        let nobody = domain::ids::CaseId(uuid::Uuid::from_u128(5));
        refused!(save!(db, |tx| assess(tx, who, (id, nobody, 1), &all())), NotFound);
    }

    async fn closing_takes_number_and_files_away_and_an_open_request_keeps_the_case(db: Db) {
        let desk = desk(&db).await;
        let id = desk.ask(&db, 5).await;
        let (who, own) = (desk.town.as_at(desk.town.manager, 7), desk.own);
        save!(db, |tx| assess(tx, who, (id, own, 1), &all())).unwrap();
        let later = day(4_000);
        let held = load!(db, |tx| standing(tx, own, &domain::retention::Sample::Marked, later)).unwrap();
        assert_eq!(held.verdict, Verdict::Kept(Kept::Hold));
        let who = desk.town.as_at(desk.officer, 9);
        save!(db, |tx| close(tx, who, id)).unwrap();
        refused!(save!(db, |tx| close(tx, who, id)), State);
        refused!(save!(db, |tx| assess(tx, who, (id, own, 2), &all())), State);
        let found = load!(db, |tx| extract(tx, id)).unwrap();
        assert_eq!((found.number.as_str(), found.closed_at, found.assessed), ("", Some(at(9)), 1));
        assert_eq!(count(&db, "select count(*) from extract_case where file is not null").await, 0);
        assert!(load!(db, |tx| waiting_for(tx, desk.town.head)).unwrap().is_empty());
        let free = load!(db, |tx| standing(tx, own, &domain::retention::Sample::Marked, later)).unwrap();
        assert!(matches!(free.verdict, Verdict::NeedsAnswer(_)));
    }
}
