//! Assessments. Whoever may read the case may read them, and every page leaves a row in the trail in the transaction that loads it;
//! only the case's worker writes, and only what the state still takes (see `Section::open_in`).

mod documents;
mod load;
mod measures;
mod overview;
mod section;
mod sign;
mod steps;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use documents::pdf;
pub(crate) use load::{Loaded, load};

use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/bedomning/{id}", get(overview::show))
        .route("/bedomning/{id}/avsluta-utan-beslut", post(overview::withdraw))
        .route("/bedomning/{id}/ateroppna", post(overview::reopen))
        .route("/bedomning/{id}/avsluta", post(overview::close))
        .route(
            "/bedomning/{id}/fraga",
            get(section::question).post(section::save_question),
        )
        .route("/bedomning/{id}/barn", get(steps::children))
        .route(
            "/bedomning/{id}/barn/{child}",
            get(section::child).post(section::save_child),
        )
        .route(
            "/bedomning/{id}/fakta",
            get(section::facts).post(section::save_facts),
        )
        .route("/bedomning/{id}/rost", get(steps::voice).post(steps::add_note))
        .route(
            "/bedomning/{id}/rost/{note}",
            get(section::note).post(section::save_note),
        )
        .route("/bedomning/{id}/rost/{note}/ta-bort", post(steps::remove_note))
        .route("/bedomning/{id}/artiklar", get(steps::articles))
        .route(
            "/bedomning/{id}/artiklar/{number}",
            get(section::article).post(section::save_article),
        )
        .route(
            "/bedomning/{id}/avvagning",
            get(section::weighing).post(section::save_weighing),
        )
        .route(
            "/bedomning/{id}/atgarder",
            get(measures::show).post(measures::add),
        )
        .route(
            "/bedomning/{id}/atgarder/{measure}/ta-bort",
            post(measures::remove),
        )
        .route("/bedomning/{id}/atgarder/{measure}/gjord", post(measures::finish))
        .route(
            "/bedomning/{id}/beslut",
            get(section::decision).post(section::save_decision),
        )
        .route(
            "/bedomning/{id}/uppfoljning",
            get(section::follow_up).post(section::save_follow_up),
        )
        .route("/bedomning/{id}/granska", get(sign::check))
        .route("/bedomning/{id}/signera", post(sign::sign))
        .route(
            "/bedomning/{id}/dokument/beslut-intern.pdf",
            get(documents::internal),
        )
        .route("/bedomning/{id}/dokument/beslut-part.pdf", get(documents::party))
        .route(
            "/bedomning/{id}/dokument/arbetsutskrift.pdf",
            get(documents::working_print),
        )
        .route("/bedomning/{id}/dokument/tjansteskrivelse", get(documents::memo))
}
