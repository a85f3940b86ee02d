use app::leaflets::{TextPage, TextPageData, Theirs, leaflet_address, text_title};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use documents::{glyph_names, unprintable};
use domain::access::Action;
use domain::content::content;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::organisation::LeafletText;
use leptos::prelude::*;
use store::leaflets::{self, Saved, StoredText};

use super::find::{Address, Found, find};
use crate::clock::{moment, stockholm_day};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// What stands in the form, and in which version.
struct Typed {
    fields: Fields,
    version: i64,
    errors: FieldErrors,
    theirs: Option<StoredText>,
}

fn draw(state: &AppState, signed: &Signed, status: StatusCode, found: Found, typed: Typed) -> Response {
    let l = signed.language;
    let lix = content().leaflet(found.kind).map_or((0, 0), |leaflet| {
        let text = LeafletText::from_fields(&typed.fields);
        (leaflet.lix(&text, found.language), leaflet.lix_goal)
    });
    let data = TextPageData {
        stored: !found.local().is_empty(),
        unit: found.unit.id,
        unit_name: found.unit.name,
        unit_phone: found.unit.phone,
        kind: found.kind,
        language: found.language,
        fields: typed.fields,
        version: typed.version,
        errors: typed.errors,
        theirs: typed.theirs.map(|theirs| Theirs {
            saved_at: moment(theirs.saved_at, l),
            saved_by: theirs.saved_by,
            fields: theirs.text.to_fields(),
        }),
        lix,
    };
    // A form may have been posted to an address that cannot be opened; the language switch leads back to the page.
    let signed = Signed {
        path: format!("{}/text", leaflet_address(data.unit, data.kind, data.language)),
        ..signed.clone()
    };
    page(
        &signed,
        state,
        status,
        text_title(l),
        false,
        move || view! { <TextPage data=data/> },
    )
}

/// The unit's text and the form for it.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(address): Path<Address>,
) -> Result<Response, AppError> {
    let found = find(&state, &signed, &address, Action::EditLeaflets).await?;
    let typed = Typed {
        fields: found.local().to_fields(),
        version: found.version(),
        errors: FieldErrors::default(),
        theirs: None,
    };
    Ok(draw(&state, &signed, StatusCode::OK, found, typed))
}

/// What has to be mended: also characters that could not be printed, since whoever prints may not be able to change them.
fn check(state: &AppState, text: &LeafletText, l: Language) -> FieldErrors {
    let mut errors = text.check(stockholm_day(state.now()), l);
    for (field, text) in text.parts() {
        let missing = unprintable(text);
        if !missing.is_empty() && errors.of(field).is_none() {
            let names = glyph_names(&missing).join(", ");
            errors.add(
                field,
                l.t(
                    format!("Här står tecken som inte kan skrivas ut: {names}. Ta bort dem."),
                    format!("Some characters here cannot be printed: {names}. Remove them."),
                ),
            );
        }
    }
    errors
}

/// Saves the unit's text.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path(address): Path<Address>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let found = find(&state, &signed, &address, Action::EditLeaflets).await?;
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let text = LeafletText::from_fields(&fields);
    let errors = check(&state, &text, signed.language);
    if !errors.is_empty() {
        let typed = Typed {
            fields,
            version,
            errors,
            theirs: None,
        };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&state, &signed, status, found, typed));
    }
    put(&state, &signed, found, version, text, fields).await
}

/// Takes the unit's text out of the leaflet. Pressed twice it is as good.
pub async fn remove(
    State(state): State<AppState>,
    signed: Signed,
    Path(address): Path<Address>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let found = find(&state, &signed, &address, Action::EditLeaflets).await?;
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let shown = found.local().to_fields();
    if shown.0.is_empty() {
        return Ok(see_other(&leaflet_address(
            found.unit.id,
            found.kind,
            found.language,
        )));
    }
    put(&state, &signed, found, version, LeafletText::default(), shown).await
}

/// Stores a text, or shows what somebody else has stored since with `typed` still in the form.
async fn put(
    state: &AppState,
    signed: &Signed,
    found: Found,
    version: i64,
    text: LeafletText,
    typed: Fields,
) -> Result<Response, AppError> {
    let (unit, which, who) = (found.unit.id, (found.kind, found.language), signed.who(state));
    let saved = state
        .write(move |tx| {
            Box::pin(async move { Ok(leaflets::save_text(tx, who, unit, which, version, &text).await?) })
        })
        .await?;
    match saved {
        Saved::Stored(_) => Ok(see_other(&leaflet_address(unit, which.0, which.1))),
        Saved::Conflict(theirs) => {
            let typed = Typed {
                fields: typed,
                version: theirs.version,
                errors: FieldErrors::default(),
                theirs: Some(theirs),
            };
            Ok(draw(state, signed, StatusCode::CONFLICT, found, typed))
        }
    }
}
