use app::access::Kept;
use app::errors::ProblemPage;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use leptos::prelude::*;

use super::{Nonce, RequestId, Typed, Visitor, local_path, render_page};
use crate::error::problem;
use crate::sessions::{AUTOSAVE, Signed, may_be_kept};
use crate::state::AppState;

/// Turns every error without a page of its own into a translated one, whoever it came from: a handler, the router, a layer.
/// Headers such as `Allow` stay. Scripts that save by themselves read the status alone. Whoever is signed in gets back what they had typed.
pub async fn error_pages(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let nonce = request.extensions().get::<Nonce>().cloned();
    let id = request
        .extensions()
        .get::<RequestId>()
        .map_or_else(String::new, |id| id.0.clone());
    let visitor = Visitor::of(request.headers(), nonce.as_ref());
    let by_script = request.headers().contains_key(AUTOSAVE);
    let path = local_path(request.uri().path()).map(str::to_owned);
    let typed = Typed::default();
    request.extensions_mut().insert(typed.clone());
    let response = next.run(request).await;
    let status = response.status();
    if by_script
        || !(status.is_client_error() || status.is_server_error())
        || speaks_for_itself(response.headers())
    {
        return response;
    }
    let kept = path
        .filter(|path| may_be_kept(path))
        .zip(typed.fields().cloned())
        .map(|(path, fields)| Kept { path, fields });
    draw(&state, &visitor, &id, &response, kept)
}

fn speaks_for_itself(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

fn draw(state: &AppState, visitor: &Visitor, id: &str, response: &Response, kept: Option<Kept>) -> Response {
    let status = response.status();
    let problem = problem(status);
    // Only what came through the gate: forms outside it hold passwords and codes.
    let kept = kept.filter(|_| response.extensions().get::<Signed>().is_some());
    // Inside the site the menu stays; the language switch leads home, because the page itself may not exist.
    let ui = match response.extensions().get::<Signed>() {
        Some(signed) => app::ui::Ui {
            path: "/".into(),
            ..signed.ui(state)
        },
        None => visitor.ui(state, "/"),
    };
    let (title, request) = (problem.title(ui.language), id.to_owned());
    let mut page = render_page(
        &ui,
        status,
        title,
        false,
        move || view! { <ProblemPage problem=problem request=request kept=kept/> },
    );
    for (name, value) in response.headers() {
        if ![header::CONTENT_TYPE, header::CONTENT_LENGTH].contains(name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page
}
