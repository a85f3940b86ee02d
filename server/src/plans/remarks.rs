use app::plans::{FormPageData, Part, goal_address};
use app::ui::KeyValue;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::fields::Fields;
use domain::language::Language;
use domain::plans::{Goal, RemarkText};
use store::plans;

use super::find::{self, Found, InPlan, who_in};
use super::form::{self, in_plan};
use super::goals::{again, shown_at};
use crate::clock::{moment, stockholm_day};
use crate::error::AppError;
use crate::http::{Posted, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

fn title(reply: bool, l: Language) -> &'static str {
    if reply {
        l.t("Svara samordnaren", "Answer the coordinator")
    } else {
        l.t("Skriv en anmärkning", "Write a remark")
    }
}

fn sheet(found: &Found, goal: &Goal, reply: bool, l: Language) -> FormPageData {
    let mut data = in_plan(
        found,
        title(reply, l),
        Part::plain(RemarkText::asked(reply, l)),
        l,
    );
    let said = goal.remarks.iter().map(|r| KeyValue {
        key: format!("{}, {}", r.stamp.by, moment(r.stamp.at, l)),
        value: r.text.clone(),
        change: None,
    });
    let aim = KeyValue {
        key: l.t("Målet", "The goal").to_owned(),
        value: goal.text.aim.clone(),
        change: None,
    };
    let what = goal
        .standing()
        .map(|a| format!("– {}", a.text.what))
        .collect::<Vec<_>>();
    let activities = KeyValue {
        key: l.t("Aktiviteter", "Activities").to_owned(),
        value: what.join("\n"),
        change: None,
    };
    data.context = [aim, activities].into_iter().chain(said).collect();
    let address = goal_address(found.unit.id, found.plan.year, goal.id);
    data.action = format!("{address}/{}", if reply { "svar" } else { "anmarkning" });
    data.button = if reply {
        l.t("Skicka svaret", "Send the reply")
    } else {
        l.t("Skriv anmärkningen", "Write the remark")
    };
    data
}

const fn action(reply: bool) -> Action {
    if reply {
        Action::EditPlan
    } else {
        Action::RemarkPlan
    }
}

async fn ask(state: &AppState, signed: &Signed, parts: InPlan, reply: bool) -> Result<Response, AppError> {
    let (id, year, goal) = parts;
    let mut tx = state.read().await?;
    let found = find::plan(&mut tx, signed, (&id, &year), action(reply)).await?;
    let goal = find::goal(&mut tx, &found.plan, &goal).await?;
    let l = signed.language;
    let data = sheet(&found, &goal, reply, l);
    Ok(form::draw(state, signed, StatusCode::OK, data))
}

async fn write(
    state: &AppState,
    signed: &Signed,
    (id, year, goal): InPlan,
    fields: Fields,
    reply: bool,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let found = find::plan(&mut tx, signed, (&id, &year), action(reply)).await?;
    let goal = find::goal(&mut tx, &found.plan, &goal).await?;
    drop(tx);
    let l = signed.language;
    match RemarkText::read(&fields, reply, stockholm_day(state.now()), l) {
        Ok(text) => {
            let (plan, who, id) = (found.plan.id, who_in(state, signed, &found.unit), goal.id);
            state
                .write(move |tx| {
                    Box::pin(async move { Ok(plans::add_remark(tx, who, plan, id, reply, &text).await?) })
                })
                .await?;
            Ok(see_other(&shown_at(&found, goal.id)))
        }
        Err(errors) => Ok(again(
            state,
            signed,
            sheet(&found, &goal, reply, l),
            fields,
            errors,
        )),
    }
}

/// The form for a remark.
pub async fn new_remark(
    State(state): State<AppState>,
    signed: Signed,
    Path(parts): Path<InPlan>,
) -> Result<Response, AppError> {
    ask(&state, &signed, parts, false).await
}

/// Writes a remark.
pub async fn remark(
    State(state): State<AppState>,
    signed: Signed,
    Path(parts): Path<InPlan>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    write(&state, &signed, parts, fields, false).await
}

/// The form for a reply.
pub async fn new_reply(
    State(state): State<AppState>,
    signed: Signed,
    Path(parts): Path<InPlan>,
) -> Result<Response, AppError> {
    ask(&state, &signed, parts, true).await
}

/// Writes a reply.
pub async fn reply(
    State(state): State<AppState>,
    signed: Signed,
    Path(parts): Path<InPlan>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    write(&state, &signed, parts, fields, true).await
}
