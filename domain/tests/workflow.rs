//! The table of what may become of an assessment, over every state, person, move and set of conditions.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use domain::assessments::{
    Condition, Depth, Facts, Move, Part, Section, Status, TABLE, after, lacks, needs_second, rule,
};
use domain::language::Language;

fn facts(bits: u32) -> Facts {
    let on = |c: Condition| bits & (1 << Condition::ALL.iter().position(|x| *x == c).unwrap()) != 0;
    Facts {
        complete: on(Condition::Complete),
        nothing_to_correct: on(Condition::NothingToCorrect),
        one_is_enough: on(Condition::OneIsEnough),
        wrote_nothing: on(Condition::WroteNothing),
        reason_given: on(Condition::ReasonGiven),
        can_go_deeper: on(Condition::CanGoDeeper),
        touches_a_child: on(Condition::TouchesAChild),
        is_newest: on(Condition::IsNewest),
        everything_done: on(Condition::EverythingDone),
    }
}

/// Every state × person × move × set of conditions: 6 × 3 × 10 × 512.
fn everything() -> impl Iterator<Item = (Status, Part, Move, Facts)> {
    Status::ALL.into_iter().flat_map(|from| {
        Part::ALL.into_iter().flat_map(move |by| {
            Move::ALL.into_iter().flat_map(move |does| {
                (0..1_u32 << Condition::ALL.len()).map(move |bits| (from, by, does, facts(bits)))
            })
        })
    })
}

/// What the rules say in plain sentences, written down a second time and in another shape than the table.
fn expected(from: Status, by: Part, does: Move, f: &Facts) -> Option<Status> {
    match by {
        Part::Reader => None,
        Part::Reviewer => {
            let may = from == Status::Submitted && f.wrote_nothing;
            match does {
                Move::Return if may && f.reason_given => Some(Status::Returned),
                Move::Countersign if may && f.complete && f.nothing_to_correct => Some(Status::Signed),
                _ => None,
            }
        }
        Part::Author => {
            let writing = matches!(from, Status::Draft | Status::Returned);
            let signed = matches!(from, Status::Signed | Status::Closed);
            match does {
                Move::Submit if from == Status::Draft => f.complete.then_some(Status::Submitted),
                Move::Submit if from == Status::Returned => {
                    (f.complete && f.reason_given).then_some(Status::Submitted)
                }
                Move::Sign if from == Status::Draft => {
                    (f.complete && f.one_is_enough && f.nothing_to_correct).then_some(Status::Signed)
                }
                Move::Recall if from == Status::Submitted => Some(Status::Draft),
                Move::RaiseDepth if writing => (f.can_go_deeper && f.reason_given).then_some(from),
                Move::Withdraw if writing || from == Status::Submitted => {
                    f.reason_given.then_some(Status::Withdrawn)
                }
                Move::Reopen if from == Status::Withdrawn => Some(Status::Draft),
                Move::Revise if signed => (f.touches_a_child && f.is_newest).then_some(from),
                Move::Close if from == Status::Signed => {
                    (f.touches_a_child && f.everything_done).then_some(Status::Closed)
                }
                _ => None,
            }
        }
    }
}

#[test]
fn every_state_person_move_and_set_of_conditions_has_the_outcome_that_the_rules_say() {
    let mut tried = 0;
    for (from, by, does, f) in everything() {
        assert_eq!(
            after(from, by, does, &f).ok(),
            expected(from, by, does, &f),
            "{from:?} {by:?} {does:?} {f:?}"
        );
        tried += 1;
    }
    assert_eq!(tried, 6 * 3 * 10 * 512);
}

#[test]
fn nothing_becomes_signed_incomplete_or_by_somebody_who_wrote_it_where_two_are_needed() {
    for (from, by, does, f) in everything() {
        if from != Status::Signed && after(from, by, does, &f) == Ok(Status::Signed) {
            assert!(f.complete && f.nothing_to_correct, "{from:?} {by:?} {does:?}");
            assert!(f.one_is_enough || by == Part::Reviewer && f.wrote_nothing);
        }
    }
}

#[test]
fn whoever_only_reads_moves_nothing_and_nobody_writes_while_it_is_reviewed() {
    for (from, by, does, f) in everything() {
        if by == Part::Reader {
            assert_eq!(after(from, by, does, &f), Err(vec![]));
        }
    }
    for section in [
        Section::Question,
        Section::Facts,
        Section::Decision,
        Section::Depth,
    ] {
        assert!(!section.open_in(Status::Submitted));
        assert!(section.open_in(Status::Returned));
    }
}

#[test]
fn a_row_stands_once_and_says_what_it_lacks() {
    for (n, row) in TABLE.iter().enumerate() {
        let same = |other: &&domain::assessments::Rule| {
            (other.from, other.by, other.does) == (row.from, row.by, row.does)
        };
        assert_eq!(TABLE.iter().position(|r| same(&r)), Some(n), "{row:?}");
        assert_eq!(rule(row.from, row.by, row.does), Some(row));
        assert_eq!(lacks(row, &Facts::default()), row.needs);
        for condition in row.needs {
            for l in [Language::Swedish, Language::English] {
                assert!(condition.message(l).ends_with('.'));
            }
        }
    }
}

#[test]
fn the_depth_and_the_unit_decide_whether_two_sign() {
    for unit in [false, true] {
        assert!(!needs_second(Depth::Screening, unit));
        assert!(!needs_second(Depth::Quick, unit));
        assert_eq!(needs_second(Depth::Standard, unit), unit);
        assert!(needs_second(Depth::Thorough, unit));
    }
}
