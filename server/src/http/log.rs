use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;
use uuid::Uuid;

/// The request's number in the log, which an error page names.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// One line a request: method, route pattern, status, milliseconds. Never the path itself, which may hold ids or one-time links.
pub async fn log_requests(mut request: Request, next: Next) -> Response {
    let id = Uuid::new_v4().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("-".to_owned(), |m| m.as_str().to_owned());
    let started = Instant::now();
    let span = tracing::info_span!("request", id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, ms) = (response.status().as_u16(), started.elapsed().as_millis());
    let quiet = status == 200 && ["/healthz", "/readyz", "/pkg/{*name}"].contains(&route.as_str());
    span.in_scope(|| {
        if quiet {
            tracing::debug!(%method, route, status, %ms);
        } else {
            tracing::info!(%method, route, status, %ms);
        }
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), id);
    }
    response
}
