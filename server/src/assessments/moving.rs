//! What every move of an assessment needs: who somebody is to it, what is so about it, and what a signature brings with it.

use chrono::Duration;
use domain::assessments::{
    Condition, Facts, Material, Move, Part, Section, Status, after, gaps, needs_second,
};
use domain::ids::{AssessmentId, CaseId};
use domain::language::Language;
use domain::letters::{AgeBand, LetterKind, draft, facts_for};
use store::assessments::{self, DAYS_TO_ANSWER};
use store::{Tx, Who, letters, reviews, sections};

use super::Loaded;
use super::overview::undone;
use crate::error::AppError;

/// Who the person is to the assessment.
pub(super) fn part(loaded: &Loaded) -> Part {
    if loaded.may_edit {
        Part::Author
    } else if loaded.may_review {
        Part::Reviewer
    } else {
        Part::Reader
    }
}

/// What is so about the assessment and the person, for the table. `reason` is whether the form gives one.
pub(super) async fn facts(tx: &mut Tx, loaded: &Loaded, reason: bool) -> Result<Facts, AppError> {
    let material = &loaded.material;
    let wrote = match loaded.who.account {
        Some(account) => {
            let (case, id) = loaded.ids();
            assessments::wrote_in(tx, case, id, account).await?
        }
        None => true,
    };
    Ok(Facts {
        complete: is_complete(material, loaded.today),
        nothing_to_correct: reviews::to_correct(&loaded.rounds).is_empty(),
        one_is_enough: !needs_second(loaded.assessment.depth, loaded.case.countersigns),
        wrote_nothing: !wrote,
        reason_given: reason,
        can_go_deeper: !loaded.assessment.depth.deeper().is_empty(),
        touches_a_child: loaded.assessment.depth != domain::assessments::Depth::Screening,
        is_newest: loaded.assessment.next.is_none(),
        everything_done: undone(loaded, Language::Swedish).is_empty(),
    })
}

/// Whether nothing is missing, and the day of the decision is one.
fn is_complete(material: &Material, today: chrono::NaiveDate) -> bool {
    material.decided_on().is_some() && gaps(material, today, Language::Swedish).is_empty()
}

/// The state after a move, by the table; nothing but the table decides.
pub(super) async fn decide(
    tx: &mut Tx,
    loaded: &Loaded,
    does: Move,
    reason: bool,
) -> Result<Result<Status, Vec<Condition>>, AppError> {
    let facts = facts(tx, loaded, reason).await?;
    Ok(after(loaded.assessment.status, part(loaded), does, &facts))
}

/// What a signature brings with it: the assessment kept as it stands, and for each child a letter drafted from confirmed facts.
pub(super) async fn after_signature(
    tx: &mut Tx,
    loaded: &Loaded,
    round: i64,
    sender: (&str, &str, &str),
) -> Result<(), AppError> {
    let (case, id) = loaded.ids();
    let who = loaded.who;
    let signed = assessments::assessment(tx, id).await?;
    let material = assessments::material(tx, &loaded.case, &signed, loaded.today).await?;
    assessments::keep_version(tx, who, &material, round, "signed").await?;
    draft_letters(tx, who, (case, id), &material, sender).await
}

async fn draft_letters(
    tx: &mut Tx,
    who: Who,
    (case, id): (CaseId, AssessmentId),
    material: &Material,
    sender: (&str, &str, &str),
) -> Result<(), AppError> {
    let Some(decided_on) = material.decided_on() else {
        return Err(AppError::Conflict);
    };
    for child in &material.children {
        // Under four a talk is the answer; from four on the child is owed a letter.
        let Some(band) = child.age.and_then(AgeBand::for_age) else {
            continue;
        };
        let language = Language::Swedish;
        let due = decided_on + Duration::days(DAYS_TO_ANSWER);
        let letter = letters::add_letter(tx, who, (case, id), child.id, (band, language), Some(due)).await?;
        let facts = facts_for(material, child, sender, language);
        sections::save_section(
            tx,
            who,
            (case, id),
            Section::Letter(letter),
            0,
            &draft(LetterKind::Feedback, band, &facts, language),
        )
        .await?;
    }
    Ok(())
}

/// The name, unit and telephone that letters are signed with: the case's worker, and the unit's telephone where the worker has none.
pub(super) fn sender(loaded: &Loaded) -> (String, String, String) {
    let case = &loaded.case;
    let phone = if case.owner_phone.is_empty() {
        case.unit_phone.clone()
    } else {
        case.owner_phone.clone()
    };
    (case.owner_name.clone(), case.unit_name.clone(), phone)
}
