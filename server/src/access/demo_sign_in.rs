//! The demo's sign-in: anybody may be anybody. Registered only when the server runs as a demo.

use app::access::{DemoGroup, DemoPerson};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::access::Role;
use domain::ids::AccountId;
use domain::language::Language;
use store::access;

use super::kept::welcome;
use super::sign_in::start;
use crate::error::AppError;
use crate::http::{PostedWithKept, Visitor};
use crate::state::AppState;

/// Starts a session as the chosen person.
pub async fn sign_in(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    posted: PostedWithKept,
) -> Result<Response, AppError> {
    if !state.settings.demo {
        return Err(AppError::NotFound);
    }
    let PostedWithKept { fields, kept } = posted;
    let wanted: AccountId = fields.text("account").parse().map_err(|_| AppError::NotFound)?;
    let account = access::account(&mut state.read().await?, wanted).await?.id;
    let token = start(&state, account, &headers).await?;
    welcome(&state, &visitor, account, &token, fields.raw("till"), kept).await
}

/// Everybody whom the demo offers, by role.
pub(super) async fn demo_groups(state: &AppState, language: Language) -> Result<Vec<DemoGroup>, AppError> {
    let mut tx = state.read().await?;
    let mut people = Vec::new();
    for account in access::accounts(&mut tx)
        .await?
        .into_iter()
        .filter(|a| a.disabled_at.is_none())
    {
        if let Some(first) = access::grants(&mut tx, account.id).await?.into_iter().next() {
            let person = DemoPerson {
                id: account.id.to_string(),
                name: account.name,
                unit: first.unit_name,
            };
            people.push((first.role, person));
        }
    }
    people.sort_by(|a, b| (&a.1.unit, &a.1.name).cmp(&(&b.1.unit, &b.1.name)));
    let group = |role: Role| DemoGroup {
        role: role.name(language).to_owned(),
        people: people
            .iter()
            .filter(|(r, _)| *r == role)
            .map(|(_, person)| person.clone())
            .collect(),
    };
    Ok(Role::ALL
        .into_iter()
        .map(group)
        .filter(|group| !group.people.is_empty())
        .collect())
}
