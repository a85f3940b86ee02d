use app::assessments::{DepthPage, DepthPageData};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::assessments::{Depth, Move, Section};
use domain::fields::{FieldErrors, Fields, MAX_TEXT, too_long_message};
use leptos::prelude::*;
use store::{assessments, sections};

use super::moving::decide;
use super::sign::held;
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
    let chosen = loaded.material.section(Section::Depth);
    let data = DepthPageData {
        frame: loaded.frame(l),
        groups: loaded.groups(Section::Depth, &chosen, false, l),
        chosen,
        fields,
        errors,
    };
    let title = l.t("Djup", "Depth");
    page(
        signed,
        state,
        status,
        title,
        false,
        move || view! { <DepthPage data=data/> },
    )
}

/// Why it goes as deep as it does.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "depth").await?;
    let (fields, errors) = (Fields::default(), FieldErrors::default());
    Ok(draw(&state, &signed, StatusCode::OK, &loaded, fields, errors))
}

/// Goes deeper, with a reason. Every text stays.
pub async fn raise(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "depth").await?;
    let l = signed.language;
    let mut errors = FieldErrors::default();
    let to = Depth::from_code(fields.text("to")).filter(|d| *d > loaded.assessment.depth);
    if to.is_none() {
        errors.add("to", l.t("Välj ett större djup.", "Choose a greater depth."));
    }
    let why = fields.text("why").to_owned();
    let length = why.chars().count();
    if length == 0 {
        errors.add(
            "why",
            l.t("Skriv varför djupet höjs.", "Write why the depth is raised."),
        );
    } else if length > MAX_TEXT {
        errors.add("why", too_long_message(length, MAX_TEXT, l));
    }
    let Some(to) = to.filter(|_| errors.is_empty()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&state, &signed, status, &loaded, fields, errors));
    };
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let assessment = loaded.assessment.id;
    state
        .write(move |tx| {
            Box::pin(async move {
                let now = held(tx, loaded).await?;
                if decide(tx, &now, Move::RaiseDepth, true).await?.is_err() {
                    return Err(AppError::Conflict);
                }
                let (case, id) = now.ids();
                let from = now.assessment.depth;
                assessments::raise_depth(tx, now.who, (case, id, version), (from, to)).await?;
                let (mut chosen, stored, _) = now.stored(Section::Depth);
                chosen.set(format!("raised.{}", to.code()), why);
                sections::save_section(tx, now.who, (case, id), Section::Depth, stored, &chosen).await?;
                Ok(())
            })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{assessment}")))
}
