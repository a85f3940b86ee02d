//! The instruments that come with the program, and who may do what in self-monitoring.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test stops where something is wrong"
)]

use domain::access::Action::{AnswerMonitoring, ReadClosedMonitoring, ReadMonitoring, RunRounds};
use domain::access::{Action, Actor, Grant, Role, Subject, may};
use domain::content::Localised;
use domain::ids::AccountId;
use domain::language::Language;
use domain::monitoring::{FIGURES, InstrumentKind, figure_name, own_instrument};
use domain::organisation::UnitPath;
use uuid::Uuid;

fn actor(role: Role, branch: &str) -> Actor {
    Actor {
        account: AccountId(Uuid::from_u128(1)),
        grants: vec![Grant {
            role,
            branch: UnitPath(branch.into()),
        }],
        reviews: vec![],
        emergencies: vec![],
    }
}

/// Row by row: role × action over a unit, here and elsewhere.
#[test]
fn the_table_of_roles_and_units_holds() {
    let (here, there) = (UnitPath("/m/d/u/".into()), UnitPath("/m/d/v/".into()));
    let expected = |role, action| {
        matches!(
            (role, action),
            (
                Role::Coordinator,
                RunRounds | ReadMonitoring | ReadClosedMonitoring
            ) | (
                Role::Manager | Role::Representative,
                AnswerMonitoring | ReadMonitoring | ReadClosedMonitoring
            ) | (Role::Worker, ReadClosedMonitoring)
        )
    };
    for role in Role::ALL {
        let a = actor(role, "/m/d/u/");
        for action in [
            RunRounds,
            AnswerMonitoring,
            ReadMonitoring,
            ReadClosedMonitoring,
            Action::PublishInstrument,
        ] {
            let found = [&here, &there].map(|unit| may(&a, action, Subject::Unit(unit)));
            assert_eq!(found, [expected(role, action), false], "{role:?} {action:?}");
        }
    }
}

/// Row by row: role × action over a district that the role is held in, with and without a manager of its own.
#[test]
fn the_table_of_roles_and_districts_holds() {
    let (here, there) = (UnitPath("/m/d/".into()), UnitPath("/m/e/".into()));
    for role in Role::ALL {
        let a = actor(role, "/m/d/");
        let found = |action, path, managed| may(&a, action, Subject::Node { path, managed });
        let leads = matches!(role, Role::Manager | Role::Coordinator);
        for managed in [true, false] {
            let answers = role == Role::Manager || role == Role::Coordinator && !managed;
            assert_eq!(
                found(Action::AnswerMonitoring, &here, managed),
                answers,
                "{role:?} {managed}"
            );
            for action in [Action::ReadMonitoring, Action::ReadClosedMonitoring] {
                assert_eq!(found(action, &here, managed), leads, "{role:?} {action:?}");
            }
            for action in Action::ALL {
                assert!(!found(action, &there, managed), "{role:?} {action:?}");
            }
            assert!(
                !found(Action::RunRounds, &here, managed),
                "{role:?}: rounds belong to a branch, not to who answers"
            );
        }
    }
}

#[test]
fn the_pages_in_general_are_for_those_who_answer_run_read_or_publish() {
    for role in Role::ALL {
        let a = actor(role, "/m/");
        let found = [
            Action::RunRounds,
            Action::ReadMonitoring,
            Action::PublishInstrument,
        ]
        .map(|action| may(&a, action, Subject::General));
        let expected = match role {
            Role::Coordinator => [true, true, false],
            Role::Worker | Role::Representative | Role::Manager => [false, true, false],
            Role::Administrator => [false, false, true],
            Role::RecordsOfficer => [false; 3],
        };
        assert_eq!(found, expected, "{role:?}");
    }
}

#[test]
fn the_units_instrument_has_the_seven_areas_and_about_thirty_items() {
    let unit = own_instrument(InstrumentKind::Unit).unwrap();
    let codes: Vec<_> = unit.areas.iter().map(|area| area.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "leadership",
            "knowledge",
            "information",
            "participation",
            "best_interests",
            "collaboration",
            "follow_up"
        ]
    );
    let items = unit.items().count();
    assert!((28..=34).contains(&items), "{items}");
    for figure in FIGURES {
        assert!(
            unit.items().any(|item| item.figure.as_deref() == Some(figure)),
            "{figure}"
        );
        for language in Language::ALL {
            assert_ne!(figure_name(figure, language), figure);
        }
    }
}

#[test]
fn the_municipal_matrix_is_short_and_has_a_way_for_children_to_complain() {
    let matrix = own_instrument(InstrumentKind::Municipal).unwrap();
    assert!((12..=16).contains(&matrix.items().count()));
    assert!(matrix.items().any(|item| item.code == "voice-complaints"));
}

fn texts() -> Vec<(String, Localised)> {
    let mut all = Vec::new();
    for kind in InstrumentKind::ALL {
        for area in &own_instrument(kind).unwrap().areas {
            all.push((area.code.clone(), area.title.clone()));
            all.push((area.code.clone(), area.lead.clone()));
            for item in &area.items {
                all.push((item.code.clone(), item.text.clone()));
                all.push((item.code.clone(), item.full.clone()));
            }
        }
    }
    all
}

#[test]
fn every_text_is_whole_in_both_languages_short_and_calm() {
    for (code, text) in texts() {
        assert_ne!(text.sv, text.en, "{code} is not translated");
        for words in [&text.sv, &text.en] {
            assert!(words.chars().count() <= 220, "{code} is long: {words}");
            assert!(
                !words.contains(['!', '{', '[', ';']) && words.trim() == words && !words.contains("  "),
                "{code}: {words}"
            );
        }
    }
}

#[test]
fn statements_end_with_a_full_stop_and_no_two_are_the_same() {
    let mut seen = std::collections::BTreeSet::new();
    for kind in InstrumentKind::ALL {
        for item in own_instrument(kind).unwrap().items() {
            for text in [&item.text, &item.full] {
                for words in [&text.sv, &text.en] {
                    assert!(words.ends_with('.'), "{}: {words}", item.code);
                    assert!(seen.insert(words.clone()), "{} repeats: {words}", item.code);
                }
            }
        }
    }
}
