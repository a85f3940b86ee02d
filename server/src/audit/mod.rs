//! Looking at who opened what. Whoever manages a unit reviews its log month by month (*loggkontroll*); managers' own openings are reviewed
//! by whoever manages what lies above. A records officer takes out who opened a person's records (*logguttag*) and opens none of them. For
//! all others there is no such page (404).

mod drawing;
mod extract;
mod extract_files;
mod find;
mod months;
mod review;
mod row;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use months::due;

use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/loggkontroll", get(months::units))
        .route("/loggkontroll/{unit}", get(months::of_unit))
        .route("/loggkontroll/{unit}/{month}", post(drawing::begin))
        .route("/loggkontroll/granskning/{review}", get(review::show))
        .route("/loggkontroll/granskning/{review}/signera", post(review::sign))
        .route(
            "/loggkontroll/granskning/{review}/rad/{row}",
            get(row::show).post(row::judge),
        )
        .route("/logguttag", get(extract::form).post(extract::make))
        .route("/logguttag/{extract}", get(extract::show))
        .route("/logguttag/{extract}/uttag.pdf", get(extract_files::pdf))
        .route("/logguttag/{extract}/uttag.csv", get(extract_files::csv))
}
