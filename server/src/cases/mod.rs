//! Case files. A list holds only what the person's roles reach; opening a case leaves a row in the trail before anything is shown;
//! a case out of reach is not there at all (404).

mod child;
mod list;
mod opening;
mod record;
mod search;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

pub(crate) use record::reachable_case;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/arenden", get(list::list))
        .route("/arenden/nytt", get(opening::form).post(opening::open))
        .route("/arenden/sok", post(search::search))
        .route("/arenden/sok/{search}", get(search::result))
        .route("/arenden/{case}", get(record::show))
        .route(
            "/arenden/{case}/andra",
            get(opening::edit_form).post(opening::edit),
        )
        .route("/arenden/{case}/handlaggare", post(record::assign))
        .route("/arenden/{case}/vardnadshavare", post(record::add_guardian))
        .route("/arenden/{case}/bedomning", post(record::begin))
        .route("/arenden/{case}/barn/nytt", get(child::new_form).post(child::add))
        .route(
            "/arenden/{case}/barn/{child}",
            get(child::form).post(child::change),
        )
        .route("/arenden/{case}/barn/{child}/ta-bort", post(child::remove))
        .route("/arenden/{case}/barn/{child}/aterstall", post(child::restore))
}
