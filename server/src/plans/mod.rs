//! Implementation plans and the registers beside them. Whoever works in a unit, manages it or follows it reads its plans; the manager
//! and the representative write them, the coordinator remarks. Registers are kept by the coordinator and the manager, meetings by the
//! coordinator alone. For all others there is no such page (404).

mod activities;
mod appointments;
mod carry;
mod find;
mod form;
mod goals;
mod meetings;
mod moving;
mod overview;
mod plan;
mod progress;
mod remarks;
mod trainings;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .merge(plan_routes())
        .merge(goal_routes())
        .merge(register_routes())
}

fn plan_routes() -> Router<AppState> {
    Router::new()
        .route("/planer", get(overview::list))
        .route("/planer/{unit}", get(overview::of_unit))
        .route("/planer/{unit}/{year}", get(plan::show).post(plan::begin))
        .route("/planer/{unit}/{year}/skicka", post(moving::submit))
        .route("/planer/{unit}/{year}/aterta", post(moving::take_back))
        .route("/planer/{unit}/{year}/oppna", post(moving::reopen))
        .route("/planer/{unit}/{year}/aterlamna", post(moving::send_back))
        .route("/planer/{unit}/{year}/tagit-del", post(moving::take_note))
        .route(
            "/planer/{unit}/{year}/for-vidare",
            get(carry::show).post(carry::carry),
        )
}

fn goal_routes() -> Router<AppState> {
    Router::new()
        .route("/planer/{unit}/{year}/mal", get(goals::new).post(goals::add))
        .route(
            "/planer/{unit}/{year}/mal/{goal}",
            get(goals::show).post(goals::save),
        )
        .route("/planer/{unit}/{year}/mal/{goal}/flytta", post(goals::shift))
        .route("/planer/{unit}/{year}/mal/{goal}/ta-bort", post(goals::remove))
        .route("/planer/{unit}/{year}/mal/{goal}/aterstall", post(goals::restore))
        .route(
            "/planer/{unit}/{year}/mal/{goal}/anmarkning",
            get(remarks::new_remark).post(remarks::remark),
        )
        .route(
            "/planer/{unit}/{year}/mal/{goal}/svar",
            get(remarks::new_reply).post(remarks::reply),
        )
        .route(
            "/planer/{unit}/{year}/mal/{goal}/aktivitet",
            get(activities::new).post(activities::add),
        )
        .route(
            "/planer/{unit}/{year}/aktivitet/{activity}",
            get(activities::show).post(activities::save),
        )
        .route(
            "/planer/{unit}/{year}/aktivitet/{activity}/lage",
            get(progress::show).post(progress::save),
        )
        .route(
            "/planer/{unit}/{year}/aktivitet/{activity}/flytta",
            post(activities::shift),
        )
        .route(
            "/planer/{unit}/{year}/aktivitet/{activity}/ta-bort",
            post(activities::remove),
        )
        .route(
            "/planer/{unit}/{year}/aktivitet/{activity}/aterstall",
            post(activities::restore),
        )
}

fn register_routes() -> Router<AppState> {
    Router::new()
        .route("/ombud", get(appointments::list))
        .route("/ombud/enhet/{unit}", get(appointments::of_unit))
        .route(
            "/ombud/enhet/{unit}/ny",
            get(appointments::new).post(appointments::add),
        )
        .route(
            "/ombud/enhet/{unit}/{appointment}",
            get(appointments::show).post(appointments::save),
        )
        .route("/ombud/moten", get(meetings::list))
        .route("/ombud/moten/nytt/{unit}", get(meetings::new).post(meetings::add))
        .route("/ombud/moten/{meeting}", get(meetings::show))
        .route(
            "/ombud/moten/{meeting}/andra",
            get(meetings::edit).post(meetings::save),
        )
        .route("/utbildning", get(trainings::list))
        .route("/utbildning/ny/{unit}", get(trainings::new).post(trainings::add))
        .route(
            "/utbildning/{training}",
            get(trainings::show).post(trainings::save),
        )
}
