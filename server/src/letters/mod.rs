//! Letters to children. Whoever may read the case may read them; only the case's worker writes, approves and records that they were
//! given, and only after the assessment is signed.

mod answer;
mod drawing;
mod giving;
mod letter;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

pub(crate) use drawing::letter_document;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/bedomning/{id}/svar", get(answer::show).post(answer::add))
        .route(
            "/bedomning/{id}/brev/{letter}",
            get(letter::show).post(letter::save),
        )
        .route("/bedomning/{id}/brev/{letter}/utkast", post(letter::redraft))
        .route("/bedomning/{id}/brev/{letter}/brev.pdf", get(letter::pdf))
        .route("/bedomning/{id}/brev/{letter}/godkann", post(giving::approve))
        .route(
            "/bedomning/{id}/brev/{letter}/andra-igen",
            post(giving::unapprove),
        )
        .route("/bedomning/{id}/brev/{letter}/lamnat", post(giving::given))
        .route(
            "/bedomning/{id}/brev/{letter}/lamnas-inte",
            post(giving::not_given),
        )
}
