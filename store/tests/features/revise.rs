//! New versions of signed assessments.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::assessments::{Depth, Material, NoteKind, Section, Status};
use domain::fields::Fields;
use domain::ids::{AssessmentId, CaseId, ChildId, NoteId};
use store::assessments::{Assessment, assessments, record_screening, revise, set_withdrawn, take_over_notes};
use store::measures::measures;
use store::participation::{add_answer, notes};
use store::{Db, StoreError, both_engines, children, sections};

use super::common::{Town, at, count, fields, load, refused, save, trail};

/// A case whose assessment can be signed and revised.
struct Scene {
    town: Town,
    case: CaseId,
    id: AssessmentId,
    elsa: ChildId,
    heard: NoteId,
    unheard: NoteId,
}

impl Scene {
    async fn new(db: &Db) -> Self {
        let town = Town::build(db).await;
        let case = town.open("Vera Blom", 0).await;
        let (elsa, noel) = (town.child(case, "Elsa").await, town.child(case, "Noel").await);
        let id = town.begin(case, 1).await;
        let heard = town.note(case, id, elsa, NoteKind::Heard).await;
        let unheard = town.note(case, id, noel, NoteKind::NotHeard).await;
        Self {
            town,
            case,
            id,
            elsa,
            heard,
            unheard,
        }
    }

    async fn save(&self, key: Section, texts: &Fields) {
        let (who, case, id, texts) = (self.town.at(4), self.case, self.id, texts.clone());
        save!(self.town.db, |tx| sections::save_section(
            tx,
            who,
            (case, id),
            key,
            0,
            &texts
        ))
        .unwrap();
    }

    async fn revise(&self, from: &Assessment, minute: i64) -> Result<AssessmentId, StoreError> {
        let before = self.town.material(from.id).await;
        self.revise_from(from, before, minute).await
    }

    async fn revise_from(
        &self,
        from: &Assessment,
        before: Material,
        minute: i64,
    ) -> Result<AssessmentId, StoreError> {
        let (who, from) = (self.town.at(minute), from.clone());
        save!(self.town.db, |tx| revise(tx, who, &from, &before, "2026.7"))
    }

    /// Signs the assessment and begins a new version from it.
    async fn second(&self) -> AssessmentId {
        self.town.sign(self.case, self.id, 5).await;
        let from = self.town.assessment(self.id).await;
        self.revise(&from, 10).await.unwrap()
    }

    async fn reopen(&self, id: AssessmentId) -> Result<(), StoreError> {
        let (who, ids) = (self.town.at(30), (self.case, id, self.town.version(id).await));
        save!(self.town.db, |tx| set_withdrawn(
            tx,
            who,
            ids,
            Status::Withdrawn,
            None
        ))
    }
}

both_engines! {
    async fn a_new_version_knows_what_it_began_from_and_that_knows_it(db: Db) {
        let scene = Scene::new(&db).await;
        let id = scene.second().await;
        let (old, new) = (scene.town.assessment(scene.id).await, scene.town.assessment(id).await);
        assert_eq!((old.status, old.series, old.previous, old.next), (Status::Signed, 1, None, Some(id)));
        assert_eq!((new.status, new.series, new.previous, new.next), (Status::Draft, 2, Some(scene.id), None));
        assert_eq!((new.case, new.depth, new.matter.as_str(), new.content_version.as_str()), (scene.case, Depth::Standard, "Avhysning", "2026.7"));
        assert_eq!((new.version, new.created_at, new.decided_on, new.signed_by, new.attestations.as_str()), (1, at(10), None, None, ""));
        let listed: Vec<_> = load!(db, |tx| assessments(tx, scene.case)).unwrap().into_iter().map(|a| a.id).collect();
        assert_eq!(listed, [id, scene.id]);
        assert!(scene.town.material(id).await.revised && !scene.town.material(scene.id).await.revised);
        assert_eq!(trail(&db, scene.case).await.last().unwrap(), "revised assessment standard");
    }

    async fn facts_and_the_childs_words_are_taken_over_and_no_judgement(db: Db) {
        let scene = Scene::new(&db).await;
        let (elsa, heard, unheard) = (scene.elsa, scene.heard, scene.unheard);
        let texts = |facts: &[(&str, &str)], judgements: &[(&str, &str)]| (fields(facts), fields(&[facts, judgements].concat()));
        let (short, why, best, weight) = (format!("short.{elsa}.1"), format!("why.{elsa}.1"), format!("best.{elsa}"), format!("s.{heard}.1.weight"));
        let mut expected = BTreeMap::new();
        for (key, to, (facts, all)) in [
            (Section::Question, Some(Section::Question), texts(
                &[("matter", "Ska familjen vräkas?"), ("alternative.1.text", "Ja"), ("alternative.2.text", "Nej"), ("decided_by", "Enhetschefen")],
                &[("legal_test", "primary")])),
            (Section::Child(elsa), Some(Section::Child(elsa)), texts(&[("situation", "  Bor hos mamma\n"), ("touched", "Byter skola")], &[("vulnerable", "Orolig")])),
            (Section::Facts, Some(Section::Facts), texts(&[("fact.1.text", "Hyran är obetald"), ("fact.1.source", "Hyresvärden 2 mars")], &[])),
            (Section::Note(heard), Some(Section::Note(heard)), texts(
                &[("held_on", "2026-02-20"), ("informed", "Fick veta allt"), ("statement.1.words", "Jag vill bo kvar 💬"), ("statement.1.assess_first", "yes"), ("wants", "Att vi bor kvar")], &[])),
            (Section::Note(unheard), Some(Section::Note(unheard)), texts(&[("reason_text", "Är ett år")], &[])),
            (Section::ArticleChoice, Some(Section::ArticleChoice), texts(&[("article.27", "yes")], &[])),
            (Section::Article(3), Some(Section::Article(3)), texts(&[("q.3.alternatives", "Två")], &[(short.as_str(), "worse"), (why.as_str(), "Flytt")])),
            (Section::Article(27), Some(Section::Article(27)), texts(&[("q.27.home", "Liten lägenhet")], &[(short.as_str(), "worse")])),
            (Section::Depth, None, texts(&[("why", "Våld")], &[])),
            (Section::Weighing, None, texts(&[], &[(best.as_str(), "Att bo kvar"), (weight.as_str(), "great")])),
            (Section::Decision, None, texts(&[("decided_on", "2026-03-02")], &[("reasons", "Därför")])),
            (Section::FollowUp, None, texts(&[("follow_on", "2026-06-01")], &[])),
        ] {
            scene.save(key, &all).await;
            if let Some(to) = to {
                expected.insert(to, facts);
            }
        }
        scene.town.measure(scene.case, scene.id, "Skolskjuts", 3).await;
        let before = {
            scene.town.sign(scene.case, scene.id, 5).await;
            scene.town.material(scene.id).await
        };
        let from = scene.town.assessment(scene.id).await;
        let id = scene.revise_from(&from, before.clone(), 10).await.unwrap();

        let taken = load!(db, |tx| notes(tx, id)).unwrap();
        assert_eq!(taken.iter().map(|n| (n.child, n.kind, n.copied_from)).collect::<Vec<_>>(), before.notes.iter().map(|n| (n.child, n.kind, Some(n.id))).collect::<Vec<_>>());
        assert!(taken.iter().all(|n| before.note(n.id).is_none()), "notes of their own");
        // The notes' texts stand under the new notes.
        for (old, new) in [(heard, taken[0].id), (unheard, taken[1].id)] {
            let texts = expected.remove(&Section::Note(old)).unwrap();
            expected.insert(Section::Note(new), texts);
        }
        assert_eq!(scene.town.material(id).await.sections, expected);
        assert!(load!(db, |tx| measures(tx, id)).unwrap().is_empty());
        assert_eq!(scene.town.material(scene.id).await, before, "the version before stays as it is");
        let saved: Vec<_> = trail(&db, scene.case).await.into_iter().rev().take_while(|row| row != "revised assessment standard").collect();
        assert_eq!(saved.len(), expected.len());
        assert!(saved.iter().all(|row| row.starts_with("saved section ")), "{saved:?}");
    }

    async fn what_is_taken_over_is_what_was_signed_and_is_written_on_from_there(db: Db) {
        let scene = Scene::new(&db).await;
        scene.save(Section::Facts, &fields(&[("fact.1.text", "Då")])).await;
        scene.town.sign(scene.case, scene.id, 5).await;
        let from = scene.town.assessment(scene.id).await;
        // As it was kept: the child was called something else.
        let mut before = scene.town.material(scene.id).await;
        before.sections.insert(Section::Facts, fields(&[("fact.1.text", "Som det undertecknades")]));
        let id = scene.revise_from(&from, before, 10).await.unwrap();
        let stored = load!(db, |tx| sections::section(tx, id, Section::Facts)).unwrap().unwrap();
        assert_eq!((stored.fields.text("fact.1.text"), stored.version, stored.saved_at), ("Som det undertecknades", 1, at(10)));
        let (who, case) = (scene.town.at(11), scene.case);
        let saved = save!(db, |tx| sections::save_section(tx, who, (case, id), Section::Facts, 1, &fields(&[("fact.1.text", "Nu")]))).unwrap();
        assert_eq!(saved, sections::Saved::Stored(2));
    }

    async fn a_second_revision_is_refused_while_one_lives_and_allowed_after_it_was_withdrawn(db: Db) {
        let scene = Scene::new(&db).await;
        let first = scene.second().await;
        // Also for somebody who looked before the first was begun.
        let mut from = scene.town.assessment(scene.id).await;
        for next in [from.next, None] {
            from.next = next;
            refused!(scene.revise(&from, 11).await, State);
        }
        assert_eq!(count(&db, "select count(*) from assessment").await, 2);
        scene.town.withdraw(scene.case, first, 12).await;
        assert_eq!(scene.town.assessment(scene.id).await.next, None);
        let second = scene.revise(&from, 13).await.unwrap();
        assert_eq!(scene.town.assessment(scene.id).await.next, Some(second));
        assert_eq!(scene.town.assessment(second).await.series, 2);
        refused!(scene.revise(&from, 14).await, State);
    }

    async fn a_withdrawn_version_is_not_opened_again_beside_the_one_that_took_its_place(db: Db) {
        let scene = Scene::new(&db).await;
        let first = scene.second().await;
        scene.town.withdraw(scene.case, first, 12).await;
        scene.reopen(first).await.unwrap();
        scene.town.withdraw(scene.case, first, 13).await;
        let from = scene.town.assessment(scene.id).await;
        let second = scene.revise(&from, 14).await.unwrap();
        let (before, rows) = (scene.town.assessment(first).await, trail(&db, scene.case).await);
        refused!(scene.reopen(first).await, State);
        assert_eq!((scene.town.assessment(first).await, trail(&db, scene.case).await), (before, rows));
        scene.town.withdraw(scene.case, second, 15).await;
        scene.reopen(first).await.unwrap();
        assert_eq!(scene.town.assessment(scene.id).await.next, Some(first));
        refused!(scene.reopen(second).await, State);
    }

    async fn who_revises_while_somebody_else_does_waits_and_is_refused(db: Db) {
        let scene = Scene::new(&db).await;
        scene.town.sign(scene.case, scene.id, 5).await;
        let from = scene.town.assessment(scene.id).await;
        let before = scene.town.material(scene.id).await;
        let (writer, who, seen, kept) = (db.clone(), scene.town.at(10), from.clone(), before.clone());
        let (entered, wait) = tokio::sync::oneshot::channel();
        let first = tokio::spawn(async move {
            save!(writer, |tx| async {
                let id = revise(tx, who, &seen, &kept, "1").await?;
                entered.send(()).unwrap();
                tokio::time::sleep(Duration::from_millis(150)).await;
                Ok::<_, StoreError>(id)
            })
        });
        wait.await.unwrap();
        refused!(scene.revise_from(&from, before, 11).await, State);
        let begun = first.await.unwrap().unwrap();
        assert_eq!(scene.town.assessment(scene.id).await.next, Some(begun));
        assert_eq!(count(&db, "select count(*) from assessment where previous_id is not null").await, 1);
    }

    async fn only_what_is_signed_or_closed_is_revised_in_its_own_case(db: Db) {
        let scene = Scene::new(&db).await;
        for status in Status::ALL {
            scene.town.set_status(scene.id, status).await;
            let from = scene.town.assessment(scene.id).await;
            let rows = trail(&db, scene.case).await;
            let result = scene.revise(&from, 10).await;
            if status.is_signed() {
                let new = result.unwrap();
                assert_eq!(scene.town.assessment(scene.id).await.status, status, "stays as it is");
                scene.town.withdraw(scene.case, new, 11).await;
            } else {
                refused!(result, State);
                assert_eq!(trail(&db, scene.case).await, rows);
                // Nor for somebody who thinks that it is signed.
                refused!(scene.revise(&Assessment { status: Status::Signed, ..from }, 10).await, State);
            }
        }
        scene.town.set_status(scene.id, Status::Signed).await;
        let other = scene.town.open("Nora Ek", 0).await;
        let (before, from) = (scene.town.material(scene.id).await, Assessment { case: other, ..scene.town.assessment(scene.id).await });
        refused!(scene.revise_from(&from, before, 10).await, NotFound);
        assert_eq!(load!(db, |tx| assessments(tx, other)).unwrap(), []);
    }

    async fn a_screening_has_no_new_version(db: Db) {
        let scene = Scene::new(&db).await;
        let (who, case) = (scene.town.at(3), scene.case);
        let id = save!(db, |tx| record_screening(tx, who, case, "Busskort", "Inga barn", "1")).unwrap();
        let from = scene.town.assessment(id).await;
        refused!(scene.revise(&from, 10).await, State);
    }

    async fn a_removed_childs_note_and_its_words_are_left_out(db: Db) {
        let scene = Scene::new(&db).await;
        scene.save(Section::Note(scene.heard), &fields(&[("statement.1.words", "Jag vill bo kvar")])).await;
        scene.save(Section::Note(scene.unheard), &fields(&[("reason_text", "Är ett år")])).await;
        let (who, case, elsa) = (scene.town.at(4), scene.case, scene.elsa);
        let before = scene.town.material(scene.id).await;
        save!(db, |tx| children::set_removed(tx, who, case, elsa, true)).unwrap();
        scene.town.sign(case, scene.id, 5).await;
        let from = scene.town.assessment(scene.id).await;
        // Even where what was signed still tells of her.
        let id = scene.revise_from(&from, before, 10).await.unwrap();
        let taken = load!(db, |tx| notes(tx, id)).unwrap();
        assert_eq!(taken.iter().map(|n| n.copied_from).collect::<Vec<_>>(), [Some(scene.unheard)]);
        let stored: Vec<_> = load!(db, |tx| sections::sections(tx, id)).unwrap().into_iter().map(|s| s.section).collect();
        assert_eq!(stored, [Section::Note(taken[0].id)]);
    }

    async fn versions_are_counted_on_and_each_knows_its_neighbours(db: Db) {
        let scene = Scene::new(&db).await;
        let second = scene.second().await;
        scene.town.sign(scene.case, second, 20).await;
        let from = scene.town.assessment(second).await;
        let third = scene.revise(&from, 21).await.unwrap();
        let found: Vec<_> = load!(db, |tx| assessments(tx, scene.case)).unwrap().into_iter().map(|a| (a.id, a.series, a.previous, a.next)).collect();
        assert_eq!(found, [
            (third, 3, Some(second), None),
            (second, 2, Some(scene.id), Some(third)),
            (scene.id, 1, None, Some(second)),
        ]);
        let copies: Vec<_> = load!(db, |tx| notes(tx, third)).unwrap().into_iter().map(|n| n.copied_from).collect();
        let of_second: Vec<_> = load!(db, |tx| notes(tx, second)).unwrap().into_iter().map(|n| Some(n.id)).collect();
        assert_eq!(copies, of_second);
    }

    async fn the_talks_of_an_earlier_assessment_are_taken_over_once_with_facts_and_words(db: Db) {
        let scene = Scene::new(&db).await;
        let heard = scene.heard;
        scene.save(Section::Note(heard), &fields(&[("held_on", "2026-02-20"), ("statement.1.words", "Jag vill bo kvar")])).await;
        let (town, case) = (&scene.town, scene.case);
        let earlier = town.material(scene.id).await;
        let other = town.begin(case, 6).await;
        let take = async |to: AssessmentId, earlier: Material| {
            let who = town.at(8);
            save!(db, |tx| take_over_notes(tx, who, (case, to), &earlier))
        };
        refused!(take(other, earlier.clone()).await, State);
        town.sign(case, scene.id, 7).await;
        assert_eq!(take(other, earlier.clone()).await.unwrap(), 2);
        let taken = load!(db, |tx| notes(tx, other)).unwrap();
        let copy = taken.iter().find(|n| n.copied_from == Some(heard)).unwrap();
        assert_eq!((taken.len(), copy.kind, copy.child), (2, NoteKind::Heard, scene.elsa));
        let material = town.material(other).await;
        assert_eq!(material.section(Section::Note(copy.id)).text("statement.1.words"), "Jag vill bo kvar");
        // A second time nothing comes twice.
        assert_eq!(take(other, earlier.clone()).await.unwrap(), 0);
        // Nor into one that is signed, nor from another case.
        refused!(take(scene.id, earlier.clone()).await, State);
        let far = town.open("Sven Ek", 9).await;
        let stranger = town.begin(far, 9).await;
        let who = town.at(10);
        refused!(save!(db, |tx| take_over_notes(tx, who, (far, stranger), &earlier)), NotFound);
    }

    async fn what_a_child_answered_to_its_letter_becomes_a_talk_in_the_next_version_and_the_next_question(db: Db) {
        let scene = Scene::new(&db).await;
        let (town, case) = (&scene.town, scene.case);
        let letter = town.letter(case, scene.id, scene.elsa, 14).await;
        // What was kept at the signature knows nothing of an answer that came later.
        let before = town.material(scene.id).await;
        town.sign(case, scene.id, 5).await;
        let texts = fields(&[("held_on", "2026-03-05"), ("by", "Karin Ek"), ("statement.1.words", "Det blev inte bra")]);
        let who = town.at(6);
        let answer = save!(db, |tx| add_answer(tx, who, (case, scene.id), scene.elsa, letter, &texts)).unwrap();

        let other = town.begin(case, 7).await;
        let earlier = before.clone();
        assert_eq!(save!(db, |tx| take_over_notes(tx, who, (case, other), &earlier)).unwrap(), 3);
        let from = town.assessment(scene.id).await;
        let second = scene.revise_from(&from, before, 10).await.unwrap();
        for id in [other, second] {
            let material = town.material(id).await;
            let taken = material.notes.iter().find(|n| n.copied_from == Some(answer)).unwrap();
            assert_eq!((taken.kind, taken.child, taken.letter), (NoteKind::Heard, scene.elsa, None));
            let kept = fields(&[("held_on", "2026-03-05"), ("statement.1.words", "Det blev inte bra")]);
            assert_eq!(material.section(Section::Note(taken.id)), kept);
            assert_eq!(material.statements().len(), 1);
        }
    }
}
