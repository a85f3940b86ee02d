//! The statement of accessibility, for everybody, also for those who cannot sign in.

use app::accessibility::{AccessibilityPage, accessibility_title};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;

use crate::error::AppError;
use crate::http::{Visitor, render_page};
use crate::sessions::{Signed, find_session};
use crate::state::AppState;

/// Where it stands.
const ADDRESS: &str = "/tillganglighet";

/// The page, outside the gate: it holds nothing about anybody.
pub fn routes() -> Router<AppState> {
    Router::new().route(ADDRESS, get(show))
}

/// Whoever is signed in keeps the menu and the language.
async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let ui = match find_session(&state, &headers).await? {
        Some((session, live)) => {
            Signed::new(live, session, visitor.nonce.clone(), ADDRESS.to_owned()).ui(&state)
        }
        None => visitor.ui(&state, ADDRESS),
    };
    let title = accessibility_title(ui.language);
    let contact = state.settings.accessibility_contact.clone();
    Ok(render_page(
        &ui,
        StatusCode::OK,
        title,
        false,
        move || view! { <AccessibilityPage contact=contact/> },
    ))
}
