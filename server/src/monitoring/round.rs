use app::monitoring::{RoundPage, RoundPageData, round_address};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::fields::{FieldErrors, Fields};
use domain::ids::UnitId;
use domain::monitoring::WordForm;
use leptos::prelude::*;
use store::Tx;
use store::monitoring::{self, Round};

use super::find::run;
use crate::clock::{stockholm_day, stockholm_moment};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// Where every unit stands.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let round = run(&mut tx, &signed, &id).await?;
    let (fields, errors) = (Fields::default(), FieldErrors::default());
    draw(&state, &signed, &mut tx, StatusCode::OK, round, fields, errors).await
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    tx: &mut Tx,
    status: StatusCode,
    round: Round,
    fields: Fields,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let l = signed.language;
    let reminders = monitoring::reminders(tx, round.id, None).await?;
    let data = RoundPageData {
        version: monitoring::instrument(tx, round.instrument)
            .await?
            .version
            .clone(),
        participants: monitoring::participants(tx, round.id).await?,
        reminders: reminders
            .into_iter()
            .map(|reminder| {
                let moment = stockholm_moment(reminder.sent_at, l);
                (reminder, moment)
            })
            .collect(),
        closed: round.closed.as_ref().map(|(by, at)| {
            let at = stockholm_moment(*at, l);
            l.t(format!("{at}, av {by}"), format!("{at}, by {by}"))
        }),
        fields,
        errors,
        today: stockholm_day(state.now()),
        round,
    };
    let signed = Signed {
        path: round_address(data.round.id),
        ..signed.clone()
    };
    let title = l.t("Omgång av egenkontroll", "Round of self-monitoring");
    Ok(page(
        &signed,
        state,
        status,
        title,
        false,
        move || view! { <RoundPage data=data/> },
    ))
}

/// Reminds one unit, or all that have not handed in.
pub async fn remind(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let (who, l) = (signed.who(&state), signed.language);
    let mut tx = state.read().await?;
    let round = run(&mut tx, &signed, &id).await?;
    let to = fields.text("to");
    let unit: Option<UnitId> = match to {
        "" => None,
        to => Some(to.parse().map_err(|_| AppError::NotFound)?),
    };
    let form = WordForm::from_fields(&fields, "reminder");
    let empty = l.t("Skriv vad du vill säga.", "Write what you want to say.");
    let errors = form.check(empty, who.today, l);
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return draw(&state, &signed, &mut tx, status, round, fields, errors).await;
    }
    drop(tx);
    let id = round.id;
    state
        .write(move |tx| {
            Box::pin(async move { Ok(monitoring::remind(tx, who, id, unit, &form.text).await?) })
        })
        .await?;
    Ok(see_other(&round_address(id)))
}
