use app::assessments::{ATTESTATIONS, CheckPage, CheckPageData};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Duration;
use domain::access::Action;
use domain::assessments::{Depth, Material, Section, Status, gaps, groups};
use domain::content::content;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::letters::{AgeBand, draft, facts_for};
use leptos::prelude::*;
use store::assessments::{self, DAYS_TO_ANSWER};
use store::{StoreError, Tx, cases, letters, sections};

use super::load::read;
use super::{Loaded, load};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// Every section of an assessment that is checked and signed, in the order of the steps.
pub(super) fn all_sections(material: &Material) -> Vec<Section> {
    let mut all = vec![Section::Question];
    all.extend(material.children.iter().map(|c| Section::Child(c.id)));
    all.push(Section::Facts);
    all.extend(material.notes.iter().map(|n| Section::Note(n.id)));
    all.extend(content().articles().iter().map(|a| Section::Article(a.number)));
    all.extend([Section::Weighing, Section::Decision, Section::FollowUp]);
    all
}

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    loaded: &Loaded,
    errors: FieldErrors,
    ticked: Fields,
) -> Response {
    let l = signed.language;
    let sections = all_sections(&loaded.material)
        .into_iter()
        .map(|section| {
            let fields = loaded.material.section(section);
            (
                section,
                groups(section, &loaded.material, &fields, false, l),
                fields,
            )
        })
        .collect();
    let data = CheckPageData {
        frame: loaded.frame(l),
        gaps: loaded.gaps(l),
        sections,
        errors,
        ticked,
    };
    page(
        signed,
        state,
        status,
        l.t("Granska och signera", "Check and sign"),
        false,
        move || view! { <CheckPage data=data/> },
    )
}

/// What is missing and everything that is written.
pub async fn check(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "check").await?;
    if loaded.assessment.status != Status::Draft || loaded.assessment.depth != Depth::Standard {
        return Ok(see_other(&format!("/bedomning/{}", loaded.assessment.id)));
    }
    Ok(draw(
        &state,
        &signed,
        StatusCode::OK,
        &loaded,
        FieldErrors::default(),
        Fields::default(),
    ))
}

/// Signs and locks. The stored draft is checked once more in the very transaction that signs it.
pub async fn sign(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::SignRecord, "sign").await?;
    let l = signed.language;
    let mut errors = FieldErrors::default();
    for (code, ..) in ATTESTATIONS {
        let name = format!("attest.{code}");
        if !fields.ticked(&name) {
            errors.add(
                &name,
                l.t(
                    "Intyga det här genom att kryssa i rutan.",
                    "Attest this by ticking the box.",
                ),
            );
        }
    }
    if !errors.is_empty() || !loaded.gaps(l).is_empty() {
        return Ok(draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            &loaded,
            errors,
            fields,
        ));
    }
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let sender = (
        signed.name.clone(),
        loaded.case.unit_name.clone(),
        sender_phone(&loaded),
    );
    let assessment = loaded.assessment.id;
    let done = state
        .write(move |tx| Box::pin(async move { sign_in_transaction(tx, loaded, version, &sender).await }))
        .await?;
    if done {
        return Ok(see_other(&format!("/bedomning/{assessment}/svar")));
    }
    // Somebody saved in between: what is missing now is shown instead.
    let loaded = load(&state, &signed, &id, Action::SignRecord, "sign").await?;
    Ok(draw(
        &state,
        &signed,
        StatusCode::UNPROCESSABLE_ENTITY,
        &loaded,
        errors,
        fields,
    ))
}

/// The worker's own telephone, or the unit's.
fn sender_phone(loaded: &Loaded) -> String {
    if loaded.case.owner_phone.is_empty() {
        loaded.case.unit_phone.clone()
    } else {
        loaded.case.owner_phone.clone()
    }
}

async fn sign_in_transaction(
    tx: &mut Tx,
    loaded: Loaded,
    version: i64,
    sender: &(String, String, String),
) -> Result<bool, AppError> {
    let (case, id) = loaded.ids();
    let who = loaded.who;
    // From here on nobody changes a text or a child before the signature stands.
    assessments::hold(tx, case, id).await?;
    cases::hold(tx, case).await?;
    let now = read(tx, loaded.case, id, who, true, loaded.today).await?;
    let Some(decided_on) = now
        .material
        .decided_on()
        .filter(|_| gaps(&now.material, now.today, Language::Swedish).is_empty())
    else {
        return Ok(false);
    };
    let attested: Vec<_> = ATTESTATIONS.iter().map(|(code, ..)| *code).collect();
    match assessments::sign(
        tx,
        who,
        (case, id, version),
        decided_on,
        now.material.follow_up_on(),
        &attested.join(" "),
    )
    .await
    {
        Ok(()) => {}
        Err(StoreError::Stale) => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    for child in &now.material.children {
        // Under four a talk is the answer; from four on the child is owed a letter.
        let Some(band) = child.age.and_then(AgeBand::for_age) else {
            continue;
        };
        let language = Language::Swedish;
        let due = decided_on + Duration::days(DAYS_TO_ANSWER);
        let letter = letters::add_letter(tx, who, (case, id), child.id, (band, language), Some(due)).await?;
        let facts = facts_for(&now.material, child, (&sender.0, &sender.1, &sender.2), language);
        sections::save_section(
            tx,
            who,
            (case, id),
            Section::Letter(letter),
            0,
            &draft(band, &facts, language),
        )
        .await?;
    }
    Ok(true)
}
