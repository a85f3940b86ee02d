//! The start page. Whoever does case work sees their own cases' tasks, a manager the unit's.

use app::start::{StartPage, StartPageData};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::access::{Action, Role, Subject, may};
use leptos::prelude::*;
use store::monitoring;
use store::overview::{self, Of};
use store::plans;

use crate::audit;
use crate::clock::stockholm_day;
use crate::emergencies;
use crate::error::AppError;
use crate::figures::attention;
use crate::http::page;
use crate::retention;
use crate::sessions::Signed;
use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new().route("/", get(start))
}

async fn start(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    let actor = &signed.actor;
    if !may(actor, Action::UseOwnPages, Subject::General) {
        return Err(AppError::NotFound);
    }
    let l = signed.language;
    let manager = actor.has(Role::Manager);
    let mut data = StartPageData {
        name: signed.name.clone(),
        manager,
        case_work: may(actor, Action::ListCases, Subject::General),
        may_create: may(actor, Action::CreateCase, Subject::General),
        follows_units: may(actor, Action::SeeUnitFigures, Subject::General),
        administers: may(actor, Action::Administer, Subject::General),
        publishes: may(actor, Action::PublishChecklist, Subject::General),
        extracts: may(actor, Action::ExtractLog, Subject::General),
        today: stockholm_day(state.now()),
        ..StartPageData::default()
    };
    if data.case_work {
        let of = if manager { Of::Manager } else { Of::Worker };
        let account = signed.account();
        let mut tx = state.read().await?;
        data.letters = overview::letters_due(&mut tx, account, of).await?;
        data.measures = overview::measures_due(&mut tx, account, of).await?;
        data.follow_ups = overview::follow_ups_due(&mut tx, account, of).await?;
        data.drafts = overview::drafts(&mut tx, account, of).await?;
        data.to_review = overview::to_review(&mut tx, account, data.today).await?;
        if may(actor, Action::JudgeEmergency, Subject::General) {
            data.emergencies = emergencies::waiting(&mut tx, &signed).await?;
        }
    }
    if may(actor, Action::ReadMonitoring, Subject::General) {
        let mut tx = state.read().await?;
        data.monitoring = monitoring::due(&mut tx, signed.account()).await?;
        if may(actor, Action::RunRounds, Subject::General) {
            data.rounds = Some(monitoring::rounds_run(&mut tx, signed.account()).await?);
        }
    }
    if may(actor, Action::ReadPlan, Subject::General) {
        let mut tx = state.read().await?;
        data.plans = plans::tasks(&mut tx, signed.account(), data.today).await?;
    }
    if may(actor, Action::ReviewLog, Subject::General) {
        let mut tx = state.read().await?;
        data.log_reviews = Some(audit::due(&mut tx, signed.account(), data.today).await?);
    }
    if data.follows_units {
        let mut tx = state.read().await?;
        let (period, units) = attention(&mut tx, &signed, data.today).await?;
        data.attention = units;
        data.attention_period = period.name(l);
    }
    if may(actor, Action::AssessExtracts, Subject::General) {
        let mut tx = state.read().await?;
        data.extracts_to_assess = store::extracts::waiting_for(&mut tx, signed.account())
            .await?
            .len();
    }
    if may(actor, Action::KeepRecords, Subject::General) {
        data.records = Some(retention::waiting_for(&state, &signed, data.today).await?);
    }
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        l.t("Att göra", "To do"),
        false,
        move || view! { <StartPage data=data/> },
    ))
}
