use app::cases::{CasePage, CasePageData};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, may};
use domain::cases::{GuardianForm, GuardianRole};
use domain::content::content;
use domain::fields::{FieldErrors, Fields};
use domain::ids::{AccountId, CaseId, ChildId};
use leptos::prelude::*;
use serde::Deserialize;
use store::audit::{self, Entry};
use store::cases::{self, Case};
use store::{Who, assessments, children};

use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// A case that the person may do something to; otherwise there is none.
pub(crate) async fn reachable_case(state: &AppState, signed: &Signed, id: &str, action: Action) -> Result<Case, AppError> {
    let id: CaseId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut tx = state.read().await?;
    let case = cases::case(&mut tx, id).await?;
    if may(&signed.actor, action, case.subject()) { Ok(case) } else { Err(AppError::NotFound) }
}

/// What the address may say: a child that was just taken out.
#[derive(Debug, Default, Deserialize)]
pub struct Removed {
    borttaget: Option<String>,
}

/// The case's page. Read and logged in one transaction.
pub async fn show(State(state): State<AppState>, signed: Signed, Path(id): Path<String>, removed: Result<Query<Removed>, QueryRejection>) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::ReadRecord).await?;
    let removed = removed.ok().and_then(|Query(r)| r.borttaget).and_then(|id| id.parse::<ChildId>().ok()).map(|id| id.to_string());
    draw(&state, &signed, StatusCode::OK, case, removed, Fields::default(), FieldErrors::default()).await
}

async fn draw(state: &AppState, signed: &Signed, status: StatusCode, case: Case, removed_child: Option<String>, fields: Fields, errors: FieldErrors) -> Result<Response, AppError> {
    let who = Who { unit: Some(case.unit), ..signed.who(state) };
    let may_assign = may(&signed.actor, Action::AssignCase, case.subject());
    let may_edit = may(&signed.actor, Action::EditRecord, case.subject());
    let today = stockholm_day(state.now());
    let data = state
        .write(move |tx| {
            Box::pin(async move {
                let workers = if may_assign { cases::workers_of_unit(tx, case.unit).await? } else { Vec::new() };
                let data = CasePageData {
                    children: children::children(tx, case.id).await?,
                    guardians: children::guardians(tx, case.id).await?,
                    assessments: assessments::assessments(tx, case.id).await?,
                    workers: workers.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
                    may_edit,
                    removed_child,
                    fields,
                    errors,
                    today,
                    case,
                };
                audit::record(tx, who, Entry::in_case("read", "case", data.case.id.0, data.case.id)).await?;
                Ok(data)
            })
        })
        .await?;
    let title = signed.language.t("Ärende", "Case");
    Ok(page(signed, state, status, title, false, move || view! { <CasePage data=data/> }))
}

/// Hands the case to another worker.
pub async fn assign(State(state): State<AppState>, signed: Signed, Path(id): Path<String>, Posted(fields): Posted) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::AssignCase).await?;
    let to: AccountId = fields.text("worker").parse().map_err(|_| AppError::NotFound)?;
    let who = Who { unit: Some(case.unit), ..signed.who(&state) };
    let id = case.id;
    state.write(move |tx| Box::pin(async move { Ok(cases::assign_case(tx, who, id, to).await?) })).await?;
    Ok(see_other(&format!("/arenden/{id}")))
}

/// Adds a guardian.
pub async fn add_guardian(State(state): State<AppState>, signed: Signed, Path(id): Path<String>, Posted(fields): Posted) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::EditRecord).await?;
    let form = GuardianForm::from_fields(&fields);
    let errors = form.check(signed.language);
    if !errors.is_empty() {
        return draw(&state, &signed, StatusCode::UNPROCESSABLE_ENTITY, case, None, fields, errors).await;
    }
    let who = Who { unit: Some(case.unit), ..signed.who(&state) };
    let id = case.id;
    state
        .write(move |tx| {
            Box::pin(async move {
                if children::guardians(tx, id).await?.len() >= 40 {
                    return Err(AppError::Conflict);
                }
                Ok(children::add_guardian(tx, who, id, &form.name, GuardianRole::from_code(&form.role)).await?)
            })
        })
        .await?;
    Ok(see_other(&format!("/arenden/{id}")))
}

/// Begins an assessment at standard depth.
pub async fn begin(State(state): State<AppState>, signed: Signed, Path(id): Path<String>) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::EditRecord).await?;
    let who = Who { unit: Some(case.unit), ..signed.who(&state) };
    let id = state
        .write(move |tx| {
            Box::pin(async move {
                let id = assessments::begin(tx, who, case.id, &case.matter, content().version()).await?;
                // The matter is a fact that is written already; it is not asked twice.
                let known: Fields = [("matter", case.matter.clone())].into_iter().collect();
                store::sections::save_section(tx, who, (case.id, id), domain::assessments::Section::Question, 0, &known).await?;
                Ok(id)
            })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{id}/fraga")))
}
