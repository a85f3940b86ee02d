//! What a unit shares. Whoever works in the unit or manages it reads its phrases and adds to them; a phrase is taken out by
//! whoever added it or by the manager; for all others there is no such page (404).

mod phrases;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/enheter/{unit}/fraser", get(phrases::show).post(phrases::add))
        .route("/enheter/{unit}/fraser/{phrase}/ta-bort", post(phrases::remove))
}
