//! Files that belong to an assessment.

use domain::attachments::{Attached, AttachmentKind, MAX_ATTACHMENTS};
use domain::ids::{AssessmentId, AttachmentId, CaseId};
use store::attachments::{
    Attachment, NewAttachment, add_attachment, attached, attachment, attachments, read_attachment,
    remove_attachment,
};
use store::{Db, StoreError, assessments, both_engines, cases};
use uuid::Uuid;

use super::common::{Town, at, count, execute, load, refused, save, trail};

/// A file whose bytes and digest are told apart by a number.
fn new(number: u8) -> NewAttachment {
    let mut digest = [7; 32];
    digest[0] = number;
    NewAttachment {
        name: "Läkarintyg \"mars\" 💬.pdf".to_owned(),
        kind: AttachmentKind::Pdf,
        digest,
        note: "Intyg från barnkliniken".to_owned(),
        bytes: vec![0, number, 0xff, b'\'', 0x80],
    }
}

async fn add(
    town: &Town,
    case: CaseId,
    id: AssessmentId,
    new: NewAttachment,
) -> Result<AttachmentId, StoreError> {
    let who = town.at(4);
    save!(town.db, |tx| add_attachment(tx, who, case, id, &new))
}

async fn remove(town: &Town, case: CaseId, id: AssessmentId, file: AttachmentId) -> Result<(), StoreError> {
    let who = town.at(5);
    save!(town.db, |tx| remove_attachment(tx, who, case, id, file))
}

async fn read(
    town: &Town,
    case: CaseId,
    id: AssessmentId,
    file: AttachmentId,
) -> Result<Vec<u8>, StoreError> {
    let who = town.at(6);
    save!(town.db, |tx| read_attachment(tx, who, case, id, file)).map(|(_, bytes)| bytes)
}

both_engines! {
    async fn a_file_comes_back_as_it_was_added_and_its_reading_leaves_a_row(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let file = add(&town, case, id, new(1)).await.unwrap();
        let before = trail(&db, case).await;
        assert_eq!(before.last().map(String::as_str), Some("created attachment"));
        let listed = load!(db, |tx| attachments(tx, id)).unwrap();
        let new = new(1);
        assert_eq!(listed.len(), 1);
        let found = &listed[0];
        assert_eq!((found.id, found.name.as_str(), found.kind, found.size), (file, new.name.as_str(), AttachmentKind::Pdf, 5));
        assert_eq!((found.digest, found.note.as_str(), found.added_by.as_str(), found.added_at), (new.digest, new.note.as_str(), "Karin Ek", at(4)));
        assert_eq!(&load!(db, |tx| attachment(tx, case, id, file)).unwrap(), found);
        let who = town.at(6);
        let (again, bytes) = save!(db, |tx| read_attachment(tx, who, case, id, file)).unwrap();
        assert_eq!((&again, bytes), (found, new.bytes));
        let after = trail(&db, case).await;
        assert_eq!(after.len(), before.len() + 1);
        assert_eq!(after.last().map(String::as_str), Some("read attachment"));
        assert_eq!(count(&db, "select count(*) from audit x join attachment f on f.id = x.object_id where x.object_kind = 'attachment'").await, 2);
    }

    async fn files_are_listed_oldest_first_and_those_of_another_assessment_are_not(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (id, other) = (town.begin(case, 1).await, town.begin(case, 1).await);
        let mut added = Vec::new();
        for number in [3, 1, 2] {
            added.push(add(&town, case, id, new(number)).await.unwrap());
        }
        add(&town, case, other, new(1)).await.unwrap();
        let found = load!(db, |tx| attachments(tx, id)).unwrap();
        assert_eq!(found.iter().map(|f| f.id).collect::<Vec<_>>(), added);
        assert_eq!(load!(db, |tx| attached(tx, id)).unwrap(), Attached { files: 3, bytes: 15 });
        let nothing = AssessmentId(Uuid::max());
        assert_eq!(load!(db, |tx| attached(tx, nothing)).unwrap(), Attached::default());
        assert!(load!(db, |tx| attachments(tx, nothing)).unwrap().is_empty());
    }

    async fn the_same_bytes_are_taken_once_until_they_are_removed(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let file = add(&town, case, id, new(1)).await.unwrap();
        refused!(add(&town, case, id, new(1)).await, Exists);
        remove(&town, case, id, file).await.unwrap();
        let again = add(&town, case, id, new(1)).await.unwrap();
        assert_eq!(load!(db, |tx| attachments(tx, id)).unwrap().iter().map(|f| f.id).collect::<Vec<_>>(), [again]);
    }

    async fn a_removed_file_keeps_its_row_and_digest_and_loses_its_bytes(db: Db) {
        const LEFT: &str = "select count(*) from attachment where removed_at is not null and removed_by is not null and length(bytes) = 0 \
            and length(digest) = 32 and size = 5 and note <> ''";
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let (gone, kept) = (add(&town, case, id, new(1)).await.unwrap(), add(&town, case, id, new(2)).await.unwrap());
        remove(&town, case, id, gone).await.unwrap();
        assert_eq!(count(&db, LEFT).await, 1);
        assert_eq!(load!(db, |tx| attached(tx, id)).unwrap(), Attached { files: 1, bytes: 5 });
        assert_eq!(load!(db, |tx| attachments(tx, id)).unwrap().iter().map(|f| f.id).collect::<Vec<_>>(), [kept]);
        assert_eq!(trail(&db, case).await.last().map(String::as_str), Some("removed attachment"));
        let rows = count(&db, "select count(*) from audit").await;
        refused!(load!(db, |tx| attachment(tx, case, id, gone)), NotFound);
        refused!(read(&town, case, id, gone).await, NotFound);
        refused!(remove(&town, case, id, gone).await, NotFound);
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
        assert_eq!(read(&town, case, id, kept).await.unwrap(), new(2).bytes);
    }

    async fn twenty_files_fit_and_the_next_is_refused_until_one_is_removed(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let first = add(&town, case, id, new(0)).await.unwrap();
        for number in 1..u8::try_from(MAX_ATTACHMENTS).unwrap() {
            add(&town, case, id, new(number)).await.unwrap();
        }
        refused!(add(&town, case, id, new(99)).await, State);
        assert_eq!(load!(db, |tx| attachments(tx, id)).unwrap().len(), 20);
        remove(&town, case, id, first).await.unwrap();
        add(&town, case, id, new(99)).await.unwrap();
    }

    async fn fifty_megabytes_fit_and_no_byte_more(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        add(&town, case, id, new(1)).await.unwrap();
        execute(&db, "update attachment set size = 50 * 1024 * 1024 - 5").await.unwrap();
        let mut large = new(2);
        large.bytes.push(0);
        refused!(add(&town, case, id, large).await, State);
        add(&town, case, id, new(2)).await.unwrap();
    }

    async fn ten_megabytes_come_back_whole(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let mut large = new(1);
        large.bytes = (0..10 * 1024 * 1024_u32).map(|n| n.to_le_bytes()[1]).collect();
        let sent = large.bytes.clone();
        let file = add(&town, case, id, large).await.unwrap();
        assert!(read(&town, case, id, file).await.unwrap() == sent);
    }

    async fn nothing_is_added_or_removed_once_the_facts_are_closed_and_what_is_there_can_still_be_read(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let (signed, withdrawn) = (town.begin(case, 1).await, town.begin(case, 1).await);
        let (first, second) = (add(&town, case, signed, new(1)).await.unwrap(), add(&town, case, withdrawn, new(1)).await.unwrap());
        town.sign(case, signed, 2).await;
        town.withdraw(case, withdrawn, 2).await;
        for (id, file) in [(signed, first), (withdrawn, second)] {
            refused!(add(&town, case, id, new(2)).await, State);
            refused!(remove(&town, case, id, file).await, State);
            assert_eq!(load!(db, |tx| attachments(tx, id)).unwrap().len(), 1);
            assert_eq!(read(&town, case, id, file).await.unwrap(), new(1).bytes);
        }
    }

    async fn files_and_assessments_of_other_cases_and_guessed_ids_are_not_found(db: Db) {
        let town = Town::build(&db).await;
        let (case, other) = (town.open("Vera Blom", 0).await, town.open("Nora Ek", 0).await);
        let (id, sibling, foreign) = (town.begin(case, 1).await, town.begin(case, 1).await, town.begin(other, 1).await);
        let (mine, theirs) = (add(&town, case, id, new(1)).await.unwrap(), add(&town, other, foreign, new(1)).await.unwrap());
        let (nothing, nowhere) = (AttachmentId(Uuid::max()), AssessmentId(Uuid::max()));
        let rows = count(&db, "select count(*) from audit").await;
        for (case, id, file) in [
            (case, id, theirs), (case, foreign, theirs), (other, id, mine), (case, sibling, mine), (case, id, nothing), (case, nowhere, mine),
        ] {
            refused!(load!(db, |tx| attachment(tx, case, id, file)), NotFound);
            refused!(read(&town, case, id, file).await, NotFound);
            refused!(remove(&town, case, id, file).await, NotFound);
        }
        for id in [foreign, nowhere] {
            refused!(add(&town, case, id, new(2)).await, NotFound);
        }
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
        assert_eq!(count(&db, "select count(*) from attachment where removed_at is null and length(bytes) = 5").await, 2);
    }

    async fn a_new_version_has_the_files_of_the_one_before_and_may_remove_its_own(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        let (gone, kept) = (add(&town, case, id, new(1)).await.unwrap(), add(&town, case, id, new(2)).await.unwrap());
        remove(&town, case, id, gone).await.unwrap();
        town.sign(case, id, 6).await;
        let who = town.at(60);
        let next = save!(db, |tx| async {
            let (case, signed) = (cases::case(tx, case).await?, assessments::assessment(tx, id).await?);
            let before = assessments::material(tx, &case, &signed, who.today).await?;
            assessments::revise(tx, who, &signed, &before, &signed.content_version).await
        })
        .unwrap();
        let (old, copied) = (load!(db, |tx| attachments(tx, id)).unwrap(), load!(db, |tx| attachments(tx, next)).unwrap());
        assert_eq!((old.len(), copied.len()), (1, 1));
        assert_eq!(Attachment { id: kept, ..copied[0].clone() }, old[0]);
        assert_eq!(read(&town, case, next, copied[0].id).await.unwrap(), new(2).bytes);
        remove(&town, case, next, copied[0].id).await.unwrap();
        assert_eq!(read(&town, case, id, kept).await.unwrap(), new(2).bytes);
    }

    async fn a_file_whose_digest_is_no_digest_is_not_listed_as_if_it_were_sound(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.begin(case, 1).await;
        add(&town, case, id, new(1)).await.unwrap();
        let cut = if db.engine() == store::Engine::Sqlite { "update attachment set digest = x'00'" } else { "update attachment set digest = '\\x00'" };
        execute(&db, cut).await.unwrap();
        assert!(matches!(load!(db, |tx| attachments(tx, id)), Err(StoreError::Corrupt(_))));
    }
}
