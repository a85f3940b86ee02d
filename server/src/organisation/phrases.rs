use app::organisation::{PhraseLine, PhrasesPage, PhrasesPageData};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Subject, may};
use domain::fields::{FieldErrors, Fields};
use domain::ids::{PhraseId, UnitId};
use domain::organisation::{Phrase, PhraseForm};
use leptos::prelude::*;
use store::organisation::{self, Unit};
use store::phrases::{self, NewPhrase};
use store::{StoreError, Tx};

use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// A unit that has cases of its own. Districts have none, and so nothing to use a phrase for.
async fn working_unit(tx: &mut Tx, id: &str) -> Result<Unit, AppError> {
    let id: UnitId = id.parse().map_err(|_| AppError::NotFound)?;
    let unit = organisation::unit(tx, id).await?;
    if unit.area.is_some() {
        Ok(unit)
    } else {
        Err(AppError::NotFound)
    }
}

/// The unit and its phrases, for somebody who may do `action` to them.
async fn load(
    state: &AppState,
    signed: &Signed,
    id: &str,
    action: Action,
) -> Result<(Unit, Vec<Phrase>), AppError> {
    let mut tx = state.read().await?;
    let unit = working_unit(&mut tx, id).await?;
    if !may(&signed.actor, action, Subject::Unit(&unit.path)) {
        return Err(AppError::NotFound);
    }
    let phrases = phrases::phrases(&mut tx, unit.id).await?;
    Ok((unit, phrases))
}

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    (unit, phrases): (Unit, Vec<Phrase>),
    fields: Fields,
    errors: FieldErrors,
) -> Response {
    let lines = phrases.into_iter().map(|phrase| {
        let subject = Subject::Phrase {
            unit: &unit.path,
            added_by: phrase.added_by,
        };
        PhraseLine {
            may_remove: may(&signed.actor, Action::EditPhrases, subject),
            phrase,
        }
    });
    let data = PhrasesPageData {
        unit: unit.id,
        phrases: lines.collect(),
        unit_name: unit.name,
        fields,
        errors,
    };
    let title = signed.language.t("Enhetens fraser", "The unit's phrases");
    page(
        signed,
        state,
        status,
        title,
        false,
        move || view! { <PhrasesPage data=data/> },
    )
}

/// The unit's phrases and the form for another.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(unit): Path<String>,
) -> Result<Response, AppError> {
    let found = load(&state, &signed, &unit, Action::ReadPhrases).await?;
    Ok(draw(
        &state,
        &signed,
        StatusCode::OK,
        found,
        Fields::default(),
        FieldErrors::default(),
    ))
}

/// Adds a phrase.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path(unit): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let (unit, listed) = load(&state, &signed, &unit, Action::EditPhrases).await?;
    let l = signed.language;
    let form = PhraseForm::from_fields(&fields);
    let mut errors = form.check(stockholm_day(state.now()), l);
    if errors.is_empty() {
        let (id, who) = (unit.id, signed.who(&state));
        let new = NewPhrase {
            title: form.title,
            text: form.text,
        };
        let fits = state
            .write(move |tx| {
                Box::pin(async move {
                    match phrases::add_phrase(tx, who, id, &new).await {
                        Ok(_) => Ok(true),
                        Err(StoreError::State) => Ok(false),
                        Err(error) => Err(error.into()),
                    }
                })
            })
            .await?;
        if fits {
            return Ok(see_other(&format!("/enheter/{id}/fraser")));
        }
        errors.add(
            "",
            l.t(
                "En enhet har plats för 100 fraser. Ta bort någon som inte används.",
                "A unit has room for 100 phrases. Take out one that is not used.",
            ),
        );
    }
    Ok(draw(
        &state,
        &signed,
        StatusCode::UNPROCESSABLE_ENTITY,
        (unit, listed),
        fields,
        errors,
    ))
}

/// Takes a phrase out. Pressed twice it is as good.
pub async fn remove(
    State(state): State<AppState>,
    signed: Signed,
    Path((unit, phrase)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let phrase: PhraseId = phrase.parse().map_err(|_| AppError::NotFound)?;
    let (actor, who) = (signed.actor.clone(), signed.who(&state));
    let id = state
        .write(move |tx| {
            Box::pin(async move {
                let unit = working_unit(tx, &unit).await?;
                let subject = Subject::Phrase {
                    unit: &unit.path,
                    added_by: phrases::added_by(tx, unit.id, phrase).await?,
                };
                if !may(&actor, Action::EditPhrases, subject) {
                    return Err(AppError::NotFound);
                }
                phrases::remove_phrase(tx, who, unit.id, phrase).await?;
                Ok(unit.id)
            })
        })
        .await?;
    Ok(see_other(&format!("/enheter/{id}/fraser")))
}
