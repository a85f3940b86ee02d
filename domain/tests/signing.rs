//! What may be signed: a complete assessment, and nothing less.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::assessments::{
    ChildInView, Depth, Kind, Material, Need, NoteInView, NoteKind, Section, Status, gaps, groups,
};
use domain::cases::{Guardian, GuardianRole};
use domain::content::content;
use domain::fields::Fields;
use domain::ids::{AssessmentId, ChildId, GuardianId, NoteId};
use domain::language::Language;
use domain::organisation::AreaOfOperation;
use proptest::prelude::*;
use uuid::Uuid;

const L: Language = Language::Swedish;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn child(n: u128, age: u32) -> ChildInView {
    ChildInView {
        id: ChildId(Uuid::from_u128(n)),
        position: usize::try_from(n).unwrap(),
        name: format!("Barn{n}"),
        born: None,
        age: Some(age),
        protected: false,
        interpreter: if n == 1 { "somaliska".into() } else { String::new() },
        guardians: vec![Guardian {
            id: GuardianId(Uuid::from_u128(100 + n)),
            name: "Maja".into(),
            role: GuardianRole::Party,
        }],
    }
}

fn sections(material: &Material) -> Vec<Section> {
    let mut all = vec![Section::Question];
    all.extend(material.children.iter().map(|c| Section::Child(c.id)));
    all.push(Section::Facts);
    all.extend(material.notes.iter().map(|n| Section::Note(n.id)));
    all.extend(content().articles().iter().map(|a| Section::Article(a.number)));
    all.extend([Section::Weighing, Section::Decision, Section::FollowUp]);
    all
}

/// Two children, one heard and one not, every required answer given in the order of the steps.
fn complete(area: AreaOfOperation) -> Material {
    let note = |n: u128, child: u128, kind| NoteInView {
        id: NoteId(Uuid::from_u128(n)),
        child: ChildId(Uuid::from_u128(child)),
        kind,
    };
    let mut material = Material {
        id: AssessmentId(Uuid::from_u128(50)),
        status: Status::Draft,
        depth: Depth::Standard,
        area,
        children: vec![child(1, 9), child(2, 5)],
        notes: vec![note(11, 1, NoteKind::Heard), note(12, 2, NoteKind::NotHeard)],
        sections: BTreeMap::new(),
        measures: vec![],
    };
    for section in sections(&material) {
        let fields = answer(&material, section);
        material.sections.insert(section, fields);
    }
    material
}

/// Every required field of a section filled with the first answer that fits.
fn answer(material: &Material, section: Section) -> Fields {
    let mut fields = Fields::default();
    if let Section::Note(_) = section {
        fields.set("basis", "consent");
        for guardian in material.children.iter().flat_map(|c| &c.guardians) {
            fields.set(format!("consent.{}", guardian.id), "given");
        }
    }
    for field in groups(section, material, &Fields::default(), false, L)
        .iter()
        .flat_map(|g| &g.fields)
    {
        if field.need == Need::Optional || fields.has(&field.name) {
            continue;
        }
        let text = match &field.kind {
            Kind::Line | Kind::Text => "Något som är känt.".to_owned(),
            Kind::Date if section == Section::FollowUp => "2026-12-21".to_owned(),
            Kind::Date => "2026-11-14".to_owned(),
            Kind::Choice(options) => options.first().unwrap().0.clone(),
            Kind::Tick => "yes".to_owned(),
        };
        fields.set(field.name.clone(), text);
    }
    fields
}

fn required(material: &Material) -> Vec<(Section, String)> {
    sections(material)
        .into_iter()
        .flat_map(|section| {
            let fields = material.section(section);
            groups(section, material, &fields, false, L)
                .into_iter()
                .flat_map(|g| g.fields)
                .filter(|f| match &f.need {
                    Need::Optional => false,
                    Need::Required => true,
                    Need::RequiredWhen(other, codes) => codes.contains(&fields.text(other)),
                })
                .map(move |f| (section, f.name))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn set(material: &mut Material, section: Section, field: &str, text: &str) {
    material.sections.entry(section).or_default().set(field, text);
}

#[test]
fn an_assessment_with_every_required_answer_can_be_signed_in_every_area() {
    for area in AreaOfOperation::ALL {
        assert_eq!(gaps(&complete(area), today(), L), [], "{area:?}");
        assert_eq!(gaps(&complete(area), today(), Language::English), [], "{area:?}");
    }
}

#[test]
fn an_empty_assessment_names_what_is_missing_in_every_step() {
    let mut material = complete(AreaOfOperation::IncomeSupport);
    material.sections.clear();
    material.notes.clear();
    let missing = gaps(&material, today(), L);
    for section in sections(&material) {
        assert!(missing.iter().any(|g| g.step == section.step()), "{section:?}");
    }
    assert!(missing.iter().all(|g| !g.message.is_empty()));
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

proptest! {
    #[test]
    fn whatever_required_answer_is_missing_it_cannot_be_signed(pick in any::<prop::sample::Index>(), blank in "[ \n\t]{0,3}") {
        let mut material = complete(AreaOfOperation::IncomeSupport);
        let all = required(&material);
        let (section, field) = pick.get(&all).clone();
        set(&mut material, section, &field, &blank);
        prop_assert!(!gaps(&material, today(), L).is_empty(), "{section:?} {field}");
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
