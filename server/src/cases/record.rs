use app::cases::{CasePage, CasePageData};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, may};
use domain::cases::{GuardianForm, GuardianRole};
use domain::fields::{FieldErrors, Fields};
use domain::ids::{AccountId, CaseId, ChildId};
use leptos::prelude::*;
use serde::Deserialize;
use store::audit::{self, Entry};
use store::cases::{self, Case};
use store::{StoreError, Who, assessments, children};

use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// A case that the person may do something to, told to the trail; otherwise there is none.
pub(crate) async fn reachable_case(
    state: &AppState,
    signed: &Signed,
    id: &str,
    action: Action,
) -> Result<Case, AppError> {
    let id: CaseId = id.parse().map_err(|_| AppError::NotFound)?;
    let (actor, who, proof) = (signed.actor.clone(), signed.who(state), signed.proof(state));
    state
        .write(move |tx| {
            Box::pin(async move {
                let case = cases::case(tx, id).await?;
                if !may(&actor, action, case.subject()) {
                    return Err(AppError::NotFound);
                }
                proof.opens(tx, &case).await?;
                audit::record(
                    tx,
                    Who {
                        unit: Some(case.unit),
                        ..who
                    },
                    Entry::in_case("read", "case", id.0, id),
                )
                .await?;
                Ok(case)
            })
        })
        .await
}

/// What the address may say: a child that was just taken out.
#[derive(Debug, Default, Deserialize)]
pub struct Removed {
    borttaget: Option<String>,
}

/// The case's page.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    removed: Result<Query<Removed>, QueryRejection>,
) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::ReadRecord).await?;
    let removed = removed
        .ok()
        .and_then(|Query(r)| r.borttaget)
        .and_then(|id| id.parse::<ChildId>().ok())
        .map(|id| id.to_string());
    draw(
        &state,
        &signed,
        StatusCode::OK,
        case,
        removed,
        Fields::default(),
        FieldErrors::default(),
    )
    .await
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    case: Case,
    removed_child: Option<String>,
    fields: Fields,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let may_assign = may(&signed.actor, Action::AssignCase, case.subject());
    let may_edit = may(&signed.actor, Action::EditRecord, case.subject());
    let today = stockholm_day(state.now());
    let mut tx = state.read().await?;
    let workers = if may_assign {
        cases::workers_of_unit(&mut tx, case.unit).await?
    } else {
        Vec::new()
    };
    let data = CasePageData {
        children: children::children(&mut tx, case.id).await?,
        guardians: children::guardians(&mut tx, case.id).await?,
        assessments: assessments::assessments(&mut tx, case.id).await?,
        workers: workers
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        may_edit,
        removed_child,
        fields,
        errors,
        today,
        case,
    };
    let title = signed.language.t("Ärende", "Case");
    Ok(page(
        signed,
        state,
        status,
        title,
        false,
        move || view! { <CasePage data=data/> },
    ))
}

/// Hands the case to another worker.
pub async fn assign(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::AssignCase).await?;
    let to: AccountId = fields.text("worker").parse().map_err(|_| AppError::NotFound)?;
    let who = Who {
        unit: Some(case.unit),
        ..signed.who(&state)
    };
    let id = case.id;
    state
        .write(move |tx| Box::pin(async move { Ok(cases::assign_case(tx, who, id, to).await?) }))
        .await?;
    Ok(see_other(&format!("/arenden/{id}")))
}

/// Adds a guardian.
pub async fn add_guardian(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::EditRecord).await?;
    let form = GuardianForm::from_fields(&fields);
    let l = signed.language;
    let mut errors = form.check(l);
    if errors.is_empty() {
        let who = Who {
            unit: Some(case.unit),
            ..signed.who(&state)
        };
        let id = case.id;
        let added = state
            .write(move |tx| {
                Box::pin(async move {
                    match children::add_guardian(tx, who, id, &form.name, GuardianRole::from_code(&form.role))
                        .await
                    {
                        Ok(_) => Ok(true),
                        Err(StoreError::State) => Ok(false),
                        Err(error) => Err(error.into()),
                    }
                })
            })
            .await?;
        if added {
            return Ok(see_other(&format!("/arenden/{id}")));
        }
        errors.add(
            "guardian_name",
            l.t(
                "Ett ärende rymmer högst 20 vårdnadshavare.",
                "A case holds at most 20 guardians.",
            ),
        );
    }
    draw(
        &state,
        &signed,
        StatusCode::UNPROCESSABLE_ENTITY,
        case,
        None,
        fields,
        errors,
    )
    .await
}
