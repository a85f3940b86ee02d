//! How a unit works, and the versions of the checklist. Only a unit's manager changes its settings, only administrators publish;
//! for all others there is no such page (404).

mod checklists;
mod delegations;
mod settings;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/enheter/{unit}/installningar",
            get(settings::show).post(settings::save),
        )
        .route("/enheter/{unit}/delegationer", post(delegations::grant))
        .route(
            "/enheter/{unit}/delegationer/{delegation}/aterkalla",
            post(delegations::revoke),
        )
        .route("/checklistor", get(checklists::list))
        .route("/checklistor/forhandsgranska", post(checklists::preview))
        .route("/checklistor/publicera", post(checklists::publish))
        .route("/checklistor/{version}", get(checklists::show))
        .route("/checklistor/{version}/fil", get(checklists::file))
}
