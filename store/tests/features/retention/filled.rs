use domain::access::{EmergencyGround, OpeningReason};
use domain::assessments::{AnnotationKind, NoteKind, Section, Status, Verdict};
use domain::attachments::AttachmentKind;
use domain::cases::GuardianRole;
use domain::ids::{AssessmentId, CaseId};
use domain::participation::DisclosureOutcome;
use domain::retention::HoldReason;
use store::access::{self, Digest, NewSession};
use store::annotations::{NewAnnotation, add_annotation};
use store::attachments::{NewAttachment, add_attachment};
use store::disclosures::{NewDisclosure, add_disclosure};
use store::retention::{Choice, choose, lift_hold, place_hold};
use store::{assessments, children, extracts, figures, letters, reviews, sections};

use super::super::common::{Town, at, day, fields, save};
use super::Archive;

/// Stands in every text of the case, and nowhere else.
pub const MARK: &str = "Zebrafink";

/// A case with a row in every table that a case has rows in.
pub async fn filled(archive: &Archive) -> (CaseId, AssessmentId) {
    let town = &archive.town;
    let db = &town.db;
    let case = town.open_as(named(town), 0).await;
    let child = town.child(case, "Elsa Zebrafink").await;
    let who = town.at(2);
    let guardian = save!(db, |tx| children::add_guardian(
        tx,
        who,
        case,
        "Nils Zebrafink",
        GuardianRole::Other
    ))
    .unwrap();
    save!(db, |tx| children::set_guardians(
        tx,
        who,
        case,
        child,
        &[guardian]
    ))
    .unwrap();
    let id = town.begin(case, 2).await;
    let text = fields(&[("fact.1.text", "Zebrafink bor här")]);
    save!(db, |tx| sections::save_section(
        tx,
        who,
        (case, id),
        Section::Facts,
        0,
        &text
    ))
    .unwrap();
    attach(town, case, id).await;
    town.note(case, id, child, NoteKind::Heard).await;
    town.measure(case, id, "Skjuts för Zebrafink", 20).await;
    review(town, case, id).await;
    town.set_status(id, Status::Draft).await;
    town.sign(case, id, 6).await;
    let who = town.at(7);
    let material = town.material(id).await;
    save!(db, |tx| assessments::keep_version(
        tx, who, &material, 0, "signed"
    ))
    .unwrap();
    beside(town, case, id).await;
    let letter = town.letter(case, id, child, 10).await;
    let (checked, told) = (
        fields(&[("at_home", "safe")]),
        fields(&[("told", "Hej Elsa Zebrafink")]),
    );
    save!(db, |tx| sections::save_section(
        tx,
        who,
        (case, id),
        Section::Letter(letter),
        0,
        &told
    ))
    .unwrap();
    save!(db, |tx| letters::set_approved(
        tx,
        who,
        case,
        (letter, 1),
        Some(&checked)
    ))
    .unwrap();
    save!(db, |tx| figures::refresh(tx, id)).unwrap();
    opened(town, case).await;
    kept(archive, case).await;
    (case, id)
}

fn named(town: &Town) -> store::cases::NewCase {
    store::cases::NewCase {
        matter: "Zebrafink flyttar".to_owned(),
        subject_number: super::super::common::number("19850412238"),
        ..town.new_case("Vera Zebrafink")
    }
}

async fn attach(town: &Town, case: CaseId, id: AssessmentId) {
    let who = town.at(3);
    let new = NewAttachment {
        name: "Zebrafink.pdf".to_owned(),
        kind: AttachmentKind::Pdf,
        digest: [3; 32],
        note: "Om Zebrafink".to_owned(),
        bytes: b"%PDF Zebrafink".to_vec(),
    };
    save!(town.db, |tx| add_attachment(tx, who, case, id, &new)).unwrap();
}

async fn review(town: &Town, case: CaseId, id: AssessmentId) {
    town.submit(case, id, 4).await;
    let (worker, manager) = (town.at(4), town.as_at(town.manager, 5));
    save!(town.db, |tx| reviews::open_round(
        tx,
        worker,
        case,
        id,
        "Läs om Zebrafink"
    ))
    .unwrap();
    save!(town.db, |tx| reviews::write_remark(
        tx,
        manager,
        (case, id),
        Section::Facts,
        Verdict::MustCorrect,
        "Zebrafink stavas så"
    ))
    .unwrap();
    save!(town.db, |tx| reviews::end_round(
        tx,
        manager,
        case,
        id,
        ("returned", "Zebrafink"),
        None
    ))
    .unwrap();
    town.send_back(case, id, 5).await;
}

/// What is never removed otherwise.
async fn beside(town: &Town, case: CaseId, id: AssessmentId) {
    let who = town.at(7);
    let annotation = NewAnnotation {
        kind: AnnotationKind::Objection,
        section: None,
        text: "Zebrafink håller inte med".to_owned(),
        right_text: String::new(),
        by_whom: "Vera Zebrafink".to_owned(),
        decided_by: String::new(),
        on: day(0),
    };
    save!(town.db, |tx| add_annotation(tx, who, (case, id), &annotation)).unwrap();
    let disclosure = NewDisclosure {
        statement: "a.1".to_owned(),
        recipient: "Nils Zebrafink".to_owned(),
        outcome: DisclosureOutcome::Withheld,
        ground: "osl-10-3".to_owned(),
        reasons: "Zebrafink".to_owned(),
        told_instead: String::new(),
        decided_by: "Maria Chef".to_owned(),
        decided_on: day(0),
    };
    save!(town.db, |tx| add_disclosure(tx, who, (case, id), &disclosure)).unwrap();
}

async fn opened(town: &Town, case: CaseId) {
    const TOKEN: Digest = [9; 32];
    let (who, account) = (town.at(8), town.worker);
    let new = NewSession {
        token: &TOKEN,
        account,
        idle_until: at(60),
        ends_at: at(600),
    };
    save!(town.db, |tx| access::start_session(tx, who, new)).unwrap();
    save!(town.db, |tx| access::note_opened(
        tx,
        who,
        &TOKEN,
        case,
        OpeningReason::Own
    ))
    .unwrap();
    let new = access::NewEmergency {
        number: town.case(case).await.number,
        ground: EmergencyGround::Absence,
        reason: "Zebrafink ringer om kvällen.".to_owned(),
        ends_at: at(240),
    };
    assert_eq!(
        save!(town.db, |tx| access::open_emergency(tx, who, &new)).unwrap(),
        1
    );
    save!(town.db, |tx| store::search::keep_search(
        tx,
        who,
        account,
        "Zebrafink"
    ))
    .unwrap();
}

/// What is known about its retention: a choice, and a hold that was lifted again.
async fn kept(archive: &Archive, case: CaseId) {
    let who = archive.at(archive.first, 9);
    let choice = Choice {
        class: "five_years".to_owned(),
        file_last_entry: None,
        ended_on: None,
        in_sample: None,
    };
    save!(archive.town.db, |tx| choose(tx, who, case, 0, &choice)).unwrap();
    let hold = save!(archive.town.db, |tx| place_hold(
        tx,
        who,
        case,
        HoldReason::Request,
        "Zebrafink begärs ut"
    ))
    .unwrap();
    let (unit, digits) = (
        archive.town.municipality.id,
        super::super::common::number("19850412238"),
    );
    let extract = save!(archive.town.db, |tx| extracts::ask(
        tx, who, unit, &digits, "Dnr 1"
    ))
    .unwrap();
    save!(archive.town.db, |tx| extracts::close(tx, who, extract)).unwrap();
    save!(archive.town.db, |tx| lift_hold(
        tx,
        who,
        case,
        hold,
        "Zebrafink utlämnad"
    ))
    .unwrap();
}
