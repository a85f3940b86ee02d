use domain::assessments::{Gap, Material, Section, Step};
use domain::content::content;
use domain::ids::AssessmentId;

/// The address of a section's page.
#[must_use]
pub fn address_of(id: AssessmentId, section: Section) -> String {
    match section {
        Section::Question | Section::Facts | Section::Weighing | Section::Decision | Section::FollowUp => {
            format!("/bedomning/{id}/{}", section.step().slug())
        }
        Section::Child(child) => format!("/bedomning/{id}/barn/{child}"),
        Section::Note(note) => format!("/bedomning/{id}/rost/{note}"),
        Section::Article(number) => format!("/bedomning/{id}/artiklar/{number}"),
        Section::Letter(letter) => format!("/bedomning/{id}/brev/{letter}"),
    }
}

/// Where to mend a gap: the field, the page, or the step's list.
#[must_use]
pub fn gap_address(id: AssessmentId, gap: &Gap) -> String {
    match gap.section {
        Some(section) if gap.field.is_empty() => address_of(id, section),
        Some(section) => format!("{}#f-{}", address_of(id, section), gap.field.replace('.', "-")),
        None => format!("/bedomning/{id}/{}", gap.step.slug()),
    }
}

/// Where "save and continue" leads.
#[must_use]
pub fn next_address(material: &Material, section: Section) -> String {
    let id = material.id;
    let step = |step: Step| format!("/bedomning/{id}/{}", step.slug());
    match section {
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
        Section::Facts | Section::Note(_) => step(Step::Voice),
        Section::Article(number) => content()
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
    }
}
