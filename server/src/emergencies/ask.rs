use app::emergencies::{AskEmergencyPage, AskEmergencyPageData, OpenLine, ask_emergency_title};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{
    Action, EMERGENCY_COUNTED, EMERGENCY_LASTS, EmergencyForm, EmergencyGround, MOST_EMERGENCIES, Subject,
    may,
};
use domain::fields::{FieldErrors, Fields};
use domain::ids::EmergencyId;
use leptos::prelude::*;
use store::access::{self, NewEmergency, OwnEmergency};

use crate::access::ask_first;
use crate::clock::stockholm_time;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

const ADDRESS: &str = "/akut";

fn allowed(signed: &Signed) -> Result<(), AppError> {
    if may(&signed.actor, Action::OpenInEmergency, Subject::General) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    fields: Fields,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let l = signed.language;
    let mut tx = state.read().await?;
    let open = access::own_emergencies(&mut tx, signed.account(), state.now()).await?;
    let line = |e: OwnEmergency| OpenLine {
        id: e.id,
        case: e.case,
        number: e.number,
        unit: [e.unit_name, e.unit_phone]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        until: l.t(
            format!("Öppet till kl. {}", stockholm_time(e.ends_at)),
            format!("Open until {}", stockholm_time(e.ends_at)),
        ),
    };
    let data = AskEmergencyPageData {
        open: open.into_iter().map(line).collect(),
        hours: EMERGENCY_LASTS.num_hours(),
        fields,
        errors,
    };
    let title = ask_emergency_title(l);
    Ok(page(signed, state, status, title, false, move || {
        view! { <AskEmergencyPage data=data/> }
    }))
}

/// What stands open, and the form.
pub async fn show(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    allowed(&signed)?;
    draw(
        &state,
        &signed,
        StatusCode::OK,
        Fields::default(),
        FieldErrors::default(),
    )
    .await
}

/// Opens what bears the number.
pub async fn open(
    State(state): State<AppState>,
    signed: Signed,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let l = signed.language;
    let form = EmergencyForm::from_fields(&fields);
    let ground = match form.check(l) {
        Ok(ground) => ground,
        Err(errors) => return draw(&state, &signed, StatusCode::UNPROCESSABLE_ENTITY, fields, errors).await,
    };
    if let Some(asked) = ask_first(&state, &signed, &fields) {
        return Ok(asked);
    }
    let (status, field, message) = match try_to_open(&state, &signed, form, ground).await? {
        Tried::Opened => return Ok(see_other(ADDRESS)),
        Tried::TooOften => (
            StatusCode::TOO_MANY_REQUESTS,
            "",
            l.t(
                "Du har använt akut åtkomst så många gånger som det går på ett dygn. Ring enhetens chef eller socialjouren.",
                "You have used emergency access as often as is possible within a day. Ring the unit's manager or the social emergency service.",
            ),
        ),
        Tried::Nothing => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "number",
            l.t(
                "Inget ärende här har det numret. Kontrollera siffrorna. Försöket är sparat.",
                "No case here has that number. Check the digits. The try has been kept.",
            ),
        ),
    };
    let mut errors = FieldErrors::default();
    errors.add(field, message);
    draw(&state, &signed, status, fields, errors).await
}

enum Tried {
    Opened,
    Nothing,
    TooOften,
}

/// Counts and opens in one transaction, so that no two tries at once count as one.
async fn try_to_open(
    state: &AppState,
    signed: &Signed,
    form: EmergencyForm,
    ground: EmergencyGround,
) -> Result<Tried, AppError> {
    let (who, account) = (signed.who(state), signed.account());
    state
        .write(move |tx| {
            Box::pin(async move {
                let since = who.now - EMERGENCY_COUNTED;
                if access::emergencies_tried(tx, account, since).await? >= MOST_EMERGENCIES {
                    return Ok(Tried::TooOften);
                }
                let new = NewEmergency {
                    number: form.number,
                    ground,
                    reason: form.reason,
                    ends_at: who.now + EMERGENCY_LASTS,
                };
                Ok(match access::open_emergency(tx, who, &new).await? {
                    0 => Tried::Nothing,
                    _ => Tried::Opened,
                })
            })
        })
        .await
}

/// Closes one before its time.
pub async fn end(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let id: EmergencyId = id.parse().map_err(|_| AppError::NotFound)?;
    let who = signed.who(&state);
    state
        .write(move |tx| Box::pin(async move { Ok(access::end_emergency(tx, who, id).await?) }))
        .await?;
    Ok(see_other(ADDRESS))
}
