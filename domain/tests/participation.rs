//! What step 4 asks before an assessment can be signed, and what each child's notes come to.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use common::{
    L, answer_what_is_missing, call_off_the_first_talk, complete, complete_as, kinds_and_depths, note,
    required, set, today,
};
use domain::assessments::{AttachedInView, Depth, Material, Need, NoteKind, Section, gaps, groups};
use domain::cases::CaseKind;
use domain::ids::NoteId;
use domain::organisation::AreaOfOperation;
use domain::participation::{ChildVoice, child_voice};
use uuid::Uuid;

fn messages(material: &Material) -> Vec<String> {
    gaps(material, today(), L)
        .into_iter()
        .map(|g| g.message)
        .collect()
}

#[test]
fn a_talk_that_did_not_take_place_asks_for_nothing_of_a_talk_and_leaves_the_child_to_be_heard() {
    for (kind, depth) in kinds_and_depths().filter(|(kind, _)| kind.names_children()) {
        let mut material = complete_as(kind, depth, AreaOfOperation::IncomeSupport);
        call_off_the_first_talk(&mut material);
        assert_eq!(
            messages(&material),
            ["Skriv vad Barn1 har sagt, eller varför barnet inte har hörts."],
            "{kind:?} {depth:?}"
        );
        material.notes.push(note(30, 1, NoteKind::NotHeard));
        answer_what_is_missing(&mut material);
        let section = Section::Note(material.notes[2].id);
        set(&mut material, section, "reason", "consent_withdrawn");
        assert_eq!(messages(&material), Vec::<String>::new(), "{kind:?} {depth:?}");
        assert_eq!(
            child_voice(&material, material.children[0].id, today()),
            ChildVoice::NotHeard
        );
    }
}

#[test]
fn why_a_talk_did_not_take_place_is_needed_and_words_contradict_it() {
    let mut material = complete(AreaOfOperation::IncomeSupport);
    let section = Section::Note(material.notes[0].id);
    set(&mut material, section, "went", "not_held");
    let fields: Vec<_> = gaps(&material, today(), L).into_iter().map(|g| g.field).collect();
    assert_eq!(fields, ["", "called_off_why", "went"]);
    // What was written all the same stays in sight, and is asked for no more.
    let all = material.section(section);
    let asked = groups(section, &material, &all, false, L);
    let place = asked
        .iter()
        .flat_map(|g| &g.fields)
        .find(|f| f.name == "place")
        .unwrap();
    assert_eq!(place.need, Need::Optional);
    // A text that somebody empties is still asked for at that moment, so that it is saved as empty.
    let mut posted = all;
    posted.0.retain(|name, _| !name.starts_with("statement."));
    posted.0.insert("statement.1.words".to_owned(), String::new());
    let asked = groups(section, &material, &posted, false, L);
    assert!(
        asked
            .iter()
            .flat_map(|g| &g.fields)
            .any(|f| f.name == "statement.1.words")
    );
}

#[test]
fn consent_that_is_withdrawn_before_the_talk_stands_in_the_way_until_it_is_called_off() {
    let mut material = complete(AreaOfOperation::IncomeSupport);
    let section = Section::Note(material.notes[0].id);
    let guardian = material.children[0].guardians[0].id;
    material.sections.remove(&section);
    set(&mut material, section, "basis", "consent");
    set(
        &mut material,
        section,
        &format!("consent.{guardian}"),
        "withdrawn",
    );
    assert!(
        messages(&material)
            .iter()
            .any(|m| m.contains("har tagit tillbaka sitt samtycke"))
    );
    assert_eq!(
        child_voice(&material, material.children[0].id, today()),
        ChildVoice::Planned
    );
    set(&mut material, section, "went", "not_held");
    assert!(
        !messages(&material)
            .iter()
            .any(|m| m.contains("har tagit tillbaka sitt samtycke"))
    );
}

#[test]
fn where_another_is_better_placed_a_request_about_that_child_is_needed() {
    let mut material = complete(AreaOfOperation::IncomeSupport);
    let section = Section::Note(material.notes[0].id);
    set(&mut material, section, "better_placed", "yes");
    let fields = |material: &Material| -> Vec<String> {
        gaps(material, today(), L).into_iter().map(|g| g.field).collect()
    };
    assert_eq!(fields(&material), ["better_placed"]);
    material.notes.push(note(30, 2, NoteKind::Request));
    answer_what_is_missing(&mut material);
    assert_eq!(
        fields(&material),
        ["better_placed"],
        "it is about the other child"
    );
    material.notes.push(note(31, 1, NoteKind::Request));
    answer_what_is_missing(&mut material);
    assert_eq!(fields(&material), Vec::<String>::new());
    // An answer that has come is written down with its day.
    let section = Section::Note(material.notes[3].id);
    set(&mut material, section, "state", "declined");
    assert_eq!(fields(&material), ["answered_on", "answer"]);
}

#[test]
fn who_is_better_placed_is_asked_in_an_adults_case_and_the_plan_where_it_goes_deep() {
    for (kind, depth) in kinds_and_depths().filter(|(kind, _)| kind.names_children()) {
        let material = complete_as(kind, depth, AreaOfOperation::IncomeSupport);
        let needed = |name: &str| required(&material).iter().any(|(_, field)| field == name);
        let adult = kind == CaseKind::Adult;
        assert_eq!(
            needed("better_placed"),
            adult && depth >= Depth::Standard,
            "{kind:?} {depth:?}"
        );
        for name in ["plan_who", "plan_first"] {
            assert_eq!(
                needed(name),
                depth == Depth::Thorough,
                "{name} {kind:?} {depth:?}"
            );
        }
    }
}

#[test]
fn neither_information_nor_what_others_say_nor_a_request_nor_an_answer_is_hearing_the_child() {
    let rest = [
        NoteKind::Informed,
        NoteKind::Others,
        NoteKind::Request,
        NoteKind::Answer,
    ];
    for kind in rest {
        let mut material = complete(AreaOfOperation::IncomeSupport);
        let child = material.children[0].id;
        material.notes[0] = note(11, 1, kind);
        material.sections.remove(&Section::Note(material.notes[0].id));
        answer_what_is_missing(&mut material);
        let section = Section::Note(material.notes[0].id);
        set(&mut material, section, "statement.1.words", "Nej");
        assert_eq!(
            messages(&material),
            ["Skriv vad Barn1 har sagt, eller varför barnet inte har hörts."],
            "{kind:?}"
        );
        assert_eq!(material.statements(), []);
        assert!(!child_voice(&material, child, today()).is_begun());
    }
}

#[test]
fn a_child_is_told_of_by_the_furthest_that_it_got() {
    let mut material = complete(AreaOfOperation::IncomeSupport);
    let child = material.children[0].id;
    material.sections.clear();
    material.notes.clear();
    let mut seen = Vec::new();
    let steps = [
        NoteKind::Others,
        NoteKind::Request,
        NoteKind::Heard,
        NoteKind::NotHeard,
    ];
    seen.push(child_voice(&material, child, today()));
    for (n, kind) in (40..).zip(steps) {
        material.notes.push(note(n, 1, kind));
        seen.push(child_voice(&material, child, today()));
    }
    set(
        &mut material,
        Section::Note(NoteId(Uuid::from_u128(42))),
        "held_on",
        "2026-11-20",
    );
    seen.push(child_voice(&material, child, today()));
    assert_eq!(
        seen,
        [
            ChildVoice::Nothing,
            ChildVoice::Waiting,
            ChildVoice::Asked,
            ChildVoice::Planned,
            ChildVoice::NotHeard,
            ChildVoice::Heard,
        ]
    );
}

#[test]
fn another_instrument_needs_its_day_and_user_and_can_point_at_an_attachment() {
    let mut material = complete(AreaOfOperation::IncomeSupport);
    let section = Section::Note(material.notes[0].id);
    set(&mut material, section, "instrument_name", "Ett formulär");
    let fields = |material: &Material| -> Vec<String> {
        gaps(material, today(), L).into_iter().map(|g| g.field).collect()
    };
    assert_eq!(fields(&material), ["instrument_on", "instrument_by"]);
    set(&mut material, section, "instrument_on", "2026-11-14");
    set(&mut material, section, "instrument_by", "Maria på mottagningen");
    set(&mut material, section, "instrument_file", "00ff");
    assert_eq!(
        fields(&material),
        Vec::<String>::new(),
        "without files it is not asked"
    );
    material.attachments = vec![AttachedInView {
        code: "00aa".into(),
        words: "Resultatet (svar.pdf)".into(),
    }];
    assert_eq!(
        fields(&material),
        ["instrument_file"],
        "the file is no longer there"
    );
    set(&mut material, section, "instrument_file", "00aa");
    assert_eq!(fields(&material), Vec::<String>::new());
}
