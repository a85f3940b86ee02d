use app::assessments::FrameData;
use chrono::NaiveDate;
use domain::access::{Action, may};
use domain::assessments::{
    Annotation, Gap, Group, Material, Section, former, gaps, groups, remember, step_states,
};
use domain::fields::Fields;
use domain::ids::{AssessmentId, CaseId};
use domain::language::Language;
use store::annotations;
use store::assessments::{self, Assessment};
use store::cases::{self, Case};
use store::letters::{self, Letter};
use store::reviews::{self, Round};
use store::sections::{self, StoredSection};
use store::{Tx, Who};

use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::sessions::Signed;
use crate::state::AppState;

/// Everything of an assessment, read and logged in one transaction.
pub(crate) struct Loaded {
    /// The case.
    pub case: Case,
    /// The assessment.
    pub assessment: Assessment,
    /// All its texts.
    pub material: Material,
    /// The stored sections with their versions.
    pub sections: Vec<StoredSection>,
    /// Its letters.
    pub letters: Vec<Letter>,
    /// Rounds of review.
    pub rounds: Vec<Round>,
    /// The version before, as it was signed; for a new version only.
    pub before: Option<Material>,
    /// Corrections and objections beside its texts.
    pub annotations: Vec<Annotation>,
    /// Whether the person may write in it.
    pub may_edit: bool,
    /// Whether the person may review it.
    pub may_review: bool,
    /// Who is asking, for the trail of what follows.
    pub who: Who,
    /// Today in Stockholm.
    pub today: NaiveDate,
}

impl Loaded {
    /// The two ids that every change names.
    pub fn ids(&self) -> (CaseId, AssessmentId) {
        (self.case.id, self.assessment.id)
    }

    /// What is missing.
    pub fn gaps(&self, l: Language) -> Vec<Gap> {
        gaps(&self.material, self.today, l)
    }

    /// What stands around every page.
    pub fn frame(&self, l: Language) -> FrameData {
        FrameData {
            case: self.case.clone(),
            assessment: self.assessment.clone(),
            material: self.material.clone(),
            states: step_states(&self.material, self.today, l),
            may_edit: self.may_edit,
            may_review: self.may_review,
            rounds: self.rounds.clone(),
            annotations: self.annotations.clone(),
            today: self.today,
        }
    }

    /// What a section asks, with what the version before said beside the judgements.
    pub fn groups(&self, section: Section, fields: &Fields, one_more: bool, l: Language) -> Vec<Group> {
        let mut asked = groups(section, &self.material, fields, one_more, l);
        if let Some(before) = &self.before {
            remember(&mut asked, &former(before, &self.material, section));
        }
        asked
    }

    /// A section as stored; version 0 where it was never saved.
    pub fn stored(&self, section: Section) -> (Fields, i64, Option<&StoredSection>) {
        match self.sections.iter().find(|s| s.section == section) {
            Some(stored) => (stored.fields.clone(), stored.version, Some(stored)),
            None => (Fields::default(), 0, None),
        }
    }
}

/// Loads an assessment for somebody who may do `action` to its case; otherwise there is none. `what` says in the trail which page
/// was read.
pub(crate) async fn load(
    state: &AppState,
    signed: &Signed,
    id: &str,
    action: Action,
    what: &str,
) -> Result<Loaded, AppError> {
    let id: AssessmentId = id.parse().map_err(|_| AppError::NotFound)?;
    let (actor, who, proof) = (signed.actor.clone(), signed.who(state), signed.proof(state));
    let today = stockholm_day(state.now());
    let what = what.to_owned();
    state
        .write(move |tx| {
            Box::pin(async move {
                let case = cases::case_of(tx, id).await?;
                if !may(&actor, action, case.subject()) {
                    return Err(AppError::NotFound);
                }
                proof.opens(tx, &case).await?;
                let who = Who {
                    unit: Some(case.unit),
                    ..who
                };
                assessments::record_read(tx, who, case.id, id, &what).await?;
                let may_edit = may(&actor, Action::EditRecord, case.subject());
                let may_review = may(&actor, Action::ReviewRecord, case.subject());
                let loaded = read(tx, case, id, who, may_edit, today).await?;
                Ok(Loaded { may_review, ..loaded })
            })
        })
        .await
}

/// Reads everything of an assessment within a transaction.
pub(crate) async fn read(
    tx: &mut Tx,
    case: Case,
    id: AssessmentId,
    who: Who,
    may_edit: bool,
    today: NaiveDate,
) -> Result<Loaded, AppError> {
    let assessment = assessments::assessment(tx, id).await?;
    let sections = sections::sections(tx, id).await?;
    let material = assessments::material_of(tx, &case, &assessment, today, &sections).await?;
    let letters = letters::letters(tx, id).await?;
    let rounds = if assessment.submitted_at.is_some() {
        reviews::rounds(tx, id).await?
    } else {
        Vec::new()
    };
    let before = match assessment.previous {
        Some(before) => assessments::kept_version(tx, before, "signed", None).await?,
        None => None,
    };
    let annotations = annotations::annotations(tx, id).await?;
    Ok(Loaded {
        case,
        assessment,
        material,
        sections,
        letters,
        rounds,
        before,
        annotations,
        may_edit,
        may_review: false,
        who,
        today,
    })
}
