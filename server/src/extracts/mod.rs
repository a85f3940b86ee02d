//! Extracts of everything that is held about a person. A records officer asks by exact number, soon after a proof of who asks, and sees
//! kinds of data, never texts; the manager of each case's unit reads the draft and assesses what may leave; the officer then gets that as
//! a file. For all others there is no such page (404).

mod assemble;
mod assess;
mod home;
mod request;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/registerutdrag", get(home::show).post(home::ask))
        .route("/registerutdrag/{extract}", get(request::show))
        .route("/registerutdrag/{extract}/stang", post(request::close))
        .route(
            "/registerutdrag/{extract}/arende/{case}",
            get(assess::show).post(assess::save),
        )
        .route(
            "/registerutdrag/{extract}/arende/{case}/utkast.pdf",
            get(assess::draft_pdf),
        )
        .route(
            "/registerutdrag/{extract}/arende/{case}/utdrag.pdf",
            get(request::file),
        )
}
