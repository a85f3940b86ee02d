use app::cases::{EditCasePage, NewCasePage, NewCasePageData};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use domain::access::{Action, Subject, may};
use domain::cases::{CaseForm, CaseKind, ChildForm, GuardianRole, Touches};
use domain::fields::{FieldErrors, Fields};
use domain::ids::{CaseId, ChildId};
use leptos::prelude::*;
use store::cases::{self, Case, CaseChange, NewCase};
use store::organisation::{self, Unit};
use store::{Tx, Who, assessments, checklists, children};

use super::reachable_case;
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

async fn units(state: &AppState, signed: &Signed) -> Result<Vec<Unit>, AppError> {
    if !may(&signed.actor, Action::CreateCase, Subject::General) {
        return Err(AppError::NotFound);
    }
    let mut tx = state.read().await?;
    let units = organisation::units_worked_in(&mut tx, signed.account()).await?;
    Ok(units
        .into_iter()
        .filter(|u| u.area.is_some() && may(&signed.actor, Action::CreateCase, Subject::Unit(&u.path)))
        .collect())
}

fn new_page(state: &AppState, signed: &Signed, status: StatusCode, data: NewCasePageData) -> Response {
    let title = signed.language.t("Nytt ärende", "New case");
    page(
        signed,
        state,
        status,
        title,
        false,
        move || view! { <NewCasePage data=data/> },
    )
}

fn choices(units: &[Unit]) -> Vec<(String, String)> {
    units.iter().map(|u| (u.id.to_string(), u.name.clone())).collect()
}

/// The form and the opening of a kind of case.
pub fn of_kind(kind: CaseKind) -> MethodRouter<AppState> {
    get(async move |State(state): State<AppState>, signed: Signed| form(state, signed, kind).await).post(
        async move |State(state): State<AppState>, signed: Signed, Posted(fields): Posted| {
            open(state, signed, kind, fields).await
        },
    )
}

/// The empty form.
async fn form(state: AppState, signed: Signed, kind: CaseKind) -> Result<Response, AppError> {
    let units = units(&state, &signed).await?;
    Ok(new_page(
        &state,
        &signed,
        StatusCode::OK,
        NewCasePageData {
            kind,
            units: choices(&units),
            ..NewCasePageData::default()
        },
    ))
}

/// Opens a case: with a recorded screening where no child is touched, otherwise on to the children, or straight to the assessment
/// where no child has a name.
async fn open(state: AppState, signed: Signed, kind: CaseKind, fields: Fields) -> Result<Response, AppError> {
    let units = units(&state, &signed).await?;
    let l = signed.language;
    let today = stockholm_day(state.now());
    let form = CaseForm::from_fields(kind, &fields);
    let mut errors = form.check(today, l);
    let chosen = match units.as_slice() {
        [only] => Some(only),
        several => several.iter().find(|u| u.id.to_string() == fields.text("unit")),
    };
    if chosen.is_none() {
        errors.add("unit", l.t("Välj enhet.", "Choose a unit."));
    }
    let Some(unit) = chosen.filter(|_| errors.is_empty()) else {
        let data = NewCasePageData {
            kind,
            fields,
            errors,
            units: choices(&units),
        };
        return Ok(new_page(&state, &signed, StatusCode::UNPROCESSABLE_ENTITY, data));
    };
    let new = NewCase {
        kind,
        unit: unit.id,
        owner: signed.account(),
        reference: form.reference.clone(),
        subject_name: form.subject_name.clone(),
        subject_number: form
            .number(today)
            .map(|n| n.digits().to_owned())
            .unwrap_or_default(),
        matter: form.matter.clone(),
        protected: form.protected,
    };
    let who = Who {
        unit: Some(unit.id),
        ..signed.who(&state)
    };
    let touched = form.touches() == Some(Touches::Yes);
    let proof = signed.proof(&state);
    let (id, child) = state
        .write(move |tx| {
            Box::pin(async move {
                let opened = open_in_transaction(tx, who, &new, &form).await?;
                if new.protected {
                    proof.marks(tx, who, opened.0).await?;
                }
                Ok::<_, AppError>(opened)
            })
        })
        .await?;
    Ok(see_other(&match (kind, child) {
        (_, Some(child)) => format!("/arenden/{id}/barn/{child}"),
        (CaseKind::Adult, None) if touched => format!("/arenden/{id}/barn/nytt"),
        (CaseKind::General, None) if touched => format!("/arenden/{id}/bedomning"),
        _ => format!("/arenden/{id}"),
    }))
}

/// The case with what follows from its kind at once; gives back the child of a child's own case.
async fn open_in_transaction(
    tx: &mut Tx,
    who: Who,
    new: &NewCase,
    form: &CaseForm,
) -> Result<(CaseId, Option<ChildId>), AppError> {
    let case = cases::open_case(tx, who, new).await?;
    if form.touches() != Some(Touches::Yes) {
        let version = checklists::in_force(tx, who.today).await?.version.clone();
        assessments::record_screening(tx, who, case, &new.matter, &form.no_child_reason, &version).await?;
        return Ok((case, None));
    }
    match new.kind {
        CaseKind::Adult => {
            // The adult is nearly always one of the guardians; the worker adds the others.
            children::add_guardian(tx, who, case, &new.subject_name, GuardianRole::Party).await?;
            Ok((case, None))
        }
        CaseKind::Child => {
            let child = ChildForm {
                name: new.subject_name.clone(),
                number: form.subject_number.clone(),
                protected: new.protected,
                ..ChildForm::default()
            };
            Ok((case, Some(children::add_child(tx, who, case, &child).await?)))
        }
        CaseKind::General => Ok((case, None)),
    }
}

fn edit_page(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    case: &Case,
    fields: Fields,
    errors: FieldErrors,
) -> Response {
    let (id, number, kind, version) = (case.id, case.number.clone(), case.kind, case.version);
    let title = signed
        .language
        .t("Ändra ärendets uppgifter", "Change the case's details");
    page(signed, state, status, title, false, move || {
        view! { <EditCasePage id=id number=number kind=kind version=version fields=fields errors=errors/> }
    })
}

/// The form with what stands.
pub async fn edit_form(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::EditRecord).await?;
    let fields: Fields = [
        ("subject_name", case.subject_name.clone()),
        ("subject_number", case.subject_number.clone()),
        ("reference", case.reference.clone()),
        ("matter", case.matter.clone()),
        (
            "protected",
            if case.protected {
                "yes".to_owned()
            } else {
                String::new()
            },
        ),
    ]
    .into_iter()
    .collect();
    Ok(edit_page(
        &state,
        &signed,
        StatusCode::OK,
        &case,
        fields,
        FieldErrors::default(),
    ))
}

/// Changes a case. A stale version asks again with what was typed.
pub async fn edit(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::EditRecord).await?;
    let l = signed.language;
    let today = stockholm_day(state.now());
    let form = CaseForm {
        touches: "yes".to_owned(),
        ..CaseForm::from_fields(case.kind, &fields)
    };
    let mut errors = form.check(today, l);
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    if version != case.version {
        errors.add(
            "",
            l.t(
                "Någon annan har ändrat ärendet under tiden. Kontrollera uppgifterna och spara igen.",
                "Somebody else has changed the case in the meantime. Check the details and save again.",
            ),
        );
    }
    if !errors.is_empty() {
        return Ok(edit_page(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            &case,
            fields,
            errors,
        ));
    }
    let change = CaseChange {
        reference: form.reference.clone(),
        subject_name: form.subject_name.clone(),
        subject_number: form
            .number(today)
            .map(|n| n.digits().to_owned())
            .unwrap_or_default(),
        matter: form.matter.clone(),
        protected: form.protected,
    };
    let who = Who {
        unit: Some(case.unit),
        ..signed.who(&state)
    };
    let (id, proof): (CaseId, _) = (case.id, signed.proof(&state));
    let marked = change.protected && !case.protected;
    state
        .write(move |tx| {
            Box::pin(async move {
                cases::change_case(tx, who, id, version, &change).await?;
                if marked {
                    proof.marks(tx, who, id).await?;
                }
                Ok::<_, AppError>(())
            })
        })
        .await?;
    Ok(see_other(&format!("/arenden/{id}")))
}
