//! A quick assessment: all its sections on one page. Each is stored as it is at every other depth, so that going deeper retypes nothing.

use std::collections::BTreeMap;

use app::assessments::{
    ConflictPage, ConflictPageData, QuickPage, QuickPageData, QuickPart, address_of, quick_address,
};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::assessments::{
    Depth, NoteKind, Section, groups_on_page, line_fields, name_on_page, section_and_name, written_sections,
};
use domain::fields::{FieldErrors, Fields};
use domain::ids::ChildId;
use leptos::prelude::*;
use store::sections::{self, Saved};
use store::{StoreError, Tx, Who, participation};

use super::base::{Base, base_of};
use super::section::{rows_of, saved_in_words, typed};
use super::{Loaded, load};
use crate::clock::{stockholm_day, stockholm_time};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::{AUTOSAVE, Signed};
use crate::state::AppState;

/// `question=3,facts=1`: the versions of the sections that a page was drawn from. Without spaces, because the answer to a script ends
/// it with one.
fn versions(loaded: &Loaded) -> String {
    let all: Vec<String> = written_sections(&loaded.material)
        .into_iter()
        .map(|s| format!("{}={}", s.key(), loaded.stored(s).1))
        .collect();
    all.join(",")
}

fn read_versions(text: &str) -> BTreeMap<Section, i64> {
    text.split(',')
        .filter_map(|part| {
            let (key, version) = part.split_once('=')?;
            Some((Section::from_key(key)?, version.parse().ok()?))
        })
        .collect()
}

/// A section's texts under the names that they have on the page.
fn on_page(section: Section, fields: &Fields) -> impl Iterator<Item = (String, String)> {
    let key = section.key();
    fields
        .0
        .iter()
        .map(move |(name, text)| (name_on_page(&key, name), text.clone()))
        .collect::<Vec<_>>()
        .into_iter()
}

/// What was posted, section by section, under the sections' own names.
fn by_section(posted: &Fields) -> BTreeMap<Section, Fields> {
    let mut all: BTreeMap<Section, Fields> = BTreeMap::new();
    for (name, text) in &posted.0 {
        if let Some((key, name)) = section_and_name(name)
            && let Some(section) = Section::from_key(key)
        {
            all.entry(section).or_default().set(name, text.clone());
        }
    }
    all
}

/// What is drawn besides what is stored.
#[derive(Default)]
struct Drawn {
    /// What was typed, under the names of the page.
    typed: Option<Fields>,
    /// What has to be mended.
    errors: FieldErrors,
    /// The section whose repeated question gets an empty row.
    one_more: Option<Section>,
    /// The versions that the page was drawn from, where it is drawn again with what was typed.
    versions: Option<String>,
}

fn draw(state: &AppState, signed: &Signed, status: StatusCode, loaded: &Loaded, drawn: Drawn) -> Response {
    let l = signed.language;
    let mut fields = Fields::default();
    let mut parts = Vec::new();
    let mut latest = None;
    for section in written_sections(&loaded.material) {
        let (stored, _, saved) = loaded.stored(section);
        let one_more = drawn.one_more == Some(section);
        let asked = loaded.groups(section, &stored, one_more, l);
        fields.0.extend(on_page(section, &stored));
        parts.push(QuickPart {
            section,
            groups: groups_on_page(&section.key(), asked),
        });
        latest = latest.max_by_time(saved);
    }
    let island = loaded.may_edit && loaded.assessment.status.is_written();
    let data = QuickPageData {
        frame: loaded.frame(l),
        parts,
        base: base_of(&fields),
        fields: drawn.typed.unwrap_or(fields),
        errors: drawn.errors,
        versions: drawn.versions.unwrap_or_else(|| versions(loaded)),
        saved: saved_in_words(latest, loaded.today, l),
    };
    let title = l.t("Analysen på en sida", "The assessment on one page");
    page(
        signed,
        state,
        status,
        title,
        island,
        move || view! { <QuickPage data=data/> },
    )
}

/// The later of two saves.
trait Latest<'a> {
    fn max_by_time(self, other: Option<&'a sections::StoredSection>) -> Option<&'a sections::StoredSection>;
}

impl<'a> Latest<'a> for Option<&'a sections::StoredSection> {
    fn max_by_time(self, other: Option<&'a sections::StoredSection>) -> Option<&'a sections::StoredSection> {
        match (self, other) {
            (Some(a), Some(b)) => Some(if a.saved_at >= b.saved_at { a } else { b }),
            (one, two) => one.or(two),
        }
    }
}

/// The page; at other depths it leads to the steps.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "one page").await?;
    if loaded.assessment.depth != Depth::Quick {
        return Ok(see_other(&format!("/bedomning/{}", loaded.assessment.id)));
    }
    Ok(draw(&state, &signed, StatusCode::OK, &loaded, Drawn::default()))
}

/// Saves every section of the page in one transaction. One that somebody else saved in the meantime is asked about; the others are
/// saved.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    headers: HeaderMap,
    Posted(posted): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "one page").await?;
    if loaded.assessment.depth != Depth::Quick {
        return Err(AppError::Conflict);
    }
    let l = signed.language;
    let by_script = headers.contains_key(AUTOSAVE);
    let seen = read_versions(posted.text("version"));
    let sent = by_section(&posted);
    let mut errors = FieldErrors::default();
    let mut changes = Vec::new();
    for section in written_sections(&loaded.material) {
        let (stored, ..) = loaded.stored(section);
        let posted = sent.get(&section).cloned().unwrap_or_default();
        let asked = loaded.groups(section, &rows_of(&posted, &stored), true, l);
        let fields = typed(&posted, &stored, &asked);
        let lines = line_fields(&asked);
        for (name, message) in fields.too_long(|name| lines.contains(&name), l).0 {
            errors.add(&name_on_page(&section.key(), &name), message);
        }
        if seen.contains_key(&section) && fields != stored {
            let version = seen.get(&section).copied().unwrap_or(0);
            changes.push((section, version, fields));
        }
    }
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        if by_script {
            return Ok(status.into_response());
        }
        let drawn = Drawn {
            versions: Some(posted.text("version").to_owned()),
            typed: Some(posted),
            errors,
            one_more: None,
        };
        return Ok(draw(&state, &signed, status, &loaded, drawn));
    }
    let note = read_note(&posted, &loaded);
    let (ids, who) = (loaded.ids(), loaded.who);
    let conflicts = state
        .write(move |tx| Box::pin(async move { store_all(tx, who, ids, changes, note).await }))
        .await?;
    let loaded = load(&state, &signed, &id, Action::EditRecord, "one page").await?;
    let one_more = Section::from_key(posted.text("more"));
    Ok(match conflicts.into_iter().next() {
        Some(_) if by_script => StatusCode::CONFLICT.into_response(),
        Some((section, mine)) => {
            let (theirs, key) = (loaded.stored(section).0, section.key());
            let mine = Base::read(&posted).merged(mine, &theirs, |name| name_on_page(&key, name));
            conflict(&state, &signed, &loaded, section, mine)
        }
        None if by_script => format!("{} {}", versions(&loaded), stockholm_time(state.now())).into_response(),
        None if one_more.is_some() => {
            let drawn = Drawn {
                one_more,
                ..Drawn::default()
            };
            draw(&state, &signed, StatusCode::OK, &loaded, drawn)
        }
        None if note.is_some() => see_other(&format!("{}#rost", quick_address(loaded.assessment.id))),
        None if posted.text("then") == "next" => {
            see_other(&format!("/bedomning/{}/granska", loaded.assessment.id))
        }
        None => see_other(&quick_address(loaded.assessment.id)),
    })
}

/// The button beside a child of whom nothing is written yet.
fn read_note(posted: &Fields, loaded: &Loaded) -> Option<(ChildId, NoteKind)> {
    let (kind, child) = posted.text("note").split_once(':')?;
    let child: ChildId = child.parse().ok()?;
    loaded.material.child(child)?;
    Some((child, NoteKind::begun(kind)?))
}

/// Stores what changed and begins the note; gives back what could not be stored because somebody else had.
async fn store_all(
    tx: &mut Tx,
    who: Who,
    ids: (domain::ids::CaseId, domain::ids::AssessmentId),
    changes: Vec<(Section, i64, Fields)>,
    note: Option<(ChildId, NoteKind)>,
) -> Result<Vec<(Section, Fields)>, AppError> {
    let mut conflicts = Vec::new();
    for (section, version, fields) in changes {
        match sections::save_section(tx, who, ids, section, version, &fields).await {
            Ok(Saved::Stored(_)) => {}
            Ok(Saved::Conflict(_)) | Err(StoreError::Stale) => conflicts.push((section, fields)),
            Err(error) => return Err(error.into()),
        }
    }
    if let Some((child, kind)) = note {
        participation::add_note(tx, who, ids.0, ids.1, child, kind).await?;
    }
    Ok(conflicts)
}

/// The page of one section's conflict. Its form saves that section alone, at its own address.
fn conflict(state: &AppState, signed: &Signed, loaded: &Loaded, section: Section, mine: Fields) -> Response {
    let l = signed.language;
    let (theirs, version, stored) = loaded.stored(section);
    let (saved_by, saved_at) = stored.map_or_else(Default::default, |s| {
        let day = domain::dates::long(stockholm_day(s.saved_at), l);
        (
            s.saved_by.clone(),
            format!("{day} {}", stockholm_time(s.saved_at)),
        )
    });
    let data = ConflictPageData {
        frame: loaded.frame(l),
        section,
        groups: loaded.groups(section, &rows_of(&mine, &theirs), false, l),
        mine,
        theirs,
        version,
        saved_by,
        saved_at,
        action: address_of(loaded.assessment.id, section),
    };
    let title = l.t(
        "Samma sida har sparats någon annanstans",
        "The same page has been saved elsewhere",
    );
    let status = StatusCode::CONFLICT;
    page(
        signed,
        state,
        status,
        title,
        false,
        move || view! { <ConflictPage data=data/> },
    )
}
