//! Letters to children: drafted, approved, given or not.

use domain::assessments::Section;
use domain::fields::Fields;
use domain::ids::{CaseId, LetterId};
use domain::language::Language;
use domain::letters::{AgeBand, LetterKind, LetterStatus};
use store::letters::{
    Letter, NewLetter, add_letter, change_letter, letter, letter_versions, letters, set_approved, set_given,
};
use store::{Db, StoreError, both_engines, children};

use super::common::{Town, at, day, execute, fields, load, new_letter, refused, save};

/// A letter in a case, and short ways through its life.
struct Post {
    town: Town,
    case: CaseId,
    assessment: domain::ids::AssessmentId,
    id: LetterId,
}

impl Post {
    async fn new(db: &Db) -> Self {
        let town = Town::build(db).await;
        let case = town.open("Vera Blom", 0).await;
        let child = town.child(case, "Elsa").await;
        let assessment = town.begin(case, 1).await;
        town.sign(case, assessment, 2).await;
        let id = town.letter(case, assessment, child, 14).await;
        Self {
            town,
            case,
            assessment,
            id,
        }
    }

    async fn get(&self) -> Letter {
        load!(self.town.db, |tx| letter(tx, self.assessment, self.id)).unwrap()
    }

    async fn change(&self, version: i64, band: AgeBand, language: Language) -> Result<(), StoreError> {
        let (who, case, object) = (self.town.at(6), self.case, (self.id, version));
        save!(self.town.db, |tx| change_letter(
            tx, who, case, object, band, language
        ))
    }

    async fn approve(&self, version: i64, approved: bool) -> Result<(), StoreError> {
        let (who, case, object) = (self.town.at(7), self.case, (self.id, version));
        let checked = fields(&[("at_home", "safe")]);
        save!(self.town.db, |tx| set_approved(
            tx,
            who,
            case,
            object,
            approved.then_some(&checked)
        ))
    }

    async fn give(&self, version: i64, given: bool, form: &Fields) -> Result<(), StoreError> {
        let (who, case, object, form) = (self.town.at(8), self.case, (self.id, version), form.clone());
        save!(self.town.db, |tx| set_given(
            tx,
            who,
            case,
            object,
            given.then(|| day(9)),
            &form
        ))
    }
}

both_engines! {
    async fn a_letter_is_read_back_as_it_was_begun(db: Db) {
        let post = Post::new(&db).await;
        let found = post.get().await;
        assert_eq!((found.id, found.assessment, found.band, found.language), (post.id, post.assessment, AgeBand::Ten, Language::Swedish));
        assert_eq!((found.status, found.due_on, found.version), (LetterStatus::Draft, Some(day(14)), 1));
        assert_eq!((found.approved_at, &found.approved_by, found.given_on, &found.given), (None, &None, None, &Fields::default()));
        assert_eq!(load!(db, |tx| letters(tx, post.assessment)).unwrap(), [found]);
    }

    async fn a_letter_may_have_no_day_and_letters_are_listed_oldest_first(db: Db) {
        let post = Post::new(&db).await;
        let (who, object, child) = (post.town.at(9), (post.case, post.assessment), post.get().await.child);
        let new = NewLetter { band: AgeBand::Four, language: Language::English, ..new_letter(child, None) };
        let second = save!(db, |tx| add_letter(tx, who, object, new)).unwrap();
        let found = load!(db, |tx| letters(tx, post.assessment)).unwrap();
        assert_eq!(found.iter().map(|l| (l.id, l.due_on, l.band, l.language)).collect::<Vec<_>>(), [
            (post.id, Some(day(14)), AgeBand::Ten, Language::Swedish),
            (second, None, AgeBand::Four, Language::English),
        ]);
    }

    async fn every_age_band_and_language_is_kept(db: Db) {
        let post = Post::new(&db).await;
        let mut version = 1;
        for band in AgeBand::ALL {
            for language in Language::ALL {
                post.change(version, band, language).await.unwrap();
                version += 1;
                let found = post.get().await;
                assert_eq!((found.band, found.language, found.version), (band, language, version));
            }
        }
    }

    async fn a_letter_is_approved_and_given_with_what_the_child_answered(db: Db) {
        let post = Post::new(&db).await;
        post.approve(1, true).await.unwrap();
        let found = post.get().await;
        assert_eq!((found.status, found.approved_at, found.approved_by.as_deref(), found.version), (LetterStatus::Approved, Some(at(7)), Some("Karin Ek"), 2));
        let form = fields(&[("how", "Läst högt hemma"), ("answer", "\"Okej\" 💬")]);
        post.give(2, true, &form).await.unwrap();
        let found = post.get().await;
        assert_eq!((found.status, found.given_on, found.given, found.version), (LetterStatus::Given, Some(day(9)), form, 3));
        assert_eq!(found.approved_by.as_deref(), Some("Karin Ek"));
    }

    async fn an_approval_is_taken_back_before_the_letter_is_given(db: Db) {
        let post = Post::new(&db).await;
        post.approve(1, true).await.unwrap();
        post.approve(2, false).await.unwrap();
        let found = post.get().await;
        assert_eq!((found.status, found.approved_at, found.approved_by, found.version), (LetterStatus::Draft, None, None, 3));
        post.change(3, AgeBand::Seven, Language::English).await.unwrap();
        post.approve(4, true).await.unwrap();
    }

    async fn a_letter_that_is_not_given_has_a_reason_from_draft_or_approved(db: Db) {
        let why = fields(&[("why", "Barnet är två år; samtal i stället")]);
        let post = Post::new(&db).await;
        post.give(1, false, &why).await.unwrap();
        let found = post.get().await;
        assert_eq!((found.status, found.given_on, found.given), (LetterStatus::NotGiven, None, why.clone()));
        let child = found.child;
        let second = Post { id: post.town.letter(post.case, post.assessment, child, 14).await, ..post };
        second.approve(1, true).await.unwrap();
        second.give(2, false, &why).await.unwrap();
        assert_eq!(second.get().await.status, LetterStatus::NotGiven);
    }

    async fn every_step_out_of_order_is_refused_and_changes_nothing(db: Db) {
        let post = Post::new(&db).await;
        let form = Fields::default();
        refused!(post.approve(1, false).await, Stale);
        refused!(post.give(1, true, &form).await, Stale);
        post.approve(1, true).await.unwrap();
        refused!(post.approve(2, true).await, Stale);
        refused!(post.change(2, AgeBand::Four, Language::English).await, Stale);
        post.give(2, true, &form).await.unwrap();
        let given = post.get().await;
        for version in [1, 2, 3, 4] {
            refused!(post.change(version, AgeBand::Four, Language::English).await, Stale);
            refused!(post.approve(version, true).await, Stale);
            refused!(post.approve(version, false).await, Stale);
            refused!(post.give(version, true, &form).await, Stale);
            refused!(post.give(version, false, &form).await, Stale);
        }
        assert_eq!(post.get().await, given);
    }

    async fn every_step_from_a_stale_version_is_refused(db: Db) {
        let post = Post::new(&db).await;
        post.change(1, AgeBand::Seven, Language::Swedish).await.unwrap();
        let before = post.get().await;
        let form = Fields::default();
        refused!(post.change(1, AgeBand::Four, Language::English).await, Stale);
        refused!(post.approve(1, true).await, Stale);
        refused!(post.give(1, false, &form).await, Stale);
        assert_eq!(post.get().await, before);
    }

    async fn a_child_who_was_taken_out_or_belongs_elsewhere_gets_no_letter(db: Db) {
        let town = Town::build(&db).await;
        let (case, other) = (town.open("Vera Blom", 0).await, town.open("Nora Ek", 0).await);
        let (gone, foreign) = (town.child(case, "Elsa").await, town.child(other, "Noel").await);
        let id = town.begin(case, 1).await;
        let who = town.at(2);
        save!(db, |tx| children::set_removed(tx, who, case, gone, true)).unwrap();
        let new = new_letter(gone, None);
        refused!(save!(db, |tx| add_letter(tx, who, (case, id), new)), State);
        town.sign(case, id, 3).await;
        for child in [gone, foreign] {
            let new = new_letter(child, None);
            refused!(save!(db, |tx| add_letter(tx, who, (case, id), new)), NotFound);
        }
        assert!(load!(db, |tx| letters(tx, id)).unwrap().is_empty());
    }

    async fn letters_and_their_texts_change_only_while_the_assessment_is_signed_and_the_letter_a_draft(db: Db) {
        let post = Post::new(&db).await;
        let section = domain::assessments::Section::Letter(post.id);
        let (who, object) = (post.town.at(9), (post.case, post.assessment));
        let texts = fields(&[("told", "Hej")]);
        let write = |version, texts: Fields| {
            let db = db.clone();
            async move { save!(db, |tx| store::sections::save_section(tx, who, object, section, version, &texts)) }
        };
        write(0, texts.clone()).await.unwrap();
        post.approve(1, true).await.unwrap();
        refused!(write(1, fields(&[("told", "Nej")])).await, State);
        refused!(write(1, texts.clone()).await, State);
        post.approve(2, false).await.unwrap();
        write(1, fields(&[("told", "Nej")])).await.unwrap();
        let foreign = domain::assessments::Section::Letter(LetterId(uuid::Uuid::max()));
        refused!(save!(db, |tx| store::sections::save_section(tx, who, object, foreign, 0, &texts)), NotFound);
        let version = post.town.version(post.assessment).await;
        save!(db, |tx| store::assessments::close(tx, who, (object.0, object.1, version))).unwrap();
        refused!(post.change(3, AgeBand::Four, Language::Swedish).await, State);
        refused!(post.approve(3, true).await, State);
        refused!(post.give(3, false, &Fields::default()).await, State);
        let child = post.get().await.child;
        let new = new_letter(child, None);
        refused!(save!(db, |tx| add_letter(tx, who, object, new)), State);
    }

    async fn an_invitation_is_written_before_the_decision_and_the_other_kinds_after_it(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let child = town.child(case, "Elsa").await;
        let id = town.begin(case, 1).await;
        let who = town.at(2);
        for kind in LetterKind::ALL {
            let new = NewLetter { kind, ..new_letter(child, None) };
            let added = save!(db, |tx| add_letter(tx, who, (case, id), new));
            assert_eq!(added.is_ok(), kind == LetterKind::Invitation, "{kind:?}");
        }
        let invitation = load!(db, |tx| letters(tx, id)).unwrap()[0].clone();
        let [text, checked, given] = ["sender", "at_home", "how"].map(|name| fields(&[(name, "Hej")]));
        let section = Section::Letter(invitation.id);
        save!(db, |tx| store::sections::save_section(tx, who, (case, id), section, 0, &text)).unwrap();
        save!(db, |tx| set_approved(tx, who, case, (invitation.id, 1), Some(&checked))).unwrap();
        save!(db, |tx| set_given(tx, who, case, (invitation.id, 2), Some(day(1)), &given)).unwrap();
        town.sign(case, id, 3).await;
        for kind in LetterKind::ALL {
            let new = NewLetter { kind, spoken: true, ..new_letter(child, None) };
            let letter_id = save!(db, |tx| add_letter(tx, who, (case, id), new)).unwrap();
            let found = load!(db, |tx| letter(tx, id, letter_id)).unwrap();
            assert_eq!((found.kind, found.spoken), (kind, true));
        }
    }

    async fn each_text_that_was_approved_is_kept_with_what_was_checked_and_never_changes(db: Db) {
        let post = Post::new(&db).await;
        let (who, object, section) = (post.town.at(6), (post.case, post.assessment), Section::Letter(post.id));
        for (n, text) in ["Första", "Andra"].into_iter().enumerate() {
            let n = i64::try_from(n).unwrap();
            let texts = fields(&[("told", text)]);
            save!(db, |tx| store::sections::save_section(tx, who, object, section, n, &texts)).unwrap();
            post.approve(2 * n + 1, true).await.unwrap();
            post.approve(2 * n + 2, false).await.unwrap();
        }
        let kept = load!(db, |tx| letter_versions(tx, post.id)).unwrap();
        let texts: Vec<_> = kept.iter().map(|v| (v.number, v.fields.text("told"), v.approval.text("at_home"))).collect();
        assert_eq!(texts, [(1, "Första", "safe"), (2, "Andra", "safe")]);
        assert_eq!((kept[0].approved_by.as_deref(), kept[0].approved_at), (Some("Karin Ek"), at(7)));
        assert!(execute(&db, "update letter_version set number = 7").await.is_err());
        assert!(execute(&db, "delete from letter_version").await.is_err());
    }
}
