//! Case files. A list holds only what the person's roles reach; opening a case leaves a row in the trail before anything is shown;
//! a case out of reach is not there at all (404).

mod begin;
mod child;
mod list;
mod opening;
mod protected;
mod record;
mod search;

use axum::Router;
use axum::routing::{get, post};
use domain::cases::CaseKind;

use crate::state::AppState;

pub(crate) use protected::choice_address;
pub(crate) use record::reachable_case;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/arenden", get(list::list))
        .route("/arenden/nytt", opening::of_kind(CaseKind::Adult))
        .route("/arenden/nytt/barn", opening::of_kind(CaseKind::Child))
        .route("/arenden/nytt/generellt", opening::of_kind(CaseKind::General))
        .route("/arenden/sok", post(search::search))
        .route("/arenden/sok/{search}", get(search::result))
        .route("/arenden/{case}", get(record::show))
        .route(
            "/arenden/{case}/andra",
            get(opening::edit_form).post(opening::edit),
        )
        .route(
            "/arenden/{case}/skyddat",
            get(protected::show).post(protected::open),
        )
        .route("/arenden/{case}/handlaggare", post(record::assign))
        .route("/arenden/{case}/vardnadshavare", post(record::add_guardian))
        .route("/arenden/{case}/bedomning", get(begin::form).post(begin::begin))
        .route("/arenden/{case}/barn/nytt", get(child::new_form).post(child::add))
        .route(
            "/arenden/{case}/barn/{child}",
            get(child::form).post(child::change),
        )
        .route("/arenden/{case}/barn/{child}/ta-bort", post(child::remove))
        .route("/arenden/{case}/barn/{child}/aterstall", post(child::restore))
}
