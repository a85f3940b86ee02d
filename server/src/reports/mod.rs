//! Follow-up and status reports. Whoever follows or answers for a unit reads its reports; managers and coordinators write them. A report
//! leaves the unit, so that its figures are those that may be shown outside, also to whoever could see more.

mod assemble;
mod draft;
mod export;
mod find;
mod list;
mod new;
mod tables;
mod text;
mod work;
mod worker;

use axum::Router;
use axum::routing::{get, post};

pub use worker::{run_next, start};

use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/rapporter", get(list::show))
        .route("/rapporter/ny", get(new::show).post(new::create))
        .route("/rapporter/export/{job}", get(export::show))
        .route("/rapporter/export/{job}/avbryt", post(export::cancel))
        .route("/rapporter/export/{job}/fil", get(export::file))
        .route("/rapporter/{report}", get(draft::show))
        .route("/rapporter/{report}/text", get(text::show).post(text::save))
        .route("/rapporter/{report}/faststall", post(draft::make_final))
        .route("/rapporter/{report}/ta-bort", post(draft::remove))
        .route("/rapporter/{report}/export", post(export::ask))
}
