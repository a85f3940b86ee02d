use app::plans::{
    FormPageData, Part, TrainingsPage, TrainingsPageData, plans_title, training_address, trainings_title,
};
use app::ui::KeyValue;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Datelike;
use domain::access::{Action, Role, Subject, may};
use domain::fields::{FieldErrors, Fields};
use domain::ids::{TrainingId, UnitId};
use domain::language::Language;
use domain::organisation::UnitPath;
use domain::plans::{Attendance, Saved, TrainingText, hours_in_words};
use leptos::prelude::*;
use store::plans::{self, Training};
use store::{Tx, Who, organisation};

use super::find;
use super::form::{self, theirs, version};
use super::goals::again;
use super::meetings::whole_year;
use super::overview::{Wanted, wanted_year};
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

type Named = Vec<(UnitId, String)>;

/// The trainings of a year.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, AppError> {
    if !may(&signed.actor, Action::ReadPlan, Subject::General) {
        return Err(AppError::NotFound);
    }
    let Query(wanted) = wanted.unwrap_or_default();
    let today = stockholm_day(state.now());
    let year = wanted_year(wanted.ar.as_deref(), today.year());
    let mut tx = state.read().await?;
    let units = plans::overview(&mut tx, signed.account(), year, today).await?;
    let mut branches = plans::branches(&mut tx, signed.account(), Role::Coordinator).await?;
    for branch in plans::branches(&mut tx, signed.account(), Role::Manager).await? {
        if !branches.contains(&branch) {
            branches.push(branch);
        }
    }
    let data = TrainingsPageData {
        trainings: plans::trainings(&mut tx, signed.account(), whole_year(year)).await?,
        year,
        units: units.into_iter().map(|u| (u.unit, u.name)).collect(),
        keeps: !branches.is_empty(),
        branches,
    };
    let title = trainings_title(signed.language);
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <TrainingsPage data=data/> },
    ))
}

fn title(l: Language) -> &'static str {
    l.t("Skriv in en utbildning", "Write down a training")
}

/// The units of a branch whose numbers the person writes.
async fn kept_units(tx: &mut Tx, signed: &Signed, branch: &UnitPath) -> Result<Named, AppError> {
    let mut kept = Named::new();
    for (id, name) in plans::units_below(tx, branch).await? {
        let unit = organisation::unit(tx, id).await?;
        if may(&signed.actor, Action::KeepRegisters, Subject::Unit(&unit.path)) {
            kept.push((id, name));
        }
    }
    Ok(kept)
}

fn sheet(
    (branch, name): (UnitId, &str),
    units: &[(UnitId, String)],
    facts: bool,
    l: Language,
) -> FormPageData {
    let numbers = Part {
        heading: l.t("Hur många var med?", "How many took part?").to_owned(),
        lead: l
            .t(
                "Antal, inga namn. Lämna tomt för en enhet som inte var inbjuden.",
                "Numbers, no names. Leave empty for a unit that was not invited.",
            )
            .to_owned(),
        asked: units
            .iter()
            .flat_map(|(id, name)| Attendance::asked(*id, name, l))
            .collect(),
    };
    let mut parts = Vec::new();
    if facts {
        parts.push(Part::plain(TrainingText::asked(l)));
    }
    parts.push(numbers);
    FormPageData {
        crumbs: vec![
            (plans_title(l).into(), Some("/planer".into())),
            (trainings_title(l).into(), Some("/utbildning".into())),
            (title(l).into(), None),
        ],
        title: title(l).into(),
        lead: name.to_owned(),
        context: Vec::new(),
        action: format!("/utbildning/ny/{branch}"),
        parts,
        fields: Fields::default(),
        errors: FieldErrors::default(),
        version: None,
        theirs: None,
        button: l.t("Spara utbildningen", "Save the training"),
        back: "/utbildning".to_owned(),
        help: vec![l.t(
            "Antalet anställda är de som arbetade i enheten när utbildningen hölls.",
            "The number of employees is those who worked in the unit when the training was held.",
        )],
    }
}

fn who(state: &AppState, signed: &Signed, branch: UnitId) -> Who {
    Who {
        unit: Some(branch),
        ..signed.who(state)
    }
}

/// Both halves of the form, or everything that has to be mended.
fn read(
    fields: &Fields,
    units: &[(UnitId, String)],
    known: Option<&TrainingText>,
    state: &AppState,
    l: Language,
) -> Result<(TrainingText, Vec<Attendance>), FieldErrors> {
    let text = match known {
        Some(text) => Ok(text.clone()),
        None => TrainingText::read(fields, stockholm_day(state.now()), l),
    };
    match (text, Attendance::read(fields, units, l)) {
        (Ok(text), Ok(attendance)) => Ok((text, attendance)),
        (text, attendance) => {
            let mut errors = text.err().unwrap_or_default();
            errors.0.extend(attendance.err().unwrap_or_default().0);
            Err(errors)
        }
    }
}

/// The form for a new training of a branch.
pub async fn new(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let branch = find::branch(&mut tx, &signed, &id, Action::KeepRegisters).await?;
    let units = kept_units(&mut tx, &signed, &branch.path).await?;
    let l = signed.language;
    let data = sheet((branch.id, &branch.name), &units, true, l);
    Ok(form::draw(&state, &signed, StatusCode::OK, data))
}

/// Writes a training down.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let branch = find::branch(&mut tx, &signed, &id, Action::KeepRegisters).await?;
    let units = kept_units(&mut tx, &signed, &branch.path).await?;
    drop(tx);
    let l = signed.language;
    match read(&fields, &units, None, &state, l) {
        Ok((text, attendance)) => {
            let (id, who) = (branch.id, who(&state, &signed, branch.id));
            let year = text.held_on.year();
            state
                .write(move |tx| {
                    Box::pin(async move { Ok(plans::add_training(tx, who, id, &text, &attendance).await?) })
                })
                .await?;
            Ok(see_other(&format!("/utbildning?ar={year}")))
        }
        Err(errors) => {
            let data = sheet((branch.id, &branch.name), &units, true, l);
            Ok(again(&state, &signed, data, fields, errors))
        }
    }
}

/// A training that the person keeps, wholly or in its numbers.
struct Opened {
    training: Training,
    units: Named,
    /// Whether the person writes what the training is, or only numbers.
    facts: bool,
}

async fn open(state: &AppState, signed: &Signed, id: &str) -> Result<Opened, AppError> {
    let id: TrainingId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut tx = state.read().await?;
    let training = plans::training(&mut tx, id).await?;
    let units = kept_units(&mut tx, signed, &training.branch_path).await?;
    let facts = may(
        &signed.actor,
        Action::KeepRegisters,
        Subject::Unit(&training.branch_path),
    );
    if !facts && units.is_empty() {
        return Err(AppError::NotFound);
    }
    Ok(Opened {
        training,
        units,
        facts,
    })
}

fn fields_of(text: &TrainingText, attendance: &[Attendance], l: Language) -> Fields {
    let mut fields = text.to_fields(l);
    Attendance::into_fields(attendance, &mut fields);
    fields
}

fn opened_sheet(opened: &Opened, l: Language) -> FormPageData {
    let Opened {
        training,
        units,
        facts,
    } = opened;
    let mut data = sheet((training.branch, &training.branch_name), units, *facts, l);
    data.action = training_address(training.id);
    data.version = Some(training.version);
    data.fields = fields_of(&training.text, &training.attendance, l);
    if !facts {
        let text = &training.text;
        let row = |key: &str, value: String| KeyValue {
            key: key.to_owned(),
            value,
            change: None,
        };
        data.context = vec![
            row(l.t("Utbildningen", "The training"), text.title.clone()),
            row(l.t("Om", "About"), text.subject.name(l)),
            row(l.t("Dag", "Day"), text.held_on.to_string()),
            row(l.t("Längd", "Length"), hours_in_words(text.minutes, l)),
        ];
    }
    data
}

/// A training and the form for it.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let opened = open(&state, &signed, &id).await?;
    let l = signed.language;
    let data = opened_sheet(&opened, l);
    Ok(form::draw(&state, &signed, StatusCode::OK, data))
}

/// Saves it.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let opened = open(&state, &signed, &id).await?;
    let (l, started) = (signed.language, version(&fields));
    let mut data = opened_sheet(&opened, l);
    let known = (!opened.facts).then_some(&opened.training.text);
    let (text, attendance) = match read(&fields, &opened.units, known, &state, l) {
        Ok(read) => read,
        Err(errors) => return Ok(again(&state, &signed, data, fields, errors)),
    };
    let (id, who) = (opened.training.id, who(&state, &signed, opened.training.branch));
    let units: Vec<UnitId> = opened.units.iter().map(|(id, _)| *id).collect();
    let year = text.held_on.year();
    let saved = state
        .write(move |tx| {
            Box::pin(async move {
                Ok(plans::save_training(tx, who, (id, started), &units, &text, &attendance).await?)
            })
        })
        .await?;
    match saved {
        Saved::Stored(_) => Ok(see_other(&format!("/utbildning?ar={year}"))),
        Saved::Conflict(conflict) => {
            let (version, text) = theirs(*conflict, |(text, units)| fields_of(text, units, l), l);
            (data.version, data.theirs, data.fields) = (Some(version), Some(text), fields);
            Ok(form::draw(&state, &signed, StatusCode::CONFLICT, data))
        }
    }
}
