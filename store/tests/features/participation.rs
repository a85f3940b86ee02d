//! Participation notes.

use domain::assessments::{NoteInView, NoteKind, Section, Status};
use domain::ids::{AssessmentId, CaseId, ChildId, LetterId};
use store::participation::{MAX_NOTES, add_answer, add_note, notes, remove_empty_note};
use store::{Db, assessments, both_engines, children, sections};

use super::common::{Town, fields, load, refused, save, trail};

both_engines! {
    async fn notes_are_listed_oldest_first_with_child_and_kind(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (elsa, noel) = (town.child(case, "Elsa").await, town.child(case, "Noel").await);
        let id = town.begin(case, 1).await;
        let first = town.note(case, id, noel, NoteKind::NotHeard).await;
        let second = town.note(case, id, elsa, NoteKind::Heard).await;
        let third = town.note(case, id, noel, NoteKind::Heard).await;
        let other = town.begin(case, 2).await;
        town.note(case, other, elsa, NoteKind::Heard).await;
        let expected = [(first, noel, NoteKind::NotHeard), (second, elsa, NoteKind::Heard), (third, noel, NoteKind::Heard)];
        let expected = expected.map(|(id, child, kind)| NoteInView { id, child, kind, copied_from: None, letter: None });
        assert_eq!(load!(db, |tx| notes(tx, id)).unwrap(), expected);
    }

    async fn sixty_notes_fit_and_the_next_is_refused(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let child = town.child(case, "Elsa").await;
        let id = town.begin(case, 1).await;
        for _ in 0..MAX_NOTES {
            town.note(case, id, child, NoteKind::Heard).await;
        }
        let who = town.at(3);
        refused!(save!(db, |tx| add_note(tx, who, case, id, child, NoteKind::Heard)), State);
        assert_eq!(load!(db, |tx| notes(tx, id)).unwrap().len(), 60);
    }

    async fn only_what_is_being_written_takes_a_note_and_gives_one_up(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let child = town.child(case, "Elsa").await;
        let id = town.begin(case, 1).await;
        let note = town.note(case, id, child, NoteKind::Heard).await;
        let who = town.at(5);
        town.submit(case, id, 2).await;
        refused!(save!(db, |tx| add_note(tx, who, case, id, child, NoteKind::Heard)), State);
        refused!(save!(db, |tx| remove_empty_note(tx, who, case, id, note)), State);
        town.send_back(case, id, 2).await;
        let returned = town.note(case, id, child, NoteKind::Heard).await;
        save!(db, |tx| remove_empty_note(tx, who, case, id, returned)).unwrap();
        town.withdraw(case, id, 2).await;
        refused!(save!(db, |tx| add_note(tx, who, case, id, child, NoteKind::Heard)), State);
        refused!(save!(db, |tx| remove_empty_note(tx, who, case, id, note)), State);
        save!(db, |tx| assessments::set_withdrawn(tx, who, (case, id, 4), Status::Withdrawn, None)).unwrap();
        town.sign(case, id, 3).await;
        refused!(save!(db, |tx| add_note(tx, who, case, id, child, NoteKind::Heard)), State);
        refused!(save!(db, |tx| remove_empty_note(tx, who, case, id, note)), State);
        assert_eq!(load!(db, |tx| notes(tx, id)).unwrap().len(), 1);
    }

    async fn a_child_who_was_taken_out_gets_no_note(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let child = town.child(case, "Elsa").await;
        let id = town.begin(case, 1).await;
        let who = town.at(5);
        save!(db, |tx| children::set_removed(tx, who, case, child, true)).unwrap();
        refused!(save!(db, |tx| add_note(tx, who, case, id, child, NoteKind::Heard)), NotFound);
    }

    async fn an_empty_note_is_removed_and_one_with_text_stays(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let child = town.child(case, "Elsa").await;
        let id = town.begin(case, 1).await;
        let (empty, written) = (town.note(case, id, child, NoteKind::Heard).await, town.note(case, id, child, NoteKind::Heard).await);
        let who = town.at(5);
        let texts = fields(&[("statement.1.words", "Jag vill bo kvar")]);
        save!(db, |tx| sections::save_section(tx, who, (case, id), Section::Note(written), 0, &texts)).unwrap();
        save!(db, |tx| remove_empty_note(tx, who, case, id, empty)).unwrap();
        refused!(save!(db, |tx| remove_empty_note(tx, who, case, id, written)), State);
        refused!(save!(db, |tx| remove_empty_note(tx, who, case, id, empty)), NotFound);
        let left: Vec<_> = load!(db, |tx| notes(tx, id)).unwrap().into_iter().map(|n| n.id).collect();
        assert_eq!(left, [written]);
    }

    async fn every_kind_is_begun_by_hand_but_the_answer_to_a_letter(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let child = town.child(case, "Elsa").await;
        let id = town.begin(case, 1).await;
        for kind in NoteKind::BEGUN {
            town.note(case, id, child, kind).await;
        }
        let who = town.at(5);
        refused!(save!(db, |tx| add_note(tx, who, case, id, child, NoteKind::Answer)), State);
        let kinds: Vec<_> = load!(db, |tx| notes(tx, id)).unwrap().into_iter().map(|n| n.kind).collect();
        assert_eq!(kinds, NoteKind::BEGUN);
    }

    async fn an_answer_stands_beside_what_is_signed_with_its_letter_and_leaves_a_row(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (elsa, noel) = (town.child(case, "Elsa").await, town.child(case, "Noel").await);
        let id = town.begin(case, 1).await;
        let texts = fields(&[("held_on", "2026-03-05"), ("by", "Karin Ek"), ("statement.1.words", "Det blev bra"), ("basis", "consent")]);
        let (who, letter) = (town.at(5), town.letter(case, id, elsa, 14).await);
        let add = async |ids: (CaseId, AssessmentId), child: ChildId, letter: LetterId| {
            let texts = texts.clone();
            save!(db, |tx| add_answer(tx, who, ids, child, letter, &texts))
        };
        refused!(add((case, id), elsa, letter).await, State);
        town.sign(case, id, 2).await;
        // Another child's letter, another assessment's, another case's.
        refused!(add((case, id), noel, letter).await, NotFound);
        let other = town.begin(case, 3).await;
        town.sign(case, other, 3).await;
        refused!(add((case, other), elsa, letter).await, NotFound);
        let far = town.open("Sven Ek", 4).await;
        refused!(add((far, id), elsa, letter).await, NotFound);
        assert_eq!(load!(db, |tx| notes(tx, id)).unwrap(), []);

        let note = add((case, id), elsa, letter).await.unwrap();
        let found = load!(db, |tx| notes(tx, id)).unwrap();
        assert_eq!(found, [NoteInView { id: note, child: elsa, kind: NoteKind::Answer, copied_from: None, letter: Some(letter) }]);
        let material = town.material(id).await;
        let kept = fields(&[("held_on", "2026-03-05"), ("by", "Karin Ek"), ("statement.1.words", "Det blev bra")]);
        assert_eq!(material.section(Section::Note(note)), kept);
        // It is no statement that was weighed, and nobody can write over it.
        assert_eq!(material.statements(), []);
        refused!(save!(db, |tx| sections::save_section(tx, who, (case, id), Section::Note(note), 1, &fields(&[]))), State);
        assert_eq!(trail(&db, case).await.iter().filter(|row| row.contains("created note") && row.contains("answer")).count(), 1);

        town.set_status(id, Status::Closed).await;
        refused!(add((case, id), elsa, letter).await, State);
    }
}
