//! All routes and the layers around them. Whatever is added to [`signed_routes`] lies behind the gate and can take
//! [`crate::sessions::Signed`]; it still has to ask `may(…)`.

use std::any::Any;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::{Extensions, HeaderMap, Response, StatusCode, Version, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse as _;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate as _, SizeAbove};
use tower_http::csrf::CsrfLayer;

use crate::error::AppError;
use crate::http::{MAX_BODY, deadline, error_pages, log_requests, security_headers};
use crate::sessions::gate;
use crate::state::AppState;
use crate::{
    access, accessibility, assessments, assets, audit, cases, emergencies, extracts, figures, health,
    leaflets, letters, monitoring, organisation, participation, plans, reports, retention, start,
};

/// What needs a session, one `routes()` a feature.
fn signed_routes() -> Router<AppState> {
    Router::new()
        .merge(access::routes())
        .merge(assessments::routes())
        .merge(audit::routes())
        .merge(cases::routes())
        .merge(emergencies::routes())
        .merge(extracts::routes())
        .merge(figures::routes())
        .merge(leaflets::routes())
        .merge(letters::routes())
        .merge(monitoring::routes())
        .merge(organisation::routes())
        .merge(participation::routes())
        .merge(plans::routes())
        .merge(reports::routes())
        .merge(retention::routes())
        .merge(start::routes())
}

/// The whole site.
///
/// # Errors
/// One line when the public origin is not one.
pub fn router(state: AppState) -> Result<Router, String> {
    let behind_the_gate = signed_routes().route_layer(from_fn_with_state(state.clone(), gate));
    let router = Router::new()
        .merge(behind_the_gate)
        .merge(access::public_routes(state.settings.demo))
        .merge(accessibility::routes())
        .merge(assets::routes())
        .merge(health::routes())
        .fallback(async || AppError::NotFound);
    Ok(with_layers(router, &state)?.with_state(state))
}

/// Routes with every layer around them, the innermost first.
///
/// # Errors
/// One line when the public origin is not one.
pub fn with_layers(router: Router<AppState>, state: &AppState) -> Result<Router<AppState>, String> {
    let mut csrf = CsrfLayer::new();
    if let Some(origin) = &state.settings.public_origin {
        csrf = csrf
            .add_trusted_origin(origin)
            .map_err(|e| format!("the public origin cannot be used: {e}"))?;
    }
    Ok(router
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(csrf)
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(from_fn(deadline))
        .layer(from_fn_with_state(state.clone(), error_pages))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Precise(4))
                .compress_when(SizeAbove::new(1024).and(worth_compressing)),
        )
        .layer(from_fn_with_state(state.clone(), security_headers))
        .layer(from_fn(log_requests)))
}

/// Pages and data. Files of the site are compressed beforehand, PDFs in themselves. A page repeats nothing secret that could be
/// guessed from its compressed length: the nonce is new each time.
fn worth_compressing(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

/// The panic hook has written where it was; the reader gets the usual page.
fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    tracing::error!("a handler panicked");
    AppError::Internal.into_response()
}
