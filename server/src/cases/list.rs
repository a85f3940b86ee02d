use app::cases::{ListPage, ListPageData};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::access::{Action, Subject, may};
use domain::ids::CaseId;
use leptos::prelude::*;
use serde::Deserialize;
use store::audit::{self, Entry};
use store::cases::{self, After, CaseLine, PAGE, Whose};

use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// Where a page of a list begins. Times and ids only, nothing personal.
#[derive(Debug, Default, Deserialize)]
pub struct Place {
    alla: Option<String>,
    efter: Option<String>,
}

impl Place {
    /// After which line the page begins; nonsense begins at the start.
    pub fn after(&self) -> Option<After> {
        let (micros, id) = self.efter.as_deref()?.split_once('.')?;
        let updated_at: DateTime<Utc> = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        Some(After {
            updated_at,
            id: id.parse::<CaseId>().ok()?,
        })
    }
}

/// The query that leads to the next page, when this one is full.
pub fn next_place(lines: &[CaseLine]) -> Option<String> {
    let last = lines.last()?;
    let full = i64::try_from(lines.len()).is_ok_and(|n| n >= PAGE);
    full.then(|| format!("efter={}.{}", last.updated_at.timestamp_micros(), last.id))
}

/// A list shows names: the trail is told how many lines somebody was shown, before they are.
pub(super) async fn tell(
    state: &AppState,
    signed: &Signed,
    entry: Entry<'static>,
    lines: usize,
) -> Result<(), AppError> {
    let (who, lines) = (signed.who(state), lines.to_string());
    state
        .write(move |tx| Box::pin(async move { Ok(audit::record(tx, who, entry.detail(&lines)).await?) }))
        .await
}

/// Mine, or all within reach.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    place: Result<Query<Place>, QueryRejection>,
) -> Result<Response, AppError> {
    if !may(&signed.actor, Action::ListCases, Subject::General) {
        return Err(AppError::NotFound);
    }
    let place = place.map(|Query(p)| p).unwrap_or_default();
    let mine = place.alla.is_none();
    let whose = if mine { Whose::Mine } else { Whose::Reachable };
    let after = place.after();
    let mut tx = state.read().await?;
    let lines = cases::list_cases(&mut tx, signed.account(), whose, after).await?;
    let total = cases::count_cases(&mut tx, signed.account(), whose).await?;
    drop(tx);
    let next = next_place(&lines).map(|query| {
        if mine {
            format!("/arenden?{query}")
        } else {
            format!("/arenden?alla=1&{query}")
        }
    });
    tell(&state, &signed, Entry::about("listed", "case", None), lines.len()).await?;
    let may_create = may(&signed.actor, Action::CreateCase, Subject::General);
    let data = ListPageData {
        mine,
        lines,
        total,
        next,
        later_page: after.is_some(),
        may_create,
    };
    let title = signed.language.t("Ärenden", "Cases");
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <ListPage data=data/> },
    ))
}
