use app::extracts::{AssessPage, AssessPageData, HOME, PartView, extracts_title};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use documents::{Document, Language as Tongue, Paper, RenderError, glyph_names, html};
use domain::access::{Action, Subject, may};
use domain::cases::IdentityNumber;
use domain::extracts::{AssessForm, ExtractOutcome};
use domain::fields::{FieldErrors, Fields};
use domain::ids::{CaseId, ExtractId};
use leptos::prelude::*;
use store::audit::{self, Entry};
use store::cases::{self, Case};
use store::extracts::{self, Assessed, Extract, Part as Stored};
use store::{StoreError, Who};

use super::assemble::{Draft, draft};
use crate::assessments::pdf as render;
use crate::clock::{stockholm_day, stockholm_moment};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// A case of a request that the manager of its unit assesses.
struct Found {
    extract: Extract,
    case: Case,
    stored: Stored,
    draft: Draft,
}

/// Opens the case for its unit's manager, told to the trail; otherwise there is none.
async fn find(state: &AppState, signed: &Signed, id: &str, case: &str) -> Result<Found, AppError> {
    let id: ExtractId = id.parse().map_err(|_| AppError::NotFound)?;
    let of: CaseId = case.parse().map_err(|_| AppError::NotFound)?;
    let (actor, who, proof) = (signed.actor.clone(), signed.who(state), signed.proof(state));
    let (extract, case, stored) = state
        .write(move |tx| {
            Box::pin(async move {
                let stored = extracts::part(tx, id, of).await?;
                let case = cases::case(tx, of).await?;
                if !may(&actor, Action::AssessExtracts, Subject::Unit(&case.unit_path)) {
                    return Err(AppError::NotFound);
                }
                proof.opens(tx, &case).await?;
                let who = Who {
                    unit: Some(case.unit),
                    ..who
                };
                audit::record(tx, who, Entry::in_case("read", "extract", id.0, of)).await?;
                Ok((extracts::extract(tx, id).await?, case, stored))
            })
        })
        .await?;
    if extract.closed_at.is_some() {
        return Err(AppError::NotFound);
    }
    let draft = draft(state, signed, &case).await?;
    Ok(Found {
        extract,
        case,
        stored,
        draft,
    })
}

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    found: Found,
    (fields, errors): (Fields, FieldErrors),
) -> Response {
    let l = signed.language;
    let Found {
        extract,
        case,
        stored,
        draft,
    } = found;
    let fingerprint = draft.fingerprint();
    let parts = draft
        .parts
        .into_iter()
        .enumerate()
        .map(|(number, part)| {
            let mut document = Document::new("", Tongue::Swedish, draft.day);
            document.blocks = part.blocks;
            PartView {
                number,
                title: part.title,
                preview: html::preview(&document),
            }
        })
        .collect();
    let data = AssessPageData {
        extract: extract.id,
        purpose: extract.purpose,
        case: case.id,
        number: case.number,
        person: IdentityNumber::parse(&extract.number, stockholm_day(state.now()))
            .map(|n| n.shown())
            .unwrap_or_default(),
        parts,
        fingerprint,
        version: stored.version,
        before: stored.assessed_by.zip(stored.assessed_at).map(|(by, at)| {
            let at = stockholm_moment(at, l);
            l.t(
                format!("{by} prövade den {at}. En ny prövning ersätter den."),
                format!("{by} assessed it on {at}. A new assessment replaces it."),
            )
        }),
        fields,
        errors,
    };
    page(signed, state, status, extracts_title(l), false, move || {
        view! { <AssessPage data=data/> }
    })
}

/// Everything that the case holds, to be read and assessed.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, case)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = find(&state, &signed, &id, &case).await?;
    let typed = (Fields::default(), FieldErrors::default());
    Ok(draw(&state, &signed, StatusCode::OK, found, typed))
}

/// The draft on paper.
pub async fn draft_pdf(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, case)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = find(&state, &signed, &id, &case).await?;
    let document = found.draft.document(&[], "Utkast, inte prövat");
    let name = format!("registerutdrag-utkast-{}.pdf", found.case.number);
    render(&state, &signed, document, Paper::Kept, &name).await
}

/// Stores the assessment with the very file that may leave.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, case)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let found = find(&state, &signed, &id, &case).await?;
    let l = signed.language;
    let form = AssessForm::from_fields(&fields);
    let mut errors = form.check(l);
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let changed = version != found.stored.version || fields.text("fingerprint") != found.draft.fingerprint();
    if errors.is_empty() && changed {
        errors.add(
            "",
            l.t(
                "Något har ändrats sedan du läste: i ärendet, eller genom någon annans prövning. Läs igenom igen och spara sedan.",
                "Something has changed since you read: in the case, or by somebody else's assessment. Read through again, then save.",
            ),
        );
        return Ok(draw(
            &state,
            &signed,
            StatusCode::CONFLICT,
            found,
            (fields, errors),
        ));
    }
    let Some(outcome) = ExtractOutcome::from_code(&form.outcome).filter(|_| errors.is_empty()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&state, &signed, status, found, (fields, errors)));
    };
    let file = if outcome == ExtractOutcome::Nothing {
        None
    } else {
        match set(&state, &found.draft, &form).await? {
            Ok(bytes) => Some(bytes),
            Err(names) => {
                errors.add(
                    "",
                    l.t(
                        format!("Utdraget kan inte skrivas ut: texterna har tecken som saknas i typsnittet ({names}). Håll inne den delen, eller be handläggaren ändra den."),
                        format!("The extract cannot be printed: its texts hold characters that the typeface lacks ({names}). Keep that part back, or ask the worker to change it."),
                    ),
                );
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return Ok(draw(&state, &signed, status, found, (fields, errors)));
            }
        }
    };
    put(&state, &signed, &found, outcome, form, file).await
}

/// The file that may leave, or the names of the characters that cannot be printed.
async fn set(
    state: &AppState,
    draft: &Draft,
    form: &AssessForm,
) -> Result<Result<Vec<u8>, String>, AppError> {
    let day = stockholm_day(state.now());
    let document = draft.document(&form.withheld, &format!("Prövat {day}"));
    match state.pdf.render(Paper::Kept, document).await {
        Ok(bytes) => Ok(Ok(bytes)),
        Err(RenderError::MissingGlyphs(chars)) => Ok(Err(glyph_names(&chars).join(", "))),
        Err(error) => {
            tracing::error!(%error, "an extract cannot be set");
            Err(AppError::Internal)
        }
    }
}

async fn put(
    state: &AppState,
    signed: &Signed,
    found: &Found,
    outcome: ExtractOutcome,
    form: AssessForm,
    file: Option<Vec<u8>>,
) -> Result<Response, AppError> {
    let assessed = Assessed {
        outcome,
        withheld: form
            .withheld
            .iter()
            .filter_map(|n| found.draft.parts.get(*n))
            .map(|part| part.title.clone())
            .collect(),
        reasons: form.reasons,
        file,
    };
    let who = Who {
        unit: Some(found.case.unit),
        ..signed.who(state)
    };
    let ids = (found.extract.id, found.case.id, found.stored.version);
    state
        .write(move |tx| {
            Box::pin(async move {
                match extracts::assess(tx, who, ids, &assessed).await {
                    Err(StoreError::Stale) => Err(AppError::Conflict),
                    other => Ok(other?),
                }
            })
        })
        .await?;
    Ok(see_other(HOME))
}
