//! What may be signed: a complete assessment, and nothing less.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeMap;

use common::{
    L, answer_what_is_missing, call_off_the_first_talk, complete, complete_as, complete_with,
    kinds_and_depths, note, required, set, today,
};
use domain::assessments::{
    Condition, Depth, Facts, Material, Move, Need, NoteKind, Part, Section, Status, after, carried_over,
    comparison, differences, former, gaps, groups, written_sections,
};
use domain::cases::CaseKind;
use domain::ids::NoteId;
use domain::language::Language;
use domain::organisation::AreaOfOperation;
use proptest::prelude::*;
use uuid::Uuid;

#[test]
fn an_assessment_with_every_required_answer_can_be_signed_in_every_area() {
    for (kind, depth) in kinds_and_depths() {
        for area in AreaOfOperation::ALL {
            let material = complete_as(kind, depth, area);
            assert_eq!(gaps(&material, today(), L), [], "{kind:?} {depth:?} {area:?}");
            assert_eq!(
                gaps(&material, today(), Language::English),
                [],
                "{kind:?} {depth:?} {area:?}"
            );
        }
    }
}

#[test]
fn an_empty_assessment_names_what_is_missing_in_every_step() {
    for (kind, depth) in kinds_and_depths() {
        let mut material = complete_as(kind, depth, AreaOfOperation::IncomeSupport);
        material.sections.clear();
        material.notes.clear();
        let missing = gaps(&material, today(), L);
        // Without a group of children there is nobody to weigh for yet.
        let asks = |s: &Section| kind.names_children() || depth > Depth::Quick || *s != Section::Weighing;
        for section in written_sections(&material).into_iter().filter(asks) {
            assert!(
                missing.iter().any(|g| g.step == section.step()),
                "{kind:?} {depth:?} {section:?}"
            );
        }
        assert!(missing.iter().all(|g| !g.message.is_empty()));
    }
}

#[test]
fn a_decision_that_departs_from_the_childs_words_needs_both_reasons() {
    let mut material = complete(AreaOfOperation::AdultsAddiction);
    let statement = material.statements().remove(0);
    set(
        &mut material,
        Section::Weighing,
        &format!("s.{}.outcome", statement.key),
        "departs",
    );
    set(
        &mut material,
        Section::Weighing,
        &format!("s.{}.departs_why", statement.key),
        "",
    );
    let missing = gaps(&material, today(), L);
    let fields: Vec<_> = missing.iter().map(|g| g.field.as_str()).collect();
    let for_the_record = format!("s.{}.departs_why", statement.key);
    let for_the_child = format!("plain_departs.{}", statement.child);
    assert_eq!(fields, [for_the_record.as_str(), for_the_child.as_str()]);
}

#[test]
fn what_gets_worse_for_a_child_needs_a_measure_or_a_reason() {
    let mut material = complete(AreaOfOperation::IncomeSupport);
    let first = material.children[0].id;
    set(
        &mut material,
        Section::Article(6),
        &format!("long.{first}.1"),
        "worse",
    );
    set(&mut material, Section::Decision, "chosen", "1");
    let missing = gaps(&material, today(), L);
    assert!(
        missing.iter().any(|g| g.field == "no_measures_why"),
        "{missing:?}"
    );
    set(
        &mut material,
        Section::Weighing,
        "no_measures_why",
        "Ingen åtgärd hjälper, och det går över på en månad.",
    );
    assert!(
        !gaps(&material, today(), L)
            .iter()
            .any(|g| g.field == "no_measures_why")
    );
}

#[test]
fn a_decision_in_the_future_and_a_follow_up_before_it_are_refused() {
    let mut material = complete(AreaOfOperation::IncomeSupport);
    set(&mut material, Section::Decision, "decided_on", "2026-11-22");
    set(&mut material, Section::FollowUp, "follow_on", "2026-11-21");
    let fields: Vec<_> = gaps(&material, today(), L).into_iter().map(|g| g.field).collect();
    assert_eq!(fields, ["decided_on", "follow_on"]);
}

#[test]
fn a_withdrawn_consent_stands_in_the_way() {
    let mut material = complete(AreaOfOperation::IncomeSupport);
    let note = material.notes[0].id;
    let guardian = material.children[0].guardians[0].id;
    set(
        &mut material,
        Section::Note(note),
        &format!("consent.{guardian}"),
        "withdrawn",
    );
    assert!(!gaps(&material, today(), L).is_empty());
}

#[test]
fn a_greater_depth_keeps_every_answer_and_names_what_it_asks_besides() {
    for kind in CaseKind::ALL {
        for (from, to) in [
            (Depth::Quick, Depth::Standard),
            (Depth::Standard, Depth::Thorough),
        ] {
            let mut material = complete_as(kind, from, AreaOfOperation::IncomeSupport);
            let answered = material.sections.clone();
            material.depth = to;
            let missing = gaps(&material, today(), L);
            assert!(!missing.is_empty(), "{kind:?} {to:?} asks nothing more");
            for (section, field) in required(&material) {
                if answered.get(&section).is_some_and(|f| f.has(&field)) {
                    let named = missing
                        .iter()
                        .any(|g| g.section == Some(section) && g.field == field);
                    assert!(!named, "{kind:?} {to:?} asks {section:?} {field} again");
                }
            }
        }
    }
}

#[test]
fn where_best_interests_decide_a_decision_against_them_cannot_be_signed() {
    let mut material = complete_as(
        CaseKind::Child,
        Depth::Thorough,
        AreaOfOperation::ChildrenAndYouth,
    );
    let first = material.children[0].id;
    set(&mut material, Section::Question, "legal_test", "decisive");
    set(
        &mut material,
        Section::Decision,
        &format!("against.{first}"),
        "yes",
    );
    set(
        &mut material,
        Section::Decision,
        &format!("against_why.{first}"),
        "Kostnaden.",
    );
    let fields: Vec<_> = gaps(&material, today(), L).into_iter().map(|g| g.field).collect();
    assert_eq!(fields, [format!("against.{first}")]);
    set(&mut material, Section::Question, "legal_test", "primary");
    assert_eq!(gaps(&material, today(), L), []);
}

#[test]
fn a_chosen_article_is_asked_about_and_one_that_is_not_chosen_is_not() {
    let mut material = complete(AreaOfOperation::IncomeSupport);
    assert!(material.article(28).is_none());
    set(&mut material, Section::ArticleChoice, "article.28", "yes");
    assert!(material.article(28).is_some());
    let missing = gaps(&material, today(), L);
    assert!(!missing.is_empty());
    assert!(missing.iter().all(|g| g.section == Some(Section::Article(28))));
}

#[test]
fn a_new_version_takes_over_facts_and_words_and_makes_every_judgement_again() {
    let before = complete(AreaOfOperation::IncomeSupport);
    let mut notes = BTreeMap::new();
    let mut now = before.clone();
    now.sections.clear();
    now.revised = true;
    for note in &mut now.notes {
        let copy = NoteId(Uuid::from_u128(note.id.0.as_u128() + 1_000));
        notes.insert(note.id, copy);
        note.copied_from = Some(note.id);
        note.id = copy;
    }
    now.sections.extend(carried_over(&before, &notes));
    assert_eq!(now.statements().len(), before.statements().len());
    assert_eq!(now.alternatives(), before.alternatives());
    assert!(!now.sections.contains_key(&Section::Decision));
    for section in written_sections(&now) {
        let fields = now.section(section);
        for field in groups(section, &now, &fields, false, L)
            .iter()
            .flat_map(|g| &g.fields)
        {
            let empty = !fields.has(&field.name);
            let is_judgement = field.tone == domain::assessments::Tone::Judgement;
            assert!(empty || !is_judgement, "{section:?} {} was filled in", field.name);
            // What is not taken over can be read beside the question.
            if is_judgement && field.need == Need::Required && section != Section::Decision {
                assert!(
                    former(&before, &now, section).has(&field.name),
                    "{section:?} {}",
                    field.name
                );
            }
        }
    }
    assert!(!gaps(&now, today(), L).is_empty());
}

#[test]
fn a_changed_answer_is_the_only_difference() {
    let before = complete(AreaOfOperation::IncomeSupport);
    let mut now = before.clone();
    assert_eq!(differences(&before, &now, L), []);
    set(&mut now, Section::Weighing, "conflicts", "Något som är nytt.");
    let changes = differences(&before, &now, L);
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].section, Section::Weighing);
}

#[test]
fn the_comparison_has_a_row_for_each_article_and_a_column_for_each_alternative_and_no_figures() {
    let material = complete(AreaOfOperation::IncomeSupport);
    let tables = comparison(&material, L);
    assert_eq!(tables.len(), 2);
    for table in tables {
        assert_eq!(table.alternatives.len(), 2);
        assert_eq!(table.rows.len(), 5);
        for (_, _, cells) in table.rows {
            for cell in cells {
                let words = domain::assessments::Cell::in_words(&cell.short, L);
                assert!(!words.is_empty() && !words.contains(|c: char| c.is_ascii_digit()));
            }
        }
    }
}

#[test]
fn what_is_kept_is_read_back_the_same() {
    for (kind, depth) in kinds_and_depths() {
        let material = complete_as(kind, depth, AreaOfOperation::Elderly);
        let text = serde_json::to_string(&material).unwrap();
        let mut back: Material = serde_json::from_str(&text).unwrap();
        back.checklist = material.checklist.clone();
        assert_eq!(back, material);
    }
}

/// The facts of the table about a material that stands like this.
fn facts(material: &Material, second: bool) -> Facts {
    Facts {
        complete: gaps(material, today(), L).is_empty(),
        nothing_to_correct: true,
        one_is_enough: !domain::assessments::needs_second(material.depth, second),
        wrote_nothing: true,
        reason_given: true,
        can_go_deeper: !material.depth.deeper().is_empty(),
        touches_a_child: true,
        is_newest: true,
        everything_done: false,
    }
}

proptest! {
    #[test]
    fn whatever_required_answer_is_missing_no_way_leads_to_a_signature(
        pick in any::<prop::sample::Index>(),
        blank in "[ \n\t]{0,3}",
        of in 0_usize..9,
        second in any::<bool>(),
        further in prop::collection::vec((1_u128..3, prop::sample::select(NoteKind::ALL.to_vec())), 0..5),
        called_off in any::<bool>(),
        moves in prop::collection::vec((0_usize..3, 0_usize..10), 0..12),
    ) {
        let (kind, depth) = kinds_and_depths().nth(of).unwrap();
        let mut material = complete_with(kind, depth, AreaOfOperation::IncomeSupport, &further);
        if called_off && kind.names_children() {
            call_off_the_first_talk(&mut material);
            material.notes.push(note(30, 1, NoteKind::NotHeard));
            answer_what_is_missing(&mut material);
        }
        prop_assert_eq!(gaps(&material, today(), L), [], "{:?} {:?}", kind, depth);
        let all = required(&material);
        let (section, field) = pick.get(&all).clone();
        set(&mut material, section, &field, &blank);
        prop_assert!(!gaps(&material, today(), L).is_empty(), "{kind:?} {depth:?} {section:?} {field}");
        // Whoever does whatever in whichever order: without the answer it is never signed, not even after going deeper.
        for (by, does) in moves {
            let does = Move::ALL[does];
            let facts = facts(&material, second);
            if let Ok(to) = after(material.status, Part::ALL[by], does, &facts) {
                material.status = to;
                if does == Move::RaiseDepth
                    && let Some(deeper) = material.depth.deeper().first()
                {
                    material.depth = *deeper;
                }
            }
            prop_assert!(!material.status.is_signed());
        }
    }

    #[test]
    fn a_complete_assessment_is_signed_by_as_many_as_its_depth_and_unit_ask(of in 0_usize..9, second in any::<bool>()) {
        let (kind, depth) = kinds_and_depths().nth(of).unwrap();
        let material = complete_as(kind, depth, AreaOfOperation::FamilyLaw);
        let facts = facts(&material, second);
        let alone = after(Status::Draft, Part::Author, Move::Sign, &facts);
        let two = depth == Depth::Thorough || depth == Depth::Standard && second;
        if two {
            prop_assert_eq!(alone, Err(vec![Condition::OneIsEnough]));
            let mut own = facts;
            own.wrote_nothing = false;
            prop_assert!(after(Status::Submitted, Part::Reviewer, Move::Countersign, &own).is_err());
            prop_assert!(after(Status::Submitted, Part::Author, Move::Countersign, &facts).is_err());
        } else {
            prop_assert_eq!(alone, Ok(Status::Signed));
        }
        prop_assert_eq!(after(Status::Submitted, Part::Reviewer, Move::Countersign, &facts), Ok(Status::Signed));
    }

    #[test]
    fn no_text_in_any_field_makes_it_panic(pick in any::<prop::sample::Index>(), text in "\\PC{0,60}") {
        let mut material = complete(AreaOfOperation::AdultsAddiction);
        let all = required(&material);
        let (section, field) = pick.get(&all).clone();
        set(&mut material, section, &field, &text);
        let _ = gaps(&material, today(), L);
        let _ = domain::assessments::step_states(&material, today(), L);
    }
}
