//! The demo's history: what is signed is complete, what is a draft is not, and the same seed tells the same.
//! On SQLite only, because the demo runs on nothing else and the store's own tests cover both engines.
#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test stops where something is wrong"
)]

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use domain::assessments::{Depth, Material, Section, Status, gaps};
use domain::language::Language;
use ogonhojd_server::demo::history::{Filled, fill};
use ogonhojd_server::demo::people::{Town, found};
use store::assessments::{Assessment, assessments, material};
use store::cases::{After, Case, Whose, case, list_cases};
use store::letters::{Letter, letters};
use store::testing::TestDb;
use store::{Engine, Tx};

const SEED: u64 = 7;

fn now() -> DateTime<Utc> {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

struct Told {
    case: Case,
    assessment: Assessment,
    material: Material,
    letters: Vec<Letter>,
}

async fn filled(seed: u64) -> (TestDb, Town, Filled) {
    let test = TestDb::new(Engine::Sqlite).await;
    let town = found(&test.db, now() - Duration::days(800)).await.unwrap();
    let filled = fill(&test.db, &town, seed, now()).await.unwrap();
    (test, town, filled)
}

async fn everything(tx: &mut Tx, town: &Town) -> Vec<Told> {
    let mut told = Vec::new();
    for account in town
        .teams
        .iter()
        .flat_map(|t| t.workers.iter().chain([&t.representative]))
    {
        let mut after = None;
        loop {
            let lines = list_cases(tx, *account, Whose::Mine, after).await.unwrap();
            let Some(last) = lines.last() else { break };
            after = Some(After {
                updated_at: last.updated_at,
                id: last.id,
            });
            for line in lines {
                let case = case(tx, line.id).await.unwrap();
                for assessment in assessments(tx, line.id).await.unwrap() {
                    let material = material(tx, &case, &assessment, now().date_naive())
                        .await
                        .unwrap();
                    let letters = letters(tx, assessment.id).await.unwrap();
                    told.push(Told {
                        case: case.clone(),
                        assessment,
                        material,
                        letters,
                    });
                }
            }
        }
    }
    told
}

#[tokio::test]
async fn what_is_signed_has_no_gaps_and_every_draft_has_some() {
    let (test, town, filled) = filled(SEED).await;
    let mut tx = test.db.read().await.unwrap();
    let all = everything(&mut tx, &town).await;
    assert_eq!((all.len(), filled.cases), (460, 460));
    let mut drafts = 0;
    for Told {
        case,
        assessment,
        material,
        ..
    } in &all
    {
        if assessment.depth == Depth::Screening {
            assert!(!assessment.screening_reason.is_empty(), "{}", case.number);
            continue;
        }
        let missing = gaps(material, now().date_naive(), Language::Swedish);
        match assessment.status {
            Status::Signed | Status::Closed => assert_eq!(missing, [], "{} {}", case.number, case.matter),
            // Handed in, or sent back with remarks: complete, and not signed yet.
            Status::Submitted | Status::Returned => {
                assert_eq!(missing, [], "{} {}", case.number, case.matter);
            }
            Status::Draft | Status::Withdrawn => assert_ne!(missing, [], "{} {}", case.number, case.matter),
        }
        drafts += usize::from(assessment.status == Status::Draft);
    }
    assert_eq!(drafts, filled.drafts);
    drop(tx);
    test.remove().await;
}

#[tokio::test]
async fn every_unit_has_cases_in_every_state_and_letters_are_in_every_state() {
    let (test, town, _) = filled(SEED).await;
    let mut tx = test.db.read().await.unwrap();
    let all = everything(&mut tx, &town).await;
    for team in &town.teams {
        let of_team = || all.iter().filter(|t| t.case.unit == team.unit.id);
        for status in [Status::Draft, Status::Signed, Status::Closed] {
            assert!(
                of_team().any(|t| t.assessment.status == status),
                "{} {status:?}",
                team.unit.name
            );
        }
        assert!(
            of_team().any(|t| t.assessment.depth == Depth::Screening),
            "{}",
            team.unit.name
        );
    }
    assert!(
        all.iter()
            .any(|t| t.assessment.status == Status::Withdrawn && !t.assessment.withdrawn_reason.is_empty())
    );
    let states: BTreeSet<&str> = all
        .iter()
        .flat_map(|t| &t.letters)
        .map(|l| l.status.code())
        .collect();
    assert_eq!(
        states,
        BTreeSet::from(["approved", "draft", "given", "not_given"])
    );
    let late = |t: &&Told| {
        t.letters
            .iter()
            .any(|l| l.given_on.is_none() && l.due_on.is_some_and(|d| d < now().date_naive()))
    };
    assert!(all.iter().filter(late).count() > 3);
    assert!(all.iter().any(|t| t.case.protected));
    drop(tx);
    test.remove().await;
}

#[tokio::test]
async fn no_text_shows_a_gap_that_was_not_filled() {
    let (test, town, _) = filled(SEED).await;
    let mut tx = test.db.read().await.unwrap();
    for told in everything(&mut tx, &town).await {
        let texts = told
            .material
            .sections
            .values()
            .flat_map(|fields| fields.0.values());
        let measures = told
            .material
            .measures
            .iter()
            .flat_map(|m| [&m.text, &m.owner, &m.outcome]);
        let given = told.letters.iter().flat_map(|l| l.given.0.values());
        let own = [
            &told.case.matter,
            &told.assessment.screening_reason,
            &told.assessment.withdrawn_reason,
        ];
        for text in texts.chain(measures).chain(given).chain(own) {
            assert!(
                !text.contains(['{', '}', '[', ']', '|']),
                "{}: {text}",
                told.case.number
            );
        }
    }
    drop(tx);
    test.remove().await;
}

#[tokio::test]
async fn nothing_in_the_history_happens_in_the_future() {
    let (test, town, _) = filled(SEED).await;
    let mut tx = test.db.read().await.unwrap();
    let today = now().date_naive();
    for told in everything(&mut tx, &town).await {
        assert!(told.case.created_at <= told.assessment.created_at && told.assessment.created_at <= now());
        assert!(told.assessment.signed_at.is_none_or(|at| at <= now()));
        assert!(
            told.letters
                .iter()
                .all(|l| l.given_on.is_none_or(|day| day <= today))
        );
        assert!(
            told.material
                .measures
                .iter()
                .all(|m| m.done_on.is_none_or(|day| day <= today))
        );
    }
    drop(tx);
    test.remove().await;
}

#[tokio::test]
async fn the_showcase_is_written_up_to_the_weighing_and_lacks_only_decision_and_follow_up() {
    let (test, town, filled) = filled(SEED).await;
    let mut tx = test.db.read().await.unwrap();
    let all = everything(&mut tx, &town).await;
    let showcase = all.iter().find(|t| Some(t.case.id) == filled.showcase).unwrap();
    let first = town.teams.iter().flat_map(|t| &t.workers).next().unwrap();
    assert_eq!(
        (showcase.case.owner, showcase.assessment.status),
        (*first, Status::Draft)
    );
    let ages: Vec<_> = showcase.material.children.iter().map(|c| c.age).collect();
    assert_eq!(ages, [Some(9), Some(5)]);
    let missing = gaps(&showcase.material, now().date_naive(), Language::Swedish);
    assert!(
        missing
            .iter()
            .all(|g| matches!(g.section, Some(Section::Decision | Section::FollowUp))),
        "{missing:?}"
    );
    let departing = all
        .iter()
        .filter(|t| t.case.owner == *first && t.assessment.status == Status::Signed);
    assert!(
        departing
            .flat_map(|t| t.material.sections.values())
            .any(|f| f.0.keys().any(|k| k.starts_with("plain_departs.")))
    );
    drop(tx);
    test.remove().await;
}

#[tokio::test]
async fn the_same_seed_tells_the_same_history_and_another_one_does_not() {
    let mut histories = Vec::new();
    for seed in [SEED, SEED, SEED + 1] {
        let (test, town, _) = filled(seed).await;
        let mut tx = test.db.read().await.unwrap();
        // Ids differ from run to run, and with them the order of notes; what was written does not.
        let mut history: Vec<String> = everything(&mut tx, &town)
            .await
            .iter()
            .map(|t| {
                let mut texts: Vec<&str> = t
                    .material
                    .sections
                    .values()
                    .flat_map(|f| f.0.values())
                    .map(String::as_str)
                    .collect();
                texts.sort_unstable();
                format!(
                    "{} {} {} {:?} {texts:?}",
                    t.case.number, t.case.subject_name, t.case.subject_number, t.assessment.status
                )
            })
            .collect();
        history.sort_unstable();
        histories.push(history);
        drop(tx);
        test.remove().await;
    }
    assert_eq!(histories[0], histories[1]);
    assert_ne!(histories[0], histories[2]);
}
