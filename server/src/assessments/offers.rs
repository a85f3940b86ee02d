//! What helps to write faster: the unit's phrases, and what an earlier assessment of the case says. Facts only.

use domain::assessments::{Depth, Material, Section, add_fact, with_earlier};
use domain::dates;
use domain::fields::Fields;
use domain::language::Language;
use domain::organisation::Phrase;
use store::{Tx, assessments, phrases};

use super::Loaded;
use crate::error::AppError;
use crate::state::AppState;

/// What a page offers besides its questions.
#[derive(Default)]
pub(super) struct Offers {
    /// The unit's phrases, on the page of facts.
    pub phrases: Option<Vec<Phrase>>,
    /// The latest other assessment of the case that was signed.
    pub earlier: Option<Material>,
}

impl Offers {
    /// The day of the earlier decision in words, if there is one.
    pub fn earlier_in_words(&self, l: Language) -> Option<String> {
        let day = self.earlier.as_ref()?.decided_on()?;
        Some(dates::long(day, l))
    }
}

/// What is offered on a section's page, for whoever may write it.
pub(super) async fn offers(state: &AppState, loaded: &Loaded, section: Section) -> Result<Offers, AppError> {
    let takes = matches!(section, Section::Facts | Section::Child(_));
    if !takes || !loaded.may_edit || !section.open_in(loaded.assessment.status) {
        return Ok(Offers::default());
    }
    let mut tx = state.read().await?;
    let listed = if section == Section::Facts {
        Some(phrases::phrases(&mut tx, loaded.case.unit).await?)
    } else {
        None
    };
    let earlier = earlier(&mut tx, loaded).await?;
    Ok(Offers {
        phrases: listed,
        earlier,
    })
}

/// The latest other assessment of the case, as it was signed, with what the children answered since. None for a new version, which has taken over everything already.
pub(super) async fn earlier(tx: &mut Tx, loaded: &Loaded) -> Result<Option<Material>, AppError> {
    if loaded.assessment.previous.is_some() {
        return Ok(None);
    }
    let signed = assessments::assessments(tx, loaded.case.id)
        .await?
        .into_iter()
        .find(|a| a.id != loaded.assessment.id && a.status.is_signed() && a.depth > Depth::Screening);
    Ok(match signed {
        Some(signed) => assessments::signed_with_answers(tx, signed.id).await?,
        None => None,
    })
}

/// Whether it has occasions that are not taken over yet.
pub(super) fn has_other_notes(earlier: &Material, now: &Material) -> bool {
    let taken = |id| now.notes.iter().any(|n| n.copied_from == Some(id));
    earlier
        .notes
        .iter()
        .any(|n| now.child(n.child).is_some() && !taken(n.id))
}

/// The fields with what was asked for added: a phrase of the unit, or what the earlier assessment says.
pub(super) fn with_offer(
    loaded: &Loaded,
    offers: &Offers,
    section: Section,
    posted: &Fields,
    fields: Fields,
) -> Fields {
    let mut fields = fields;
    let wanted = posted.text("phrase");
    let phrase = offers
        .phrases
        .iter()
        .flatten()
        .find(|p| p.id.to_string() == wanted);
    if let Some(phrase) = phrase.filter(|_| section == Section::Facts) {
        add_fact(
            &mut fields,
            &phrase.text,
            &format!("Enhetens fraser: {}", phrase.title),
        );
    }
    match &offers.earlier {
        Some(earlier) if posted.ticked("earlier") => {
            with_earlier(earlier, &loaded.material, section, &fields)
        }
        _ => fields,
    }
}
