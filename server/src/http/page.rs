use app::ui::{Page, Ui, render};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use leptos::prelude::IntoView;

use crate::error::AppError;
use crate::sessions::Signed;
use crate::state::AppState;

/// Draws a page for a signed-in person. `title` takes catalogue text only. Status 422, 413 and 429 mark the title as having errors. `island`
/// says whether the page needs scripts.
pub fn page<F, V>(
    signed: &Signed,
    state: &AppState,
    status: StatusCode,
    title: &str,
    island: bool,
    body: F,
) -> Response
where
    F: FnOnce() -> V,
    V: IntoView + 'static,
{
    render_page(&signed.ui(state), status, title, island, body)
}

/// Draws a page for whoever the `ui` says.
pub fn render_page<F, V>(ui: &Ui, status: StatusCode, title: &str, island: bool, body: F) -> Response
where
    F: FnOnce() -> V,
    V: IntoView + 'static,
{
    let has_errors = matches!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::PAYLOAD_TOO_LARGE | StatusCode::TOO_MANY_REQUESTS
    );
    let html = render(
        ui,
        Page {
            title: title.to_owned(),
            has_errors,
            island,
            body,
        },
    );
    (status, Html(html)).into_response()
}

/// 303 to an address of this site, after a form has been dealt with.
#[must_use]
pub fn see_other(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response(),
        Err(_) => AppError::Internal.into_response(),
    }
}
