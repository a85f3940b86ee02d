//! Dashboards. Managers and representatives see their branch exactly, coordinators see theirs as it may be shown outside a unit. The
//! pages hold counts only, so that opening one leaves no row in the trail of any child.

mod attention;
mod dashboard;
mod division;
mod list;
mod load;
mod ratings;

use axum::Router;
use axum::routing::get;

pub(crate) use attention::attention;
pub(crate) use load::{FigureYears, named};

use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/enheter", get(list::show))
        .route("/enheter/{unit}/siffror", get(dashboard::show))
        .route("/enheter/{unit}/siffror/{period}", get(dashboard::show_period))
        .route(
            "/enheter/{unit}/siffror/{period}/mot/{against}",
            get(dashboard::show_against),
        )
        .route(
            "/enheter/{unit}/siffror/{period}/{indicator}/{dimension}",
            get(division::show),
        )
}
