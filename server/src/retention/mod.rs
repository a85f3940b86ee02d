//! Retention: a records officer follows what is due in a branch, answers what is not known, places holds and proposes a purge; another one
//! reviews and approves it, soon after a proof of who that is. No page for officers shows a name or a text of a case. A case's worker says
//! what kind of file it belongs to. For all others there is no such page (404).

mod class;
mod find;
mod holds;
mod overview;
mod propose;
mod purge;
mod record;
mod sample;
mod worker;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

pub(crate) use overview::waiting_for;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/gallring", get(overview::due))
        .route("/gallring/svar", get(overview::answers))
        .route("/gallring/sparrar", get(holds::list))
        .route("/gallring/urval", get(sample::show).post(sample::save))
        .route("/gallring/arende/{case}", get(class::show).post(class::save))
        .route("/gallring/arende/{case}/sparr", post(holds::place))
        .route("/gallring/arende/{case}/sparr/{hold}/lyft", post(holds::lift))
        .route("/gallring/forslag", get(purge::list).post(propose::propose))
        .route("/gallring/forslag/{purge}", get(purge::show))
        .route("/gallring/forslag/{purge}/godkann", post(purge::approve))
        .route("/gallring/forslag/{purge}/fortsatt", post(purge::go_on))
        .route("/gallring/forslag/{purge}/ta-tillbaka", post(purge::take_back))
        .route("/gallring/forslag/{purge}/protokoll.pdf", get(record::pdf))
        .route("/arenden/{case}/gallring", get(worker::show).post(worker::save))
}
