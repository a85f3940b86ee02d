use app::plans::{
    FormPageData, Part, RegisterPage, UnitRegisterPage, UnitRegisterPageData, plans_title, register_address,
    register_title,
};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Subject, may};
use domain::fields::{FieldErrors, Fields};
use domain::ids::{AccountId, AppointmentId};
use domain::language::Language;
use domain::plans::{AppointmentText, Saved};
use leptos::prelude::*;
use store::organisation::Unit;
use store::plans::{self, Appointment};
use store::{StoreError, Tx};

use super::find::{self, who_in};
use super::form::{self, theirs, version};
use super::goals::again;
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// Who represents the units that the person reads about.
pub async fn list(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    if !may(&signed.actor, Action::ReadPlan, Subject::General) {
        return Err(AppError::NotFound);
    }
    let mut tx = state.read().await?;
    let units = plans::register(&mut tx, signed.account(), stockholm_day(state.now())).await?;
    let meetings = may(&signed.actor, Action::ReadMeetings, Subject::General);
    let title = register_title(signed.language);
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <RegisterPage units=units meetings=meetings/> },
    ))
}

/// A unit's representatives, now and before.
pub async fn of_unit(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let unit = find::unit(&mut tx, &signed, &id, Action::ReadPlan).await?;
    let data = UnitRegisterPageData {
        rows: plans::appointments(&mut tx, unit.id).await?,
        may_keep: may(&signed.actor, Action::KeepRegisters, Subject::Unit(&unit.path)),
        today: stockholm_day(state.now()),
        unit: unit.id,
        name: unit.name,
    };
    let title = register_title(signed.language);
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <UnitRegisterPage data=data/> },
    ))
}

fn title(l: Language) -> &'static str {
    l.t("Ombud eller ersättare", "Representative or deputy")
}

/// A unit whose register the person keeps, and who can be chosen there.
struct Kept {
    unit: Unit,
    people: Vec<(AccountId, String)>,
}

async fn kept(tx: &mut Tx, signed: &Signed, id: &str) -> Result<Kept, AppError> {
    let unit = find::unit(tx, signed, id, Action::KeepRegisters).await?;
    let people = plans::people(tx, unit.id).await?;
    Ok(Kept { unit, people })
}

/// A row and who can be chosen for it: also whoever stands there already and has left the unit.
async fn row(tx: &mut Tx, kept: &mut Kept, id: &str) -> Result<Appointment, AppError> {
    let id: AppointmentId = id.parse().map_err(|_| AppError::NotFound)?;
    let row = plans::appointment(tx, kept.unit.id, id).await?;
    if let Some(account) = row.text.account
        && kept.people.iter().all(|(id, _)| *id != account)
    {
        kept.people.push((account, row.person.clone()));
    }
    Ok(row)
}

fn sheet(kept: &Kept, row: Option<&Appointment>, l: Language) -> FormPageData {
    let unit = kept.unit.id;
    let address = register_address(unit, None);
    FormPageData {
        crumbs: vec![
            (plans_title(l).into(), Some("/planer".into())),
            (register_title(l).into(), Some("/ombud".into())),
            (kept.unit.name.clone(), Some(address.clone())),
            (title(l).into(), None),
        ],
        title: title(l).into(),
        lead: kept.unit.name.clone(),
        context: Vec::new(),
        action: row.map_or_else(
            || format!("{address}/ny"),
            |row| register_address(unit, Some(row.id)),
        ),
        parts: vec![Part::plain(AppointmentText::asked(&kept.people, l))],
        fields: row.map_or_else(Fields::default, |row| row.text.to_fields(l)),
        errors: FieldErrors::default(),
        version: row.map(|row| row.version),
        theirs: None,
        button: l.t("Spara", "Save"),
        back: address,
        help: vec![l.t(
            "När någon slutar fyller du i sista dagen här, och lägger till den nya för sig.",
            "When somebody leaves, fill in the last day here, and add the new one separately.",
        )],
    }
}

/// The form for a new row.
pub async fn new(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let kept = kept(&mut state.read().await?, &signed, &id).await?;
    let l = signed.language;
    Ok(form::draw(&state, &signed, StatusCode::OK, sheet(&kept, None, l)))
}

/// Adds a row.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let kept = kept(&mut state.read().await?, &signed, &id).await?;
    let l = signed.language;
    let new = match AppointmentText::read(&fields, &kept.people, stockholm_day(state.now()), l) {
        Ok(new) => new,
        Err(errors) => return Ok(again(&state, &signed, sheet(&kept, None, l), fields, errors)),
    };
    let (unit, who) = (kept.unit.id, who_in(&state, &signed, &kept.unit));
    let added = state
        .write(move |tx| {
            Box::pin(async move {
                match plans::add_appointment(tx, who, unit, &new).await {
                    Ok(_) => Ok(true),
                    Err(StoreError::NotFound) => Ok(false),
                    Err(error) => Err(error.into()),
                }
            })
        })
        .await?;
    if added {
        return Ok(see_other(&register_address(unit, None)));
    }
    Ok(again(&state, &signed, sheet(&kept, None, l), fields, gone(l)))
}

/// Whoever was chosen left the unit between the form and the save.
fn gone(l: Language) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add(
        "account",
        l.t(
            "Personen arbetar inte längre i enheten. Välj någon annan.",
            "The person no longer works in the unit. Choose somebody else.",
        ),
    );
    errors
}

/// A row and the form for it.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, entry)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let mut kept = kept(&mut tx, &signed, &id).await?;
    let row = row(&mut tx, &mut kept, &entry).await?;
    let l = signed.language;
    let data = sheet(&kept, Some(&row), l);
    Ok(form::draw(&state, &signed, StatusCode::OK, data))
}

/// Saves a row.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, entry)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let mut kept = kept(&mut tx, &signed, &id).await?;
    let row = row(&mut tx, &mut kept, &entry).await?;
    drop(tx);
    let (l, started) = (signed.language, version(&fields));
    let mut data = sheet(&kept, Some(&row), l);
    let new = match AppointmentText::read(&fields, &kept.people, stockholm_day(state.now()), l) {
        Ok(new) => new,
        Err(errors) => return Ok(again(&state, &signed, data, fields, errors)),
    };
    let (unit, who, entry) = (kept.unit.id, who_in(&state, &signed, &kept.unit), row.id);
    let saved = state
        .write(move |tx| {
            Box::pin(async move {
                match plans::save_appointment(tx, who, unit, entry, started, &new).await {
                    Ok(saved) => Ok(Some(saved)),
                    Err(StoreError::NotFound) => Ok(None),
                    Err(error) => Err(error.into()),
                }
            })
        })
        .await?;
    match saved {
        Some(Saved::Stored(_)) => Ok(see_other(&register_address(unit, None))),
        None => Ok(again(&state, &signed, data, fields, gone(l))),
        Some(Saved::Conflict(conflict)) => {
            let (version, text) = theirs(*conflict, |t| t.to_fields(l), l);
            (data.version, data.theirs, data.fields) = (Some(version), Some(text), fields);
            Ok(form::draw(&state, &signed, StatusCode::CONFLICT, data))
        }
    }
}
