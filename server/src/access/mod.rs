//! Signing in with a password and a code, and out; activating an account; one's own sessions, password and codes; the language. Routes
//! without a full session stand in [`public_routes`]; what they change is bound to a password, a one-time link or the caller's own cookie.

mod account;
mod activation;
mod change_password;
mod code;
mod demo_sign_in;
mod kept;
mod language;
mod limits;
mod new_app;
mod own_sessions;
mod qr;
mod recovery;
mod sealed;
mod second_factor;
mod sign_in;
mod sign_out;
mod step_up;
mod totp;

pub use second_factor::{second_factor_address, second_factor_page};
pub use sign_in::sign_in_page;
pub use step_up::{CONFIRM, ask_first, confirm_address};

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

/// What works without a full session.
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
            .route(
                "/logga-in/kod",
                get(second_factor::show).post(second_factor::give_code),
            )
            .route(
                "/logga-in/app",
                get(second_factor::show).post(second_factor::enrol),
            )
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
        .route("/bekrafta", get(step_up::show).post(step_up::confirm))
        .route("/konto", get(account::show))
        .route(
            "/konto/losenord",
            get(change_password::show).post(change_password::change),
        )
        .route("/konto/koder", get(account::ask_codes).post(account::make_codes))
        .route("/konto/app", get(new_app::show).post(new_app::begin))
}
