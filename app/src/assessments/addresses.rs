use domain::assessments::{Depth, Gap, Material, Section, Step, name_on_page};
use domain::ids::AssessmentId;

use crate::ui::dom_id;

/// The address of a section's page.
#[must_use]
pub fn address_of(id: AssessmentId, section: Section) -> String {
    match section {
        Section::Question | Section::Facts | Section::Weighing | Section::Decision | Section::FollowUp => {
            format!("/bedomning/{id}/{}", section.step().slug())
        }
        Section::Depth => format!("/bedomning/{id}/djup"),
        Section::Groups => format!("/bedomning/{id}/grupper"),
        Section::Consultation => format!("/bedomning/{id}/samrad"),
        Section::ArticleChoice => format!("/bedomning/{id}/artiklar/val"),
        Section::Announcement => format!("/bedomning/{id}/svar-till-barnen"),
        Section::Child(child) => format!("/bedomning/{id}/barn/{child}"),
        Section::Note(note) => format!("/bedomning/{id}/rost/{note}"),
        Section::Article(number) => format!("/bedomning/{id}/artiklar/{number}"),
        Section::Letter(letter) => format!("/bedomning/{id}/brev/{letter}"),
    }
}

/// The one page of a quick assessment.
#[must_use]
pub fn quick_address(id: AssessmentId) -> String {
    format!("/bedomning/{id}/snabb")
}

/// Where an assessment is written on from its overview: its one page, or its first step.
#[must_use]
pub fn first_address(id: AssessmentId, depth: Depth) -> String {
    if depth == Depth::Quick {
        quick_address(id)
    } else {
        address_of(id, Section::Question)
    }
}

/// Where to mend a gap: the field, the page, or the step's list. A quick assessment has all of it on one page.
#[must_use]
pub fn gap_address(id: AssessmentId, depth: Depth, gap: &Gap) -> String {
    if depth == Depth::Quick {
        let page = quick_address(id);
        return match gap.section {
            Some(section) if !gap.field.is_empty() => {
                format!("{page}#{}", dom_id(&name_on_page(&section.key(), &gap.field)))
            }
            _ => format!("{page}#{}", gap.step.slug()),
        };
    }
    match gap.section {
        Some(section) if gap.field.is_empty() => address_of(id, section),
        Some(section) => format!("{}#{}", address_of(id, section), dom_id(&gap.field)),
        None => format!("/bedomning/{id}/{}", gap.step.slug()),
    }
}

/// Where "save and continue" leads.
#[must_use]
pub fn next_address(material: &Material, section: Section) -> String {
    let id = material.id;
    let step = |step: Step| format!("/bedomning/{id}/{}", step.slug());
    match section {
        Section::Depth => address_of(id, Section::Question),
        Section::Question if !material.kind.names_children() => address_of(id, Section::Groups),
        Section::Groups => step(Step::Facts),
        Section::Question => material
            .children
            .first()
            .map_or_else(|| step(Step::Children), |c| address_of(id, Section::Child(c.id))),
        Section::Child(child) => material
            .children
            .iter()
            .skip_while(|c| c.id != child)
            .nth(1)
            .map_or_else(|| step(Step::Facts), |c| address_of(id, Section::Child(c.id))),
        Section::Facts if !material.kind.names_children() => address_of(id, Section::Consultation),
        Section::Facts | Section::Note(_) => step(Step::Voice),
        Section::Consultation => step(Step::Articles),
        Section::ArticleChoice => material.articles().first().map_or_else(
            || step(Step::Articles),
            |a| address_of(id, Section::Article(a.number)),
        ),
        Section::Article(number) => material
            .articles()
            .iter()
            .skip_while(|a| a.number != number)
            .nth(1)
            .map_or_else(
                || step(Step::Weighing),
                |a| address_of(id, Section::Article(a.number)),
            ),
        Section::Weighing => step(Step::Decision),
        Section::Decision => step(Step::FollowUp),
        Section::FollowUp => format!("/bedomning/{id}/granska"),
        Section::Letter(_) => step(Step::Answer),
        Section::Announcement => format!("/bedomning/{id}"),
    }
}
