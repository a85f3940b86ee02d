use app::plans::plan_address;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::plans::{Plan, PlanMove, note_gap, return_gap, submit_gap};
use store::{StoreError, Tx, Who, plans};

use super::find::{self, PlanParts, who_in};
use super::form::version;
use super::plan::draw;
use crate::error::AppError;
use crate::http::{Posted, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// What keeps a plan from being moved.
enum Refusal {
    /// Something is missing.
    Gap(String),
    /// It has changed since the page was drawn.
    Changed,
}

/// Hands the plan in.
pub async fn submit(
    State(state): State<AppState>,
    signed: Signed,
    Path(parts): Path<PlanParts>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    step(&state, &signed, parts, &fields, PlanMove::Submit).await
}

/// Takes it back.
pub async fn take_back(
    State(state): State<AppState>,
    signed: Signed,
    Path(parts): Path<PlanParts>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    step(&state, &signed, parts, &fields, PlanMove::TakeBack).await
}

/// Opens it again.
pub async fn reopen(
    State(state): State<AppState>,
    signed: Signed,
    Path(parts): Path<PlanParts>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    step(&state, &signed, parts, &fields, PlanMove::Reopen).await
}

/// The coordinator sends it back.
pub async fn send_back(
    State(state): State<AppState>,
    signed: Signed,
    Path(parts): Path<PlanParts>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    step(&state, &signed, parts, &fields, PlanMove::Return).await
}

/// The coordinator takes note of it.
pub async fn take_note(
    State(state): State<AppState>,
    signed: Signed,
    Path(parts): Path<PlanParts>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    step(&state, &signed, parts, &fields, PlanMove::Note).await
}

async fn step(
    state: &AppState,
    signed: &Signed,
    (id, year): PlanParts,
    fields: &Fields,
    step: PlanMove,
) -> Result<Response, AppError> {
    let action = match step {
        PlanMove::Submit | PlanMove::TakeBack | PlanMove::Reopen => Action::EditPlan,
        PlanMove::Return | PlanMove::Note => Action::RemarkPlan,
    };
    let found = find::plan(&mut state.read().await?, signed, (&id, &year), action).await?;
    let (plan, who, l) = (
        found.plan.clone(),
        who_in(state, signed, &found.unit),
        signed.language,
    );
    let started = version(fields);
    let refused = state
        .write(move |tx| Box::pin(async move { make(tx, who, &plan, started, step, l).await }))
        .await?;
    let (status, message) = match refused {
        None => return Ok(see_other(&plan_address(found.unit.id, found.plan.year))),
        Some(Refusal::Gap(message)) => (StatusCode::UNPROCESSABLE_ENTITY, message),
        Some(Refusal::Changed) => (
            StatusCode::CONFLICT,
            l.t(
                "Planen har ändrats sedan du öppnade sidan. Läs den som den står nu, och välj sedan igen.",
                "The plan has changed since you opened the page. Read it as it stands now, and then choose again.",
            )
            .to_owned(),
        ),
    };
    let mut errors = FieldErrors::default();
    errors.add("", message);
    let mut tx = state.read().await?;
    let found = find::plan(&mut tx, signed, (&id, &year), action).await?;
    draw(state, signed, &mut tx, status, found, errors).await
}

/// Moves the plan, unless something is missing or it has changed.
async fn make(
    tx: &mut Tx,
    who: Who,
    plan: &Plan,
    started: i64,
    step: PlanMove,
    l: Language,
) -> Result<Option<Refusal>, AppError> {
    let goals = plans::goals(tx, plan.id).await?;
    let gap = match step {
        PlanMove::Submit => submit_gap(&goals, l),
        PlanMove::Return => return_gap(plan, &goals, l).map(str::to_owned),
        PlanMove::Note => who
            .account
            .and_then(|reader| note_gap(plan, reader, l))
            .map(str::to_owned),
        PlanMove::TakeBack | PlanMove::Reopen => None,
    };
    if started == plan.version
        && let Some(gap) = gap
    {
        return Ok(Some(Refusal::Gap(gap)));
    }
    match plans::move_plan(tx, who, plan.id, started, step).await {
        Ok(_) => Ok(None),
        Err(StoreError::Stale | StoreError::State) => Ok(Some(Refusal::Changed)),
        Err(error) => Err(error.into()),
    }
}
