//! Review by a second person: verdicts, answers, sending back, countersigning, taking back.

use app::assessments::{ReviewPage, ReviewPageData};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::assessments::{Condition, Move, Section, Status, Verdict, differences, written_sections};
use domain::fields::{FieldErrors, Fields, MAX_TEXT, too_long_message};
use domain::language::Language;
use leptos::prelude::*;
use store::assessments::{self, Signature};
use store::{StoreError, Tx, delegations, reviews};

use super::moving::{after_signature, decide, sender};
use super::sign::held;
use super::{Loaded, load};
use crate::clock::stockholm_time;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::{AUTOSAVE, Signed};
use crate::state::AppState;

/// The review, as far as the person takes part in it.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "review").await?;
    draw(
        &state,
        &signed,
        StatusCode::OK,
        &loaded,
        Fields::default(),
        FieldErrors::default(),
    )
    .await
}

/// Whether the person may decide about a submitted assessment: reviews in the unit and has written nothing in it.
async fn decides(state: &AppState, loaded: &Loaded) -> Result<(bool, bool), AppError> {
    if !loaded.may_review || loaded.assessment.status != Status::Submitted {
        return Ok((false, false));
    }
    let Some(account) = loaded.who.account else {
        return Ok((false, false));
    };
    let (case, id) = loaded.ids();
    let mut tx = state.read().await?;
    let wrote = assessments::wrote_in(&mut tx, case, id, account).await?;
    Ok((!wrote, wrote))
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    loaded: &Loaded,
    fields: Fields,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let l = signed.language;
    let (decides, wrote) = decides(state, loaded).await?;
    let sections = if decides {
        written_sections(&loaded.material)
            .into_iter()
            .map(|section| {
                let fields = loaded.material.section(section);
                (section, loaded.groups(section, &fields, false, l), fields)
            })
            .collect()
    } else {
        Vec::new()
    };
    let changes = match loaded.rounds.last() {
        Some(round) if decides && round.number > 1 => {
            let mut tx = state.read().await?;
            assessments::kept_version(&mut tx, loaded.assessment.id, "submitted", Some(round.number - 1))
                .await?
                .map(|before| differences(&before, &loaded.material, l))
        }
        _ => None,
    };
    let data = ReviewPageData {
        frame: loaded.frame(l),
        sections,
        changes,
        fields,
        errors,
        decides,
        why_not: if wrote {
            Condition::WroteNothing.message(l).to_owned()
        } else {
            String::new()
        },
    };
    let island = decides || loaded.may_edit && loaded.assessment.status == Status::Returned;
    let title = l.t("Granskning", "Review");
    Ok(page(
        signed,
        state,
        status,
        title,
        island,
        move || view! { <ReviewPage data=data/> },
    ))
}

/// The verdicts of the form, and what is wrong with them. A section without a verdict and without a remark is not judged yet.
fn verdicts(loaded: &Loaded, fields: &Fields, l: Language) -> (Vec<(Section, Verdict, String)>, FieldErrors) {
    let mut errors = FieldErrors::default();
    let mut found = Vec::new();
    for section in written_sections(&loaded.material) {
        let key = section.key();
        let (name, remark) = (format!("verdict.{key}"), format!("remark.{key}"));
        let text = fields.text(&remark).to_owned();
        let length = text.chars().count();
        if length > MAX_TEXT {
            errors.add(&remark, too_long_message(length, MAX_TEXT, l));
        }
        match Verdict::from_code(fields.text(&name)) {
            Some(verdict) if verdict != Verdict::Accepted && text.is_empty() => errors.add(
                &remark,
                l.t("Skriv vad som behöver ändras.", "Write what needs to be changed."),
            ),
            Some(verdict) => found.push((section, verdict, text)),
            None if !text.is_empty() => {
                errors.add(&name, l.t("Välj en bedömning.", "Choose a verdict."));
            }
            None => {}
        }
    }
    (found, errors)
}

/// Saves the verdicts; then sends back, countersigns, or stays.
pub async fn review(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::ReviewRecord, "review").await?;
    let l = signed.language;
    if !decides(&state, &loaded).await?.0 {
        return Err(AppError::Conflict);
    }
    let by_script = headers.contains_key(AUTOSAVE);
    let then = if by_script { "save" } else { fields.text("then") };
    let (found, mut errors) = verdicts(&loaded, &fields, l);
    if by_script {
        // What is half chosen is saved once it is whole; until then it stands in the open page.
        let (ids, who) = (loaded.ids(), loaded.who);
        save(&state, ids, who, found).await?;
        return Ok(format!("0 {}", stockholm_time(state.now())).into_response());
    }
    let reason = fields.text("reason").to_owned();
    match then {
        "return" if reason.is_empty() => errors.add(
            "reason",
            l.t(
                "Skriv varför analysen lämnas tillbaka.",
                "Write why the assessment is sent back.",
            ),
        ),
        "return" if reason.chars().count() > MAX_TEXT => {
            errors.add("reason", too_long_message(reason.chars().count(), MAX_TEXT, l));
        }
        "countersign" if !fields.ticked("attest.read") => errors.add(
            "attest.read",
            l.t(
                "Intyga det här genom att kryssa i rutan.",
                "Attest this by ticking the box.",
            ),
        ),
        _ => {}
    }
    if !errors.is_empty() {
        // The verdicts that are whole are kept all the same, so that nothing is lost.
        save(&state, loaded.ids(), loaded.who, found).await?;
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return draw(&state, &signed, status, &loaded, fields, errors).await;
    }
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let assessment = loaded.assessment.id;
    let does = match then {
        "return" => Some(Move::Return),
        "countersign" => Some(Move::Countersign),
        _ => None,
    };
    save(&state, loaded.ids(), loaded.who, found).await?;
    let Some(does) = does else {
        return Ok(see_other(&format!("/bedomning/{assessment}/granskning")));
    };
    let outcome = state
        .write(move |tx| Box::pin(async move { end(tx, loaded, does, version, &reason).await }))
        .await?;
    match outcome {
        Ok(()) => Ok(see_other(&format!("/bedomning/{assessment}"))),
        Err(lacks) => {
            let loaded = load(&state, &signed, &id, Action::ReviewRecord, "review").await?;
            for condition in lacks {
                errors.add("", condition.message(l));
            }
            if errors.is_empty() {
                errors.add(
                    "",
                    l.t(
                        "Analysen har ändrats under tiden. Läs igenom den och försök igen.",
                        "The assessment has been changed in the meantime. Read through it and try again.",
                    ),
                );
            }
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            draw(&state, &signed, status, &loaded, fields, errors).await
        }
    }
}

async fn save(
    state: &AppState,
    ids: (domain::ids::CaseId, domain::ids::AssessmentId),
    who: store::Who,
    found: Vec<(Section, Verdict, String)>,
) -> Result<(), AppError> {
    if found.is_empty() {
        return Ok(());
    }
    state
        .write(move |tx| {
            Box::pin(async move {
                if assessments::hold(tx, ids.0, ids.1).await? != Status::Submitted {
                    return Err(AppError::Conflict);
                }
                for (section, verdict, text) in found {
                    reviews::write_remark(tx, who, ids, section, verdict, &text).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Ends the round by the table. The conditions are looked at in the transaction that moves the assessment.
async fn end(
    tx: &mut Tx,
    loaded: Loaded,
    does: Move,
    version: i64,
    reason: &str,
) -> Result<Result<(), Vec<Condition>>, AppError> {
    let now = held(tx, loaded).await?;
    if let Err(lacks) = decide(tx, &now, does, !reason.is_empty()).await? {
        return Ok(Err(lacks));
    }
    let (case, id) = now.ids();
    let ids = (case, id, version);
    let who = now.who;
    let delegation = match who.account {
        Some(account) => delegations::in_force(tx, account, now.case.unit, now.today).await?,
        None => None,
    };
    let outcome = if does == Move::Return {
        reviews::end_round(tx, who, case, id, ("returned", reason), delegation.map(|d| d.0)).await?;
        assessments::take_back(tx, who, ids).await
    } else {
        let Some(decided_on) = now.material.decided_on() else {
            return Ok(Err(vec![Condition::Complete]));
        };
        let signature = Signature {
            decided_on,
            follow_up_on: now.material.follow_up_on(),
            attestations: &now.assessment.attestations,
        };
        reviews::end_round(tx, who, case, id, ("countersigned", ""), delegation.map(|d| d.0)).await?;
        assessments::countersign(tx, who, ids, signature).await
    };
    match outcome {
        Ok(()) => {}
        // An error ends the transaction, so that the round stays open, too.
        Err(StoreError::Stale) => return Err(AppError::Conflict),
        Err(error) => return Err(error.into()),
    }
    if does == Move::Countersign {
        let round = now.rounds.last().map_or(1, |r| r.number);
        let (name, unit, phone) = sender(&now);
        after_signature(tx, &now, round, (&name, &unit, &phone)).await?;
    }
    Ok(Ok(()))
}

/// The author's answers to the remarks of the round that sent it back.
pub async fn answer(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "review").await?;
    let l = signed.language;
    if loaded.assessment.status != Status::Returned {
        return Err(AppError::Conflict);
    }
    let mut errors = FieldErrors::default();
    let mut answers = Vec::new();
    let remarks = loaded.rounds.iter().rfind(|r| !r.outcome.is_empty());
    for remark in remarks.iter().flat_map(|r| &r.remarks) {
        let name = format!("answer.{}", remark.section.key());
        let text = fields.text(&name);
        let length = text.chars().count();
        if length > MAX_TEXT {
            errors.add(&name, too_long_message(length, MAX_TEXT, l));
        } else if fields.0.contains_key(&name) && text != remark.answer {
            answers.push((remark.section, text.to_owned()));
        }
    }
    let by_script = headers.contains_key(AUTOSAVE);
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        if by_script {
            return Ok(status.into_response());
        }
        return draw(&state, &signed, status, &loaded, fields, errors).await;
    }
    let (ids, who) = (loaded.ids(), loaded.who);
    state
        .write(move |tx| {
            Box::pin(async move {
                assessments::hold(tx, ids.0, ids.1).await?;
                for (section, text) in answers {
                    reviews::answer_remark(tx, who, ids, section, &text).await?;
                }
                Ok::<_, AppError>(())
            })
        })
        .await?;
    if by_script {
        return Ok(format!("0 {}", stockholm_time(state.now())).into_response());
    }
    Ok(see_other(&format!("/bedomning/{}/granskning", ids.1)))
}

/// The author takes a submitted assessment back.
pub async fn recall(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let loaded = load(&state, &signed, &id, Action::EditRecord, "review").await?;
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let assessment = loaded.assessment.id;
    state
        .write(move |tx| {
            Box::pin(async move {
                let now = held(tx, loaded).await?;
                if decide(tx, &now, Move::Recall, false).await?.is_err() {
                    return Err(AppError::Conflict);
                }
                let (case, id) = now.ids();
                reviews::end_round(tx, now.who, case, id, ("recalled", ""), None).await?;
                Ok(assessments::recall(tx, now.who, (case, id, version)).await?)
            })
        })
        .await?;
    Ok(see_other(&format!("/bedomning/{assessment}")))
}
