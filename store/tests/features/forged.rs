//! Ids that were guessed, or that belong to another case: always `NotFound`, and nothing changes.

use domain::assessments::{Depth, NoteKind, Section, Status};
use domain::cases::GuardianRole;
use domain::fields::Fields;
use domain::ids::{AssessmentId, CaseId, ChildId, LetterId, MeasureId, NoteId};
use domain::language::Language;
use domain::letters::AgeBand;
use store::cases::CaseChange;
use store::measures::NewMeasure;
use store::{Db, assessments, both_engines, cases, children, letters, measures, participation, sections};
use uuid::Uuid;

use super::common::{Town, child, count, day, fields, load, new_letter, refused, save, signature};

/// Everything that a case can hold.
struct Things {
    case: CaseId,
    child: ChildId,
    assessment: AssessmentId,
    note: NoteId,
    measure: MeasureId,
    letter: LetterId,
}

async fn things(town: &Town, adult: &str) -> Things {
    let case = town.open(adult, 0).await;
    let child = town.child(case, "Elsa").await;
    let assessment = town.begin(case, 1).await;
    let note = town.note(case, assessment, child, NoteKind::Heard).await;
    let measure = town.measure(case, assessment, "Skolskjuts", 3).await;
    let letter = town.letter(case, assessment, child, 14).await;
    Things {
        case,
        child,
        assessment,
        note,
        measure,
        letter,
    }
}

fn nothing() -> Things {
    let id = Uuid::max();
    Things {
        case: CaseId(id),
        child: ChildId(id),
        assessment: AssessmentId(id),
        note: NoteId(id),
        measure: MeasureId(id),
        letter: LetterId(id),
    }
}

both_engines! {
    async fn a_case_that_does_not_exist_takes_nothing(db: Db) {
        let town = Town::build(&db).await;
        let (who, case, worker) = (town.at(9), nothing().case, town.worker);
        let change = CaseChange { reference: String::new(), subject_name: "X".into(), subject_number: String::new(), matter: "X".into(), protected: false };
        refused!(load!(db, |tx| cases::case(tx, case)), NotFound);
        refused!(save!(db, |tx| cases::change_case(tx, who, case, 1, &change)), NotFound);
        refused!(save!(db, |tx| cases::assign_case(tx, who, case, worker)), NotFound);
        refused!(save!(db, |tx| children::add_child(tx, who, case, &child("X"))), NotFound);
        refused!(save!(db, |tx| children::add_guardian(tx, who, case, "X", GuardianRole::Party)), NotFound);
        refused!(save!(db, |tx| assessments::begin(tx, who, case, Depth::Standard, "X", "1", &Fields::default())), NotFound);
        refused!(save!(db, |tx| assessments::record_screening(tx, who, case, "X", "X", "1")), NotFound);
        assert!(load!(db, |tx| children::children(tx, case)).unwrap().is_empty());
        assert!(load!(db, |tx| children::guardians(tx, case)).unwrap().is_empty());
        assert!(load!(db, |tx| assessments::assessments(tx, case)).unwrap().is_empty());
    }

    async fn what_does_not_exist_or_belongs_to_another_case_is_not_found_and_not_changed(db: Db) {
        const TOUCHED: &str = "select (select count(*) from child where version > 1 or removed_at is not null) + (select count(*) from child_guardian) \
            + (select count(*) from assessment where version > 1 or status <> 'draft') + (select count(*) from section) \
            + (select count(*) from measure where version > 1) + (select count(*) from letter where version > 1)";
        const HELD: &str = "select (select count(*) from participation_note) * 100 + (select count(*) from measure) * 10 + (select count(*) from letter)";
        let town = Town::build(&db).await;
        let (mine, theirs) = (things(&town, "Vera Blom").await, things(&town, "Nora Ek").await);
        let who = town.at(9);
        let rows = count(&db, "select count(*) from audit").await;
        for other in [&theirs, &nothing()] {
            let (case, own) = (mine.case, mine.assessment);
            let &Things { child: kid, assessment: id, note, measure, letter, .. } = other;
            refused!(save!(db, |tx| children::change_child(tx, who, case, kid, 1, &child("X"))), NotFound);
            refused!(save!(db, |tx| children::set_removed(tx, who, case, kid, true)), NotFound);
            refused!(save!(db, |tx| children::set_guardians(tx, who, case, kid, &[])), NotFound);
            refused!(save!(db, |tx| assessments::hold(tx, case, id)), NotFound);
            refused!(save!(db, |tx| assessments::sign(tx, who, (case, id, 1), signature(0, None))), NotFound);
            refused!(save!(db, |tx| assessments::set_withdrawn(tx, who, (case, id, 1), Status::Draft, Some("X"))), NotFound);
            refused!(save!(db, |tx| assessments::set_withdrawn(tx, who, (case, id, 1), Status::Withdrawn, None)), NotFound);
            refused!(save!(db, |tx| assessments::close(tx, who, (case, id, 1))), NotFound);
            for key in [Section::Question, Section::FollowUp, Section::Note(note), Section::Letter(letter)] {
                refused!(save!(db, |tx| sections::save_section(tx, who, (case, id), key, 0, &fields(&[("a", "1")]))), NotFound);
            }
            let kid_of_mine = mine.child;
            refused!(save!(db, |tx| participation::add_note(tx, who, case, id, kid_of_mine, NoteKind::Heard)), NotFound);
            refused!(save!(db, |tx| participation::add_note(tx, who, case, own, kid, NoteKind::Heard)), NotFound);
            refused!(save!(db, |tx| participation::remove_empty_note(tx, who, case, id, note)), NotFound);
            refused!(save!(db, |tx| participation::remove_empty_note(tx, who, case, own, note)), NotFound);
            for (assessment, child) in [(id, None), (own, Some(kid))] {
                let new = NewMeasure { child, text: "X".into(), owner: "X".into(), due_on: day(1) };
                refused!(save!(db, |tx| measures::add_measure(tx, who, case, assessment, &new)), NotFound);
            }
            for assessment in [id, own] {
                refused!(save!(db, |tx| measures::remove_measure(tx, who, case, assessment, measure)), NotFound);
                refused!(save!(db, |tx| measures::finish_measure(tx, who, (case, assessment), (measure, 1), day(1), "X")), NotFound);
                refused!(load!(db, |tx| letters::letter(tx, own, letter)), NotFound);
            }
            let (to_mine, to_theirs) = (new_letter(kid_of_mine, None), new_letter(kid, None));
            refused!(save!(db, |tx| letters::add_letter(tx, who, (case, id), to_mine)), NotFound);
            refused!(save!(db, |tx| letters::add_letter(tx, who, (case, own), to_theirs)), State);
            refused!(save!(db, |tx| letters::change_letter(tx, who, case, (letter, 1), AgeBand::Four, Language::English)), NotFound);
            refused!(save!(db, |tx| letters::set_approved(tx, who, case, (letter, 1), Some(&Fields::default()))), NotFound);
            refused!(save!(db, |tx| letters::set_given(tx, who, case, (letter, 1), None, &Fields::default())), NotFound);
        }
        assert_eq!(count(&db, TOUCHED).await, 0);
        assert_eq!(count(&db, HELD).await, 222);
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
    }

    async fn reading_with_a_guessed_id_gives_nothing(db: Db) {
        let town = Town::build(&db).await;
        things(&town, "Vera Blom").await;
        let Things { assessment: id, letter, .. } = nothing();
        refused!(load!(db, |tx| assessments::assessment(tx, id)), NotFound);
        refused!(load!(db, |tx| cases::case_of(tx, id)), NotFound);
        refused!(load!(db, |tx| letters::letter(tx, id, letter)), NotFound);
        assert!(load!(db, |tx| sections::sections(tx, id)).unwrap().is_empty());
        assert!(load!(db, |tx| sections::section(tx, id, Section::Question)).unwrap().is_none());
        assert!(load!(db, |tx| participation::notes(tx, id)).unwrap().is_empty());
        assert!(load!(db, |tx| measures::measures(tx, id)).unwrap().is_empty());
        assert!(load!(db, |tx| letters::letters(tx, id)).unwrap().is_empty());
    }
}
