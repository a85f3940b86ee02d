use app::assessments::MemoPage;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use documents::assessments::{Heading, Version, assessment, memo as memo_text};
use documents::{Document, Paper, RenderError, glyph_names};
use domain::access::Action;
use domain::assessments::{Material, Status};
use domain::language::Language;
use domain::participation::Disclosure;
use leptos::prelude::*;

use super::{Loaded, load};
use crate::clock::{stockholm_day, stockholm_time};
use crate::error::AppError;
use crate::http::page;
use crate::participation::disclosures_of;
use crate::sessions::Signed;
use crate::state::AppState;

/// What stands at the top of an assessment's document.
pub(crate) fn heading(loaded: &Loaded, disclosures: Vec<Disclosure>, l: Language) -> Heading {
    let a = &loaded.assessment;
    let state = match (a.status, a.signed_at) {
        (Status::Signed | Status::Closed, Some(at)) => {
            let by = a.signed_by.clone().unwrap_or_default();
            let (day, time) = (stockholm_day(at), stockholm_time(at));
            let by = match &a.countersigned_by {
                Some(second) => l.t(format!("{by} och {second}"), format!("{by} and {second}")),
                None => by,
            };
            l.t(
                format!("Signerad {day} kl. {time} av {by}"),
                format!("Signed {day} {time} by {by}"),
            )
        }
        _ => l.t("Arbetsmaterial", "Working material").to_owned(),
    };
    Heading {
        number: loaded.case.number.clone(),
        unit: loaded.case.unit_name.clone(),
        // A case may be handed over; the signed document keeps the name of who signed it.
        worker: a
            .signed_by
            .clone()
            .unwrap_or_else(|| loaded.case.owner_name.clone()),
        matter: a.matter.clone(),
        state,
        date: a.decided_on.unwrap_or(loaded.today),
        annotations: loaded.annotations.clone(),
        disclosures,
    }
}

/// The decision document for those who work with the case.
pub async fn internal(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    decision(&state, &signed, &id, Version::Internal).await
}

/// The decision document for a party.
pub async fn party(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    decision(&state, &signed, &id, Version::Party).await
}

async fn decision(
    state: &AppState,
    signed: &Signed,
    id: &str,
    version: Version,
) -> Result<Response, AppError> {
    let what = if version == Version::Party {
        "party document"
    } else {
        "internal document"
    };
    let loaded = load(state, signed, id, Action::ReadRecord, what).await?;
    if !matches!(loaded.assessment.status, Status::Signed | Status::Closed) {
        return Err(AppError::NotFound);
    }
    // A Swedish authority's decision is in Swedish whatever language the interface has.
    let l = Language::Swedish;
    let material = as_signed(state, &loaded).await?;
    let disclosures = disclosures_of(state, &loaded).await?;
    let document = assessment(&heading(&loaded, disclosures, l), &material, version, l);
    let name = if version == Version::Party {
        "beslut-part"
    } else {
        "beslut-intern"
    };
    pdf(
        state,
        signed,
        document,
        Paper::Kept,
        &format!("{}-{name}.pdf", loaded.case.number),
    )
    .await
}

/// The assessment as it was signed; what was changed afterwards, in the case or the follow-up, is no part of the decision.
pub(crate) async fn as_signed(state: &AppState, loaded: &Loaded) -> Result<Material, AppError> {
    let mut tx = state.read().await?;
    let kept = store::assessments::kept_version(&mut tx, loaded.assessment.id, "signed", None).await?;
    // Signed before versions were kept: the locked texts are the same, only what follows the decision may be newer.
    Ok(kept.unwrap_or_else(|| loaded.material.clone()))
}

/// A print to read on paper and throw away.
pub async fn working_print(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "working print").await?;
    let l = signed.language;
    let mut heading = heading(&loaded, disclosures_of(&state, &loaded).await?, l);
    let state_in_words = l.t(
        "Arbetsmaterial, kastas efter läsning",
        "Working material, throw away after reading",
    );
    state_in_words.clone_into(&mut heading.state);
    let document = assessment(&heading, &loaded.material, Version::Internal, l);
    pdf(
        &state,
        &signed,
        document,
        Paper::Working,
        &format!("{}-arbetsutskrift.pdf", loaded.case.number),
    )
    .await
}

/// The summary to copy.
pub async fn memo(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "memo").await?;
    let disclosures = disclosures_of(&state, &loaded).await?;
    let text = memo_text(
        &heading(&loaded, disclosures, Language::Swedish),
        &loaded.material,
        Language::Swedish,
    );
    let (id, number) = (loaded.assessment.id, loaded.case.number.clone());
    let title = signed.language.t(
        "Sammanfattning till tjänsteskrivelsen",
        "Summary for the committee memo",
    );
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <MemoPage id=id number=number text=text/> },
    ))
}

/// Renders a document and sends it, or says which characters cannot be printed.
pub(crate) async fn pdf(
    state: &AppState,
    signed: &Signed,
    document: Document,
    paper: Paper,
    file_name: &str,
) -> Result<Response, AppError> {
    match state.pdf.render(paper, document).await {
        Ok(bytes) => {
            let disposition = HeaderValue::from_str(&format!("inline; filename=\"{file_name}\""))
                .map_err(|_| AppError::Internal)?;
            let kind = HeaderValue::from_static("application/pdf");
            Ok((
                StatusCode::OK,
                [
                    (header::CONTENT_TYPE, kind),
                    (header::CONTENT_DISPOSITION, disposition),
                ],
                bytes,
            )
                .into_response())
        }
        Err(RenderError::MissingGlyphs(chars)) => {
            let l = signed.language;
            let names = glyph_names(&chars).join(", ");
            let title = l.t(
                "Dokumentet går inte att skriva ut",
                "The document cannot be printed",
            );
            Ok(page(
                signed,
                state,
                StatusCode::UNPROCESSABLE_ENTITY,
                title,
                false,
                move || {
                    let told = l.t(
                    format!("Dokumentet innehåller tecken som inte kan skrivas ut: {names}. Ta bort eller byt ut dem i texten."),
                    format!("The document holds characters that cannot be printed: {names}. Remove or replace them in the text."),
                );
                    view! { <div class="content"><h1>{title}</h1><p class="lead">{told}</p></div> }
                },
            ))
        }
        Err(error) => {
            let kind = if matches!(error, RenderError::Interrupted) {
                "interrupted"
            } else {
                "layout"
            };
            tracing::error!(kind, "a document could not be rendered");
            Err(AppError::Internal)
        }
    }
}
