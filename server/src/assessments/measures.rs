use app::assessments::{MeasuresPage, MeasuresPageData};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::assessments::MeasureForm;
use domain::dates;
use domain::fields::{FieldErrors, Fields, MAX_TEXT};
use domain::ids::{ChildId, MeasureId};
use leptos::prelude::*;
use store::measures::{self, NewMeasure};

use super::{Loaded, load};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    loaded: &Loaded,
    fields: Fields,
    errors: FieldErrors,
) -> Response {
    let l = signed.language;
    let data = MeasuresPageData {
        frame: loaded.frame(l),
        fields,
        errors,
        today: loaded.today,
    };
    page(
        signed,
        state,
        status,
        l.t("Åtgärder", "Measures"),
        false,
        move || view! { <MeasuresPage data=data/> },
    )
}

/// The measures.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "measures").await?;
    Ok(draw(
        &state,
        &signed,
        StatusCode::OK,
        &loaded,
        Fields::default(),
        FieldErrors::default(),
    ))
}

/// Adds one.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "measures").await?;
    let form = MeasureForm::from_fields(&fields);
    let errors = form.check(loaded.today, signed.language);
    let Some(due_on) = form.due(loaded.today).filter(|_| errors.is_empty()) else {
        return Ok(draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            &loaded,
            fields,
            errors,
        ));
    };
    let child = match form.child.as_str() {
        "" => None,
        id => {
            let known = id
                .parse::<ChildId>()
                .ok()
                .and_then(|id| loaded.material.child(id));
            Some(known.ok_or(AppError::NotFound)?.id)
        }
    };
    let new = NewMeasure {
        child,
        text: form.text,
        owner: form.owner,
        due_on,
    };
    let ((case, assessment), who) = (loaded.ids(), loaded.who);
    state
        .write(move |tx| {
            Box::pin(async move { Ok(measures::add_measure(tx, who, case, assessment, &new).await?) })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{assessment}/atgarder")))
}

/// Takes one out of a draft.
pub async fn remove(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, measure)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "measures").await?;
    let measure: MeasureId = measure.parse().map_err(|_| AppError::NotFound)?;
    let ((case, assessment), who) = (loaded.ids(), loaded.who);
    state
        .write(move |tx| {
            Box::pin(async move { Ok(measures::remove_measure(tx, who, case, assessment, measure).await?) })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{assessment}/atgarder")))
}

/// Says that one is done.
pub async fn finish(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, measure)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "measures").await?;
    let measure: MeasureId = measure.parse().map_err(|_| AppError::NotFound)?;
    let l = signed.language;
    let outcome = fields.text("outcome").to_owned();
    let done_on = dates::parse(fields.text("done_on")).filter(|day| *day <= loaded.today);
    let Some(done_on) = done_on.filter(|_| outcome.chars().count() <= MAX_TEXT) else {
        let mut errors = FieldErrors::default();
        errors.add(
            "",
            l.t(
                "Skriv vilken dag åtgärden blev gjord, i dag eller tidigare.",
                "Write the day on which the measure was done, today or before.",
            ),
        );
        return Ok(draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            &loaded,
            fields,
            errors,
        ));
    };
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let (ids, who) = (loaded.ids(), loaded.who);
    state
        .write(move |tx| {
            Box::pin(async move {
                Ok(measures::finish_measure(tx, who, ids, (measure, version), done_on, &outcome).await?)
            })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{}/atgarder", ids.1)))
}
