use app::retention::{
    ClassAsked, RetentionCasePage, RetentionCasePageData, TheirChoice, case_address, retention_title,
};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::retention::ClassForm;
use leptos::prelude::*;
use store::cases::Case;
use store::retention::{self, Choice, Chosen, Saved};

use super::find::{case as find_case, sample, saved_words, who_in};
use crate::clock::{stockholm_day, stockholm_moment};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// A choice as its form's texts.
pub(super) fn as_fields(choice: &Choice) -> Fields {
    let day = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    ClassForm {
        class: choice.class.clone(),
        file_last_entry: day(choice.file_last_entry),
        ended_on: day(choice.ended_on),
        in_sample: match choice.in_sample {
            Some(true) => "in".to_owned(),
            Some(false) => "out".to_owned(),
            None => String::new(),
        },
    }
    .to_fields()
}

/// What a checked form says.
fn as_choice(form: &ClassForm) -> Choice {
    Choice {
        class: form.class.clone(),
        file_last_entry: dates::parse(&form.file_last_entry),
        ended_on: dates::parse(&form.ended_on),
        in_sample: match form.in_sample.as_str() {
            "in" => Some(true),
            "out" => Some(false),
            _ => None,
        },
    }
}

/// The form as it stands in the database.
pub(super) fn stored(state: &AppState, action: String, chosen: Option<&Chosen>) -> ClassAsked {
    ClassAsked {
        action,
        fields: chosen.map(|c| as_fields(&c.choice)).unwrap_or_default(),
        version: chosen.map_or(0, |c| c.version),
        errors: FieldErrors::default(),
        theirs: None,
        today: stockholm_day(state.now()),
    }
}

/// What became of a posted choice.
pub(super) enum Put {
    /// It stands.
    Stored,
    /// It is asked again, with this status.
    Again(StatusCode, Box<ClassAsked>),
}

/// Checks and stores a posted choice for a case.
pub(super) async fn put(
    state: &AppState,
    signed: &Signed,
    case: &Case,
    action: String,
    fields: Fields,
) -> Result<Put, AppError> {
    let (l, today) = (signed.language, stockholm_day(state.now()));
    let form = ClassForm::from_fields(&fields);
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let errors = form.check(today, l);
    let asked = ClassAsked {
        action,
        fields,
        version,
        errors,
        theirs: None,
        today,
    };
    if !asked.errors.is_empty() {
        return Ok(Put::Again(StatusCode::UNPROCESSABLE_ENTITY, Box::new(asked)));
    }
    let (who, id, choice) = (who_in(state, signed, case), case.id, as_choice(&form));
    let saved = state
        .write(move |tx| Box::pin(async move { Ok(retention::choose(tx, who, id, version, &choice).await?) }))
        .await?;
    Ok(match saved {
        Saved::Stored => Put::Stored,
        Saved::Conflict(theirs) => {
            let asked = ClassAsked {
                version: theirs.version,
                theirs: Some(TheirChoice {
                    fields: as_fields(&theirs.choice),
                    by: theirs.by,
                    at: stockholm_moment(theirs.at, l),
                }),
                ..asked
            };
            Put::Again(StatusCode::CONFLICT, Box::new(asked))
        }
    })
}

/// What is typed about holds, and of which.
#[derive(Default)]
pub(super) struct HoldTyped {
    pub fields: Fields,
    pub errors: FieldErrors,
    pub lifting: Option<String>,
}

/// A records officer's page about a case.
pub(super) async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    case: Case,
    asked: Option<ClassAsked>,
    typed: HoldTyped,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let how = sample(&mut tx).await?;
    let found = retention::standing(&mut tx, case.id, &how, stockholm_day(state.now())).await?;
    let chosen = retention::chosen(&mut tx, case.id).await?;
    let address = case_address(case.id);
    let data = RetentionCasePageData {
        case: case.id,
        number: found.number,
        reference: found.reference,
        unit: found.unit_name,
        kind: found.kind,
        last_entry: stockholm_day(found.last_entry_at),
        proposed: found.proposed,
        verdict: found.verdict,
        saved: saved_words(chosen.as_ref(), signed),
        asked: asked.unwrap_or_else(|| stored(state, address.clone(), chosen.as_ref())),
        holds: retention::holds_of_case(&mut tx, case.id).await?,
        fields: typed.fields,
        errors: typed.errors,
        lifting: typed.lifting,
    };
    // A form may have been posted to an address that cannot be opened.
    let signed = Signed {
        path: address,
        ..signed.clone()
    };
    Ok(page(
        &signed,
        state,
        status,
        retention_title(signed.language),
        false,
        move || view! { <RetentionCasePage data=data/> },
    ))
}

/// A case's retention.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let case = find_case(&mut state.read().await?, &signed, &id).await?;
    draw(&state, &signed, StatusCode::OK, case, None, HoldTyped::default()).await
}

/// Says what kind of file a case belongs to.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let case = find_case(&mut state.read().await?, &signed, &id).await?;
    let address = case_address(case.id);
    match put(&state, &signed, &case, address.clone(), fields).await? {
        Put::Stored => Ok(see_other(&address)),
        Put::Again(status, asked) => {
            draw(&state, &signed, status, case, Some(*asked), HoldTyped::default()).await
        }
    }
}
