use app::plans::{FormPageData, Part, goal_address, plan_address};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::fields::{FieldErrors, Fields};
use domain::ids::GoalId;
use domain::language::Language;
use domain::plans::{GoalText, Saved};
use store::{StoreError, plans};

use super::find::{self, Found, InPlan, PlanParts, who_in};
use super::form::{self, in_plan, theirs, version};
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

fn new_title(l: Language) -> &'static str {
    l.t("Lägg till ett mål", "Add a goal")
}

fn title(l: Language) -> &'static str {
    l.t("Ändra målet", "Change the goal")
}

/// Where the plan's page shows a goal.
pub(super) fn shown_at(found: &Found, goal: GoalId) -> String {
    format!("{}#mal-{goal}", plan_address(found.unit.id, found.plan.year))
}

/// The form for a new goal, or for one that is there.
fn sheet(found: &Found, goal: Option<(GoalId, i64)>, l: Language) -> FormPageData {
    let title = if goal.is_some() { title(l) } else { new_title(l) };
    let mut data = in_plan(found, title, Part::plain(GoalText::asked(l)), l);
    data.help = vec![l.t(
        "Ett bra mål säger vad som ska vara annorlunda när året är slut, inte bara vad ni ska göra.",
        "A good goal says what is to be different when the year is over, not only what you will do.",
    )];
    if let Some((id, version)) = goal {
        data.action = goal_address(found.unit.id, found.plan.year, id);
        data.version = Some(version);
        data.button = l.t("Spara målet", "Save the goal");
    } else {
        data.action = format!("{}/mal", data.back);
        data.button = l.t("Lägg till målet", "Add the goal");
    }
    data
}

/// The plan, for somebody who writes it.
pub(super) async fn writable(
    state: &AppState,
    signed: &Signed,
    (id, year): (&str, &str),
) -> Result<Found, AppError> {
    let mut tx = state.read().await?;
    find::plan(&mut tx, signed, (id, year), Action::EditPlan).await
}

/// The way back from a form that cannot be filled in, because the plan is not written now.
pub(super) fn closed(found: &Found) -> Option<Response> {
    (!found.plan.state.is_written()).then(|| see_other(&plan_address(found.unit.id, found.plan.year)))
}

/// The form for a new goal.
pub async fn new(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year)): Path<PlanParts>,
) -> Result<Response, AppError> {
    let found = writable(&state, &signed, (&id, &year)).await?;
    if let Some(back) = closed(&found) {
        return Ok(back);
    }
    let l = signed.language;
    Ok(form::draw(
        &state,
        &signed,
        StatusCode::OK,
        sheet(&found, None, l),
    ))
}

/// Adds a goal.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year)): Path<PlanParts>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let found = writable(&state, &signed, (&id, &year)).await?;
    let l = signed.language;
    let errors = match GoalText::read(&fields, stockholm_day(state.now()), l) {
        Ok(new) => {
            let (plan, who) = (found.plan.id, who_in(&state, &signed, &found.unit));
            let goal = state
                .write(move |tx| Box::pin(async move { Ok(plans::add_goal(tx, who, plan, &new).await?) }))
                .await?;
            return Ok(see_other(&shown_at(&found, goal)));
        }
        Err(errors) => errors,
    };
    Ok(again(&state, &signed, sheet(&found, None, l), fields, errors))
}

/// A form with what has to be mended.
pub(super) fn again(
    state: &AppState,
    signed: &Signed,
    mut data: FormPageData,
    fields: Fields,
    errors: FieldErrors,
) -> Response {
    // What was typed goes back with the version that it started from.
    if data.version.is_some() {
        data.version = Some(version(&fields));
    }
    (data.fields, data.errors) = (fields, errors);
    form::draw(state, signed, StatusCode::UNPROCESSABLE_ENTITY, data)
}

/// A goal and the form for it.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, goal)): Path<InPlan>,
) -> Result<Response, AppError> {
    let found = writable(&state, &signed, (&id, &year)).await?;
    let goal = find::goal(&mut state.read().await?, &found.plan, &goal).await?;
    if let Some(back) = closed(&found) {
        return Ok(back);
    }
    let l = signed.language;
    let mut data = sheet(&found, Some((goal.id, goal.version)), l);
    data.fields = goal.text.to_fields();
    Ok(form::draw(&state, &signed, StatusCode::OK, data))
}

/// Saves a goal.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, goal)): Path<InPlan>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let found = writable(&state, &signed, (&id, &year)).await?;
    let goal: GoalId = goal.parse().map_err(|_| AppError::NotFound)?;
    let (l, started) = (signed.language, version(&fields));
    let mut data = sheet(&found, Some((goal, started)), l);
    let new = match GoalText::read(&fields, stockholm_day(state.now()), l) {
        Ok(new) => new,
        Err(errors) => {
            // The goal may be another plan's.
            find::goal(&mut state.read().await?, &found.plan, &goal.to_string()).await?;
            return Ok(again(&state, &signed, data, fields, errors));
        }
    };
    let (plan, who) = (found.plan.id, who_in(&state, &signed, &found.unit));
    let saved = state
        .write(move |tx| {
            Box::pin(async move { Ok(plans::save_goal(tx, who, plan, goal, started, &new).await?) })
        })
        .await?;
    match saved {
        Saved::Stored(_) => Ok(see_other(&shown_at(&found, goal))),
        Saved::Conflict(conflict) => {
            let (version, text) = theirs(*conflict, GoalText::to_fields, l);
            (data.version, data.theirs, data.fields) = (Some(version), Some(text), fields);
            Ok(form::draw(&state, &signed, StatusCode::CONFLICT, data))
        }
    }
}

/// Moves a goal up, or down where the form says so.
pub async fn shift(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, goal)): Path<InPlan>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let up = fields.text("at") != "ner";
    change(&state, &signed, (&id, &year, &goal), Change::Move { up }).await
}

/// Takes a goal out. Pressed twice it is as good.
pub async fn remove(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, goal)): Path<InPlan>,
) -> Result<Response, AppError> {
    change(&state, &signed, (&id, &year, &goal), Change::Remove).await
}

/// Puts a goal back.
pub async fn restore(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, goal)): Path<InPlan>,
) -> Result<Response, AppError> {
    change(&state, &signed, (&id, &year, &goal), Change::Restore).await
}

/// What a button beside a goal or an activity does.
#[derive(Clone, Copy)]
pub(super) enum Change {
    Move { up: bool },
    Remove,
    Restore,
}

async fn change(
    state: &AppState,
    signed: &Signed,
    (id, year, goal): (&str, &str, &str),
    change: Change,
) -> Result<Response, AppError> {
    let found = writable(state, signed, (id, year)).await?;
    let goal: GoalId = goal.parse().map_err(|_| AppError::NotFound)?;
    let (plan, who) = (found.plan.id, who_in(state, signed, &found.unit));
    state
        .write(move |tx| {
            Box::pin(async move {
                match change {
                    Change::Move { up } => plans::move_goal(tx, who, plan, goal, up).await,
                    Change::Remove => plans::set_goal_removed(tx, who, plan, goal, true).await,
                    Change::Restore => plans::set_goal_removed(tx, who, plan, goal, false).await,
                }
                .map_err(|error: StoreError| AppError::from(error))
            })
        })
        .await?;
    Ok(see_other(&match change {
        Change::Remove => plan_address(found.unit.id, found.plan.year),
        Change::Move { .. } | Change::Restore => shown_at(&found, goal),
    }))
}
