use app::participation::{ThreadPage, ThreadPageData};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::assessments::{NoteKind, Section, thread};
use domain::dates;
use domain::ids::ChildId;
use leptos::prelude::*;

use super::{disclosures_of, letters_in_view};
use crate::assessments::load;
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// A child's thread.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, child)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let child: ChildId = child.parse().map_err(|_| AppError::NotFound)?;
    let l = signed.language;
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "thread").await?;
    if loaded.material.child(child).is_none() {
        return Err(AppError::NotFound);
    }
    let disclosures = disclosures_of(&state, &loaded).await?;
    let lines = thread(
        &loaded.material,
        child,
        &letters_in_view(&loaded),
        &disclosures,
        l,
    );
    let answered = loaded
        .material
        .notes
        .iter()
        .filter(|n| n.child == child && n.kind == NoteKind::Answer)
        .map(|n| {
            let fields = loaded.material.section(Section::Note(n.id));
            let on = dates::parse(fields.text("held_on"));
            (
                on.map(|d| dates::long(d, l)).unwrap_or_default(),
                fields.text("statement.1.words").to_owned(),
            )
        })
        .collect();
    let data = ThreadPageData {
        frame: loaded.frame(l),
        child,
        lines,
        answered,
    };
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        l.t(
            "Från barnets ord till svaret",
            "From the child's words to the answer",
        ),
        false,
        move || view! { <ThreadPage data=data/> },
    ))
}
