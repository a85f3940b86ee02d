use app::emergencies::{JudgeEmergencyPage, JudgeEmergencyPageData, Judged, PartLine, judge_emergency_title};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, EmergencyVerdict, VerdictForm, may};
use domain::fields::{FieldErrors, Fields};
use domain::ids::EmergencyId;
use domain::language::Language;
use leptos::prelude::*;
use store::access::{self, Emergency, GrantedRole, OpenedPart};
use store::audit::{self, Entry};
use store::cases::{self, Case};
use store::{Tx, Who};

use crate::clock::{stockholm_moment, stockholm_time};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// One emergency access with its case and what was opened.
struct Found {
    emergency: Emergency,
    case: Case,
    parts: Vec<OpenedPart>,
    grants: Vec<GrantedRole>,
}

/// What the person may judge, told to the trail; otherwise there is none.
async fn found(state: &AppState, signed: &Signed, id: &str) -> Result<Found, AppError> {
    let id: EmergencyId = id.parse().map_err(|_| AppError::NotFound)?;
    let (actor, who) = (signed.actor.clone(), signed.who(state));
    state
        .write(move |tx| {
            Box::pin(async move {
                let emergency = access::emergency(tx, id).await?;
                let case = cases::case(tx, emergency.case).await?;
                if !may(&actor, Action::JudgeEmergency, case.subject()) {
                    return Err(AppError::NotFound);
                }
                let entry = Entry::in_case("read", "emergency", id.0, case.id);
                audit::record(tx, in_unit(who, &case), entry).await?;
                read(tx, emergency, case).await
            })
        })
        .await
}

async fn read(tx: &mut Tx, emergency: Emergency, case: Case) -> Result<Found, AppError> {
    Ok(Found {
        parts: access::opened_in_emergency(tx, &emergency).await?,
        grants: access::grants(tx, emergency.account).await?,
        emergency,
        case,
    })
}

fn in_unit(who: Who, case: &Case) -> Who {
    Who {
        unit: Some(case.unit),
        ..who
    }
}

fn part(part: &OpenedPart, l: Language) -> PartLine {
    let what = match (part.action.as_str(), part.object_kind.as_str()) {
        (_, "assessment") => l.t("Barnkonsekvensanalys", "Assessment").to_owned(),
        (_, "attachment") => l.t("Bilaga", "Attachment").to_owned(),
        ("opened_protected", _) => l
            .t(
                "Valde att öppna skyddade personuppgifter",
                "Chose to open a protected identity",
            )
            .to_owned(),
        (_, "case") => l.t("Ärendets sida", "The case's page").to_owned(),
        (action, kind) => format!("{action} {kind}"),
    };
    let (first, last) = (stockholm_time(part.first_at), stockholm_time(part.last_at));
    PartLine {
        what,
        times: part.times,
        when: if first == last {
            first
        } else {
            format!("{first}–{last}")
        },
    }
}

fn when(e: &Emergency, l: Language) -> String {
    let (from, until) = (stockholm_moment(e.opened_at, l), stockholm_time(e.ends_at));
    match e.ended_at {
        Some(at) => {
            let at = stockholm_time(at);
            l.t(
                format!("{from}, stängt av personen kl. {at}"),
                format!("{from}, closed by the person {at}"),
            )
        }
        None => l.t(
            format!("{from}, öppet till kl. {until}"),
            format!("{from}, open until {until}"),
        ),
    }
}

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    found: Found,
    fields: Fields,
    errors: FieldErrors,
) -> Response {
    let l = signed.language;
    let e = found.emergency;
    let when = when(&e, l);
    let roles: Vec<String> = found
        .grants
        .iter()
        .map(|g| format!("{}, {}", g.role.name(l), g.unit_name))
        .collect();
    let data = JudgeEmergencyPageData {
        id: e.id,
        case: e.case,
        number: found.case.number,
        by: [e.account_name, e.account_title]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        roles: if roles.is_empty() {
            l.t("Ingen", "None").to_owned()
        } else {
            roles.join("\n")
        },
        when,
        ground: e.ground.name(l).to_owned(),
        reason: e.reason,
        parts: found.parts.iter().map(|p| part(p, l)).collect(),
        judged: e.judged.map(|(verdict, note, name, at)| Judged {
            verdict,
            note,
            by: format!("{name}, {}", stockholm_moment(at, l)),
        }),
        own: e.account == signed.account(),
        fields,
        errors,
    };
    let title = judge_emergency_title(l);
    page(signed, state, status, title, false, move || {
        view! { <JudgeEmergencyPage data=data/> }
    })
}

/// Who opened what and why.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let found = found(&state, &signed, &id).await?;
    let (fields, errors) = (Fields::default(), FieldErrors::default());
    Ok(draw(&state, &signed, StatusCode::OK, found, fields, errors))
}

/// Keeps what the manager finds.
pub async fn judge(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let found = found(&state, &signed, &id).await?;
    let form = VerdictForm::from_fields(&fields);
    let verdict: EmergencyVerdict = match form.check(signed.language) {
        Ok(verdict) => verdict,
        Err(errors) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(draw(&state, &signed, status, found, fields, errors));
        }
    };
    let (who, id) = (in_unit(signed.who(&state), &found.case), found.emergency.id);
    state
        .write(move |tx| {
            Box::pin(async move { Ok(access::judge_emergency(tx, who, id, verdict, &form.note).await?) })
        })
        .await?;
    Ok(see_other(&format!("/akut/{id}")))
}
