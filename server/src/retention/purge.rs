use std::time::{Duration, Instant};

use app::retention::{ItemLine, PurgePage, PurgePageData, PurgesPage, purge_address};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::fields::FieldErrors;
use domain::ids::PurgeId;
use domain::retention::{ApprovalForm, approval_gap};
use leptos::prelude::*;
use store::Tx;
use store::retention::{self, Item, Purge, PurgeState};

use super::find::{officer, purge as find};
use crate::access::ask_first;
use crate::clock::{stockholm_day, stockholm_moment};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// How long one request carries a batch out; what is left then goes on with a button.
const PATIENCE: Duration = Duration::from_secs(15);

/// The batches of the officer's branches.
pub async fn list(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    officer(&signed)?;
    let purges = retention::purges(&mut state.read().await?, signed.account()).await?;
    let title = signed
        .language
        .t("Förslag och protokoll", "Proposals and records");
    Ok(page(&signed, &state, StatusCode::OK, title, false, move || {
        view! { <PurgesPage purges=purges/> }
    }))
}

/// A case of a batch for a page.
pub(super) fn line(item: Item) -> ItemLine {
    ItemLine {
        number: item.number,
        unit: item.unit_name,
        rule: item.rule,
        last_entry: stockholm_day(item.last_entry_at),
        done_by: item.done_by,
        state: item.state,
        reason: item.reason,
        counts: item.counts,
    }
}

/// Everything that a page or a print says of a batch.
pub(super) async fn load(tx: &mut Tx, signed: &Signed, purge: Purge) -> Result<PurgePageData, AppError> {
    let l = signed.language;
    let items = retention::items(tx, purge.id).await?;
    let vouched = retention::vouched(tx, &purge, &items).await?;
    let moments = [Some(purge.proposed_at), purge.approved_at, purge.ended_at]
        .map(|at| at.map(|at| stockholm_moment(at, l)));
    Ok(PurgePageData {
        own: approval_gap(purge.proposed_by, signed.account()).is_some(),
        lines: items.into_iter().map(line).collect(),
        purge,
        vouched,
        moments,
        count: String::new(),
        errors: FieldErrors::default(),
    })
}

fn draw(state: &AppState, signed: &Signed, status: StatusCode, data: PurgePageData) -> Response {
    let l = signed.language;
    let title = if data.purge.state == PurgeState::Done {
        l.t("Gallringsprotokoll", "Record of a purge")
    } else {
        l.t("Förslag till gallring", "Proposed purge")
    };
    let signed = Signed {
        path: purge_address(data.purge.id),
        ..signed.clone()
    };
    page(&signed, state, status, title, false, move || {
        view! { <PurgePage data=data/> }
    })
}

/// A batch.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let purge = find(&mut tx, &signed, &id).await?;
    let data = load(&mut tx, &signed, purge).await?;
    Ok(draw(&state, &signed, StatusCode::OK, data))
}

/// Approves what somebody else has proposed, soon after a proof of who approves, and carries it out.
pub async fn approve(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let purge = find(&mut tx, &signed, &id).await?;
    if purge.state != PurgeState::Proposed || approval_gap(purge.proposed_by, signed.account()).is_some() {
        return Err(AppError::Conflict);
    }
    if let Some(page) = ask_first(&state, &signed, &fields) {
        return Ok(page);
    }
    let id = purge.id;
    let mut data = load(&mut tx, &signed, purge).await?;
    drop(tx);
    let form = ApprovalForm::from_fields(&fields);
    data.errors = form.check(data.lines.len(), signed.language);
    if !data.errors.is_empty() {
        data.count = form.count;
        return Ok(draw(&state, &signed, StatusCode::UNPROCESSABLE_ENTITY, data));
    }
    let who = signed.who(&state);
    state
        .write(move |tx| Box::pin(async move { Ok(retention::approve(tx, who, id).await?) }))
        .await?;
    carry_out(&state, &signed, id).await?;
    Ok(see_other(&purge_address(id)))
}

/// Goes on with an approved batch that was interrupted.
pub async fn go_on(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let purge = find(&mut state.read().await?, &signed, &id).await?;
    if purge.state != PurgeState::Approved {
        return Err(AppError::Conflict);
    }
    if let Some(page) = ask_first(&state, &signed, &fields) {
        return Ok(page);
    }
    carry_out(&state, &signed, purge.id).await?;
    Ok(see_other(&purge_address(purge.id)))
}

/// Purges case by case, each in a transaction of its own, until all are done or the request has taken long enough.
async fn carry_out(state: &AppState, signed: &Signed, id: PurgeId) -> Result<(), AppError> {
    let began = Instant::now();
    let waiting = retention::waiting(&mut state.read().await?, id).await?;
    for case in waiting {
        if began.elapsed() > PATIENCE {
            break;
        }
        let who = signed.who(state);
        let carried = state
            .write(move |tx| Box::pin(async move { Ok(retention::carry_out(tx, who, id, case).await?) }))
            .await;
        match carried {
            // Somebody pressed the button twice: the other request has done it.
            Ok(_) | Err(AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    if retention::waiting(&mut state.read().await?, id).await?.is_empty() {
        let who = signed.who(state);
        state
            .write(move |tx| Box::pin(async move { Ok(retention::end(tx, who, id).await?) }))
            .await?;
    }
    Ok(retention::settle(&state.db).await?)
}

/// Takes a proposal back before it is approved.
pub async fn take_back(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let purge = find(&mut state.read().await?, &signed, &id).await?;
    let (who, id) = (signed.who(&state), purge.id);
    state
        .write(move |tx| Box::pin(async move { Ok(retention::cancel(tx, who, id).await?) }))
        .await?;
    Ok(see_other(&purge_address(id)))
}
