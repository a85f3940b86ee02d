use app::plans::{FormPageData, Part, activity_address, plan_address};
use app::ui::KeyValue;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::ActivityId;
use domain::language::Language;
use domain::plans::{Activity, ActivityState, Goal, Progress, Saved};
use store::plans;

use super::find::{self, Found, InPlan, who_in};
use super::form::{self, in_plan, theirs, version};
use super::goals::{again, shown_at, writable};
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

fn title(l: Language) -> &'static str {
    l.t("Så går det", "How it goes")
}

fn sheet(found: &Found, goal: &Goal, activity: &Activity, l: Language) -> FormPageData {
    let mut data = in_plan(found, title(l), Part::plain(Progress::asked(l)), l);
    let row = |key: &str, value: String| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    };
    data.context = vec![
        row(l.t("Målet", "The goal"), goal.text.aim.clone()),
        row(l.t("Aktiviteten", "The activity"), activity.text.what.clone()),
        row(l.t("Vem", "Who"), activity.text.responsible.clone()),
        row(l.t("Senast", "By"), activity.text.due_on.to_string()),
    ];
    data.action = format!(
        "{}/lage",
        activity_address(found.unit.id, found.plan.year, activity.id)
    );
    data.version = Some(activity.progress_version);
    data.fields = activity.progress.to_fields();
    data
}

/// How an activity goes, and the form for it. One that was carried over is followed in the next plan.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, activity)): Path<InPlan>,
) -> Result<Response, AppError> {
    let found = writable(&state, &signed, (&id, &year)).await?;
    let (goal, activity) = find::activity(&mut state.read().await?, &found.plan, &activity).await?;
    if activity.progress.state == ActivityState::CarriedOver {
        return Ok(see_other(&plan_address(found.unit.id, found.plan.year)));
    }
    let l = signed.language;
    let data = sheet(&found, &goal, &activity, l);
    Ok(form::draw(&state, &signed, StatusCode::OK, data))
}

/// Saves how it goes.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, year, activity)): Path<InPlan>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let found = writable(&state, &signed, (&id, &year)).await?;
    let (goal, activity) = find::activity(&mut state.read().await?, &found.plan, &activity).await?;
    let (l, started) = (signed.language, version(&fields));
    let mut data = sheet(&found, &goal, &activity, l);
    let new = match Progress::read(&fields, stockholm_day(state.now()), l) {
        Ok(new) => new,
        Err(errors) => return Ok(again(&state, &signed, data, fields, errors)),
    };
    match put(&state, &signed, &found, activity.id, started, new).await? {
        Saved::Stored(_) => Ok(see_other(&shown_at(&found, goal.id))),
        Saved::Conflict(conflict) => {
            let (version, text) = theirs(*conflict, Progress::to_fields, l);
            (data.version, data.theirs, data.fields) = (Some(version), Some(text), fields);
            Ok(form::draw(&state, &signed, StatusCode::CONFLICT, data))
        }
    }
}

async fn put(
    state: &AppState,
    signed: &Signed,
    found: &Found,
    activity: ActivityId,
    started: i64,
    new: Progress,
) -> Result<Saved<Progress>, AppError> {
    let (plan, who) = (found.plan.id, who_in(state, signed, &found.unit));
    state
        .write(move |tx| {
            Box::pin(async move { Ok(plans::save_progress(tx, who, plan, activity, started, &new).await?) })
        })
        .await
}
