use app::assessments::{ArticlesPage, ChildrenPage, NoteLine, VoicePage, VoicePageData, address_of};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::assessments::{NoteKind, Section, Step};
use domain::content::content;
use domain::dates;
use domain::fields::FieldErrors;
use domain::ids::{ChildId, NoteId};
use domain::language::Language;
use leptos::prelude::*;
use store::{assessments, participation};

use super::offers::{earlier, has_other_notes};
use super::{Loaded, load};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// Step 2: the children.
pub async fn children(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let l = signed.language;
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "children").await?;
    if !loaded.case.kind.names_children() {
        return Ok(see_other(&address_of(loaded.assessment.id, Section::Groups)));
    }
    let (data, gaps) = (loaded.frame(l), loaded.gaps(l));
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        Step::Children.name(l),
        false,
        move || view! { <ChildrenPage data=data gaps=gaps/> },
    ))
}

/// Step 5: the articles.
pub async fn articles(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let l = signed.language;
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "articles").await?;
    let (data, gaps) = (loaded.frame(l), loaded.gaps(l));
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        Step::Articles.name(l),
        false,
        move || view! { <ArticlesPage data=data gaps=gaps/> },
    ))
}

/// Step 4: the notes.
pub async fn voice(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "voice").await?;
    if !loaded.case.kind.names_children() {
        return Ok(see_other(&address_of(
            loaded.assessment.id,
            Section::Consultation,
        )));
    }
    voice_page(
        &state,
        &signed,
        StatusCode::OK,
        &loaded,
        FieldErrors::default(),
        (String::new(), String::new()),
    )
    .await
}

/// Takes the talks of an earlier assessment of the case over.
pub async fn take_over(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "voice").await?;
    let ids = loaded.ids();
    state
        .write(move |tx| {
            Box::pin(async move {
                let earlier = earlier(tx, &loaded).await?.ok_or(AppError::Conflict)?;
                assessments::take_over_notes(tx, loaded.who, ids, &earlier).await?;
                Ok::<_, AppError>(())
            })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{}/rost", ids.1)))
}

async fn voice_page(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    loaded: &Loaded,
    errors: FieldErrors,
    chosen: (String, String),
) -> Result<Response, AppError> {
    let l = signed.language;
    let offered = if loaded.may_edit && loaded.assessment.status.is_written() {
        let mut tx = state.read().await?;
        earlier(&mut tx, loaded).await?
    } else {
        None
    };
    let earlier = offered
        .filter(|e| has_other_notes(e, &loaded.material))
        .and_then(|e| e.decided_on())
        .map(|day| dates::long(day, l));
    let statements = loaded.material.statements();
    let notes = loaded
        .material
        .notes
        .iter()
        .map(|note| {
            let fields = loaded.material.section(Section::Note(note.id));
            NoteLine {
                id: note.id,
                child: loaded
                    .material
                    .child(note.child)
                    .map(|c| c.full_label(l))
                    .unwrap_or_default(),
                kind: note_in_words(note.kind, fields.text("reason"), l),
                on: dates::parse(fields.text("held_on"))
                    .map(|d| dates::long(d, l))
                    .unwrap_or_default(),
                statements: statements.iter().filter(|s| s.note == note.id).count(),
            }
        })
        .collect();
    let data = VoicePageData {
        frame: loaded.frame(l),
        notes,
        gaps: loaded.gaps(l),
        errors,
        chosen,
        earlier,
    };
    Ok(page(
        signed,
        state,
        status,
        Step::Voice.name(l),
        false,
        move || view! { <VoicePage data=data/> },
    ))
}

fn note_in_words(kind: NoteKind, reason: &str, l: Language) -> String {
    match (kind, content().not_heard_reason(reason)) {
        (NoteKind::Heard, _) => l.t("Samtal", "Talk").to_owned(),
        (NoteKind::NotHeard, Some(reason)) => l.t(
            format!("Inte hörd ({})", reason.text.get(l)),
            format!("Not heard ({})", reason.text.get(l)),
        ),
        (NoteKind::NotHeard, None) => l.t("Inte hörd", "Not heard").to_owned(),
    }
}

/// Begins a note.
pub async fn add_note(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "voice").await?;
    let l = signed.language;
    let child = fields
        .text("child")
        .parse::<ChildId>()
        .ok()
        .filter(|c| loaded.material.child(*c).is_some());
    let kind = NoteKind::from_code(fields.text("kind"));
    let mut errors = FieldErrors::default();
    if child.is_none() {
        errors.add("child", l.t("Välj ett barn.", "Choose a child."));
    }
    if kind.is_none() {
        errors.add(
            "kind",
            l.t("Välj vad du vill skriva.", "Choose what you want to write."),
        );
    }
    let (Some(child), Some(kind)) = (child, kind) else {
        let chosen = (fields.text("child").to_owned(), fields.text("kind").to_owned());
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return voice_page(&state, &signed, status, &loaded, errors, chosen).await;
    };
    let ((case, assessment), who) = (loaded.ids(), loaded.who);
    let note = state
        .write(move |tx| {
            Box::pin(
                async move { Ok(participation::add_note(tx, who, case, assessment, child, kind).await?) },
            )
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{assessment}/rost/{note}")))
}

/// Removes a note in which nothing is written.
pub async fn remove_note(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, note)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "voice").await?;
    let note: NoteId = note.parse().map_err(|_| AppError::NotFound)?;
    let ((case, assessment), who) = (loaded.ids(), loaded.who);
    state
        .write(move |tx| {
            Box::pin(
                async move { Ok(participation::remove_empty_note(tx, who, case, assessment, note).await?) },
            )
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{assessment}/rost")))
}
