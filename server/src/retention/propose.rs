use app::retention::{Tab, purge_address};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Role;
use domain::ids::{CaseId, UnitId};
use domain::organisation::UnitPath;
use domain::retention::ProposalForm;
use store::retention::{self, Proposal};

use super::find::{case as find_case, officer, sample};
use super::overview::{Typed, draw, filter_of};
use crate::error::AppError;
use crate::http::{Posted, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// Proposes the chosen cases to be purged, or ticks all of the page.
pub async fn propose(
    State(state): State<AppState>,
    signed: Signed,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    officer(&signed)?;
    let l = signed.language;
    let (filter, form) = (filter_of(&fields), ProposalForm::from_fields(&fields));
    if fields.has("all") {
        let typed = Typed {
            form,
            all: true,
            ..Typed::default()
        };
        return draw(&state, &signed, StatusCode::OK, Tab::Due, filter, typed).await;
    }
    let mut errors = form.check(l);
    if errors.is_empty() {
        let (cases, paths) = chosen(&state, &signed, &form.cases).await?;
        match branch_of(&signed, &paths) {
            Some(unit) => match put(&state, &signed, unit, cases).await? {
                Proposal::Made(id) => return Ok(see_other(&purge_address(id))),
                Proposal::NotDue(numbers) => {
                    let numbers = numbers.join(", ");
                    errors.add(
                        "",
                        l.t(
                            format!("Något har ändrats. De här ärendena kan inte gallras nu: {numbers}."),
                            format!("Something has changed. These cases cannot be purged now: {numbers}."),
                        ),
                    );
                }
            },
            None => errors.add(
                "",
                l.t(
                    "Ärendena hör till olika grenar. Gör ett förslag för varje gren.",
                    "The cases belong to different branches. Make a proposal for each branch.",
                ),
            ),
        }
    }
    let typed = Typed {
        form,
        all: false,
        errors,
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    draw(&state, &signed, status, Tab::Due, filter, typed).await
}

/// The cases that are chosen, each within the officer's branches, with the places of their units.
async fn chosen(
    state: &AppState,
    signed: &Signed,
    ids: &[String],
) -> Result<(Vec<CaseId>, Vec<UnitPath>), AppError> {
    let mut tx = state.read().await?;
    let (mut cases, mut paths) = (Vec::new(), Vec::new());
    for id in ids {
        let case = find_case(&mut tx, signed, id).await?;
        cases.push(case.id);
        paths.push(case.unit_path);
    }
    Ok((cases, paths))
}

/// The officer's branch that covers all of them.
fn branch_of(signed: &Signed, paths: &[UnitPath]) -> Option<UnitId> {
    signed
        .grants
        .iter()
        .filter(|grant| grant.role == Role::RecordsOfficer)
        .find(|grant| paths.iter().all(|path| grant.path.covers(path)))
        .map(|grant| grant.unit)
}

async fn put(
    state: &AppState,
    signed: &Signed,
    unit: UnitId,
    cases: Vec<CaseId>,
) -> Result<Proposal, AppError> {
    let who = signed.who(state);
    state
        .write(move |tx| {
            Box::pin(async move {
                let how = sample(tx).await?;
                Ok(retention::propose(tx, who, unit, &cases, &how).await?)
            })
        })
        .await
}
