use app::cases::{ChildPage, ChildPageData};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::cases::{ChildForm, Guardian};
use domain::fields::{FieldErrors, Fields};
use domain::ids::{ChildId, GuardianId};
use leptos::prelude::*;
use store::audit::{self, Entry};
use store::cases::Case;
use store::children::{self, Child};
use store::{StoreError, Who};

use super::reachable_case;
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

fn draw(state: &AppState, signed: &Signed, status: StatusCode, data: ChildPageData) -> Response {
    let l = signed.language;
    let title = if data.child.is_some() {
        l.t("Barnets uppgifter", "The child's details")
    } else {
        l.t("Lägg till ett barn", "Add a child")
    };
    page(
        signed,
        state,
        status,
        title,
        false,
        move || view! { <ChildPage data=data/> },
    )
}

fn data(
    case: &Case,
    child: Option<&Child>,
    guardians: Vec<Guardian>,
    fields: Fields,
    errors: FieldErrors,
) -> ChildPageData {
    ChildPageData {
        case: case.id,
        number: case.number.clone(),
        kind: case.kind,
        child: child.map(|c| c.id),
        version: child.map_or(0, |c| c.version),
        may_remove: child.is_some(),
        fields,
        errors,
        guardians,
    }
}

/// The case, the child and the case's guardians; telling the trail that the child was read.
async fn load(
    state: &AppState,
    signed: &Signed,
    id: &str,
    child: &str,
) -> Result<(Case, Child, Vec<Guardian>), AppError> {
    let case = reachable_case(state, signed, id, Action::EditRecord).await?;
    let child: ChildId = child.parse().map_err(|_| AppError::NotFound)?;
    let who = Who {
        unit: Some(case.unit),
        ..signed.who(state)
    };
    let case_id = case.id;
    let (child, guardians) = state
        .write(move |tx| {
            Box::pin(async move {
                let child = children::children(tx, case_id)
                    .await?
                    .into_iter()
                    .find(|c| c.id == child)
                    .ok_or(AppError::NotFound)?;
                audit::record(tx, who, Entry::in_case("read", "child", child.id.0, case_id)).await?;
                Ok((child, children::guardians(tx, case_id).await?))
            })
        })
        .await?;
    Ok((case, child, guardians))
}

async fn guardians_of(state: &AppState, case: &Case) -> Result<Vec<Guardian>, AppError> {
    let mut tx = state.read().await?;
    Ok(children::guardians(&mut tx, case.id).await?)
}

fn chosen_guardians(fields: &Fields, guardians: &[Guardian]) -> Vec<GuardianId> {
    guardians
        .iter()
        .filter(|g| fields.ticked(&format!("guardian.{}", g.id)))
        .map(|g| g.id)
        .collect()
}

/// The empty form. All guardians are ticked, because that is what is most often so.
pub async fn new_form(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::EditRecord).await?;
    let guardians = guardians_of(&state, &case).await?;
    let fields = guardians
        .iter()
        .map(|g| (format!("guardian.{}", g.id), "yes"))
        .collect();
    Ok(draw(
        &state,
        &signed,
        StatusCode::OK,
        data(&case, None, guardians, fields, FieldErrors::default()),
    ))
}

/// Adds a child.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::EditRecord).await?;
    let guardians = guardians_of(&state, &case).await?;
    let l = signed.language;
    let form = ChildForm::from_fields(&fields);
    let mut errors = form.check(stockholm_day(state.now()), l);
    if errors.is_empty() {
        let who = Who {
            unit: Some(case.unit),
            ..signed.who(&state)
        };
        let (case_id, chosen) = (case.id, chosen_guardians(&fields, &guardians));
        let (proof, marked) = (signed.proof(&state), form.protected && !case.protected);
        let refused = state
            .write(move |tx| {
                Box::pin(async move {
                    match children::add_child(tx, who, case_id, &form).await {
                        Ok(child) => {
                            children::set_guardians(tx, who, case_id, child, &chosen).await?;
                            if marked {
                                proof.marks(tx, who, case_id).await?;
                            }
                            Ok(None)
                        }
                        Err(StoreError::State) => Ok(Some(l.t(
                            "Ett ärende rymmer högst 20 barn.",
                            "A case holds at most 20 children.",
                        ))),
                        Err(error) => Err(error.into()),
                    }
                })
            })
            .await?;
        let Some(refused) = refused else {
            let another = fields.ticked("another");
            return Ok(see_other(&if another {
                format!("/arenden/{case_id}/barn/nytt")
            } else {
                format!("/arenden/{case_id}")
            }));
        };
        errors.add("", refused);
    }
    Ok(draw(
        &state,
        &signed,
        StatusCode::UNPROCESSABLE_ENTITY,
        data(&case, None, guardians, fields, errors),
    ))
}

/// The form with what stands.
pub async fn form(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, child)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let (case, child, guardians) = load(&state, &signed, &id, &child).await?;
    let mut fields = child.form.to_fields();
    for guardian in &child.guardians {
        fields.set(format!("guardian.{}", guardian.id), "yes");
    }
    Ok(draw(
        &state,
        &signed,
        StatusCode::OK,
        data(&case, Some(&child), guardians, fields, FieldErrors::default()),
    ))
}

/// Changes a child. A stale version asks again with what was typed.
pub async fn change(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, child)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let (case, child, guardians) = load(&state, &signed, &id, &child).await?;
    let l = signed.language;
    let form = ChildForm::from_fields(&fields);
    let mut errors = form.check(stockholm_day(state.now()), l);
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    if version != child.version {
        errors.add(
            "",
            l.t(
                "Någon annan har ändrat barnets uppgifter under tiden. Kontrollera dem och spara igen.",
                "Somebody else has changed the child's details in the meantime. Check them and save again.",
            ),
        );
    }
    if !errors.is_empty() {
        return Ok(draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            data(&case, Some(&child), guardians, fields, errors),
        ));
    }
    let who = Who {
        unit: Some(case.unit),
        ..signed.who(&state)
    };
    let (case_id, child_id, chosen) = (case.id, child.id, chosen_guardians(&fields, &guardians));
    let (proof, marked) = (signed.proof(&state), form.protected && !case.protected);
    state
        .write(move |tx| {
            Box::pin(async move {
                children::change_child(tx, who, case_id, child_id, version, &form).await?;
                children::set_guardians(tx, who, case_id, child_id, &chosen).await?;
                if marked {
                    proof.marks(tx, who, case_id).await?;
                }
                Ok::<_, AppError>(())
            })
        })
        .await?;
    Ok(see_other(&format!("/arenden/{case_id}")))
}

/// Takes a child out of the case; the case's page offers to undo it.
pub async fn remove(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, child)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let (case, child, guardians) = load(&state, &signed, &id, &child).await?;
    let l = signed.language;
    let mut errors = FieldErrors::default();
    if fields.ticked("sure") {
        let who = Who {
            unit: Some(case.unit),
            ..signed.who(&state)
        };
        let (case_id, child_id) = (case.id, child.id);
        let removed = state
            .write(move |tx| {
                Box::pin(async move {
                    match children::set_removed(tx, who, case_id, child_id, true).await {
                        Ok(()) => Ok(true),
                        Err(StoreError::State) => Ok(false),
                        Err(error) => Err(error.into()),
                    }
                })
            })
            .await?;
        if removed {
            return Ok(see_other(&format!("/arenden/{case_id}?borttaget={child_id}")));
        }
        errors.add(
            "sure",
            l.t(
                "Barnet finns i en signerad analys och kan inte tas bort.",
                "The child is part of a signed assessment and cannot be taken out.",
            ),
        );
    } else {
        errors.add(
            "sure",
            l.t(
                "Kryssa i att du vill ta bort barnet.",
                "Tick that you want to take the child out.",
            ),
        );
    }
    let stored = child.form.to_fields();
    Ok(draw(
        &state,
        &signed,
        StatusCode::UNPROCESSABLE_ENTITY,
        data(&case, Some(&child), guardians, stored, errors),
    ))
}

/// Puts a child back.
pub async fn restore(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, child)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let case = reachable_case(&state, &signed, &id, Action::EditRecord).await?;
    let child: ChildId = child.parse().map_err(|_| AppError::NotFound)?;
    let who = Who {
        unit: Some(case.unit),
        ..signed.who(&state)
    };
    let id = case.id;
    state
        .write(move |tx| Box::pin(async move { Ok(children::set_removed(tx, who, id, child, false).await?) }))
        .await?;
    Ok(see_other(&format!("/arenden/{id}")))
}
