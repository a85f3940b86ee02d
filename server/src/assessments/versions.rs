//! New versions, what has changed, and the alternatives side by side.

use app::assessments::{ChangesPage, ChangesPageData, ComparisonPage};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::assessments::{Move, comparison, differences};
use leptos::prelude::*;
use serde::Deserialize;
use store::{assessments, cases, checklists};

use super::load;
use super::moving::decide;
use super::sign::held;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// Begins a new version from a signed one.
pub async fn revise(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(_): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "overview").await?;
    let new = state
        .write(move |tx| {
            Box::pin(async move {
                let case = loaded.case.id;
                let now = held(tx, loaded).await?;
                if let Some(next) = now.assessment.next {
                    // The button pressed twice leads to the one new version.
                    return Ok(next);
                }
                if decide(tx, &now, Move::Revise, false).await?.is_err() {
                    return Err(AppError::Conflict);
                }
                // One that is being written already is finished or ended first.
                let all = assessments::assessments(tx, case).await?;
                if all.iter().any(|a| a.status.is_open()) {
                    return Err(AppError::Conflict);
                }
                cases::hold(tx, case).await?;
                let before = assessments::kept_version(tx, now.assessment.id, "signed", None)
                    .await?
                    .unwrap_or(now.material);
                let version = checklists::in_force(tx, now.today).await?.version.clone();
                Ok(assessments::revise(tx, now.who, &now.assessment, &before, &version).await?)
            })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{new}")))
}

/// What the address may say: which state to compare with.
#[derive(Debug, Default, Deserialize)]
pub struct Against {
    mot: Option<String>,
}

/// What has changed since the version before was signed, or since it was handed in last.
pub async fn changes(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    against: Result<Query<Against>, QueryRejection>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "changes").await?;
    let l = signed.language;
    let id = loaded.assessment.id;
    let wanted = against.ok().and_then(|Query(a)| a.mot).unwrap_or_default();
    let mut tx = state.read().await?;
    // What is written still is compared with what was handed in last; what is handed in again, with what was handed in before it.
    let last = loaded.rounds.last().map_or(1, |r| r.number);
    let again = last > 1 && !loaded.assessment.status.is_written();
    let round = again.then_some(last - 1);
    let submitted = assessments::kept_version(&mut tx, id, "submitted", round).await?;
    let first = loaded.before.is_some() && wanted != "inlamnad";
    let (before, against) = if first {
        let words = l.t(
            "Jämfört med den förra versionen, som den signerades. Bedömningar görs på nytt och är därför tomma tills du har skrivit dem.",
            "Compared with the version before, as it was signed. Judgements are made anew and are therefore empty until you have written them.",
        );
        (loaded.before.clone(), words)
    } else {
        let words = if again {
            l.t(
                "Vad som ändrades mellan de två senaste gångerna som analysen lämnades för granskning.",
                "What changed between the last two times that the assessment was handed in for review.",
            )
        } else {
            l.t(
                "Jämfört med texten som den lämnades för granskning senast.",
                "Compared with the text as it was handed in for review last.",
            )
        };
        (submitted.clone(), words)
    };
    let mut others = Vec::new();
    if first && submitted.is_some() {
        others.push((
            format!("/bedomning/{id}/andringar?mot=inlamnad"),
            l.t(
                "Jämför med senaste inlämningen",
                "Compare with the last submission",
            )
            .to_owned(),
        ));
    } else if !first && loaded.before.is_some() {
        others.push((
            format!("/bedomning/{id}/andringar"),
            l.t("Jämför med förra versionen", "Compare with the version before")
                .to_owned(),
        ));
    }
    let data = ChangesPageData {
        changes: before
            .as_ref()
            .map(|before| differences(before, &loaded.material, l))
            .unwrap_or_default(),
        frame: loaded.frame(l),
        against: if before.is_some() {
            against.to_owned()
        } else {
            l.t(
                "Det finns inget att jämföra med: analysen är ingen ny version och har inte lämnats för granskning.",
                "There is nothing to compare with: the assessment is no new version and has not been handed in for review.",
            )
            .to_owned()
        },
        others,
    };
    let title = l.t("Vad som har ändrats", "What has changed");
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <ChangesPage data=data/> },
    ))
}

/// The alternatives side by side.
pub async fn compare(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "comparison").await?;
    let l = signed.language;
    let (frame, tables) = (loaded.frame(l), comparison(&loaded.material, l));
    let title = l.t("Alternativen bredvid varandra", "The alternatives side by side");
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <ComparisonPage frame=frame tables=tables/> },
    ))
}
