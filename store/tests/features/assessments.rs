//! Assessments: begun, signed, ended, and loaded whole.

use domain::assessments::{Depth, NoteKind, Section, Status};
use domain::cases::{CaseKind, GuardianRole};
use domain::fields::Fields;
use domain::organisation::AreaOfOperation;
use store::assessments::{
    Assessment, DAYS_TO_ANSWER, assessment, assessments, begin, child_in_view, close, hold, material,
    record_screening, set_withdrawn, sign,
};
use store::{Db, StoreError, both_engines, children, sections};

use super::common::{Town, at, child, count, day, fields, load, refused, save, signature, today, trail};

async fn get(db: &Db, id: domain::ids::AssessmentId) -> Assessment {
    load!(db, |tx| assessment(tx, id)).unwrap()
}

both_engines! {
    async fn a_draft_is_read_back_as_it_was_begun(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let who = town.at(3);
        let id = save!(db, |tx| begin(tx, who, case, Depth::Quick, "Avhysning \"nu\"", "2026.1", &Fields::default())).unwrap();
        let expected = Assessment {
            id,
            case,
            previous: None,
            next: None,
            series: 1,
            depth: Depth::Quick,
            status: Status::Draft,
            content_version: "2026.1".into(),
            matter: "Avhysning \"nu\"".into(),
            screening_reason: String::new(),
            withdrawn_reason: String::new(),
            decided_on: None,
            submitted_at: None,
            signed_at: None,
            signed_by: None,
            countersigned_by: None,
            attestations: String::new(),
            version: 1,
            created_at: at(3),
        };
        assert_eq!(get(&db, id).await, expected);
        assert!(load!(db, |tx| sections::sections(tx, id)).unwrap().is_empty());
        assert_eq!(trail(&db, case).await, ["created case", "created assessment quick"]);
    }

    async fn every_depth_is_kept_and_why_it_was_chosen_stands_in_a_section(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let who = town.at(3);
        let chosen = fields(&[("violence", "yes"), ("proposed", "thorough"), ("chosen", "standard"), ("why", "Våldet är utrett")]);
        for depth in [Depth::Quick, Depth::Standard, Depth::Thorough] {
            let sent = chosen.clone();
            let id = save!(db, |tx| begin(tx, who, case, depth, "Avhysning", "1", &sent)).unwrap();
            assert_eq!(get(&db, id).await.depth, depth);
            let stored = load!(db, |tx| sections::section(tx, id, Section::Depth)).unwrap().unwrap();
            assert_eq!((stored.fields, stored.version, stored.saved_at), (chosen.clone(), 1, at(3)));
            assert_eq!(trail(&db, case).await.iter().rev().take(2).collect::<Vec<_>>(), ["saved section depth", &format!("created assessment {}", depth.code())]);
        }
    }

    async fn a_screening_is_signed_at_once_with_its_reason(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let who = town.at(3);
        let id = save!(db, |tx| record_screening(tx, who, case, "Busskort", "Den sökande har inga barn", "1")).unwrap();
        let found = get(&db, id).await;
        assert_eq!((found.depth, found.status, found.decided_on, found.signed_at), (Depth::Screening, Status::Signed, Some(today()), Some(at(3))));
        assert_eq!((found.signed_by.as_deref(), found.screening_reason.as_str(), found.matter.as_str()), (Some("Karin Ek"), "Den sökande har inga barn", "Busskort"));
        refused!(save!(db, |tx| close(tx, who, (case, id, 1))), State);
        refused!(save!(db, |tx| set_withdrawn(tx, who, (case, id, 1), Status::Draft, Some("Fel"))), Stale);
        refused!(save!(db, |tx| set_withdrawn(tx, who, (case, id, 1), Status::Signed, Some("Fel"))), State);
        assert_eq!(get(&db, id).await, found);
    }

    async fn the_assessments_of_a_case_are_listed_newest_first(db: Db) {
        let town = Town::build(&db).await;
        let (case, other) = (town.open("Vera Blom", 0).await, town.open("Nora Ek", 0).await);
        let (old, same) = (town.begin(case, 1).await, town.begin(case, 5).await);
        let new = town.begin(case, 5).await;
        town.begin(other, 9).await;
        let found: Vec<_> = load!(db, |tx| assessments(tx, case)).unwrap().into_iter().map(|a| a.id).collect();
        assert_eq!(found, [new, same, old]);
    }

    async fn signing_locks_with_day_signer_and_attestations(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let who = town.at(30);
        save!(db, |tx| sign(tx, who, (case, id, 1), signature(-1, Some(60)))).unwrap();
        let found = get(&db, id).await;
        assert_eq!((found.status, found.decided_on, found.signed_at, found.version), (Status::Signed, Some(day(-1)), Some(at(30)), 2));
        assert_eq!((found.signed_by.as_deref(), found.attestations.as_str()), (Some("Karin Ek"), "read complete"));
        for version in [1, 2, 3] {
            refused!(save!(db, |tx| sign(tx, who, (case, id, version), signature(0, None))), Stale);
        }
        assert_eq!(get(&db, id).await, found);
    }

    async fn a_stale_signature_is_refused_and_of_two_at_once_one_counts(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let who = town.at(30);
        refused!(save!(db, |tx| sign(tx, who, (case, id, 7), signature(0, None))), Stale);
        assert_eq!(get(&db, id).await.status, Status::Draft);
        let signers: Vec<_> = (0..6)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move { save!(db, |tx| sign(tx, who, (case, id, 1), signature(0, None))) })
            })
            .collect();
        let mut signed = 0;
        for signer in signers {
            match signer.await.unwrap() {
                Ok(()) => signed += 1,
                Err(error) => assert!(matches!(error, StoreError::Stale), "{error:?}"),
            }
        }
        assert_eq!(signed, 1);
        assert_eq!(count(&db, "select count(*) from audit where action = 'signed'").await, 1);
    }

    async fn a_draft_is_withdrawn_with_a_reason_and_opened_again(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let who = town.at(2);
        refused!(save!(db, |tx| set_withdrawn(tx, who, (case, id, 1), Status::Withdrawn, None)), Stale);
        save!(db, |tx| set_withdrawn(tx, who, (case, id, 1), Status::Draft, Some("Ansökan togs tillbaka"))).unwrap();
        let found = get(&db, id).await;
        assert_eq!((found.status, found.withdrawn_reason.as_str(), found.version), (Status::Withdrawn, "Ansökan togs tillbaka", 2));
        refused!(save!(db, |tx| set_withdrawn(tx, who, (case, id, 2), Status::Draft, Some("Igen"))), Stale);
        refused!(save!(db, |tx| sign(tx, who, (case, id, 2), signature(0, None))), Stale);
        refused!(save!(db, |tx| close(tx, who, (case, id, 2))), Stale);
        refused!(save!(db, |tx| set_withdrawn(tx, who, (case, id, 1), Status::Withdrawn, None)), Stale);
        save!(db, |tx| set_withdrawn(tx, who, (case, id, 2), Status::Withdrawn, None)).unwrap();
        let found = get(&db, id).await;
        assert_eq!((found.status, found.withdrawn_reason.as_str(), found.version), (Status::Draft, "", 3));
    }

    async fn only_a_signed_assessment_is_closed_once_and_for_good(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let who = town.at(2);
        refused!(save!(db, |tx| close(tx, who, (case, id, 1))), Stale);
        town.sign(case, id, 3).await;
        refused!(save!(db, |tx| close(tx, who, (case, id, 1))), Stale);
        refused!(save!(db, |tx| set_withdrawn(tx, who, (case, id, 2), Status::Draft, Some("Ångrat"))), Stale);
        save!(db, |tx| close(tx, who, (case, id, 2))).unwrap();
        assert_eq!((get(&db, id).await.status, get(&db, id).await.version), (Status::Closed, 3));
        refused!(save!(db, |tx| close(tx, who, (case, id, 3))), Stale);
        refused!(save!(db, |tx| sign(tx, who, (case, id, 3), signature(0, None))), Stale);
    }

    async fn who_holds_an_assessment_learns_its_state(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        assert_eq!(save!(db, |tx| hold(tx, case, id)).unwrap(), Status::Draft);
        town.sign(case, id, 2).await;
        assert_eq!(save!(db, |tx| hold(tx, case, id)).unwrap(), Status::Signed);
        assert_eq!(get(&db, id).await.version, 2);
    }

    async fn the_material_holds_everything_of_one_assessment_and_nothing_of_another(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let elsa = town.child_as(case, domain::cases::ChildForm { protected: true, interpreter: "dari".into(), ..child("Elsa") }).await;
        let gone = town.child(case, "Noel").await;
        let who = town.at(2);
        save!(db, |tx| children::set_removed(tx, who, case, gone, true)).unwrap();
        let guardian = save!(db, |tx| children::add_guardian(tx, who, case, "Vera Blom", GuardianRole::Party)).unwrap();
        save!(db, |tx| children::set_guardians(tx, who, case, elsa, &[guardian])).unwrap();
        let (id, other) = (town.begin(case, 1).await, town.begin(case, 2).await);
        let note = town.note(case, id, elsa, NoteKind::Heard).await;
        let measure = town.measure(case, id, "Skolskjuts", 3).await;
        let texts = fields(&[("question", "Ska familjen vräkas?")]);
        let sent = texts.clone();
        save!(db, |tx| sections::save_section(tx, who, (case, id), Section::Question, 0, &sent)).unwrap();
        town.note(case, other, elsa, NoteKind::NotHeard).await;
        town.measure(case, other, "Annat", 3).await;

        let (file, found) = (town.case(case).await, get(&db, id).await);
        let all = load!(db, |tx| material(tx, &file, &found, today())).unwrap();
        assert_eq!((all.id, all.status, all.depth, all.area), (id, Status::Draft, Depth::Standard, AreaOfOperation::IncomeSupport));
        assert_eq!((all.kind, all.subject.as_str(), all.revised), (CaseKind::Adult, "Vera Blom", false));
        assert_eq!(all.children.len(), 1);
        let seen = &all.children[0];
        assert_eq!((seen.id, seen.position, seen.name.as_str(), seen.age), (elsa, 1, "Elsa", Some(10)));
        assert_eq!((seen.protected, seen.interpreter.as_str(), seen.guardians[0].id), (true, "dari", guardian));
        assert_eq!(all.notes.iter().map(|n| n.id).collect::<Vec<_>>(), [note]);
        assert_eq!(all.measures.iter().map(|m| m.id).collect::<Vec<_>>(), [measure]);
        assert_eq!(all.sections.len(), 1);
        assert_eq!(all.section(Section::Question), texts);
    }

    async fn ages_are_those_of_today_and_of_the_decision_once_signed(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        // Born on 17 February 2016.
        town.child(case, "Elsa").await;
        let id = town.begin(case, 1).await;
        let file = town.case(case).await;
        let draft = get(&db, id).await;
        for (days, age) in [(-14, 9), (-13, 10), (0, 10), (400, 11)] {
            assert_eq!(load!(db, |tx| material(tx, &file, &draft, day(days))).unwrap().children[0].age, Some(age), "{days} days later");
        }
        let who = town.at(3);
        save!(db, |tx| sign(tx, who, (case, id, 1), signature(-14, None))).unwrap();
        let signed = get(&db, id).await;
        assert_eq!(load!(db, |tx| material(tx, &file, &signed, day(4000))).unwrap().children[0].age, Some(9));
    }

    async fn a_child_without_a_day_of_birth_has_no_age(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        town.child_as(case, domain::cases::ChildForm { born: String::new(), ..child("Elsa") }).await;
        let found = load!(db, |tx| children::children(tx, case)).unwrap();
        let seen = child_in_view(&found[0], today());
        assert_eq!((seen.born, seen.age, seen.position), (None, None, 1));
    }
}

#[test]
fn a_child_waits_two_weeks_for_its_answer() {
    assert_eq!(DAYS_TO_ANSWER, 14);
}
