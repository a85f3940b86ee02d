use app::plans::{FormPageData, Part, activity_address, goal_address, plan_address};
use app::ui::KeyValue;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::fields::Fields;
use domain::ids::{ActivityId, GoalId};
use domain::language::Language;
use domain::plans::{ActivityText, Goal, Saved};
use store::{StoreError, plans};

use super::find::{self, Found, InPlan, who_in};
use super::form::{self, in_plan, theirs, version};
use super::goals::{Change, again, closed, shown_at, writable};
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

fn new_title(l: Language) -> &'static str {
    l.t("Lägg till en aktivitet", "Add an activity")
}

fn title(l: Language) -> &'static str {
    l.t("Ändra aktiviteten", "Change the activity")
}

/// The form for a new activity of a goal, or for one that is there.
fn sheet(found: &Found, goal: &Goal, activity: Option<(ActivityId, i64)>, l: Language) -> FormPageData {
    let title = if activity.is_some() {
        title(l)
    } else {
        new_title(l)
    };
    let (unit, year) = (found.unit.id, found.plan.year);
    let mut data = in_plan(found, title, Part::plain(ActivityText::asked(year, l)), l);
    data.context = vec![KeyValue {
        key: l.t("Målet", "The goal").to_owned(),
        value: goal.text.aim.clone(),
        change: None,
    }];
    if let Some((id, version)) = activity {
        data.action = activity_address(unit, year, id);
        data.version = Some(version);
        data.button = l.t("Spara aktiviteten", "Save the activity");
    } else {
        data.action = format!("{}/aktivitet", goal_address(unit, year, goal.id));
        data.button = l.t("Lägg till aktiviteten", "Add the activity");
    }
    data
}

/// The form for a new activity.
pub async fn new(
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
    let data = sheet(&found, &goal, None, l);
    Ok(form::draw(&state, &signed, StatusCode::OK, data))
}

/// Adds an activity.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, goal)): Path<InPlan>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let found = writable(&state, &signed, (&id, &year)).await?;
    let goal = find::goal(&mut state.read().await?, &found.plan, &goal).await?;
    let l = signed.language;
    match ActivityText::read(&fields, found.plan.year, stockholm_day(state.now()), l) {
        Ok(new) => {
            let (plan, who, goal) = (found.plan.id, who_in(&state, &signed, &found.unit), goal.id);
            state
                .write(move |tx| {
                    Box::pin(async move { Ok(plans::add_activity(tx, who, plan, goal, &new).await?) })
                })
                .await?;
            Ok(see_other(&shown_at(&found, goal)))
        }
        Err(errors) => Ok(again(
            &state,
            &signed,
            sheet(&found, &goal, None, l),
            fields,
            errors,
        )),
    }
}

/// An activity and the form for it.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, activity)): Path<InPlan>,
) -> Result<Response, AppError> {
    let found = writable(&state, &signed, (&id, &year)).await?;
    let (goal, activity) = find::activity(&mut state.read().await?, &found.plan, &activity).await?;
    if let Some(back) = closed(&found) {
        return Ok(back);
    }
    let l = signed.language;
    let mut data = sheet(&found, &goal, Some((activity.id, activity.version)), l);
    data.fields = activity.text.to_fields();
    Ok(form::draw(&state, &signed, StatusCode::OK, data))
}

/// Saves an activity.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, activity)): Path<InPlan>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let found = writable(&state, &signed, (&id, &year)).await?;
    let (goal, activity) = find::activity(&mut state.read().await?, &found.plan, &activity).await?;
    let (l, started) = (signed.language, version(&fields));
    let data = sheet(&found, &goal, Some((activity.id, started)), l);
    match ActivityText::read(&fields, found.plan.year, stockholm_day(state.now()), l) {
        Ok(new) => {
            put(
                &state,
                &signed,
                (&found, goal.id, activity.id),
                new,
                (data, fields),
            )
            .await
        }
        Err(errors) => Ok(again(&state, &signed, data, fields, errors)),
    }
}

async fn put(
    state: &AppState,
    signed: &Signed,
    (found, goal, activity): (&Found, GoalId, ActivityId),
    new: ActivityText,
    (mut data, fields): (FormPageData, Fields),
) -> Result<Response, AppError> {
    let (plan, who, l) = (found.plan.id, who_in(state, signed, &found.unit), signed.language);
    let started = version(&fields);
    let saved = state
        .write(move |tx| {
            Box::pin(async move { Ok(plans::save_activity(tx, who, plan, activity, started, &new).await?) })
        })
        .await?;
    match saved {
        Saved::Stored(_) => Ok(see_other(&shown_at(found, goal))),
        Saved::Conflict(conflict) => {
            let (version, text) = theirs(*conflict, ActivityText::to_fields, l);
            (data.version, data.theirs, data.fields) = (Some(version), Some(text), fields);
            Ok(form::draw(state, signed, StatusCode::CONFLICT, data))
        }
    }
}

/// Moves an activity up, or down where the form says so.
pub async fn shift(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, activity)): Path<InPlan>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let up = fields.text("at") != "ner";
    change(&state, &signed, (&id, &year, &activity), Change::Move { up }).await
}

/// Takes an activity out. Pressed twice it is as good.
pub async fn remove(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, activity)): Path<InPlan>,
) -> Result<Response, AppError> {
    change(&state, &signed, (&id, &year, &activity), Change::Remove).await
}

/// Puts an activity back.
pub async fn restore(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, activity)): Path<InPlan>,
) -> Result<Response, AppError> {
    change(&state, &signed, (&id, &year, &activity), Change::Restore).await
}

async fn change(
    state: &AppState,
    signed: &Signed,
    (id, year, activity): (&str, &str, &str),
    change: Change,
) -> Result<Response, AppError> {
    let found = writable(state, signed, (id, year)).await?;
    let activity: ActivityId = activity.parse().map_err(|_| AppError::NotFound)?;
    let (plan, who) = (found.plan.id, who_in(state, signed, &found.unit));
    state
        .write(move |tx| {
            Box::pin(async move {
                match change {
                    Change::Move { up } => plans::move_activity(tx, who, plan, activity, up).await,
                    Change::Remove => plans::set_activity_removed(tx, who, plan, activity, true).await,
                    Change::Restore => plans::set_activity_removed(tx, who, plan, activity, false).await,
                }
                .map_err(|error: StoreError| AppError::from(error))
            })
        })
        .await?;
    Ok(see_other(&plan_address(found.unit.id, found.plan.year)))
}
