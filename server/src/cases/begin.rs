use app::assessments::{BeginPage, BeginPageData, first_address};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::assessments::{DEPTH_QUESTIONS, Depth, Section, propose};
use domain::fields::{FieldErrors, Fields, MAX_TEXT, too_long_message};
use leptos::prelude::*;
use store::cases::{self, Case};
use store::{Tx, Who, assessments, checklists, children, sections};

use super::reachable_case;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    case: &Case,
    fields: Fields,
    errors: FieldErrors,
    proposed: bool,
) -> Response {
    let l = signed.language;
    let data = BeginPageData {
        case: case.id,
        number: case.number.clone(),
        kind: case.kind,
        proposal: proposed.then(|| propose(case.kind, &fields, l)),
        fields,
        errors,
    };
    let title = l.t("Ny analys", "New assessment");
    page(
        signed,
        state,
        status,
        title,
        false,
        move || view! { <BeginPage data=data/> },
    )
}

/// Which statements are true? A case with a draft leads there instead, one without children to its page.
pub async fn form(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::EditRecord).await?;
    let mut tx = state.read().await?;
    if let Some((begun, depth)) = unfinished(&mut tx, &case).await? {
        return Ok(see_other(&first_address(begun, depth)));
    }
    if !has_somebody(&mut tx, &case).await? {
        return Ok(see_other(&format!("/arenden/{}", case.id)));
    }
    Ok(draw(
        &state,
        &signed,
        StatusCode::OK,
        &case,
        Fields::default(),
        FieldErrors::default(),
        false,
    ))
}

/// Shows what is proposed, or begins at the chosen depth.
pub async fn begin(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::EditRecord).await?;
    let l = signed.language;
    if fields.text("then") != "begin" {
        let errors = FieldErrors::default();
        return Ok(draw(&state, &signed, StatusCode::OK, &case, fields, errors, true));
    }
    let depth = Depth::from_code(fields.text("chosen")).filter(|d| *d > Depth::Screening);
    let mut errors = FieldErrors::default();
    if depth.is_none() {
        errors.add("chosen", l.t("Välj ett djup.", "Choose a depth."));
    }
    let length = fields.text("why").chars().count();
    if length == 0 {
        errors.add(
            "why",
            l.t(
                "Skriv varför du väljer det djupet.",
                "Write why you choose that depth.",
            ),
        );
    } else if length > MAX_TEXT {
        errors.add("why", too_long_message(length, MAX_TEXT, l));
    }
    let Some(depth) = depth.filter(|_| errors.is_empty()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&state, &signed, status, &case, fields, errors, true));
    };
    let mut chosen: Fields = [
        ("chosen", depth.code()),
        ("proposed", propose(case.kind, &fields, l).depth.code()),
        ("why", fields.text("why")),
    ]
    .into_iter()
    .collect();
    for (code, ..) in DEPTH_QUESTIONS {
        if fields.ticked(code) {
            chosen.set(code, "yes");
        }
    }
    let who = Who {
        unit: Some(case.unit),
        ..signed.who(&state)
    };
    let (id, depth) = state
        .write(move |tx| Box::pin(async move { begin_in_transaction(tx, who, &case, depth, &chosen).await }))
        .await?;
    Ok(see_other(&first_address(id, depth)))
}

async fn begin_in_transaction(
    tx: &mut Tx,
    who: Who,
    case: &Case,
    depth: Depth,
    chosen: &Fields,
) -> Result<(domain::ids::AssessmentId, Depth), AppError> {
    // The button pressed twice leads to the one draft.
    cases::hold(tx, case.id).await?;
    if let Some(begun) = unfinished(tx, case).await? {
        return Ok(begun);
    }
    if !has_somebody(tx, case).await? {
        return Err(AppError::Conflict);
    }
    let version = checklists::in_force(tx, who.today).await?.version.clone();
    let id = assessments::begin(tx, who, case.id, depth, &case.matter, &version, chosen).await?;
    // The matter is a fact that is written already; it is not asked twice.
    let known: Fields = [("matter", case.matter.clone())].into_iter().collect();
    sections::save_section(tx, who, (case.id, id), Section::Question, 0, &known).await?;
    Ok((id, depth))
}

/// The assessment of the case that is neither signed nor ended yet.
async fn unfinished(
    tx: &mut Tx,
    case: &Case,
) -> Result<Option<(domain::ids::AssessmentId, Depth)>, AppError> {
    Ok(assessments::assessments(tx, case.id)
        .await?
        .into_iter()
        .find(|a| a.status.is_open())
        .map(|a| (a.id, a.depth)))
}

/// Whether there is a child to assess for; a general decision names its groups later.
async fn has_somebody(tx: &mut Tx, case: &Case) -> Result<bool, AppError> {
    Ok(!case.kind.names_children() || !children::children(tx, case.id).await?.is_empty())
}
