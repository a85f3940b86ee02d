//! The thread from a child's words to the answer, and who may read what was said. Whoever may read the case reads both; only the case's
//! worker notes an assessment of disclosure, and nobody changes one.

mod disclosure;
mod thread;

use axum::Router;
use axum::routing::get;
use domain::letters::LetterInView;
use domain::participation::Disclosure;
use store::disclosures;

use crate::assessments::Loaded;
use crate::error::AppError;
use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/bedomning/{id}/trad/{child}", get(thread::show))
        .route("/bedomning/{id}/utlamnande", get(disclosure::list))
        .route(
            "/bedomning/{id}/utlamnande/{statement}",
            get(disclosure::show).post(disclosure::add),
        )
}

/// What was assessed about disclosure, for pages that show what was said. Their own row in the trail says that the record was read.
pub(crate) async fn disclosures_of(state: &AppState, loaded: &Loaded) -> Result<Vec<Disclosure>, AppError> {
    let mut tx = state.read().await?;
    Ok(disclosures::disclosures(&mut tx, loaded.assessment.id).await?)
}

/// The letters of an assessment with their texts.
pub(crate) fn letters_in_view(loaded: &Loaded) -> Vec<LetterInView> {
    loaded
        .letters
        .iter()
        .map(|letter| {
            let (fields, ..) = loaded.stored(domain::assessments::Section::Letter(letter.id));
            letter.in_view(fields)
        })
        .collect()
}
