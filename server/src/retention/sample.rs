use app::retention::{SamplePage, SamplePageData};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::fields::{FieldErrors, Fields};
use domain::retention::SampleForm;
use leptos::prelude::*;
use store::retention::{self, SaidSample};

use super::find::officer;
use crate::clock::stockholm_moment;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    typed: Option<(Fields, FieldErrors)>,
) -> Result<Response, AppError> {
    let l = signed.language;
    let said = retention::sample(&mut state.read().await?).await?;
    let (fields, errors) = typed.unwrap_or_else(|| {
        let fields: Fields = said
            .iter()
            .flat_map(|said| {
                [
                    ("way", said.way.as_str()),
                    ("days", said.days.as_str()),
                    ("decision", said.decision.as_str()),
                ]
            })
            .filter(|(_, text)| !text.is_empty())
            .collect();
        (fields, FieldErrors::default())
    });
    let data = SamplePageData {
        sample: said.as_ref().map(SaidSample::sample).unwrap_or_default(),
        said: said.map(|said| {
            let (by, at, on) = (said.by_name, stockholm_moment(said.said_at, l), said.decision);
            l.t(
                format!("{by} svarade den {at}. Grund: {on}."),
                format!("{by} answered on {at}. It rests on: {on}."),
            )
        }),
        fields,
        errors,
    };
    let title = l.t("Urval för forskning", "Research sample");
    Ok(page(signed, state, status, title, false, move || {
        view! { <SamplePage data=data/> }
    }))
}

/// How the sample is made.
pub async fn show(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    officer(&signed)?;
    draw(&state, &signed, StatusCode::OK, None).await
}

/// Says how the sample is made.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    officer(&signed)?;
    let form = SampleForm::from_fields(&fields);
    let errors = form.check(signed.language);
    let Some(sample) = form.sample().filter(|_| errors.is_empty()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return draw(&state, &signed, status, Some((fields, errors))).await;
    };
    let who = signed.who(&state);
    state
        .write(move |tx| {
            Box::pin(async move { Ok(retention::set_sample(tx, who, &sample, &form.decision).await?) })
        })
        .await?;
    Ok(see_other("/gallring/urval"))
}
