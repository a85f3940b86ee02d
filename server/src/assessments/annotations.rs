//! Corrections and objections beside the texts of an assessment. Whoever may read the assessment reads them; the case's worker
//! notes them, and nobody changes them.

use app::assessments::{AnnotationsPage, AnnotationsPageData};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::assessments::{AnnotationForm, AnnotationKind, Depth, Section};
use domain::fields::{FieldErrors, Fields};
use leptos::prelude::*;
use store::StoreError;
use store::annotations::{self, NewAnnotation};

use super::{Loaded, load};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;
use domain::assessments::written_sections;

/// What a correction or an objection can be about, besides the whole. A screening is one text.
fn sections(loaded: &Loaded) -> Vec<Section> {
    if loaded.assessment.depth == Depth::Screening {
        Vec::new()
    } else {
        written_sections(&loaded.material)
    }
}

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    loaded: &Loaded,
    (posted, fields): (Option<AnnotationKind>, Fields),
    errors: FieldErrors,
) -> Response {
    let l = signed.language;
    let data = AnnotationsPageData {
        frame: loaded.frame(l),
        sections: sections(loaded),
        posted,
        fields,
        errors,
        today: loaded.today,
    };
    page(
        signed,
        state,
        status,
        l.t("Rättelser och invändningar", "Corrections and objections"),
        false,
        move || view! { <AnnotationsPage data=data/> },
    )
}

/// What is noted, and the forms.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "annotations").await?;
    Ok(draw(
        &state,
        &signed,
        StatusCode::OK,
        &loaded,
        (None, Fields::default()),
        FieldErrors::default(),
    ))
}

/// Notes a correction.
pub async fn correct(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    add(&state, &signed, &id, AnnotationKind::Correction, fields).await
}

/// Notes an objection.
pub async fn object(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    add(&state, &signed, &id, AnnotationKind::Objection, fields).await
}

async fn add(
    state: &AppState,
    signed: &Signed,
    id: &str,
    kind: AnnotationKind,
    fields: Fields,
) -> Result<Response, AppError> {
    let loaded = load(state, signed, id, Action::EditRecord, "annotations").await?;
    if !kind.possible_in(loaded.assessment.status) {
        return Err(AppError::Conflict);
    }
    let l = signed.language;
    let form = AnnotationForm::from_fields(kind, &fields);
    let mut errors = form.check(&sections(&loaded), loaded.today, l);
    if let Some(on) = form.day(loaded.today).filter(|_| errors.is_empty()) {
        let new = NewAnnotation {
            kind,
            section: form.section(),
            text: form.text,
            right_text: form.right_text,
            by_whom: form.by_whom,
            decided_by: form.decided_by,
            on,
        };
        let (ids, who) = (loaded.ids(), loaded.who);
        let fits = state
            .write(move |tx| {
                Box::pin(async move {
                    match annotations::add_annotation(tx, who, ids, &new).await {
                        Ok(_) => Ok(true),
                        Err(StoreError::State) => Ok(false),
                        Err(error) => Err(error.into()),
                    }
                })
            })
            .await?;
        if fits {
            return Ok(see_other(&format!("/bedomning/{}/rattelser", ids.1)));
        }
        errors.add(
            "",
            l.t(
                "Det gick inte att anteckna. Analysen har ändrat läge under tiden, eller så finns här redan 200 rättelser och invändningar.",
                "It could not be noted. The assessment's state has changed meanwhile, or there are 200 corrections and objections here already.",
            ),
        );
    }
    Ok(draw(
        state,
        signed,
        StatusCode::UNPROCESSABLE_ENTITY,
        &loaded,
        (Some(kind), fields),
        errors,
    ))
}
