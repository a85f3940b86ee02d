//! How a unit works and what it shares, and the versions of the checklist. Whoever works in a unit or manages it reads its phrases and
//! adds to them; a phrase is taken out by whoever added it or by the manager. Only the manager changes a unit's settings, only
//! administrators publish. For all others there is no such page (404).

mod checklists;
mod delegations;
mod phrases;
mod settings;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/enheter/{unit}/fraser", get(phrases::show).post(phrases::add))
        .route("/enheter/{unit}/fraser/{phrase}/ta-bort", post(phrases::remove))
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
