//! Self-monitoring. A coordinator runs rounds in their branch; a unit's manager and representative answer; its workers read what is closed.
//! A district or the municipality answers through whoever manages it, or where nobody does through its coordinator. Administrators publish
//! what is asked. For all others there is no such page (404). Nothing here leads to a case.

mod area;
mod close;
mod compare;
mod find;
mod home;
mod instruments;
mod open;
mod part;
mod remarks;
mod results;
mod round;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/egenkontroll", get(home::show))
        .route("/egenkontroll/ny", get(open::units).post(open::open_units))
        .route("/egenkontroll/ny/kommun", get(open::nodes).post(open::open_nodes))
        .route("/egenkontroll/instrument", get(instruments::list))
        .route(
            "/egenkontroll/instrument/forhandsgranska",
            post(instruments::preview),
        )
        .route("/egenkontroll/instrument/publicera", post(instruments::publish))
        .route(
            "/egenkontroll/instrument/{kind}/{version}",
            get(instruments::show),
        )
        .route(
            "/egenkontroll/instrument/{kind}/{version}/fil",
            get(instruments::file),
        )
        .route("/egenkontroll/{round}", get(round::show))
        .route("/egenkontroll/{round}/paminn", post(round::remind))
        .route("/egenkontroll/{round}/stang", get(close::show).post(close::close))
        .route("/egenkontroll/{round}/resultat", get(results::show))
        .route("/egenkontroll/{round}/enhet/{unit}", get(part::show))
        .route("/egenkontroll/{round}/enhet/{unit}/lamna-in", post(part::hand_in))
        .route(
            "/egenkontroll/{round}/enhet/{unit}/lamna-tillbaka",
            post(part::give_back),
        )
        .route("/egenkontroll/{round}/enhet/{unit}/jamfor", get(compare::show))
        .route(
            "/egenkontroll/{round}/enhet/{unit}/omrade/{area}",
            get(area::show).post(area::save),
        )
        .route(
            "/egenkontroll/{round}/enhet/{unit}/omrade/{area}/anmarkning",
            post(remarks::add),
        )
        .route(
            "/egenkontroll/{round}/enhet/{unit}/omrade/{area}/anmarkning/{remark}/svar",
            post(remarks::reply),
        )
}
