use app::assessments::{
    ArticlesPage, ChildrenPage, NoteLine, VoiceChild, VoicePage, VoicePageData, address_of,
};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use domain::access::Action;
use domain::assessments::{ChildInView, NoteInView, NoteKind, Section, Step};
use domain::content::content;
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::ids::{ChildId, NoteId};
use domain::language::Language;
use domain::participation::{TalkState, child_voice, talk_state};
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
    let data = VoicePageData {
        frame: loaded.frame(l),
        children: children_with_notes(loaded, l),
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

/// Each child with its notes, oldest first.
fn children_with_notes(loaded: &Loaded, l: Language) -> Vec<VoiceChild> {
    let material = &loaded.material;
    let statements = material.statements();
    let line = |note: &NoteInView| {
        let fields = material.section(Section::Note(note.id));
        let day = note
            .kind
            .day_field()
            .and_then(|name| dates::parse(fields.text(name)));
        NoteLine {
            id: note.id,
            kind: note_in_words(note.kind, &fields, loaded.today, l),
            on: day.map(|d| dates::long(d, l)).unwrap_or_default(),
            statements: statements.iter().filter(|s| s.note == note.id).count(),
        }
    };
    let with_notes = |child: &ChildInView| VoiceChild {
        id: child.id,
        name: child.name.clone(),
        label: child.full_label(l),
        voice: child_voice(material, child.id, loaded.today),
        notes: material
            .notes
            .iter()
            .filter(|n| n.child == child.id)
            .map(line)
            .collect(),
    };
    material.children.iter().map(with_notes).collect()
}

fn note_in_words(kind: NoteKind, fields: &Fields, today: NaiveDate, l: Language) -> String {
    match kind {
        NoteKind::Heard => match talk_state(fields, today) {
            TalkState::Planned => l.t("Planerat samtal", "Planned talk").to_owned(),
            TalkState::Held => l.t("Samtal", "Talk").to_owned(),
            TalkState::CalledOff => l
                .t("Samtal som inte blev av", "Talk that did not take place")
                .to_owned(),
        },
        NoteKind::NotHeard => match content().not_heard_reason(fields.text("reason")) {
            Some(reason) => l.t(
                format!("Inte hörd ({})", reason.text.get(l)),
                format!("Not heard ({})", reason.text.get(l)),
            ),
            None => l.t("Inte hörd", "Not heard").to_owned(),
        },
        NoteKind::Request => match fields.text("state") {
            "answered" => l.t("Annan enhet har svarat", "Another unit has answered"),
            "declined" => l.t("Annan enhet har sagt nej", "Another unit has declined"),
            _ => l.t("Fråga till en annan enhet", "Request to another unit"),
        }
        .to_owned(),
        NoteKind::Informed | NoteKind::Others | NoteKind::Answer => kind.page_title(l).to_owned(),
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
    let kind = NoteKind::begun(fields.text("kind"));
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
