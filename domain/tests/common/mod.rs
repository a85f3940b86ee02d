//! A complete assessment of every kind and depth, and ways to spoil it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::assessments::{
    ChildInView, Depth, Kind, Material, Need, NoteInView, NoteKind, Section, Status, groups, written_sections,
};
use domain::cases::{CaseKind, Guardian, GuardianRole};
use domain::content::content;
use domain::fields::Fields;
use domain::ids::{AssessmentId, ChildId, GuardianId, NoteId};
use domain::language::Language;
use domain::organisation::AreaOfOperation;
use uuid::Uuid;

pub const L: Language = Language::Swedish;

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

pub fn child(n: u128, age: u32) -> ChildInView {
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

/// Two children, one heard and one not, every required answer given in the order of the steps.
pub fn complete(area: AreaOfOperation) -> Material {
    complete_as(CaseKind::Adult, Depth::Standard, area)
}

pub fn note(n: u128, child: u128, kind: NoteKind) -> NoteInView {
    NoteInView {
        id: NoteId(Uuid::from_u128(n)),
        child: ChildId(Uuid::from_u128(child)),
        kind,
        copied_from: None,
        letter: None,
    }
}

pub fn complete_as(kind: CaseKind, depth: Depth, area: AreaOfOperation) -> Material {
    complete_with(kind, depth, area, &[])
}

/// The same with further notes: about which child, and of which kind.
pub fn complete_with(
    kind: CaseKind,
    depth: Depth,
    area: AreaOfOperation,
    further: &[(u128, NoteKind)],
) -> Material {
    let named = kind.names_children();
    let mut notes = vec![note(11, 1, NoteKind::Heard), note(12, 2, NoteKind::NotHeard)];
    notes.extend(
        (13..)
            .zip(further)
            .map(|(n, (child, kind))| note(n, *child, *kind)),
    );
    let mut material = Material {
        id: AssessmentId(Uuid::from_u128(50)),
        kind,
        subject: "Maja".into(),
        revised: false,
        checklist: content().checklist().clone(),
        status: Status::Draft,
        depth,
        area,
        children: if named {
            vec![child(1, 9), child(2, 5)]
        } else {
            vec![]
        },
        notes: if named { notes } else { vec![] },
        sections: BTreeMap::new(),
        measures: vec![],
        attachments: vec![],
    };
    answer_what_is_missing(&mut material);
    material
}

/// Answers every section that has no answers yet, in order, because later ones ask about what earlier ones say.
pub fn answer_what_is_missing(material: &mut Material) {
    loop {
        let open = |s: &Section| *s != Section::ArticleChoice && !material.sections.contains_key(s);
        let Some(section) = written_sections(material).into_iter().find(open) else {
            return;
        };
        let fields = answer(material, section);
        material.sections.insert(section, fields);
    }
}

/// Every kind × depth that is more than a screening.
pub fn kinds_and_depths() -> impl Iterator<Item = (CaseKind, Depth)> {
    CaseKind::ALL
        .into_iter()
        .flat_map(|kind| Depth::ALL.into_iter().skip(1).map(move |depth| (kind, depth)))
}

/// Every required field of a section filled with the first answer that fits.
pub fn answer(material: &Material, section: Section) -> Fields {
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
        if let Need::RequiredWhen(other, codes) = &field.need
            && !codes.contains(&fields.text(other))
        {
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

pub fn required(material: &Material) -> Vec<(Section, String)> {
    written_sections(material)
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

pub fn set(material: &mut Material, section: Section, field: &str, text: &str) {
    material.sections.entry(section).or_default().set(field, text);
}

/// The first child's first talk did not take place: consent was withdrawn before it.
pub fn call_off_the_first_talk(material: &mut Material) {
    let guardian = material
        .children
        .first()
        .and_then(|c| c.guardians.first())
        .unwrap()
        .id;
    let fields = [
        ("basis".to_owned(), "consent"),
        (format!("consent.{guardian}"), "withdrawn"),
        (format!("consent_on.{guardian}"), "2026-11-12"),
        ("better_placed".to_owned(), "no"),
        ("went".to_owned(), "not_held"),
        ("called_off_why".to_owned(), "Samtycket togs tillbaka."),
    ];
    let section = Section::Note(material.notes.first().unwrap().id);
    material.sections.insert(section, fields.into_iter().collect());
}
