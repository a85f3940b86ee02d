//! Leaflets to children, young people and parents. Whoever has a role in a unit reads and prints its leaflets; its manager and its
//! representative write what the unit says of itself in them. For all others there is no such page (404).

mod find;
mod show;
mod text;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/informationsblad", get(show::choice))
        .route("/informationsblad/{unit}", get(show::of_unit))
        .route("/informationsblad/{unit}/{leaflet}/{language}", get(show::show))
        .route(
            "/informationsblad/{unit}/{leaflet}/{language}/blad.pdf",
            get(show::pdf),
        )
        .route(
            "/informationsblad/{unit}/{leaflet}/{language}/text",
            get(text::show).post(text::save),
        )
        .route(
            "/informationsblad/{unit}/{leaflet}/{language}/text/ta-bort",
            post(text::remove),
        )
}
