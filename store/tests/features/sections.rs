//! Texts: kept exactly, and never overwritten by somebody who had not seen them.

use std::time::Duration;

use domain::assessments::{NoteKind, Section, Status};
use domain::fields::{Fields, MAX_TEXT};
use domain::ids::{AccountId, AssessmentId, CaseId};
use store::sections::{Saved, StoredSection, save_section, section, sections};
use store::{Db, StoreError, Who, assessments, both_engines};

use super::common::{Town, at, count, fields, load, refused, save, signature, trail};

/// A case with a draft, and short ways to save in it.
struct Draft {
    town: Town,
    case: CaseId,
    id: AssessmentId,
}

impl Draft {
    async fn new(db: &Db) -> Self {
        let town = Town::build(db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        Self { town, case, id }
    }

    async fn save_as(
        &self,
        account: AccountId,
        minute: i64,
        key: Section,
        version: i64,
        texts: &Fields,
    ) -> Result<Saved, StoreError> {
        let (who, object, texts) = (
            Who {
                account: Some(account),
                ..self.town.at(minute)
            },
            (self.case, self.id),
            texts.clone(),
        );
        save!(self.town.db, |tx| save_section(
            tx, who, object, key, version, &texts
        ))
    }

    async fn save(&self, key: Section, version: i64, texts: &Fields) -> Result<Saved, StoreError> {
        self.save_as(self.town.worker, 10, key, version, texts).await
    }

    async fn stored(&self, key: Section) -> Option<StoredSection> {
        load!(self.town.db, |tx| section(tx, self.id, key)).unwrap()
    }
}

both_engines! {
    async fn a_section_is_read_back_with_who_and_when(db: Db) {
        let draft = Draft::new(&db).await;
        assert_eq!(draft.stored(Section::Question).await, None);
        let texts = fields(&[("question", "Ska familjen vräkas?"), ("alternative.1", "Ja"), ("alternative.2", "Nej")]);
        assert_eq!(draft.save(Section::Question, 0, &texts).await.unwrap(), Saved::Stored(1));
        let expected = StoredSection { section: Section::Question, fields: texts, version: 1, saved_by: "Karin Ek".into(), saved_at: at(10) };
        assert_eq!(draft.stored(Section::Question).await, Some(expected.clone()));
        assert_eq!(load!(db, |tx| sections(tx, draft.id)).unwrap(), [expected]);
        assert_eq!(draft.stored(Section::Facts).await, None);
    }

    async fn every_kind_of_section_has_a_row_of_its_own(db: Db) {
        let draft = Draft::new(&db).await;
        let child = draft.town.child(draft.case, "Elsa").await;
        let note = draft.town.note(draft.case, draft.id, child, NoteKind::Heard).await;
        let mut keys = vec![
            Section::Depth, Section::Question, Section::Child(child), Section::Groups, Section::Facts, Section::Note(note), Section::Consultation,
            Section::ArticleChoice, Section::Article(3), Section::Article(12), Section::Weighing, Section::Decision, Section::Announcement,
            Section::FollowUp,
        ];
        for key in &keys {
            assert_eq!(draft.save(*key, 0, &fields(&[("text", &key.key())])).await.unwrap(), Saved::Stored(1));
        }
        draft.town.sign(draft.case, draft.id, 20).await;
        let letter = Section::Letter(draft.town.letter(draft.case, draft.id, child, 14).await);
        assert_eq!(draft.save(letter, 0, &fields(&[("text", &letter.key())])).await.unwrap(), Saved::Stored(1));
        keys.push(letter);
        let mut found: Vec<_> = load!(db, |tx| sections(tx, draft.id)).unwrap().into_iter().map(|s| (s.section, s.fields)).collect();
        found.sort_by_key(|(key, _)| *key);
        keys.sort();
        assert_eq!(found.iter().map(|(key, _)| *key).collect::<Vec<_>>(), keys);
        assert!(found.iter().all(|(key, texts)| texts.raw("text") == key.key()));
    }

    async fn saving_on_counts_up_and_touches_the_case(db: Db) {
        let draft = Draft::new(&db).await;
        assert_eq!(draft.save(Section::Facts, 0, &fields(&[("a", "1")])).await.unwrap(), Saved::Stored(1));
        assert_eq!(draft.save(Section::Facts, 1, &fields(&[("a", "2")])).await.unwrap(), Saved::Stored(2));
        assert_eq!(draft.save(Section::Facts, 2, &fields(&[])).await.unwrap(), Saved::Stored(3));
        let stored = draft.stored(Section::Facts).await.unwrap();
        assert_eq!((stored.version, stored.fields), (3, Fields::default()));
        let lines = load!(db, |tx| store::cases::list_cases(tx, draft.town.worker, store::cases::Whose::Mine, None)).unwrap();
        assert_eq!(lines[0].updated_at, at(10));
    }

    async fn a_stale_save_gets_the_others_text_and_name_and_changes_nothing(db: Db) {
        let draft = Draft::new(&db).await;
        let (colleague, worker) = (draft.town.colleague, draft.town.worker);
        draft.save_as(worker, 10, Section::Weighing, 0, &fields(&[("reason", "Från början")])).await.unwrap();
        let theirs = fields(&[("reason", "Kollegans text")]);
        draft.save_as(colleague, 11, Section::Weighing, 1, &theirs).await.unwrap();
        let expected = StoredSection { section: Section::Weighing, fields: theirs, version: 2, saved_by: "Åsa Öberg".into(), saved_at: at(11) };
        for version in [0, 1, 3, -1, i64::MAX] {
            let saved = draft.save_as(worker, 12, Section::Weighing, version, &fields(&[("reason", "Min text")])).await.unwrap();
            assert_eq!(saved, Saved::Conflict(expected.clone()), "from version {version}");
        }
        assert_eq!(draft.stored(Section::Weighing).await, Some(expected));
        assert_eq!(trail(&db, draft.case).await.iter().filter(|row| row.starts_with("saved")).count(), 2);
    }

    async fn whoever_saves_first_text_second_gets_a_conflict_too(db: Db) {
        let draft = Draft::new(&db).await;
        draft.save_as(draft.town.colleague, 10, Section::Facts, 0, &fields(&[("a", "deras")])).await.unwrap();
        let Saved::Conflict(theirs) = draft.save(Section::Facts, 0, &fields(&[("a", "min")])).await.unwrap() else { panic!("overwritten") };
        assert_eq!((theirs.fields.raw("a"), theirs.saved_by.as_str(), theirs.version), ("deras", "Åsa Öberg", 1));
    }

    async fn a_version_of_something_never_saved_is_stale(db: Db) {
        let draft = Draft::new(&db).await;
        refused!(draft.save(Section::Facts, 4, &fields(&[("a", "1")])).await, Stale);
        assert_eq!(draft.stored(Section::Facts).await, None);
    }

    async fn the_same_text_again_is_no_conflict_and_no_change(db: Db) {
        let draft = Draft::new(&db).await;
        let texts = fields(&[("a", "1"), ("b", "2")]);
        draft.save_as(draft.town.colleague, 10, Section::Facts, 0, &texts).await.unwrap();
        for version in [0, 1, 7] {
            assert_eq!(draft.save(Section::Facts, version, &texts).await.unwrap(), Saved::Stored(1), "from version {version}");
        }
        let stored = draft.stored(Section::Facts).await.unwrap();
        assert_eq!((stored.saved_by.as_str(), stored.version), ("Åsa Öberg", 1));
        assert_eq!(trail(&db, draft.case).await.iter().filter(|row| row.starts_with("saved")).count(), 1);
    }

    async fn of_many_savers_at_once_one_is_kept_and_the_others_see_it(db: Db) {
        let draft = Draft::new(&db).await;
        for version in [0, 1] {
            let savers: Vec<_> = (0..8)
                .map(|i| {
                    let (db, who, object) = (db.clone(), draft.town.at(10), (draft.case, draft.id));
                    let texts = fields(&[("a", &format!("{version} {i}"))]);
                    tokio::spawn(async move { save!(db, |tx| save_section(tx, who, object, Section::Facts, version, &texts)) })
                })
                .collect();
            let mut seen = Vec::new();
            let mut kept = 0;
            for saver in savers {
                match saver.await.unwrap().unwrap() {
                    Saved::Stored(new) => {
                        assert_eq!(new, version + 1);
                        kept += 1;
                    }
                    Saved::Conflict(theirs) => seen.push(theirs),
                }
            }
            let stored = draft.stored(Section::Facts).await.unwrap();
            assert_eq!((kept, seen.len(), stored.version), (1, 7, version + 1));
            assert!(seen.iter().all(|theirs| *theirs == stored));
        }
    }

    async fn after_signing_only_letters_and_the_follow_up_are_written(db: Db) {
        let draft = Draft::new(&db).await;
        let child = draft.town.child(draft.case, "Elsa").await;
        let note = draft.town.note(draft.case, draft.id, child, NoteKind::Heard).await;
        let texts = fields(&[("a", "före")]);
        draft.save(Section::Decision, 0, &texts).await.unwrap();
        draft.town.sign(draft.case, draft.id, 20).await;
        let letter = draft.town.letter(draft.case, draft.id, child, 14).await;
        for key in [Section::Question, Section::Child(child), Section::Facts, Section::Note(note), Section::Article(3), Section::Weighing, Section::Decision] {
            refused!(draft.save(key, 0, &fields(&[("a", "efter")])).await, State);
        }
        refused!(draft.save(Section::Decision, 1, &texts).await, State);
        assert_eq!(draft.stored(Section::Decision).await.unwrap().fields, texts);
        for key in [Section::Letter(letter), Section::FollowUp] {
            assert_eq!(draft.save(key, 0, &fields(&[("a", "efter")])).await.unwrap(), Saved::Stored(1));
        }
        let (who, object) = (draft.town.at(21), (draft.case, draft.id, draft.town.version(draft.id).await));
        save!(db, |tx| assessments::close(tx, who, object)).unwrap();
        for key in [Section::Letter(letter), Section::FollowUp, Section::Facts] {
            refused!(draft.save(key, 1, &fields(&[("a", "sent")])).await, State);
        }
    }

    async fn a_withdrawn_assessment_takes_no_text_until_it_is_opened_again(db: Db) {
        let draft = Draft::new(&db).await;
        draft.town.withdraw(draft.case, draft.id, 5).await;
        for key in [Section::Question, Section::FollowUp] {
            refused!(draft.save(key, 0, &fields(&[("a", "1")])).await, State);
        }
        let (who, object) = (draft.town.at(6), (draft.case, draft.id, 2));
        save!(db, |tx| assessments::set_withdrawn(tx, who, object, Status::Withdrawn, None)).unwrap();
        assert_eq!(draft.save(Section::Question, 0, &fields(&[("a", "1")])).await.unwrap(), Saved::Stored(1));
    }

    async fn a_save_that_meets_a_signature_waits_and_is_refused(db: Db) {
        let draft = Draft::new(&db).await;
        draft.save(Section::Decision, 0, &fields(&[("a", "undertecknat")])).await.unwrap();
        let (writer, who, object) = (db.clone(), draft.town.at(20), (draft.case, draft.id, 1));
        let (entered, wait) = tokio::sync::oneshot::channel();
        let signer = tokio::spawn(async move {
            save!(writer, |tx| async {
                assessments::sign(tx, who, object, signature(0, None)).await?;
                entered.send(()).unwrap();
                tokio::time::sleep(Duration::from_millis(150)).await;
                Ok::<_, StoreError>(())
            })
        });
        wait.await.unwrap();
        refused!(draft.save(Section::Decision, 1, &fields(&[("a", "efteråt")])).await, State);
        signer.await.unwrap().unwrap();
        assert_eq!(draft.stored(Section::Decision).await.unwrap().fields.raw("a"), "undertecknat");
    }

    async fn who_holds_an_assessment_sees_its_last_text_until_it_is_signed(db: Db) {
        let draft = Draft::new(&db).await;
        draft.save(Section::Decision, 0, &fields(&[("a", "fullständigt")])).await.unwrap();
        let (writer, who, object) = (db.clone(), draft.town.at(20), (draft.case, draft.id));
        let (entered, wait) = tokio::sync::oneshot::channel();
        let signer = tokio::spawn(async move {
            save!(writer, |tx| async {
                assessments::hold(tx, object.0, object.1).await?;
                let checked = section(tx, object.1, Section::Decision).await?;
                entered.send(()).unwrap();
                tokio::time::sleep(Duration::from_millis(150)).await;
                assessments::sign(tx, who, (object.0, object.1, 1), signature(0, None)).await?;
                Ok::<_, StoreError>(checked.unwrap())
            })
        });
        wait.await.unwrap();
        refused!(draft.save(Section::Decision, 1, &fields(&[])).await, State);
        assert_eq!(draft.stored(Section::Decision).await.unwrap(), signer.await.unwrap().unwrap());
    }

    async fn a_failed_save_leaves_no_row_in_the_trail(db: Db) {
        let draft = Draft::new(&db).await;
        draft.town.sign(draft.case, draft.id, 5).await;
        let before = count(&db, "select count(*) from audit").await;
        refused!(draft.save(Section::Facts, 0, &fields(&[("a", "1")])).await, State);
        assert_eq!(count(&db, "select count(*) from audit").await, before);
    }

    async fn every_text_comes_back_as_it_was_typed(db: Db) {
        let draft = Draft::new(&db).await;
        let long: String = "Åäö 💬 مرحبا\n".chars().cycle().take(MAX_TEXT).collect();
        assert_eq!(long.chars().count(), 100_000);
        let texts = [
            "👩‍👧‍👦 🇸🇪 💬", "مرحبا يا صديقي", "\u{202e}baklänges\u{202c} \u{200f}", "\"citat\" 'apostrof' ”svenska”", "'; drop table section; --", "%_\\ \\n \\u0041 \\\\",
            "  ledande och avslutande blanksteg  ", "\trad ett\n\n\nrad två\n", "{\"a\": [1, null, \"\\\"\"]}", "null", "true", "0", "A\u{30a} och Å", "</textarea><script>alert(1)</script>",
            "$1 ?1 :namn", "\u{feff}bom", "\u{10ffff}", &long,
        ];
        let sent: Fields = texts.iter().enumerate().map(|(i, text)| (format!("fält.{i} \"'%"), *text)).collect();
        assert_eq!(draft.save(Section::Facts, 0, &sent).await.unwrap(), Saved::Stored(1));
        let stored = draft.stored(Section::Facts).await.unwrap().fields;
        for (i, text) in texts.iter().enumerate() {
            assert_eq!(stored.raw(&format!("fält.{i} \"'%")), *text);
        }
        assert_eq!(stored, sent);
    }

    async fn the_same_section_of_two_assessments_is_two_texts(db: Db) {
        let draft = Draft::new(&db).await;
        let second = draft.town.begin(draft.case, 2).await;
        draft.save(Section::Facts, 0, &fields(&[("a", "första")])).await.unwrap();
        let other = Draft { id: second, ..draft };
        assert_eq!(other.stored(Section::Facts).await, None);
        assert_eq!(other.save(Section::Facts, 0, &fields(&[("a", "andra")])).await.unwrap(), Saved::Stored(1));
        assert_eq!(count(&db, "select count(*) from section").await, 2);
    }
}
