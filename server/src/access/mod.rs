//! Signing in and out, activating an account, one's own sessions, the language. Routes without a session stand in
//! [`public_routes`]; what they change is bound to a password, a one-time link or the caller's own cookie.

mod activation;
mod demo_sign_in;
mod kept;
mod language;
mod limits;
mod own_sessions;
mod sign_in;
mod sign_out;

pub use sign_in::sign_in_page;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

/// What works without a session.
pub fn public_routes(demo: bool) -> Router<AppState> {
    let routes = Router::new()
        .route("/logga-in", get(sign_in::show).post(sign_in::sign_in))
        .route("/logga-ut", post(sign_out::sign_out))
        .route("/aktivera", post(activation::activate))
        .route("/aktivera/{token}", get(activation::show))
        .route("/sprak", post(language::switch));
    if demo {
        routes.route("/logga-in/demo", post(demo_sign_in::sign_in))
    } else {
        routes
    }
}

/// What needs a session.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sessioner", get(own_sessions::list))
        .route("/sessioner/avsluta", post(own_sessions::end_one))
        .route("/sessioner/avsluta-andra", post(own_sessions::end_others))
        .route("/session/tid", get(own_sessions::time_left))
        .route("/session/forlang", post(own_sessions::extend))
}
