//! Extracts of the log: exactly one person or case, within the officer's branch, each look in the chain of the unit.

use domain::access::Role;
use domain::audit::{Shown, Sought};
use domain::cases::IdentityNumber;
use domain::ids::{AccountId, LogExtractId};
use store::audit::{self, Entry};
use store::cases::NewCase;
use store::log_extracts::{self, NewExtract};
use store::{Db, Who, both_engines, children};

use super::common::{Town, at, child, count, load, number, refused, save, texts, today};

fn person(digits: &str) -> Sought {
    Sought::Person(IdentityNumber::parse(digits, today()).unwrap())
}

async fn found(town: &Town, officer: AccountId, sought: &Sought) -> Vec<String> {
    let cases = load!(town.db, |tx| log_extracts::find(tx, officer, sought)).unwrap();
    cases.into_iter().map(|case| case.number).collect()
}

async fn keep(town: &Town, officer: AccountId, sought: Sought) -> LogExtractId {
    let cases = load!(town.db, |tx| log_extracts::find(tx, officer, &sought)).unwrap();
    let new = NewExtract {
        recipient: "Vera Blom".into(),
        reason: "Begärt per brev".into(),
        shown: Shown::Function,
        days: (None, Some(today())),
        cases,
    };
    let who = Who {
        unit: None,
        ..town.as_at(officer, 30)
    };
    save!(town.db, |tx| log_extracts::keep(tx, who, &new)).unwrap()
}

both_engines! {
    async fn a_number_finds_exactly_its_cases_and_a_childs_number_only_where_the_child_is(db: Db) {
        let town = Town::build(&db).await;
        let officer = town.person("Maj Arkiv", Role::RecordsOfficer, &town.municipality).await;
        let (adults, childs) = (number("19800101980"), number("20160217980"));
        let with_number = NewCase { subject_number: adults.clone(), reference: "SN 2026-1".into(), ..town.new_case("Vera Blom") };
        let first = town.open_as(with_number.clone(), 0).await;
        town.open_as(NewCase { reference: String::new(), ..with_number }, 1).await;
        let mut elsa = child("Elsa");
        elsa.number.clone_from(&childs);
        elsa.born = String::new();
        let kid = town.child_as(first, elsa).await;
        assert_eq!(found(&town, officer, &person(&adults)).await.len(), 2);
        let its = town.case(first).await.number;
        assert_eq!(found(&town, officer, &person(&childs)).await, [its.as_str()]);
        for case in [its.as_str(), "SN 2026-1", "sn 2026 1"] {
            assert_eq!(found(&town, officer, &Sought::Case(case.into())).await, [its.as_str()], "{case}");
        }
        for none in ["2026", "Vera", ""] {
            assert_eq!(found(&town, officer, &Sought::Case(none.into())).await, [] as [String; 0], "{none}");
        }
        // A child that was taken out of the case was in it all the same.
        let who = town.at(2);
        save!(db, |tx| children::set_removed(tx, who, first, kid, true)).unwrap();
        assert_eq!(found(&town, officer, &person(&childs)).await, [its.as_str()]);
    }

    async fn what_lies_outside_the_officers_branch_is_not_found(db: Db) {
        let town = Town::build(&db).await;
        let south = town.person("Syd Arkiv", Role::RecordsOfficer, &town.south).await;
        let case = town.open("Vera Blom", 0).await;
        let number = town.case(case).await.number;
        for nobody in [south, town.manager, town.coordinator] {
            assert_eq!(found(&town, nobody, &Sought::Case(number.clone())).await, [] as [String; 0]);
        }
    }

    async fn an_extract_holds_what_was_done_until_it_was_made_and_is_its_makers_alone(db: Db) {
        let town = Town::build(&db).await;
        let officer = town.person("Maj Arkiv", Role::RecordsOfficer, &town.municipality).await;
        let case = town.open("Vera Blom", 0).await;
        let read = async |minute| {
            let who = town.as_at(town.colleague, minute);
            save!(db, |tx| audit::record(tx, who, Entry::in_case("read", "case", case.0, case))).unwrap();
        };
        read(10).await;
        read(20).await;
        let id = keep(&town, officer, Sought::Case(town.case(case).await.number)).await;
        read(40).await;
        refused!(load!(db, |tx| log_extracts::extract(tx, town.head, id)), NotFound);
        let extract = load!(db, |tx| log_extracts::extract(tx, officer, id)).unwrap();
        assert_eq!((extract.recipient.as_str(), extract.reason.as_str(), extract.shown, extract.days), ("Vera Blom", "Begärt per brev", Shown::Function, (None, Some(today()))));
        let (events, more) = load!(db, |tx| log_extracts::events(tx, officer, &extract, (at(-60), at(600)))).unwrap();
        assert!(!more);
        let told: Vec<_> = events.iter().map(|e| (e.action.as_str(), e.at, e.name.as_deref(), e.unit.as_deref())).collect();
        assert_eq!(told, [
            ("read", at(20), Some("Åsa Öberg"), Some("Ekonomi norr")),
            ("read", at(10), Some("Åsa Öberg"), Some("Ekonomi norr")),
            ("created", at(0), Some("Karin Ek"), Some("Ekonomi norr")),
        ]);
        let (events, _) = load!(db, |tx| log_extracts::events(tx, officer, &extract, (at(15), at(600)))).unwrap();
        assert_eq!(events.len(), 1);
    }

    async fn every_extract_and_every_look_at_it_stands_in_the_units_chain_without_the_number(db: Db) {
        let town = Town::build(&db).await;
        let officer = town.person("Maj Arkiv", Role::RecordsOfficer, &town.municipality).await;
        let case = town.open("Vera Blom", 0).await;
        let id = keep(&town, officer, Sought::Case(town.case(case).await.number)).await;
        let who = Who { unit: None, ..town.as_at(officer, 31) };
        save!(db, |tx| log_extracts::note_fetched(tx, who, officer, id, "pdf")).unwrap();
        save!(db, |tx| log_extracts::note_nothing(tx, who)).unwrap();
        assert_eq!(texts(&db, "select action || ' ' || detail from audit where object_kind = 'log_extract' order by id").await, ["extract function", "fetched pdf", "extract nothing"]);
        assert_eq!(count(&db, "select count(*) from audit t join case_file k on k.id = t.case_id and k.unit_id = t.unit_id where t.object_kind = 'log_extract'").await, 2);
    }

    async fn without_a_case_nothing_is_kept(db: Db) {
        let town = Town::build(&db).await;
        let who = town.at(0);
        let new = NewExtract { recipient: "x".into(), reason: "x".into(), shown: Shown::Names, days: (None, None), cases: vec![] };
        refused!(save!(db, |tx| log_extracts::keep(tx, who, &new)), State);
        assert_eq!(count(&db, "select count(*) from log_extract").await, 0);
    }
}
